//! What the words of a plan are worth: rare words say more than frequent ones.

use std::sync::Arc;

use super::gather::Occurrence;
use crate::query::Plan;
use crate::segment::Segment;

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

/// The worths of the plan's groups; `occurrences` are by segment and group.
pub(super) fn worths(plan: &Plan, occurrences: &[Vec<Vec<Occurrence>>], segments: &[Arc<dyn Segment>]) -> Vec<Worth> {
    let articles = segments.iter().map(|segment| segment.table().articles.len()).sum::<usize>() as f64;
    let worth = |(number, group): (usize, &crate::query::Group)| {
        let counts = Counts::of(number, occurrences, segments);
        let idf = |count| if count > 0.0 { group.weight * idf(count, articles) } else { 0.0 };
        Worth { idf: idf(counts.articles()), title_idf: idf(counts.titles()), is_extra: group.is_extra }
    };
    plan.groups.iter().enumerate().map(worth).collect()
}

/// The groups whose articles are hits: those of telling words, if any article has one.
pub(super) fn leads(plan: &Plan, occurrences: &[Vec<Vec<Occurrence>>]) -> Vec<bool> {
    let is_found =
        |group: usize| occurrences.iter().any(|groups| groups.get(group).is_some_and(|found| !found.is_empty()));
    let leads: Vec<bool> = plan.groups.iter().enumerate().map(|(n, group)| group.is_telling && is_found(n)).collect();
    if leads.contains(&true) { leads } else { vec![true; plan.groups.len()] }
}

/// How many articles have a group's word: for sure, and at all; and the same of their titles.
#[derive(Default)]
struct Counts {
    sure: f64,
    all: f64,
    sure_titles: f64,
    all_titles: f64,
}

impl Counts {
    fn of(group: usize, occurrences: &[Vec<Vec<Occurrence>>], segments: &[Arc<dyn Segment>]) -> Self {
        let mut counts = Counts::default();
        for (groups, segment) in occurrences.iter().zip(segments) {
            let (mut last, mut last_sure) = (None, None);
            for occurrence in groups.get(group).into_iter().flatten() {
                let article = segment.table().article_of(occurrence.posting.section);
                let in_title = f64::from(u8::from(occurrence.posting.title > 0));
                counts.all += f64::from(u8::from(last != article));
                counts.all_titles += in_title;
                last = article;
                if occurrence.is_sure {
                    counts.sure += f64::from(u8::from(last_sure != article));
                    counts.sure_titles += in_title;
                    last_sure = article;
                }
            }
        }
        counts
    }

    /// Guesses make a word look frequent only where nothing but guesses is there.
    fn articles(&self) -> f64 {
        if self.sure > 0.0 { self.sure } else { self.all }
    }

    fn titles(&self) -> f64 {
        if self.sure_titles > 0.0 { self.sure_titles } else { self.all_titles }
    }
}

/// BM25's idf in the form that is never negative. `libm` gives the same bits on every platform.
fn idf(count: f64, of: f64) -> f64 {
    libm::log(1.0 + (of - count + 0.5) / (count + 0.5))
}
