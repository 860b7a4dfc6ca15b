//! The reader: an edition's bytes behind the segment trait. Total: whatever the bytes are, it answers or gives an error.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::codec::Reader;
use super::dictionary::{Dictionary, Entry};
use super::format::{Frame, Part, corrupt};
use super::postings::Postings;
use super::records::{LastBlock, Records};
use super::{rows, synonyms};
use crate::article::{Article, Audience, Block, BlockKind, Date, Hidden, Meta, Section};
use crate::error::{Error, Result};
#[cfg(feature = "index")]
use crate::segment::AttributeIndex;
use crate::segment::{ArticleCounts, ArticlePosting, SectionPosting, Segment, Table, Terms, Walk, attribute_key};
use crate::synonyms::Synonyms;

/// Where an edition's bytes come from: a buffer, or a mapped file.
pub(crate) type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

pub(crate) struct Edition {
    bytes: Bytes,
    frame: Frame,
    table: Table,
    articles: LastBlock,
    sections: LastBlock,
}

impl Edition {
    /// Verifies every byte, and reads the table of lengths and the rules of synonyms.
    pub(crate) fn open(bytes: Bytes) -> Result<(Self, Synonyms)> {
        let frame = Frame::open((*bytes).as_ref())?;
        let table = rows::read(frame.part((*bytes).as_ref(), Part::Rows));
        let table = table.ok_or_else(|| corrupt("the table of lengths makes no sense"))?;
        let synonyms = synonyms::read(frame.part((*bytes).as_ref(), Part::Synonyms));
        let synonyms = synonyms.ok_or_else(|| corrupt("the rules of synonyms make no sense"))?;
        let (articles, sections) = (LastBlock::default(), LastBlock::default());
        let edition = Edition { bytes, frame, table, articles, sections };
        edition.check_counts().ok_or_else(|| corrupt("the parts do not agree"))?;
        Ok((edition, synonyms))
    }

    fn check_counts(&self) -> Option<()> {
        self.dictionary().filter(|dictionary| dictionary.is_sound(self.part(Part::Postings).len()))?;
        let articles = self.records(Part::Articles)?.len() as usize;
        let sections = self.records(Part::Sections)?.len() as usize;
        (articles == self.table.articles.len() && sections == self.table.sections.len()).then_some(())
    }

    fn part(&self, part: Part) -> &[u8] {
        self.frame.part((*self.bytes).as_ref(), part)
    }

    fn dictionary(&self) -> Option<Dictionary<'_>> {
        Dictionary::open(self.part(Part::Dictionary))
    }

    fn find(&self, term: &str) -> Option<Entry> {
        self.dictionary()?.find(term)
    }

    fn each_postings(&self, terms: Terms<'_>, visit: &mut dyn FnMut(&str, Postings<'_>)) {
        let all = self.part(Part::Postings);
        let postings = |entry: &Entry| {
            let bytes = all.get(entry.postings.clone()).unwrap_or_default();
            Postings::new(bytes, entry.articles, &self.table)
        };
        match terms {
            Terms::One(term) => self.find(term).iter().for_each(|entry| visit(term, postings(entry))),
            Terms::After(beginning) => self.dictionary().iter().for_each(|dictionary| {
                dictionary.walk(beginning, &mut |term, entry| {
                    if !term.starts_with(beginning) {
                        return Walk::Stop;
                    }
                    if term.len() > beginning.len() {
                        visit(term, postings(entry));
                    }
                    Walk::Next
                });
            }),
        }
    }

    fn records(&self, part: Part) -> Option<Records<'_>> {
        Records::open(self.part(part))
    }

    /// Calls `visit` with every attribute value and its articles until it returns false.
    fn each_attribute(&self, mut visit: impl FnMut(&str, &str, Reader<'_>) -> bool) -> Option<()> {
        let mut reader = Reader::new(self.part(Part::Attributes));
        for _ in 0..reader.number()? {
            let (key, value) = (reader.text()?, reader.text()?);
            if !visit(key, value, reader) {
                break;
            }
            for _ in 0..reader.number()? {
                reader.number()?;
            }
        }
        Some(())
    }
}

impl Segment for Edition {
    fn table(&self) -> &Table {
        &self.table
    }

    fn walk(&self, from: &str, visit: &mut dyn FnMut(&str, u32) -> Walk) {
        if let Some(dictionary) = self.dictionary() {
            dictionary.walk(from, &mut |term, entry| visit(term, entry.sections));
        }
    }

    fn frequency(&self, term: &str) -> u32 {
        self.find(term).map_or(0, |entry| entry.sections)
    }

    fn article_counts(&self, term: &str) -> ArticleCounts {
        let counts = |entry: Entry| ArticleCounts { articles: entry.articles, titles: entry.titles };
        self.find(term).map_or_else(ArticleCounts::default, counts)
    }

    fn articles_of(&self, terms: Terms<'_>, visit: &mut dyn FnMut(&str, &[ArticlePosting])) {
        self.each_postings(terms, &mut |term, postings| postings.articles(&mut |block| visit(term, block)));
    }

