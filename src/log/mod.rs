//! What was asked, and what became of it: entries, and the lines that they are kept as.

mod line;
mod votes;

pub use line::Log;
pub use votes::Votes;

use crate::analysis::prefix;
use crate::article::Date;
use crate::redact::{redact, without_placeholders};

/// The version of the lines that are written.
const VERSION: u64 = 1;

/// Of a longer query so many bytes are kept.
const MAX_QUERY: usize = 1_000;

/// Of a longer text so many bytes are read at all: far more than is kept.
const MAX_TEXT: usize = 64 << 10;

/// One thing that somebody asked.
///
/// Its query has been [redacted](crate::redact()): there is no way to make one of a query that was not. Nothing says who
/// asked, and the time of day only if whoever makes the entry says it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The day on which it was asked.
    pub day: Date,
    /// Hour and minute. Default: not kept.
    pub time: Option<(u8, u8)>,
    query: String,
    /// BCP 47 tag of the query's language; empty if it is not known.
    pub lang: String,
    /// Number of hits ([`Results::total`](crate::Results::total)).
    pub hits: usize,
    /// Whether an answer was shown ([`Results::answer`](crate::Results::answer)).
    pub is_answered: bool,
    /// Id of the article that was chosen, if any was.
    pub article: Option<String>,
    /// Anchor of the section that was chosen in it.
    pub section: Option<String>,
    /// Whether somebody said that it helped, or that it did not.
    pub is_helpful: Option<bool>,
}

impl Entry {
    /// An entry without hits, answer, choice and vote. Words of which `is_known` says that they are no secret are kept though
    /// they look like one, as told at [`redact`](crate::redact()). Of longer queries the first 1,000 bytes are kept.
    pub fn new(day: Date, query: &str, is_known: impl Fn(&str) -> bool) -> Self {
        let query = prefix(&redact(whole_words(query), is_known), MAX_QUERY).trim().to_owned();
        let (lang, article, section) = (String::new(), None, None);
        Entry { day, time: None, query, lang, hits: 0, is_answered: false, article, section, is_helpful: None }
    }

    /// What was asked, after redaction.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The same without the placeholders of redaction, which are no words of whoever asked.
    pub fn words(&self) -> String {
        without_placeholders(&self.query).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether nothing is known to have helped: there were no hits, or no answer was shown and nothing was chosen, or
    /// somebody said that it did not help.
    pub fn is_unanswered(&self) -> bool {
        let is_left = !self.is_answered && self.article.is_none();
        match self.is_helpful {
            Some(is_helpful) => !is_helpful,
            None => self.hits == 0 || is_left,
        }
    }
}

/// As much of a text as is read, without the word that the limit cuts: half an address is not seen as one.
fn whole_words(text: &str) -> &str {
    let beginning = prefix(text, MAX_TEXT);
    if beginning.len() == text.len() {
        return text;
    }
    let end = beginning.rfind(char::is_whitespace).unwrap_or_default();
    beginning.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_queries_are_cut_after_redaction() {
        let day = Date::new(2026, 11, 3).unwrap();
        let query = |text: &str| Entry::new(day, text, |_| false).query().to_owned();
        assert!(!query(&format!("{} max@example.com", "word ".repeat(198))).contains("max"));
        assert!(query(&"ü".repeat(5_000)).len() <= MAX_QUERY);
        let cut = format!("{} max@example.com", "4".repeat(MAX_TEXT - 8));
        assert_eq!(query(&cut), "[number]");
        assert_eq!(query(&"x".repeat(MAX_TEXT + 1)), "");
        assert_eq!(query("  two  words "), "two  words");
    }
}
