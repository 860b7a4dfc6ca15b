//! The part that holds lengths and languages: what every query needs, read whole when an edition is opened.

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use super::manifest::Counts;
use crate::segment::{ArticleRow, SectionRow, Table};

/// Reads no more than `counts` says there is.
pub(super) fn read(part: &[u8], counts: Counts) -> Option<Table> {
    let mut reader = Reader::new(part);
    let mut languages = 0;
    let languages = reader.list(|reader| {
        languages += 1;
        reader.string().filter(|_| languages <= counts.articles)
    });
    let mut table = Table { languages: languages?, ..Table::default() };
    reader.number().filter(|&articles| articles == counts.articles)?;
    for article in 0..counts.articles {
        let (title_length, curated_length) = (reader.number()?, reader.number()?);
        let lang = u8::try_from(reader.number()?).ok()?;
        let first_section = u32::try_from(table.sections.len()).ok()?;
        let mut length = title_length.checked_add(curated_length)?;
        let sections = reader.number()?.checked_add(1)?;
        first_section.checked_add(sections).filter(|&end| end <= counts.sections)?;
        for _ in 0..sections {
            let row = SectionRow { article, heading_length: reader.number()?, length: reader.number()? };
            length = length.checked_add(row.length)?;
            table.sections.push(row);
        }
        table.articles.push(ArticleRow { first_section, title_length, curated_length, length, lang });
    }
    let is_whole = reader.is_empty() && table.sections.len() == counts.sections as usize;
    is_whole.then(|| table.counted())
}

#[cfg(feature = "index")]
pub(super) fn write(table: &Table) -> Vec<u8> {
    let mut out = Writer::default();
    out.list(table.languages.iter(), |out, tag| out.text(tag));
    out.number(table.articles.len() as u32);
    for (number, row) in (0u32..).zip(&table.articles) {
        out.number(row.title_length);
        out.number(row.curated_length);
        out.number(u32::from(row.lang));
        let sections = table.sections_of(number);
        // An article has at least one section.
        out.number(sections.len() as u32 - 1);
        for section in sections.filter_map(|section| table.sections.get(section as usize)) {
            out.number(section.heading_length);
            out.number(section.length);
        }
    }
    out.bytes
}
