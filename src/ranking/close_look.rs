//! A second look at the best articles, with their text: do the query's words stand together, and is the title the query?

use std::borrow::Cow;
use std::sync::Arc;

use super::accents::Accents;
use super::best::Best;
use super::confidence::{Confidence, Seen};
use super::evidence::{Named, SectionScore};
use super::fit::{Certainties, Wanted, fits, ratio};
use super::score::{Candidate, Scorer};
use crate::analysis::lower_case;
use crate::article::Section;
use crate::query::{FormKind, Match, Matcher, Plan, Word, bare};
use crate::segment::Segment;

/// So many of an article's best sections are read to see how near its words are, and so many to choose the one to show.
const SECTIONS: usize = 3;
const CHOICE: usize = 4;

/// Words further apart than this do not count as near.
const NEAR: u32 = 8;

/// A section that was read, with the words of the query in its text.
#[derive(Debug, Clone)]
pub(crate) struct Read<'s> {
    pub(crate) number: u32,
    pub(crate) section: Cow<'s, Section>,
    pub(crate) matches: Vec<Match>,
    /// Number of words of the text.
    pub(super) words: u32,
    /// The words of the query in the section's heading, and the number of words there.
    pub(super) heading: Vec<Match>,
    pub(super) heading_words: u32,
    /// The words of the query in the headings above.
    pub(super) above: Vec<Match>,
}

/// Rescores the best candidates, puts them in order, which is then `arranged`, and keeps the best `wanted`, with their best
/// sections read and in order of how well they fit. What cannot be among them is not read. Returns how sure it is that the
/// first section of the first one answers.
pub(crate) fn look_closely<'s>(
    candidates: &mut Vec<Candidate<'s>>,
    wanted: usize,
    plan: &Plan,
    matcher: &Matcher<'_>,
    scorer: &Scorer<'_>,
    segments: &'s [Arc<dyn Segment>],
    arranged: &dyn Fn(&mut Vec<Candidate<'s>>),
) -> Option<Confidence> {
    let worths = scorer.idfs();
    let pairs = pairs(plan, &worths);
    let worth = pairs.iter().map(|pair| pair.worth).sum();
    let sought = Wanted { worths: scorer.wanted(), ranking: scorer.ranking() };
    let look = Look { matcher, worths, pairs, worth, plan, scorer, sought, accents: Accents::new(plan) };
    look.tell_named(candidates, segments);
    let mut best = Best::new(wanted);
    for (number, candidate) in candidates.iter_mut().enumerate() {
        let is_best = number < scorer.ranking().close_look && best.wants(look.most(candidate));
        let segment = segments
            .get(candidate.segment)
            .filter(|_| is_best || candidate.is_looked_at || candidate.evidence.is_named());
        if let Some(segment) = segment {
            look.rescore(candidate, segment.as_ref());
        }
        best.offer(candidate.scored());
    }
    candidates.sort_by_key(Candidate::scored);
    arranged(candidates);
    candidates.truncate(wanted);
    for candidate in candidates.iter_mut() {
        if let Some(segment) = segments.get(candidate.segment) {
            look.choose(candidate, segment.as_ref());
        }
    }
    let (best, others) = candidates.split_first()?;
    let title = segments.get(best.segment)?.title(best.article).ok()?;
    Some(Confidence::new(look.see(best, others.first(), &title)))
}

/// Two words that follow each other in the query, and what it is worth to find them together.
struct Pair {
    first: usize,
    second: usize,
    worth: f64,
}

impl Pair {
    /// Whether an article that `has` some words has both.
    fn is_in(&self, has: &[bool]) -> bool {
        [self.first, self.second].iter().all(|&group| has.get(group).copied().unwrap_or(false))
    }
}

fn pairs(plan: &Plan, idfs: &[f64]) -> Vec<Pair> {
    let words = || plan.groups.iter().zip(idfs).enumerate().filter(|(_, (group, _))| !group.is_extra);
    let neighbours = words().zip(words().skip(1));
    let pairs = neighbours.map(|((first, (_, a)), (second, (_, b)))| Pair { first, second, worth: a.min(*b) });
    pairs.filter(|pair| pair.worth > 0.0).collect()
}

struct Look<'a> {
    matcher: &'a Matcher<'a>,
    /// Of the plan's groups.
    worths: Vec<f64>,
    pairs: Vec<Pair>,
    /// That of all pairs.
    worth: f64,
    plan: &'a Plan,
    scorer: &'a Scorer<'a>,
    sought: Wanted<'a>,
    /// Nothing was seen yet.
    accents: Accents<'a>,
}

