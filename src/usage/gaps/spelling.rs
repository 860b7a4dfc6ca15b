//! Words of a log as most write them: misspelt ones are read as others that occur in it, joined ones as two.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge_base::KnowledgeBase;
use crate::query::edits;

/// Who so many queries write alike is no slip.
const KNOWN_FROM: usize = 3;

/// Shortest words, in characters, that may have one slip, and two.
const ONE_FROM: usize = 4;
const TWO_FROM: usize = 8;

pub(super) struct Spelling {
    /// What a word is read as, if not as itself.
    read: BTreeMap<String, Vec<String>>,
}

impl Spelling {
    /// `queries` are the folded words of each query.
    pub(super) fn new(queries: &[Vec<String>], kb: &KnowledgeBase) -> Self {
        let distinct: BTreeSet<&Vec<String>> = queries.iter().collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for word in queries.iter().flatten() {
            *times.entry(word).or_default() += 1;
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut pairs: BTreeMap<String, [&str; 2]> = BTreeMap::new();
        for words in distinct {
            for word in words.iter().map(String::as_str).collect::<BTreeSet<_>>() {
                *counts.entry(word).or_default() += 1;
            }
            for (a, b) in words.iter().zip(words.iter().skip(1)) {
                pairs.entry(format!("{a}{b}")).or_insert([a, b]);
            }
        }
        let frequencies = kb.frequencies(counts.keys().copied());
        let words: Vec<Known<'_>> = counts
            .iter()
            .zip(frequencies)
            .map(|((&word, &queries), sections)| Known {
                word,
                queries,
                times: times.get(word).copied().unwrap_or_default(),
                is_in_articles: sections > 0,
            })
            .collect();
        let read = words.iter().filter(|word| word.may_be_slip()).filter_map(|word| {
            let joined = pairs.get(word.word).map(|pair| pair.map(str::to_owned).to_vec());
            let read = joined.or_else(|| Some(vec![word.correction(&words)?.to_owned()]))?;
            Some((word.word.to_owned(), read))
        });
        Spelling { read: read.collect() }
    }

    /// The words as they are read.
    pub(super) fn corrected(&self, words: &[String]) -> Vec<String> {
        let read = |word: &String| self.read.get(word).cloned().unwrap_or_else(|| vec![word.clone()]);
        words.iter().flat_map(read).collect()
    }
}

/// A word that occurs in a log.
struct Known<'q> {
    word: &'q str,
    /// Number of different queries that have it.
    queries: usize,
    /// How often it was typed.
    times: usize,
    is_in_articles: bool,
}

impl<'q> Known<'q> {
    fn may_be_slip(&self) -> bool {
        let has_digit = self.word.bytes().any(|byte| byte.is_ascii_digit());
        !self.is_in_articles && self.queries < KNOWN_FROM && !has_digit
    }

    /// What was meant: of the nearest words that are better known, the best known.
    fn correction(&self, words: &[Known<'q>]) -> Option<&'q str> {
        let length = self.word.chars().count();
        let most = u32::from(length >= ONE_FROM) + u32::from(length >= TWO_FROM);
        let is_better = |other: &&Known<'_>| {
            (other.is_in_articles || other.times > self.times)
                && other.word.chars().count().abs_diff(length) <= most as usize
        };
        let near = words.iter().filter(|other| most > 0 && other.word != self.word).filter(is_better);
        let near = near.filter_map(|other| {
            let edits = edits(self.word, other.word, most)?;
            let same_first = other.word.chars().next() == self.word.chars().next();
            // The first letter counts double: who has it wrong has no other slip.
            let is_near = same_first || edits == 1;
            is_near.then_some((edits, !same_first, std::cmp::Reverse(other.times), other.word))
        });
        near.min().map(|(_, _, _, word)| word)
    }
}
