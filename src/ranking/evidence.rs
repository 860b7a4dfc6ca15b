//! What speaks for an article: the parts of its score before the close look.

use std::cmp::Ordering;
use std::sync::Arc;

use super::gather::Occurrence;
use super::worth::Worth;
use crate::segment::{ArticleRow, SectionRow, Segment, Totals};
use crate::settings::Ranking;

/// The averages that lengths are compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Averages {
    pub(super) article: f64,
    pub(super) section: f64,
    pub(super) title: f64,
}

impl Averages {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let tables = || segments.iter().map(|segment| segment.table());
        let articles = tables().map(|table| table.articles.len()).sum::<usize>().max(1) as f64;
        let sections = tables().map(|table| table.sections.len()).sum::<usize>().max(1) as f64;
        let sum = |of: fn(&Totals) -> u64| tables().map(|table| of(&table.totals)).sum::<u64>() as f64;
        let (words, title_words) = (sum(|totals| totals.words), sum(|totals| totals.title_words));
        let section_words = sum(|totals| totals.section_words);
        Averages { article: words / articles, section: section_words / sections, title: title_words / articles }
    }
}

/// What is common to all articles of a query.
pub(super) struct Scale<'a> {
    pub(super) ranking: &'a Ranking,
    pub(super) averages: Averages,
    /// Of the plan's groups, in order.
    pub(super) worths: Vec<Worth>,
    /// The sum over the groups that can be missed.
    pub(super) worth: f64,
    /// Number of those groups.
    pub(super) words: f64,
    /// Number of words as typed, those that come again too.
    pub(super) typed: usize,
}

impl<'a> Scale<'a> {
    pub(super) fn new(worths: Vec<Worth>, averages: Averages, typed: usize, ranking: &'a Ranking) -> Self {
        let counted = worths.iter().filter(|worth| !worth.is_extra);
        let (worth, words) = counted.fold((0.0, 0.0), |(worth, words), one| (worth + one.idf, words + 1.0));
        Scale { ranking, averages, worths, worth, words, typed }
    }
}

/// The parts of an article's score.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Evidence {
    /// BM25 of the whole article.
    pub(crate) text: f64,
    /// 0 to 1: the share of the query's words that were found, by their worth.
    pub(crate) coverage: f64,
    /// BM25 of the title, times how well title and query agree.
    pub(crate) title: f64,
    /// BM25 of the best section.
    pub(crate) section: f64,
    /// 0 to 1: how much of the query stands together as it was typed. Known after the close look.
    pub(crate) proximity: f64,
    /// 0 to 1: the share of the query, by worth, that is there only with other accents. Known after the close look.
    pub(crate) other_accents: f64,
    /// Whether the article is in another language than the query.
    pub(crate) is_foreign: bool,
    /// Whether a heading is the query, word for word, and no other candidate has such a one.
    pub(crate) is_heading: bool,
    /// How the title is the query: at first whether it has all its words, after the close look word for word.
    pub(crate) title_is: Named,
    /// Sections that have words of the query, with their own scores.
    pub(crate) sections: Vec<SectionScore>,
}

/// Whether a title is the query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Named {
    #[default]
    No,
    /// Word for word.
    ByWords,
    /// To the last sign.
    Exactly,
}

impl Evidence {
    /// Whether title or heading is the query.
    pub(super) fn is_named(&self) -> bool {
        self.title_is != Named::No || self.is_heading
    }
}

/// What speaks for a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SectionScore {
    pub(crate) section: u32,
    pub(crate) score: f64,
    /// Whether its heading has every word of the query as it was typed, and no others; after the close look, whether it is
    /// the query.
    pub(crate) is_named: bool,
    /// Number of the query's words in its heading.
    heading_words: f64,
}

impl SectionScore {
    /// The better one first.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.section.cmp(&other.section))
    }
}

/// An article with the occurrences of each group in its sections.
pub(super) struct Subject<'a> {
    pub(super) row: ArticleRow,
    /// All rows of the segment's sections.
    pub(super) rows: &'a [SectionRow],
    /// One slice a group, in the order of the plan.
    pub(super) occurrences: &'a [&'a [Occurrence]],
}

