//! A segment to the bytes of an edition. The same articles give the same bytes.

use std::borrow::Cow;

use super::codec::Writer;
use super::dictionary::DictionaryWriter;
use super::format::frame;
use super::manifest::{self, Counts, Manifest, Origin};
use super::postings::PostingsWriter;
use super::records::{LARGEST_PACK, LARGEST_SECTION, Packing, RecordsWriter};
use super::{attributes, rows, stored, synonyms};
use crate::article::Section;
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{ArticleCounts, Segment, Terms, Walk};
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// Writes everything that `segment` holds, with the rules and constants that its queries are answered by. `linked` lets links
/// in HTML lead to articles.
pub(crate) fn write(
    segment: &dyn Segment,
    rules: &Synonyms,
    ranking: &Ranking,
    origin: &Origin,
    packing: Packing,
    linked: &dyn Fn(Cow<'_, str>) -> String,
) -> Result<Vec<u8>> {
    let (terms, dictionary, postings) = inverted_index(segment);
    let (article_count, section_count) = (segment.table().articles.len(), segment.table().sections.len());
    let records = |count, record: &mut dyn FnMut(u32) -> Result<Writer>| records(count, packing, record);
    let articles = records(article_count, &mut |n| Ok(stored::write_article(segment.article(n)?.as_ref())))?;
    let sections = records(section_count, &mut |n| section_record(n, segment.section(n)?.as_ref()))?;
    let html = if has_html(segment)? {
        records(article_count, &mut |n| Ok(html_record(segment.html(n)?.map(linked).as_deref())))?
    } else {
        Vec::new()
    };
    let manifest = manifest::write(&Manifest {
        generator: generator().to_owned(),
        unicode: unicode(),
        counts: Counts { articles: article_count as u32, sections: section_count as u32, terms },
        origin: origin.clone(),
        ranking: ranking.clone(),
    });
    let attributes = attributes::write(&segment.attributes(), packing)?;
    let (rows, rules) = (rows::write(segment.table()), synonyms::write(rules));
    let parts = [manifest, rows, dictionary, postings, attributes, articles, sections, rules, html];
    // Offsets within a part are 32 bits wide.
    match parts.iter().find(|part| u32::try_from(part.len()).is_err()) {
        Some(_) => Err(Error::new(ErrorKind::Limit, "the articles are too many for one edition: a part exceeds 4 GiB")),
        None => Ok(frame(&parts)),
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

fn section_record(number: u32, section: &Section) -> Result<Writer> {
    let record = stored::write_section(section);
    let length = record.bytes.len();
    let message = || format!("section {number} has {length} bytes, more than an edition takes");
    if length <= LARGEST_SECTION { Ok(record) } else { Err(Error::new(ErrorKind::Limit, message())) }
}

/// Empty if there is none, or if it has grown beyond what an edition takes when its links were made.
fn html_record(html: Option<&str>) -> Writer {
    stored::write_html(html.filter(|html| html.len() < LARGEST_PACK as usize - 16).unwrap_or_default())
}

/// Whether any article is kept as HTML.
fn has_html(segment: &dyn Segment) -> Result<bool> {
    for article in 0..segment.table().articles.len() as u32 {
        if segment.html(article)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn records(count: usize, packing: Packing, record: &mut dyn FnMut(u32) -> Result<Writer>) -> Result<Vec<u8>> {
    let mut records = RecordsWriter::new(packing);
    for number in 0..count as u32 {
        records.add(&record(number)?)?;
    }
    Ok(records.finish())
}
