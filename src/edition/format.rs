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

/// Number, length and checksum of a part.
const ENTRY: usize = 20;

/// An edition has at most so many parts.
const MOST_PARTS: u32 = 64;

/// Parts with this bit in their number may be left out, and passed over by who does not know them.
const OPTIONAL: u32 = 1 << 31;

const CHECKSUM: usize = 8;

/// So many bytes of a part have a checksum of their own; its last block may be shorter.
const BLOCK: usize = 32 << 10;

/// The parts by their numbers, in whose order they stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Part {
    /// What the edition is, and for whom.
    Manifest = 1,
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
    /// Articles as HTML.
    Html = OPTIONAL | 1,
}

impl Part {
    pub(super) const ALL: [Part; 9] = [
        Part::Manifest,
        Part::Rows,
        Part::Dictionary,
        Part::Postings,
        Part::Attributes,
        Part::Articles,
        Part::Sections,
        Part::Synonyms,
        Part::Html,
    ];

    pub(super) fn is_optional(self) -> bool {
        self as u32 & OPTIONAL != 0
    }

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
            Part::Html => "html",
        }
    }
}

#[cfg(feature = "index")]
const PARTS: usize = Part::ALL.len();

/// Where the parts of an edition are.
pub(super) struct Frame {
    places: Vec<Place>,
}

/// Where a part is, and the checksums of its blocks.
#[derive(Clone, Default)]
struct Place {
    number: u32,
    part: Range<usize>,
    checksums: Range<usize>,
}

/// A row of the table of parts.
struct Entry {
    number: u32,
    length: usize,
    checksum: u64,
}

impl Frame {
    /// Checks the frame and every checksum.
    pub(super) fn open(bytes: &[u8]) -> Result<Self> {
        let frame = Self::read(bytes)?;
        let damage = frame.changed(bytes).next();
        damage.map_or(Ok(frame), |damage| Err(corrupt(&damage)))
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
        let count = head.fixed32().filter(|&count| count <= MOST_PARTS);
        let count = count.ok_or_else(|| corrupt("there is no table of parts"))? as usize;
        let end = HEAD + count * ENTRY;
        let expected = bytes.get(end..).and_then(|rest| Reader::new(rest).fixed64());
        if expected.is_none() || bytes.get(..end).map(|table| xxh64(table, 0)) != expected {
            return Err(corrupt("the table of parts was changed"));
        }
        let entries: Option<Vec<Entry>> = (0..count).map(|_| entry(&mut head)).collect();
        let entries = entries.ok_or_else(|| corrupt("a part is longer than memory"))?;
        check_numbers(&entries)?;
        places(bytes, &entries, end + CHECKSUM).map(|places| Frame { places })
    }

    /// Every block of the file that does not have its checksum, in words.
    pub(super) fn changed<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = String> + 'f {
        self.places.iter().flat_map(|place| place.changed(bytes))
    }

    pub(super) fn part<'b>(&self, bytes: &'b [u8], part: Part) -> &'b [u8] {
        let place = self.places.iter().find(|place| place.number == part as u32);
        place.and_then(|place| bytes.get(place.part.clone())).unwrap_or_default()
    }
}

fn entry(table: &mut Reader<'_>) -> Option<Entry> {
    let (number, length, checksum) = (table.fixed32()?, table.fixed64()?, table.fixed64()?);
    Some(Entry { number, length: usize::try_from(length).ok()?, checksum })
}

/// All parts that there must be are there, each once and in order, and none that is not known and needed.
fn check_numbers(entries: &[Entry]) -> Result<()> {
    let are_in_order = entries.iter().zip(entries.iter().skip(1)).all(|(one, next)| one.number < next.number);
    let has = |part: &Part| entries.iter().any(|entry| entry.number == *part as u32);
    if !are_in_order || !Part::ALL.iter().filter(|part| !part.is_optional()).all(has) {
        return Err(corrupt("the table of parts does not have the parts of this version"));
    }
    let is_known =
        |entry: &Entry| entry.number & OPTIONAL != 0 || Part::ALL.iter().any(|part| *part as u32 == entry.number);
    match entries.iter().find(|entry| !is_known(entry)) {
        Some(entry) => Err(Error::new(
            ErrorKind::Version,
            format!("the edition needs part {}, which this build does not know", entry.number),
        )),
        None => Ok(()),
    }
}

