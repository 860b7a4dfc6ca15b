//! Factors for the scores of articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Place, said};
use crate::curation::{BOOST, boost};
use crate::segment::Segment;

/// The factors that are not 1.
#[derive(Debug, Default)]
pub(crate) struct Boosts {
    factors: BTreeMap<Place, f64>,
}

impl Boosts {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let factor = |(place, values): (Place, Vec<String>)| Some((place, boost(values.last()?)?));
        Boosts { factors: said(segments, BOOST).filter_map(factor).collect() }
    }

    /// How much is added to an article's score, as a share of it: -0.5 to 1, and 0 for most.
    pub(crate) fn share(&self, place: Place) -> f64 {
        if self.factors.is_empty() {
            return 0.0;
        }
        self.factors.get(&place).map_or(0.0, |factor| factor - 1.0)
    }
}
