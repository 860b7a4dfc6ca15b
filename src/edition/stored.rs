//! Articles and sections as records, both ways.

use std::collections::BTreeMap;

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use super::records::LARGEST_SECTION;
use crate::article::{Article, Audience, Block, BlockKind, Date, Hidden, Meta, Section};

/// The second text of an article's record.
pub(super) fn read_title(mut reader: Reader<'_>) -> Option<String> {
    reader.text()?;
    reader.string()
}

pub(super) fn read_article(mut reader: Reader<'_>) -> Option<Article> {
    let mut text = || reader.string();
    let (id, title, url, lang) = (text()?, text()?, text()?, text()?);
    let article = Article { id, title, url, lang, meta: read_meta(&mut reader)?, ..Article::default() };
    reader.is_empty().then_some(article)
}

pub(super) fn read_html(mut reader: Reader<'_>) -> Option<String> {
    let html = reader.string()?;
    reader.is_empty().then_some(html)
}

fn read_meta(reader: &mut Reader<'_>) -> Option<Meta> {
    Some(Meta {
        summary: reader.string()?,
        owner: reader.string()?,
        keywords: strings(reader)?,
        tags: strings(reader)?,
        aliases: strings(reader)?,
        synonyms: strings(reader)?,
        audience: read_audience(reader)?,
        hidden: match reader.byte()? {
            0 => None,
            2 => Some(Hidden::Unlisted),
            3 => Some(Hidden::Unpublished),
            4 => Some(Hidden::Excluded),
            _ => Some(Hidden::Draft),
        },
        updated: read_date(reader)?,
        published: read_date(reader)?,
        expires: read_date(reader)?,
        review_by: read_date(reader)?,
        attributes: reader
            .list(|reader| Some((reader.string()?, strings(reader)?)))?
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
    })
}

fn strings(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    reader.list(Reader::string)
}

/// What is not known is not public.
pub(super) fn read_audience(reader: &mut Reader<'_>) -> Option<Audience> {
    Some(match reader.byte()? {
        0 => Audience::Public,
        2 => Audience::Groups(groups(reader)?),
        _ => Audience::Internal,
    })
}

/// Front matter of an article can hold no more.
const MOST_GROUPS: usize = 100_000;

fn groups(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let mut count = 0;
    reader.list(|reader| {
        count += 1;
        reader.string().filter(|group| count <= MOST_GROUPS && !group.is_empty())
    })
}

/// Year, month and day as one number; 0 is none. Another number that is no day is an error: that an article has expired
/// must not be lost.
#[expect(clippy::option_option, reason = "nothing to read, and no day, are two things")]
pub(super) fn read_date(reader: &mut Reader<'_>) -> Option<Option<Date>> {
    let number = reader.number()?;
    let day = Date::new(i16::try_from(number / 512).ok()?, (number / 32 % 16) as u8, (number % 32) as u8);
    (number == 0 || day.is_some()).then_some(day)
}

pub(super) fn read_section(mut reader: Reader<'_>) -> Option<Section> {
    if reader.len() > LARGEST_SECTION {
        return None;
    }
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
    reader.is_empty().then_some(Section { heading, level, breadcrumb, anchor, text, blocks, continued })
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

#[cfg(feature = "index")]
pub(super) fn write_article(article: &Article) -> Writer {
    let mut out = Writer::default();
    for text in [&article.id, &article.title, &article.url, &article.lang] {
        out.text(text);
    }
    write_meta(&mut out, &article.meta);
    out
}

#[cfg(feature = "index")]
pub(super) fn write_html(html: &str) -> Writer {
    let mut out = Writer::default();
    out.text(html);
    out
}

#[cfg(feature = "index")]
fn write_meta(out: &mut Writer, meta: &Meta) {
    out.text(&meta.summary);
    out.text(&meta.owner);
    for list in [&meta.keywords, &meta.tags, &meta.aliases, &meta.synonyms] {
        write_strings(out, list);
    }
    write_audience(out, &meta.audience);
    out.byte(match meta.hidden {
        None => 0,
        Some(Hidden::Draft) => 1,
        Some(Hidden::Unlisted) => 2,
        Some(Hidden::Unpublished) => 3,
        Some(Hidden::Excluded) => 4,
    });
    for day in [meta.updated, meta.published, meta.expires, meta.review_by] {
        write_date(out, day);
    }
    out.list(meta.attributes.iter(), |out, (key, values)| {
        out.text(key);
        write_strings(out, values);
    });
}

#[cfg(feature = "index")]
fn write_strings(out: &mut Writer, list: &[String]) {
    out.list(list.iter(), |out, text| out.text(text));
}

#[cfg(feature = "index")]
pub(super) fn write_audience(out: &mut Writer, audience: &Audience) {
    match audience {
        Audience::Public => out.byte(0),
        Audience::Internal => out.byte(1),
        Audience::Groups(groups) => {
            out.byte(2);
            write_strings(out, groups);
        }
    }
}

#[cfg(feature = "index")]
pub(super) fn write_date(out: &mut Writer, day: Option<Date>) {
    out.number(day.map_or(0, |day| {
        u32::from(day.year().unsigned_abs()) * 512 + u32::from(day.month()) * 32 + u32::from(day.day())
    }));
}

#[cfg(feature = "index")]
pub(super) fn write_section(out: &mut Writer, section: &Section) {
    out.text(&section.heading);
    out.byte(section.level);
    write_strings(out, &section.breadcrumb);
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
}

#[cfg(feature = "index")]
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
