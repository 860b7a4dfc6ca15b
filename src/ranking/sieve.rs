//! A first look at the articles of a large segment: first at the most that each of them can score, then at those alone that
//! can be among the best. What comes out is what a look at all of them gives.

use std::sync::Arc;

use super::best::{Best, Scored};
use super::evidence::Scale;
use super::first_look::Allowed;
use super::gather::each_wanted;
use super::impact::{HEADED, Impact, SURE, TITLED};
use super::sums::{Own, Reading, Sum, has_heading};
use super::weighing::{CHUNK, Weighing};
use super::worth::Worth;
use crate::query::Group;
use crate::segment::Segment;

/// The marks of what may be called as the query is.
const NAMED: u8 = TITLED | HEADED;

/// A segment of which most articles are only weighed.
pub(super) struct Sieve<'a> {
    pub(super) segment: &'a Arc<dyn Segment>,
    /// The segment's number.
    number: usize,
    groups: Vec<Counted<'a>>,
    /// The group that is being counted.
    counting: Option<(&'a Group, Arc<Impact>)>,
    /// By article: what it can score at most; below 0 if it has no group.
    most: Vec<f32>,
    /// By article: the marks that it has of all groups that can be missed.
    common: Vec<u8>,
    /// Those that have any article with a group.
    chunks: Vec<Chunk>,
    /// Number of articles that have any group.
    found: usize,
}

/// A group whose articles are known, and what it is worth.
pub(super) struct Counted<'a> {
    group: &'a Group,
    pub(super) impact: Arc<Impact>,
    pub(super) worth: Worth,
}

/// Neighbouring articles: the most that any of them can score, and which marks any has.
#[derive(Clone, Copy)]
struct Chunk {
    start: u32,
    most: f32,
    marks: u8,
}

