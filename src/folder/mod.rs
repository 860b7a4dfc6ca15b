//! Files and folders: a folder of Markdown, JSON Lines, and editions by path. And the clock, which nothing below reads.

#[cfg(feature = "index")]
mod beside;
#[cfg(feature = "index")]
mod disk;
#[cfg(all(test, feature = "index"))]
mod faults;
#[cfg(feature = "index")]
mod live;
mod map;
#[cfg(feature = "index")]
mod save;
#[cfg(test)]
mod scratch;
#[cfg(feature = "index")]
mod source;
mod today;
#[cfg(feature = "index")]
mod walk;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

#[cfg(feature = "index")]
pub use live::{Folder, Refreshed, Watch};
#[cfg(feature = "index")]
pub(crate) use source::{Piece, pieces};

use self::map::Mapped;
use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::{KnowledgeBase, OpenOptions};

impl KnowledgeBase {
    /// Opens a folder of Markdown, a file of JSON Lines (`.jsonl`) or an edition. A folder or JSON Lines are indexed in
    /// memory; what their authors should know is in [`warnings`](Self::warnings). Which files of a folder are articles is
    /// told at [`Builder::source`](crate::Builder::source).
    ///
    /// An edition is opened as [`OpenOptions::open`] does it.
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read; otherwise those of [`from_bytes`](Self::from_bytes) and
    /// [`Builder::build`](crate::Builder::build).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        #[cfg(feature = "index")]
        if path.is_dir() || source::is_json_lines(path) {
            return Self::builder().source(path)?.build();
        }
        OpenOptions::new().open(path)
    }

    /// Opens an edition, if it is the one with this digest: see [`OpenOptions::pinned`].
    ///
    /// # Errors
    /// [`Digest`](ErrorKind::Digest) if it is another one; otherwise those of [`open`](Self::open).
    pub fn open_pinned(path: impl AsRef<Path>, digest: impl Into<String>) -> Result<Self> {
        OpenOptions::new().pinned(digest).open(path)
    }
}

impl OpenOptions {
    /// Opens the file of an edition, by mapping it into memory, without a lock: any number of processes may read it, also
    /// from read-only media.
    ///
    /// While it is open, the file may be replaced, as [`save`](KnowledgeBase::save) does it, renamed or removed: what is open
    /// stays as it was. If somebody writes into it, which nobody should, every search fails as
    /// [`Corrupt`](ErrorKind::Corrupt) from then on, until it is opened again; only if it is cut off in the very moment of a
    /// search, the system ends the process. Who cannot rely on others reads the file into memory and opens
    /// [its bytes](Self::open_bytes).
    ///
    /// # Errors
    /// [`Io`](ErrorKind::Io) if the path cannot be read; otherwise those of [`open_bytes`](Self::open_bytes).
    pub fn open(&self, path: impl AsRef<Path>) -> Result<KnowledgeBase> {
        let path = path.as_ref();
        let opened = match Mapped::open(path) {
            Ok(mapped) => self.open_source(Box::new(mapped)),
            // What cannot be mapped (a pipe, say) may still be read; if not, reading tells best why.
            Err(_) => self.open_bytes(read(path, self.most_bytes()).map_err(|cause| unreadable(path, cause))?),
        };
        opened.map_err(|error| error.within(&path.display().to_string()))
    }
}

/// Reads no more than a byte beyond `most`.
fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{}: cannot be read", path.display())).caused_by(cause)
}
