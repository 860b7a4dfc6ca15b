//! The frame of an edition: magic, version, table of parts, parts. Every byte is covered by a checksum.

use std::ops::Range;

use xxhash_rust::xxh64::xxh64;

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
use crate::error::{Error, ErrorKind, Result};

/// The version that this build writes and reads.
pub(super) const VERSION: u32 = 1;

/// The line break and the byte above 127 show at once when a transfer has changed text conventions.
const MAGIC: [u8; 8] = *b"nohold\n\xed";

/// Magic, version, number of parts.
const HEAD: usize = 16;

/// Length and checksum of a part.
const ENTRY: usize = 16;

const CHECKSUM: usize = 8;

/// The parts, in the order in which they stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
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

const PARTS: usize = 7;

/// Where the parts of a verified edition are.
pub(super) struct Frame {
    parts: [Range<usize>; PARTS],
}

impl Frame {
    /// Checks the frame and every checksum.
    pub(super) fn open(bytes: &[u8]) -> Result<Self> {
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
        Self::parts(bytes, head, table_end + CHECKSUM)
    }

    fn parts(bytes: &[u8], mut table: Reader<'_>, mut at: usize) -> Result<Self> {
        let mut parts: [Range<usize>; PARTS] = std::array::from_fn(|_| 0..0);
        for (number, part) in parts.iter_mut().enumerate() {
            let entry = table.fixed64().zip(table.fixed64());
            let (length, checksum) = entry.ok_or_else(|| corrupt("the edition ends within its table of parts"))?;
            let end = usize::try_from(length).ok().and_then(|length| at.checked_add(length));
            let content = end.and_then(|end| bytes.get(at..end));
            let (end, content) = end.zip(content).ok_or_else(|| corrupt(&format!("part {number} is cut off")))?;
            if xxh64(content, 0) != checksum {
                return Err(corrupt(&format!("part {number} was changed")));
            }
            *part = at..end;
            at = end;
        }
        if at != bytes.len() {
            return Err(corrupt("something follows the last part"));
        }
        Ok(Frame { parts })
    }

    pub(super) fn part<'b>(&self, bytes: &'b [u8], part: Part) -> &'b [u8] {
        let range = self.parts.get(part as usize).cloned().unwrap_or_default();
        bytes.get(range).unwrap_or_default()
    }
}

/// Puts parts into a frame, in the order of [`Part`].
#[cfg(feature = "index")]
pub(super) fn frame(parts: &[Vec<u8>; PARTS]) -> Vec<u8> {
    let mut out = Writer::default();
    out.bytes.extend_from_slice(&MAGIC);
    out.fixed32(VERSION);
    out.fixed32(PARTS as u32);
    for part in parts {
        out.fixed64(part.len() as u64);
        out.fixed64(xxh64(part, 0));
    }
    out.fixed64(xxh64(&out.bytes, 0));
    for part in parts {
        out.bytes.extend_from_slice(part);
    }
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
