//! Logistic regression.

use std::fmt;

use crate::sets::Set;

/// A query, and what the library would answer.
pub(crate) struct Example {
    /// Number of the query in its set: the same query with other articles is not another query.
    pub(crate) query: usize,
    /// Whether no article was left out.
    pub(crate) is_whole: bool,
    pub(crate) is_answerable: bool,
    pub(crate) right: Right,
    pub(crate) confidence: f64,
    pub(crate) names: Vec<&'static str>,
    pub(crate) signs: Vec<f64>,
}

/// How far an answer is right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Right {
    Not,
    /// Its article answers.
    Article,
    /// Its section answers, as far as sections were judged.
    Section,
}

/// The bias, and the weight of each sign.
pub(crate) struct Weights {
    bias: f64,
    weights: Vec<(&'static str, f64)>,
}

/// How strongly weights are drawn to 0.
const DECAY: f64 = 1e-3;

/// Steps of gradient descent, and how far each goes.
const STEPS: usize = 4_000;
const RATE: f64 = 1.0;

impl Weights {
    /// Those under which the examples that `is_used` allows are likeliest. However many queries a set has, it counts alike;
    /// but one of which articles were judged, and not sections, a tenth of one that says which section is right.
    pub(crate) fn fit(sets: &[Set], is_used: &dyn Fn(&Example) -> bool) -> Self {
        let names = sets.iter().flat_map(|set| &set.examples).next().map_or(Vec::new(), |one| one.names.clone());
        let mut weights = Weights { bias: 0.0, weights: names.into_iter().map(|name| (name, 0.0)).collect() };
        for _ in 0..STEPS {
            weights.step(sets, is_used);
        }
        weights
    }

    fn step(&mut self, sets: &[Set], is_used: &dyn Fn(&Example) -> bool) {
        let (mut bias, mut slopes) = (0.0, vec![0.0; self.weights.len()]);
        for set in sets {
            let used: Vec<&Example> = set.examples.iter().filter(|one| is_used(one)).collect();
            let share = if set.has_sections { 1.0 } else { 0.1 } / used.len().max(1) as f64;
            for one in used {
                let enough = if set.has_sections { Right::Section } else { Right::Article };
                let error = share * (f64::from(u8::from(one.right >= enough)) - self.confidence(&one.signs));
                bias += error;
                slopes.iter_mut().zip(&one.signs).for_each(|(slope, sign)| *slope += error * sign);
            }
        }
        self.bias += RATE * bias;
        for ((_, weight), slope) in self.weights.iter_mut().zip(slopes) {
            *weight += RATE * (slope - DECAY * *weight);
        }
    }

    pub(crate) fn confidence(&self, signs: &[f64]) -> f64 {
        let sum: f64 = self.weights.iter().zip(signs).map(|((_, weight), sign)| weight * sign).sum();
        1.0 / (1.0 + (-(self.bias + sum)).exp())
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>18} {:.2}", "bias", self.bias)?;
        self.weights.iter().try_for_each(|(name, weight)| write!(f, "\n{name:>18} {weight:.2}"))
    }
}
