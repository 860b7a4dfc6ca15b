//! The frame of an edition: magic, version, table of parts, checksums of blocks, parts.
//!
//! Every byte is covered by a checksum, and every block of a part by its own, so that whoever fetches a few blocks can
//! check them.

use std::ops::Range;

use xxhash_rust::xxh64::xxh64;

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use crate::error::{Error, ErrorKind, Result};

/// The version that this build writes and reads. It covers the layout and the rules by which text becomes terms.
pub(super) const VERSION: u32 = 1;

/// The line break and the byte above 127 show at once when a transfer has changed text conventions.
const MAGIC: [u8; 8] = *b"nohold\n\xed";

/// Magic, version, number of parts.
const HEAD: usize = 16;

/// Length and checksum of a part.
const ENTRY: usize = 16;

const CHECKSUM: usize = 8;

/// So many bytes of a part have a checksum of their own; its last block may be shorter.
const BLOCK: usize = 32 << 10;

/// The parts, in the order in which they stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What the edition is, and for whom.
    Manifest,
    /// Lengths and languages of articles and sections.
    Rows,
    Dictionary,
    Postings,
    Attributes,
    /// Articles without their sections.
    Articles,
    Sections,
    /// Rules of what means the same.
    Synonyms,
}

impl Part {
    pub(super) const ALL: [Part; 8] = [
        Part::Manifest,
        Part::Rows,
        Part::Dictionary,
        Part::Postings,
        Part::Attributes,
        Part::Articles,
        Part::Sections,
        Part::Synonyms,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Manifest => "manifest",
            Part::Rows => "rows",
            Part::Dictionary => "dictionary",
            Part::Postings => "postings",
            Part::Attributes => "attributes",
            Part::Articles => "articles",
            Part::Sections => "sections",
            Part::Synonyms => "synonyms",
        }
    }
}

const PARTS: usize = Part::ALL.len();

/// Where the parts of an edition are.
pub(super) struct Frame {
    places: [Place; PARTS],
}

/// Where a part is, and the checksums of its blocks.
#[derive(Clone, Default)]
struct Place {
    part: Range<usize>,
    checksums: Range<usize>,
}

impl Frame {
    /// Checks the frame and every checksum.
    pub(super) fn open(bytes: &[u8]) -> Result<Self> {
        let frame = Self::read(bytes)?;
        match Part::ALL.iter().find_map(|&part| Some((part, frame.changed(bytes, part).next()?))) {
            Some((part, at)) => Err(corrupt(&format!("part {} was changed near byte {at}", part.name()))),
            None => Ok(frame),
        }
    }

    /// Reads and checks what stands before the parts.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let mut head = Reader::new(bytes);
        if head.take(MAGIC.len()) != Some(&MAGIC) {
            return Err(corrupt("the bytes do not begin as an edition does"));
        }
        match head.fixed32() {
            Some(VERSION) => {}
            Some(found) => return Err(version(found)),
            None => return Err(corrupt("the edition ends within its head")),
        }
        let count = head.fixed32().filter(|&count| count as usize == PARTS);
        count.ok_or_else(|| corrupt("the table of parts does not have the parts of this version"))?;
        let table_end = HEAD + PARTS * ENTRY;
        let expected = bytes.get(table_end..).and_then(|rest| Reader::new(rest).fixed64());
        if expected.is_none() || bytes.get(..table_end).map(|table| xxh64(table, 0)) != expected {
            return Err(corrupt("the table of parts was changed"));
        }
        Self::places(bytes, head)
    }

    fn places(bytes: &[u8], mut table: Reader<'_>) -> Result<Self> {
        let mut entry = || Some((usize::try_from(table.fixed64()?).ok()?, table.fixed64()?));
        let entries: [Option<(usize, u64)>; PARTS] = std::array::from_fn(|_| entry());
        let mut places: [Place; PARTS] = std::array::from_fn(|_| Place::default());
        let mut at = HEAD + PARTS * ENTRY + CHECKSUM;
        let mut next = |length: Option<usize>| {
            let end = at.checked_add(length?).filter(|&end| end <= bytes.len())?;
            Some(std::mem::replace(&mut at, end)..end)
        };
        for (place, entry) in places.iter_mut().zip(entries) {
            let length = entry.and_then(|(length, _)| length.div_ceil(BLOCK).checked_mul(CHECKSUM));
            place.checksums = next(length).ok_or_else(|| corrupt("the table of checksums is cut off"))?;
            if bytes.get(place.checksums.clone()).map(|all| xxh64(all, 0)) != entry.map(|(_, checksum)| checksum) {
                return Err(corrupt("the table of checksums was changed"));
            }
        }
        for (place, entry) in places.iter_mut().zip(entries) {
            place.part = next(entry.map(|(length, _)| length)).ok_or_else(|| corrupt("a part is cut off"))?;
        }
        if at != bytes.len() {
            return Err(corrupt("something follows the last part"));
        }
        Ok(Frame { places })
    }

    /// Where in the file the blocks of a part begin that do not have their checksums.
    pub(super) fn changed<'b>(&self, bytes: &'b [u8], part: Part) -> impl Iterator<Item = usize> + use<'b> {
        let Place { part, checksums } = self.place(part);
        let expected = bytes.get(checksums).unwrap_or_default().chunks_exact(CHECKSUM);
        let blocks = bytes.get(part.clone()).unwrap_or_default().chunks(BLOCK).zip(expected);
        let changed = blocks.enumerate().filter(|(_, (block, sum))| xxh64(block, 0).to_le_bytes() != **sum);
        changed.map(move |(number, _)| part.start + number * BLOCK)
    }

    pub(super) fn part<'b>(&self, bytes: &'b [u8], part: Part) -> &'b [u8] {
        bytes.get(self.place(part).part).unwrap_or_default()
    }

    fn place(&self, part: Part) -> Place {
        self.places.get(part as usize).cloned().unwrap_or_default()
    }
}

/// Puts parts into a frame, in the order of [`Part`].
#[cfg(feature = "index")]
pub(super) fn frame(parts: &[Vec<u8>; PARTS]) -> Vec<u8> {
    let checksums = parts.each_ref().map(|part| {
        let mut out = Writer::default();
        part.chunks(BLOCK).for_each(|block| out.fixed64(xxh64(block, 0)));
        out.bytes
    });
    let mut out = Writer::default();
    out.bytes.extend_from_slice(&MAGIC);
    out.fixed32(VERSION);
    out.fixed32(PARTS as u32);
    for (part, checksums) in parts.iter().zip(&checksums) {
        out.fixed64(part.len() as u64);
        out.fixed64(xxh64(checksums, 0));
    }
    out.fixed64(xxh64(&out.bytes, 0));
    checksums.iter().chain(parts).for_each(|bytes| out.bytes.extend_from_slice(bytes));
    out.bytes
}

pub(super) fn corrupt(what: &str) -> Error {
    let advice = "make the edition again from its Markdown";
    Error::new(ErrorKind::Corrupt, format!("not a whole edition: {what}; {advice}"))
}

fn version(found: u32) -> Error {
    let message = format!("the edition has format version {found}; this build reads version {VERSION}");
    Error::new(ErrorKind::Version, message)
}
