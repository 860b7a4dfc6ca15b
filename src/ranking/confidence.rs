//! How sure it is that the best section of the best article answers.
//!
//! A score says which article is better than another for one query, and nothing of whether the best one is good: over all
//! queries, that a score is high tells answerable and unanswerable ones apart no better than chance. What does tell is how
//! much of the query is missing, whether the best article stands out, and whether a heading says what was asked.

use std::fmt;

/// What the signs weigh: a logistic regression. `src/docs/answers.md` says on what, and how it was checked.
const WEIGHTS: [(&str, f64); 7] = [
    ("missing word", -2.0),
    ("lead", 1.6),
    ("strength", 1.7),
    ("title", 2.0),
    ("heading", 1.35),
    ("heading in order", 1.6),
    ("text in order", 0.9),
];
const BIAS: f64 = -1.65;

/// How sure it is that an answer answers, and the signs of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Confidence {
    value: f64,
    signs: [f64; WEIGHTS.len()],
}

/// What is seen of the best section, and of the best article beside the next.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Seen {
    pub(super) missing: f64,
    pub(super) lead: f64,
    pub(super) strength: f64,
    pub(super) title: f64,
    pub(super) heading: f64,
    pub(super) heading_in_order: f64,
    pub(super) text_in_order: f64,
}

impl Confidence {
    pub(super) fn new(seen: Seen) -> Self {
        let signs = [
            seen.missing,
            seen.lead,
            seen.strength,
            seen.title,
            seen.heading,
            seen.heading_in_order,
            seen.text_in_order,
        ];
        let sum: f64 = signs.iter().zip(WEIGHTS).map(|(sign, (_, weight))| sign * weight).sum();
        Confidence { value: 1.0 / (1.0 + libm::exp(-(BIAS + sum))), signs }
    }

    /// The same for an article that its editors promote for the query: nothing is surer.
    pub(crate) fn of_promoted(self) -> Self {
        Confidence { value: 1.0, ..self }
    }

    /// 0 to 1: about the share of answers as sure as this one that are right. 1 if editors promoted the article for the query.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Name and value of each sign, in a fixed order:
    ///
    /// - `missing word`: the share of the query, by worth, that is the most telling word that the article does not have: 0
    ///   to 1;
    /// - `lead`: how far the next article's score is below, or, where there is no next, the share of the query that the article
    ///   has: 0 to 1;
    /// - `strength`: its score, as a share of what the words can bring in text and title: 0 to 1;
    /// - `title`: how far query and title agree: 0 to 1;
    /// - `heading`: the same of the section's heading: 0 to 1;
    /// - `heading in order`: how much of the query stands in the heading as it was typed: 0 to 1;
    /// - `text in order`: how much of it stands so in the section's text: 0 to 1.
    pub fn signs(&self) -> impl Iterator<Item = (&'static str, f64)> {
        WEIGHTS.iter().map(|(name, _)| *name).zip(self.signs)
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.value)?;
        let mut sign = ':';
        for (name, value) in self.signs().filter(|(_, value)| *value != 0.0) {
            write!(f, "{sign} {name} {value:.2}")?;
            sign = ',';
        }
        Ok(())
    }
}
