//! What a search returns.

use std::fmt;
use std::ops::Range;

use crate::article::{Article, Date, Meta};
use crate::freshness::Freshness;
use crate::passage::{Passage, Snippet};
use crate::ranking::{Confidence, Explanation};

/// The hits of a search, the best first, and what became of the query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    pub(crate) hits: Vec<Hit>,
    pub(crate) total: usize,
    pub(crate) corrections: Vec<Correction>,
    pub(crate) dropped: Vec<String>,
    pub(crate) suggestion: Option<String>,
    /// Out of the best section of the first hit.
    pub(crate) passage: Option<(Passage, Confidence)>,
}

impl Results {
    /// The hits, the best first.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The hits one by one, the best first.
    pub fn iter(&self) -> std::slice::Iter<'_, Hit> {
        self.hits.iter()
    }

    /// Number of hits that are here.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether there is no hit.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// Number of articles that have any of the query's telling words, or are promoted for it, here or not. Function words (`how`, `the`) make no
    /// article a hit, unless the query has no others.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The passage that answers, or nothing where it is not sure enough that one does: less sure than
    /// [`least_confidence`](crate::Ranking::least_confidence).
    pub fn answer(&self) -> Option<Answer<'_>> {
        let (passage, confidence) = self.passage.as_ref()?;
        Some(Answer { passage, confidence, hit: self.hits.first()? })
    }

    /// Words that were read as others, because no article has them as they were typed.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// Words of the query that the best hit does not have in any form.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// The query with its corrections, if there are any: what was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl<'a> IntoIterator for &'a Results {
    type Item = &'a Hit;
    type IntoIter = std::slice::Iter<'a, Hit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A passage that answers, with its source. It displays as its text.
///
/// The passage is a whole paragraph, list, table or row, with what belongs to it: the sentence that introduces a list, all
/// steps of numbered ones, the term of a definition. A short section is taken whole; of a paragraph that is too long to be
/// read out, whole sentences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer<'a> {
    passage: &'a Passage,
    confidence: &'a Confidence,
    hit: &'a Hit,
}

impl<'a> Answer<'a> {
    /// Its text, with what matched; a line a block.
    pub fn passage(&self) -> &'a Snippet {
        &self.passage.text
    }

    /// Its paragraphs and lists as HTML: `p`, `ul`, `ol`, `li` and `pre`, what matched in `mark`, everything else escaped.
    pub fn to_html(&self) -> String {
        self.passage.to_html()
    }

    /// Its paragraphs and lists as Markdown.
    pub fn to_markdown(&self) -> String {
        self.passage.to_markdown()
    }

    /// The article that it is from: the first hit.
    pub fn hit(&self) -> &'a Hit {
        self.hit
    }

    /// The section that it is from, with its heading, anchor and address.
    pub fn section(&self) -> &'a SectionHit {
        &self.hit.best
    }

    /// When the article was last changed, if it says so.
    pub fn updated(&self) -> Option<Date> {
        self.hit.meta().updated
    }

    /// How sure it is that the passage answers: 0 to 1.
    pub fn confidence(&self) -> f64 {
        self.confidence.value()
    }

    /// Why it is that sure.
    pub fn why(&self) -> &'a Confidence {
        self.confidence
    }
}

impl fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.passage().text())
    }
}

/// A word that was read as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub(crate) range: Range<usize>,
    pub(crate) typed: String,
    pub(crate) read: String,
}

impl Correction {
    /// Where the word stands in the query, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The word as typed, folded.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The likeliest word that the articles have instead.
    pub fn read(&self) -> &str {
        &self.read
    }
}

/// An article that answers, with up to three of its sections.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub(crate) article: Article,
    pub(crate) title_highlights: Vec<Range<usize>>,
    pub(crate) score: f64,
    pub(crate) explanation: Explanation,
    pub(crate) best: SectionHit,
    pub(crate) others: Vec<SectionHit>,
    pub(crate) freshness: Option<Freshness>,
    pub(crate) successors: Vec<Successor>,
    pub(crate) is_promoted: bool,
}

