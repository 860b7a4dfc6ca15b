//! Finds front matter at the start of a file and reads it, whatever state it is in.
//!
//! What cannot be read may be what was to keep the article from the public. So whenever something that looks like a
//! word of [visibility](super::visibility) was not understood, the result says that visibility is in doubt.

use std::borrow::Cow;

use serde_json::Deserializer;
use toml::de::DeTable;

use super::value::{Entry, Value, from_toml};
use super::warnings::Warnings;
use super::{visibility, yaml};
use crate::analysis::prefix;

/// Larger front matter is not read, and the article is marked hidden.
const MAX_BYTES: usize = 64 * 1024;

/// What a file says of itself, and where its text begins.
#[derive(Default)]
pub(super) struct FrontMatter {
    pub(super) entries: Vec<Entry>,
    /// Whether something was not understood that may have been there to hide the article.
    pub(super) in_doubt: bool,
    /// The byte at which the body begins.
    pub(super) body: usize,
}

/// Reads the front matter of a file: `---` (YAML), `+++` (TOML) or `{` (JSON), after blank lines if there are any.
pub(super) fn read(text: &str, warnings: &mut Warnings) -> FrontMatter {
    let start = skip_blank_lines(text, 0);
    match Notation::at(text, start) {
        Some(Notation::Json) => read_json(text, start, warnings),
        Some(notation) => read_delimited(text, start, notation, warnings),
        None => read_after_comments(text, start, warnings),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Notation {
    Yaml,
    Toml,
    Json,
}

impl Notation {
    /// The notation that the line at `start` opens.
    fn at(text: &str, start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        match rest.lines().next()?.trim_end() {
            "---" => Some(Notation::Yaml),
            "+++" => Some(Notation::Toml),
            _ => {
                rest.strip_prefix('{').filter(|rest| rest.trim_start().starts_with(['"', '}'])).map(|_| Notation::Json)
            }
        }
    }

    fn closes(self, line: &str) -> bool {
        match self {
            Notation::Yaml => matches!(line.trim_end(), "---" | "..."),
            Notation::Toml => line.trim_end() == "+++",
            Notation::Json => line.trim_end() == "}",
        }
    }
}

fn skip_blank_lines(text: &str, start: usize) -> usize {
    let blank = text.get(start..).unwrap_or_default().split_inclusive('\n').take_while(|line| line.trim().is_empty());
    start + blank.map(str::len).sum::<usize>()
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}

/// From the line behind `start`: where the closing line begins and where it ends.
fn closing_line(text: &str, start: usize, notation: Notation) -> Option<(usize, usize)> {
    let mut at = start;
    for (index, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        if index > 0 && notation.closes(line) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn read_delimited(text: &str, start: usize, notation: Notation, warnings: &mut Warnings) -> FrontMatter {
    let Some((end, body)) = closing_line(text, start, notation) else {
        return read_unclosed(text, start, warnings);
    };
    let inner_start = start + text.get(start..).and_then(|rest| rest.find('\n')).map_or(0, |at| at + 1);
    let inner = text.get(inner_start..end).unwrap_or_default();
    let first_line = line_of(text, inner_start);
    if inner.len() > MAX_BYTES {
        warnings.at(first_line, "front matter is larger than 64 KiB: it is not read");
        return FrontMatter { in_doubt: true, body, ..FrontMatter::default() };
    }
    let entries = match notation {
        Notation::Toml => Some(read_toml(inner, first_line, warnings)),
        _ => yaml::read(inner, first_line, warnings),
    };
    let Some((entries, is_whole)) = entries else {
        warnings.at(line_of(text, start), "there is no `key: value` between the `---` lines: they are read as text");
        return FrontMatter { in_doubt: is_in_doubt(inner, &[]), body: start, ..FrontMatter::default() };
    };
    FrontMatter { in_doubt: !is_whole && is_in_doubt(inner, &entries), entries, body }
}

/// The file is text from its first line; but what those lines say of visibility holds.
fn read_unclosed(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let rest = text.get(start..).unwrap_or_default();
    // In JSON, keys may stand on the first line, too.
    let opening = if rest.starts_with('{') { "{".len() } else { rest.find('\n').map_or(rest.len(), |at| at + 1) };
    let belongs = |line: &&str| is_assignment(line) || line.trim().is_empty() || line.starts_with([' ', '-', '#', '"']);
    let lines = rest.get(opening..).unwrap_or_default().split_inclusive('\n').take_while(belongs).take(1_000);
    let end = opening + lines.map(str::len).sum::<usize>();
    let (opened, head) = (rest.get(..end).unwrap_or_default(), rest.get(opening..end).unwrap_or_default());
    let is_large = head.len() > MAX_BYTES;
    if !is_large && !head.lines().any(is_assignment) {
        return FrontMatter { body: start, ..FrontMatter::default() };
    }
    let line = line_of(text, start);
    warnings.at(line, "front matter is opened and never closed: the file is read as text from its first line");
    let mut entries = yaml::salvage(head, line_of(text, start + opening), &mut warnings.fresh());
    entries.retain(|entry| visibility::concerns(&entry.key));
    FrontMatter { in_doubt: is_large || is_in_doubt(opened, &entries), entries, body: start }
}

/// Whether a line could set a key in any of the notations.
fn is_assignment(line: &str) -> bool {
    yaml::entry_key(line.trim_start_matches(|c: char| c == '{' || c.is_whitespace())).is_some()
        || line.split_once('=').is_some_and(|(key, _)| is_word(key.trim()))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Of front matter that is broken: whether more lines begin with a word of visibility than there are entries of it.
/// Within braces, several keys may stand in one line.
fn is_in_doubt(head: &str, entries: &[Entry]) -> bool {
    let is_in_braces = head.trim_start_matches(['-', ' ', '\t', '\n']).starts_with('{');
    let head = if is_in_braces { Cow::Owned(head.replace(',', ",\n")) } else { Cow::Borrowed(head) };
    let led_by = |word: &str| head.lines().filter(|line| leads(line, word)).count();
    visibility::WORDS.iter().any(|word| led_by(word) > count(entries, word))
}

fn leads(line: &str, word: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{' | ',' | '-' | '?'));
    let is_word = line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    is_word && line.get(word.len()..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// How often a key occurs where it is read: what is broken may make `draft` stand in a map that was never to hold it, or
/// make a key of whole lines.
fn count(entries: &[Entry], word: &str) -> usize {
    let is_word = |key: &str| key.split(['.', '-']).next().is_some_and(|first| first.eq_ignore_ascii_case(word));
    let found = |entries: &[Entry]| entries.iter().filter(|e| is_word(&e.key) && !e.key.contains('\n')).count();
    let below =
        entries.iter().filter(|entry| word == "exclude" && entry.is("search")).map(|entry| match &entry.value {
            Value::Map(entries) => found(entries),
            _ => 0,
        });
    found(entries) + below.sum::<usize>()
}

/// The entries, and whether all of it was TOML.
fn read_toml(toml: &str, first_line: usize, warnings: &mut Warnings) -> (Vec<Entry>, bool) {
    let line = |offset: usize| first_line + line_of(toml, offset) - 1;
    let (table, errors) = DeTable::parse_recoverable(toml);
    let is_whole = errors.is_empty();
    // One mistake is reported as several: the first says where it is.
    for error in errors.into_iter().take(1) {
        let at = error.span().map_or(0, |span| span.start);
        warnings.at(line(at), format!("front matter is not TOML: {}", error.message().trim()));
    }
    let mut entries = from_toml(table.into_inner(), &line);
    limit_depth(&mut entries, warnings);
    (entries, is_whole)
}

fn read_json(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let rest = text.get(start..).unwrap_or_default();
    let head = prefix(rest, MAX_BYTES);
    let mut stream = Deserializer::from_str(head).into_iter::<Value>();
    match stream.next() {
        Some(Ok(Value::Map(mut entries))) => {
            let end = stream.byte_offset();
            let rest_of_line = head.get(end..).and_then(|rest| rest.find('\n')).map_or(0, |at| at + 1);
            let source = head.get(..end).unwrap_or_default();
            number_lines(&mut entries, source, line_of(text, start));
            limit_depth(&mut entries, warnings);
            FrontMatter { entries, in_doubt: false, body: start + end + rest_of_line }
        }
        Some(Err(error)) => {
            let line = line_of(text, start) + error.line().saturating_sub(1);
            warnings.at(line, format!("front matter is not JSON: {error}"));
            salvage_json(text, start, warnings)
        }
        _ => FrontMatter { body: start, ..FrontMatter::default() },
    }
}

/// Reads broken JSON line by line, up to a `}` at the start of a line.
fn salvage_json(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let Some((end, body)) = closing_line(text, start, Notation::Json) else {
        return read_unclosed(text, start, warnings);
    };
    let head = text.get(start..end).unwrap_or_default();
    let mut entries = Vec::new();
    for (index, line) in head.lines().enumerate() {
        let alone = format!("{{{}}}", line.trim().trim_start_matches('{').trim_end_matches(','));
        if let Ok(Value::Map(found)) = serde_json::from_str(&alone) {
            entries.extend(found.into_iter().map(|entry| Entry { line: line_of(text, start) + index, ..entry }));
        }
    }
    FrontMatter { in_doubt: is_in_doubt(head, &entries), entries, body }
}

/// The JSON reader tells no lines: a key's line is where it first stands in quotes.
fn number_lines(entries: &mut [Entry], source: &str, first_line: usize) {
    let mut from = 0;
    for entry in entries {
        let found = source.get(from..).and_then(|rest| rest.find(&format!("\"{}\"", entry.key)));
        from += found.unwrap_or(0);
        entry.line = first_line + line_of(source, from) - 1;
        from += usize::from(found.is_some());
    }
}

fn limit_depth(entries: &mut [Entry], warnings: &mut Warnings) {
    for entry in entries {
        if entry.value.limit_depth(yaml::MAX_DEPTH) {
            warnings.at(entry.line, format!("`{}` is nested deeper than {} levels", entry.key, yaml::MAX_DEPTH));
        }
    }
}

/// Front matter that stands behind comments is none for most tools; it was meant all the same.
fn read_after_comments(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let plain = FrontMatter { body: start, ..FrontMatter::default() };
    let behind = skip_comments(text, start);
    let opens = behind > start && Notation::at(text, behind) == Some(Notation::Yaml);
    if !opens || closing_line(text, behind, Notation::Yaml).is_none() {
        return plain;
    }
    let mut noted = warnings.fresh();
    let found = read_delimited(text, behind, Notation::Yaml, &mut noted);
    if found.entries.is_empty() && !found.in_doubt {
        return plain;
    }
    warnings.append(noted);
    warnings.at(line_of(text, behind), "front matter should be the first thing in the file; it is read all the same");
    found
}

fn skip_comments(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix("<!--")) {
        let Some(end) = rest.find("-->") else { break };
        at += "<!--".len() + end + "-->".len();
        at = skip_blank_lines(text, at);
    }
    at
}
