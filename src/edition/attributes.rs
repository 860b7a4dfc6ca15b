//! The part that tells which articles have a value of an attribute: records in order of key and folded value, each with its
//! articles.

use super::codec::Reader;
use super::records::{LastPack, Records};
#[cfg(feature = "index")]
use super::{
    codec::Writer,
    records::{Packing, RecordsWriter},
};
#[cfg(feature = "index")]
use crate::error::Result;
#[cfg(feature = "index")]
use crate::segment::AttributeIndex;

/// The articles that have this value, in order.
pub(super) fn find(part: &[u8], key: &str, value: &str) -> Option<Vec<u32>> {
    let records = Records::open(part)?;
    let last = LastPack::default();
    let (mut low, mut high) = (0, records.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let (order, articles) = records.get(middle, &last, |mut record| {
            let order = (record.text()?, record.text()?).cmp(&(key, value));
            Some((order, if order.is_eq() { articles(&mut record)? } else { Vec::new() }))
        })?;
        match order {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return Some(articles),
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

fn articles(reader: &mut Reader<'_>) -> Option<Vec<u32>> {
    let mut article = 0u32;
    reader.list(|reader| {
        article = article.checked_add(reader.number()?)?;
        Some(article)
    })
}

/// The values of one attribute with their articles; those that cannot be read are missing.
pub(super) fn values(part: &[u8], key: &str) -> Vec<(String, Vec<u32>)> {
    let mut values = Vec::new();
    if let Some(records) = Records::open(part) {
        records.each(&mut |mut record| {
            if record.text() == Some(key) {
                values.extend(record.string().zip(articles(&mut record)));
            }
        });
    }
    values
}

/// All values with their articles; those that cannot be read are missing.
#[cfg(feature = "index")]
pub(super) fn all(part: &[u8]) -> AttributeIndex {
    let mut index = AttributeIndex::new();
    let entry = |mut reader: Reader<'_>| Some(((reader.string()?, reader.string()?), articles(&mut reader)?));
    if let Some(records) = Records::open(part) {
        records.each(&mut |record| index.extend(entry(record)));
    }
    index
}

#[cfg(feature = "index")]
pub(super) fn write(index: &AttributeIndex, packing: Packing) -> Result<Vec<u8>> {
    let mut records = RecordsWriter::new(packing);
    for ((key, value), articles) in index {
        let mut record = Writer::default();
        record.text(key);
        record.text(value);
        let mut before = 0;
        record.list(articles.iter(), |out, &article| {
            out.number(article - before);
            before = article;
        });
        records.add(&record)?;
    }
    Ok(records.finish())
}
