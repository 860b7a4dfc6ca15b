//! The part that tells which articles have a value of an attribute: records in order of key and folded value, each with its
//! articles.

use super::codec::Reader;
use super::records::{KeptPacks, Records};
#[cfg(feature = "index")]
use super::{
    codec::Writer,
    records::{Packing, RecordsWriter},
};
#[cfg(feature = "index")]
use crate::error::Result;
#[cfg(feature = "index")]
use crate::segment::AttributeIndex;
#[cfg(feature = "index")]
use crate::work::Stage;

/// The articles that have this value, in order.
pub(super) fn find(part: &[u8], key: &str, value: &str) -> Option<Vec<u32>> {
    let (records, last) = (Records::open(part)?, KeptPacks::default());
    let number = first_from(&records, &last, (key, value))?;
    records.get(number, &last, |mut record| {
        let is_it = (record.text()?, record.text()?) == (key, value);
        if is_it { articles(&mut record) } else { None }
    })
}

/// The first record that is not below this key and value, by halves; behind the last if there is none.
fn first_from(records: &Records<'_>, last: &KeptPacks, wanted: (&str, &str)) -> Option<u32> {
    let (mut low, mut high) = (0, records.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let is_below = records.get(middle, last, |mut record| Some((record.text()?, record.text()?) < wanted))?;
        if is_below { low = middle + 1 } else { high = middle }
    }
    Some(low)
}

fn articles(reader: &mut Reader<'_>) -> Option<Vec<u32>> {
    let mut article = 0u32;
    reader.list(|reader| {
        article = article.checked_add(reader.number()?)?;
        Some(article)
    })
}

/// The values of one attribute with their articles, up to the first that cannot be read.
pub(super) fn values(part: &[u8], key: &str) -> Vec<(String, Vec<u32>)> {
    let Some(records) = Records::open(part) else { return Vec::new() };
    let last = KeptPacks::default();
    let first = first_from(&records, &last, (key, "")).unwrap_or(records.len());
    let value = |number| {
        records.get(number, &last, |mut record| {
            let is_of_key = record.text()? == key;
            if is_of_key { record.string().zip(articles(&mut record)) } else { None }
        })
    };
    (first..records.len()).map_while(value).collect()
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
pub(super) fn write(index: &AttributeIndex, packing: Packing, stage: &Stage<'_>) -> Result<Vec<u8>> {
    let mut records = RecordsWriter::new(packing, stage);
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
    records.finish()
}
