//! Why a hit stands where it does.

use std::fmt;

use super::evidence::Evidence;

/// The parts of a hit's score. They add up to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// Name and value of each part, in a fixed order.
    parts: Vec<(&'static str, f64)>,
    /// Share of the query's words that the article has, by their worth: 0 to 1.
    coverage: f64,
}

impl Explanation {
    pub(super) fn new(parts: Vec<(&'static str, f64)>, evidence: &Evidence) -> Self {
        Explanation { parts, coverage: evidence.coverage }
    }

    /// Name and value of each part of the score:
    ///
    /// - `text`: the words in the whole article (BM25), times how much of the query was found;
    /// - `section`: the same of its best section;
    /// - `title`: the words in the title, times how far title and query agree;
    /// - `proximity`: for words that stand together as in the query;
    /// - `other accents`: less than nothing where words stand with other accents than they were typed with;
    /// - `other language`: the same for an article that is in another language than the query;
    /// - `title is the query`: puts an article first whose title is what was asked;
    /// - `heading is the query`: the same of a heading that no other of the best articles has;
    /// - `boost`: what editors add to the sum of these, or take from it.
    pub fn parts(&self) -> &[(&'static str, f64)] {
        &self.parts
    }

    /// The share of the query's words, by their worth, that the article has: 0 to 1.
    pub fn coverage(&self) -> f64 {
        self.coverage
    }

    /// The score.
    pub fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.1).sum()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sign = "=";
        write!(f, "{:.3}", self.total())?;
        for (name, value) in self.parts.iter().filter(|part| part.1 != 0.0) {
            write!(f, " {sign} {value:.3} {name}")?;
            sign = "+";
        }
        write!(f, "; coverage {:.2}", self.coverage)
    }
}
