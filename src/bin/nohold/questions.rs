//! Files of queries: JSON Lines, one question a line, asked as if it had been typed.

use std::collections::BTreeMap;
use std::path::Path;

use nohold::Query;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::search::Scope;
use crate::{Result, files};

/// A line of the file. Keys that nobody asks for are passed over.
#[derive(Deserialize)]
pub(crate) struct Question {
    pub(crate) qid: String,
    pub(crate) text: String,
    #[serde(default)]
    filter: BTreeMap<String, Values>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a filter's value should be a text or a list of texts")]
enum Values {
    One(String),
    Any(Vec<String>),
}

impl Question {
    /// The query within `scope`, with the line's own filters.
    pub(crate) fn query(&self, scope: &Scope) -> Query {
        let values = |values: &Values| match values {
            Values::One(value) => vec![value.clone()],
            Values::Any(values) => values.clone(),
        };
        let filters = self.filter.iter().flat_map(|(key, any)| values(any).into_iter().map(move |value| (key, value)));
        filters.fold(scope.query(&self.text), |query, (key, value)| query.filter(key, value))
    }
}

/// Reads every line that is not blank as a `T`, with its number, counted from 1. The first that is none is the error.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<(usize, T)>> {
    let bytes = files::read(path)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let lines = (1..).zip(bytes.split(|&byte| byte == b'\n')).filter(|(_, line)| !line.trim_ascii().is_empty());
    let question = |(number, line)| match parse(line) {
        Ok(question) => Ok((number, question)),
        Err(why) => Err(format!("{}:{number}: not a query: {why}", path.display()).into()),
    };
    lines.map(question).collect()
}

fn parse<T: DeserializeOwned>(line: &[u8]) -> std::result::Result<T, String> {
    let line = str::from_utf8(line).map_err(|_| "not UTF-8")?;
    // Each line is a text of its own to the reader of JSON, which counts it as the first.
    serde_json::from_str(line).map_err(|error| error.to_string().replace(" at line 1 column", ", column"))
}
