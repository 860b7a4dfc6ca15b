//! The dictionary: terms in byte order, front-coded in blocks of [`BLOCK`].
//!
//! Unlike an FST it needs no reader that trusts its bytes: any bytes decode to some terms or none. The part begins with
//! the number of terms and a table of where the blocks start; a block is the offset of its first postings, its first
//! term whole, and of every other term the length it shares with the one before and the rest. Each term is followed by
//! how many sections, articles and titles have it, and by the length of its postings.

use std::ops::Range;

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
#[cfg(feature = "index")]
use crate::segment::ArticleCounts;
use crate::segment::Walk;

const BLOCK: u32 = 16;

/// No term has more bytes: every search for one decodes the terms before it in its block.
const LONGEST_TERM: usize = 4 << 10;

/// A reader over the dictionary part.
#[derive(Clone, Copy)]
pub(super) struct Dictionary<'a> {
    terms: u32,
    /// Little-endian `u32` offsets into `blocks`.
    starts: &'a [u8],
    blocks: &'a [u8],
}

/// What the dictionary says of a term.
pub(super) struct Entry {
    pub(super) sections: u32,
    pub(super) articles: u32,
    pub(super) titles: u32,
    /// Bytes of the postings part.
    pub(super) postings: Range<usize>,
}

impl<'a> Dictionary<'a> {
    pub(super) fn open(part: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(part);
        let terms = reader.fixed32()?;
        let starts_length = (terms.div_ceil(BLOCK) as usize).checked_mul(4)?;
        let starts = reader.take(starts_length)?;
        let blocks = part.get(4 + starts_length..)?;
        Some(Dictionary { terms, starts, blocks })
    }

    /// Whether the blocks follow one another, their terms are text in order, and the postings of all terms, one after the
    /// other, fill a part of `postings` bytes. Then no query costs more than reading the parts once.
    pub(super) fn is_sound(&self, postings: usize) -> bool {
        let (mut before, mut end, mut at) = (Vec::new(), 0, 0);
        for number in 0..self.terms.div_ceil(BLOCK) {
            let Some(mut cursor) = self.cursor(number).filter(|cursor| cursor.entry.postings.end == end) else {
                return false;
            };
            if self.start(number) != Some(at) {
                return false;
            }
            while cursor.advance() {
                let is_long = cursor.term.len() > LONGEST_TERM;
                if is_long || cursor.text().is_none() || (cursor.id > 0 && cursor.term <= before) {
                    return false;
                }
                before.clone_from(&cursor.term);
            }
            if cursor.next != cursor.end {
                return false;
            }
            end = cursor.entry.postings.end;
            at = (self.blocks.len() - cursor.reader.len()) as u32;
        }
        end == postings && at as usize == self.blocks.len()
    }

    /// Number of terms.
    pub(super) fn len(&self) -> u32 {
        self.terms
    }

    pub(super) fn find(&self, term: &str) -> Option<Entry> {
        let mut cursor = self.cursor(self.block_of(term)?)?;
        while cursor.advance() {
            match cursor.term.as_slice().cmp(term.as_bytes()) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Some(cursor.entry),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    }

    pub(super) fn walk(&self, from: &str, visit: &mut dyn FnMut(&str, &Entry) -> Walk) {
        let mut from = from.to_owned();
        let mut block = self.block_of(&from).unwrap_or(0);
        while let Some(mut cursor) = self.cursor(block) {
            block += 1;
            while cursor.advance() {
                let Some(term) = cursor.text().filter(|&term| term >= from.as_str()) else { continue };
                match visit(term, &cursor.entry) {
                    Walk::Next => {}
                    Walk::Stop => return,
                    Walk::Seek(next) => {
                        // Only ahead: a target in this block is reached by reading on.
                        block = block.max(self.block_of(&next).unwrap_or(0));
                        from = next;
                    }
                }
                if block > cursor.block + 1 {
                    break;
                }
            }
        }
    }

    /// The last block whose first term is not above `term`.
    fn block_of(&self, term: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.terms.div_ceil(BLOCK));
        while low < high {
            let middle = low + (high - low) / 2;
            let first = self.first_term(middle)?;
            if first <= term.as_bytes() { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    fn first_term(&self, block: u32) -> Option<&'a [u8]> {
        let mut reader = self.block(block)?;
        reader.number()?;
        reader.bytes()
    }

    fn block(&self, block: u32) -> Option<Reader<'a>> {
        self.blocks.get(self.start(block)? as usize..).map(Reader::new)
    }

    fn start(&self, block: u32) -> Option<u32> {
        Reader::new(self.starts.get((block as usize).checked_mul(4)?..)?).fixed32()
    }

    fn cursor(&self, block: u32) -> Option<Cursor<'a>> {
        let mut reader = self.block(block)?;
        let postings_start = reader.number()? as usize;
        let next = block.checked_mul(BLOCK)?;
        let end = next.saturating_add(BLOCK).min(self.terms);
        let entry = Entry { sections: 0, articles: 0, titles: 0, postings: postings_start..postings_start };
        Some(Cursor { reader, block, next, end, id: 0, term: Vec::new(), entry })
    }
}

