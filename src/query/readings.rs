//! What a word may mean: the forms of its group.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::keyboard::is_slip;
use super::known::KnownWords;
use super::lexicon::Lexicon;
use super::plan::{Form, FormKind, Group, Tolerance};
use super::spelling::{Near, near};
use super::splits::is_number;
use super::words::Typed;
use crate::analysis::{Language, TokenKind, fold};
use crate::settings::Ranking;

/// Finds the forms of the words of one query.
pub(super) struct Reader<'a> {
    pub(super) lexicon: Lexicon<'a>,
    pub(super) ranking: &'a Ranking,
    pub(super) tolerance: Tolerance,
    pub(super) known: &'a KnownWords,
    pub(super) languages: Vec<Language>,
    /// Their tags, one behind the other.
    pub(super) tags: String,
    /// The query's words, in order.
    pub(super) words: &'a [Typed],
    /// What words also mean, by rules.
    pub(super) meant: HashMap<String, Vec<Form>>,
}

impl Reader<'_> {
    /// The group of the word with this number.
    pub(super) fn group(&self, number: usize, word: &Typed) -> Group {
        let mut forms = Forms::default();
        match word.kind {
            TokenKind::Word => self.word_forms(word, number, &mut forms),
            TokenKind::Pair | TokenKind::Last => self.pair_forms(word, &mut forms),
            TokenKind::Whole => self.whole_forms(word, &mut forms),
        }
        Group {
            word: word.term.clone(),
            weight: if word.is_function { self.ranking.function_word } else { 1.0 },
            is_telling: !word.is_function && !word.is_barely_begun(),
            is_extra: word.kind == TokenKind::Whole,
            may_be_slip: forms.may_be_slip,
            forms: forms.sorted(),
        }
    }

    fn word_forms(&self, word: &Typed, number: usize, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        for spelling in spellings(&word.text, &word.term) {
            self.add_known(&spelling, FormKind::Spelling, self.ranking.spelling, forms);
        }
        self.joined(number, forms);
        if word.is_function && !word.may_go_on {
            return;
        }
        let is_code = word.term.bytes().any(|byte| byte.is_ascii_digit());
        if !is_code {
            self.inflections(&word.term, forms);
        }
        if is_number(&word.term) {
            self.numbers(word, number, forms);
        }
        let is_meant = self.synonyms(word, forms);
        // A single letter goes on as anything.
        if word.may_go_on && !word.is_barely_begun() {
            self.prefixes(&word.term, forms.has_sure(), forms);
        }
        // What a rule knows is no slip.
        if !is_code && !is_meant && forms.sure_frequency < self.ranking.known_from {
            self.split(&word.term, forms);
            forms.may_be_slip = forms.has_sure() && self.tolerance == Tolerance::Unknown;
            if !forms.may_be_slip {
                self.typos(&word.term, word.may_go_on, forms);
            }
        }
    }

    /// A pair is exact or nothing; a single character is the beginning of pairs.
    fn pair_forms(&self, word: &Typed, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        self.synonyms(word, forms);
        if word.term.chars().count() == 1 {
            self.prefixes(&word.term, false, forms);
        }
    }

    fn whole_forms(&self, word: &Typed, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        // Version 2.1 is also written v2.1.
        let is_version = |term: &str| term.starts_with(|c: char| c.is_ascii_digit()) && term.contains('.');
        if is_version(&word.term) {
            self.add_known(&format!("v{}", word.term), FormKind::Spelling, self.ranking.spelling, forms);
        } else if let Some(bare) = word.term.strip_prefix('v').filter(|term| is_version(term)) {
            self.add_known(bare, FormKind::Spelling, self.ranking.spelling, forms);
        }
        if word.may_go_on {
            self.prefixes(&word.term, forms.has_sure(), forms);
        }
    }

    pub(super) fn add_known(&self, term: &str, kind: FormKind, weight: f64, forms: &mut Forms) {
        let frequency = self.lexicon.frequency(term);
        if frequency > 0 {
            forms.add_sure(term.to_owned(), kind, weight, frequency);
        }
    }

    fn inflections(&self, word: &str, forms: &mut Forms) {
        for (term, frequency) in self.family(word) {
            forms.add_sure(term, FormKind::Inflected, self.ranking.inflected, frequency);
        }
    }

    /// The other words whose stem is this word's, with their frequencies.
    pub(super) fn family(&self, word: &str) -> Vec<(String, u32)> {
        self.known.family(word, &self.tags, || self.find_family(word))
    }

    fn find_family(&self, word: &str) -> Vec<(String, u32)> {
        let mut family = Vec::new();
        for language in &self.languages {
            let Some((stem, beginning)) = language.family(word) else { continue };
            let is_kin =
                |term: &str| term != word && Language::may_end_so(term, &beginning) && language.stem(term) == stem;
            family.extend(self.lexicon.prefixed(&beginning, is_kin));
        }
        family
    }

    /// This word and its neighbours as one: `log in` is also `login`.
    fn joined(&self, number: usize, forms: &mut Forms) {
        for (first, count) in [
            (number, 2),
            (number.wrapping_sub(1), 2),
            (number, 3),
            (number.wrapping_sub(1), 3),
            (number.wrapping_sub(2), 3),
        ] {
            let Some(words) = self.words.get(first..first.saturating_add(count)) else { continue };
            let in_a_row = words.iter().zip(words.iter().skip(1)).all(|(a, b)| b.position == a.position + 1);
            if in_a_row && words.iter().all(|word| word.kind == TokenKind::Word) {
                let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
                self.add_known(&terms.concat(), FormKind::Joined, self.ranking.joined, forms);
                let links = self.languages.iter().flat_map(Language::links).filter(|_| count == 2);
                links.for_each(|link| self.add_known(&terms.join(link), FormKind::Joined, self.ranking.joined, forms));
            }
        }
    }

    /// The words that go on from here, if there are any.
    fn prefixes(&self, beginning: &str, is_known: bool, forms: &mut Forms) {
        if self.lexicon.goes_on(beginning) {
            let weight = if is_known { self.ranking.prefix_of_known } else { self.ranking.prefix };
            forms.add(vec![beginning.to_owned()], FormKind::Prefix, weight);
        }
    }

    fn near(&self, word: &str, most: u32, is_prefix: bool) -> Vec<Near> {
        self.known.near(word, most, is_prefix, || near(self.lexicon, word, most, is_prefix))
    }

    fn typos(&self, word: &str, is_half_typed: bool, forms: &mut Forms) {
        let length = word.chars().count();
        let most = u32::from(length >= self.ranking.one_typo_from) + u32::from(length >= self.ranking.two_typos_from);
        if most == 0 {
            return;
        }
        let mut found = self.near(word, most, false);
        if is_half_typed {
            found.extend(self.near(word, most.min(1), true));
        }
        found.retain(|near| near.edits > 0);
        found.sort_by_cached_key(|near| (likelier(near, word, self.ranking), near.term.clone()));
        found.dedup_by(|a, b| a.term == b.term);
        let fewest = found.first().map_or(0, |near| near.edits);
        let is_known = forms.has_sure();
        let mut less_likely = 1.0;
        for near in found.iter().filter(|near| near.edits == fewest).take(self.ranking.typo_candidates) {
            let certainty = if near.same_first { 1.0 } else { self.ranking.other_first_letter };
            let weight = if near.edits == 1 { self.ranking.one_typo } else { self.ranking.two_typos };
            let weight = if is_known { weight * self.ranking.typo_of_known } else { weight };
            let weight = weight * certainty * less_likely;
            less_likely *= self.ranking.next_candidate;
            forms.add(vec![near.term.clone()], FormKind::Typo, weight);
            for (term, _) in self.family(&near.term) {
                forms.add(vec![term], FormKind::Typo, weight * self.ranking.inflected);
            }
        }
    }
}

