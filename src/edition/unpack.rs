//! An edition taken apart: every part as it is when nothing is compressed, for those who want to see what is in it.

use super::dictionary::Dictionary;
use super::format::Part;
use super::read::Edition;
use super::records::Records;
use crate::segment::Walk;

/// A part of an edition.
pub(crate) struct Unpacked {
    pub(crate) name: &'static str,
    /// As it stands in the file.
    pub(crate) packed: Vec<u8>,
    /// Terms written out, one a line, and records one behind the other; other parts as they are.
    pub(crate) bytes: Vec<u8>,
}

impl Edition {
    /// Takes the edition apart, into the parts that it has.
    pub(crate) fn unpack(&self) -> Vec<Unpacked> {
        let unpacked = |&part: &Part| {
            let packed = self.part(part);
            Unpacked { name: part.name(), packed: packed.to_vec(), bytes: written_out(part, packed) }
        };
        Part::ALL.iter().filter(|&&part| self.has(part)).map(unpacked).collect()
    }
}

fn written_out(part: Part, packed: &[u8]) -> Vec<u8> {
    match part {
        Part::Dictionary => terms(packed),
        Part::Attributes | Part::Articles | Part::Sections | Part::Html => records(packed),
        _ => packed.to_vec(),
    }
}

fn terms(part: &[u8]) -> Vec<u8> {
    let mut terms = Vec::new();
    if let Some(dictionary) = Dictionary::open(part) {
        dictionary.walk("", &mut |term, _| {
            terms.extend(term.bytes().chain([b'\n']));
            Walk::Next
        });
    }
    terms
}

fn records(part: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    if let Some(records) = Records::open(part) {
        records.each(&mut |record| all.extend_from_slice(record.rest()));
    }
    all
}
