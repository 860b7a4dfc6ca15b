//! What a query needs of an index, whichever kind it is.

#[cfg(feature = "index")]
mod layer;

use std::borrow::Cow;
use std::cmp::Ordering;
#[cfg(feature = "index")]
use std::collections::BTreeMap;
use std::ops::Range;
#[cfg(feature = "index")]
use std::sync::Arc;

#[cfg(feature = "index")]
pub(crate) use self::layer::{Layer, Lost};
use crate::analysis::fold;
use crate::article::{Article, Section};
use crate::error::Result;

/// An immutable index of some articles. Articles and their sections are numbered from 0 in order of article id, so the
/// sections of an article are neighbours.
///
/// A segment answers any number with something harmless: a term, section or article that it does not have is empty.
pub(crate) trait Segment: Send + Sync {
    /// Whether what it answers can still be relied upon.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Lengths and languages, also of articles that do not count any more.
    fn table(&self) -> &Table;

    /// Sums over the articles that count.
    fn totals(&self) -> &Totals {
        &self.table().totals
    }

    /// Whether an article counts: no term, value or sum has one that does not.
    fn is_live(&self, article: u32) -> bool {
        (article as usize) < self.table().articles.len()
    }

    /// Where an article stands among those of all segments.
    fn rank(&self, article: u32) -> Rank {
        Rank(article, u32::MAX)
    }

    /// Calls `visit` with the terms from `from` on, in byte order, with the number of sections that have each, and goes
    /// on as it says.
    fn walk(&self, from: &str, visit: &mut dyn FnMut(&str, u32) -> Walk);

    /// Number of sections that have a folded term.
    fn frequency(&self, term: &str) -> u32;

    /// Number of articles that have a folded term, and of titles that do.
    fn article_counts(&self, term: &str) -> ArticleCounts;

    /// Calls `visit` with the articles that have the terms: in order for each term, some of them at a time.
    fn articles_of(&self, terms: Terms<'_>, visit: &mut dyn FnMut(&str, &[ArticlePosting]));

    /// Calls `visit` with every article that has the terms, in order for each term, and its sections that have them.
    /// Of `wanted`, which must be in order, no other articles are visited.
    fn sections_of(
        &self,
        terms: Terms<'_>,
        wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&str, &ArticlePosting, &[SectionPosting]),
    );

    /// The text of a section.
    fn section(&self, section: u32) -> Result<Cow<'_, Section>>;

    /// The title of an article.
    fn title(&self, article: u32) -> Result<Cow<'_, str>>;

    /// An article without its sections.
    fn article(&self, article: u32) -> Result<Cow<'_, Article>>;

    /// An article as HTML; `None` if it was not kept so, or is empty.
    fn html(&self, article: u32) -> Result<Option<Cow<'_, str>>>;

    /// An article with its sections and its HTML.
    #[cfg(feature = "index")]
    fn whole_article(&self, article: u32) -> Result<Arc<Article>> {
        let mut whole = self.article(article)?.without_sections();
        let sections = self.table().sections_of(article);
        whole.sections = sections.map(|section| Ok(self.section(section)?.into_owned())).collect::<Result<_>>()?;
        whole.html = self.html(article)?.map(Cow::into_owned);
        Ok(Arc::new(whole))
    }

    /// Articles that have this value of an attribute, in order; see [`attribute_index`].
    fn articles_with(&self, key: &str, value: &str) -> Vec<u32>;

    /// The folded values of an attribute with their articles, in order.
    fn values(&self, key: &str) -> Vec<(String, Vec<u32>)>;

    /// Every attribute value with its articles, in order.
    #[cfg(feature = "index")]
    fn attributes(&self) -> Cow<'_, AttributeIndex>;

    /// The bytes of the edition that it is, if this process has made it of its articles, and all of them count.
    #[cfg(feature = "index")]
    fn own_edition(&self) -> Option<&Arc<Vec<u8>>> {
        None
    }
}

/// The place of an article in the order of ids over all segments: articles of the first segment by number, and those of
/// others before the one of the first segment that they come before, in their own order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(pub(crate) u32, pub(crate) u32);

/// The numbers of the articles that count.
pub(crate) fn live_articles(segment: &dyn Segment) -> impl Iterator<Item = u32> + '_ {
    (0..segment.table().articles.len() as u32).filter(|&article| segment.is_live(article))
}

/// The articles that count, by segment and number, in order of id.
#[cfg(feature = "index")]
pub(crate) fn in_order(segments: &[Arc<dyn Segment>]) -> Vec<(&dyn Segment, u32)> {
    let mut all: Vec<(&dyn Segment, u32)> = Vec::new();
    for segment in segments {
        let segment = segment.as_ref();
        all.extend(live_articles(segment).map(|article| (segment, article)));
    }
    all.sort_by_key(|(segment, article)| segment.rank(*article));
    all
}

/// The number of the article with this id.
pub(crate) fn article_of_id(segment: &dyn Segment, id: &str) -> Result<Option<u32>> {
    Ok(place_of_id(segment, id)?.ok().filter(|&article| segment.is_live(article)))
}

