//! Articles from JSON Lines: one object a line, its keys read like those of front matter, `text` being the body.

use crate::article::Warning;

use super::front_matter::FrontMatter;
use super::value::{Entry, Value};
use super::warnings::Warnings;
use super::{Draft, Parsed, Settings, meta, source};

/// Reads one line of a JSON Lines file: `id` (text or number, required), `title`, `text` (Markdown, without front
/// matter), `url`, `lang`, and any other key that front matter may have. What `source` is called and its `line` go into
/// the warnings. Without an id, or if the line is not a JSON object, there is no article; of a blank line there is
/// nothing to say.
pub fn parse_json_line(source: &str, line: usize, text: &str, settings: &Settings) -> (Option<Parsed>, Vec<Warning>) {
    let mut warnings = Warnings::new(source);
    let text = text.trim_start_matches('\u{feff}').trim();
    let read = if text.is_empty() { None } else { article(line, text, settings, &mut warnings) };
    let on_this_line = |mut warning: Warning| {
        warning.line = line;
        warning
    };
    let Some(mut read) = read else {
        return (None, warnings.into_sorted().into_iter().map(on_this_line).collect());
    };
    let noted = std::mem::take(&mut read.warnings).into_iter().map(on_this_line).collect();
    for link in &mut read.links {
        link.line = line;
    }
    (Some(read), noted)
}

fn article(line: usize, text: &str, settings: &Settings, warnings: &mut Warnings) -> Option<Parsed> {
    if text.len() > source::MAX_BYTES {
        return refuse(line, "the line is larger than 8 MiB", warnings);
    }
    let mut entries = match serde_json::from_str(text) {
        Ok(Value::Map(entries)) => entries,
        Ok(other) => return refuse(line, &format!("{} where an object is expected", other.kind()), warnings),
        Err(error) => return refuse(line, &format!("not JSON: {error}"), warnings),
    };
    for entry in &mut entries {
        entry.line = line;
        if entry.value.limit_depth(super::yaml::MAX_DEPTH) {
            warnings.at(line, format!("`{}` is nested deeper than {} levels", entry.key, super::yaml::MAX_DEPTH));
        }
    }
    let body = body(&mut entries, line, warnings);
    let facts = meta::read(FrontMatter { entries, ..FrontMatter::default() }, warnings);
    let Some(id) = facts.id.clone() else {
        return refuse(line, "there is no `id`", warnings);
    };
    let warnings = std::mem::replace(warnings, warnings.fresh());
    Some(Draft { path: &id, facts, body: &source::clean(&body), first_line: 1 }.finish(settings, warnings))
}

fn refuse(line: usize, why: &str, warnings: &mut Warnings) -> Option<Parsed> {
    warnings.at(line, format!("no article: {why}"));
    None
}

fn body(entries: &mut Vec<Entry>, line: usize, warnings: &mut Warnings) -> String {
    let texts: Vec<Entry> = entries.extract_if(.., |entry| entry.key == "text").collect();
    match texts.into_iter().next_back().map(|entry| entry.value) {
        Some(Value::Text(text)) => return text,
        None => warnings.at(line, "there is no `text`: the article is empty"),
        Some(other) => warnings.at(line, format!("`text` should be text, not {}: the article is empty", other.kind())),
    }
    String::new()
}
