//! A first look at the articles of a large segment: first at the most that each of them can score, then at those alone that
//! can be among the best. What comes out is what a look at all of them gives.

use std::sync::Arc;

use super::best::{Best, Scored};
use super::evidence::Scale;
use super::first_look::Allowed;
use super::gather::each_wanted;
use super::impact::{HEADED, Impact, TEXT_STEPS, TITLE_SHIFT, TITLE_STEPS, TITLED};
use super::sums::{Own, Reading, Sum, has_heading};
use super::worth::Worth;
use crate::query::Group;
use crate::segment::Segment;

/// So many articles are added up at once: as many as fit into a processor's nearest memory.
const CHUNK: usize = 1 << 10;

/// The most of an article that has no word of the query.
const NONE: f32 = -1.0;

/// Of articles whose title or heading may be the query, so many can be wanted.
pub(super) struct Sieve<'a> {
    pub(super) segment: &'a Arc<dyn Segment>,
    /// The segment's number.
    number: usize,
    groups: Vec<Counted<'a>>,
    /// By article: what it can score at most.
    most: Vec<f32>,
    /// By article: the marks that it has of all groups that can be missed.
    common: Vec<u8>,
}

/// A group whose articles are known, and what it is worth.
struct Counted<'a> {
    group: &'a Group,
    impact: Arc<Impact>,
    worth: Worth,
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
        Sieve { segment, number, groups: Vec::new(), most: Vec::new(), common: Vec::new() }
    }

    /// A group that was counted is worth so much.
    pub(super) fn add(&mut self, group: &'a Group, impact: Arc<Impact>, worth: Worth) {
        self.groups.push(Counted { group, impact, worth });
    }

    /// Adds up what each article can score, once all groups are there.
    pub(super) fn weigh(&mut self, scale: &Scale<'_>) {
        let size = self.segment.table().articles.len();
        (self.most, self.common) = (vec![NONE; size], vec![0; size]);
        let mut chunk = Chunk::default();
        let mut places = vec![0; self.groups.len()];
        let rows = self.most.chunks_mut(CHUNK).zip(self.common.chunks_mut(CHUNK));
        for ((most, common), start) in rows.zip((0..).step_by(CHUNK)) {
            chunk.begin();
            for (counted, place) in self.groups.iter().zip(&mut places) {
                chunk.add(counted, start, place, scale);
            }
            chunk.finish(scale, most, common);
        }
    }

    /// What editors add to the score of an article.
    pub(super) fn boost(&mut self, article: u32, factor: f64) {
        if let Some(most) = self.most.get_mut(article as usize).filter(|most| **most > 0.0) {
            *most *= factor as f32;
        }
    }

    pub(super) fn has(&self, article: u32) -> bool {
        self.most.get(article as usize).is_some_and(|most| *most >= 0.0)
    }

    /// Number of articles that have any group.
    pub(super) fn total(&self, allowed: Allowed<'_>) -> usize {
        self.found(allowed).count()
    }

    /// Whether any article has all groups that can be missed, each for sure.
    pub(super) fn has_all(&self, allowed: Allowed<'_>) -> bool {
        let is_sure =
            |article: u32| self.common.get(article as usize).is_some_and(|marks| marks & super::impact::SURE != 0);
        self.found(allowed).any(|(article, _)| is_sure(article))
    }

    /// The articles that have any group, with the most that they can score.
    fn found<'s>(&'s self, allowed: Allowed<'s>) -> impl Iterator<Item = (u32, f32)> + 's {
        let found = (0u32..).zip(&self.most).filter(|(_, most)| **most >= 0.0).map(|(article, most)| (article, *most));
        found.filter(move |(article, _)| allowed.is_none_or(|allowed| allowed(self.number, *article)))
    }

    /// All articles that can be among the best, with some others.
    pub(super) fn sums(&self, asked: &Asked<'_>) -> Vec<Sum> {
        let mut pools = [Best::new(asked.wanted), Best::new(asked.named), Best::new(asked.named)];
        for (article, most) in self.found(asked.allowed) {
            for (pool, is_in) in pools.iter_mut().zip(self.pools(article, asked)) {
                if is_in && pool.wants(f64::from(most)) {
                    pool.offer(self.scored(article, f64::from(most)));
                }
            }
        }
        // The best by what they can score are likely to be the best, and the worst of them is a bound for all others.
        let first = sorted(pools.into_iter().flat_map(Best::sorted).map(|scored| scored.article).collect());
        let mut sums = self.read(&first, asked.scale);
        let bounds = self.bounds(&sums, asked);
        let may_be_wanted = |&(article, most): &(u32, f32)| {
            let pools = self.pools(article, asked).into_iter().zip(bounds);
            pools.into_iter().any(|(is_in, bound)| is_in && f64::from(most) * (1.0 + 1e-5) >= bound)
        };
        let others = self.found(asked.allowed).filter(may_be_wanted).map(|(article, _)| article);
        let others: Vec<u32> = others.filter(|article| first.binary_search(article).is_err()).collect();
        if std::env::var_os("QDBG").is_some() {
            eprintln!(
                "sieve first {} others {} groups {} dense {}",
                first.len(),
                others.len(),
                self.groups.len(),
                self.groups.iter().filter(|g| g.impact.articles.is_none()).count()
            );
        }
        sums.extend(self.read(&others, asked.scale));
        sums
    }

    /// Whether an article is one of all, of those whose title may be the query, and of those with such a heading.
    fn pools(&self, article: u32, asked: &Asked<'_>) -> [bool; 3] {
        let marks = self.common.get(article as usize).copied().unwrap_or_default();
        if marks & (TITLED | HEADED) == 0 {
            return [true, false, false];
        }
        let (table, typed) = (self.segment.table(), asked.scale.typed);
        let title = table.articles.get(article as usize).map_or(0, |row| row.title_length);
        let is_titled = marks & TITLED != 0 && title as usize <= typed;
        [true, is_titled, marks & HEADED != 0 && has_heading(table, article, typed)]
    }

    /// For each pool what an article must score to be one of the best of it, as far as those that were read tell.
    fn bounds(&self, sums: &[Sum], asked: &Asked<'_>) -> [f64; 3] {
        let table = self.segment.table();
        let mut pools = [Best::new(asked.wanted), Best::new(asked.named), Best::new(asked.named)];
        for sum in sums {
            let scored = self.scored(sum.article, (asked.score)(sum));
            let is_titled = sum.is_titled(asked.words, asked.scale);
            let is_in = [true, is_titled, sum.is_headed(asked.words, asked.scale, table)];
            let pools = pools.iter_mut().zip(is_in).filter(|(_, is_in)| *is_in);
            pools.for_each(|(pool, _)| pool.offer(scored));
        }
        pools.map(|pool| pool.bound().unwrap_or(f64::NEG_INFINITY))
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

fn sorted(mut articles: Vec<u32>) -> Vec<u32> {
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// Neighbouring articles as they are added up.
struct Chunk {
    text: Vec<f32>,
    title: Vec<f32>,
    /// The share of the query.
    found: Vec<f32>,
    any: Vec<u8>,
    common: Vec<u8>,
    /// The marks of a group in a list.
    marks: Vec<u8>,
}

impl Default for Chunk {
    fn default() -> Self {
        let (numbers, bytes) = (|| vec![0.0; CHUNK], || vec![0; CHUNK]);
        Chunk { text: numbers(), title: numbers(), found: numbers(), any: bytes(), common: bytes(), marks: bytes() }
    }
}

/// What a step of a group's impact is worth, and what it is worth that the group is there.
struct Steps {
    text: f32,
    title: f32,
    found: f32,
}

impl Chunk {
    fn begin(&mut self) {
        [&mut self.text, &mut self.title, &mut self.found].into_iter().for_each(|numbers| numbers.fill(0.0));
        self.any.fill(0);
        self.common.fill(u8::MAX);
    }

    /// Adds what a group brings to the articles from `start` on. `place` is how far its list was read.
    fn add(&mut self, counted: &Counted<'_>, start: usize, place: &mut usize, scale: &Scale<'_>) {
        let Counted { impact, worth, .. } = counted;
        let steps = Steps {
            text: (worth.idf * scale.saturations.article.most()) as f32 / TEXT_STEPS,
            title: (scale.ranking.title * worth.title_idf * scale.saturations.title.most()) as f32 / TITLE_STEPS,
            found: if worth.is_extra { 0.0 } else { scale.coverage(worth.idf) as f32 },
        };
        match &impact.articles {
            Some(articles) => self.add_list(impact, articles, &steps, start, place),
            None => {
                let end = impact.text.len().min(start + CHUNK);
                let (text, marks) = (impact.text.get(start..end), impact.marks.get(start..end));
                self.add_all(text.unwrap_or_default(), marks.unwrap_or_default(), &steps);
                if !worth.is_extra {
                    common(&mut self.common, marks.unwrap_or_default());
                }
                return;
            }
        }
        if !worth.is_extra {
            common(&mut self.common, &self.marks);
        }
    }

    /// Loops of one kind each, so that a processor does several articles at once.
    fn add_all(&mut self, text: &[u8], marks: &[u8], steps: &Steps) {
        for ((sum, found), text) in self.text.iter_mut().zip(&mut self.found).zip(text) {
            *sum += steps.text * f32::from(*text);
            *found += steps.found * f32::from(u8::from(*text > 0));
        }
        self.any.iter_mut().zip(text).for_each(|(any, text)| *any |= text);
        if steps.title > 0.0 {
            for (sum, marks) in self.title.iter_mut().zip(marks) {
                *sum += steps.title * f32::from(marks >> TITLE_SHIFT);
            }
        }
    }

    fn add_list(&mut self, impact: &Impact, articles: &[u32], steps: &Steps, start: usize, place: &mut usize) {
        self.marks.fill(0);
        let rest = articles.iter().zip(&impact.text).zip(&impact.marks).skip(*place);
        for ((article, text), marks) in rest {
            let at = (*article as usize).wrapping_sub(start);
            let sums = (self.text.get_mut(at), self.title.get_mut(at), self.found.get_mut(at));
            let ((Some(sum), Some(title), Some(found)), Some(any), Some(own)) =
                (sums, self.any.get_mut(at), self.marks.get_mut(at))
            else {
                return;
            };
            *sum += steps.text * f32::from(*text);
            *title += steps.title * f32::from(marks >> TITLE_SHIFT);
            *found += steps.found;
            (*any, *own) = (*any | text, *marks);
            *place += 1;
        }
    }

    fn finish(&self, scale: &Scale<'_>, most: &mut [f32], common: &mut [u8]) {
        let (least, more) = (1.0 - scale.ranking.coverage as f32, scale.ranking.coverage as f32);
        let sums = self.text.iter().zip(&self.title).zip(&self.found).zip(&self.any);
        for (most, (((text, title), found), any)) in most.iter_mut().zip(sums) {
            let found = found.min(1.0);
            let score = text * (least + more * found * found) + title;
            *most = if *any > 0 { score } else { NONE };
        }
        for (all, own) in common.iter_mut().zip(&self.common) {
            *all = *own;
        }
    }
}

fn common(all: &mut [u8], marks: &[u8]) {
    for (all, marks) in all.iter_mut().zip(marks) {
        *all &= marks;
    }
}
