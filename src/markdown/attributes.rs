//! Attributes, and the keys they are made of, within limits: they are kept in memory with every article, and a long key
//! above many others would be written out for each of them.

use std::collections::BTreeMap;

use super::value::{Entry, Value};
use super::warnings::Warnings;
use super::{meta, visibility};
use crate::analysis::prefix;

/// A key of more bytes is cut.
const LONGEST_KEY: usize = 200;
/// A value of more bytes is cut.
const LONGEST_VALUE: usize = 1_000;
/// More keys, and more values of attributes, are not read.
const MOST: usize = 1_000;

/// Front matter without maps.
#[derive(Default)]
pub(super) struct Flat {
    pub(super) entries: Vec<Entry>,
    /// Whether a key that was too many may have been there to hide the article.
    pub(super) in_doubt: bool,
}

impl Flat {
    /// Maps become keys with dots: `search: {boost: 2}` is `search.boost: 2`.
    pub(super) fn of(entries: Vec<Entry>, warnings: &mut Warnings) -> Self {
        let mut flat = Flat::default();
        for entry in entries {
            flat.add(String::new(), entry, warnings);
        }
        flat
    }

    fn add(&mut self, above: String, entry: Entry, warnings: &mut Warnings) {
        let key = joined(above, &entry.key, entry.line, warnings);
        match entry.value {
            // Of these, also a map without anything below it is kept: `draft: {}` is not understood, and hides.
            Value::Map(below) if !below.is_empty() || !visibility::concerns(&key) => {
                for child in below {
                    self.add(key.clone(), child, warnings);
                }
            }
            _ if self.entries.len() >= MOST => {
                warnings.once(entry.line, "there are more than 1,000 keys: the rest of them is not read");
                self.in_doubt |= visibility::concerns(&key);
            }
            value => self.entries.push(Entry { key, value, line: entry.line }),
        }
    }
}

fn joined(mut above: String, key: &str, line: usize, warnings: &mut Warnings) -> String {
    if !above.is_empty() {
        above.push('.');
    }
    above.push_str(prefix(key, LONGEST_KEY + 1));
    if above.len() > LONGEST_KEY {
        warnings.once(line, "a key is longer than 200 bytes: it is cut");
        above.truncate(prefix(&above, LONGEST_KEY).len());
    }
    above
}

/// The attributes of an article in the making.
#[derive(Default)]
pub(super) struct Attributes {
    map: BTreeMap<String, Vec<String>>,
    values: usize,
}

impl Attributes {
    /// Gives an attribute its values, in place of those it may have.
    pub(super) fn set(&mut self, key: String, value: Value, line: usize, warnings: &mut Warnings) {
        self.map.remove(&key);
        self.add(key, value, line, warnings);
    }

    fn add(&mut self, key: String, value: Value, line: usize, warnings: &mut Warnings) {
        if let Some(text) = value.scalar().or_else(|| meta::label(&value)) {
            return self.push(key, &text, line, warnings);
        }
        match value {
            Value::List(values) => values.into_iter().for_each(|value| self.add(key.clone(), value, line, warnings)),
            Value::Map(entries) => {
                for entry in entries {
                    let key = joined(key.clone(), &entry.key, line, warnings);
                    self.add(key, entry.value, line, warnings);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, key: String, text: &str, line: usize, warnings: &mut Warnings) {
        let value = prefix(text, LONGEST_VALUE);
        if value.is_empty() {
            return;
        }
        if self.values == MOST {
            return warnings.once(line, "attributes have more than 1,000 values: the rest of them is not kept");
        }
        if value.len() < text.len() {
            warnings.at(line, format!("a value of `{key}` is longer than 1,000 bytes: as an attribute it is cut"));
        }
        self.values += 1;
        self.map.entry(key).or_default().push(value.to_owned());
    }

    pub(super) fn into_map(self) -> BTreeMap<String, Vec<String>> {
        self.map
    }
}

/// Every folder above a path, outermost first: `policies`, `policies/refunds`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    folders.take_while(|folder| folder.len() <= LONGEST_VALUE).filter(|folder| !folder.is_empty())
}
