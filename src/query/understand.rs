//! A query to its plan, over the dictionaries. Never fails: words nobody knows become groups without forms.

use std::ops::Range;

use super::Query;
use super::lexicon::Lexicon;
use super::plan::{Form, FormKind, Group, Plan};
use super::spelling::{Near, near};
use crate::analysis::{Language, TokenKind, fold, tokenize};
use crate::settings::Ranking;

/// Of a longer text only so many bytes are read.
const MAX_TEXT: usize = 64 << 10;

/// A longer query is reduced to its rarest words.
const MAX_GROUPS: usize = 64;

/// Plans `query`.
pub(crate) fn understand(query: &Query, lexicon: Lexicon<'_>, ranking: &Ranking) -> Plan {
    let text = beginning(query.text(), MAX_TEXT);
    let words = words(text);
    let languages = match Language::from_tag(query.language()) {
        Some(language) => vec![language],
        None => lexicon.languages(),
    };
    let reader = Reader { lexicon, ranking, languages, words: &words };
    let half_typed = half_typed(&words, text, query);
    let groups: Vec<Group> = (0..words.len()).map(|n| reader.group(n, half_typed.contains(&n))).collect();
    let counted = words.iter().filter(|word| word.kind.counts());
    Plan { words: counted.map(|word| word.term.clone()).collect(), groups: tell(merged(groups), lexicon) }
}

fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

struct Word {
    term: String,
    /// As typed.
    text: String,
    range: Range<usize>,
    position: u32,
    kind: TokenKind,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokenize(text, &mut |token| {
        if token.kind != TokenKind::Last {
            let typed = text.get(token.range.clone()).unwrap_or_default().to_owned();
            let Range { start, end } = token.range;
            words.push(Word {
                term: token.term.to_owned(),
                text: typed,
                range: start..end,
                position: token.position,
                kind: token.kind,
            });
        }
    });
    words
}

/// The words at the very end of the text, which may go on: the last, and a compound that ends with it.
fn half_typed(words: &[Word], text: &str, query: &Query) -> Vec<usize> {
    let last = words.iter().map(|word| word.range.end).max().unwrap_or(0);
    let nothing_follows = text.get(last..).is_some_and(str::is_empty);
    let at_end = |n: &usize| words.get(*n).is_some_and(|word| word.range.end == last);
    if query.is_half_typed() && nothing_follows { (0..words.len()).filter(at_end).collect() } else { Vec::new() }
}

struct Reader<'a> {
    lexicon: Lexicon<'a>,
    ranking: &'a Ranking,
    languages: Vec<Language>,
    words: &'a [Word],
}

