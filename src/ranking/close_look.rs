//! A second look at the best articles, with their text: do the query's words stand together, and is the title the query?

use std::sync::Arc;

use super::best::{Best, Scored};
use super::score::{Candidate, Scorer};
use crate::article::Section;
use crate::query::{FormKind, Match, Matcher, Plan, Word};
use crate::segment::Segment;

/// So many of an article's best sections are read.
const SECTIONS: usize = 3;

/// Words further apart than this do not count as near.
const NEAR: u32 = 8;

/// Rescores the best candidates and puts them in order. Those that cannot be among the best `wanted` are not read.
pub(crate) fn look_closely(
    candidates: &mut [Candidate],
    wanted: usize,
    plan: &Plan,
    matcher: &Matcher<'_>,
    scorer: &Scorer<'_>,
    segments: &[Arc<dyn Segment>],
) {
    let pairs = pairs(plan, &scorer.idfs());
    let worth = pairs.iter().map(|pair| pair.worth).sum();
    let look = Look { matcher, pairs, worth, plan, scorer };
    let mut best = Best::new(wanted);
    for candidate in candidates.iter_mut().take(scorer.ranking().close_look) {
        if !best.wants(look.most(candidate)) && !candidate.evidence.has_all_in_title {
            continue;
        }
        if let Some(segment) = segments.get(candidate.segment) {
            look.rescore(candidate, segment.as_ref());
        }
        best.offer(Scored { score: candidate.score, segment: candidate.segment, article: candidate.article });
    }
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.segment, a.article).cmp(&(b.segment, b.article))));
}

/// Two words that follow each other in the query, and what it is worth to find them together.
struct Pair {
    first: usize,
    second: usize,
    worth: f64,
}

fn pairs(plan: &Plan, idfs: &[f64]) -> Vec<Pair> {
    let words = || plan.groups.iter().zip(idfs).enumerate().filter(|(_, (group, _))| !group.is_extra);
    let neighbours = words().zip(words().skip(1));
    let pairs = neighbours.map(|((first, (_, a)), (second, (_, b)))| Pair { first, second, worth: a.min(*b) });
    pairs.filter(|pair| pair.worth > 0.0).collect()
}

struct Look<'a> {
    matcher: &'a Matcher<'a>,
    pairs: Vec<Pair>,
    /// That of all pairs.
    worth: f64,
    plan: &'a Plan,
    scorer: &'a Scorer<'a>,
}

impl Look<'_> {
    /// What a candidate scores if all pairs of words that it has stand together.
    fn most(&self, candidate: &Candidate) -> f64 {
        let has = |group: usize| candidate.has.get(group).copied().unwrap_or(false);
        let possible = self.pairs.iter().filter(|pair| has(pair.first) && has(pair.second));
        let possible: f64 = possible.map(|pair| pair.worth).sum();
        let share = if self.worth > 0.0 { possible / self.worth } else { 0.0 };
        candidate.score * (1.0 + self.scorer.ranking().proximity * share)
    }

    /// Sections whose text cannot be read keep their place.
    fn rescore(&self, candidate: &mut Candidate, segment: &dyn Segment) {
        let Ok(title) = segment.title(candidate.article) else { return };
        let (title, title_words) = self.matcher.find(&title);
        let evidence = &mut candidate.evidence;
        evidence.proximity = self.proximity(&title);
        for (number, score) in evidence.sections.iter_mut().take(SECTIONS) {
            let Ok(section) = segment.section(*number) else { continue };
            let own = self.section_proximity(&section);
            evidence.proximity = evidence.proximity.max(own);
            *score *= 1.0 + self.scorer.ranking().proximity * own;
        }
        evidence.sections.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        evidence.is_title = self.is_query(&title, title_words);
        candidate.score = self.scorer.score(evidence);
    }

    fn section_proximity(&self, section: &Section) -> f64 {
        let heading = self.proximity(&self.matcher.find(&section.heading).0);
        heading.max(self.proximity(&self.matcher.find(&section.text).0))
    }

    /// 0 to 1: the share of the pairs, by worth, that stand together; those that do not touch count half.
    fn proximity(&self, matches: &[Match]) -> f64 {
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.plan.groups.len()];
        for found in matches {
            if let Some(group) = places.get_mut(found.group) {
                group.push(found.position);
            }
        }
        let of = |group: usize| places.get(group).map_or(&[][..], Vec::as_slice);
        let found: f64 = self.pairs.iter().map(|pair| pair.worth * together(of(pair.first), of(pair.second))).sum();
        if self.worth > 0.0 { found / self.worth } else { 0.0 }
    }

    /// Whether a title is the query, word for word.
    fn is_query(&self, title: &[Match], title_words: u32) -> bool {
        let words = &self.plan.words;
        let is_there = |(word, position): (&Word, u32)| {
            let is_word = |found: &&Match| found.position == position && found.kind == FormKind::Exact;
            let groups = title.iter().filter(is_word).filter_map(|found| self.plan.groups.get(found.group));
            groups.into_iter().any(|group| group.word == word.term)
        };
        !words.is_empty() && title_words as usize == words.len() && words.iter().zip(0..).all(is_there)
    }
}

/// 1 if some place of the second word is right behind one of the first, half if one is near, else 0. Both are in order.
fn together(firsts: &[u32], seconds: &[u32]) -> f64 {
    let mut best = 0.0f64;
    let mut seconds = seconds.iter().copied().peekable();
    for &first in firsts {
        // What is nearer to the next place of the first word is looked at again with that one.
        while seconds.next_if(|&second| second.saturating_add(NEAR) < first).is_some() {}
        let mut ahead = seconds.clone();
        while let Some(second) = ahead.next_if(|&second| second <= first.saturating_add(NEAR)) {
            if second == first + 1 {
                return 1.0;
            }
            best = 0.5;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::together;

    #[test]
    fn tells_what_stands_together() {
        let cases: [(&[u32], &[u32], f64); 8] = [
            (&[], &[1], 0.0),
            (&[1], &[], 0.0),
            (&[1], &[2], 1.0),
            (&[2], &[1], 0.5),
            (&[1], &[9], 0.5),
            (&[1], &[10], 0.0),
            (&[1, 20], &[3, 12, 21], 1.0),
            (&[5, 6], &[1, 7], 1.0),
        ];
        for (first, second, expected) in cases {
            assert!((together(first, second) - expected).abs() < 1e-9, "{first:?} {second:?}");
        }
    }
}
