//! What an opener takes on: an edition that has more is refused before anything is made room for.

use super::manifest::Counts;
use crate::error::{Error, ErrorKind, Result};

/// The most that an edition may have.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Of the whole file.
    pub(crate) bytes: u64,
    pub(crate) articles: u32,
    pub(crate) sections: u32,
    /// Of all stored texts, unpacked.
    pub(crate) unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 2 << 30, articles: 1_000_000, sections: 10_000_000, unpacked_bytes: 8 << 30 }
    }
}

impl Limits {
    /// All that can be looked into.
    #[cfg(feature = "index")]
    pub(crate) const WIDEST: Limits =
        Limits { bytes: u64::MAX, articles: u32::MAX, sections: u32::MAX, unpacked_bytes: 8 << 30 };

    pub(crate) fn check_bytes(&self, bytes: usize) -> Result<()> {
        within("bytes", bytes as u64, self.bytes)
    }

    pub(super) fn check_counts(&self, counts: Counts) -> Result<()> {
        within("articles", u64::from(counts.articles), u64::from(self.articles))?;
        within("sections", u64::from(counts.sections), u64::from(self.sections))
    }

    pub(super) fn check_unpacked(&self, bytes: u64) -> Result<()> {
        within("bytes of text when it is unpacked", bytes, self.unpacked_bytes)
    }
}

fn within(what: &str, found: u64, most: u64) -> Result<()> {
    let message = || format!("the edition has {found} {what}, and at most {most} are to be opened");
    if found <= most { Ok(()) } else { Err(Error::new(ErrorKind::Limit, message())) }
}
