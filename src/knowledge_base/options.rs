//! How an edition is opened: what its opener takes on, and which one it must be.

use super::KnowledgeBase;
use crate::edition::{Buffer, Limits, Source, digest};
use crate::error::{Error, ErrorKind, Result};

/// How an edition is opened. Whatever is asked, every byte is checked against its checksum first.
///
/// ```
/// # #[cfg(feature = "index")]
/// # fn main() -> nohold::Result<()> {
/// use nohold::{ErrorKind, KnowledgeBase, OpenOptions};
///
/// let bytes = KnowledgeBase::builder().article("a.md", "# One").article("b.md", "# Two").build()?.to_bytes()?;
/// assert_eq!(OpenOptions::new().max_articles(2).open_bytes(bytes.clone())?.len(), 2);
/// let refused = OpenOptions::new().max_articles(1).open_bytes(bytes).map(|_| ()).unwrap_err();
/// assert_eq!(refused.kind(), ErrorKind::Limit);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "index"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    limits: Limits,
    digest: Option<String>,
}

impl OpenOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// At most so many articles. Default: 1,000,000.
    pub fn max_articles(mut self, articles: u32) -> Self {
        self.limits.articles = articles;
        self
    }

    /// At most so many sections. Default: 10,000,000.
    pub fn max_sections(mut self, sections: u32) -> Self {
        self.limits.sections = sections;
        self
    }

    /// At most so many bytes in all. Default: 2 GiB.
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.limits.bytes = bytes;
        self
    }

    /// At most so many bytes of stored text, unpacked. Default: 8 GiB. Texts are unpacked one block at a time, when they
    /// are needed: memory for all of them is never taken.
    pub fn max_unpacked_bytes(mut self, bytes: u64) -> Self {
        self.limits.unpacked_bytes = bytes;
        self
    }

    /// Only the edition with this digest: the SHA-256 of the whole file in hexadecimal, as `nohold info` and `sha256sum`
    /// print it. Checksums find damage; a digest from another source than the edition finds an edition that somebody has
    /// made with intent.
    pub fn pinned(mut self, digest: impl Into<String>) -> Self {
        self.digest = Some(digest.into());
        self
    }

    /// Opens the bytes of an edition.
    ///
    /// # Errors
    /// Those of [`KnowledgeBase::from_bytes`], and [`Limit`](ErrorKind::Limit) if there is more than these options allow
    /// or [`Digest`](ErrorKind::Digest) if it is another edition than the pinned one.
    pub fn open_bytes(&self, bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<KnowledgeBase> {
        self.open_source(Box::new(Buffer(bytes)))
    }

    #[cfg(feature = "fs")]
    pub(crate) fn most_bytes(&self) -> u64 {
        self.limits.bytes
    }

    pub(crate) fn open_source(&self, source: Box<dyn Source>) -> Result<KnowledgeBase> {
        self.limits.check_bytes(source.bytes().len())?;
        if let Some(expected) = &self.digest {
            check_digest(source.bytes(), expected)?;
        }
        KnowledgeBase::from_source(source, &self.limits)
    }
}

fn check_digest(bytes: &[u8], expected: &str) -> Result<()> {
    let found = digest(bytes);
    if found.eq_ignore_ascii_case(expected.trim()) {
        return Ok(());
    }
    let message = format!("this is not the pinned edition: its digest is {found}, and not {expected}");
    Err(Error::new(ErrorKind::Digest, message))
}
