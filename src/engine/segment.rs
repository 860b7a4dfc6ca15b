//! A tantivy index behind the segment trait, with the articles it was made from.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, Term};

use super::schema::Fields;
use crate::article::{Article, Section};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{
    ArticleCounts, ArticlePosting, AttributeIndex, SectionPosting, Segment, Table, Terms, Walk, attribute_index,
    attribute_key,
};

pub(crate) struct EngineSegment {
    articles: Vec<Arc<Article>>,
    table: Table,
    attributes: AttributeIndex,
    fields: Fields,
    all: Arc<InvertedIndexReader>,
    heading: Arc<InvertedIndexReader>,
    title: Arc<InvertedIndexReader>,
    curated: Arc<InvertedIndexReader>,
}

impl EngineSegment {
    pub(super) fn new(
        articles: Vec<Arc<Article>>,
        table: Table,
        fields: Fields,
        searcher: &Searcher,
    ) -> tantivy::Result<Self> {
        let empty = || Arc::new(InvertedIndexReader::empty(IndexRecordOption::WithFreqs));
        let open =
            |field| searcher.segment_readers().first().map_or_else(|| Ok(empty()), |one| one.inverted_index(field));
        let attributes = attribute_index(articles.iter().map(Arc::as_ref));
        let (all, heading, title, curated) =
            (open(fields.all)?, open(fields.heading)?, open(fields.title)?, open(fields.curated)?);
        Ok(EngineSegment { articles, table, attributes, fields, all, heading, title, curated })
    }
}

// tantivy's own readers fail only if its bytes in memory are not what it wrote there; a failed read counts as empty.
impl Segment for EngineSegment {
    fn table(&self) -> &Table {
        &self.table
    }

    fn walk(&self, from: &str, visit: &mut dyn FnMut(&str, u32) -> Walk) {
        let mut from = from.to_owned();
        while let Ok(mut terms) = self.all.terms().range().ge(&from).into_stream() {
            let next = loop {
                if !terms.advance() {
                    return;
                }
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                match visit(term, terms.value().doc_freq) {
                    Walk::Next => {}
                    Walk::Stop => return,
                    Walk::Seek(next) => break next,
                }
            };
            from = next;
        }
    }

    fn frequency(&self, term: &str) -> u32 {
        self.all.doc_freq(&Term::from_field_text(self.fields.all, term)).unwrap_or(0)
    }

    fn article_counts(&self, term: &str) -> ArticleCounts {
        let mut counts = ArticleCounts::default();
        self.sections_of(Terms::One(term), None, &mut |_, article, _| {
            counts.articles += 1;
            counts.titles += u32::from(article.title > 0);
        });
        counts
    }

    fn articles_of(&self, terms: Terms<'_>, visit: &mut dyn FnMut(&str, &[ArticlePosting])) {
        self.sections_of(terms, None, &mut |term, article, _| visit(term, std::slice::from_ref(article)));
    }

    fn sections_of(
        &self,
        terms: Terms<'_>,
        wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&str, &ArticlePosting, &[SectionPosting]),
    ) {
        match terms {
            Terms::One(term) => {
                self.sections_of_one(term, wanted, &mut |article, sections| visit(term, article, sections));
            }
            Terms::After(beginning) => self.walk(beginning, &mut |term, _| {
                if !term.starts_with(beginning) {
                    return Walk::Stop;
                }
                if term.len() > beginning.len() {
                    self.sections_of_one(term, wanted, &mut |article, sections| visit(term, article, sections));
                }
                Walk::Next
            }),
        }
    }

    fn section(&self, section: u32) -> Result<Cow<'_, Section>> {
        let article = self.table.article_of(section);
        let found = article.and_then(|article| {
            let number = section - self.table.sections_of(article).start;
            self.articles.get(article as usize)?.sections.get(number as usize)
        });
        found.map(Cow::Borrowed).ok_or_else(|| missing("section", section))
    }

    fn title(&self, article: u32) -> Result<Cow<'_, str>> {
        let found = self.articles.get(article as usize).map(|article| Cow::Borrowed(article.title.as_str()));
        found.ok_or_else(|| missing("article", article))
    }

    fn article(&self, article: u32) -> Result<Cow<'_, Article>> {
        let found = self.articles.get(article as usize).map(|article| Cow::Borrowed(article.as_ref()));
        found.ok_or_else(|| missing("article", article))
    }

    fn html(&self, article: u32) -> Result<Option<Cow<'_, str>>> {
        let found = self.articles.get(article as usize).ok_or_else(|| missing("article", article))?;
        Ok(found.html.as_deref().filter(|html| !html.is_empty()).map(Cow::Borrowed))
    }

    fn whole_article(&self, article: u32) -> Result<Arc<Article>> {
        self.articles.get(article as usize).cloned().ok_or_else(|| missing("article", article))
    }

    fn articles_with(&self, key: &str, value: &str) -> Vec<u32> {
        self.attributes.get(&attribute_key(key, value)).cloned().unwrap_or_default()
    }

    fn values(&self, key: &str) -> Vec<(String, Vec<u32>)> {
        let values =
            self.attributes.range((key.to_owned(), String::new())..).take_while(|((known, _), _)| known == key);
        values.map(|((_, value), articles)| (value.clone(), articles.clone())).collect()
    }

    fn attributes(&self) -> Cow<'_, AttributeIndex> {
        Cow::Borrowed(&self.attributes)
    }
}

