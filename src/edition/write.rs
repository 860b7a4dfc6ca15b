//! A segment to the bytes of an edition. The same articles give the same bytes.

use super::codec::Writer;
use super::dictionary::DictionaryWriter;
use super::format::frame;
use super::postings::PostingsWriter;
use super::records::{LARGEST_BLOCK, RecordsWriter};
use super::{rows, synonyms};
use crate::article::{Article, Audience, BlockKind, Date, Hidden, Meta, Section};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::{ArticleCounts, AttributeIndex, Segment, Terms, Walk};
use crate::synonyms::Synonyms;

/// Writes everything that `segment` holds, with the rules that its queries are read by.
pub(crate) fn write(segment: &dyn Segment, rules: &Synonyms) -> Result<Vec<u8>> {
    let (dictionary, postings) = inverted_index(segment);
    let articles = records(segment.table().articles.len(), |n| Ok(article_record(segment.article(n)?.as_ref())))?;
    let sections = records(segment.table().sections.len(), |n| Ok(section_record(segment.section(n)?.as_ref())))?;
    let attributes = attributes(&segment.attributes());
    let (rows, rules) = (rows::write(segment.table()), synonyms::write(rules));
    let parts = [rows, dictionary, postings, attributes, articles, sections, rules];
    // Offsets within a part are 32 bits wide.
    match parts.iter().find(|part| u32::try_from(part.len()).is_err()) {
        Some(_) => Err(Error::new(ErrorKind::Limit, "the articles are too many for one edition: a part exceeds 4 GiB")),
        None => Ok(frame(&parts)),
    }
}

fn inverted_index(segment: &dyn Segment) -> (Vec<u8>, Vec<u8>) {
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
        Walk::Next
    });
    (dictionary.finish(), out.bytes)
}

fn attributes(index: &AttributeIndex) -> Vec<u8> {
    let mut out = Writer::default();
    out.list(index.iter(), |out, ((key, value), articles)| {
        out.text(key);
        out.text(value);
        let mut before = 0;
        out.list(articles.iter(), |out, &article| {
            out.number(article - before);
            before = article;
        });
    });
    out.bytes
}

fn records(count: usize, mut record: impl FnMut(u32) -> Result<Writer>) -> Result<Vec<u8>> {
    let mut records = RecordsWriter::default();
    for number in 0..count as u32 {
        let record = record(number)?;
        if record.bytes.len() >= LARGEST_BLOCK as usize {
            let message = format!("record {number} has {} bytes, more than an edition takes", record.bytes.len());
            return Err(Error::new(ErrorKind::Limit, message));
        }
        records.add(&record);
    }
    Ok(records.finish())
}

fn article_record(article: &Article) -> Writer {
    let mut out = Writer::default();
    for text in [&article.id, &article.title, &article.url, &article.lang] {
        out.text(text);
    }
    meta(&mut out, &article.meta);
    out
}

fn meta(out: &mut Writer, meta: &Meta) {
    out.text(&meta.summary);
    out.text(&meta.owner);
    for list in [&meta.keywords, &meta.tags, &meta.aliases, &meta.synonyms] {
        strings(out, list);
    }
    match &meta.audience {
        Audience::Public => out.byte(0),
        Audience::Internal => out.byte(1),
        Audience::Groups(groups) => {
            out.byte(2);
            strings(out, groups);
        }
    }
    out.byte(match meta.hidden {
        None => 0,
        Some(Hidden::Draft) => 1,
        Some(Hidden::Unlisted) => 2,
        Some(Hidden::Unpublished) => 3,
        Some(Hidden::Excluded) => 4,
    });
    for day in [meta.updated, meta.published, meta.expires, meta.review_by] {
        date(out, day);
    }
    out.list(meta.attributes.iter(), |out, (key, values)| {
        out.text(key);
        strings(out, values);
    });
}

fn strings(out: &mut Writer, list: &[String]) {
    out.list(list.iter(), |out, text| out.text(text));
}

/// Year, month and day as one number; 0 is none.
fn date(out: &mut Writer, day: Option<Date>) {
    out.number(day.map_or(0, |day| {
        u32::from(day.year().unsigned_abs()) * 512 + u32::from(day.month()) * 32 + u32::from(day.day())
    }));
}

fn section_record(section: &Section) -> Writer {
    let mut out = Writer::default();
    out.text(&section.heading);
    out.byte(section.level);
    strings(&mut out, &section.breadcrumb);
    out.text(&section.anchor);
    out.byte(u8::from(section.continued));
    out.text(&section.text);
    let mut before = 0;
    out.list(section.blocks.iter(), |out, block| {
        out.byte(kind_number(block.kind));
        out.number((block.range.start - before) as u32);
        out.number(block.range.len() as u32);
        before = block.range.end;
    });
    out
}

fn kind_number(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Item => 1,
        BlockKind::Step => 2,
        BlockKind::Row => 3,
        BlockKind::Term => 4,
        BlockKind::Definition => 5,
        BlockKind::Code => 6,
    }
}
