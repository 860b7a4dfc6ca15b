//! BM25's saturation: further occurrences of a word count less and less, the later the longer the text is (Robertson and
//! Zaragoza, The Probabilistic Relevance Framework, 2009).

use std::sync::Arc;

use crate::segment::{Segment, Totals};
use crate::settings::Ranking;

/// Of the words in articles, in sections and in titles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saturations {
    pub(super) article: Saturation,
    pub(super) section: Saturation,
    pub(super) title: Saturation,
}

impl Saturations {
    pub(super) fn of(segments: &[Arc<dyn Segment>], ranking: &Ranking) -> Self {
        let totals = || segments.iter().map(|segment| segment.totals());
        let articles = totals().map(|totals| totals.articles).sum::<usize>().max(1) as f64;
        let sections = totals().map(|totals| totals.sections).sum::<usize>().max(1) as f64;
        let sum = |of: fn(&Totals) -> u64| totals().map(of).sum::<u64>() as f64;
        Saturations {
            article: Saturation::new(ranking.k1, ranking.b, sum(|totals| totals.words) / articles),
            section: Saturation::new(ranking.k1, ranking.section_b, sum(|totals| totals.section_words) / sections),
            title: Saturation::new(ranking.k1, ranking.title_b, sum(|totals| totals.title_words) / articles),
        }
    }
}

/// `f (k1 + 1) / (f + k1 (1 - b + b length / average))`, with what is the same for all lengths worked out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Saturation {
    most: f64,
    least: f64,
    by_length: f64,
}

impl Saturation {
    fn new(k1: f64, b: f64, average: f64) -> Self {
        let by_length = if average > 0.0 { k1 * b / average } else { 0.0 };
        Saturation { most: k1 + 1.0, least: k1 * (1.0 - b), by_length }
    }

    /// The same in half the precision and time, for tens of thousands of articles at once.
    pub(super) fn of_many(self, frequency: f32, length: f32) -> f32 {
        let denominator = frequency + self.least as f32 + self.by_length as f32 * length;
        if denominator > 0.0 { self.most as f32 * frequency / denominator } else { 0.0 }
    }

    /// 0 to 1: what share that is of the most that it can be.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn share_of_many(self, frequency: f32, length: f32) -> f32 {
        let denominator = frequency + self.least as f32 + self.by_length as f32 * length;
        if denominator > 0.0 { frequency / denominator } else { 0.0 }
    }

    /// The most that it can be.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn most(self) -> f64 {
        self.most
    }

    /// All on which it depends.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn numbers(self) -> [f64; 3] {
        [self.most, self.least, self.by_length]
    }

    pub(super) fn of(self, frequency: f64, length: f64) -> f64 {
        let denominator = frequency + self.least + self.by_length * length;
        if denominator > 0.0 { self.most * frequency / denominator } else { 0.0 }
    }
}
