//! Stored texts: records in compressed packs, found by number.
//!
//! The part is the number of records, the number of packs, for each pack its first record, where it ends and how long
//! it is unpacked, and then the packs: records with their lengths before them, packed with LZ4 where that is shorter.

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use super::codec::Reader;
#[cfg(feature = "index")]
use super::codec::Writer;
#[cfg(feature = "index")]
use crate::error::{Error, ErrorKind, Result};
#[cfg(feature = "index")]
use crate::work::Stage;

/// A pack is closed when the next record would make it larger than this many bytes: small enough to unpack in
/// microseconds, large enough to pack well (packs of half the size made whole editions 6 % larger).
const PACK: usize = 16 << 10;

/// The largest pack that is written or read. Sections are cut where they are long, so that only an article with
/// thousands of attributes comes near.
pub(super) const LARGEST_PACK: u32 = 2 << 20;

/// The largest section that is written or read: they are cut at some hundred words.
pub(super) const LARGEST_SECTION: usize = 256 << 10;

/// Bytes of the length before a record.
#[cfg(feature = "index")]
const LENGTH: usize = 5;

/// So many records are at most in a pack: each has at least a byte, its length.
const MOST_IN_PACK: u32 = PACK as u32;

/// LZ4 cannot pack better than this, so a pack that claims more is not one.
const HIGHEST_RATIO: usize = 255;

#[derive(Clone, Copy)]
pub(super) struct Records<'a> {
    count: u32,
    packs: u32,
    /// First record, end and unpacked length of each pack, as `u32`.
    table: &'a [u8],
    packed: &'a [u8],
}

struct Pack {
    first: u32,
    end: u32,
    unpacked: u32,
}

impl Pack {
    fn is_plausible(&self, packed: usize) -> bool {
        self.unpacked <= LARGEST_PACK && self.unpacked as usize / HIGHEST_RATIO <= packed
    }
}

impl<'a> Records<'a> {
    pub(super) fn open(part: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(part);
        let (count, packs) = (reader.fixed32()?, reader.fixed32()?);
        let length = (packs as usize).checked_mul(12)?;
        let table = reader.take(length)?;
        Some(Records { count, packs, table, packed: part.get(8 + length..)? })
    }

    /// Number of records.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    /// How many bytes all packs have unpacked, if the table of packs makes sense: they follow one another, fill the part,
    /// and none claims more than it can have.
    pub(super) fn unpacked(&self) -> Option<u64> {
        let (mut end, mut unpacked) = (0, 0u64);
        for number in 0..self.packs {
            let (pack, next) = (self.pack(number)?, self.next(number)?);
            let is_first = number > 0 || pack.first == 0;
            let records =
                next.checked_sub(pack.first).filter(|records| is_first && (1..=MOST_IN_PACK).contains(records));
            let packed = pack.end.checked_sub(end)?;
            records.filter(|_| pack.is_plausible(packed as usize))?;
            end = pack.end;
            unpacked += u64::from(pack.unpacked);
        }
        let has_all = self.packs > 0 || self.count == 0;
        (has_all && end as usize == self.packed.len()).then_some(unpacked)
    }

    /// The first record of the pack after this one.
    fn next(&self, number: u32) -> Option<u32> {
        if number + 1 == self.packs { Some(self.count) } else { self.pack(number + 1).map(|pack| pack.first) }
    }

