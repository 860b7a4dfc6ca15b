//! What votes and choices say of articles.

use std::collections::BTreeMap;

use super::{Entry, Log};
use crate::analysis::{TokenKind, tokenize};

/// By how much votes move a score if nothing else is said.
const BOUND: f64 = 0.1;

/// Nobody may let them move it further.
const MAX_BOUND: f64 = 0.25;

/// With less weight of votes than this an article is left as it is.
const LEAST_WEIGHT: f64 = 5.0;

/// Votes for an article that come of fewer queries than this say nothing of the article.
const LEAST_QUERIES: usize = 3;

/// So much of the votes for an article may come of one and the same query.
const MOST_OF_ONE: f64 = 2.0;

/// Who chooses an article says less than who says that it helped: what stands first is chosen oftener, good or not.
const CHOICE: f64 = 0.2;

/// So many votes for and against are thought of beforehand, half of each: few votes then say little.
const BEFORE: f64 = 6.0;

/// Factors for the scores of articles, learnt from a query log.
///
/// An article's factor is `1 + bound · (2m − 1)`, where `m` is the mean of its votes after 3 for and 3 against were added (a
/// Bayesian mean with the prior Beta(3, 3)). A vote counts 1, a choice without a vote 0.2 for the article. All that comes of
/// queries with the same words counts 2 at most. Articles with a weight below 5, or with votes of fewer than three
/// different queries, have the factor 1.
///
/// So two articles change places only if the better one's score is less than `(1 + bound) / (1 − bound)` times the other's.
#[derive(Debug, Clone, PartialEq)]
pub struct Votes {
    /// For each article the mean of its votes, from -1 to 1.
    means: BTreeMap<String, f64>,
    bound: f64,
}

/// The votes for an article that came of one query.
#[derive(Default)]
struct Poll {
    helpful: f64,
    unhelpful: f64,
}

impl Votes {
    /// The votes and choices of a log.
    pub fn from_log(log: &Log) -> Self {
        let mut articles: BTreeMap<&str, BTreeMap<Vec<String>, Poll>> = BTreeMap::new();
        for entry in &log.entries {
            if let Some(article) = &entry.article {
                articles.entry(article).or_default().entry(words(entry)).or_default().add(entry);
            }
        }
        let mean = |(id, polls): (&str, BTreeMap<_, Poll>)| Some((id.to_owned(), mean(polls.into_values())?));
        Votes { means: articles.into_iter().filter_map(mean).collect(), bound: BOUND }
    }

    /// Scores are moved by less than this share of them. 0 to 0.25, default 0.1; values outside are moved to the nearer end,
    /// and what is no number is the default.
    pub fn within(mut self, bound: f64) -> Self {
        self.bound = if bound.is_nan() { BOUND } else { bound.clamp(0.0, MAX_BOUND) };
        self
    }

    /// What an article's score is multiplied by: 1 if too little is known of it.
    pub fn factor(&self, article: &str) -> f64 {
        1.0 + self.bound * self.means.get(article).copied().unwrap_or_default()
    }

    /// The articles of which enough is known, in order of their ids, with their factors.
    pub fn factors(&self) -> impl Iterator<Item = (&str, f64)> {
        self.means.iter().map(|(id, mean)| (id.as_str(), 1.0 + self.bound * mean))
    }
}

impl Default for Votes {
    fn default() -> Self {
        Votes { means: BTreeMap::new(), bound: BOUND }
    }
}

impl Poll {
    fn add(&mut self, entry: &Entry) {
        match entry.is_helpful {
            Some(true) => self.helpful += 1.0,
            Some(false) => self.unhelpful += 1.0,
            None => self.helpful += CHOICE,
        }
    }

    /// The same votes, of which there are not too many.
    fn held_back(self) -> Self {
        let factor = (MOST_OF_ONE / (self.helpful + self.unhelpful)).min(1.0);
        Poll { helpful: self.helpful * factor, unhelpful: self.unhelpful * factor }
    }
}

/// From -1 to 1, if there is enough to say anything.
fn mean(polls: impl ExactSizeIterator<Item = Poll>) -> Option<f64> {
    let queries = polls.len();
    let all = polls.map(Poll::held_back).fold(Poll::default(), |sum, poll| Poll {
        helpful: sum.helpful + poll.helpful,
        unhelpful: sum.unhelpful + poll.unhelpful,
    });
    let weight = all.helpful + all.unhelpful;
    let is_enough = queries >= LEAST_QUERIES && weight >= LEAST_WEIGHT;
    is_enough.then(|| 2.0 * (all.helpful + BEFORE / 2.0) / (weight + BEFORE) - 1.0)
}

/// The words of a query, in order of the alphabet: who asks the same in another order asks the same.
fn words(entry: &Entry) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(entry.query(), &mut |token| {
        if token.kind != TokenKind::Whole {
            words.push(token.term.to_owned());
        }
    });
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Date;
    use proptest::prelude::*;

    fn entry(query: &str, is_helpful: Option<bool>) -> Entry {
        let mut entry = Entry::new(Date::new(2026, 11, 3).unwrap(), query, |_| false);
        entry.article = Some("a.md".to_owned());
        entry.is_helpful = is_helpful;
        entry
    }

    fn factor(entries: Vec<Entry>) -> f64 {
        Votes::from_log(&Log { entries, problems: Vec::new() }).factor("a.md")
    }

    #[test]
    fn few_votes_or_few_queries_move_nothing() {
        let votes = |queries: usize, each: usize, is_helpful| {
            let queries = (0..queries).flat_map(|n| vec![["a", "b", "c", "d", "e", "f", "g", "h"][n]; each]);
            factor(queries.map(|query| entry(query, is_helpful)).collect())
        };
        let is_close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(is_close(votes(4, 1, Some(true)), 1.0), "too few votes");
        assert!(is_close(votes(2, 50, Some(true)), 1.0), "too few queries");
        assert!(is_close(votes(5, 1, Some(true)), 1.0 + 0.1 * 5.0 / 11.0));
        assert!(is_close(votes(5, 1, Some(false)), 1.0 - 0.1 * 5.0 / 11.0));
        assert!(is_close(votes(5, 2, Some(true)), votes(5, 200, Some(true))), "one query has two votes");
        assert!(is_close(votes(8, 3, None), 1.0), "choices are weak: 8 queries, 3 choices each");
        assert!(votes(8, 9, None) > 1.05);
        assert!(is_close(factor(Vec::new()), 1.0));
    }

    proptest! {
        #[test]
        fn factors_keep_to_the_bound(
            votes in prop::collection::vec(("[a-d]{1,2}", prop::option::of(any::<bool>())), 0..60),
            bound in prop_oneof![0.0..0.5, Just(f64::NAN), Just(-1.0)],
        ) {
            let entries = votes.iter().map(|(query, is_helpful)| entry(query, *is_helpful)).collect();
            let votes = Votes::from_log(&Log { entries, problems: Vec::new() }).within(bound);
            let most = if bound.is_nan() { BOUND } else { bound.clamp(0.0, MAX_BOUND) };
            prop_assert!((votes.factor("a.md") - 1.0).abs() <= most);
            prop_assert!((votes.factor("b.md") - 1.0).abs() < f64::EPSILON);
        }
    }
}
