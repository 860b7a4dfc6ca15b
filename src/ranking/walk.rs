//! The articles that have words of a plan, one after the other.

use std::ops::Range;

use super::gather::Occurrence;
use crate::segment::Table;

/// Calls `visit` with every article that has a word of a leading group, in order, and with its occurrences by group.
pub(super) fn each_article<'s>(
    groups: &'s [Vec<Occurrence>],
    leads: &[bool],
    table: &Table,
    visit: &mut dyn FnMut(u32, &[&'s [Occurrence]]),
) {
    let mut rest: Vec<&[Occurrence]> = groups.iter().map(Vec::as_slice).collect();
    let mut own: Vec<&[Occurrence]> = Vec::with_capacity(rest.len());
    let next = |rest: &[&[Occurrence]]| {
        let leading = rest.iter().zip(leads).filter(|(_, leads)| **leads).filter_map(|(group, _)| group.first());
        leading.map(|occurrence| occurrence.posting.section).min()
    };
    while let Some(article) = next(&rest).and_then(|section| table.article_of(section)) {
        let Range { start, end } = table.sections_of(article);
        own.clear();
        for group in &mut rest {
            let (_, from_article) = split_before(group, start);
            let (of_article, after) = split_before(from_article, end);
            own.push(of_article);
            *group = after;
        }
        visit(article, &own);
    }
}

/// Splits occurrences before `section`, with few steps if it is near.
fn split_before(occurrences: &[Occurrence], section: u32) -> (&[Occurrence], &[Occurrence]) {
    let is_before = |occurrence: &Occurrence| occurrence.posting.section < section;
    let mut reach = 1;
    while occurrences.get(reach - 1).is_some_and(is_before) {
        reach *= 2;
    }
    let near = occurrences.get(..reach.min(occurrences.len())).unwrap_or_default();
    occurrences.split_at(near.partition_point(is_before))
}
