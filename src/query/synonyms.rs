//! Words of a query that mean the same as others: the sides of rules that stand in it, and the forms that they bring.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;

use super::plan::{Form, FormKind, Group};
use super::readings::{Forms, Reader};
use super::words::Typed;
use crate::analysis::TokenKind;
use crate::synonyms::{Node, Rule, Side, Synonyms};

/// In longer queries no rule is looked for: who tells a story names a thing in more than one way.
const MAX_WORDS: usize = 32;

/// At most so many sides that stand in a query are looked at, and so many steps are taken to find them.
const MAX_FOUND: usize = 100;
const MAX_STEPS: usize = 10_000;

/// Among so many words of rules the inflections of a word are looked for.
const MAX_RELATIVES: usize = 2_000;

/// A word has at most so many forms by rules.
const MAX_FORMS: usize = 64;

/// Inflections of an alternative of several words: the most that are tried, and the shortest word that has any.
const MAX_INFLECTIONS: usize = 8;
const INFLECTED_FROM: usize = 4;

/// What the words of a query also mean, by rules.
#[derive(Default)]
pub(super) struct Meant {
    /// By word.
    pub(super) words: HashMap<String, Vec<Form>>,
    /// Groups of their own for phrases of function words, such as `how much`.
    pub(super) phrases: Vec<Group>,
}

/// A side of a rule that stands in the query.
#[derive(Clone)]
struct Found<'a> {
    /// Which words it is; see [`Text`].
    words: Range<usize>,
    rule: &'a Rule,
    side: usize,
}

impl Found<'_> {
    /// Whether it stands within another one, which then says more exactly what is meant.
    fn is_part_of(&self, other: &Found<'_>) -> bool {
        let (own, other) = (&self.words, &other.words);
        other.start <= own.start && own.end <= other.end && own.len() < other.len()
    }
}

/// The words of a query, one behind the other, and the compounds over them.
struct Text<'a> {
    words: Vec<&'a Typed>,
    wholes: Vec<(Range<usize>, &'a Typed)>,
}

impl<'a> Text<'a> {
    fn new(typed: &'a [Typed]) -> Self {
        let words: Vec<&Typed> = typed.iter().filter(|word| word.kind.counts()).collect();
        let words = if words.len() > MAX_WORDS { Vec::new() } else { words };
        let wholes = typed.iter().filter(|word| word.kind == TokenKind::Whole).map(|whole| {
            let start = words.partition_point(|word| word.range.start < whole.range.start);
            let end = words.partition_point(|word| word.range.end <= whole.range.end);
            (start..end.max(start), whole)
        });
        let wholes = wholes.filter(|(parts, _)| !parts.is_empty()).collect();
        Text { words, wholes }
    }

    /// The words and compounds that begin here, and where the next word is.
    fn at(&self, at: usize) -> impl Iterator<Item = (&'a Typed, usize)> {
        let wholes = self.wholes.iter().filter(move |(parts, _)| parts.start == at);
        let word = self.words.get(at).map(|word| (*word, at + 1));
        word.into_iter().chain(wholes.map(|(parts, whole)| (*whole, parts.end)))
    }

    /// The same behind one function word that no rule needs to name: `close my account` is also `close account`.
    fn behind_a_function_word(&self, read: &Range<usize>) -> impl Iterator<Item = (&'a Typed, usize)> {
        let between = self.words.get(read.end).filter(|word| word.is_function && !read.is_empty());
        between.into_iter().flat_map(|_| self.at(read.end + 1))
    }
}

