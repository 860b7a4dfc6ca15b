//! A segment to the bytes of an edition. The same articles give the same bytes.

use super::codec::Writer;
use super::dictionary::DictionaryWriter;
use super::format::{Frame, Part, frame};
use super::manifest::{self, Counts, Manifest, Origin};
use super::postings::PostingsWriter;
use super::records::{LARGEST_PACK, LARGEST_SECTION, Packing, Records, RecordsWriter};
use super::{attributes, rows, stored, synonyms};
use crate::article::{Article, Section};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{ArticleCounts, Segment, Table, Terms, Walk};
use crate::settings::Ranking;
use crate::synonyms::Synonyms;
use crate::work::{Phase, Stage, Work};

/// What an edition holds beside its articles.
pub(crate) struct Beside<'a> {
    /// The rules and constants that its queries are answered by.
    pub(crate) rules: &'a Synonyms,
    pub(crate) ranking: &'a Ranking,
    pub(crate) origin: &'a Origin,
    pub(crate) packing: Packing,
}

/// Lets the links in HTML lead to articles.
pub(crate) type Linked<'l> = dyn Fn(&str) -> String + 'l;

/// Writes everything that `segment` holds.
pub(crate) fn write(segment: &dyn Segment, beside: &Beside<'_>, linked: &Linked<'_>, work: &Work) -> Result<Vec<u8>> {
    let (terms, dictionary, postings) = inverted_index(segment);
    let count = segment.table().articles.len();
    let stage = work.begin(Phase::Packing, count)?;
    let mut texts = Texts::new(beside.packing, &stage);
    for number in 0..count as u32 {
        let html = segment.html(number)?.map(|html| linked(&html));
        texts.article(segment.article(number)?.as_ref(), html.as_deref())?;
        for section in segment.table().sections_of(number) {
            texts.section(segment.section(section)?.as_ref())?;
        }
    }
    let attributes = attributes::write(&segment.attributes(), beside.packing, &stage)?;
    let index = Index { table: segment.table(), terms, dictionary, postings, attributes };
    finish(index, texts.finish()?, beside)
}

/// Whether an edition that was made here has this beside its articles.
pub(crate) fn is_of(bytes: &[u8], beside: &Beside<'_>) -> bool {
    let Ok(frame) = Frame::read(bytes) else { return false };
    let is_same = manifest::read(frame.part(bytes, Part::Manifest))
        .is_some_and(|manifest| manifest.origin == *beside.origin && manifest.ranking == *beside.ranking);
    let is_plain = |part| Records::open(frame.part(bytes, part)).is_some_and(|records| records.are_plain());
    let are_plain = [Part::Attributes, Part::Articles, Part::Sections].into_iter().all(is_plain);
    is_same
        && are_plain == (beside.packing == Packing::Plain)
        && frame.part(bytes, Part::Synonyms) == synonyms::write(beside.rules)
}

/// The parts by which articles are found.
pub(super) struct Index<'a> {
    pub(super) table: &'a Table,
    pub(super) terms: u32,
    pub(super) dictionary: Vec<u8>,
    pub(super) postings: Vec<u8>,
    pub(super) attributes: Vec<u8>,
}

/// Puts the parts together.
pub(super) fn finish(index: Index<'_>, texts: [Vec<u8>; 3], beside: &Beside<'_>) -> Result<Vec<u8>> {
    let Index { table, terms, dictionary, postings, attributes } = index;
    let manifest = manifest::write(&Manifest {
        generator: generator().to_owned(),
        unicode: unicode(),
        counts: Counts { articles: table.articles.len() as u32, sections: table.sections.len() as u32, terms },
        origin: beside.origin.clone(),
        ranking: beside.ranking.clone(),
    });
    let (rows, rules) = (rows::write(table), synonyms::write(beside.rules));
    let [articles, sections, html] = texts;
    let parts = [manifest, rows, dictionary, postings, attributes, articles, sections, rules, html];
    // Offsets within a part are 32 bits wide.
    match parts.iter().find(|part| u32::try_from(part.len()).is_err()) {
        Some(_) => Err(Error::new(ErrorKind::Limit, "the articles are too many for one edition: a part exceeds 4 GiB")),
        None => Ok(frame(parts)),
    }
}

/// This program, with its version.
pub(crate) fn generator() -> &'static str {
    concat!("nohold ", env!("CARGO_PKG_VERSION"))
}

fn unicode() -> String {
    let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
    format!("{major}.{minor}.{patch}")
}

/// The number of terms, the dictionary and the postings.
fn inverted_index(segment: &dyn Segment) -> (u32, Vec<u8>, Vec<u8>) {
    let mut terms = 0;
    let (mut dictionary, mut out) = (DictionaryWriter::default(), Writer::default());
    let mut postings = PostingsWriter::default();
    segment.walk("", &mut |term, sections| {
        let mut counts = ArticleCounts::default();
        segment.sections_of(Terms::One(term), None, &mut |_, article, sections| {
            counts.articles += 1;
            counts.titles += u32::from(article.title > 0);
            postings.add(article, sections, segment.table());
        });
        let start = out.bytes.len();
        postings.finish(&mut out);
        dictionary.add(term, sections, counts, (out.bytes.len() - start) as u32);
        terms += 1;
        Walk::Next
    });
    (terms, dictionary.finish(), out.bytes)
}

/// The parts that hold what is shown, as they are written: articles, sections, HTML.
pub(super) struct Texts<'w> {
    stage: &'w Stage<'w>,
    articles: RecordsWriter<'w>,
    sections: RecordsWriter<'w>,
    html: RecordsWriter<'w>,
    has_html: bool,
    section_count: u32,
    record: Writer,
}

impl<'w> Texts<'w> {
    pub(super) fn new(packing: Packing, stage: &'w Stage<'w>) -> Self {
        let records = || RecordsWriter::new(packing, stage);
        let (articles, sections, html) = (records(), records(), records());
        Texts { stage, articles, sections, html, has_html: false, section_count: 0, record: Writer::default() }
    }

    /// Makes room for sections with so much text, so that what most of an edition is never has to be moved: more than it will
    /// take, of which the system gives only what is used.
    pub(super) fn expect(&mut self, bytes: usize) {
        self.sections.expect(bytes + bytes / 2);
    }

    /// Adds an article, whose sections follow.
    pub(super) fn article(&mut self, article: &Article, html: Option<&str>) -> Result<()> {
        self.articles.add(&stored::write_article(article))?;
        self.has_html |= html.is_some();
        self.html.add(&html_record(html))?;
        self.stage.done(1)
    }

    pub(super) fn section(&mut self, section: &Section) -> Result<()> {
        self.record.bytes.clear();
        stored::write_section(&mut self.record, section);
        let length = self.record.bytes.len();
        if length > LARGEST_SECTION {
            let message = format!("section {} has {length} bytes, more than an edition takes", self.section_count);
            return Err(Error::new(ErrorKind::Limit, message));
        }
        self.section_count += 1;
        self.sections.add(&self.record)
    }

    pub(super) fn finish(self) -> Result<[Vec<u8>; 3]> {
        let html = if self.has_html { self.html.finish()? } else { Vec::new() };
        let texts = [self.articles.finish()?, self.sections.finish()?, html];
        self.stage.end()?;
        Ok(texts)
    }
}

/// Empty if there is none, or if it has grown beyond what an edition takes when its links were made.
fn html_record(html: Option<&str>) -> Writer {
    stored::write_html(html.filter(|html| html.len() < LARGEST_PACK as usize - 16).unwrap_or_default())
}
