//! Which articles stand in place of others: `superseded_by` of the one, `supersedes` of the other, or both.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Place, find, said};
use crate::segment::Segment;

/// So many articles of a chain are followed.
const MOST: usize = 100;

/// What stands in place of what.
#[derive(Default)]
pub(crate) struct Successors {
    /// Articles and what stands in place of them, in order.
    next: Vec<(Place, Place)>,
}

/// Which articles count on the day that is asked about.
pub(crate) struct Asked<'a> {
    /// Whether an article is published.
    pub(crate) is_there: &'a dyn Fn(Place) -> bool,
    /// Whether it still holds.
    pub(crate) holds: &'a dyn Fn(Place) -> bool,
}

impl Successors {
    /// What the articles of `segments` say. What they name and is not there is passed over.
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut successors = Successors::default();
        for (key, is_old) in [("superseded_by", true), ("supersedes", false)] {
            for (one, ids) in said(segments, key) {
                for id in ids {
                    if let Ok(Some(other)) = find(segments, &id) {
                        let (old, new) = if is_old { (one, other) } else { (other, one) };
                        successors.add(old, new);
                    }
                }
            }
        }
        successors
    }

    fn add(&mut self, old: Place, new: Place) {
        if old != new {
            insert(&mut self.next, (old, new));
        }
    }

    /// Whether nothing stands in place of anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.next.is_empty()
    }

    /// Whether anything stands in place of this.
    pub(crate) fn has(&self, old: Place) -> bool {
        self.after(old).next().is_some()
    }

    /// What stands in place of `old` at last, following chains to their ends. Where a chain leads back to where it came
    /// from, there is no end.
    pub(crate) fn last(&self, old: Place, asked: &Asked<'_>) -> Vec<Place> {
        let reached = self.reached(old, asked.is_there);
        let goes_on = |place: &Place| self.after(*place).any(|next| (asked.is_there)(next));
        reached.into_iter().filter(|place| *place != old && !goes_on(place) && (asked.holds)(*place)).collect()
    }

    /// What the chains from some articles lead to, found once for all that is asked of them.
    pub(crate) fn chains(&self, places: impl Iterator<Item = Place>) -> Chains {
        let old = places.filter(|place| self.has(*place));
        Chains { reached: old.map(|place| (place, self.reached(place, &|_| true))).collect() }
    }

    fn after(&self, place: Place) -> impl Iterator<Item = Place> + '_ {
        let first = self.next.partition_point(|(old, _)| *old < place);
        self.next.iter().skip(first).take_while(move |(old, _)| *old == place).map(|(_, new)| *new)
    }

    /// What is come to from `start`, which is only in it if a chain leads back.
    fn reached(&self, start: Place, is_there: &dyn Fn(Place) -> bool) -> Vec<Place> {
        let mut reached = Vec::new();
        let mut open = vec![start];
        while let Some(place) = open.pop().filter(|_| reached.len() < MOST) {
            for next in self.after(place).filter(|next| is_there(*next)) {
                if insert(&mut reached, next) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

/// What stands in place of some articles, however many steps later.
pub(crate) struct Chains {
    reached: BTreeMap<Place, Vec<Place>>,
}

impl Chains {
    /// Whether `new` stands in place of `old`, and not also the other way round.
    pub(crate) fn is_later(&self, new: Place, old: Place) -> bool {
        new != old && self.leads(old, new) && !self.leads(new, old)
    }

    fn leads(&self, from: Place, to: Place) -> bool {
        self.reached.get(&from).is_some_and(|reached| reached.binary_search(&to).is_ok())
    }
}

/// Adds something in its order, and says whether it is new.
fn insert<T: Ord>(to: &mut Vec<T>, new: T) -> bool {
    let place = to.binary_search(&new);
    if let Err(at) = place {
        to.insert(at, new);
    }
    place.is_err()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Successors};
    use crate::editorial::Place;
    use proptest::prelude::*;

    /// Old and new.
    type Pairs = [(u32, u32)];

    fn successors(pairs: &Pairs) -> Successors {
        let mut successors = Successors::default();
        for (old, new) in pairs {
            successors.add((0, *old), (0, *new));
        }
        successors
    }

    #[test]
    fn chains_are_followed_to_their_ends() {
        let cases: [(&Pairs, &[u32]); 9] = [
            (&[], &[]),
            (&[(0, 1)], &[1]),
            (&[(0, 0)], &[]),
            (&[(0, 1), (1, 2), (2, 3)], &[3]),
            (&[(0, 1), (0, 2), (2, 3)], &[1, 3]),
            (&[(0, 1), (0, 2), (1, 3), (2, 3)], &[3]),
            (&[(0, 1), (1, 0)], &[]),
            (&[(0, 1), (1, 2), (2, 1)], &[]),
            (&[(0, 1), (1, 0), (1, 2)], &[2]),
        ];
        let all = Asked { is_there: &|_| true, holds: &|_| true };
        for (pairs, expected) in cases {
            let last: Vec<u32> = successors(pairs).last((0, 0), &all).iter().map(|place| place.1).collect();
            assert_eq!(last, expected, "{pairs:?}");
        }
    }

    #[test]
    fn days_end_chains() {
        let chain = successors(&[(0, 1), (1, 2)]);
        let last = |there: &[u32], holding: &[u32]| {
            let asked =
                Asked { is_there: &|place| there.contains(&place.1), holds: &|place| holding.contains(&place.1) };
            chain.last((0, 0), &asked).iter().map(|place| place.1).collect::<Vec<_>>()
        };
        assert_eq!(last(&[1, 2], &[1, 2]), [2]);
        assert_eq!(last(&[1], &[1, 2]), [1], "what is not there yet is no successor yet");
        assert_eq!(last(&[1, 2], &[2]), [2], "what has expired leads on");
        assert_eq!(last(&[1, 2], &[1]), [0u32; 0], "and is not named itself");
        assert_eq!(last(&[2], &[2]), [0u32; 0], "the way there is not known");
    }

    proptest! {
        #[test]
        fn later_is_a_strict_order(pairs in prop::collection::vec((0u32..7, 0u32..7), 0..14)) {
            let successors = successors(&pairs);
            let chains = successors.chains((0..7).map(|number| (0, number)));
            let later = |a: u32, b: u32| chains.is_later((0, a), (0, b));
            for (a, b, c) in (0..7).flat_map(|a| (0..7).flat_map(move |b| (0..7).map(move |c| (a, b, c)))) {
                prop_assert!(!(later(a, b) && later(b, a)));
                prop_assert!(!(later(a, b) && later(b, c)) || later(a, c));
            }
            let all = Asked { is_there: &|_| true, holds: &|_| true };
            for place in (0..7).map(|number| (0, number)) {
                let last: Vec<Place> = successors.last(place, &all);
                prop_assert!(last.iter().all(|end| chains.is_later(*end, place)));
            }
        }
    }
}