impl Reader<'_> {
    /// What the words also mean.
    pub(super) fn meant(&self, synonyms: &Synonyms) -> Meant {
        let (mut meant, mut phrases) = (Meant::default(), BTreeMap::<_, Forms>::new());
        // Weight 0 switches rules off.
        let text = Text::new(if self.ranking.synonym > 0.0 { self.words } else { &[] });
        for Found { words, rule, side } in self.found(&text, synonyms) {
            let forms: Vec<Form> =
                rule.others(side).flat_map(|other| self.alternatives(other)).take(MAX_FORMS).collect();
            let typed = text.words.get(words.clone()).unwrap_or_default();
            for word in typed.iter().filter(|word| !word.is_function) {
                meant.words.entry(word.term.clone()).or_default().extend(forms.iter().cloned());
            }
            if typed.iter().all(|word| word.is_function) && !forms.is_empty() {
                let own = phrases.entry((words.start, words.end)).or_default();
                for Form { terms, weight, kind } in forms {
                    own.add(terms, kind, weight);
                }
            }
        }
        let typed = |(start, end)| text.words.get(start..end).unwrap_or_default();
        meant.phrases = phrases.into_iter().map(|(words, forms)| phrase(typed(words), forms)).collect();
        meant
    }

    /// The sides that stand in the text, without those that stand within others.
    fn found<'s>(&self, text: &Text<'_>, synonyms: &'s Synonyms) -> Vec<Found<'s>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        // Where sides may go on: which words have been read of them, and what may follow.
        let mut open: VecDeque<_> = (0..text.words.len()).map(|start| (start..start, synonyms.root())).collect();
        for _ in 0..MAX_STEPS {
            let Some((read, node)) = open.pop_front() else { break };
            let ends = node.ends().map(|(rule, side)| Found { words: read.clone(), rule, side });
            found.extend(ends.take(MAX_FOUND - found.len()));
            for (word, next) in text.at(read.end).chain(text.behind_a_function_word(&read)) {
                open.extend(self.same(node, word).into_iter().map(|node| (read.start..next, node)));
            }
        }
        let is_whole = |one: &&Found<'_>| !found.iter().any(|other| one.is_part_of(other));
        found.iter().filter(is_whole).cloned().collect()
    }

    /// Where `node` goes on with this word, or with an inflection of it.
    fn same<'s>(&self, node: Node<'s>, word: &Typed) -> Vec<Node<'s>> {
        let mut nodes: Vec<(&str, Node<'_>)> = node.next_is(&word.term).map(|node| ("", node)).into_iter().collect();
        if word.kind == TokenKind::Word && !word.term.bytes().any(|byte| byte.is_ascii_digit()) {
            // Of a word that goes on nobody knows the stem, unless it is a word already.
            let is_known = !word.may_go_on || self.lexicon.frequency(&word.term) > 0;
            for language in &self.languages {
                let Some((stem, beginning)) = language.family(&word.term) else { continue };
                let others = node.next(&beginning).take(MAX_RELATIVES).filter(|(other, _)| *other != word.term);
                let others = others.filter(|(other, _)| is_known || other.len() <= word.term.len());
                nodes.extend(others.filter(|(other, _)| language.stem(other) == stem));
            }
        }
        nodes.sort_by_key(|(word, _)| *word);
        nodes.dedup_by_key(|(word, _)| *word);
        nodes.into_iter().map(|(_, node)| node).collect()
    }

    /// The forms of a side, as far as the dictionary has its words.
    fn alternatives(&self, side: &Side) -> Vec<Form> {
        let weight = self.ranking.synonym;
        let mut forms = vec![(Vec::new(), weight)];
        for word in side {
            let mut inflections = Vec::new();
            if self.lexicon.frequency(word) > 0 {
                inflections.push((word.clone(), 1.0));
            }
            if side.len() == 1 || word.chars().count() >= INFLECTED_FROM {
                let family = self.family(word).into_iter();
                inflections.extend(family.map(|(term, _)| (term, self.ranking.inflected)));
            }
            forms = products(&forms, &inflections);
            if side.len() > 1 {
                forms.truncate(MAX_INFLECTIONS);
            }
        }
        forms.into_iter().map(|(terms, weight)| Form { terms, weight, kind: FormKind::Synonym }).collect()
    }

    /// Adds what a word also means by rules, and says whether there is anything.
    pub(super) fn synonyms(&self, word: &Typed, forms: &mut Forms) -> bool {
        let meant = self.meant.get(&word.term).map_or(&[][..], Vec::as_slice);
        // What has a term that the word has already says nothing new.
        let new: Vec<&Form> = meant.iter().filter(|form| !form.terms.iter().any(|term| forms.has(term))).collect();
        new.iter().take(MAX_FORMS).for_each(|form| forms.add(form.terms.clone(), form.kind, form.weight));
        !new.is_empty()
    }
}

/// Each of the terms behind each of the forms, the surest first.
fn products(forms: &[(Vec<String>, f64)], terms: &[(String, f64)]) -> Vec<(Vec<String>, f64)> {
    let behind = |form: &(Vec<String>, f64), term: &(String, f64)| {
        let terms = form.0.iter().chain([&term.0]).cloned().collect();
        (terms, form.1 * term.1)
    };
    let mut products: Vec<_> = forms.iter().flat_map(|form| terms.iter().map(move |term| behind(form, term))).collect();
    products.sort_by(|a, b| b.1.total_cmp(&a.1));
    products
}

/// A group for a phrase whose words say little one by one. It adds to what has it, and makes nothing a hit.
fn phrase(words: &[&Typed], forms: Forms) -> Group {
    let words: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
    let mut forms = forms.sorted();
    forms.truncate(MAX_FORMS);
    Group { word: words.join(" "), weight: 1.0, is_telling: false, is_extra: true, may_be_slip: false, forms }
}
