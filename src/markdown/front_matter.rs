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

/// With these, lines begin that open and close front matter in one program or another.
const MARKS: [&str; 4] = ["---", "+++", "%%%", ";;;"];

const UNREAD: &str =
    "what looks like front matter here is read as text: it stands between lines `---` or `+++`, or in `{}`";

/// What a file says of itself, and where its text begins.
#[derive(Default)]
pub(super) struct FrontMatter {
    pub(super) entries: Vec<Entry>,
    /// Whether something was not understood that may have been there to hide the article.
    pub(super) in_doubt: bool,
    /// Whether anything at all was not understood.
    pub(super) is_broken: bool,
    /// The byte at which the body begins.
    pub(super) body: usize,
}

/// Reads a file that is YAML from its first line to its last.
pub(super) fn read_yaml(text: &str, warnings: &mut Warnings) -> FrontMatter {
    if text.len() > MAX_BYTES {
        warnings.at(0, "the file is larger than 64 KiB: it is not read");
        return FrontMatter { is_broken: true, ..FrontMatter::default() };
    }
    let read = yaml::read(text, 1, warnings);
    let is_broken = read.as_ref().is_none_or(|(_, is_whole)| !is_whole);
    FrontMatter { entries: read.map(|(entries, _)| entries).unwrap_or_default(), is_broken, ..FrontMatter::default() }
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
        return FrontMatter { in_doubt: true, is_broken: true, body, ..FrontMatter::default() };
    }
    let entries = match notation {
        Notation::Toml => Some(read_toml(inner, first_line, warnings)),
        _ => yaml::read(inner, first_line, warnings),
    };
    let Some((entries, is_whole)) = entries else {
        warnings.at(line_of(text, start), "there is no `key: value` between the `---` lines: they are read as text");
        return FrontMatter { in_doubt: is_in_doubt(inner, &[]), is_broken: true, body: start, entries: Vec::new() };
    };
    // Of broken TOML it cannot be known in which table a key was to stand that was read, and whether it says what was meant.
    let understood = if notation == Notation::Toml { &[] } else { entries.as_slice() };
    FrontMatter { in_doubt: !is_whole && is_in_doubt(inner, understood), is_broken: !is_whole, entries, body }
}

/// The file is text from its first line; but what those lines say of visibility holds.
fn read_unclosed(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let rest = text.get(start..).unwrap_or_default();
    // In JSON, keys may stand on the first line, too.
    let opening = if rest.starts_with('{') { "{".len() } else { rest.find('\n').map_or(rest.len(), |at| at + 1) };
    let lines = rest.get(opening..).unwrap_or_default().split_inclusive('\n');
    let end = opening + lines.take_while(|line| belongs(line)).take(1_000).map(str::len).sum::<usize>();
    let head = rest.get(opening..end).unwrap_or_default();
    let opened = rest.get(..end.max(opening + first_block(rest, opening).len())).unwrap_or_default();
    let is_large = head.len() > MAX_BYTES;
    if !is_large && !head.lines().any(is_assignment) {
        let in_doubt = sets_visibility(opened);
        if in_doubt {
            warnings.at(line_of(text, start), UNREAD);
        }
        return FrontMatter { in_doubt, is_broken: in_doubt, body: start, entries: Vec::new() };
    }
    let line = line_of(text, start);
    warnings.at(line, "front matter is opened and never closed: the file is read as text from its first line");
    let mut entries = yaml::salvage(head, line_of(text, start + opening), &mut warnings.fresh());
    entries.retain(|entry| visibility::concerns(&entry.key));
    let in_doubt = is_large || is_in_doubt(opened, &entries);
    FrontMatter { entries, in_doubt, is_broken: true, body: start }
}

fn begins_with_mark(line: &str) -> bool {
    MARKS.iter().any(|mark| line.trim_start().starts_with(mark))
}

/// Whether a line may be one of front matter.
fn belongs(line: &str) -> bool {
    let is_begun = line.starts_with([' ', '\t', '-', '#', '"', ']', '}', ')']);
    is_begun || is_assignment(line) || line.trim().is_empty()
}

/// From `start` to the first blank line behind which a heading or a text stands, or to a line that closes.
fn first_block(text: &str, start: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let (mut end, mut is_behind_blank) = (0, false);
    for (index, line) in rest.split_inclusive('\n').enumerate().take(1_000) {
        let closes = index > 0 && begins_with_mark(line);
        let is_text = !belongs(line) || line.starts_with('#');
        if closes || end > MAX_BYTES || is_behind_blank && is_text {
            break;
        }
        is_behind_blank = line.trim().is_empty();
        end += line.len();
    }
    rest.get(..end).unwrap_or_default()
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
    let head = one_key_a_line(head);
    let led_by = |word, is_telling| head.lines().filter(|line| leads(line, word, is_telling)).count();
    visibility::words().any(|(word, is_telling)| led_by(word, is_telling) > count(entries, word))
}

