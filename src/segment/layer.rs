//! A segment among others, some articles of which have been replaced or removed: it answers as if they had never been in it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{ArticleCounts, ArticlePosting, AttributeIndex, Rank, SectionPosting, Segment, Table, Terms, Totals, Walk};
use crate::article::{Article, Section};
use crate::error::Result;

/// What articles that do not count any more had of a term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lost {
    pub(crate) sections: u32,
    pub(crate) articles: u32,
    pub(crate) titles: u32,
}

/// A segment without some of its articles, and at its place among others.
#[derive(Clone)]
pub(crate) struct Layer {
    segment: Arc<dyn Segment>,
    /// Numbers of the articles that do not count, in order.
    dead: Vec<u32>,
    lost: HashMap<Arc<str>, Lost>,
    totals: Totals,
    /// By article; those of the first segment have that of their numbers.
    ranks: Option<Vec<Rank>>,
}

impl Layer {
    /// All of a segment, as the first one.
    pub(crate) fn new(segment: Arc<dyn Segment>) -> Self {
        let totals = segment.totals().clone();
        Layer { segment, dead: Vec::new(), lost: HashMap::new(), totals, ranks: None }
    }

    /// The segment itself.
    pub(crate) fn whole(&self) -> &Arc<dyn Segment> {
        &self.segment
    }

    /// Whether it answers as the segment itself does.
    pub(crate) fn is_whole(&self) -> bool {
        self.dead.is_empty() && self.ranks.is_none()
    }

    /// Puts it behind another segment.
    pub(crate) fn place(&mut self, ranks: Vec<Rank>) {
        self.ranks = Some(ranks);
    }

    /// Lets an article not count any more. `terms` are its terms, as they were indexed.
    pub(crate) fn lose(&mut self, article: u32, terms: impl IntoIterator<Item = (Arc<str>, Lost)>) {
        let Err(at) = self.dead.binary_search(&article) else { return };
        self.dead.insert(at, article);
        for (term, own) in terms {
            let lost = self.lost.entry(term).or_default();
            lost.sections += own.sections;
            lost.articles += own.articles;
            lost.titles += own.titles;
        }
        self.subtract(article);
    }

    fn subtract(&mut self, article: u32) {
        let (table, totals) = (self.segment.table(), &mut self.totals);
        let Some(row) = table.articles.get(article as usize) else { return };
        let sections = table.sections_of(article);
        totals.articles -= 1;
        totals.sections -= sections.len();
        totals.words -= u64::from(row.length);
        totals.title_words -= u64::from(row.title_length);
        let rows = sections.filter_map(|section| table.sections.get(section as usize));
        totals.section_words -= rows.map(|row| u64::from(row.length)).sum::<u64>();
        if let Some(count) = totals.articles_by_language.get_mut(usize::from(row.lang)) {
            *count -= 1;
        }
    }

    fn lost(&self, term: &str) -> Lost {
        if self.dead.is_empty() { Lost::default() } else { self.lost.get(term).copied().unwrap_or_default() }
    }

    fn without_dead(&self, mut articles: Vec<u32>) -> Vec<u32> {
        articles.retain(|article| self.is_live(*article));
        articles
    }
}

impl Segment for Layer {
    fn check(&self) -> Result<()> {
        self.segment.check()
    }

    fn table(&self) -> &Table {
        self.segment.table()
    }

    fn totals(&self) -> &Totals {
        &self.totals
    }

    fn is_live(&self, article: u32) -> bool {
        self.segment.is_live(article) && self.dead.binary_search(&article).is_err()
    }

    fn rank(&self, article: u32) -> Rank {
        let rank = self.ranks.as_ref().and_then(|ranks| ranks.get(article as usize)).copied();
        rank.unwrap_or(Rank(article, u32::MAX))
    }

    fn walk(&self, from: &str, visit: &mut dyn FnMut(&str, u32) -> Walk) {
        self.segment.walk(from, &mut |term, frequency| {
            let left = frequency.saturating_sub(self.lost(term).sections);
            if left > 0 { visit(term, left) } else { Walk::Next }
        });
    }

    fn frequency(&self, term: &str) -> u32 {
        self.segment.frequency(term).saturating_sub(self.lost(term).sections)
    }

    fn article_counts(&self, term: &str) -> ArticleCounts {
        let (all, lost) = (self.segment.article_counts(term), self.lost(term));
        ArticleCounts {
            articles: all.articles.saturating_sub(lost.articles),
            titles: all.titles.saturating_sub(lost.titles),
        }
    }

    fn articles_of(&self, terms: Terms<'_>, visit: &mut dyn FnMut(&str, &[ArticlePosting])) {
        if self.dead.is_empty() {
            return self.segment.articles_of(terms, visit);
        }
        self.segment.articles_of(terms, &mut |term, postings| {
            for live in postings.split(|posting| !self.is_live(posting.article)).filter(|live| !live.is_empty()) {
                visit(term, live);
            }
        });
    }

    fn sections_of(
        &self,
        terms: Terms<'_>,
        wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&str, &ArticlePosting, &[SectionPosting]),
    ) {
        if self.dead.is_empty() {
            return self.segment.sections_of(terms, wanted, visit);
        }
        self.segment.sections_of(terms, wanted, &mut |term, article, sections| {
            if self.is_live(article.article) {
                visit(term, article, sections);
            }
        });
    }

    fn section(&self, section: u32) -> Result<Cow<'_, Section>> {
        self.segment.section(section)
    }

    fn title(&self, article: u32) -> Result<Cow<'_, str>> {
        self.segment.title(article)
    }

    fn article(&self, article: u32) -> Result<Cow<'_, Article>> {
        self.segment.article(article)
    }

    fn html(&self, article: u32) -> Result<Option<Cow<'_, str>>> {
        self.segment.html(article)
    }

    fn whole_article(&self, article: u32) -> Result<Arc<Article>> {
        self.segment.whole_article(article)
    }

    fn articles_with(&self, key: &str, value: &str) -> Vec<u32> {
        self.without_dead(self.segment.articles_with(key, value))
    }

    fn values(&self, key: &str) -> Vec<(String, Vec<u32>)> {
        let all = self.segment.values(key).into_iter().map(|(value, articles)| (value, self.without_dead(articles)));
        all.filter(|(_, articles)| !articles.is_empty()).collect()
    }

    fn attributes(&self) -> Cow<'_, AttributeIndex> {
        if self.dead.is_empty() {
            return self.segment.attributes();
        }
        let mut attributes = self.segment.attributes().into_owned();
        attributes.retain(|_, articles| {
            articles.retain(|article| self.is_live(*article));
            !articles.is_empty()
        });
        Cow::Owned(attributes)
    }
}
