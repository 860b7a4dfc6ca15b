//! Words and numbers that the articles write with other spaces.

use super::plan::FormKind;
use super::readings::{Forms, Reader};
use super::words::Typed;
use crate::analysis::{Language, TokenKind};

/// A number is written in at most so many parts, and one that is shorter than this, in digits, in one.
const MAX_NUMBERS: usize = 5;
const LONG_NUMBER: usize = 6;

pub(super) fn is_number(term: &str) -> bool {
    term.bytes().all(|byte| byte.is_ascii_digit())
}

impl Reader<'_> {
    /// A number with other spaces in it: all numbers in a row as one, or the one as several that the articles have.
    pub(super) fn numbers(&self, word: &Typed, number: usize, forms: &mut Forms) {
        let is_part = |word: &&Typed| is_number(&word.term) && word.kind == TokenKind::Word;
        let before = self.words.iter().take(number).rev().take_while(is_part).count();
        let row: Vec<&str> =
            self.words.iter().skip(number - before).take_while(is_part).map(|word| word.term.as_str()).collect();
        if row.len() > 1 && row.len() <= MAX_NUMBERS {
            self.add_known(&row.concat(), FormKind::Joined, self.ranking.joined, forms);
        }
        if !forms.has_sure() && word.term.len() >= LONG_NUMBER {
            let parts = self.parts(&word.term, MAX_NUMBERS).filter(|parts| parts.len() > 1);
            if let Some(parts) = parts {
                forms.add(parts, FormKind::Split, self.ranking.split);
            }
        }
    }

    /// The fewest numbers that the articles have and that make up this one.
    fn parts(&self, digits: &str, most: usize) -> Option<Vec<String>> {
        // By length of the beginning: the fewest parts of it.
        let mut fewest: Vec<Option<Vec<&str>>> = vec![Some(Vec::new())];
        for end in 1..=digits.len() {
            let last = (0..end.saturating_sub(1)).filter_map(|start| {
                let before = fewest.get(start)?.as_ref().filter(|before| before.len() < most)?;
                let part = digits.get(start..end).filter(|part| self.lexicon.frequency(part) > 0)?;
                Some((before, part))
            });
            let best = last.min_by_key(|(before, _)| before.len());
            let parts = best.map(|(before, part)| before.iter().copied().chain([part]).collect());
            fewest.push(parts);
        }
        let parts = fewest.pop().flatten()?;
        Some(parts.into_iter().map(str::to_owned).collect())
    }

    /// The word as two: where both halves are words, the split whose rarer half is the most frequent. What links the
    /// halves of a compound belongs to neither.
    pub(super) fn split(&self, word: &str, forms: &mut Forms) {
        let splits = word
            .char_indices()
            .map(|(at, _)| word.split_at(at))
            .filter(|(left, right)| left.chars().count() > 1 && right.chars().count() > 1);
        let known = splits.filter_map(|(left, right)| {
            let frequency = |left: &str| self.lexicon.frequency(left).min(self.lexicon.frequency(right));
            let links = self.languages.iter().flat_map(Language::links);
            let unlinked = links.filter_map(|link| left.strip_suffix(link)).filter(|left| left.chars().count() > 2);
            let lefts = std::iter::once(left).chain(unlinked).map(|left| (frequency(left), left, right));
            lefts.max_by_key(|&(frequency, left, _)| (frequency, left.len())).filter(|(frequency, _, _)| *frequency > 0)
        });
        if let Some((_, left, right)) = known.max_by_key(|&(frequency, left, _)| (frequency, left.len())) {
            forms.add(vec![left.to_owned(), right.to_owned()], FormKind::Split, self.ranking.split);
        }
    }
}
