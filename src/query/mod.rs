//! What somebody typed, and what it may mean.

mod keyboard;
mod known;
mod lexicon;
mod matches;
mod plan;
mod readings;
mod spelling;
mod splits;
mod synonyms;
mod understand;
mod words;

pub(crate) use known::KnownWords;
pub(crate) use lexicon::Lexicon;
pub(crate) use matches::{Match, Matcher};
pub(crate) use plan::{Form, FormKind, Group, Plan, Word};
#[cfg(feature = "index")]
pub(crate) use spelling::edits;
pub(crate) use understand::{Understanding, bare};
pub(crate) use words::MAX_TEXT;

use crate::article::Date;
use crate::freshness::Windows;

/// A question: words, and optionally where to look and how many hits are wanted.
///
/// Every string is a valid query: there is no syntax. What [`KnowledgeBase::search`](crate::KnowledgeBase::search) takes
/// can be a plain string instead.
///
/// ```
/// use nohold::Query;
///
/// let query = Query::new("return shoes").within("policies").filter("product", "kettle").limit(3);
/// assert_eq!(query.text(), "return shoes");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    limit: usize,
    within: Vec<String>,
    filters: Vec<(String, String)>,
    lang: String,
    is_finished: bool,
    on: Option<Date>,
    windows: Windows,
    has_expired: bool,
}

/// The most articles that a search returns.
pub(crate) const MAX_LIMIT: usize = 1_000;

impl Query {
    /// A query for these words. Of longer texts the first 64 KiB are read, and the most telling words count.
    pub fn new(text: impl Into<String>) -> Self {
        Query {
            text: text.into(),
            limit: 10,
            within: Vec::new(),
            filters: Vec::new(),
            lang: String::new(),
            is_finished: false,
            on: None,
            windows: Windows::default(),
            has_expired: false,
        }
    }

    /// At most so many articles: 1 to 1,000, default 10. Values outside are moved to the nearer end.
    pub fn limit(mut self, articles: usize) -> Self {
        self.limit = articles.clamp(1, MAX_LIMIT);
        self
    }

    /// Only articles in this folder or below it, or with this `section` or `category`. Several calls widen the search.
    pub fn within(mut self, place: impl Into<String>) -> Self {
        self.within.push(place.into());
        self
    }

    /// Only articles whose attribute `key` has this value (or it among its values), without regard to case and accents.
    /// Several calls with one key widen the search, calls with other keys narrow it.
    pub fn filter(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.filters.push((key.into(), value.into()));
        self
    }

    /// The language of the words as a BCP 47 tag. By default the inflections of every language of the articles are tried,
    /// and function words are those of the language that has most of them. A language without a stemmer has no inflections.
    pub fn lang(mut self, tag: impl Into<String>) -> Self {
        self.lang = tag.into();
        self
    }

    /// The last word is typed to its end. By default it counts as possibly half typed, unless a space follows it.
    pub fn finished(mut self) -> Self {
        self.is_finished = true;
        self
    }

    /// The same with other words, whole ones, and at most so many articles.
    pub(crate) fn asking(&self, text: &str, articles: usize) -> Self {
        Query { text: text.to_owned(), ..self.clone() }.limit(articles).finished()
    }

    /// What holds on this day: articles that are not yet published on it, or have [expired](crate::Freshness::Expired), are
    /// not found, as if they were filtered out, and hits say their [freshness](crate::Hit::freshness). By default days play
    /// no part.
    ///
    /// Say today's date where an edition is searched that was made earlier: it does not know what has expired since.
    pub fn on(mut self, day: Date) -> Self {
        self.on = Some(day);
        self
    }

    /// When articles count as ageing, stale or expired. Without [`on`](Self::on) this has no effect.
    pub fn windows(mut self, windows: Windows) -> Self {
        self.windows = windows;
        self
    }

    /// Finds also what has expired by the day of [`on`](Self::on): for those who have to know what was said before.
    pub fn with_expired(mut self) -> Self {
        self.has_expired = true;
        self
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn articles_wanted(&self) -> usize {
        self.limit
    }

    pub(crate) fn places(&self) -> &[String] {
        &self.within
    }

    pub(crate) fn attributes(&self) -> &[(String, String)] {
        &self.filters
    }

    pub(crate) fn language(&self) -> &str {
        &self.lang
    }

    /// The day on which it is asked, and by what windows.
    pub(crate) fn day(&self) -> Option<(Date, Windows)> {
        self.on.map(|day| (day, self.windows))
    }

    /// Whether what has expired by that day is found all the same.
    pub(crate) fn wants_expired(&self) -> bool {
        self.has_expired
    }

    /// Whether the last word may go on.
    pub(crate) fn is_half_typed(&self) -> bool {
        !self.is_finished && !self.text.ends_with(char::is_whitespace)
    }
}

impl<T: Into<String>> From<T> for Query {
    fn from(text: T) -> Self {
        Query::new(text)
    }
}
