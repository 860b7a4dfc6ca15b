//! An edition taken apart and put together again with checksums that fit, so that changed parts get past them. All that
//! fuzzing knows of the format stands here; `src/docs/edition-format.md` tells it in full.

use xxhash_rust::xxh64::xxh64;

/// Magic, version and number of parts.
const HEAD: usize = 16;
/// Length and checksum of a part.
const ENTRY: usize = 16;
/// Behind the table stands its own checksum.
const CHECKSUM: usize = 8;

pub(crate) struct Frame {
    head: Vec<u8>,
    pub(crate) parts: Vec<Vec<u8>>,
    /// What the table claims to be the lengths of some parts.
    pub(crate) lies: Vec<(usize, u64)>,
}

impl Frame {
    /// Takes a sound edition apart.
    pub(crate) fn of(edition: &[u8]) -> Self {
        let number = |at: usize| u64::from_le_bytes(edition[at..at + 8].try_into().expect("eight bytes"));
        let count = edition[12] as usize;
        let mut at = HEAD + count * ENTRY + CHECKSUM;
        let mut part = |entry: usize| {
            let start = at;
            at += number(HEAD + entry * ENTRY) as usize;
            edition[start..at].to_vec()
        };
        let parts = (0..count).map(&mut part).collect();
        Frame { head: edition[..HEAD].to_vec(), parts, lies: Vec::new() }
    }

    /// The edition of these parts, with every checksum as the reader computes it.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.clone();
        let all = self.parts.concat();
        let mut start = 0;
        for (number, part) in self.parts.iter().enumerate() {
            let lie = self.lies.iter().find(|(of, _)| *of == number);
            let length = lie.map_or(part.len() as u64, |(_, claimed)| *claimed);
            let end = start + (length as usize).min(all.len() - start);
            bytes.extend(length.to_le_bytes());
            bytes.extend(xxh64(&all[start..end], 0).to_le_bytes());
            start = end;
        }
        bytes.extend(xxh64(&bytes, 0).to_le_bytes());
        bytes.extend(all);
        bytes
    }
}
