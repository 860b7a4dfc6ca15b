//! The words of a plan, found in a text.

use std::collections::HashMap;
use std::ops::Range;

use super::plan::{Form, FormKind, Plan};
use crate::analysis::{Token, tokenize};

/// Finds the forms of a plan in texts.
pub(crate) struct Matcher<'a> {
    /// Groups and kinds by term.
    terms: HashMap<&'a str, Vec<(usize, FormKind)>>,
    /// What half-typed words begin with, and their groups.
    beginnings: Vec<(&'a str, usize)>,
    /// Synonyms of several words by the first of them: one by one their words say too little.
    phrases: HashMap<&'a str, Vec<(usize, &'a Form)>>,
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
        let mut matcher = Matcher { terms: HashMap::new(), beginnings: Vec::new(), phrases: HashMap::new() };
        for (number, group) in plan.groups.iter().enumerate() {
            group.forms.iter().for_each(|form| matcher.add(number, form));
        }
        matcher
    }

    fn add(&mut self, group: usize, form: &'a Form) {
        match form.terms.as_slice() {
            [first, rest @ ..] if form.kind == FormKind::Synonym && !rest.is_empty() => {
                self.phrases.entry(first).or_default().push((group, form));
            }
            [beginning] if form.kind == FormKind::Prefix => self.beginnings.push((beginning, group)),
            terms => terms.iter().for_each(|term| self.terms.entry(term).or_default().push((group, form.kind))),
        }
    }

    /// All occurrences, in order of the text, and the number of words in it.
    pub(crate) fn find(&self, text: &str) -> (Vec<Match>, u32) {
        let (mut matches, mut words) = (Vec::new(), 0);
        let mut phrases = Phrases::default();
        tokenize(text, &mut |token| {
            words += u32::from(token.kind.counts());
            let mut add = |group, kind| {
                matches.push(Match { group, kind, position: token.position, range: token.range.clone() });
            };
            let known = self.terms.get(token.term).map_or(&[][..], Vec::as_slice);
            for &(group, kind) in known {
                add(group, kind);
            }
            for &(beginning, group) in &self.beginnings {
                if token.term.len() > beginning.len()
                    && token.term.starts_with(beginning)
                    && !known.iter().any(|(known, _)| *known == group)
                {
                    add(group, FormKind::Prefix);
                }
            }
            if !self.phrases.is_empty() {
                phrases.go_on(&token);
                let begun = self.phrases.get(token.term).into_iter().flatten();
                phrases.begun.extend(begun.map(|&(group, form)| Begun::new(group, form, &token)));
            }
        });
        if !phrases.whole.is_empty() {
            matches.append(&mut phrases.whole);
            matches.sort_by_key(|found| (found.range.start, found.range.end));
            matches.dedup();
        }
        (matches, words)
    }
}

/// So many other words may stand between two of a phrase.
const BETWEEN: u32 = 2;

/// The phrases of a text as it is read.
#[derive(Default)]
struct Phrases<'a> {
    begun: Vec<Begun<'a>>,
    /// The words of those that have come to their end.
    whole: Vec<Match>,
}

/// A phrase of which some words have been read.
struct Begun<'a> {
    found: Vec<Match>,
    /// The words still to come.
    rest: &'a [String],
}

impl Phrases<'_> {
    fn go_on(&mut self, token: &Token<'_>) {
        self.begun
            .retain(|phrase| phrase.found.last().is_some_and(|last| token.position <= last.position + 1 + BETWEEN));
        for phrase in &mut self.begun {
            phrase.go_on(token);
        }
        for phrase in self.begun.extract_if(.., |phrase| phrase.rest.is_empty()) {
            self.whole.extend(phrase.found);
        }
    }
}

impl<'a> Begun<'a> {
    fn new(group: usize, form: &'a Form, token: &Token<'_>) -> Self {
        let first = Match { group, kind: form.kind, position: token.position, range: token.range.clone() };
        Begun { found: vec![first], rest: form.terms.get(1..).unwrap_or_default() }
    }

    fn go_on(&mut self, token: &Token<'_>) {
        let next = self.rest.split_first().filter(|(next, _)| *next == token.term);
        if let (Some((_, rest)), Some(last)) = (next, self.found.last()) {
            let found = Match { position: token.position, range: token.range.clone(), ..last.clone() };
            self.found.push(found);
            self.rest = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Matcher;
    use crate::query::plan::{Form, FormKind, Group, Plan};

    #[test]
    fn phrases_are_found_where_they_stand_together() {
        let form = |terms: &str, kind| Form { terms: terms.split(' ').map(str::to_owned).collect(), weight: 0.6, kind };
        let forms = vec![form("refund", FormKind::Exact), form("money back", FormKind::Synonym)];
        let group = Group {
            word: "refund".to_owned(),
            weight: 1.0,
            is_telling: true,
            is_extra: false,
            may_be_slip: false,
            forms,
        };
        let plan = Plan { groups: vec![group], words: Vec::new(), text: String::new(), language: String::new() };
        let cases = [
            ("Money back, or a refund.", vec!["Money", "back", "refund"]),
            ("Back issues cost money.", vec![]),
            ("Money goes straight back, money, back!", vec!["Money", "back", "money", "back"]),
            ("Money is never sent and never back", vec![]),
            ("Money", vec![]),
        ];
        for (text, expected) in cases {
            let (matches, _) = Matcher::new(&plan).find(text);
            let found: Vec<&str> = matches.iter().map(|found| &text[found.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
