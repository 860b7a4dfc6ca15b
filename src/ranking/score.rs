//! A plan over segments: the articles that have any of its words, the best first.

use std::sync::Arc;

use super::best::{Best, Scored};
use super::evidence::{Averages, Evidence, Scale, Subject, weigh};
use super::explanation::Explanation;
use super::gather::{Occurrence, gather};
use super::walk::each_article;
use super::worth::{Worth, leads, worths};
use crate::query::Plan;
use crate::segment::{Segment, Totals};
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
    /// By segment and group.
    occurrences: Vec<Vec<Vec<Occurrence>>>,
    /// Which groups make an article a hit.
    leads: Vec<bool>,
    scale: Scale<'a>,
    /// No article scores more than this, unless its title is the query.
    most: f64,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(plan: &Plan, segments: &'a [Arc<dyn Segment>], ranking: &'a Ranking) -> Self {
        let of_segment =
            |segment: &Arc<dyn Segment>| plan.groups.iter().map(|group| gather(group, segment.as_ref())).collect();
        let occurrences: Vec<Vec<Vec<Occurrence>>> = segments.iter().map(of_segment).collect();
        let worths = worths(plan, &occurrences, segments);
        let (leads, most) = (leads(plan, &occurrences), most(&worths, ranking));
        Scorer { segments, occurrences, leads, scale: Scale::new(worths, averages(segments), ranking), most }
    }

    pub(super) fn ranking(&self) -> &Ranking {
        self.scale.ranking
    }

    /// The inverse article frequencies of the plan's groups; 0 for words that no article has.
    pub(crate) fn idfs(&self) -> Vec<f64> {
        self.scale.worths.iter().map(|worth| worth.idf).collect()
    }

    /// The best `wanted` articles among those that `allowed` allows, and how many there are in all.
    pub(crate) fn candidates(&self, wanted: usize, allowed: &dyn Fn(usize, u32) -> bool) -> (Vec<Candidate>, usize) {
        let mut best = Best::new(wanted);
        let mut total = 0;
        let mut evidence = Evidence::default();
        for (number, (segment, groups)) in self.segments.iter().zip(&self.occurrences).enumerate() {
            each_article(groups, &self.leads, segment.table(), &mut |article, occurrences| {
                if !allowed(number, article) {
                    return;
                }
                total += 1;
                // Most articles have too few of the words to be among the best, and need not be weighed.
                if best.wants(self.most_of(occurrences)) {
                    self.weigh(number, article, occurrences, &mut evidence);
                    best.add(Scored { score: self.score(&evidence), segment: number, article });
                }
            });
        }
        (best.sorted().into_iter().map(|scored| self.candidate(&scored)).collect(), total)
    }

    /// No article that has just these groups scores more before the close look, whatever its occurrences are.
    fn most_of(&self, occurrences: &[&[Occurrence]]) -> f64 {
        let (mut idf, mut title_idf, mut covered) = (0.0, 0.0, 0.0);
        for (_, worth) in occurrences.iter().zip(&self.scale.worths).filter(|(own, _)| !own.is_empty()) {
            idf += worth.idf;
            title_idf += worth.title_idf;
            covered += if worth.is_extra { 0.0 } else { worth.idf };
        }
        let Ranking { k1, section, title, .. } = self.scale.ranking;
        let coverage = if self.scale.worth > 0.0 { covered / self.scale.worth } else { 0.0 };
        (k1 + 1.0) * (idf * (1.0 + section) * self.found(coverage) + title_idf * title)
    }

    fn candidate(&self, scored: &Scored) -> Candidate {
        let &Scored { score, segment, article } = scored;
        let mut evidence = Evidence::default();
        let groups = self.occurrences.get(segment).map_or(0, Vec::len);
        let own: Vec<&[Occurrence]> = (0..groups).map(|group| self.of_article(segment, article, group)).collect();
        self.weigh(segment, article, &own, &mut evidence);
        evidence.sections.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
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
        let ranking = self.scale.ranking;
        let found = self.found(evidence.coverage);
        let text = evidence.text * found;
        let section = ranking.section * evidence.section * found;
        let title = ranking.title * evidence.title;
        let proximity = ranking.proximity * evidence.proximity * (text + section + title);
        let is_title = if evidence.is_title { self.most } else { 0.0 };
        [
            ("text", text),
            ("section", section),
            ("title", title),
            ("proximity", proximity),
            ("title is the query", is_title),
        ]
    }

    /// The factor for the share of the query that was found.
    fn found(&self, coverage: f64) -> f64 {
        1.0 - self.scale.ranking.coverage + self.scale.ranking.coverage * coverage * coverage
    }

    fn weigh(&self, segment: usize, article: u32, occurrences: &[&[Occurrence]], evidence: &mut Evidence) {
        let table = self.segments.get(segment).map(|segment| segment.table());
        let row = table.and_then(|table| table.articles.get(article as usize)).copied().unwrap_or_default();
        let rows = table.map_or(&[][..], |table| &table.sections);
        weigh(&Subject { row, rows, occurrences }, &self.scale, evidence);
    }
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
    let sum = |of: fn(&Totals) -> u64| tables().map(|table| of(&table.totals)).sum::<u64>() as f64;
    let (words, title_words) = (sum(|totals| totals.words), sum(|totals| totals.title_words));
    let section_words = sum(|totals| totals.section_words);
    Averages { article: words / articles, section: section_words / sections, title: title_words / articles }
}
