//! Which of an article's best sections answers.
//!
//! BM25 finds the sections that have words of the query. Among those of one article more can be seen: how much of the query
//! a section has together with title and headings, whether its heading agrees with the query or speaks of a narrower case,
//! and which words its neighbours do not have.

use super::close_look::Read;
use crate::query::{FormKind, Match};
use crate::settings::Ranking;

/// What the signs weigh: a conditional logit, fitted to judged sections. `src/docs/answers.md` says to which, and how it was
/// checked.
const BM25: f64 = 1.25;
const COVERAGE: f64 = 2.0;
const HEADING: f64 = 1.75;
const LENGTH: f64 = 1.6;
const DISTINCT: f64 = 1.5;
const NARROWER: f64 = -1.0;

/// A section of so many words has the length 1.
const WORDS: f64 = 35.0;

/// The words of a query, as far as an article can have or miss them.
pub(super) struct Wanted<'a> {
    /// By group: what it is worth, also if no article has it.
    pub(super) worths: Vec<f64>,
    pub(super) ranking: &'a Ranking,
}

/// By group: how sure it is that the word is there.
pub(super) type Certainties = Vec<f64>;

impl Wanted<'_> {
    /// Adds what some matches find to what was found before.
    pub(super) fn add(&self, found: &mut Certainties, matches: &[Match]) {
        found.resize(self.worths.len(), 0.0);
        for one in matches {
            if let Some(certainty) = found.get_mut(one.group) {
                *certainty = certainty.max(self.certainty(one.kind));
            }
        }
    }

    fn certainty(&self, kind: FormKind) -> f64 {
        let ranking = self.ranking;
        match kind {
            FormKind::Exact => 1.0,
            FormKind::Spelling => ranking.spelling,
            FormKind::Inflected => ranking.inflected,
            FormKind::Joined => ranking.joined,
            FormKind::Split => ranking.split,
            FormKind::Synonym => ranking.synonym,
            FormKind::Prefix => ranking.prefix,
            FormKind::Typo => ranking.one_typo,
        }
    }

    /// 0 to 1: the share of the query, by worth, that was found.
    pub(super) fn share(&self, found: &Certainties) -> f64 {
        let sum = self.worths.iter().zip(found).map(|(worth, certainty)| worth * certainty).sum::<f64>();
        ratio(sum, self.worths.iter().sum())
    }

    /// 0 to 1: the harmonic mean of the share of the query that a heading has, and of the heading that the query has.
    pub(super) fn agreement(&self, heading: &[Match], words: u32) -> f64 {
        let mut found = Certainties::new();
        self.add(&mut found, heading);
        let of_heading = f64::from(self.matched(heading)) / f64::from(words.max(1));
        let of_query = self.share(&found);
        ratio(2.0 * of_query * of_heading, of_query + of_heading)
    }

    /// Number of words of a text that are worth something to the query.
    fn matched(&self, matches: &[Match]) -> u32 {
        let worthy = |found: &&Match| self.worths.get(found.group).is_some_and(|worth| *worth > 0.0);
        let mut positions: Vec<u32> = matches.iter().filter(worthy).map(|found| found.position).collect();
        positions.sort_unstable();
        positions.dedup();
        positions.len() as u32
    }
}

/// The share that a part is of the whole; 0 of nothing.
pub(super) fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// How well each of the sections of one article fits the query; higher is better. `scores` are their own, and `above` says
/// what of the query is in the title, and for each in the headings above it.
pub(super) fn fits(wanted: &Wanted<'_>, read: &[Read<'_>], scores: &[f64], title: &Certainties) -> Vec<f64> {
    let best = scores.iter().copied().fold(0.0, f64::max);
    let titled = wanted.share(title);
    let own: Vec<Certainties> = read.iter().map(|one| own_words(wanted, one)).collect();
    let distinct = distinct(wanted, &own, read);
    let most = distinct.iter().copied().fold(0.0, f64::max);
    let fit = |((one, score), (own, distinct)): ((&Read<'_>, &f64), (&Certainties, &f64))| {
        let mut all = own.clone();
        all.iter_mut().zip(title).for_each(|(certainty, titled)| *certainty = certainty.max(*titled));
        let other_words = one.heading_words.saturating_sub(wanted.matched(&one.heading));
        BM25 * ratio(*score, best)
            + COVERAGE * wanted.share(&all)
            + HEADING * wanted.agreement(&one.heading, one.heading_words)
            + LENGTH * libm::log(1.0 + f64::from(one.words) / WORDS)
            + DISTINCT * ratio(*distinct, most)
            + NARROWER * titled * libm::log(1.0 + f64::from(other_words))
    };
    read.iter().zip(scores).zip(own.iter().zip(&distinct)).map(fit).collect()
}

/// What of the query a section has by itself and from the headings above it.
fn own_words(wanted: &Wanted<'_>, read: &Read<'_>) -> Certainties {
    let mut own = Certainties::new();
    wanted.add(&mut own, &read.matches);
    wanted.add(&mut own, &read.heading);
    wanted.add(&mut own, &read.above);
    own
}

/// For each section: what it has of the words that set sections apart. A word that all of them have says nothing.
fn distinct(wanted: &Wanted<'_>, own: &[Certainties], read: &[Read<'_>]) -> Vec<f64> {
    let sections = own.len() as f64;
    let rarity = |group: usize| {
        let having = own.iter().filter(|own| own.get(group).is_some_and(|certainty| *certainty > 0.0)).count() as f64;
        if having > 0.0 { libm::log((sections + 1.0) / (having + 0.5)) } else { 0.0 }
    };
    let worths: Vec<f64> = wanted.worths.iter().enumerate().map(|(group, worth)| worth * rarity(group)).collect();
    let average = read.iter().map(|one| f64::from(one.words)).sum::<f64>() / sections.max(1.0);
    let value = |one: &Read<'_>| {
        let norm = 0.5 + 0.5 * f64::from(one.words) / average.max(1.0);
        let saturated = |(frequency, worth): (&f64, &f64)| worth * frequency * 2.2 / (frequency + 1.2 * norm);
        frequencies(wanted, one).iter().zip(&worths).map(saturated).sum()
    };
    read.iter().map(value).collect()
}

/// By group: how often its word stands in a section; in a heading it counts as often as it does elsewhere.
fn frequencies(wanted: &Wanted<'_>, read: &Read<'_>) -> Vec<f64> {
    let mut frequencies = vec![0.0; wanted.worths.len()];
    let mut add = |matches: &[Match], times: f64| {
        for found in matches {
            if let Some(frequency) = frequencies.get_mut(found.group) {
                *frequency += times * wanted.certainty(found.kind);
            }
        }
    };
    add(&read.matches, 1.0);
    add(&read.heading, wanted.ranking.heading);
    add(&read.above, wanted.ranking.heading);
    frequencies
}
