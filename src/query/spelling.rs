//! Misspelt words: the terms within a few edits, found by walking the sorted dictionary as if it were a trie.
//!
//! An edit is a character put in, left out or changed, or two neighbours swapped (the optimal string alignment distance).

use super::lexicon::{Lexicon, Visit};

/// A term near a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) term: String,
    pub(super) edits: u32,
    pub(super) frequency: u32,
    pub(super) same_first: bool,
}

/// The terms one edit from `word`, or if there is none at most `most`, and the word itself; where `is_prefix`, those of
/// which some beginning is. Words with digits are nobody's misspelling. The first letter counts double: who has it wrong
/// has no other edit.
pub(super) fn near(lexicon: Lexicon<'_>, word: &str, most: u32, is_prefix: bool) -> Vec<Near> {
    let found = within(lexicon, word, 1, "", is_prefix);
    if most == 1 || found.iter().any(|near| near.edits > 0) {
        return found;
    }
    let first: String = word.chars().take(1).collect();
    within(lexicon, word, most, &first, is_prefix)
}

/// The edits between two words; nothing if they are more than `most`.
#[cfg(feature = "index")]
pub(crate) fn edits(word: &str, other: &str, most: u32) -> Option<u32> {
    Table::new(word, most).edits(other, false)
}

/// The terms that begin with `beginning` and are at most `most` edits from `word`, in order.
fn within(lexicon: Lexicon<'_>, word: &str, most: u32, beginning: &str, is_prefix: bool) -> Vec<Near> {
    let mut table = Table::new(word, most);
    let found = lexicon.collect(beginning, |term| {
        if term.starts_with(beginning) { table.visit(term, is_prefix) } else { Visit::Stop }
    });
    let near = found.into_iter().filter_map(|(term, frequency)| {
        let edits = table.edits(&term, is_prefix)?;
        let same_first = term.chars().next() == word.chars().next();
        let has_digit = term.bytes().any(|byte| byte.is_ascii_digit());
        (!has_digit).then_some(Near { term, edits, frequency, same_first })
    });
    near.collect()
}

/// The rows of the distance table for the present term, one a character; terms that share a beginning share its rows.
struct Table {
    word: Vec<char>,
    most: u32,
    term: Vec<char>,
    rows: Vec<Vec<u32>>,
}

impl Table {
    fn new(word: &str, most: u32) -> Self {
        let word: Vec<char> = word.chars().collect();
        let first = (0..=word.len() as u32).collect();
        Table { word, most, term: Vec::new(), rows: vec![first] }
    }

    fn visit(&mut self, term: &str, is_prefix: bool) -> Visit {
        match self.follow(term, is_prefix) {
            Ok(true) => Visit::Keep,
            Ok(false) => Visit::Skip,
            Err(Dead) => self.next_possible().map_or(Visit::Stop, Visit::Seek),
        }
    }

    fn edits(&mut self, term: &str, is_prefix: bool) -> Option<u32> {
        self.follow(term, is_prefix).ok()?;
        let last = |row: &Vec<u32>| row.last().copied();
        let edits = if is_prefix { self.rows.iter().filter_map(last).min() } else { self.rows.last().and_then(last) };
        edits.filter(|&edits| edits <= self.most)
    }

    /// Whether the term is near; or that nothing can be that begins as far as it was read.
    fn follow(&mut self, term: &str, is_prefix: bool) -> Result<bool, Dead> {
        let shared = self.term.iter().zip(term.chars()).take_while(|(a, b)| **a == *b).count();
        self.term.truncate(shared);
        self.rows.truncate(shared + 1);
        let mut is_near = is_prefix && self.rows.iter().any(|row| self.ends_near(row));
        for c in term.chars().skip(shared) {
            self.push(c);
            let row = self.rows.last().map_or(&[][..], Vec::as_slice);
            is_near |= is_prefix && self.ends_near(row);
            if row.iter().all(|&edits| edits > self.most) {
                return if is_near { Ok(true) } else { Err(Dead) };
            }
        }
        Ok(is_near || self.rows.last().is_some_and(|row| self.ends_near(row)))
    }

    /// The least string above what was read of the present term with which a near term may begin.
    fn next_possible(&self) -> Option<String> {
        (0..self.term.len()).rev().find_map(|length| {
            let next = self.next_character(length)?;
            Some(self.term.iter().take(length).copied().chain([next]).collect())
        })
    }

    /// The least character above the one behind the first `length` that may stand there instead.
    fn next_character(&self, length: usize) -> Option<char> {
        let (row, present) = (self.rows.get(length)?, *self.term.get(length)?);
        if row.iter().any(|&edits| edits < self.most) {
            return (present as u32 + 1..=present as u32 + 0x801).find_map(char::from_u32);
        }
        // No edit is left: only what the word has there can follow, or the other half of a swap.
        let same = self.word.iter().zip(row).filter(|(_, edits)| **edits <= self.most).map(|(c, _)| *c);
        let before = length.checked_sub(1).and_then(|n| Some((self.rows.get(n)?, *self.term.get(n)?)));
        let pairs = self.word.iter().zip(self.word.iter().skip(1));
        let swapped = before.into_iter().flat_map(|(row, before)| {
            let pairs = pairs.clone().zip(row);
            pairs
                .filter(move |((_, second), edits)| **edits < self.most && **second == before)
                .map(|((first, _), _)| *first)
        });
        same.chain(swapped).filter(|&c| c > present).min()
    }

    fn ends_near(&self, row: &[u32]) -> bool {
        row.last().is_some_and(|&edits| edits <= self.most)
    }

    fn push(&mut self, c: char) {
        let empty = Vec::new();
        let above = self.rows.last().unwrap_or(&empty);
        let two_above = self.rows.len().checked_sub(2).and_then(|n| self.rows.get(n)).unwrap_or(&empty);
        let before = self.term.last().copied();
        let at = |row: &[u32], n: usize| row.get(n).copied().unwrap_or(u32::MAX - 1);
        let mut row = vec![at(above, 0) + 1];
        for (n, &wanted) in self.word.iter().enumerate() {
            let changed = at(above, n) + u32::from(wanted != c);
            let edits = changed.min(at(above, n + 1) + 1).min(at(&row, n) + 1);
            let swapped = n.checked_sub(1).filter(|&p| self.word.get(p) == Some(&c) && before == Some(wanted));
            let edits = swapped.map_or(edits, |p| edits.min(at(two_above, p) + 1));
            row.push(edits);
        }
        self.term.push(c);
        self.rows.push(row);
    }
}

/// What was read of a term is too far from the word already.
struct Dead;

#[cfg(test)]
mod tests {
    use super::Table;

    fn edits(word: &str, term: &str) -> Option<u32> {
        Table::new(word, 2).edits(term, false)
    }

    #[test]
    fn counts_edits() {
        let cases = [
            ("refund", "refund", Some(0)),
            ("refnd", "refund", Some(1)),
            ("erfund", "refund", Some(1)),
            ("rfeudn", "refund", Some(2)),
            ("xyfund", "refund", Some(2)),
            ("xyzund", "refund", None),
            ("ca", "abc", None),
            ("großen", "grossen", Some(2)),
            ("", "ab", Some(2)),
        ];
        for (word, term, expected) in cases {
            assert_eq!(edits(word, term), expected, "{word} {term}");
        }
    }

    #[test]
    fn a_beginning_may_be_near() {
        let mut table = Table::new("expexi", 1);
        assert_eq!(table.edits("experiment", true), Some(1));
        assert_eq!(table.edits("expect", true), None);
    }
}