fn one_key_a_line(head: &str) -> Cow<'_, str> {
    let is_in_braces = head.trim_start_matches(['-', ' ', '\t', '\n']).starts_with('{');
    if is_in_braces { Cow::Owned(head.replace(',', ",\n")) } else { Cow::Borrowed(head) }
}

/// Of what may be a text as well: whether a line sets a key of visibility.
fn sets_visibility(head: &str) -> bool {
    let head = one_key_a_line(head);
    visibility::words().any(|(word, _)| head.lines().any(|line| leads(line, word, false)))
}

/// Whether a line begins with a word, and behind it, unless it is a telling one, with `:` or `=`.
fn leads(line: &str, word: &str, is_telling: bool) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{' | ',' | '-' | '?'));
    let ends = |rest: &str| {
        let is_set = rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=']);
        is_set || is_telling && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
    };
    behind_word(line, word).is_some_and(ends)
}

/// What follows a word with which a line begins, in whatever way it is spelt.
fn behind_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    word.chars().try_fold(line, |rest, expected| {
        let mut chars = rest.trim_start_matches(visibility::is_passed_over).chars();
        chars.next().filter(|c| c.eq_ignore_ascii_case(&expected)).map(|_| chars.as_str())
    })
}

/// Whether a key, or the first part of it, is a word.
fn is_led_by(key: &str, word: &str) -> bool {
    visibility::normal(key).strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// How often a key occurs where it is read: below another key only if that has to do with visibility itself. What is
/// broken may make `draft` stand in a table that was never to hold it.
fn count(entries: &[Entry], word: &str) -> usize {
    let below = |entry: &Entry| if visibility::concerns(&entry.key) { count_in(&entry.value, word) } else { 0 };
    entries.iter().map(|entry| usize::from(is_led_by(&entry.key, word)) + below(entry)).sum()
}

fn count_in(value: &Value, word: &str) -> usize {
    let in_entry = |entry: &Entry| usize::from(is_led_by(&entry.key, word)) + count_in(&entry.value, word);
    match value {
        Value::Map(entries) => entries.iter().map(in_entry).sum(),
        Value::List(values) => values.iter().map(|value| count_in(value, word)).sum(),
        _ => 0,
    }
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
    let is_cut = limit_depth(&mut entries, warnings);
    (entries, is_whole && !is_cut)
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
            let is_broken = limit_depth(&mut entries, warnings);
            FrontMatter { entries, in_doubt: false, is_broken, body: start + end + rest_of_line }
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
    FrontMatter { in_doubt: is_in_doubt(head, &entries), is_broken: true, entries, body }
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

/// Cuts off what is nested too deep, and says whether there was anything.
fn limit_depth(entries: &mut [Entry], warnings: &mut Warnings) -> bool {
    let mut is_cut = false;
    for entry in entries {
        if entry.value.limit_depth(yaml::MAX_DEPTH) {
            is_cut = true;
            warnings.at(entry.line, format!("`{}` is nested deeper than {} levels", entry.key, yaml::MAX_DEPTH));
        }
    }
    is_cut
}

/// Front matter that stands behind comments is none for most tools; it was meant all the same.
fn read_after_comments(text: &str, start: usize, warnings: &mut Warnings) -> FrontMatter {
    let plain = FrontMatter { body: start, ..FrontMatter::default() };
    let behind = skip_comments(text, start);
    let notation = Notation::at(text, behind).filter(|notation| *notation != Notation::Json && behind > start);
    let Some(notation) = notation.filter(|notation| closing_line(text, behind, *notation).is_some()) else {
        return read_unusual(text, start, behind, warnings);
    };
    let mut noted = warnings.fresh();
    let found = read_delimited(text, behind, notation, &mut noted);
    if found.entries.is_empty() && !found.in_doubt {
        return plain;
    }
    warnings.append(noted);
    warnings.at(line_of(text, behind), "front matter should be the first thing in the file; it is read all the same");
    found
}

/// What opens front matter for other programs, `---json` or `--- # Note` or an indented `---`, is read as text. But it
/// may be there to hide the article.
fn read_unusual(text: &str, start: usize, opening: usize, warnings: &mut Warnings) -> FrontMatter {
    let rest = text.get(opening..).unwrap_or_default();
    let opens = begins_with_mark(rest) || Notation::at(rest.trim_start(), 0).is_some();
    let block = first_block(text, opening);
    let is_closed = rest.get(block.len()..).is_some_and(begins_with_mark);
    let block = block.trim_start().trim_start_matches(['-', '+', '%', ';']);
    // Behind the marks may stand the name of a notation, a note, or, if line ends were lost, all of it.
    let (line, below) = block.split_once('\n').unwrap_or((block, ""));
    // A line above a text, and nothing more.
    let below = if is_closed || !below.lines().next().unwrap_or_default().trim().is_empty() { below } else { "" };
    let parts = line.replace(char::is_whitespace, "\n");
    let in_doubt = opens && [line, &parts, below].into_iter().any(sets_visibility);
    if in_doubt {
        warnings.at(line_of(text, opening), UNREAD);
    }
    FrontMatter { in_doubt, is_broken: in_doubt, body: start, entries: Vec::new() }
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
