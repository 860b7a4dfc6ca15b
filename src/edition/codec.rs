//! Numbers and strings as bytes: LEB128 varints, and text with its length before it.

/// Reads from the front of some bytes; `None` where they do not hold what is asked for.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// All bytes that are left.
    #[cfg(feature = "index")]
    pub(super) fn rest(self) -> &'a [u8] {
        self.bytes
    }

    /// Number of bytes that are left.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(first)
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    /// A varint of at most 32 bits.
    #[expect(clippy::inline_always, reason = "postings are read by the hundred thousand")]
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<u32> {
        match self.bytes.split_first() {
            // Most numbers are small.
            Some((&byte, rest)) if byte < 0x80 => {
                self.bytes = rest;
                Some(u32::from(byte))
            }
            _ => self.long_number(),
        }
    }

    #[inline(never)]
    fn long_number(&mut self) -> Option<u32> {
        let mut value = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(value).ok();
            }
        }
        None
    }

    pub(super) fn fixed32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    pub(super) fn fixed64(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(length as usize)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn string(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A counted list. Memory grows with what is there, not with the count, which may be absurd.
    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| item(self)).collect()
    }
}

/// Appends what [`Reader`] reads.
#[cfg(feature = "index")]
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
}

#[cfg(feature = "index")]
impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, mut value: u32) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub(super) fn fixed32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn fixed64(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut item: impl FnMut(&mut Self, T)) {
        self.number(items.len() as u32);
        items.for_each(|one| item(self, one));
    }
}

#[cfg(all(test, feature = "index"))]
mod tests {
    use super::{Reader, Writer};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u32, text in ".{0,20}", list: Vec<u32>) {
            let mut writer = Writer::default();
            writer.number(number);
            writer.text(&text);
            writer.list(list.iter(), |writer, &one| writer.number(one));
            let mut reader = Reader::new(&writer.bytes);
            prop_assert_eq!(reader.number(), Some(number));
            prop_assert_eq!(reader.text(), Some(text.as_str()));
            prop_assert_eq!(reader.list(Reader::number), Some(list));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn any_bytes_end_in_some_or_none(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.number().is_some() && reader.string().is_some() {}
            let _ = Reader::new(&bytes).list(Reader::number);
        }
    }
}