    /// Calls `visit` with every record, in order; those that cannot be read are missing.
    #[cfg(feature = "index")]
    pub(super) fn each(&self, visit: &mut dyn FnMut(Reader<'_>)) {
        for number in 0..self.packs {
            let Some((pack, next)) = self.pack(number).zip(self.next(number)) else { return };
            let unpacked = self.packed(number, &pack).and_then(|packed| unpack(packed, &pack)).unwrap_or_default();
            let mut reader = Reader::new(&unpacked);
            (pack.first..next).map_while(|_| reader.bytes()).for_each(|record| visit(Reader::new(record)));
        }
    }

    /// Whether all packs are as they were before packing.
    #[cfg(feature = "index")]
    pub(super) fn are_plain(&self) -> bool {
        let is_plain = |number| {
            let pack = self.pack(number)?;
            Some(self.packed(number, &pack)?.len() == pack.unpacked as usize)
        };
        (0..self.packs).all(|number| is_plain(number) == Some(true))
    }

    /// Calls `read` with the bytes of a record.
    pub(super) fn get<T>(
        &self,
        record: u32,
        kept: &KeptPacks,
        read: impl FnOnce(Reader<'_>) -> Option<T>,
    ) -> Option<T> {
        let number = self.pack_of(record)?;
        let pack = self.pack(number)?;
        let packed = self.packed(number, &pack)?;
        if packed.len() == pack.unpacked as usize {
            return read_record(packed, record - pack.first, read);
        }
        let unpacked = kept.get(number, || unpack(packed, &pack).map(Cow::into_owned))?;
        read_record(&unpacked, record - pack.first, read)
    }

    fn packed(&self, number: u32, pack: &Pack) -> Option<&'a [u8]> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.pack(before).map(|pack| pack.end))?;
        self.packed.get(start as usize..pack.end as usize)
    }

    fn pack_of(&self, record: u32) -> Option<u32> {
        let (mut low, mut high) = (0, self.packs);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.pack(middle)?.first <= record { low = middle + 1 } else { high = middle }
        }
        low.checked_sub(1)
    }

    fn pack(&self, number: u32) -> Option<Pack> {
        let mut reader = Reader::new(self.table.get((number as usize).checked_mul(12)?..)?);
        Some(Pack { first: reader.fixed32()?, end: reader.fixed32()?, unpacked: reader.fixed32()? })
    }
}

/// A pack that is not shorter than what it packs is that itself.
fn unpack<'a>(packed: &'a [u8], pack: &Pack) -> Option<Cow<'a, [u8]>> {
    let unpacked = pack.unpacked as usize;
    if packed.len() == unpacked {
        return Some(Cow::Borrowed(packed));
    }
    let bytes = pack.is_plausible(packed.len()).then(|| lz4_flex::block::decompress(packed, unpacked).ok())?;
    bytes.filter(|bytes| bytes.len() == unpacked).map(Cow::Owned)
}

/// Passes over some records of a pack, and reads the next.
fn read_record<T>(pack: &[u8], before: u32, read: impl FnOnce(Reader<'_>) -> Option<T>) -> Option<T> {
    let mut reader = Reader::new(pack);
    for _ in 0..before {
        reader.bytes()?;
    }
    read(Reader::new(reader.bytes()?))
}

/// Packs that were unpacked before, each in the place that its number gives it: the sections of an article mostly stand in
/// one pack, and what is often found is often read.
pub(super) struct KeptPacks {
    places: Vec<Mutex<Place>>,
}

/// The number of a pack, and its bytes.
type Place = Option<(u32, Arc<Vec<u8>>)>;

/// Where there is more than one place, longer packs are not kept: so all of them together are bounded.
const LONGEST_KEPT: usize = 4 * PACK;

/// One place, for who reads record after record.
impl Default for KeptPacks {
    fn default() -> Self {
        Self::places(1)
    }
}

impl KeptPacks {
    /// Keeps at most so many packs.
    pub(super) fn places(count: usize) -> Self {
        KeptPacks { places: (0..count).map(|_| Mutex::default()).collect() }
    }

    /// The pack with this number, from `unpack` if it is not kept. Does not wait for other threads: who comes while another
    /// looks at the same place unpacks on his own.
    fn get(&self, number: u32, unpack: impl FnOnce() -> Option<Vec<u8>>) -> Option<Arc<Vec<u8>>> {
        let place = self.places.get(number as usize % self.places.len().max(1));
        let Some(Ok(mut kept)) = place.map(Mutex::try_lock) else { return unpack().map(Arc::new) };
        if let Some((_, pack)) = kept.as_ref().filter(|(known, _)| *known == number) {
            return Some(Arc::clone(pack));
        }
        let pack = Arc::new(unpack()?);
        if self.places.len() == 1 || pack.len() <= LONGEST_KEPT {
            *kept = Some((number, Arc::clone(&pack)));
        }
        Some(pack)
    }
}

/// How stored texts are written.
#[cfg(feature = "index")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Packing {
    /// With LZ4: small on disk and in memory.
    #[default]
    Lz4,
    /// As they are: read without unpacking, and smaller than the others once a web server has compressed the whole file.
    Plain,
}

