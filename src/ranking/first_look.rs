//! A first look at the articles that have a leading word of the query: word for word, over the whole dictionary entry of
//! each, or through a sieve. Articles that have none cost four bytes.

use std::sync::Arc;

use super::Kept;
use super::best::{Best, Scored};
use super::evidence::Scale;
use super::gather::each_block;
use super::saturation::Saturations;
#[cfg(not(target_arch = "wasm32"))]
use super::sieve::{Asked, Sieve};
use super::sums::{Own, Reading, Sum};
use super::worth::{Counts, Worth};
use crate::editorial::Boosts;
use crate::query::Group;
use crate::segment::{ArticlePosting, Segment};
use crate::settings::Ranking;

/// What was seen of each segment's articles.
pub(super) struct FirstLook<'a> {
    segments: &'a [Arc<dyn Segment>],
    ranking: &'a Ranking,
    saturations: Saturations,
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "a page keeps nothing"))]
    kept: &'a Kept,
    views: Vec<View<'a>>,
    /// Number of the group being counted, from 1.
    group: u32,
    /// Number of the groups counted that can be missed.
    words: u16,
}

/// Which articles a search may find; `None` allows all.
pub(crate) type Allowed<'a> = Option<&'a dyn Fn(usize, u32) -> bool>;

/// So many sums are made room for at once, 64 bytes each.
const MOST_AT_ONCE: usize = 1 << 16;

/// At most so many articles are looked at because their title may be the query, and as many for a heading.
const NAMED: usize = 100;

/// How the articles of a segment are looked at. Both ways give the same.
enum View<'a> {
    /// All of them.
    All(Seen<'a>),
    /// Those that can be among the best.
    #[cfg(not(target_arch = "wasm32"))]
    Sieve(Sieve<'a>),
}

/// The articles of a segment that have any word.
struct Seen<'a> {
    segment: &'a dyn Segment,
    /// By article: its number in `sums`, from 1.
    slots: Vec<u32>,
    sums: Vec<Sum>,
    /// Numbers in `sums` of the articles that have the group being counted.
    with_group: Vec<u32>,
}

impl<'a> View<'a> {
    #[cfg(not(target_arch = "wasm32"))]
    fn of(number: usize, segment: &'a Arc<dyn Segment>, kept: &Kept) -> Self {
        if kept.is_large(segment.as_ref()) {
            View::Sieve(Sieve::new(segment, number))
        } else {
            View::All(Seen::new(segment.as_ref()))
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn of(_: usize, segment: &'a Arc<dyn Segment>, _: &Kept) -> Self {
        View::All(Seen::new(segment.as_ref()))
    }
}

impl<'a> FirstLook<'a> {
    pub(super) fn new(
        segments: &'a [Arc<dyn Segment>],
        kept: &'a Kept,
        saturations: Saturations,
        ranking: &'a Ranking,
    ) -> Self {
        let views = segments.iter().enumerate().map(|(number, segment)| View::of(number, segment, kept)).collect();
        FirstLook { segments, ranking, saturations, kept, views, group: 0, words: 0 }
    }

    pub(super) fn ranking(&self) -> &'a Ranking {
        self.ranking
    }

    /// Finds the articles that have the words of a group, and adds what it is worth to their scores: `worth` says what, by
    /// how many there are.
    pub(super) fn see(&mut self, group: &'a Group, worth: &dyn Fn(&Counts) -> Worth) -> Worth {
        self.group += 1;
        self.words += u16::from(!group.is_extra);
        let mut counts = Counts::default();
        for view in &mut self.views {
            match view {
                View::All(seen) => seen.count(group, self.group, self.ranking, &mut counts),
                #[cfg(not(target_arch = "wasm32"))]
                View::Sieve(sieve) => {
                    let impact = self.kept.get(group, sieve.segment, &self.saturations, self.ranking);
                    counts.add(&impact.counts);
                    sieve.count(group, impact);
                }
            }
        }
        let worth = worth(&counts);
        for view in &mut self.views {
            match view {
                View::All(seen) => seen.add(worth, &self.saturations),
                #[cfg(not(target_arch = "wasm32"))]
                View::Sieve(sieve) => sieve.add(worth),
            }
        }
        worth
    }

    /// To be called once all groups were seen.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn weigh(&mut self, scale: &Scale<'_>, boosts: &Boosts) {
        for (number, view) in self.views.iter_mut().enumerate() {
            if let View::Sieve(sieve) = view {
                sieve.weigh(scale);
                boosts.of_segment(number).for_each(|(article, share)| sieve.boost(article, 1.0 + share));
            }
        }
    }

    /// Whether any article that `allowed` allows has all the words that were counted, each for sure.
    pub(super) fn has_all(&self, allowed: Allowed<'_>) -> bool {
        self.views.iter().enumerate().any(|(number, view)| match view {
            View::All(seen) => seen.allowed(number, allowed).any(|sum| sum.has_all(self.words)),
            #[cfg(not(target_arch = "wasm32"))]
            View::Sieve(sieve) => sieve.has_all(allowed),
        })
    }

