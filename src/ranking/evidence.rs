//! What speaks for an article: the parts of its score before the close look.

use std::cmp::Ordering;

use super::gather::Occurrence;
use super::saturation::Saturations;
use super::worth::Worth;
use crate::segment::{ArticleRow, SectionRow};
use crate::settings::Ranking;

/// What is common to all articles of a query.
pub(super) struct Scale<'a> {
    pub(super) ranking: &'a Ranking,
    pub(super) saturations: Saturations,
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
    pub(super) fn new(worths: Vec<Worth>, saturations: Saturations, typed: usize, ranking: &'a Ranking) -> Self {
        let counted = worths.iter().filter(|worth| !worth.is_extra);
        let (worth, words) = counted.fold((0.0, 0.0), |(worth, words), one| (worth + one.idf, words + 1.0));
        Scale { ranking, saturations, worths, worth, words, typed }
    }

    /// The share of the query's words, by their worth, that `found` of it is.
    pub(super) fn coverage(&self, found: f64) -> f64 {
        if self.worth > 0.0 { found / self.worth } else { 0.0 }
    }

    /// The factor for that share.
    pub(super) fn found(&self, coverage: f64) -> f64 {
        1.0 - self.ranking.coverage + self.ranking.coverage * coverage * coverage
    }

    /// The harmonic mean of the shares of the query's and of a title's words that are common to both.
    pub(super) fn agreement(&self, common: f64, title_length: f64) -> f64 {
        let sum = self.words + title_length;
        if sum > 0.0 { (2.0 * common / sum).min(1.0) } else { 0.0 }
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
    /// What editors add to the score or take from it, as a share of it: -0.5 to 1.
    pub(crate) boost: f64,
    /// Whether the article is in another language than the query.
    pub(crate) is_foreign: bool,
    /// Whether a heading is the query, word for word, and no other candidate has such a one.
    pub(crate) is_heading: bool,
    /// How the title is the query: at first whether it has all its words, after the close look word for word.
    pub(crate) title_is: Named,
    /// Which groups stand in the title.
    pub(super) titled: Groups,
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
    /// Which groups stand in its text and in its heading.
    pub(super) text: Groups,
    pub(super) heading: Groups,
}

/// Which of a plan's groups stand somewhere. Of more than 64 it is only known that they may.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Groups(u64);

impl Groups {
    fn add(&mut self, group: usize) {
        self.0 |= bit(group);
    }

    fn join(&mut self, more: Self) {
        self.0 |= more.0;
    }

    pub(super) fn may_have(self, group: usize) -> bool {
        group >= 64 || self.0 & bit(group) != 0
    }
}

fn bit(group: usize) -> u64 {
    if group < 64 { 1 << group } else { 0 }
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
    let groups = subject.occurrences.iter().zip(&scale.worths).enumerate();
    for (number, (occurrences, worth)) in groups.filter(|(_, (occurrences, _))| !occurrences.is_empty()) {
        add_group(&mut evidence, &mut found, subject, (number, occurrences), *worth, scale);
    }
    evidence.coverage = scale.coverage(found.worth);
    evidence.title_is = if found.title_words >= scale.words { Named::ByWords } else { Named::No };
    evidence.title *= scale.agreement(found.title_words, f64::from(subject.row.title_length));
    merge_sections(&mut evidence.sections);
    for section in &mut evidence.sections {
        let row = subject.rows.get(section.section as usize).copied().unwrap_or_default();
        section.is_named = section.heading_words >= scale.words && row.heading_length as usize == scale.typed;
        // The heading of a section that goes on is indexed where it begins.
        if row.heading_length == 0 {
            section.heading.join(found.headed);
        }
    }
    evidence.section = evidence.sections.iter().map(|section| section.score).fold(0.0, f64::max);
    evidence
}

/// How much of the query was found, and how much of it in the title.
#[derive(Default)]
struct Agreement {
    worth: f64,
    title_words: f64,
    /// Which groups stand in any heading.
    headed: Groups,
}

fn add_group(
    evidence: &mut Evidence,
    found: &mut Agreement,
    subject: &Subject<'_>,
    (group, occurrences): (usize, &[Occurrence]),
    worth: Worth,
    scale: &Scale<'_>,
) {
    let Scale { ranking, saturations, .. } = scale;
    let (mut frequency, mut title, mut certainty, mut title_certainty) = (0.0, 0.0, 0.0f64, 0.0f64);
    for Occurrence { section, body, heading, title: titled, curated, certainty: own, title_certainty: own_title } in
        occurrences
    {
        let (in_title, in_heading, in_curated) = (f64::from(*titled), f64::from(*heading), f64::from(*curated));
        frequency += f64::from(*body) + in_heading + ranking.title_words * in_title + ranking.curated * in_curated;
        certainty = certainty.max(f64::from(*own));
        let (mut text, mut heading) = (Groups::default(), Groups::default());
        if *body > 0 {
            text.add(group);
        }
        if in_heading > 0.0 {
            heading.add(group);
            found.headed.add(group);
        }
        if *titled > 0 {
            evidence.titled.add(group);
            title += in_title;
            title_certainty = title_certainty.max(f64::from(*own_title));
        }
        let row = subject.rows.get(*section as usize).copied().unwrap_or_default();
        let in_section = f64::from(*body) + ranking.heading * in_heading;
        let score = worth.idf * f64::from(*own) * saturations.section.of(in_section, f64::from(row.length));
        let heading_words = if in_heading > 0.0 && !worth.is_extra { f64::from(*own) } else { 0.0 };
        let section = *section;
        evidence.sections.push(SectionScore { section, score, is_named: false, heading_words, text, heading });
    }
    evidence.text += worth.idf * certainty * saturations.article.of(frequency, f64::from(subject.row.length));
    if !worth.is_extra {
        found.worth += worth.idf * certainty;
        found.title_words += if title > 0.0 { title_certainty } else { 0.0 };
    }
    let saturated = saturations.title.of(title, f64::from(subject.row.title_length));
    evidence.title += worth.title_idf * title_certainty * saturated;
}

/// One score a section: the sum of those of its groups, in the order of the plan, without new memory.
fn merge_sections(sections: &mut Vec<SectionScore>) {
    sections.sort_by_key(|section| section.section);
    sections.dedup_by(|next, kept| {
        let is_same = next.section == kept.section;
        if is_same {
            kept.score += next.score;
            kept.heading_words += next.heading_words;
            kept.text.join(next.text);
            kept.heading.join(next.heading);
        }
        is_same
    });
}