/// An article that stands in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// The article's id.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// The article's address.
    pub url: String,
}

impl Hit {
    /// The article's id.
    pub fn id(&self) -> &str {
        &self.article.id
    }

    /// The article's title.
    pub fn title(&self) -> &str {
        &self.article.title
    }

    /// What of the title matched: ranges of its bytes, in order, without overlaps.
    pub fn title_highlights(&self) -> &[Range<usize>] {
        &self.title_highlights
    }

    /// The article's address, without a fragment. See [`url`](Self::url) for that of the best section.
    pub fn article_url(&self) -> &str {
        &self.article.url
    }

    /// The article's language as a BCP 47 tag; empty if nobody said and it could not be told.
    pub fn lang(&self) -> &str {
        &self.article.lang
    }

    /// What the article's front matter says: dates, owner, audience, attributes.
    pub fn meta(&self) -> &Meta {
        &self.article.meta
    }

    /// How far the article can be relied upon on the day of the query; `None` if it [named none](crate::Query::on).
    pub fn freshness(&self) -> Option<Freshness> {
        self.freshness
    }

    /// Whether editors put it where it stands, for the words of this query, and not its score: see
    /// [the page about it](crate::docs::curation).
    pub fn is_promoted(&self) -> bool {
        self.is_promoted
    }

    /// What stands in place of the article, if it is superseded: what it names as `superseded_by`, and what names it as
    /// `supersedes`, in order of id; of a chain its end. Only what is in the knowledge base is named, and holds on the day
    /// of the query if it [named one](crate::Query::on).
    pub fn successors(&self) -> &[Successor] {
        &self.successors
    }

    /// The values of an attribute; none if the article does not have it.
    pub fn attribute(&self, key: &str) -> &[String] {
        self.article.meta.attributes.get(key).map_or(&[], Vec::as_slice)
    }

    /// Heading of the best section; empty if that is the text before the first heading.
    pub fn heading(&self) -> &str {
        &self.best.heading
    }

    /// The headings above the best section, outermost first.
    pub fn breadcrumb(&self) -> &[String] {
        &self.best.breadcrumb
    }

    /// Address of the best section.
    pub fn url(&self) -> &str {
        &self.best.url
    }

    /// The best piece of the best section.
    pub fn snippet(&self) -> &Snippet {
        &self.best.snippet
    }

    /// One to three sections, the best first.
    pub fn sections(&self) -> impl Iterator<Item = &SectionHit> {
        std::iter::once(&self.best).chain(&self.others)
    }

    /// Higher is better. Scores of different queries cannot be compared.
    pub fn score(&self) -> f64 {
        self.score
    }

    /// Why the hit has this score.
    pub fn explain(&self) -> &Explanation {
        &self.explanation
    }
}

/// A section that answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SectionHit {
    pub(crate) heading: String,
    pub(crate) heading_highlights: Vec<Range<usize>>,
    pub(crate) breadcrumb: Vec<String>,
    pub(crate) anchor: String,
    pub(crate) url: String,
    pub(crate) snippet: Snippet,
    pub(crate) score: f64,
}

impl SectionHit {
    /// The section's heading; empty for the text before the first heading.
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// What of the heading matched: ranges of its bytes, in order, without overlaps.
    pub fn heading_highlights(&self) -> &[Range<usize>] {
        &self.heading_highlights
    }

    /// The headings above it, outermost first.
    pub fn breadcrumb(&self) -> &[String] {
        &self.breadcrumb
    }

    /// The fragment of its address, without `#`; empty for the text before the first heading.
    pub fn anchor(&self) -> &str {
        &self.anchor
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The best piece of its text.
    pub fn snippet(&self) -> &Snippet {
        &self.snippet
    }

    /// Its own part of the article's score: how well its words are those of the query. Which of an article's sections comes
    /// first depends on more, such as whether its heading agrees with the query.
    pub fn score(&self) -> f64 {
        self.score
    }
}