/// So many packs are compressed together, on whatever threads there are.
#[cfg(feature = "index")]
const TOGETHER: usize = 128;

/// Writes what [`Records`] reads.
#[cfg(feature = "index")]
pub(super) struct RecordsWriter<'w> {
    packing: Packing,
    stage: &'w Stage<'w>,
    records: u32,
    packs: u32,
    table: Writer,
    packed: Vec<u8>,
    /// Packs that are full, with their first records.
    full: Vec<(u32, Vec<u8>)>,
    first: u32,
    open: Writer,
}

#[cfg(feature = "index")]
impl<'w> RecordsWriter<'w> {
    pub(super) fn new(packing: Packing, stage: &'w Stage<'w>) -> Self {
        let (table, open) = (Writer::default(), Writer::default());
        RecordsWriter {
            packing,
            stage,
            records: 0,
            packs: 0,
            table,
            packed: Vec::new(),
            full: Vec::new(),
            first: 0,
            open,
        }
    }

    /// Makes room for so many bytes, if that can be had.
    pub(super) fn expect(&mut self, bytes: usize) {
        // Without it, the room grows as it is needed.
        let _ = self.packed.try_reserve_exact(bytes);
    }

    /// Adds a record, if it fits into a pack.
    pub(super) fn add(&mut self, record: &Writer) -> Result<()> {
        let length = record.bytes.len();
        if length + LENGTH > LARGEST_PACK as usize {
            let message = format!("record {} has {length} bytes, more than an edition takes", self.records);
            return Err(Error::new(ErrorKind::Limit, message));
        }
        if self.open.bytes.len() + record.bytes.len() > PACK && !self.open.bytes.is_empty() {
            self.close()?;
        }
        self.open.bytes(&record.bytes);
        self.records += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        self.full.push((self.first, std::mem::replace(&mut self.open.bytes, Vec::with_capacity(PACK))));
        self.first = self.records;
        if self.full.len() < TOGETHER { Ok(()) } else { self.pack() }
    }

    fn pack(&mut self) -> Result<()> {
        let packing = self.packing;
        let packs = self
            .stage
            .run(std::mem::take(&mut self.full), |(first, pack), _| Ok((first, pack.len(), packed(pack, packing))))?;
        for (first, unpacked, packed) in packs {
            self.packed.extend_from_slice(&packed);
            self.table.fixed32(first);
            self.table.fixed32(self.packed.len() as u32);
            self.table.fixed32(unpacked as u32);
            self.packs += 1;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        if !self.open.bytes.is_empty() {
            self.close()?;
        }
        self.pack()?;
        let mut head = Writer::default();
        head.fixed32(self.records);
        head.fixed32(self.packs);
        head.bytes.extend(self.table.bytes);
        // Within the same memory: this is most of an edition.
        let mut out = self.packed;
        drop(out.splice(0..0, head.bytes));
        Ok(out)
    }
}

/// A pack as it is kept: that itself if it does not get shorter.
#[cfg(feature = "index")]
fn packed(pack: Vec<u8>, packing: Packing) -> Vec<u8> {
    let packed = (packing == Packing::Lz4).then(|| lz4_flex::block::compress(&pack));
    packed.filter(|packed| packed.len() < pack.len()).unwrap_or(pack)
}