impl Look<'_> {
    /// What a candidate scores if all pairs of words that it has stand together.
    fn most(&self, candidate: &Candidate<'_>) -> f64 {
        let near = self.scorer.near(&candidate.evidence);
        let boost = 1.0 + candidate.evidence.boost;
        candidate.score + self.scorer.ranking().proximity * self.possible(candidate) * near * boost
    }

    /// 0 to 1: the most that any of the texts that are read for it can have of the pairs, by worth: a pair can only stand
    /// where both its words do.
    fn possible(&self, candidate: &Candidate<'_>) -> f64 {
        let Candidate { evidence, has, .. } = candidate;
        let of = |may_have: &dyn Fn(usize) -> bool| {
            let possible = self.pairs.iter().filter(|pair| {
                let is_there = |&group: &usize| self.is_in_parts(group) || may_have(group);
                pair.is_in(has) && [pair.first, pair.second].iter().all(is_there)
            });
            self.share(possible.map(|pair| pair.worth).sum())
        };
        let title = of(&|group| evidence.titled.may_have(group));
        let sections =
            evidence.sections.iter().take(SECTIONS).map(|section| {
                of(&|group| section.text.may_have(group)).max(of(&|group| section.heading.may_have(group)))
            });
        sections.fold(title, f64::max)
    }

    /// Whether parts of a group's forms are found in texts that do not have it.
    fn is_in_parts(&self, group: usize) -> bool {
        let group = self.plan.groups.get(group);
        group.is_none_or(|group| group.forms.iter().any(|form| form.terms.len() > 1))
    }

    fn share(&self, worth: f64) -> f64 {
        ratio(worth, self.worth)
    }

    /// Finds the candidates whose title is the query, and the heading that is, if only one of them has it.
    fn tell_named(&self, candidates: &mut [Candidate<'_>], segments: &[Arc<dyn Segment>]) {
        let mut with_heading = 0;
        for candidate in candidates.iter_mut() {
            let Some(segment) = segments.get(candidate.segment) else { continue };
            let evidence = &mut candidate.evidence;
            if evidence.title_is != Named::No {
                evidence.title_is = segment.title(candidate.article).map_or(Named::No, |title| self.named(&title));
            }
            for section in evidence.sections.iter_mut().filter(|section| section.is_named) {
                let read = segment.section(section.section);
                section.is_named = read.is_ok_and(|read| !read.continued && self.is_query(&read.heading));
            }
            with_heading += u32::from(evidence.sections.iter().any(|section| section.is_named));
        }
        for candidate in candidates.iter_mut() {
            let mut sections = candidate.evidence.sections.iter_mut();
            if let Some(section) = sections.find(|section| section.is_named && with_heading == 1) {
                section.score += self.scorer.most();
                candidate.evidence.is_heading = true;
            }
            candidate.evidence.sections.sort_by(SectionScore::order);
            candidate.score = self.scorer.score(&candidate.evidence);
        }
    }

    /// Where the title has all words together that can be, no section is read.
    fn rescore<'s>(&self, candidate: &mut Candidate<'s>, segment: &'s dyn Segment) {
        let Ok(title) = segment.title(candidate.article) else { return };
        let mut accents = self.accents.clone();
        let mut proximity = self.look_at(&title, &candidate.has, &mut accents);
        if proximity < self.possible(candidate) || !accents.have_seen(&candidate.has) {
            proximity = proximity.max(self.read(candidate, segment, SECTIONS, &mut accents));
        }
        candidate.evidence.proximity = proximity;
        let worth: f64 = self.worths.iter().sum();
        candidate.evidence.other_accents = ratio(accents.others(&self.worths), worth);
        candidate.score = self.scorer.score(&candidate.evidence);
    }

    /// Reads the best sections, if that is not done, and puts them in order; returns how near the words come to one another
    /// in any of them. Those that cannot be read keep their place.
    fn read<'s>(
        &self,
        candidate: &mut Candidate<'s>,
        segment: &'s dyn Segment,
        most: usize,
        accents: &mut Accents<'_>,
    ) -> f64 {
        let Candidate { evidence, read, has, .. } = candidate;
        let mut nearest = 0.0f64;
        let first = read.len();
        for own in evidence.sections.iter_mut().skip(first).take(most - first.min(most)) {
            let Ok(section) = segment.section(own.section) else { continue };
            let one = self.read_section(own.section, section, accents);
            let nearness = self.proximity(&one.heading, has).max(self.proximity(&one.matches, has));
            nearest = nearest.max(nearness);
            own.score *= 1.0 + self.scorer.ranking().proximity * nearness;
            read.push(one);
        }
        evidence.sections.sort_by(SectionScore::order);
        nearest
    }

    fn read_section<'s>(&self, number: u32, section: Cow<'s, Section>, accents: &mut Accents<'_>) -> Read<'s> {
        let (heading, heading_words) = self.matcher.find(&section.heading);
        let (matches, words) = self.matcher.find(&section.text);
        accents.see(&section.heading, &heading);
        accents.see(&section.text, &matches);
        let above = section.breadcrumb.iter().flat_map(|heading| self.matcher.find(heading).0).collect();
        Read { number, section, matches, words, heading, heading_words, above }
    }

    /// Puts the best sections in order of how well they fit, so that the first is the one to show.
    fn choose<'s>(&self, candidate: &mut Candidate<'s>, segment: &'s dyn Segment) {
        self.read(candidate, segment, CHOICE, &mut self.accents.clone());
        let Candidate { evidence, read, .. } = candidate;
        let score = |one: &Read<'_>| {
            let own = evidence.sections.iter().find(|section| section.section == one.number);
            own.map_or(0.0, |section| section.score)
        };
        let mut titled = Certainties::new();
        if let Ok(title) = segment.title(candidate.article) {
            self.sought.add(&mut titled, &self.matcher.find(&title).0);
        }
        let scores: Vec<f64> = read.iter().map(score).collect();
        let fits = fits(&self.sought, read, &scores, &titled);
        let mut places: Vec<(u32, f64)> = read.iter().map(|one| one.number).zip(fits).collect();
        places.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let place = |number: u32| places.iter().position(|(known, _)| *known == number).unwrap_or(usize::MAX);
        evidence.sections.sort_by_key(|section| place(section.section));
    }

    /// What can be seen of the first section of the best candidate.
    fn see(&self, best: &Candidate<'_>, next: Option<&Candidate<'_>>, title: &str) -> Seen {
        let all: f64 = self.sought.worths.iter().sum();
        let has: Certainties = best.has.iter().map(|has| f64::from(u8::from(*has))).collect();
        let missing = self.sought.worths.iter().zip(&best.has).filter(|(_, has)| !**has).map(|(worth, _)| *worth);
        let (title, title_words) = self.matcher.find(title);
        let first = best.evidence.sections.first();
        let read = first.and_then(|first| best.read.iter().find(|read| read.number == first.section));
        let of_read = |sign: &dyn Fn(&Read<'_>) -> f64| read.map_or(0.0, sign);
        Seen {
            missing: ratio(missing.fold(0.0, f64::max), all),
            // An only one is ahead of nobody: what it has of the query has to do.
            lead: next.map_or(self.sought.share(&has), |next| (1.0 - next.score / best.score).clamp(0.0, 1.0)),
            strength: (best.score / (2.0 * (self.scorer.ranking().k1 + 1.0) * all).max(1e-9)).min(1.0),
            title: self.sought.agreement(&title, title_words),
            heading: of_read(&|read| self.sought.agreement(&read.heading, read.heading_words)),
            heading_in_order: of_read(&|read| self.proximity(&read.heading, &best.has)),
            text_in_order: of_read(&|read| self.proximity(&read.matches, &best.has)),
        }
    }

    /// How near to one another the words stand in a text.
    fn look_at(&self, text: &str, has: &[bool], accents: &mut Accents<'_>) -> f64 {
        let matches = self.matcher.find(text).0;
        accents.see(text, &matches);
        self.proximity(&matches, has)
    }

    /// 0 to 1: the share of the pairs, by worth, that stand together; those that do not touch count half. Of words that the
    /// article does not have, such as one in two halves of which one is there, no part counts.
    fn proximity(&self, matches: &[Match], has: &[bool]) -> f64 {
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.plan.groups.len()];
        for found in matches {
            if let Some(group) = places.get_mut(found.group) {
                group.push(found.position);
            }
        }
        let of = |group: usize| places.get(group).map_or(&[][..], Vec::as_slice);
        let pairs = self.pairs.iter().filter(|pair| pair.is_in(has));
        let found: f64 = pairs.map(|pair| pair.worth * together(of(pair.first), of(pair.second))).sum();
        self.share(found)
    }

    fn named(&self, title: &str) -> Named {
        match self.is_query(title) {
            true if lower_case(bare(title)) == self.plan.text => Named::Exactly,
            true => Named::ByWords,
            false => Named::No,
        }
    }

    /// Whether a title or heading is the query, word for word.
    fn is_query(&self, name: &str) -> bool {
        let (matches, length) = self.matcher.find(name);
        let words = &self.plan.words;
        let is_there = |(word, position): (&Word, u32)| {
            let is_word = |found: &&Match| found.position == position && found.kind == FormKind::Exact;
            let groups = matches.iter().filter(is_word).filter_map(|found| self.plan.groups.get(found.group));
            groups.into_iter().any(|group| group.word == word.term)
        };
        !words.is_empty() && length as usize == words.len() && words.iter().zip(0..).all(is_there)
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
