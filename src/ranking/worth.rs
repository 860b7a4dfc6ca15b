//! What the words of a plan are worth: rare words say more than frequent ones.

use std::sync::Arc;

use crate::query::{Form, Group};
use crate::segment::Segment;
use crate::settings::Ranking;

/// A word that nobody wrote says less than one that only one article has: it may be a name or a slip.
const UNKNOWN: f64 = 0.8;

/// What a group of the plan is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Worth {
    /// Inverse frequency among articles, times the group's weight; 0 for words that no article has.
    pub(super) idf: f64,
    /// Inverse frequency among titles, times the group's weight.
    pub(super) title_idf: f64,
    /// Not missed where it is absent.
    pub(super) is_extra: bool,
}

impl Worth {
    /// The worth of `group` among so many articles.
    pub(super) fn new(group: &Group, counts: &Counts, articles: f64, ranking: &Ranking) -> Self {
        let weight = group.weight * if group.is_telling { counts.topicality(ranking) } else { 1.0 };
        let idf = |count: u32| if count > 0 { weight * idf(f64::from(count), articles) } else { 0.0 };
        Worth { idf: idf(counts.articles()), title_idf: idf(counts.titles()), is_extra: group.is_extra }
    }

    /// What it would be worth to find the group's word, if it is missed: one that no article has counts as a rare one.
    pub(super) fn of_wanted(self, group: &Group, articles: f64) -> f64 {
        if group.is_telling && group.forms.is_empty() { UNKNOWN * idf(0.0, articles) } else { self.idf }
    }
}

/// How many articles have a group's word: for sure, and at all; and the same of their titles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) sure: u32,
    pub(super) all: u32,
    pub(super) sure_titles: u32,
    pub(super) all_titles: u32,
    /// Those that have it in the title, a heading or curated words.
    pub(super) named: u32,
}

impl Counts {
    /// Those of another segment, too.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn add(&mut self, more: &Self) {
        let Counts { sure, all, sure_titles, all_titles, named } = *more;
        self.sure += sure;
        self.all += all;
        self.sure_titles += sure_titles;
        self.all_titles += all_titles;
        self.named += named;
    }

    /// Those of the commonest form, without a look at postings: near enough for words that say little. A form of several
    /// words is as common as the rarest of them.
    pub(super) fn of_dictionary(group: &Group, segments: &[Arc<dyn Segment>]) -> Self {
        let term = |term: &String| {
            let counts = segments.iter().map(|segment| segment.article_counts(term));
            counts.fold((0u32, 0u32), |sum, one| (sum.0.saturating_add(one.articles), sum.1.saturating_add(one.titles)))
        };
        let form = |form: &Form| {
            let rarest = form.terms.iter().map(term).reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)));
            rarest.unwrap_or_default()
        };
        let commonest = group.forms.iter().map(form).reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)));
        let (all, all_titles) = commonest.unwrap_or_default();
        Counts { all, all_titles, ..Counts::default() }
    }

    /// Guesses make a word look frequent only where nothing but guesses is there.
    fn articles(&self) -> u32 {
        if self.sure > 0 { self.sure } else { self.all }
    }

    /// The factor for how far the word is one that articles are about, and not one that they only use.
    fn topicality(&self, ranking: &Ranking) -> f64 {
        let share = ranking.topic_one_in * f64::from(self.named) / f64::from(self.all.max(1));
        1.0 - ranking.topic + ranking.topic * share.min(1.0)
    }

    fn titles(&self) -> u32 {
        if self.sure_titles > 0 { self.sure_titles } else { self.all_titles }
    }
}

/// BM25's idf in the form that is never negative. `libm` gives the same bits on every platform.
fn idf(count: f64, of: f64) -> f64 {
    libm::log(1.0 + (of - count + 0.5).max(0.0) / (count + 0.5))
}