/// Reads one block's terms in order.
struct Cursor<'a> {
    reader: Reader<'a>,
    block: u32,
    next: u32,
    end: u32,
    id: u32,
    term: Vec<u8>,
    entry: Entry,
}

impl Cursor<'_> {
    fn advance(&mut self) -> bool {
        if self.next >= self.end || self.read().is_none() {
            return false;
        }
        self.id = self.next;
        self.next += 1;
        true
    }

    fn read(&mut self) -> Option<()> {
        let is_first = self.next.is_multiple_of(BLOCK);
        let shared = if is_first { 0 } else { self.reader.number()? as usize };
        let rest = self.reader.bytes()?;
        if shared > self.term.len() {
            return None;
        }
        self.term.truncate(shared);
        self.term.extend_from_slice(rest);
        let sections = self.reader.number()?;
        let articles = sections.checked_sub(self.reader.number()?)?;
        let titles = self.reader.number()?;
        let length = self.reader.number()? as usize;
        let start = self.entry.postings.end;
        self.entry = Entry { sections, articles, titles, postings: start..start.checked_add(length)? };
        Some(())
    }

    fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.term).ok()
    }
}

/// Writes what [`Dictionary`] reads; terms must be added in byte order.
#[cfg(feature = "index")]
#[derive(Default)]
pub(super) struct DictionaryWriter {
    terms: u32,
    starts: Writer,
    blocks: Writer,
    before: Vec<u8>,
    postings_end: u32,
}

#[cfg(feature = "index")]
impl DictionaryWriter {
    pub(super) fn add(&mut self, term: &str, sections: u32, counts: ArticleCounts, postings_length: u32) {
        let term = term.as_bytes();
        if self.terms.is_multiple_of(BLOCK) {
            self.starts.fixed32(self.blocks.bytes.len() as u32);
            self.blocks.number(self.postings_end);
            self.blocks.bytes(term);
        } else {
            let shared = self.before.iter().zip(term).take_while(|(a, b)| a == b).count();
            self.blocks.number(shared as u32);
            self.blocks.bytes(term.get(shared..).unwrap_or_default());
        }
        self.blocks.number(sections);
        self.blocks.number(sections - counts.articles);
        self.blocks.number(counts.titles);
        self.blocks.number(postings_length);
        self.before = term.to_vec();
        // A part that is too long is refused when all is written.
        self.postings_end = self.postings_end.saturating_add(postings_length);
        self.terms += 1;
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut out = Writer::default();
        out.fixed32(self.terms);
        out.bytes.extend(self.starts.bytes);
        out.bytes.extend(self.blocks.bytes);
        out.bytes
    }
}

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{Dictionary, DictionaryWriter};
    use crate::segment::{ArticleCounts, Walk};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn part(terms: &BTreeSet<String>) -> Vec<u8> {
        let mut writer = DictionaryWriter::default();
        terms
            .iter()
            .zip(1..)
            .for_each(|(term, n)| writer.add(term, n, ArticleCounts { articles: n / 2, titles: 0 }, n % 7));
        writer.finish()
    }

    fn walked(dictionary: Dictionary<'_>, from: &str) -> Vec<String> {
        let mut seen = Vec::new();
        dictionary.walk(from, &mut |term, _| {
            seen.push(term.to_owned());
            Walk::Next
        });
        seen
    }

    proptest! {
        #[test]
        fn finds_and_walks_like_a_sorted_set(terms in prop::collection::btree_set("[a-cé]{1,4}", 0..100), from in "[a-cé]{0,3}", to in "[a-cé]{0,4}") {
            let bytes = part(&terms);
            let dictionary = Dictionary::open(&bytes).unwrap();
            for (term, n) in terms.iter().zip(0..) {
                prop_assert_eq!(dictionary.find(term).unwrap().sections, n + 1);
            }
            let postings = (1..=terms.len()).map(|n| n % 7).sum::<usize>();
            prop_assert!(dictionary.is_sound(postings) && !dictionary.is_sound(postings + 1));
            prop_assert_eq!(dictionary.find(&from).is_some(), terms.contains(&from));
            let expected: Vec<String> = terms.range(from.clone()..).cloned().collect();
            prop_assert_eq!(walked(dictionary, &from), expected);
            let mut seen = Vec::new();
            dictionary.walk(&from, &mut |term, _| {
                seen.push(term.to_owned());
                if term < to.as_str() { Walk::Seek(to.clone()) } else { Walk::Next }
            });
            let first = terms.range(from.clone()..).next().filter(|first| **first < to);
            let expected: Vec<String> = first.into_iter().chain(terms.range(from.max(to)..)).cloned().collect();
            prop_assert_eq!(seen, expected);
        }

        #[test]
        fn any_bytes_are_survived(bytes: Vec<u8>, term in "[a-c]{0,3}") {
            if let Some(dictionary) = Dictionary::open(&bytes) {
                let _ = (dictionary.find(&term), dictionary.is_sound(0));
                walked(dictionary, &term);
            }
        }
    }
}