/// Weighs what speaks for an article.
pub(super) fn weigh(subject: &Subject<'_>, scale: &Scale<'_>) -> Evidence {
    let mut evidence = Evidence::default();
    let mut found = Agreement::default();
    let groups = subject.occurrences.iter().zip(&scale.worths);
    for (occurrences, worth) in groups.filter(|(occurrences, _)| !occurrences.is_empty()) {
        add_group(&mut evidence, &mut found, subject, occurrences, *worth, scale);
    }
    evidence.coverage = if scale.worth > 0.0 { found.worth / scale.worth } else { 0.0 };
    evidence.title_is = if found.title_words >= scale.words { Named::ByWords } else { Named::No };
    evidence.title *= found.f1(scale.words, f64::from(subject.row.title_length));
    merge_sections(&mut evidence.sections);
    for section in &mut evidence.sections {
        let row = subject.rows.get(section.section as usize).copied().unwrap_or_default();
        section.is_named = section.heading_words >= scale.words && row.heading_length as usize == scale.typed;
    }
    evidence.section = evidence.sections.iter().map(|section| section.score).fold(0.0, f64::max);
    evidence
}

/// How much of the query was found, and how much of it in the title.
#[derive(Default)]
struct Agreement {
    worth: f64,
    title_words: f64,
}

impl Agreement {
    /// The harmonic mean of the shares of the query's and of the title's words that are common to both.
    fn f1(&self, query_words: f64, title_length: f64) -> f64 {
        let sum = query_words + title_length;
        if sum > 0.0 { (2.0 * self.title_words / sum).min(1.0) } else { 0.0 }
    }
}

fn add_group(
    evidence: &mut Evidence,
    found: &mut Agreement,
    subject: &Subject<'_>,
    occurrences: &[Occurrence],
    worth: Worth,
    scale: &Scale<'_>,
) {
    let Scale { ranking, averages, .. } = scale;
    let (mut frequency, mut title, mut certainty, mut title_certainty) = (0.0, 0.0, 0.0f64, 0.0f64);
    for Occurrence { section, body, heading, title: titled, curated, certainty: own, title_certainty: own_title } in
        occurrences
    {
        let (in_title, in_heading, in_curated) = (f64::from(*titled), f64::from(*heading), f64::from(*curated));
        let text = f64::from(*body) + in_heading;
        frequency += text + ranking.title_words * in_title + ranking.curated * in_curated;
        certainty = certainty.max(f64::from(*own));
        if *titled > 0 {
            title += in_title;
            title_certainty = title_certainty.max(f64::from(*own_title));
        }
        let row = subject.rows.get(*section as usize).copied().unwrap_or_default();
        let in_section = f64::from(*body) + ranking.heading * in_heading;
        let score = worth.idf
            * f64::from(*own)
            * bm25(in_section, ratio(row.length, averages.section), ranking.section_b, ranking);
        let heading_words = if *heading > 0 && !worth.is_extra { f64::from(*own) } else { 0.0 };
        evidence.sections.push(SectionScore { section: *section, score, is_named: false, heading_words });
    }
    let length = ratio(subject.row.length, averages.article);
    evidence.text += worth.idf * certainty * bm25(frequency, length, ranking.b, ranking);
    if !worth.is_extra {
        found.worth += worth.idf * certainty;
        found.title_words += if title > 0.0 { title_certainty } else { 0.0 };
    }
    let length = ratio(subject.row.title_length, averages.title);
    evidence.title += worth.title_idf * title_certainty * bm25(title, length, ranking.title_b, ranking);
}

/// One score a section: the sum of those of its groups, in the order of the plan, without new memory.
fn merge_sections(sections: &mut Vec<SectionScore>) {
    sections.sort_by_key(|section| section.section);
    sections.dedup_by(|next, kept| {
        let is_same = next.section == kept.section;
        if is_same {
            kept.score += next.score;
            kept.heading_words += next.heading_words;
        }
        is_same
    });
}

/// A length as a multiple of the average.
fn ratio(length: u32, average: f64) -> f64 {
    if average > 0.0 { f64::from(length) / average } else { 1.0 }
}

/// The saturated frequency of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
fn bm25(frequency: f64, length: f64, b: f64, ranking: &Ranking) -> f64 {
    let denominator = frequency + ranking.k1 * (1.0 - b + b * length);
    if denominator > 0.0 { frequency * (ranking.k1 + 1.0) / denominator } else { 0.0 }
}

/// The factor for the share of the query that was found.
pub(super) fn found(coverage: f64, ranking: &Ranking) -> f64 {
    1.0 - ranking.coverage + ranking.coverage * coverage * coverage
}
