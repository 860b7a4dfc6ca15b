//! What the words of a query add up to in an article, as far as a first look sees it.

use super::evidence::Scale;
use super::saturation::Saturations;
use super::worth::{Counts, Worth};
use crate::segment::{ArticlePosting, Table};
use crate::settings::Ranking;

/// An article's score so far, and its share of the group being counted.
pub(super) struct Sum {
    pub(super) article: u32,
    /// Number of the group that `own` belongs to.
    pub(super) group: u32,
    text: f32,
    title: f32,
    covered: f32,
    title_words: f32,
    /// Number of groups that the article has for sure, and that its headings have.
    sure_words: u16,
    heading_words: u16,
    length: f32,
    title_length: f32,
    pub(super) own: Own,
}

/// What the forms of one group add up to in an article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own, and there is one of these for every article"
)]
pub(super) struct Own {
    pub(super) frequency: f32,
    pub(super) title: f32,
    pub(super) certainty: f32,
    pub(super) title_certainty: f32,
    /// Whether it stands in the title for sure, and in curated words at all.
    in_sure_title: bool,
    in_curated: bool,
    pub(super) is_sure: bool,
    pub(super) in_heading: bool,
    /// Whether the article has the group at all.
    pub(super) is_there: bool,
}

/// A form of the group being counted.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) certainty: f32,
    pub(super) is_sure: bool,
}

impl Own {
    pub(super) fn add(&mut self, posting: &ArticlePosting, reading: Reading, ranking: &Ranking) {
        let Reading { certainty, is_sure } = reading;
        self.is_there = true;
        self.frequency += posting.text as f32
            + ranking.title_words as f32 * posting.title as f32
            + ranking.curated as f32 * posting.curated as f32;
        self.certainty = self.certainty.max(certainty);
        self.is_sure |= is_sure;
        self.in_heading |= posting.in_heading;
        self.in_curated |= posting.curated > 0;
        if posting.title > 0 {
            self.title += posting.title as f32;
            self.title_certainty = self.title_certainty.max(certainty);
            self.in_sure_title |= is_sure;
        }
    }

    pub(super) fn tell(&self, counts: &mut Counts) {
        counts.all += 1;
        counts.named += u32::from(self.in_heading || self.title > 0.0 || self.in_curated);
        counts.sure += u32::from(self.is_sure);
        counts.all_titles += u32::from(self.title > 0.0);
        counts.sure_titles += u32::from(self.in_sure_title);
    }
}

impl Sum {
    pub(super) fn new(article: u32, table: &Table) -> Self {
        let row = table.articles.get(article as usize).copied().unwrap_or_default();
        Sum {
            article,
            group: 0,
            text: 0.0,
            title: 0.0,
            covered: 0.0,
            title_words: 0.0,
            sure_words: 0,
            heading_words: 0,
            length: row.length as f32,
            title_length: row.title_length as f32,
            own: Own::default(),
        }
    }

    /// Adds what a group is worth that the article has.
    pub(super) fn add(&mut self, own: &Own, worth: Worth, saturations: &Saturations) {
        let text = saturations.article.of_many(own.frequency, self.length);
        self.text += worth.idf as f32 * own.certainty * text;
        if !worth.is_extra {
            self.covered += worth.idf as f32 * own.certainty;
            self.sure_words += u16::from(own.is_sure);
            self.heading_words += u16::from(own.in_heading && own.is_sure);
        }
        if own.title > 0.0 {
            let title = saturations.title.of_many(own.title, self.title_length);
            self.title += worth.title_idf as f32 * own.title_certainty * title;
            self.title_words += if worth.is_extra { 0.0 } else { own.title_certainty };
        }
    }

    /// Whether the article has all of so many words, each for sure.
    pub(super) fn has_all(&self, words: u16) -> bool {
        self.sure_words == words
    }

    /// Whether the title may be a query of so many words.
    pub(super) fn is_titled(&self, words: u16, scale: &Scale<'_>) -> bool {
        self.title_words >= f32::from(words) && self.title_length <= scale.typed as f32
    }

    /// Whether a heading may be.
    pub(super) fn is_headed(&self, words: u16, scale: &Scale<'_>, table: &Table) -> bool {
        self.heading_words == words && has_heading(table, self.article, scale.typed)
    }

    /// No less than the score.
    pub(super) fn most(&self, ranking: &Ranking) -> f64 {
        f64::from(self.text) + ranking.title * f64::from(self.title)
    }

    /// What is known of the article's score: sections, function words and nearness are not seen yet, nor what is against it.
    pub(super) fn score(&self, scale: &Scale<'_>) -> f64 {
        let text = f64::from(self.text) * scale.found(scale.coverage(f64::from(self.covered)));
        if self.title == 0.0 {
            return text;
        }
        let agreement = scale.agreement(f64::from(self.title_words), f64::from(self.title_length));
        text + scale.ranking.title * f64::from(self.title) * agreement
    }
}

/// Whether an article has a heading of so many words.
pub(super) fn has_heading(table: &Table, article: u32, words: usize) -> bool {
    let rows = table.sections_of(article).filter_map(|section| table.sections.get(section as usize));
    rows.into_iter().any(|row| row.heading_length as usize == words)
}
