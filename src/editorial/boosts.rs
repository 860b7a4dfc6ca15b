//! Factors for the scores of articles.

use std::sync::Arc;

use super::{Place, said};
use crate::curation::{BOOST, boost};
use crate::segment::Segment;

/// The factors that are not 1.
#[derive(Debug, Default)]
pub(crate) struct Boosts {
    /// In order of articles.
    factors: Vec<(Place, f64)>,
}

impl Boosts {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut factors = Vec::new();
        for (place, values) in said(segments, BOOST) {
            if let Some(factor) = values.last().and_then(|value| boost(value)) {
                factors.push((place, factor));
            }
        }
        factors.sort_by_key(|(place, _)| *place);
        Boosts { factors }
    }

    /// What is added to the scores of the articles of a segment, as a share: those for which it is not 0.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn of_segment(&self, segment: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let own = self.factors.iter().filter(move |((known, _), _)| *known == segment);
        own.map(|((_, article), factor)| (*article, factor - 1.0))
    }

    /// How much is added to an article's score, as a share of it: -0.5 to 1, and 0 for most.
    pub(crate) fn share(&self, place: Place) -> f64 {
        let found = self.factors.binary_search_by_key(&place, |(known, _)| *known).ok();
        found.and_then(|found| self.factors.get(found)).map_or(0.0, |(_, factor)| factor - 1.0)
    }
}
