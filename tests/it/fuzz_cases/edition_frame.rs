//! An edition taken apart and put together again with checksums that fit, so that changed parts get past them. All that
//! tests and fuzzing know of the frame stands here; `src/docs/edition-format.md` tells it in full.

use nohold::inspect;
use xxhash_rust::xxh64::xxh64;

/// Bytes of a part that have a checksum of their own.
pub(crate) const BLOCK: usize = 32 << 10;

#[derive(Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) names: Vec<&'static str>,
    pub(crate) parts: Vec<Vec<u8>>,
    /// What the table claims to be the lengths of some parts.
    pub(crate) lies: Vec<(usize, u64)>,
}

impl Frame {
    /// Takes a sound edition apart.
    pub(crate) fn of(edition: &[u8]) -> Self {
        let parts = inspect::parts(edition).expect("the edition is sound");
        let (names, parts) = parts.into_iter().map(|part| (part.name, part.packed)).unzip();
        Frame { names, parts, lies: Vec::new() }
    }

    /// The edition of these parts, with every checksum as the reader computes it. Where a length is a lie, the checksums are
    /// those of what it claims, as far as there is so much.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let all = self.parts.concat();
        let mut start = 0;
        let mut table = Vec::new();
        let mut checksums = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let lie = self.lies.iter().find(|(of, _)| *of == index);
            let length = lie.map_or(part.len() as u64, |(_, claimed)| *claimed);
            let end = start + (length as usize).min(all.len() - start);
            let of_blocks: Vec<u8> =
                all[start..end].chunks(BLOCK).flat_map(|block| xxh64(block, 0).to_le_bytes()).collect();
            table.extend((index as u32 + 1).to_le_bytes());
            table.extend(length.to_le_bytes());
            table.extend(xxh64(&of_blocks, 0).to_le_bytes());
            checksums.extend(of_blocks);
            start = end;
        }
        let head = [&b"nohold\n\xed"[..], &1u32.to_le_bytes(), &(self.parts.len() as u32).to_le_bytes()].concat();
        let mut bytes = [head, table].concat();
        bytes.extend(xxh64(&bytes, 0).to_le_bytes());
        [bytes, checksums, all].concat()
    }
}
