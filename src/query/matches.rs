//! The words of a plan, found in a text.

use std::collections::HashMap;
use std::ops::Range;

use super::plan::{FormKind, Plan};
use crate::analysis::tokenize;

/// Finds the forms of a plan in texts.
pub(crate) struct Matcher<'a> {
    /// Groups and kinds by term.
    terms: HashMap<&'a str, Vec<(usize, FormKind)>>,
    /// What half-typed words begin with, and their groups.
    beginnings: Vec<(&'a str, usize)>,
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
        let mut beginnings = Vec::new();
        for (number, group) in plan.groups.iter().enumerate() {
            for form in &group.forms {
                for term in &form.terms {
                    if form.kind == FormKind::Prefix {
                        beginnings.push((term.as_str(), number));
                    } else {
                        terms.entry(term).or_default().push((number, form.kind));
                    }
                }
            }
        }
        Matcher { terms, beginnings }
    }

    /// All occurrences, in order of the text, and the number of words in it.
    pub(crate) fn find(&self, text: &str) -> (Vec<Match>, u32) {
        let (mut matches, mut words) = (Vec::new(), 0);
        tokenize(text, &mut |token| {
            words += u32::from(token.kind.counts());
            let mut add = |group, kind| {
                matches.push(Match { group, kind, position: token.position, range: token.range.clone() });
            };
            let known = self.terms.get(token.term).map_or(&[][..], Vec::as_slice);
            known.iter().for_each(|&(group, kind)| add(group, kind));
            for &(beginning, group) in &self.beginnings {
                if token.term.starts_with(beginning) && !known.iter().any(|(known, _)| *known == group) {
                    add(group, FormKind::Prefix);
                }
            }
        });
        (matches, words)
    }
}