/// What is asked for of the best articles.
pub(super) struct Asked<'a> {
    pub(super) wanted: usize,
    /// So many more whose title may be the query, and as many for a heading.
    pub(super) named: usize,
    pub(super) words: u16,
    pub(super) scale: &'a Scale<'a>,
    pub(super) allowed: Allowed<'a>,
    /// The score of an article.
    pub(super) score: &'a dyn Fn(&Sum) -> f64,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(segment: &'a Arc<dyn Segment>, number: usize) -> Self {
        let (most, common) = (Vec::new(), Vec::new());
        Sieve { segment, number, groups: Vec::new(), counting: None, most, common, chunks: Vec::new(), found: 0 }
    }

    /// The next group, and what it can bring.
    pub(super) fn count(&mut self, group: &'a Group, impact: Arc<Impact>) {
        self.counting = Some((group, impact));
    }

    /// What the group is worth.
    pub(super) fn add(&mut self, worth: Worth) {
        self.groups.extend(self.counting.take().map(|(group, impact)| Counted { group, impact, worth }));
    }

    /// Adds up what each article can score, once all groups are there.
    pub(super) fn weigh(&mut self, scale: &Scale<'_>) {
        let rows = &self.segment.table().articles;
        (self.most, self.common) = (vec![-1.0; rows.len()], vec![0; rows.len()]);
        let mut weighing = Weighing::new(&self.groups, scale);
        let chunks = self.most.chunks_mut(CHUNK).zip(self.common.chunks_mut(CHUNK)).zip(rows.chunks(CHUNK));
        for (((most, common), rows), start) in chunks.zip((0..).step_by(CHUNK)) {
            if weighing.weigh(start, rows, most, common) {
                self.found += most.iter().filter(|most| **most >= 0.0).count();
                let marks = common.iter().fold(0, |all, marks| all | marks);
                let most = most.iter().copied().fold(-1.0, f32::max);
                self.chunks.push(Chunk { start: start as u32, most, marks });
            }
        }
    }

    /// What editors make of the score of an article.
    pub(super) fn boost(&mut self, article: u32, factor: f64) {
        if let Some(most) = self.most.get_mut(article as usize).filter(|most| **most > 0.0) {
            *most *= factor as f32;
            let is_there = |chunk: &&mut Chunk| chunk.start as usize / CHUNK == article as usize / CHUNK;
            if let Some(chunk) = self.chunks.iter_mut().find(is_there) {
                chunk.most = chunk.most.max(*most);
            }
        }
    }

    pub(super) fn has(&self, article: u32) -> bool {
        self.most.get(article as usize).is_some_and(|most| *most >= 0.0)
    }

    /// Number of articles that have any group.
    pub(super) fn total(&self, allowed: Allowed<'_>) -> usize {
        let count = |chunk: &Chunk| self.found(*chunk, f64::NEG_INFINITY, allowed).count();
        if allowed.is_none() { self.found } else { self.chunks.iter().map(count).sum() }
    }

    /// Whether any article has all groups that can be missed, each for sure.
    pub(super) fn has_all(&self, allowed: Allowed<'_>) -> bool {
        let mut chunks = self.chunks.iter().filter(|chunk| chunk.marks & SURE != 0);
        let is_sure = |(article, _): (u32, f32)| self.marks(article) & SURE != 0;
        chunks.any(|chunk| self.found(*chunk, f64::NEG_INFINITY, allowed).any(is_sure))
    }

    /// The articles of a chunk that have any group and can score no less than `lowest`, with the most that they can score.
    fn found<'s>(&'s self, chunk: Chunk, lowest: f64, allowed: Allowed<'s>) -> impl Iterator<Item = (u32, f32)> + 's {
        let start = chunk.start as usize;
        let most = self.most.get(start..self.most.len().min(start + CHUNK)).unwrap_or_default();
        let articles = (chunk.start..).zip(most.iter().copied());
        let found = articles.filter(move |(_, most)| *most >= 0.0 && f64::from(*most) >= lowest);
        found.filter(move |(article, _)| allowed.is_none_or(|allowed| allowed(self.number, *article)))
    }

    fn marks(&self, article: u32) -> u8 {
        self.common.get(article as usize).copied().unwrap_or_default()
    }

    /// All articles that can be among the best, with some others.
    pub(super) fn sums(&self, asked: &Asked<'_>) -> Vec<Sum> {
        // The best by what they can score are likely to be the best, and the worst of them is a bound for all others.
        let first = self.first(asked);
        let mut sums = self.read(&first, asked.scale);
        let bounds = self.bounds(&sums, asked);
        let [lowest, ..] = bounds;
        let mut others = Vec::new();
        for chunk in self.chunks.iter().copied() {
            if f64::from(chunk.most) >= lowest {
                others.extend(self.found(chunk, lowest, asked.allowed).map(|(article, _)| article));
            }
            others.extend(self.named(chunk, bounds, asked).map(|(article, ..)| article));
        }
        let mut others = sorted(others);
        others.retain(|article| first.binary_search(article).is_err());
        sums.extend(self.read(&others, asked.scale));
        sums
    }

    /// The articles that can score most: of all, of those whose title may be the query, and of those with such a heading.
    fn first(&self, asked: &Asked<'_>) -> Vec<u32> {
        let [mut best, mut titled, mut headed] = empty(asked);
        let mut chunks = self.chunks.clone();
        // From the highest on, so that most of the others need no look.
        chunks.sort_by(|a, b| b.most.total_cmp(&a.most));
        for chunk in chunks {
            let lowest = best.bound().unwrap_or(f64::NEG_INFINITY);
            if f64::from(chunk.most) >= lowest {
                for (article, most) in self.found(chunk, lowest, asked.allowed) {
                    best.offer(self.scored(article, f64::from(most)));
                }
            }
            for (article, most, [is_titled, is_headed]) in self.named(chunk, [f64::NEG_INFINITY; 3], asked) {
                let scored = self.scored(article, f64::from(most));
                if is_titled {
                    titled.offer(scored);
                }
                if is_headed {
                    headed.offer(scored);
                }
            }
        }
        sorted([best, titled, headed].into_iter().flat_map(Best::sorted).map(|scored| scored.article).collect())
    }

    /// The articles of a chunk whose title or heading may be the query, and which of both, if they can reach its bound.
    fn named<'s>(
        &'s self,
        chunk: Chunk,
        [_, titled, headed]: [f64; 3],
        asked: &'s Asked<'_>,
    ) -> impl Iterator<Item = (u32, f32, [bool; 2])> + 's {
        let lowest = titled.min(headed);
        let may_have = chunk.marks & NAMED != 0 && f64::from(chunk.most) >= lowest;
        let all = may_have.then(|| self.found(chunk, lowest, asked.allowed));
        let named = all.into_iter().flatten().filter(move |(article, _)| self.marks(*article) & NAMED != 0);
        let named = named.map(move |(article, most)| {
            let [is_titled, is_headed] = self.is_named(article, asked);
            (article, most, [is_titled && f64::from(most) >= titled, is_headed && f64::from(most) >= headed])
        });
        named.filter(|(.., named)| named.contains(&true))
    }

    /// Whether an article's title may be the query, and whether a heading may.
    fn is_named(&self, article: u32, asked: &Asked<'_>) -> [bool; 2] {
        let (marks, table, typed) = (self.marks(article), self.segment.table(), asked.scale.typed);
        let title = table.articles.get(article as usize).map_or(0, |row| row.title_length);
        let is_titled = marks & TITLED != 0 && title as usize <= typed;
        [is_titled, marks & HEADED != 0 && has_heading(table, article, typed)]
    }

    /// What an article must be able to score to be one of the best, of all and of those that may be called as the query is, as
    /// far as those that were read tell: a little less, since sums of rounded numbers differ.
    fn bounds(&self, sums: &[Sum], asked: &Asked<'_>) -> [f64; 3] {
        let mut pools = empty(asked);
        for sum in sums {
            let scored = self.scored(sum.article, (asked.score)(sum));
            let is_titled = sum.is_titled(asked.words, asked.scale);
            let is_headed = sum.is_headed(asked.words, asked.scale, self.segment.table());
            let pools = pools.iter_mut().zip([true, is_titled, is_headed]).filter(|(_, is_in)| *is_in);
            pools.for_each(|(pool, _)| pool.offer(scored));
        }
        pools.map(|pool| pool.bound().map_or(f64::NEG_INFINITY, |bound| bound - bound.abs() * 1e-5))
    }

    fn scored(&self, article: u32, score: f64) -> Scored {
        Scored { score, rank: self.segment.rank(article), segment: self.number, article }
    }

    /// What some articles, which are in order, have of all groups.
    fn read(&self, articles: &[u32], scale: &Scale<'_>) -> Vec<Sum> {
        let table = self.segment.table();
        let mut sums: Vec<Sum> = articles.iter().map(|&article| Sum::new(article, table)).collect();
        for counted in &self.groups {
            let having = |sum: &&mut Sum| counted.impact.place(sum.article).is_some();
            let having: Vec<&mut Sum> = sums.iter_mut().filter(having).collect();
            let articles: Vec<u32> = having.iter().map(|sum| sum.article).collect();
            for (sum, own) in having.into_iter().zip(self.owns(counted, &articles, scale)) {
                sum.add(&own, counted.worth, &scale.saturations);
            }
        }
        sums
    }

    /// What a group's forms add up to in articles that have it.
    fn owns(&self, counted: &Counted<'_>, articles: &[u32], scale: &Scale<'_>) -> Vec<Own> {
        if let Some(owns) = &counted.impact.owns {
            let known = |article| counted.impact.place(article).and_then(|place| owns.get(place)).copied();
            return articles.iter().map(|&article| known(article).unwrap_or_default()).collect();
        }
        let mut owns = vec![Own::default(); articles.len()];
        for form in &counted.group.forms {
            let is_sure = form.kind.is_sure();
            let segment = self.segment.as_ref();
            each_wanted(form, counted.group, segment, scale.ranking, articles, &mut |certainty, posting| {
                let place = articles.binary_search(&posting.article).ok();
                if let Some(own) = place.and_then(|place| owns.get_mut(place)) {
                    own.add(posting, Reading { certainty, is_sure }, scale.ranking);
                }
            });
        }
        owns
    }
}

/// Room for the best of all, of those whose title may be the query, and of those with such a heading.
fn empty(asked: &Asked<'_>) -> [Best; 3] {
    [asked.wanted, asked.named, asked.named].map(Best::new)
}

fn sorted(mut articles: Vec<u32>) -> Vec<u32> {
    articles.sort_unstable();
    articles.dedup();
    articles
}
