//! Files and folders: a folder of Markdown, JSON Lines, and editions by path. And the clock, which nothing below reads.

#[cfg(feature = "index")]
mod save;
#[cfg(feature = "index")]
mod source;
mod today;

use std::fs;
use std::path::Path;

#[cfg(feature = "index")]
pub(crate) use source::{Piece, pieces};

use crate::error::{Error, ErrorKind, Result};
use crate::knowledge_base::KnowledgeBase;

impl KnowledgeBase {
    /// Opens a folder of Markdown, a file of JSON Lines (`.jsonl`) or an edition. A folder or JSON Lines are indexed in
    /// memory; what their authors should know is in [`warnings`](Self::warnings). Which files of a folder are articles is
    /// told at [`Builder::source`](crate::Builder::source).
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
        let bytes = fs::read(path).map_err(|cause| unreadable(path, cause))?;
        Self::from_bytes(bytes).map_err(|error| error.within(&path.display().to_string()))
    }
}

fn unreadable(path: &Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{}: cannot be read", path.display())).caused_by(cause)
}
