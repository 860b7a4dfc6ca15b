//! Whether the query's words stand in an article with the accents they were typed with.

use crate::analysis::lower_case;
use crate::query::{FormKind, Group, Match, Plan};

/// Which words of the query stand in some texts with the accents they were typed with, and which only with others.
#[derive(Clone)]
pub(super) struct Accents<'a> {
    /// By group: the word as typed, whether it was seen so, and whether with others.
    words: Vec<(Option<&'a str>, bool, bool)>,
}

impl<'a> Accents<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let typed = |group: &Group| {
            let word = plan.words.iter().find(|word| word.term == group.word && !group.is_extra)?;
            Some(word.typed.as_str())
        };
        Accents { words: plan.groups.iter().map(|group| (typed(group), false, false)).collect() }
    }

    pub(super) fn see(&mut self, text: &str, matches: &[Match]) {
        for found in matches.iter().filter(|found| found.kind == FormKind::Exact) {
            let Some((Some(typed), same, other)) = self.words.get_mut(found.group) else { continue };
            let Some(word) = text.get(found.range.clone()).filter(|_| !*same) else { continue };
            let is_same = (word.is_ascii() && typed.is_ascii()) || lower_case(word) == *typed;
            *(if is_same { same } else { other }) = true;
        }
    }

    /// Whether each of the words that an article `has` was seen, in whatever accents.
    pub(super) fn have_seen(&self, has: &[bool]) -> bool {
        let words = self.words.iter().zip(has).filter(|((typed, _, _), has)| typed.is_some() && **has);
        words.into_iter().all(|((_, same, other), _)| *same || *other)
    }

    /// What the words are worth that were seen with other accents only.
    pub(super) fn others(&self, worths: &[f64]) -> f64 {
        let words = self.words.iter().zip(worths);
        words.filter(|((_, same, other), _)| *other && !*same).map(|(_, worth)| *worth).sum()
    }
}
