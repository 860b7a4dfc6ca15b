//! A plan over segments: the articles that have any of its words, the best first.

use std::ops::Range;
use std::sync::Arc;

use super::evidence::{Averages, Evidence, Subject, Worth, weigh};
use super::explanation::Explanation;
use super::gather::{Occurrence, gather};
use crate::query::Plan;
use crate::segment::{Segment, Table};
use crate::settings::Ranking;

/// An article that has words of the query.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Index of the segment.
    pub(crate) segment: usize,
    pub(crate) article: u32,
    pub(crate) score: f64,
    pub(crate) evidence: Evidence,
}

/// Scores articles of some segments for one plan.
pub(crate) struct Scorer<'a> {
    segments: &'a [Arc<dyn Segment>],
    ranking: &'a Ranking,
    /// By segment and group.
    occurrences: Vec<Vec<Vec<Occurrence>>>,
    /// Which groups make an article a hit.
    leads: Vec<bool>,
    worths: Vec<Worth>,
    averages: Averages,
    /// No article scores more than this, unless its title is the query.
    most: f64,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(plan: &Plan, segments: &'a [Arc<dyn Segment>], ranking: &'a Ranking) -> Self {
        let of_segment =
            |segment: &Arc<dyn Segment>| plan.groups.iter().map(|group| gather(group, segment.as_ref())).collect();
        let occurrences: Vec<Vec<Vec<Occurrence>>> = segments.iter().map(of_segment).collect();
        let articles = segments.iter().map(|segment| segment.table().articles.len()).sum::<usize>() as f64;
        let worth = |(number, group): (usize, &crate::query::Group)| {
            let counts = Counts::of(number, &occurrences, segments);
            let idf = |count| if count > 0.0 { group.weight * idf(count, articles) } else { 0.0 };
            Worth { idf: idf(counts.articles()), title_idf: idf(counts.titles()), is_extra: group.is_extra }
        };
        let worths: Vec<Worth> = plan.groups.iter().enumerate().map(worth).collect();
        let (leads, most) = (leads(plan, &occurrences), most(&worths, ranking));
        Scorer { segments, ranking, occurrences, leads, worths, averages: averages(segments), most }
    }

    /// The inverse article frequencies of the plan's groups; 0 for words that no article has.
    pub(crate) fn idfs(&self) -> Vec<f64> {
        self.worths.iter().map(|worth| worth.idf).collect()
    }

    /// The best `wanted` articles among those that `allowed` allows, and how many there are in all.
    pub(crate) fn candidates(&self, wanted: usize, allowed: &dyn Fn(usize, u32) -> bool) -> (Vec<Candidate>, usize) {
        let mut scored: Vec<(f64, usize, u32)> = Vec::new();
        let mut evidence = Evidence::default();
        for segment in 0..self.segments.len() {
            self.each_article(segment, &mut |article, occurrences| {
                if allowed(segment, article) {
                    self.weigh(segment, article, occurrences, &mut evidence);
                    scored.push((self.score(&evidence), segment, article));
                }
            });
        }
        let total = scored.len();
        let order =
            |a: &(f64, usize, u32), b: &(f64, usize, u32)| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2)));
        if total > wanted && wanted > 0 {
            scored.select_nth_unstable_by(wanted - 1, order);
            scored.truncate(wanted);
        }
        scored.sort_unstable_by(order);
        (scored.into_iter().map(|(score, segment, article)| self.candidate(score, segment, article)).collect(), total)
    }

    fn candidate(&self, score: f64, segment: usize, article: u32) -> Candidate {
        let mut evidence = Evidence::default();
        let groups = self.occurrences.get(segment).map_or(0, Vec::len);
        let own: Vec<&[Occurrence]> = (0..groups).map(|group| self.of_article(segment, article, group)).collect();
        self.weigh(segment, article, &own, &mut evidence);
        Candidate { segment, article, score, evidence }
    }

    /// A group's occurrences in an article.
    fn of_article(&self, segment: usize, article: u32, group: usize) -> &[Occurrence] {
        let all = self.occurrences.get(segment).and_then(|groups| groups.get(group)).map_or(&[][..], Vec::as_slice);
        let sections = self.segments.get(segment).map_or(0..0, |segment| segment.table().sections_of(article));
        let before = |end: u32| all.partition_point(|occurrence| occurrence.posting.section < end);
        all.get(before(sections.start)..before(sections.end)).unwrap_or_default()
    }

    /// Whether a candidate has a group's word.
    pub(crate) fn has(&self, candidate: &Candidate, group: usize) -> bool {
        !self.of_article(candidate.segment, candidate.article, group).is_empty()
    }

    /// The score of an article: the sum of its [parts](Self::parts).
    pub(super) fn score(&self, evidence: &Evidence) -> f64 {
        self.parts(evidence).iter().map(|part| part.1).sum()
    }

    /// Why it has that score.
    pub(crate) fn explain(&self, evidence: &Evidence) -> Explanation {
        Explanation::new(self.parts(evidence).to_vec(), evidence)
    }

    fn parts(&self, evidence: &Evidence) -> [(&'static str, f64); 5] {
        let ranking = self.ranking;
        let found = 1.0 - ranking.coverage + ranking.coverage * evidence.coverage * evidence.coverage;
        let text = evidence.text * found;
        let section = ranking.section * evidence.section * found;
        let title = ranking.title * evidence.title;
        let together = ranking.proximity * evidence.closeness * (text + section + title);
        let is_title = if evidence.is_title { self.most } else { 0.0 };
        [
            ("text", text),
            ("section", section),
            ("title", title),
            ("together", together),
            ("title is the query", is_title),
        ]
    }

    fn weigh(&self, segment: usize, article: u32, occurrences: &[&[Occurrence]], evidence: &mut Evidence) {
        let table = self.segments.get(segment).map(|segment| segment.table());
        let row = table.and_then(|table| table.articles.get(article as usize)).copied().unwrap_or_default();
        let rows = table.map_or(&[][..], |table| &table.sections);
        weigh(&Subject { row, rows, occurrences }, &self.worths, self.averages, self.ranking, evidence);
    }

    /// Calls `visit` with every article that has any of the words, and its occurrences by group.
    fn each_article<'s>(&'s self, segment: usize, visit: &mut dyn FnMut(u32, &[&'s [Occurrence]])) {
        let (Some(groups), Some(table)) = (self.occurrences.get(segment), self.segments.get(segment)) else { return };
        let table: &Table = table.table();
        let mut rest: Vec<&[Occurrence]> = groups.iter().map(Vec::as_slice).collect();
        let mut own: Vec<&[Occurrence]> = Vec::with_capacity(rest.len());
        let first =
            |rest: &[&[Occurrence]]| rest.iter().filter_map(|group| group.first()).map(|o| o.posting.section).min();
        while let Some(article) = first(&rest).and_then(|section| table.article_of(section)) {
            let Range { start, end } = table.sections_of(article);
            own.clear();
            for group in &mut rest {
                let (_, from_article) = split_before(group, start);
                let (of_article, after) = split_before(from_article, end);
                own.push(of_article);
                *group = after;
            }
            visit(article, &own);
        }
    }
}

/// Splits occurrences before `section`, with few steps if it is near.
fn split_before(occurrences: &[Occurrence], section: u32) -> (&[Occurrence], &[Occurrence]) {
    let is_before = |occurrence: &Occurrence| occurrence.posting.section < section;
    let mut reach = 1;
    while occurrences.get(reach - 1).is_some_and(is_before) {
        reach *= 2;
    }
    let near = occurrences.get(..reach.min(occurrences.len())).unwrap_or_default();
    occurrences.split_at(near.partition_point(is_before))
}

/// The groups whose articles are hits: those of telling words, if any article has one.
fn leads(plan: &Plan, occurrences: &[Vec<Vec<Occurrence>>]) -> Vec<bool> {
    let is_found =
        |group: usize| occurrences.iter().any(|groups| groups.get(group).is_some_and(|found| !found.is_empty()));
    let leads: Vec<bool> = plan.groups.iter().enumerate().map(|(n, group)| group.is_telling && is_found(n)).collect();
    if leads.contains(&true) { leads } else { vec![true; plan.groups.len()] }
}

/// How many articles have a group's word: for sure, and at all; and the same of their titles.
#[derive(Default)]
struct Counts {
    sure: f64,
    all: f64,
    sure_titles: f64,
    all_titles: f64,
}

impl Counts {
    fn of(group: usize, occurrences: &[Vec<Vec<Occurrence>>], segments: &[Arc<dyn Segment>]) -> Self {
        let mut counts = Counts::default();
        for (groups, segment) in occurrences.iter().zip(segments) {
            let (mut last, mut last_sure) = (None, None);
            for occurrence in groups.get(group).into_iter().flatten() {
                let article = segment.table().article_of(occurrence.posting.section);
                let in_title = f64::from(u8::from(occurrence.posting.title > 0));
                counts.all += f64::from(u8::from(last != article));
                counts.all_titles += in_title;
                last = article;
                if occurrence.is_sure {
                    counts.sure += f64::from(u8::from(last_sure != article));
                    counts.sure_titles += in_title;
                    last_sure = article;
                }
            }
        }
        counts
    }

    /// Guesses make a word look frequent only where nothing but guesses is there.
    fn articles(&self) -> f64 {
        if self.sure > 0.0 { self.sure } else { self.all }
    }

    fn titles(&self) -> f64 {
        if self.sure_titles > 0.0 { self.sure_titles } else { self.all_titles }
    }
}

/// BM25's idf in the form that is never negative. `libm` gives the same bits on every platform.
fn idf(count: f64, of: f64) -> f64 {
    libm::log(1.0 + (of - count + 0.5) / (count + 0.5))
}

/// What an article would score that had every word as often as can be, in every part.
fn most(worths: &[Worth], ranking: &Ranking) -> f64 {
    let parts = |worth: &Worth| worth.idf * (1.0 + ranking.section) + worth.title_idf * ranking.title;
    worths.iter().map(parts).sum::<f64>() * (ranking.k1 + 1.0) * (1.0 + ranking.proximity)
}

fn averages(segments: &[Arc<dyn Segment>]) -> Averages {
    let tables = || segments.iter().map(|segment| segment.table());
    let articles = tables().map(|table| table.articles.len()).sum::<usize>().max(1) as f64;
    let sections = tables().map(|table| table.sections.len()).sum::<usize>().max(1) as f64;
    let (mut words, mut title_words, mut section_words) = (0.0, 0.0, 0.0);
    for table in tables() {
        words += table.articles.iter().map(|row| f64::from(row.length)).sum::<f64>();
        title_words += table.articles.iter().map(|row| f64::from(row.title_length)).sum::<f64>();
        section_words += table.sections.iter().map(|row| f64::from(row.length)).sum::<f64>();
    }
    Averages { article: words / articles, section: section_words / sections, title: title_words / articles }
}