/// Where everything is: from `at` on the checksums of all blocks, whose own checksums must fit, and then the parts.
fn places(bytes: &[u8], entries: &[Entry], mut at: usize) -> Result<Vec<Place>> {
    let mut next = |length: Option<usize>| {
        let end = at.checked_add(length?).filter(|&end| end <= bytes.len())?;
        Some(std::mem::replace(&mut at, end)..end)
    };
    let mut places = Vec::with_capacity(entries.len());
    for Entry { number, length, checksum } in entries {
        let checksums = next(length.div_ceil(BLOCK).checked_mul(CHECKSUM));
        let checksums = checksums.ok_or_else(|| corrupt("the table of checksums is cut off"))?;
        if bytes.get(checksums.clone()).map(|all| xxh64(all, 0)) != Some(*checksum) {
            return Err(corrupt("the table of checksums was changed"));
        }
        places.push(Place { number: *number, part: 0..0, checksums });
    }
    for (place, entry) in places.iter_mut().zip(entries) {
        place.part = next(Some(entry.length)).ok_or_else(|| corrupt("a part is cut off"))?;
    }
    if at == bytes.len() { Ok(places) } else { Err(corrupt("something follows the last part")) }
}

impl Place {
    fn changed<'b>(&self, bytes: &'b [u8]) -> impl Iterator<Item = String> + use<'b> {
        let Place { number, part, checksums } = self.clone();
        let known = Part::ALL.iter().find(|known| **known as u32 == number);
        let name = known.map_or_else(|| format!("part {number}"), |part| part.name().to_owned());
        let expected = bytes.get(checksums).unwrap_or_default().chunks_exact(CHECKSUM);
        let blocks = bytes.get(part.clone()).unwrap_or_default().chunks(BLOCK).zip(expected);
        let changed = blocks.enumerate().filter(|(_, (block, sum))| xxh64(block, 0).to_le_bytes() != **sum);
        changed.map(move |(number, _)| {
            let start = part.start + number * BLOCK;
            format!(
                "{name}: something was changed between bytes {start} and {} of the file",
                part.end.min(start + BLOCK)
            )
        })
    }
}

/// Puts parts into a frame, in the order of [`Part::ALL`]; optional ones only if they are not empty.
#[cfg(feature = "index")]
pub(super) fn frame(parts: [Vec<u8>; PARTS]) -> Vec<u8> {
    let parts = Part::ALL.into_iter().zip(parts);
    let there = parts.filter(|(part, bytes)| !part.is_optional() || !bytes.is_empty());
    framed(there.map(|(part, bytes)| (part as u32, bytes)).collect::<Vec<_>>())
}

/// The largest part is not copied: the others are put before and behind it.
#[cfg(feature = "index")]
fn framed(mut parts: Vec<(u32, Vec<u8>)>) -> Vec<u8> {
    let checksums: Vec<Vec<u8>> = parts.iter().map(|(_, part)| checksums(part)).collect();
    let mut before = head(&parts, &checksums);
    let largest = parts.iter().enumerate().max_by_key(|(_, (_, part))| part.len()).map_or(0, |(number, _)| number);
    let behind = parts.split_off(parts.len().min(largest + 1));
    let mut out = parts.pop().map(|(_, part)| part).unwrap_or_default();
    before.reserve_exact(checksums.iter().chain(parts.iter().map(|(_, part)| part)).map(Vec::len).sum());
    for checksums in &checksums {
        before.extend_from_slice(checksums);
    }
    for (_, part) in parts {
        before.extend_from_slice(&part);
    }
    out.reserve_exact(before.len() + behind.iter().map(|(_, part)| part.len()).sum::<usize>());
    drop(out.splice(0..0, before));
    for (_, part) in behind {
        out.extend_from_slice(&part);
    }
    // What was made room for and not needed.
    out.shrink_to_fit();
    out
}

