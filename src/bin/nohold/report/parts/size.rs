//! How large it is, and where the bytes go.

use super::super::Report;
use super::super::charts::bar;
use super::super::html::{count, section, table};
use super::by_id;

pub(in super::super) fn part(report: &Report) -> String {
    let info = &report.info;
    let lead = format!(
        "As an edition, with everything in it, this is {} kB with {} different words and {} rules of synonyms.",
        count(kilobytes(info.bytes)),
        count(info.terms as usize),
        count(info.synonyms),
    );
    let sizes = |caption: &str, column: &str, of: Vec<(String, u64)>| {
        let most = of.iter().map(|(_, bytes)| *bytes as usize).max().unwrap_or_default();
        let row =
            |(name, bytes): (String, u64)| vec![name, count(bytes as usize), bar(&[(bytes as usize, "plain")], most)];
        table(caption, &[column, "#Bytes", ""], &of.into_iter().map(row).collect::<Vec<_>>())
    };
    let mut parts: Vec<(String, u64)> =
        info.parts.iter().map(|part| (part.name.to_owned(), part.packed.len() as u64)).collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let largest = info.largest.iter().map(|(id, bytes)| (by_id(&report.facts, id), *bytes)).collect();
    let body = sizes("Parts of the edition", "Part", parts)
        + &sizes("The largest articles, before compression", "Article", largest);
    section("size", "Size", &lead, &body)
}

fn kilobytes(bytes: u64) -> usize {
    bytes.div_ceil(1_000) as usize
}