/// The number of the article with this id, also if it does not count any more, or the one that it would have: looked for by
/// halves, since articles are in order of id.
pub(crate) fn place_of_id(segment: &dyn Segment, id: &str) -> Result<std::result::Result<u32, u32>> {
    let (mut start, mut end) = (0, segment.table().articles.len() as u32);
    while start < end {
        let middle = start + (end - start) / 2;
        match segment.article(middle)?.id.as_str().cmp(id) {
            Ordering::Less => start = middle + 1,
            Ordering::Equal => return Ok(Ok(middle)),
            Ordering::Greater => end = middle,
        }
    }
    Ok(Err(start))
}

/// What a walk through the dictionary does after a term.
pub(crate) enum Walk {
    Next,
    /// To the first term that is not below this one, which must be above the present one.
    Seek(String),
    Stop,
}

/// Folded terms of which postings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terms<'a> {
    One(&'a str),
    /// All that begin so and are longer.
    After(&'a str),
}

/// How many articles have a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ArticleCounts {
    pub(crate) articles: u32,
    /// In their title.
    pub(crate) titles: u32,
}

/// How often a term stands in an article, by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ArticlePosting {
    pub(crate) article: u32,
    /// Headings and text of all sections.
    pub(crate) text: u32,
    pub(crate) title: u32,
    /// Keywords, tags, former addresses and the summary.
    pub(crate) curated: u32,
    /// Whether any heading has it.
    pub(crate) in_heading: bool,
}

/// How often a term stands in a section, by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SectionPosting {
    pub(crate) section: u32,
    pub(crate) body: u32,
    pub(crate) heading: u32,
}

#[cfg(feature = "index")]
impl SectionPosting {
    /// The term's frequency in heading and body.
    pub(crate) fn total(&self) -> u32 {
        self.body.saturating_add(self.heading)
    }
}

/// Lengths in words, and languages.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Table {
    pub(crate) articles: Vec<ArticleRow>,
    pub(crate) sections: Vec<SectionRow>,
    /// Tags that the articles' `lang` numbers mean.
    pub(crate) languages: Vec<String>,
    /// What every query compares with, known once the table is [`counted`](Self::counted).
    pub(crate) totals: Totals,
}

/// Sums over a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) articles: usize,
    pub(crate) sections: usize,
    /// Lengths of all articles.
    pub(crate) words: u64,
    /// Lengths of all titles.
    pub(crate) title_words: u64,
    /// Lengths of all sections.
    pub(crate) section_words: u64,
    /// Number of articles in each of [`Table::languages`].
    pub(crate) articles_by_language: Vec<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ArticleRow {
    pub(crate) first_section: u32,
    pub(crate) title_length: u32,
    pub(crate) curated_length: u32,
    /// Title, curated words, headings and text.
    pub(crate) length: u32,
    /// Index into [`Table::languages`].
    pub(crate) lang: u8,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SectionRow {
    pub(crate) article: u32,
    pub(crate) heading_length: u32,
    /// Heading and text.
    pub(crate) length: u32,
}

impl Table {
    /// The finished table, with its totals.
    pub(crate) fn counted(mut self) -> Self {
        let mut totals = Totals { articles_by_language: vec![0; self.languages.len()], ..Totals::default() };
        totals.articles = self.articles.len();
        totals.sections = self.sections.len();
        for row in &self.articles {
            totals.words += u64::from(row.length);
            totals.title_words += u64::from(row.title_length);
            if let Some(count) = totals.articles_by_language.get_mut(usize::from(row.lang)) {
                *count += 1;
            }
        }
        totals.section_words = self.sections.iter().map(|row| u64::from(row.length)).sum();
        self.totals = totals;
        self
    }

    /// The tag of an article's language; empty if it is not known.
    pub(crate) fn language_of(&self, article: u32) -> &str {
        let lang = self.articles.get(article as usize).map_or(u8::MAX, |row| row.lang);
        self.languages.get(usize::from(lang)).map_or("", String::as_str)
    }

    pub(crate) fn article_of(&self, section: u32) -> Option<u32> {
        self.sections.get(section as usize).map(|row| row.article)
    }

    pub(crate) fn sections_of(&self, article: u32) -> Range<u32> {
        let first = |n: u32| self.articles.get(n as usize).map_or(self.sections.len() as u32, |row| row.first_section);
        first(article)..first(article.saturating_add(1))
    }
}

/// Articles by attribute key and folded value.
#[cfg(feature = "index")]
pub(crate) type AttributeIndex = BTreeMap<(String, String), Vec<u32>>;

/// The index of all attributes of `articles`, among which the language counts, also where it was told from the text.
#[cfg(feature = "index")]
pub(crate) fn attribute_index<'a>(articles: impl Iterator<Item = &'a Article>) -> AttributeIndex {
    let mut index = AttributeIndex::new();
    for (number, article) in (0u32..).zip(articles) {
        let attributes = article.meta.attributes.iter();
        let values =
            attributes.flat_map(|(key, values)| values.iter().map(move |value| (key.as_str(), value.as_str())));
        for (key, value) in values.chain([("lang", article.lang.as_str())]) {
            let numbers = index.entry(attribute_key(key, value)).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    index
}

/// How an attribute's key and value stand in the index: values are compared without regard to case and accents.
pub(crate) fn attribute_key(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), fold(value.trim()).into_owned())
}