#[cfg(feature = "index")]
fn checksums(part: &[u8]) -> Vec<u8> {
    let mut out = Writer::default();
    part.chunks(BLOCK).for_each(|block| out.fixed64(xxh64(block, 0)));
    out.bytes
}

#[cfg(feature = "index")]
fn head(parts: &[(u32, Vec<u8>)], checksums: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Writer::default();
    out.bytes.extend_from_slice(&MAGIC);
    out.fixed32(VERSION);
    out.fixed32(parts.len() as u32);
    for ((number, part), checksums) in parts.iter().zip(checksums) {
        out.fixed32(*number);
        out.fixed64(part.len() as u64);
        out.fixed64(xxh64(checksums, 0));
    }
    out.fixed64(xxh64(&out.bytes, 0));
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

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{BLOCK, Frame, OPTIONAL, Part, framed};
    use crate::error::ErrorKind;

    #[test]
    fn parts_of_other_builds_are_passed_over_or_asked_for() {
        let needed = Part::ALL.iter().filter(|part| !part.is_optional());
        let known: Vec<(u32, Vec<u8>)> = needed.map(|part| (*part as u32, part.name().as_bytes().to_vec())).collect();
        let some =
            |parts: &[(u32, &[u8])]| parts.iter().map(|(part, bytes)| (*part, bytes.to_vec())).collect::<Vec<_>>();
        let with = |more: &[(u32, &'static [u8])]| framed([known.clone(), some(more)].concat());
        let cases = [
            ("no more", with(&[]), None),
            ("an optional one", with(&[(OPTIONAL | 7, b"x")]), None),
            ("two", with(&[(OPTIONAL, b""), (u32::MAX, b"x")]), None),
            ("a needed one", with(&[(9, b"x")]), Some(ErrorKind::Version)),
            ("a needed one before", framed([some(&[(0, b"x")]), known.clone()].concat()), Some(ErrorKind::Version)),
            ("one twice", with(&[(8, b"x")]), Some(ErrorKind::Corrupt)),
            ("out of order", with(&[(OPTIONAL | 2, b""), (OPTIONAL | 1, b"")]), Some(ErrorKind::Corrupt)),
            ("too few", framed(known[1..].to_vec()), Some(ErrorKind::Corrupt)),
            ("none", framed(Vec::new()), Some(ErrorKind::Corrupt)),
        ];
        for (name, bytes, refused) in cases {
            let opened = Frame::open(&bytes);
            assert_eq!(opened.as_ref().err().map(super::Error::kind), refused, "{name}");
            if let Ok(frame) = opened {
                let mut needed = Part::ALL.iter().filter(|part| !part.is_optional());
                assert!(needed.all(|&part| frame.part(&bytes, part) == part.name().as_bytes()));
            }
        }
    }

    #[test]
    fn damage_is_named_by_part_and_place() {
        let long = vec![7; 2 * BLOCK + 5];
        let needed = Part::ALL.iter().filter(|part| !part.is_optional());
        let parts: Vec<(u32, Vec<u8>)> = needed.map(|part| (*part as u32, long.clone())).collect();
        let mut bytes = framed(parts);
        let end = bytes.len();
        bytes[end - 1] ^= 1;
        bytes[end - 6 - BLOCK] ^= 1;
        let found: Vec<String> = Frame::read(&bytes).unwrap().changed(&bytes).collect();
        let place = |from: usize, to: usize| {
            format!("synonyms: something was changed between bytes {from} and {to} of the file")
        };
        assert_eq!(found, [place(end - 5 - 2 * BLOCK, end - 5 - BLOCK), place(end - 5, end)]);
    }
}