    fn sections_of(
        &self,
        terms: Terms<'_>,
        wanted: Option<&[u32]>,
        visit: &mut dyn FnMut(&str, &ArticlePosting, &[SectionPosting]),
    ) {
        self.each_postings(terms, &mut |term, postings| {
            postings.sections(wanted, &mut |article, sections| visit(term, article, sections));
        });
    }

    fn section(&self, section: u32) -> Result<Cow<'_, Section>> {
        let found = self.records(Part::Sections).and_then(|records| records.get(section, &self.sections, read_section));
        found.map(Cow::Owned).ok_or_else(|| unreadable("section", section))
    }

    fn title(&self, article: u32) -> Result<Cow<'_, str>> {
        let found = self.records(Part::Articles).and_then(|records| records.get(article, &self.articles, read_title));
        found.map(Cow::Owned).ok_or_else(|| unreadable("article", article))
    }

    fn article(&self, article: u32) -> Result<Cow<'_, Article>> {
        let found = self.records(Part::Articles).and_then(|records| records.get(article, &self.articles, read_article));
        found.map(Cow::Owned).ok_or_else(|| unreadable("article", article))
    }

    fn articles_with(&self, key: &str, value: &str) -> Vec<u32> {
        let wanted = attribute_key(key, value);
        let mut articles = Vec::new();
        self.each_attribute(|key, value, list| {
            let found = (key, value) == (wanted.0.as_str(), wanted.1.as_str());
            if found {
                articles = read_articles(list).unwrap_or_default();
            }
            !found
        });
        articles
    }

    #[cfg(feature = "index")]
    fn attributes(&self) -> Cow<'_, AttributeIndex> {
        let mut index = AttributeIndex::new();
        self.each_attribute(|key, value, list| {
            index.insert((key.to_owned(), value.to_owned()), read_articles(list).unwrap_or_default());
            true
        });
        Cow::Owned(index)
    }
}

fn unreadable(what: &str, number: u32) -> Error {
    corrupt(&format!("{what} {number} cannot be read"))
}

fn read_articles(mut reader: Reader<'_>) -> Option<Vec<u32>> {
    let mut article = 0u32;
    reader.list(|reader| {
        article = article.checked_add(reader.number()?)?;
        Some(article)
    })
}

/// The second text of an article's record.
fn read_title(mut reader: Reader<'_>) -> Option<String> {
    reader.text()?;
    reader.string()
}

fn read_article(mut reader: Reader<'_>) -> Option<Article> {
    let mut text = || reader.string();
    let (id, title, url, lang) = (text()?, text()?, text()?, text()?);
    Some(Article { id, title, url, lang, meta: read_meta(&mut reader)?, sections: Vec::new() })
}

fn read_meta(reader: &mut Reader<'_>) -> Option<Meta> {
    Some(Meta {
        summary: reader.string()?,
        owner: reader.string()?,
        keywords: strings(reader)?,
        tags: strings(reader)?,
        aliases: strings(reader)?,
        synonyms: strings(reader)?,
        audience: match reader.byte()? {
            0 => Audience::Public,
            2 => Audience::Groups(strings(reader)?),
            _ => Audience::Internal,
        },
        hidden: match reader.byte()? {
            0 => None,
            2 => Some(Hidden::Unlisted),
            3 => Some(Hidden::Unpublished),
            4 => Some(Hidden::Excluded),
            _ => Some(Hidden::Draft),
        },
        updated: date(reader.number()?),
        published: date(reader.number()?),
        expires: date(reader.number()?),
        review_by: date(reader.number()?),
        attributes: reader
            .list(|reader| Some((reader.string()?, strings(reader)?)))?
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
    })
}

fn strings(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    reader.list(Reader::string)
}

/// Year, month and day from one number; 0 is none.
fn date(number: u32) -> Option<Date> {
    Date::new(i16::try_from(number / 512).ok()?, (number / 32 % 16) as u8, (number % 32) as u8)
}

fn read_section(mut reader: Reader<'_>) -> Option<Section> {
    let heading = reader.string()?;
    let level = reader.byte()?;
    let breadcrumb = strings(&mut reader)?;
    let anchor = reader.string()?;
    let continued = reader.byte()? == 1;
    let text = reader.string()?;
    let mut before = 0usize;
    let blocks = reader.list(|reader| {
        let kind = kind(reader.byte()?);
        let start = before.checked_add(reader.number()? as usize)?;
        before = start.checked_add(reader.number()? as usize)?;
        text.get(start..before).map(|_| Block { kind, range: start..before })
    })?;
    Some(Section { heading, level, breadcrumb, anchor, text, blocks, continued })
}

fn kind(number: u8) -> BlockKind {
    match number {
        1 => BlockKind::Item,
        2 => BlockKind::Step,
        3 => BlockKind::Row,
        4 => BlockKind::Term,
        5 => BlockKind::Definition,
        6 => BlockKind::Code,
        _ => BlockKind::Paragraph,
    }
}
