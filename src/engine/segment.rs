//! A tantivy index behind the segment trait, with the articles it was made from.

use std::borrow::Cow;
use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, TERMINATED, Term};

use super::schema::Fields;
use crate::article::{Article, Section};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{AttributeIndex, Posting, Segment, Table, Walk, attribute_index, attribute_key};

pub(crate) struct EngineSegment {
    articles: Vec<Article>,
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
        articles: Vec<Article>,
        table: Table,
        fields: Fields,
        searcher: &Searcher,
    ) -> tantivy::Result<Self> {
        let empty = || Arc::new(InvertedIndexReader::empty(IndexRecordOption::WithFreqs));
        let open =
            |field| searcher.segment_readers().first().map_or_else(|| Ok(empty()), |one| one.inverted_index(field));
        let attributes = attribute_index(articles.iter());
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

    fn postings(&self, term: &str, into: &mut Vec<Posting>) {
        let open = |reader: &InvertedIndexReader, field: Field| {
            let term = Term::from_field_text(field, term);
            reader.read_postings(&term, IndexRecordOption::WithFreqs).ok().flatten()
        };
        let mut heading = open(&self.heading, self.fields.heading);
        let mut title = open(&self.title, self.fields.title);
        let mut curated = open(&self.curated, self.fields.curated);
        let Some(mut all) = open(&self.all, self.fields.all) else { return };
        while all.doc() != TERMINATED {
            let section = all.doc();
            let (heading, title, curated) =
                (at(&mut heading, section), at(&mut title, section), at(&mut curated, section));
            let body = all.term_freq().saturating_sub(heading + title + curated);
            into.push(Posting { section, body, heading, title, curated });
            all.advance();
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

    fn article(&self, article: u32) -> Result<Cow<'_, Article>> {
        self.articles.get(article as usize).map(Cow::Borrowed).ok_or_else(|| missing("article", article))
    }

    fn articles_with(&self, key: &str, value: &str) -> Vec<u32> {
        self.attributes.get(&attribute_key(key, value)).cloned().unwrap_or_default()
    }

    fn attributes(&self) -> Cow<'_, AttributeIndex> {
        Cow::Borrowed(&self.attributes)
    }
}

/// The term's frequency in `section`; sections must be asked for in order.
fn at(postings: &mut Option<SegmentPostings>, section: u32) -> u32 {
    let Some(postings) = postings else { return 0 };
    while postings.doc() < section {
        postings.advance();
    }
    if postings.doc() == section { postings.term_freq() } else { 0 }
}

fn missing(what: &str, number: u32) -> Error {
    Error::new(ErrorKind::Engine, format!("there is no {what} number {number} in the index"))
}
