//! The words of a plan, found in a text.

use std::collections::HashMap;
use std::ops::Range;

use super::plan::{FormKind, Plan};
use crate::analysis::tokenize;

/// Finds the forms of a plan in texts.
pub(crate) struct Matcher<'a> {
    /// Groups and kinds by term.
    terms: HashMap<&'a str, Vec<(usize, FormKind)>>,
}

/// An occurrence of a word of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index into [`Plan::groups`].
    pub(crate) group: usize,
    pub(crate) kind: FormKind,
    /// Counts the words of the text.
    pub(crate) position: u32,
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let mut terms: HashMap<&str, Vec<(usize, FormKind)>> = HashMap::new();
        for (number, group) in plan.groups.iter().enumerate() {
            for form in &group.forms {
                for term in &form.terms {
                    terms.entry(term).or_default().push((number, form.kind));
                }
            }
        }
        Matcher { terms }
    }

    /// All occurrences, in order of the text, and the number of words in it.
    pub(crate) fn find(&self, text: &str) -> (Vec<Match>, u32) {
        let (mut matches, mut words) = (Vec::new(), 0);
        tokenize(text, &mut |token| {
            words += u32::from(token.kind.counts());
            for &(group, kind) in self.terms.get(token.term).into_iter().flatten() {
                matches.push(Match { group, kind, position: token.position, range: token.range.clone() });
            }
        });
        (matches, words)
    }
}