    /// Whether an article has any of the words that were counted.
    pub(super) fn has(&self, segment: usize, article: u32) -> bool {
        self.views.get(segment).is_some_and(|view| match view {
            View::All(seen) => seen.slots.get(article as usize).is_some_and(|slot| *slot > 0),
            #[cfg(not(target_arch = "wasm32"))]
            View::Sieve(sieve) => sieve.has(article),
        })
    }

    /// The best `wanted` articles among those that `allowed` allows, with a few more whose title or a heading of which may
    /// be the query, and how many there are in all.
    pub(super) fn best(
        &self,
        wanted: usize,
        scale: &Scale<'_>,
        boosts: &Boosts,
        allowed: Allowed<'_>,
    ) -> (Vec<Scored>, usize) {
        let mut pools = Pools { best: Best::new(wanted), titled: Best::new(NAMED), headed: Best::new(NAMED) };
        let mut total = 0;
        for ((number, view), segment) in self.views.iter().enumerate().zip(self.segments) {
            let look = Look { number, segment: segment.as_ref(), words: self.words, scale, boosts };
            match view {
                View::All(seen) => {
                    for sum in seen.allowed(number, allowed) {
                        total += 1;
                        look.offer(sum, &mut pools);
                    }
                }
                #[cfg(not(target_arch = "wasm32"))]
                View::Sieve(sieve) => {
                    let score = |sum: &Sum| look.boost(sum) * sum.score(scale);
                    let asked = Asked { wanted, named: NAMED, words: self.words, scale, allowed, score: &score };
                    total += sieve.total(allowed);
                    sieve.sums(&asked).iter().for_each(|sum| look.offer(sum, &mut pools));
                }
            }
        }
        let Pools { best, titled, headed } = pools;
        let mut all: Vec<Scored> = [best, titled, headed].into_iter().flat_map(Best::sorted).collect();
        all.sort();
        all.dedup();
        (all, total)
    }
}

/// The best of all, of those whose title may be the query, and of those with such a heading.
struct Pools {
    best: Best,
    titled: Best,
    headed: Best,
}

/// How the articles of a segment are scored.
struct Look<'a> {
    number: usize,
    segment: &'a dyn Segment,
    words: u16,
    scale: &'a Scale<'a>,
    boosts: &'a Boosts,
}

impl Look<'_> {
    fn boost(&self, sum: &Sum) -> f64 {
        1.0 + self.boosts.share((self.number, sum.article))
    }

    fn offer(&self, sum: &Sum, pools: &mut Pools) {
        let is_titled = sum.is_titled(self.words, self.scale);
        let is_headed = sum.is_headed(self.words, self.scale, self.segment.table());
        let boost = self.boost(sum);
        // Most articles have too few of the words, and need no further look.
        if !(is_titled || is_headed || pools.best.wants(boost * sum.most(self.scale.ranking))) {
            return;
        }
        let (score, rank) = (boost * sum.score(self.scale), self.segment.rank(sum.article));
        let scored = Scored { score, rank, segment: self.number, article: sum.article };
        pools.best.offer(scored);
        if is_titled {
            pools.titled.offer(scored);
        }
        if is_headed {
            pools.headed.offer(scored);
        }
    }
}

impl<'a> Seen<'a> {
    fn new(segment: &'a dyn Segment) -> Self {
        let articles = segment.table().articles.len();
        let sums = Vec::with_capacity(articles.min(MOST_AT_ONCE));
        Seen { segment, slots: vec![0; articles], sums, with_group: Vec::new() }
    }

    /// Finds the articles that have the words of a group.
    fn count(&mut self, group: &Group, number: u32, ranking: &Ranking, counts: &mut Counts) {
        self.with_group.clear();
        let segment = self.segment;
        for form in &group.forms {
            let is_sure = form.kind.is_sure();
            each_block(form, group, segment, ranking, &mut |certainty, block| {
                let reading = Reading { certainty, is_sure };
                for posting in block {
                    self.see(posting, number, reading, ranking);
                }
            });
        }
        for sum in self.with_group.iter().filter_map(|slot| self.sums.get(*slot as usize)) {
            sum.own.tell(counts);
        }
    }

    fn see(&mut self, posting: &ArticlePosting, group: u32, reading: Reading, ranking: &Ranking) {
        let Some(slot) = self.slots.get_mut(posting.article as usize) else { return };
        if *slot == 0 {
            self.sums.push(Sum::new(posting.article, self.segment.table()));
            *slot = self.sums.len() as u32;
        }
        let number = *slot - 1;
        let Some(sum) = self.sums.get_mut(number as usize) else { return };
        if sum.group != group {
            sum.group = group;
            sum.own = Own::default();
            self.with_group.push(number);
        }
        sum.own.add(posting, reading, ranking);
    }

    /// Adds what the group that was counted is worth to the scores of the articles that have it.
    fn add(&mut self, worth: Worth, saturations: &Saturations) {
        for slot in &self.with_group {
            if let Some(sum) = self.sums.get_mut(*slot as usize) {
                let own = sum.own;
                sum.add(&own, worth, saturations);
            }
        }
    }

    fn allowed<'s>(&'s self, number: usize, allowed: Allowed<'s>) -> impl Iterator<Item = &'s Sum> + 's {
        self.sums.iter().filter(move |sum| allowed.is_none_or(|allowed| allowed(number, sum.article)))
    }
}
