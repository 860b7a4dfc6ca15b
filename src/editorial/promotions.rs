//! Which articles are put first for which words.

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
}

impl Promotions {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut all = filed(segments);
        for (place, values) in said(segments, PROMOTE) {
            for value in values.iter().take(MOST_OF_ONE) {
                if let Ok(phrase) = Phrase::read(value) {
                    all.push(Promotion::new(phrase, 0, place));
                }
            }
        }
        Promotions { all }
    }

    /// Whether nothing is ever promoted.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What is promoted for a query with these words, of what is `allowed`: pins first, each at a position of its own, then
    /// the others as they are declared, no article twice, and all in all no more than three.
    pub(crate) fn for_words(&self, words: &[String], allowed: &dyn Fn(Place) -> bool) -> Vec<&Promotion> {
        let matches = |one: &&Promotion| one.words.iter().all(|word| words.contains(word)) && allowed(one.place);
        let matching: Vec<&Promotion> = self.all.iter().filter(matches).collect();
        let mut chosen: Vec<&Promotion> = Vec::new();
        for is_pinned in [true, false] {
            for one in matching.iter().copied().filter(|one| (one.position > 0) == is_pinned) {
                let is_taken =
                    |other: &&Promotion| other.place == one.place || (is_pinned && other.position == one.position);
                if chosen.len() < MOST_PROMOTED && !chosen.iter().any(is_taken) {
                    chosen.push(one);
                }
            }
        }
        chosen
    }
}

impl Promotion {
    fn new(phrase: Phrase, position: u8, place: Place) -> Self {
        Promotion { place, anchor: phrase.anchor, position: usize::from(position.min(3)), words: phrase.words }
    }
}

/// Those of the file, each at the place that its number says: it was numbered without gaps. If not, it comes last.
fn filed(segments: &[Arc<dyn Segment>]) -> Vec<Promotion> {
    let mut filed = Vec::new();
    for (place, values) in said(segments, FILED) {
        for value in values {
            let Some(Filed { order, position, anchor, phrase }) = Filed::read(&value) else { continue };
            if let Ok(phrase) = Phrase::new(&phrase, &anchor) {
                filed.push((order as usize, Promotion::new(phrase, position, place)));
            }
        }
    }
    let mut ordered: Vec<Option<Promotion>> = vec![None; filed.len()];
    let mut others = Vec::new();
    for (order, promotion) in filed {
        match ordered.get_mut(order).filter(|slot| slot.is_none()) {
            Some(slot) => *slot = Some(promotion),
            None => others.push(promotion),
        }
    }
    let mut all: Vec<Promotion> = ordered.into_iter().flatten().collect();
    all.append(&mut others);
    all
}