impl Reader<'_> {
    fn group(&self, number: usize, is_half_typed: bool) -> Group {
        let Some(word) = self.words.get(number) else { return nothing() };
        let mut forms = Forms::default();
        match word.kind {
            TokenKind::Word => self.word_forms(word, number, is_half_typed, &mut forms),
            TokenKind::Pair | TokenKind::Last => self.pair_forms(word, is_half_typed, &mut forms),
            TokenKind::Whole => self.whole_forms(word, is_half_typed, &mut forms),
        }
        Group {
            word: word.term.clone(),
            range: word.range.clone(),
            weight: 1.0,
            is_extra: word.kind == TokenKind::Whole,
            forms: forms.sorted(),
        }
    }

    fn word_forms(&self, word: &Word, number: usize, is_half_typed: bool, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        for spelling in spellings(&word.text, &word.term) {
            self.add_known(&spelling, FormKind::Spelling, self.ranking.spelling, forms);
        }
        let is_code = word.term.bytes().any(|byte| byte.is_ascii_digit());
        if !is_code {
            self.inflections(&word.term, forms);
        }
        self.joined(number, forms);
        let is_known = forms.has_sure();
        if is_half_typed {
            self.prefixes(&word.term, is_known, forms);
        }
        if !is_code && self.sure_frequency(forms) < self.ranking.known_from {
            self.split(&word.term, forms);
            self.typos(&word.term, is_half_typed, forms);
        }
    }

    /// A pair is exact or nothing; a single character is the beginning of pairs.
    fn pair_forms(&self, word: &Word, is_half_typed: bool, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        if word.term.chars().count() == 1 || is_half_typed {
            self.prefixes(&word.term, false, forms);
        }
    }

    fn whole_forms(&self, word: &Word, is_half_typed: bool, forms: &mut Forms) {
        self.add_known(&word.term, FormKind::Exact, 1.0, forms);
        if is_half_typed {
            self.prefixes(&word.term, forms.has_sure(), forms);
        }
    }

    fn add_known(&self, term: &str, kind: FormKind, weight: f64, forms: &mut Forms) {
        let frequency = self.lexicon.frequency(term);
        if frequency > 0 {
            forms.add(vec![term.to_owned()], kind, weight);
        }
    }

    fn inflections(&self, word: &str, forms: &mut Forms) {
        for term in self.family(word) {
            forms.add(vec![term], FormKind::Inflected, self.ranking.inflected);
        }
    }

    /// The other words whose stem is this word's: they all begin with the stem less its last letter.
    fn family(&self, word: &str) -> Vec<String> {
        let mut family = Vec::new();
        for language in &self.languages {
            let stem = language.stem(word);
            let letters = stem.chars().count();
            let kept = if letters > 3 { letters - 1 } else { letters };
            let end = stem.char_indices().nth(kept).map_or(stem.len(), |(end, _)| end);
            let Some(prefix) = stem.get(..end).filter(|_| kept > 1) else { continue };
            let inflections = self.lexicon.prefixed(prefix, |term| term != word && language.stem(term) == stem);
            family.extend(inflections.into_iter().map(|(term, _)| term));
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
                let term: String = words.iter().map(|word| word.term.as_str()).collect();
                self.add_known(&term, FormKind::Joined, self.ranking.joined, forms);
            }
        }
    }

    /// The word as two: where both halves are words, the split whose rarer half is the most frequent.
    fn split(&self, word: &str, forms: &mut Forms) {
        let splits = word
            .char_indices()
            .map(|(at, _)| word.split_at(at))
            .filter(|(left, right)| left.chars().count() > 1 && right.chars().count() > 1);
        let known = splits.filter_map(|(left, right)| {
            let frequency = self.lexicon.frequency(left).min(self.lexicon.frequency(right));
            (frequency > 0).then_some((frequency, left, right))
        });
        if let Some((_, left, right)) = known.max_by_key(|&(frequency, left, _)| (frequency, left.len())) {
            forms.add(vec![left.to_owned(), right.to_owned()], FormKind::Split, self.ranking.split);
        }
    }

    /// The words that go on from here, the nearer in length the surer.
    fn prefixes(&self, beginning: &str, is_known: bool, forms: &mut Forms) {
        let length = beginning.chars().count();
        if length < 2 && beginning.is_ascii() {
            return;
        }
        let weight = if is_known { self.ranking.prefix_of_known } else { self.ranking.prefix };
        for (term, _) in self.lexicon.prefixed(beginning, |term| term != beginning) {
            let more = (term.chars().count() - length) as f64;
            let closeness = length as f64 / (length as f64 + self.ranking.prefix_distance * more);
            forms.add(vec![term], FormKind::Prefix, weight * closeness);
        }
    }

    fn typos(&self, word: &str, is_half_typed: bool, forms: &mut Forms) {
        let length = word.chars().count();
        let most = u32::from(length >= self.ranking.one_typo_from) + u32::from(length >= self.ranking.two_typos_from);
        if most == 0 {
            return;
        }
        let mut near = near(self.lexicon, word, most, false);
        if is_half_typed {
            near.extend(super::spelling::near(self.lexicon, word, most.min(1), true));
        }
        near.retain(|near| near.edits > 0 && !near.term.bytes().any(|byte| byte.is_ascii_digit()));
        near.sort_by(|a, b| likelier(a).cmp(&likelier(b)).then_with(|| a.term.cmp(&b.term)));
        near.dedup_by(|a, b| a.term == b.term);
        let fewest = near.first().map_or(0, |near| near.edits);
        let is_known = forms.has_sure();
        let mut less_likely = 1.0;
        for found in near.iter().filter(|near| near.edits == fewest).take(self.ranking.typo_candidates) {
            let certainty = if found.same_first { 1.0 } else { self.ranking.other_first_letter };
            let weight = if found.edits == 1 { self.ranking.one_typo } else { self.ranking.two_typos };
            let weight = if is_known { weight * self.ranking.typo_of_known } else { weight };
            let weight = weight * certainty * less_likely;
            less_likely *= self.ranking.next_candidate;
            forms.add(vec![found.term.clone()], FormKind::Typo, weight);
            for term in self.family(&found.term) {
                forms.add(vec![term], FormKind::Typo, weight * self.ranking.inflected);
            }
        }
    }

    fn sure_frequency(&self, forms: &Forms) -> u32 {
        let sure = forms.forms.iter().filter(|form| form.kind.is_sure());
        sure.flat_map(|form| &form.terms).map(|term| self.lexicon.frequency(term)).sum()
    }
}

fn likelier(near: &Near) -> (u32, bool, std::cmp::Reverse<u32>) {
    (near.edits, !near.same_first, std::cmp::Reverse(near.frequency))
}

fn nothing() -> Group {
    Group { word: String::new(), range: 0..0, weight: 0.0, is_extra: true, forms: Vec::new() }
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
struct Forms {
    forms: Vec<Form>,
}

impl Forms {
    fn add(&mut self, terms: Vec<String>, kind: FormKind, weight: f64) {
        self.forms.push(Form { terms, weight, kind });
    }

    fn has_sure(&self) -> bool {
        self.forms.iter().any(|form| form.kind.is_sure())
    }

    fn sorted(mut self) -> Vec<Form> {
        self.forms.sort_by(|a, b| a.terms.cmp(&b.terms).then(b.weight.total_cmp(&a.weight)));
        self.forms.dedup_by(|a, b| a.terms == b.terms);
        self.forms.sort_by(|a, b| a.kind.cmp(&b.kind).then(b.weight.total_cmp(&a.weight)));
        self.forms
    }
}

/// A word that comes twice is one group.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::new();
    for group in groups {
        match merged.iter_mut().find(|known| known.word == group.word && known.is_extra == group.is_extra) {
            Some(known) if known.forms.len() >= group.forms.len() => {}
            Some(known) => *known = group,
            None => merged.push(group),
        }
    }
    merged
}

/// Of too many words the rarest that are known.
fn tell(mut groups: Vec<Group>, lexicon: Lexicon<'_>) -> Vec<Group> {
    if groups.len() <= MAX_GROUPS {
        return groups;
    }
    groups.retain(|group| !group.forms.is_empty());
    let frequency = |group: &Group| {
        let terms = group.forms.iter().filter(|form| form.kind.is_sure()).flat_map(|form| &form.terms);
        terms.map(|term| lexicon.frequency(term)).max().unwrap_or(u32::MAX)
    };
    groups.sort_by_cached_key(frequency);
    groups.truncate(MAX_GROUPS);
    groups.sort_by_key(|group| group.range.start);
    groups
}
