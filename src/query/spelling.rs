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

/// The terms at most `most` edits from `word`, or, where `is_prefix`, those of which some beginning is.
pub(super) fn near(lexicon: Lexicon<'_>, word: &str, most: u32, is_prefix: bool) -> Vec<Near> {
    let mut table = Table::new(word, most);
    let found = lexicon.collect("", |term| table.visit(term, is_prefix));
    let near = found.into_iter().filter_map(|(term, frequency)| {
        let edits = table.edits(&term, is_prefix)?;
        let same_first = term.chars().next() == word.chars().next();
        Some(Near { term, edits, frequency, same_first })
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
            Err(dead) => after(term, dead).map_or(Visit::Stop, Visit::Seek),
        }
    }

    fn edits(&mut self, term: &str, is_prefix: bool) -> Option<u32> {
        self.follow(term, is_prefix).ok()?;
        let last = |row: &Vec<u32>| row.last().copied();
        let edits = if is_prefix { self.rows.iter().filter_map(last).min() } else { self.rows.last().and_then(last) };
        edits.filter(|&edits| edits <= self.most)
    }

    /// Whether the term is near; or, if nothing that begins like it can be, after how many characters that is known.
    fn follow(&mut self, term: &str, is_prefix: bool) -> Result<bool, usize> {
        let shared = self.term.iter().zip(term.chars()).take_while(|(a, b)| **a == *b).count();
        self.term.truncate(shared);
        self.rows.truncate(shared + 1);
        let mut is_near = is_prefix && self.rows.iter().any(|row| self.ends_near(row));
        for c in term.chars().skip(shared) {
            self.push(c);
            let row = self.rows.last().map_or(&[][..], Vec::as_slice);
            is_near |= is_prefix && self.ends_near(row);
            if row.iter().all(|&edits| edits > self.most) {
                return if is_near { Ok(true) } else { Err(self.term.len()) };
            }
        }
        Ok(is_near || self.rows.last().is_some_and(|row| self.ends_near(row)))
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

/// The least string above every term that begins with the first `characters` of `term`.
fn after(term: &str, characters: usize) -> Option<String> {
    let mut prefix: Vec<char> = term.chars().take(characters).collect();
    while let Some(last) = prefix.pop() {
        if let Some(next) = (last as u32 + 1..=last as u32 + 0x801).find_map(char::from_u32) {
            prefix.push(next);
            return Some(prefix.into_iter().collect());
        }
    }
    None
}

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
