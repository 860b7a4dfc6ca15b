//! Articles from JSON Lines: one object a line, its keys read like those of front matter, `text` being the body.

use crate::article::Warning;

use super::front_matter::FrontMatter;
use super::value::{Entry, Value};
use super::warnings::Warnings;
use super::{Draft, Parsed, Settings, attributes::Flat, front_matter, meta, source, visibility};

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
    let path = path(&entries);
    let body = source::clean(&body);
    let within = within(&body, line, warnings);
    // Of other keys the last one counts: it is that of the line.
    let entries = within.entries.into_iter().chain(entries).collect();
    let front = FrontMatter { entries, in_doubt: within.in_doubt, ..FrontMatter::default() };
    let facts = meta::read(front, &path, &settings.defaults, warnings);
    let Some(id) = facts.id.clone() else {
        return refuse(line, "there is no `id`", warnings);
    };
    let warnings = std::mem::replace(warnings, warnings.fresh());
    Some(Draft { path: &id, facts, body: &body, first_line: 1 }.finish(settings, warnings))
}

/// What front matter in the `text` says of who may see the article: it has no place there, but was meant.
fn within(body: &str, line: usize, warnings: &mut Warnings) -> Flat {
    let read = front_matter::read(body, &mut warnings.fresh());
    let mut flat = Flat::of(read.entries, &mut warnings.fresh());
    flat.in_doubt |= read.in_doubt;
    flat.entries.retain(|entry| entry.is("date") || visibility::concerns(&entry.key));
    if flat.in_doubt || !flat.entries.is_empty() {
        warnings
            .at(line, "`text` begins with front matter: of it only that is read which says who may see the article");
    }
    flat
}

/// The id stands for a path, as far as folders say something of it.
fn path(entries: &[Entry]) -> String {
    let id = entries.iter().rev().find(|entry| entry.is("id") && !entry.value.is_blank());
    id.and_then(|entry| entry.value.scalar()).unwrap_or_default()
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
