//! The dictionaries of all segments as one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::analysis::primary;
use crate::segment::{Segment, Walk};

/// All terms of a knowledge base.
#[derive(Clone, Copy)]
pub(crate) struct Lexicon<'a> {
    segments: &'a [Arc<dyn Segment>],
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(segments: &'a [Arc<dyn Segment>]) -> Self {
        Lexicon { segments }
    }

    /// Number of sections that have the term.
    pub(crate) fn frequency(&self, term: &str) -> u32 {
        self.segments.iter().fold(0, |sum, segment| sum.saturating_add(segment.frequency(term)))
    }

    /// The terms that begin with `prefix` and that `keep` keeps, with their frequencies, in byte order.
    pub(crate) fn prefixed(&self, prefix: &str, mut keep: impl FnMut(&str) -> bool) -> Vec<(String, u32)> {
        self.collect(prefix, |term| {
            if !term.starts_with(prefix) {
                Visit::Stop
            } else if keep(term) {
                Visit::Keep
            } else {
                Visit::Skip
            }
        })
    }

    /// Whether any term begins with `beginning` and is longer.
    pub(crate) fn goes_on(&self, beginning: &str) -> bool {
        let mut found = false;
        for segment in self.segments {
            segment.walk(beginning, &mut |term, _| {
                found |= term.starts_with(beginning) && term != beginning;
                if term == beginning { Walk::Next } else { Walk::Stop }
            });
        }
        found
    }

    /// Walks every dictionary from `from` on and merges what `visit` keeps.
    pub(crate) fn collect(&self, from: &str, mut visit: impl FnMut(&str) -> Visit) -> Vec<(String, u32)> {
        let mut kept: Vec<(String, u32)> = Vec::new();
        for segment in self.segments {
            segment.walk(from, &mut |term, frequency| match visit(term) {
                Visit::Keep => {
                    kept.push((term.to_owned(), frequency));
                    Walk::Next
                }
                Visit::Skip => Walk::Next,
                Visit::Seek(next) => Walk::Seek(next),
                Visit::Stop => Walk::Stop,
            });
        }
        if self.segments.len() > 1 { merged(kept) } else { kept }
    }

    /// The languages of the articles, as tags without regions, that of most articles first.
    pub(crate) fn languages(&self) -> Vec<&'a str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for segment in self.segments {
            for (tag, count) in segment.table().languages.iter().zip(&segment.totals().articles_by_language) {
                *counts.entry(primary(tag)).or_default() += count;
            }
        }
        let mut tags: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        tags.into_iter().map(|(tag, _)| tag).collect()
    }
}

/// Each term once, in byte order, with the sum of its frequencies.
fn merged(terms: Vec<(String, u32)>) -> Vec<(String, u32)> {
    let mut merged: BTreeMap<String, u32> = BTreeMap::new();
    for (term, frequency) in terms {
        let sum = merged.entry(term).or_default();
        *sum = sum.saturating_add(frequency);
    }
    merged.into_iter().collect()
}

/// What to do with a term.
pub(crate) enum Visit {
    Keep,
    Skip,
    /// Go on at the first term not below this one.
    Seek(String),
    Stop,
}
