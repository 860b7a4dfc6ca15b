//! Which articles are put first for which words.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Place, said};
use crate::curation::{FILED, Filed, MOST_OF_ONE, MOST_PROMOTED, PROMOTE, Phrase};
use crate::segment::Segment;

/// An article that is put first where a query has all these words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Promotion {
    pub(crate) place: Place,
    /// The section that it is about; empty if none in particular.
    pub(crate) anchor: String,
    /// 1 to 3; 0 for wherever there is room from the top.
    pub(crate) position: usize,
    words: Vec<String>,
}

/// All promotions, in the order in which they are declared: those of the file for the whole folder, then those of articles in
/// order of id.
#[derive(Debug, Default)]
pub(crate) struct Promotions {
    all: Vec<Promotion>,
    /// Numbers of those that have this as their first word.
    by_word: HashMap<String, Vec<usize>>,
}

impl Promotions {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let filed = said(segments, FILED).flat_map(|(place, values)| {
            values.into_iter().filter_map(move |value| Some((Filed::read(&value)?, place))).collect::<Vec<_>>()
        });
        let mut filed: Vec<(Filed, Place)> = filed.collect();
        filed.sort_by(|(a, at), (b, other)| a.order.cmp(&b.order).then(at.cmp(other)));
        let mut promotions = Promotions::default();
        for (Filed { position, anchor, phrase, .. }, place) in filed {
            promotions.add(Phrase::new(&phrase, &anchor), usize::from(position.min(3)), place);
        }
        for (place, values) in said(segments, PROMOTE) {
            values.iter().take(MOST_OF_ONE).for_each(|value| promotions.add(Phrase::read(value), 0, place));
        }
        promotions
    }

    fn add(&mut self, phrase: Result<Phrase, String>, position: usize, place: Place) {
        let Ok(Phrase { words, anchor }) = phrase else { return };
        if let Some(first) = words.first() {
            self.by_word.entry(first.clone()).or_default().push(self.all.len());
            self.all.push(Promotion { place, anchor, position, words });
        }
    }

    /// Whether nothing is ever promoted.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is promoted for a query with these words, of what is `allowed`: pins first, each at a position of its own, then
    /// the others as they are declared, no article twice, and all in all no more than three.
    pub(crate) fn for_words(&self, words: &[String], allowed: &dyn Fn(Place) -> bool) -> Vec<&Promotion> {
        let mut numbers: Vec<usize> =
            words.iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        numbers.sort_unstable();
        let matching = numbers.into_iter().filter_map(|number| self.all.get(number));
        let mut matching: Vec<&Promotion> =
            matching.filter(|one| one.words.iter().all(|word| words.contains(word)) && allowed(one.place)).collect();
        matching.sort_by_key(|one| one.position == 0);
        let mut chosen: Vec<&Promotion> = Vec::new();
        for one in matching {
            let is_taken =
                |other: &&Promotion| other.place == one.place || (one.position > 0 && other.position == one.position);
            if chosen.len() < MOST_PROMOTED && !chosen.iter().any(is_taken) {
                chosen.push(one);
            }
        }
        chosen
    }
}
