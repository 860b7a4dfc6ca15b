//! The reader: an edition's bytes behind the segment trait. Total: whatever the bytes are, it answers or gives an error.

use std::borrow::Cow;
#[cfg(feature = "index")]
use std::sync::Arc;

use super::dictionary::{Dictionary, Entry};
use super::format::{Frame, Part, corrupt};
use super::limits::Limits;
use super::manifest::{self, Counts, Manifest};
use super::postings::Postings;
#[cfg(feature = "index")]
use super::records::Packing;
use super::records::{KeptPacks, Records};
use super::stored::{read_article, read_html, read_section, read_title};
use super::{attributes, rows, synonyms};
use crate::article::{Article, Section};
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "index")]
use crate::segment::AttributeIndex;
use crate::segment::{ArticleCounts, ArticlePosting, SectionPosting, Segment, Table, Terms, Walk, attribute_key};
use crate::synonyms::Synonyms;

/// Where an edition's bytes come from.
pub(crate) trait Source: Send + Sync {
    fn bytes(&self) -> &[u8];

    /// Whether the bytes may be others than they were when the edition was opened.
    fn has_changed(&self) -> bool {
        false
    }
}

/// Bytes in memory, which nobody else can change.
pub(crate) struct Buffer<T>(pub(crate) T);

impl<T: AsRef<[u8]> + Send + Sync> Source for Buffer<T> {
    fn bytes(&self) -> &[u8] {
        self.0.as_ref()
    }
}

/// Bytes that are saved again without being copied.
#[cfg(feature = "index")]
struct Own(Arc<Vec<u8>>);

#[cfg(feature = "index")]
impl Source for Own {
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// So many packs of stored texts are kept unpacked, each of 16 KiB and a little more: 4 and 8 MiB of a large edition.
const ARTICLE_PACKS: usize = 256;
const SECTION_PACKS: usize = 512;

pub(crate) struct Edition {
    source: Box<dyn Source>,
    frame: Frame,
    manifest: Manifest,
    table: Table,
    articles: KeptPacks,
    sections: KeptPacks,
    /// Its bytes, if it was made by this process.
    #[cfg(feature = "index")]
    own: Option<Arc<Vec<u8>>>,
}

impl Edition {
    /// Verifies every byte, and reads the manifest, the table of lengths and the rules of synonyms.
    pub(crate) fn open(source: Box<dyn Source>, limits: &Limits) -> Result<(Self, Synonyms)> {
        let frame = Frame::open(source.bytes())?;
        let part = |part| frame.part(source.bytes(), part);
        let manifest = manifest::read(part(Part::Manifest)).ok_or_else(|| corrupt("the manifest makes no sense"))?;
        limits.check_counts(manifest.counts)?;
        limits.check_unpacked(check_structure(manifest.counts, &part)?)?;
        let table = rows::read(part(Part::Rows), manifest.counts);
        let table = table.ok_or_else(|| corrupt("the table of lengths makes no sense"))?;
        let synonyms = synonyms::read(part(Part::Synonyms));
        let synonyms = synonyms.ok_or_else(|| corrupt("the rules of synonyms make no sense"))?;
        let (articles, sections) = (KeptPacks::places(ARTICLE_PACKS), KeptPacks::places(SECTION_PACKS));
        let edition = Edition {
            source,
            frame,
            manifest,
            table,
            articles,
            sections,
            #[cfg(feature = "index")]
            own: None,
        };
        Ok((edition, synonyms))
    }

    /// Opens what this process has just made.
    #[cfg(feature = "index")]
    pub(crate) fn open_own(bytes: Vec<u8>) -> Result<(Self, Synonyms)> {
        let bytes = Arc::new(bytes);
        let (edition, synonyms) = Self::open(Box::new(Own(Arc::clone(&bytes))), &Limits::WIDEST)?;
        Ok((Edition { own: Some(bytes), ..edition }, synonyms))
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(super) fn part(&self, part: Part) -> &[u8] {
        self.frame.part(self.source.bytes(), part)
    }

    /// How its stored texts may have been written.
    #[cfg(feature = "index")]
    pub(crate) fn packings(&self) -> &'static [Packing] {
        let is_plain = |part| self.records(part).is_some_and(|records| records.are_plain());
        // Where there is little text, it may be that none is shorter when it is packed.
        if is_plain(Part::Sections) { &[Packing::Lz4, Packing::Plain] } else { &[Packing::Lz4] }
    }

    /// Whether the part is there: those that may be left out are not empty if they are not.
    pub(super) fn has(&self, part: Part) -> bool {
        !part.is_optional() || !self.part(part).is_empty()
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
}

/// Checks that tables lead to what they promise, and that the parts have as much as the manifest says. Gives the number of
/// bytes that all stored texts have unpacked.
fn check_structure<'b>(counts: Counts, part: &dyn Fn(Part) -> &'b [u8]) -> Result<u64> {
    let dictionary = Dictionary::open(part(Part::Dictionary)).filter(|dictionary| dictionary.len() == counts.terms);
    let is_sound = dictionary.is_some_and(|dictionary| dictionary.is_sound(part(Part::Postings).len()));
    let unpacked = |which, count| Records::open(part(which)).filter(|records| records.len() == count)?.unpacked();
    let texts = unpacked(Part::Articles, counts.articles).zip(unpacked(Part::Sections, counts.sections));
    let attributes = Records::open(part(Part::Attributes)).and_then(|records| records.unpacked());
    let html = if part(Part::Html).is_empty() { Some(0) } else { unpacked(Part::Html, counts.articles) };
    match texts.zip(attributes.zip(html)).filter(|_| is_sound) {
        Some(((articles, sections), (attributes, html))) => Ok(articles + sections + attributes + html),
        None => Err(corrupt("the parts do not agree")),
    }
}

impl Segment for Edition {
    fn check(&self) -> Result<()> {
        let message = "the file was changed under the open edition: open it again";
        if self.source.has_changed() { Err(Error::new(ErrorKind::Corrupt, message)) } else { Ok(()) }
    }

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

    fn html(&self, article: u32) -> Result<Option<Cow<'_, str>>> {
        if !self.has(Part::Html) {
            return Ok(None);
        }
        let last = KeptPacks::default();
        let found = self.records(Part::Html).and_then(|records| records.get(article, &last, read_html));
        let html = found.ok_or_else(|| unreadable("the HTML of article", article))?;
        Ok((!html.is_empty()).then_some(Cow::Owned(html)))
    }

    fn articles_with(&self, key: &str, value: &str) -> Vec<u32> {
        let (key, value) = attribute_key(key, value);
        attributes::find(self.part(Part::Attributes), &key, &value).unwrap_or_default()
    }

    fn values(&self, key: &str) -> Vec<(String, Vec<u32>)> {
        attributes::values(self.part(Part::Attributes), key)
    }

    #[cfg(feature = "index")]
    fn attributes(&self) -> Cow<'_, AttributeIndex> {
        Cow::Owned(attributes::all(self.part(Part::Attributes)))
    }

    #[cfg(feature = "index")]
    fn own_edition(&self) -> Option<&Arc<Vec<u8>>> {
        self.own.as_ref()
    }
}

fn unreadable(what: &str, number: u32) -> Error {
    corrupt(&format!("{what} {number} cannot be read"))
}
