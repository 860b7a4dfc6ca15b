//! The best of many articles, kept in a heap.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::segment::Rank;

/// An article's score. The better one is less, and of equal ones that which comes first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) score: f64,
    pub(super) rank: Rank,
    pub(super) segment: usize,
    pub(super) article: u32,
}

impl Eq for Scored {}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.rank.cmp(&other.rank))
    }
}

/// Keeps so many of the best.
pub(super) struct Best {
    wanted: usize,
    /// The worst on top.
    kept: BinaryHeap<Scored>,
}

impl Best {
    pub(super) fn new(wanted: usize) -> Self {
        Best { wanted, kept: BinaryHeap::new() }
    }

    /// Whether something that scores no more than `most` may be among the best. Sums of the same numbers in another order
    /// or in less exact numbers differ by rounding, so `most` counts a little more.
    pub(super) fn wants(&self, most: f64) -> bool {
        self.kept.len() < self.wanted || self.kept.peek().is_some_and(|worst| most * (1.0 + 1e-5) >= worst.score)
    }

    #[inline]
    pub(super) fn offer(&mut self, scored: Scored) {
        if self.kept.len() < self.wanted {
            self.kept.push(scored);
        } else if self.kept.peek().is_some_and(|worst| scored < *worst) {
            self.kept.pop();
            self.kept.push(scored);
        }
    }

    /// What the worst of them scores, if there are as many as are wanted.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn bound(&self) -> Option<f64> {
        self.kept.peek().filter(|_| self.kept.len() >= self.wanted).map(|worst| worst.score)
    }

    /// The best first.
    pub(super) fn sorted(self) -> Vec<Scored> {
        self.kept.into_sorted_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, Scored};
    use crate::segment::Rank;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keeps_what_sorting_keeps(scores in prop::collection::vec(0u8..9, 0..60), wanted in 1usize..20) {
            let all = scores.iter().zip(0..).map(|(&score, article)| Scored { score: f64::from(score), rank: Rank(article, 0), segment: 0, article });
            let mut best = Best::new(wanted);
            all.clone().for_each(|scored| best.offer(scored));
            let mut sorted: Vec<Scored> = all.collect();
            sorted.sort();
            sorted.truncate(wanted);
            prop_assert_eq!(best.sorted(), sorted);
        }
    }
}
