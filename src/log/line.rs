//! Entries as lines of JSON. `docs/learning.md` promises what is in them.

use serde_json::{Map, Value};

use super::{Entry, VERSION};
use crate::analysis::prefix;
use crate::article::{Date, Warning};

/// How every line begins. Within a string of JSON this cannot stand, so wherever it is, a line was begun.
const BEGINNING: &str = "{\"v\":";

/// Longer lines are none that were written as such.
const MAX_LINE: usize = 64 << 10;

/// Longer names of articles and sections are cut off there.
const MAX_NAME: usize = 1_000;

/// The entries of a query log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// In the order in which they were written.
    pub entries: Vec<Entry>,
    /// What could not be read, by line: torn lines, lines of other versions, and what is none.
    pub problems: Vec<Warning>,
}

impl Log {
    /// Reads the lines of a log; `source` names it in [`problems`](Self::problems). Never fails: what is not understood is
    /// a problem, and the rest is read.
    pub fn parse(source: &str, text: impl AsRef<[u8]>) -> Self {
        let mut log = Log::default();
        for (line, bytes) in (1..).zip(text.as_ref().split(|&byte| byte == b'\n')) {
            let mut problem = |message: String| log.problems.push(Warning { path: source.to_owned(), line, message });
            let whole = whole_line(bytes);
            if whole.len() < bytes.len() {
                problem("the line before was not written to its end".to_owned());
            }
            match Entry::from_line(whole) {
                Ok(Some(entry)) => log.entries.push(entry),
                Ok(None) => {}
                Err(message) => problem(message),
            }
        }
        log
    }
}

/// The line that was begun last, behind one that was torn.
fn whole_line(bytes: &[u8]) -> &[u8] {
    let begins = |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.starts_with(BEGINNING.as_bytes()));
    let at = (0..bytes.len()).rev().find(begins).unwrap_or_default();
    bytes.get(at..).unwrap_or_default()
}

impl Entry {
    /// The entry as a line, with its end.
    pub fn to_line(&self) -> String {
        let name = |text: &Option<String>| text.as_deref().map(|text| Value::from(prefix(text, MAX_NAME)));
        let fields = [
            ("v", Some(VERSION.into())),
            ("day", Some(self.day.to_string().into())),
            ("time", self.time.map(|(hour, minute)| format!("{hour:02}:{minute:02}").into())),
            ("query", Some(self.query.as_str().into())),
            ("lang", Some(prefix(&self.lang, MAX_NAME)).filter(|lang| !lang.is_empty()).map(Value::from)),
            ("hits", Some(self.hits.into())),
            ("answered", Some(self.is_answered.into())),
            ("article", name(&self.article)),
            ("section", name(&self.section)),
            ("helpful", self.is_helpful.map(Value::from)),
        ];
        let fields = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        format!("{}\n", Value::Object(fields.collect()))
    }

    /// The entry of a line; none if the line is blank.
    fn from_line(line: &[u8]) -> Result<Option<Self>, String> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        if line.len() > MAX_LINE {
            return Err(format!("the line is longer than {MAX_LINE} bytes"));
        }
        let line = str::from_utf8(line).map_err(|_| "the line is not UTF-8")?;
        let fields: Map<String, Value> =
            serde_json::from_str(line).map_err(|cause| format!("the line is no entry: {cause}"))?;
        Entry::from_fields(&Fields(&fields)).map(Some)
    }

    fn from_fields(fields: &Fields<'_>) -> Result<Self, String> {
        let version = fields.get("v", Value::as_u64)?.ok_or("the line has no version, \"v\"")?;
        if version != VERSION {
            return Err(format!("the line has version {version}; this program reads version {VERSION}"));
        }
        let text = |key| fields.get(key, |value| value.as_str().map(str::to_owned));
        let day = text("day")?.and_then(|day| day.parse().ok()).ok_or("\"day\" is no day")?;
        let hits = fields.get("hits", |value| usize::try_from(value.as_u64()?).ok())?;
        Ok(Entry {
            day,
            time: text("time")?.map(|time| clock(&time).ok_or("\"time\" is no time of day")).transpose()?,
            query: text("query")?.ok_or("the line has no query")?,
            lang: text("lang")?.unwrap_or_default(),
            hits: hits.unwrap_or_default(),
            is_answered: fields.get("answered", Value::as_bool)?.unwrap_or_default(),
            article: text("article")?,
            section: text("section")?,
            is_helpful: fields.get("helpful", Value::as_bool)?,
        })
    }
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    /// The value of a key, which may be missing or null, but not of another kind.
    fn get<T>(&self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, String> {
        let value = self.0.get(key).filter(|value| !value.is_null());
        value.map(|value| read(value).ok_or_else(|| format!("{key:?} has a value of the wrong kind"))).transpose()
    }
}

fn clock(text: &str) -> Option<(u8, u8)> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((hour, minute))
}

impl Log {
    /// The first and the last day on which anything was asked.
    pub fn days(&self) -> Option<(Date, Date)> {
        let days = || self.entries.iter().map(|entry| entry.day);
        days().min().zip(days().max())
    }
}