/// The likelier is less: fewer edits, the same first letter, and the more frequent, where slips of the fingers count more.
fn likelier(near: &Near, word: &str, ranking: &Ranking) -> (u32, bool, Reverse<u64>) {
    let times = if is_slip(word, &near.term) { ranking.slip } else { 1 };
    (near.edits, !near.same_first, Reverse(u64::from(near.frequency) * u64::from(times)))
}

/// Other ways to write the word: `ae` for `ä` where umlauts were typed, and without the `e` where they may have been meant.
fn spellings(typed: &str, folded: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    let digraphs: String = typed
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'ä' => "ae".to_owned(),
            'ö' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'å' => "aa".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let digraphs = fold(&digraphs).into_owned();
    if digraphs != folded {
        spellings.push(digraphs);
    }
    let single = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    if single != folded {
        spellings.push(single);
    }
    spellings
}

/// The forms of a group as they are found; a term counts once, in the surest way.
#[derive(Default)]
pub(super) struct Forms {
    all: Vec<Form>,
    /// Sections that have the word in one of its sure forms, counted once a form.
    sure_frequency: u32,
    may_be_slip: bool,
}

impl Forms {
    pub(super) fn add(&mut self, terms: Vec<String>, kind: FormKind, weight: f64) {
        // Weight 0 switches a kind off.
        if weight > 0.0 {
            self.all.push(Form { terms, weight, kind });
        }
    }

    /// Adds a term of which it is sure that it is the word.
    fn add_sure(&mut self, term: String, kind: FormKind, weight: f64, frequency: u32) {
        if weight > 0.0 {
            self.sure_frequency = self.sure_frequency.saturating_add(frequency);
        }
        self.add(vec![term], kind, weight);
    }

    /// Whether a term is there by itself.
    pub(super) fn has(&self, term: &str) -> bool {
        self.all.iter().any(|form| form.terms.len() == 1 && form.terms.first().is_some_and(|own| own == term))
    }

    pub(super) fn has_sure(&self) -> bool {
        self.all.iter().any(|form| form.kind.is_sure())
    }

    pub(super) fn sorted(mut self) -> Vec<Form> {
        let is_prefix = |form: &Form| form.kind == FormKind::Prefix;
        let terms = |a: &Form, b: &Form| is_prefix(a).cmp(&is_prefix(b)).then_with(|| a.terms.cmp(&b.terms));
        self.all.sort_by(|a, b| terms(a, b).then(b.weight.total_cmp(&a.weight)));
        self.all.dedup_by(|a, b| terms(a, b).is_eq());
        self.all.sort_by(|a, b| a.kind.cmp(&b.kind).then(b.weight.total_cmp(&a.weight)));
        self.all
    }
}
