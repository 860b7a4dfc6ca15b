//! What front matter holds, whatever notation it was written in: one small tree, with lines for warnings.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

/// One value of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing after the key, `~` or `null`.
    Null,
    Bool(bool),
    /// As written, so that `1.10` stays `1.10`.
    Number(String),
    /// Also dates and times.
    Text(String),
    List(Vec<Value>),
    Map(Vec<Entry>),
    /// A YAML alias, which is not followed, or what is broken and speaks of readers.
    Unknown,
}

/// The line of what stands in another file, where it has been warned of.
pub(super) const ELSEWHERE: usize = usize::MAX;

/// YAML's key for what a map takes over from another.
pub(super) const MERGE: &str = "<<";

/// A key and its value. Keys may repeat: what that means is for the reader of the entries to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Value,
    /// In the file, counted from 1; [`ELSEWHERE`] if the entry holds for the whole folder.
    pub(super) line: usize,
}

impl Entry {
    /// Whether the key is this one, in any letter case.
    pub(super) fn is(&self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key)
    }
}

impl Value {
    /// The text of a single value; nothing for null, lists, maps and what is not known.
    pub(super) fn scalar(&self) -> Option<String> {
        match self {
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Number(text) | Value::Text(text) => Some(text.trim().to_owned()),
            Value::Null | Value::List(_) | Value::Map(_) | Value::Unknown => None,
        }
    }

    /// What a value of this kind is called in a warning.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Unknown => "something unknown",
        }
    }

    /// Whether there is nothing in it: null or blank text.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// Whether it is not known, or something in it.
    pub(super) fn has_unknown(&self) -> bool {
        match self {
            Value::Unknown => true,
            Value::List(values) => values.iter().any(Value::has_unknown),
            Value::Map(entries) => entries.iter().any(|entry| entry.key == MERGE || entry.value.has_unknown()),
            _ => false,
        }
    }

    /// Cuts off what is nested deeper than `depth`, and says whether there was anything.
    pub(super) fn limit_depth(&mut self, depth: usize) -> bool {
        let Some(below) = depth.checked_sub(1) else {
            return !matches!(std::mem::replace(self, Value::Null), Value::Null);
        };
        match self {
            Value::List(values) => values.iter_mut().fold(false, |cut, value| value.limit_depth(below) | cut),
            Value::Map(entries) => entries.iter_mut().fold(false, |cut, entry| entry.value.limit_depth(below) | cut),
            _ => false,
        }
    }
}

/// TOML as values; `line_of` turns a byte offset into a line.
pub(super) fn from_toml(table: DeTable<'_>, line_of: &impl Fn(usize) -> usize) -> Vec<Entry> {
    let entry = |(key, value): (toml::Spanned<std::borrow::Cow<'_, str>>, toml::Spanned<DeValue<'_>>)| {
        let line = line_of(key.span().start);
        Entry { key: key.into_inner().into_owned(), value: toml_value(value.into_inner(), line_of), line }
    };
    let mut entries: Vec<Entry> = table.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    entries
}

fn toml_value(value: DeValue<'_>, line_of: &impl Fn(usize) -> usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.to_string()),
        DeValue::Float(number) => Value::Number(number.to_string()),
        DeValue::Boolean(flag) => Value::Bool(flag),
        DeValue::Datetime(time) => Value::Text(time.to_string()),
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|value| toml_value(value.into_inner(), line_of)).collect())
        }
        DeValue::Table(table) => Value::Map(from_toml(table, line_of)),
    }
}

/// JSON as values, without lines: `serde_json` does not tell them, and drops repeated keys unless asked like this.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            entries.push(Entry { key, value, line: 0 });
        }
        Ok(Value::Map(entries))
    }
}
