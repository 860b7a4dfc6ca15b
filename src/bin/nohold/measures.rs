//! How good a list of hits is, once somebody has judged which articles answer.

/// The hits that are looked at: a search for a measure needs no more.
pub(crate) const DEPTH: u16 = 10;

/// What came for a query, in grades: above 0 for an article that answers, the more the better, and 0 for any other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Ranked {
    /// Of the first ten hits, the best hit first.
    pub(crate) hits: Vec<f64>,
    /// Of all articles that answer, the greatest first. If there are none, nothing is measured.
    pub(crate) answers: Vec<f64>,
    /// Whether the first hit leads to the right section; `None` if the judge named no section.
    pub(crate) is_section_right: Option<bool>,
}

impl Ranked {
    /// The place of the first hit that answers, counted from 1.
    pub(crate) fn rank(&self) -> Option<usize> {
        self.hits.iter().position(|&grade| grade > 0.0).map(|before| before + 1)
    }

    /// Whether any of the first `hits` answers.
    pub(crate) fn is_found_within(&self, hits: usize) -> bool {
        self.rank().is_some_and(|rank| rank <= hits)
    }
}

/// From 0, the worst, to 1. Each is a figure of a query; of several it is the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Measure {
    /// The grades in the order they came, compared with the best order there could be
    #[value(name = "ndcg@10")]
    Ndcg10,
    /// One over the place of the first answer, 0 if it is not among the first 10
    #[value(name = "mrr")]
    Mrr,
    /// An answer is the first hit
    #[value(name = "success@1")]
    Success1,
    /// An answer is among the first 3 hits
    #[value(name = "success@3")]
    Success3,
    /// The first hit is an answer and leads to the section that was judged right
    #[value(name = "section@1")]
    Section1,
}

impl Measure {
    pub(crate) const ALL: [Self; 5] = [Self::Ndcg10, Self::Mrr, Self::Success1, Self::Success3, Self::Section1];

    /// The name on the command line, in tables and in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ndcg10 => "ndcg@10",
            Self::Mrr => "mrr",
            Self::Success1 => "success@1",
            Self::Success3 => "success@3",
            Self::Section1 => "section@1",
        }
    }

    /// The mean over those queries that can be measured, see [`mean`]; `None` if there are none.
    pub(crate) fn over<'a>(self, queries: impl IntoIterator<Item = &'a Ranked>) -> Option<f64> {
        mean(queries.into_iter().filter_map(|ranked| self.of(ranked)))
    }

    /// The figure of one query; `None` if nothing answers it, and for sections if the judge named none.
    fn of(self, ranked: &Ranked) -> Option<f64> {
        if ranked.answers.is_empty() {
            return None;
        }
        Some(match self {
            Self::Ndcg10 => gain(&ranked.hits) / gain(&ranked.answers),
            Self::Mrr => ranked.rank().map_or(0.0, |rank| 1.0 / rank as f64),
            Self::Success1 => share(ranked.is_found_within(1)),
            Self::Success3 => share(ranked.is_found_within(3)),
            Self::Section1 => share(ranked.is_section_right?),
        })
    }
}

/// Discounted cumulative gain of the first ten, linear in the grade as in `trec_eval`: the sum of grade / log2(rank + 1)
/// with ranks from 1. The other gain in use, 2^grade - 1, gives other figures wherever grades differ.
fn gain(grades: &[f64]) -> f64 {
    (1..=DEPTH).zip(grades).map(|(rank, grade)| grade / (f64::from(rank) + 1.0).log2()).sum()
}

/// The share of queries for which nothing at all came; `None` without queries. See [`mean`].
pub(crate) fn without_hits<'a>(queries: impl IntoIterator<Item = &'a Ranked>) -> Option<f64> {
    mean(queries.into_iter().map(|ranked| share(ranked.hits.is_empty())))
}

fn share(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

/// The mean, rounded to four places: what is printed is what is compared.
fn mean(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = figures.fold((0u32, 0.0), |(count, sum), figure| (count + 1, sum + figure));
    (count > 0).then(|| (sum / f64::from(count) * 10_000.0).round() / 10_000.0)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    fn ranked(hits: &[f64], answers: &[f64], is_section_right: Option<bool>) -> Ranked {
        Ranked { hits: hits.to_vec(), answers: answers.to_vec(), is_section_right }
    }

    /// Of one query, rounded: nDCG, MRR, success at 1 and 3, section.
    fn figures(ranked: &Ranked) -> [Option<f64>; 5] {
        Measure::ALL.map(|measure| measure.over([ranked]))
    }

    #[test]
    fn figures_are_those_computed_by_hand() {
        let late = [&[0.0; 9][..], &[1.0, 1.0]].concat();
        let cases = [
            // (3 / log2 3 + 1 / log2 5) / (3 + 1 / log2 3) = (1.892789 + 0.430677) / 3.630930
            (ranked(&[0.0, 3.0, 0.0, 1.0], &[3.0, 1.0], None), [0.6399, 0.5, 0.0, 1.0]),
            (ranked(&[2.0, 1.0], &[2.0, 1.0], None), [1.0; 4]),
            // (1 + 2 / log2 3) / (2 + 1 / log2 3) = 2.261860 / 2.630930
            (ranked(&[1.0, 2.0], &[2.0, 1.0], None), [0.8597, 1.0, 1.0, 1.0]),
            // The last place that counts: 1 / log2 11
            (ranked(&late, &[1.0], None), [0.2891, 0.1, 0.0, 0.0]),
            (ranked(&[0.0, 0.0, 0.0, 1.0], &[1.0], None), [0.4307, 0.25, 0.0, 0.0]),
            (ranked(&[0.0, 0.0], &[1.0], None), [0.0; 4]),
            (ranked(&[], &[1.0], None), [0.0; 4]),
            // More answers than places: ten of twelve are all that can come.
            (ranked(&[1.0; 10], &[1.0; 12], None), [1.0; 4]),
        ];
        for (ranked, [ndcg, mrr, first, third]) in cases {
            assert_eq!(figures(&ranked), [Some(ndcg), Some(mrr), Some(first), Some(third), None], "{ranked:?}");
        }
    }

    #[test]
    fn sections_count_where_one_was_named() {
        let right = ranked(&[1.0], &[1.0], Some(true));
        let wrong = ranked(&[1.0], &[1.0], Some(false));
        let unnamed = ranked(&[1.0], &[1.0], None);
        assert_eq!(Measure::Section1.over([&right, &wrong, &unnamed]), Some(0.5));
        assert_eq!(Measure::Section1.over([&unnamed]), None);
    }

    #[test]
    fn means_leave_out_what_nothing_answers() {
        let found = ranked(&[1.0], &[1.0], None);
        let lost = ranked(&[], &[1.0], None);
        let unanswered = ranked(&[0.0, 0.0], &[], None);
        assert_eq!(figures(&unanswered), [None; 5]);
        assert_eq!(Measure::Mrr.over([&found, &found, &lost, &unanswered]), Some(0.6667));
        assert_eq!(without_hits([&found, &found, &lost]), Some(0.3333));
        assert_eq!(without_hits([]), None);
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        for measure in Measure::value_variants() {
            assert!(measure.to_possible_value().is_some_and(|value| value.get_name() == measure.name()));
        }
        assert_eq!(Measure::value_variants(), Measure::ALL);
    }
}
