//! What a sentence is about: the articles that it finds.

use crate::analysis::{function_words, tokenize};
use crate::results::Results;

/// The first hits say what a sentence is about.
const HITS: usize = 6;

/// The languages whose function words are no topic.
const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "it", "pt", "nl"];

/// The articles that something finds, with their shares of the score: together 1, or nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Topic {
    articles: Vec<(String, f64)>,
    /// How much of its words the best article has, 0 to 1.
    pub(super) coverage: f64,
}

impl Topic {
    pub(super) fn of(results: &Results) -> Self {
        // What is far behind the best says little.
        let weight = |score: f64| score * score * score;
        let hits = || results.iter().take(HITS);
        let whole: f64 = hits().map(|hit| weight(hit.score())).sum();
        let articles = hits().filter(|_| whole > 0.0).map(|hit| (hit.id().to_owned(), weight(hit.score()) / whole));
        let coverage = results.hits().first().map_or(0.0, |hit| hit.explain().coverage());
        Topic { articles: articles.collect(), coverage }
    }

    /// How much two have in common: 0 nothing, 1 everything.
    pub(super) fn shared(&self, other: &Topic) -> f64 {
        let share = |id: &str| other.articles.iter().find(|(known, _)| known == id).map_or(0.0, |(_, share)| *share);
        self.articles.iter().map(|(id, own)| own.min(share(id))).sum()
    }
}

/// How many words of a text say what it is about.
pub(super) fn telling_words(text: &str) -> usize {
    let mut words = Vec::new();
    // As function words are listed: `dont`.
    tokenize(&text.replace(['\'', '’'], ""), &mut |token| {
        if token.kind.counts() {
            words.push(token.term.to_owned());
        }
    });
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut tells = vec![true; words.len()];
    for language in LANGUAGES {
        for (tells, is_function_word) in tells.iter_mut().zip(function_words(language, &words)) {
            *tells &= !is_function_word;
        }
    }
    tells.into_iter().filter(|tells| *tells).count()
}