impl EngineSegment {
    fn sections_of_one(
        &self,
        term: &str,
        wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&ArticlePosting, &[SectionPosting]),
    ) {
        let mut fields = FieldPostings::open(self, term);
        let Some(mut all) = open(&self.all, self.fields.all, term) else { return };
        let mut sections = Vec::new();
        let mut read = |article: u32, all: &mut SegmentPostings| {
            let end = self.table.sections_of(article).end;
            let mut posting = ArticlePosting { article, ..ArticlePosting::default() };
            sections.clear();
            while all.doc() < end {
                fields.add(all.doc(), all.term_freq(), &mut posting, &mut sections);
                all.advance();
            }
            visit(&posting, &sections);
        };
        match wanted {
            None => {
                while let Some(article) = self.table.article_of(all.doc()) {
                    read(article, &mut all);
                }
            }
            Some(wanted) => {
                for &article in wanted {
                    let own = self.table.sections_of(article);
                    go_to(&mut all, own.start);
                    if all.doc() < own.end {
                        read(article, &mut all);
                    }
                }
            }
        }
    }
}

/// A term's postings in the fields that say where it stands.
struct FieldPostings {
    heading: Option<SegmentPostings>,
    title: Option<SegmentPostings>,
    curated: Option<SegmentPostings>,
}

impl FieldPostings {
    fn open(segment: &EngineSegment, term: &str) -> Self {
        let EngineSegment { fields, heading, title, curated, .. } = segment;
        FieldPostings {
            heading: open(heading, fields.heading, term),
            title: open(title, fields.title, term),
            curated: open(curated, fields.curated, term),
        }
    }

    /// Adds what is in a section; sections must come in order.
    fn add(&mut self, section: u32, all: u32, article: &mut ArticlePosting, sections: &mut Vec<SectionPosting>) {
        let heading = at(&mut self.heading, section);
        let (title, curated) = (at(&mut self.title, section), at(&mut self.curated, section));
        let posting = SectionPosting { section, body: all.saturating_sub(heading + title + curated), heading };
        article.title += title;
        article.curated += curated;
        article.text += posting.total();
        article.in_heading |= heading > 0;
        if posting.total() > 0 {
            sections.push(posting);
        }
    }
}

fn open(reader: &InvertedIndexReader, field: Field, term: &str) -> Option<SegmentPostings> {
    reader.read_postings(&Term::from_field_text(field, term), IndexRecordOption::WithFreqs).ok().flatten()
}

/// The term's frequency in `section`; sections must be asked for in order.
fn at(postings: &mut Option<SegmentPostings>, section: u32) -> u32 {
    let Some(postings) = postings else { return 0 };
    go_to(postings, section);
    if postings.doc() == section { postings.term_freq() } else { 0 }
}

/// To the first section that is not before this one, over whole blocks of others.
fn go_to(postings: &mut SegmentPostings, section: u32) {
    if postings.doc() < section {
        postings.seek(section);
    }
}

fn missing(what: &str, number: u32) -> Error {
    Error::new(ErrorKind::Engine, format!("there is no {what} number {number} in the index"))
}
