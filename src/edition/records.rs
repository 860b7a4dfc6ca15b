//! Stored texts: records in compressed blocks, found by number.
//!
//! The part is the number of records, the number of blocks, for each block its first record, where it ends and how long
//! it is unpacked, and then the blocks: records with their lengths before them, packed with LZ4.

use std::sync::{Arc, Mutex};

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;

/// A block is closed when the next record would make it larger than this many bytes: small enough to unpack in
/// microseconds, large enough to pack well (blocks of half the size made whole editions 6 % larger).
const BLOCK: usize = 16 << 10;

/// The largest block that is written or read. Sections are cut where they are long, so that only an article with
/// thousands of attributes comes near.
pub(super) const LARGEST_BLOCK: u32 = 2 << 20;

/// So many records are at most in a block: each has at least a byte, its length.
const MOST_IN_BLOCK: u32 = BLOCK as u32;

/// LZ4 cannot pack better than this, so a block that claims more is not one.
const HIGHEST_RATIO: usize = 255;

#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    count: u32,
    blocks: u32,
    /// First record, end and unpacked length of each block, as `u32`.
    table: &'a [u8],
    packed: &'a [u8],
}

struct Block {
    first: u32,
    end: u32,
    unpacked: u32,
}

impl Block {
    fn is_plausible(&self, packed: usize) -> bool {
        self.unpacked <= LARGEST_BLOCK && self.unpacked as usize / HIGHEST_RATIO <= packed
    }
}

impl<'a> Records<'a> {
    pub(super) fn open(part: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(part);
        let (count, blocks) = (reader.fixed32()?, reader.fixed32()?);
        let length = (blocks as usize).checked_mul(12)?;
        let table = reader.take(length)?;
        Some(Records { count, blocks, table, packed: part.get(8 + length..)? })
    }

    /// Number of records.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    /// How many bytes all blocks have unpacked, if the table of blocks makes sense: they follow one another, fill the part,
    /// and none claims more than it can have.
    pub(super) fn unpacked(&self) -> Option<u64> {
        let (mut end, mut unpacked) = (0, 0u64);
        for number in 0..self.blocks {
            let (block, next) = (self.block(number)?, self.next(number)?);
            let is_first = number > 0 || block.first == 0;
            let records =
                next.checked_sub(block.first).filter(|records| is_first && (1..=MOST_IN_BLOCK).contains(records));
            let packed = block.end.checked_sub(end)?;
            records.filter(|_| block.is_plausible(packed as usize))?;
            end = block.end;
            unpacked += u64::from(block.unpacked);
        }
        let has_all = self.blocks > 0 || self.count == 0;
        (has_all && end as usize == self.packed.len()).then_some(unpacked)
    }

    /// The first record of the block after this one.
    fn next(&self, number: u32) -> Option<u32> {
        if number + 1 == self.blocks { Some(self.count) } else { self.block(number + 1).map(|block| block.first) }
    }

    /// Calls `visit` with every record, in order; those that cannot be read are missing.
    #[cfg(feature = "index")]
    pub(super) fn each(&self, visit: &mut dyn FnMut(Reader<'_>)) {
        for number in 0..self.blocks {
            let Some((block, next)) = self.block(number).zip(self.next(number)) else { return };
            let unpacked = self.unpack(number, &block).unwrap_or_default();
            let mut reader = Reader::new(&unpacked);
            (block.first..next).map_while(|_| reader.bytes()).for_each(|record| visit(Reader::new(record)));
        }
    }

    /// Calls `read` with the bytes of a record.
    pub(super) fn get<T>(
        &self,
        record: u32,
        last: &LastBlock,
        read: impl FnOnce(Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let number = self.block_of(record)?;
        let block = self.block(number)?;
        let unpacked = last.get(number, || self.unpack(number, &block))?;
        let mut reader = Reader::new(&unpacked);
        for _ in block.first..record {
            reader.bytes()?;
        }
        read(Reader::new(reader.bytes()?))
    }

    fn unpack(&self, number: u32, block: &Block) -> Option<Vec<u8>> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.block(before).map(|block| block.end))?;
        let packed = self.packed.get(start as usize..block.end as usize)?;
        let unpacked = block.unpacked as usize;
        let bytes = block.is_plausible(packed.len()).then(|| lz4_flex::block::decompress(packed, unpacked).ok())?;
        bytes.filter(|bytes| bytes.len() == unpacked)
    }

    fn block_of(&self, record: u32) -> Option<u32> {
        let (mut low, mut high) = (0, self.blocks);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.block(middle)?.first <= record { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    fn block(&self, number: u32) -> Option<Block> {
        let mut reader = Reader::new(self.table.get((number as usize).checked_mul(12)?..)?);
        Some(Block { first: reader.fixed32()?, end: reader.fixed32()?, unpacked: reader.fixed32()? })
    }
}

/// The block that was unpacked last: the sections of an article mostly stand in one.
#[derive(Default)]
pub(super) struct LastBlock {
    block: Mutex<Option<(u32, Arc<Vec<u8>>)>>,
}

impl LastBlock {
    /// The block with this number, from `unpack` if it is not the last one. Does not wait for other threads: who comes
    /// while another looks unpacks on his own.
    fn get(&self, number: u32, unpack: impl FnOnce() -> Option<Vec<u8>>) -> Option<Arc<Vec<u8>>> {
        let Ok(mut last) = self.block.try_lock() else { return unpack().map(Arc::new) };
        if let Some((_, block)) = last.as_ref().filter(|(known, _)| *known == number) {
            return Some(Arc::clone(block));
        }
        let block = Arc::new(unpack()?);
        *last = Some((number, Arc::clone(&block)));
        Some(block)
    }
}

/// Writes what [`Records`] reads.
#[cfg(feature = "index")]
#[derive(Default)]
pub(super) struct RecordsWriter {
    records: u32,
    blocks: u32,
    table: Writer,
    packed: Vec<u8>,
    first: u32,
    open: Writer,
}

#[cfg(feature = "index")]
impl RecordsWriter {
    pub(super) fn add(&mut self, record: &Writer) {
        if self.open.bytes.len() + record.bytes.len() > BLOCK && !self.open.bytes.is_empty() {
            self.close();
        }
        self.open.bytes(&record.bytes);
        self.records += 1;
    }

    fn close(&mut self) {
        let block = std::mem::take(&mut self.open).bytes;
        self.packed.extend(lz4_flex::block::compress(&block));
        self.table.fixed32(self.first);
        self.table.fixed32(self.packed.len() as u32);
        self.table.fixed32(block.len() as u32);
        self.first = self.records;
        self.blocks += 1;
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        if !self.open.bytes.is_empty() {
            self.close();
        }
        let mut out = Writer::default();
        out.fixed32(self.records);
        out.fixed32(self.blocks);
        out.bytes.extend(self.table.bytes);
        out.bytes.extend(self.packed);
        out.bytes
    }
}
