//! A second look at the best articles, with their text: do the query's words stand together, and is the title the query?

use std::sync::Arc;

use super::score::{Candidate, Scorer};
use crate::article::Section;
use crate::query::{Match, Matcher, Plan};
use crate::segment::Segment;
use crate::settings::Ranking;

/// So many of an article's best sections are read.
const SECTIONS: usize = 3;

/// Words further apart than this do not count as near.
const NEAR: u32 = 8;

/// Rescores the best candidates and puts them in order.
pub(crate) fn look_closely(
    candidates: &mut [Candidate],
    plan: &Plan,
    scorer: &Scorer<'_>,
    segments: &[Arc<dyn Segment>],
    ranking: &Ranking,
) {
    let look = Look { matcher: Matcher::new(plan), pairs: pairs(plan, &scorer.idfs()), plan };
    let closest = ranking.close_look.min(candidates.len());
    for candidate in candidates.iter_mut().take(closest) {
        let Some(segment) = segments.get(candidate.segment) else { continue };
        look.rescore(candidate, segment.as_ref(), scorer, ranking);
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
    matcher: Matcher<'a>,
    pairs: Vec<Pair>,
    plan: &'a Plan,
}

impl Look<'_> {
    /// Sections whose text cannot be read keep their place.
    fn rescore(&self, candidate: &mut Candidate, segment: &dyn Segment, scorer: &Scorer<'_>, ranking: &Ranking) {
        let Ok(article) = segment.article(candidate.article) else { return };
        let (title, title_words) = self.matcher.find(&article.title);
        let mut closeness = self.closeness(&title);
        for (number, score) in candidate.evidence.sections.iter_mut().take(SECTIONS) {
            let Ok(section) = segment.section(*number) else { continue };
            let own = self.section_closeness(&section);
            closeness = closeness.max(own);
            *score *= 1.0 + ranking.proximity * own;
        }
        candidate.evidence.sections.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        candidate.evidence.closeness = closeness;
        candidate.evidence.is_title = self.is_query(&title, title_words);
        candidate.score = scorer.score(&candidate.evidence);
    }

    fn section_closeness(&self, section: &Section) -> f64 {
        let heading = self.closeness(&self.matcher.find(&section.heading).0);
        heading.max(self.closeness(&self.matcher.find(&section.text).0))
    }

    /// 0 to 1: the share of the pairs, by worth, that stand together; those that do not touch count half.
    fn closeness(&self, matches: &[Match]) -> f64 {
        let worth: f64 = self.pairs.iter().map(|pair| pair.worth).sum();
        let found: f64 = self.pairs.iter().map(|pair| pair.worth * togetherness(pair, matches)).sum();
        if worth > 0.0 { found / worth } else { 0.0 }
    }

    /// Whether a title is the query, word for word.
    fn is_query(&self, title: &[Match], title_words: u32) -> bool {
        let words = &self.plan.words;
        if words.is_empty() || title_words as usize != words.len() {
            return false;
        }
        let is_there = |(word, position): (&String, u32)| {
            title.iter().any(|found| {
                found.position == position
                    && self
                        .plan
                        .groups
                        .get(found.group)
                        .is_some_and(|group| group.word == *word && found.kind == crate::query::FormKind::Exact)
            })
        };
        words.iter().zip(0..).all(is_there)
    }
}

fn togetherness(pair: &Pair, matches: &[Match]) -> f64 {
    let places = |group| matches.iter().filter(move |found| found.group == group).map(|found| found.position);
    let mut best = 0.0f64;
    let mut seconds = places(pair.second).peekable();
    for first in places(pair.first) {
        while seconds.next_if(|&second| second + NEAR < first).is_some() {}
        let Some(&second) = seconds.peek() else { break };
        let distance = i64::from(second) - i64::from(first);
        best = best.max(match distance {
            1 => 1.0,
            _ if distance.unsigned_abs() <= u64::from(NEAR) => 0.5,
            _ => 0.0,
        });
        if places(pair.second).any(|second| second == first + 1) {
            return 1.0;
        }
    }
    best
}
