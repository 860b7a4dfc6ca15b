//! YAML as values, from the events of the YAML parser: aliases are not followed, tags mean nothing, and one broken entry
//! costs that entry only.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::value::{Entry, MERGE, Value};
use super::visibility;
use super::warnings::Warnings;

/// What nests deeper is refused.
pub(super) const MAX_DEPTH: usize = 16;

/// The entries of a map, and whether all of it was YAML. If it is not, each of its top-level entries is read alone, so
/// that one that is broken does not take the others with it. `None` if nothing in it looks like an entry.
pub(super) fn read(yaml: &str, first_line: usize, warnings: &mut Warnings) -> Option<(Vec<Entry>, bool)> {
    let mut noted = warnings.fresh();
    match document(yaml, first_line, &mut noted) {
        Ok(Value::Map(entries)) => {
            warnings.append(noted);
            Some((entries, true))
        }
        Ok(Value::Null) => Some((Vec::new(), true)),
        Ok(_) => None,
        Err(broken) => {
            warnings.at(broken.line, format!("front matter is not YAML: {}", broken.message));
            let entries = salvage(yaml, first_line, warnings);
            if entries.is_empty() { None } else { Some((entries, false)) }
        }
    }
}

/// Reads entry by entry: an entry begins at a line `key:` without indentation and runs up to the next.
pub(super) fn salvage(yaml: &str, first_line: usize, warnings: &mut Warnings) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut chunk = (0, first_line);
    let mut at = 0;
    for (index, line) in yaml.split_inclusive('\n').enumerate() {
        if entry_key(line).is_some() && at > 0 {
            let text = yaml.get(chunk.0..at).unwrap_or_default();
            entries.extend(salvage_entry(text, chunk.1, warnings));
            chunk = (at, first_line + index);
        }
        at += line.len();
    }
    entries.extend(salvage_entry(yaml.get(chunk.0..).unwrap_or_default(), chunk.1, warnings));
    entries
}

/// The entries of a chunk if it is YAML by itself, else its key with the rest as text: `title: Warning: hot`.
fn salvage_entry(chunk: &str, line: usize, warnings: &mut Warnings) -> Vec<Entry> {
    if let Ok(Value::Map(entries)) = document(chunk, line, warnings) {
        return entries;
    }
    let Some((key, rest)) = entry_key(chunk) else {
        return Vec::new();
    };
    let text = rest.trim().trim_matches(['"', '\'']);
    // Of readers something is said that is not known, even if a part of it reads well.
    let value = if visibility::concerns(key) { Value::Unknown } else { Value::Text(text.to_owned()) };
    vec![Entry { key: key.to_owned(), value, line }]
}

/// The key of a line that looks like `key: value`, and what follows the colon.
pub(super) fn entry_key(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.split_once(':')?;
    let bare = key.trim_matches(['"', '\'']);
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let fits = !bare.is_empty() && bare.len() <= 64 && bare.chars().all(is_key) && !bare.starts_with('-');
    let value_follows = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (fits && value_follows).then_some((bare, rest))
}

/// Why a document cannot be read.
struct Broken {
    line: usize,
    message: String,
}

fn document(yaml: &str, first_line: usize, warnings: &mut Warnings) -> Result<Value, Broken> {
    let mut tree = Tree { warnings, open: Vec::new(), root: None };
    let mut parser = Parser::new_from_str(yaml);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| Broken {
            line: first_line + error.marker().line().saturating_sub(1),
            message: error.info().to_owned(),
        })?;
        let line = first_line + span.start.line().saturating_sub(1);
        // What stands in a second document must not be passed over: it may be what hides the article.
        if matches!(event, Event::DocumentStart(_)) && tree.root.is_some() {
            return Err(Broken { line, message: "a second document begins".to_owned() });
        }
        tree.event(event, line)?;
    }
    Ok(tree.root.unwrap_or(Value::Null))
}

/// The tree as far as it is read.
struct Tree<'w> {
    warnings: &'w mut Warnings,
    open: Vec<Open>,
    root: Option<Value>,
}

/// A list or a map whose end has not come yet.
enum Open {
    List(Vec<Value>),
    /// The key that waits for its value, with its line.
    Map(Vec<Entry>, Option<(String, usize)>),
}

impl Tree<'_> {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), Broken> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.note_anchor(anchor, tag.as_deref(), line);
                self.value(scalar(text, style), line)?;
            }
            Event::Alias(_) => {
                self.warnings.at(line, "YAML aliases are not followed: what stands here is not known");
                self.value(Value::Unknown, line)?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.note_anchor(anchor, tag.as_deref(), line);
                self.open(Open::List(Vec::new()), line)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.note_anchor(anchor, tag.as_deref(), line);
                self.open(Open::Map(Vec::new(), None), line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(line)?,
            _ => {}
        }
        Ok(())
    }

    fn note_anchor(&mut self, anchor: usize, tag: Option<&Tag>, line: usize) {
        if anchor > 0 {
            self.warnings.at(line, "a YAML anchor has no effect here");
        }
        if let Some(tag) = tag {
            self.warnings.at(line, format!("the YAML tag `{tag}` has no effect here"));
        }
    }

    fn open(&mut self, container: Open, line: usize) -> Result<(), Broken> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Broken { line, message: format!("nested deeper than {MAX_DEPTH} levels") });
        }
        self.open.push(container);
        Ok(())
    }

    fn close(&mut self, line: usize) -> Result<(), Broken> {
        match self.open.pop() {
            Some(Open::List(values)) => self.value(Value::List(values), line),
            Some(Open::Map(entries, _)) => self.value(Value::Map(entries), line),
            None => Ok(()),
        }
    }

    fn value(&mut self, value: Value, line: usize) -> Result<(), Broken> {
        match self.open.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(values)) => values.push(value),
            Some(Open::Map(entries, key)) => match key.take() {
                Some((key, line)) => entries.push(Entry { key, value, line }),
                None => *key = Some((key_text(&value, line)?, line)),
            },
        }
        Ok(())
    }
}

/// An alias may be any key, as if it brought in another map.
fn key_text(value: &Value, line: usize) -> Result<String, Broken> {
    if *value == Value::Unknown {
        return Ok(MERGE.to_owned());
    }
    value.scalar().ok_or_else(|| Broken { line, message: format!("{} cannot be a key", value.kind()) })
}

/// A plain scalar by YAML's core schema; a quoted or block scalar is text whatever it says.
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.into_owned());
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        number if is_number(number) => Value::Number(text.into_owned()),
        _ => Value::Text(text.into_owned()),
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) && text.parse::<f64>().is_ok()
}
