//! Queries that were not answered, those with the same words as one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::spelling::Spelling;
use crate::analysis::{Language, TokenKind, function_words, tokenize};
use crate::knowledge_base::KnowledgeBase;
use crate::log::{Entry, Log};
use crate::redact::without_placeholders;

/// What was asked in the same words, perhaps in another order.
pub(super) struct Asked<'l> {
    pub(super) entries: Vec<&'l Entry>,
    /// All words with their stems, function words too.
    pub(super) all_stems: BTreeSet<(String, String)>,
    /// What was typed without a slip.
    spelt: BTreeSet<&'l str>,
    /// Stems with the words that they are of, in order, each once.
    pub(super) stems: Vec<(String, String)>,
}

impl<'l> Asked<'l> {
    /// Whether anybody typed it without a slip.
    pub(super) fn is_spelt(&self) -> bool {
        !self.spelt.is_empty()
    }

    /// What was typed oftenest, if possible without a slip; the shortest, where that is several.
    pub(super) fn text(&self) -> &'l str {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.query()).or_default() += 1;
        }
        let best = counts
            .into_iter()
            .min_by_key(|(text, count)| (!self.spelt.contains(text), Reverse(*count), text.len(), *text));
        best.map_or("", |(text, _)| text)
    }
}

/// The entries of a log that were not answered.
pub(super) struct Sorted<'l> {
    /// What was asked oftenest first.
    pub(super) asked: Vec<Asked<'l>>,
    pub(super) without_words: usize,
    pub(super) unanswered: usize,
}

pub(super) fn sort<'l>(log: &'l Log, kb: &KnowledgeBase) -> Sorted<'l> {
    let main_language = kb.main_language();
    let words: Vec<Vec<String>> = log.entries.iter().map(|entry| words(entry.query())).collect();
    let spelling = Spelling::new(&words, kb);
    let mut sorted: BTreeMap<Vec<(String, String)>, Asked<'l>> = BTreeMap::new();
    let unanswered = log.entries.iter().zip(&words).filter(|(entry, _)| entry.is_unanswered());
    for (entry, words) in unanswered {
        let lang = if entry.lang.is_empty() { &main_language } else { &entry.lang };
        let corrected = spelling.corrected(words);
        let stems = stems(&corrected, lang);
        let all_stems = || corrected.iter().map(|word| (stem(word, lang), word.clone())).collect();
        let new =
            || Asked { entries: Vec::new(), all_stems: all_stems(), spelt: BTreeSet::new(), stems: stems.clone() };
        let asked = sorted.entry(stems.clone()).or_insert_with(new);
        asked.entries.push(entry);
        if corrected == *words {
            asked.spelt.insert(entry.query());
        }
    }
    let unanswered = sorted.values().map(|asked| asked.entries.len()).sum();
    let without_words = sorted.remove(&Vec::new()).map_or(0, |asked| asked.entries.len());
    let mut asked: Vec<Asked<'_>> = sorted.into_values().collect();
    asked.sort_by(|a, b| b.entries.len().cmp(&a.entries.len()).then_with(|| a.stems.cmp(&b.stems)));
    Sorted { asked, without_words, unanswered }
}

/// The folded words of a query, without what was redacted.
fn words(query: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(&without_placeholders(query), &mut |token| {
        if matches!(token.kind, TokenKind::Word | TokenKind::Pair) {
            words.push(token.term.to_owned());
        }
    });
    words
}

/// The stems of the words that say what a query is about; of all words, if there are no others.
fn stems(words: &[String], lang: &str) -> Vec<(String, String)> {
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_function = function_words(lang, &texts);
    let telling = texts.iter().zip(&is_function).filter(|(_, is_function)| !**is_function).map(|(word, _)| *word);
    let mut telling: Vec<&str> = telling.collect();
    if telling.is_empty() {
        telling = texts;
    }
    let stems: BTreeSet<(String, String)> =
        telling.into_iter().map(|word| (stem(word, lang), word.to_owned())).collect();
    stems.into_iter().collect()
}

fn stem(word: &str, lang: &str) -> String {
    Language::from_tag(lang).map_or_else(|| word.to_owned(), |language| language.stem(word).into_owned())
}
