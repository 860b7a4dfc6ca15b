//! The one error of the crate.

use std::fmt;

/// What went wrong, told once: [`kind`](Error::kind) for programs, `Display` for people (with the place in it, such as
/// a path or a line), and the cause, if another library reported one, in [`source`](std::error::Error::source).
#[derive(thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

/// The result of every call that can fail.
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
struct Inner {
    kind: ErrorKind,
    message: String,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The kinds of [`Error`], for programs that act on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written.
    Io,
    /// The bytes are not an edition, or were changed after it was written.
    Corrupt,
    /// The edition has a format version that this build does not read.
    Version,
    /// The edition is another one than the pinned one.
    Digest,
    /// Two articles have the same id.
    DuplicateId,
    /// What is to be read is not a source of articles: neither a folder nor a `.jsonl` file.
    Source,
    /// Something is larger than the stated limit.
    Limit,
    /// The engine that builds the index reported a failure.
    Engine,
    /// Who is told how far a build is stopped it.
    Cancelled,
}

impl ErrorKind {
    /// Its name, as in the source.
    #[cfg(feature = "wasm")]
    pub(crate) fn name(self) -> &'static str {
        match self {
            ErrorKind::Io => "Io",
            ErrorKind::Corrupt => "Corrupt",
            ErrorKind::Version => "Version",
            ErrorKind::Digest => "Digest",
            ErrorKind::DuplicateId => "DuplicateId",
            ErrorKind::Source => "Source",
            ErrorKind::Limit => "Limit",
            ErrorKind::Engine => "Engine",
            ErrorKind::Cancelled => "Cancelled",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner { kind, message: message.into(), cause: None }))
    }

    #[cfg(any(feature = "index", feature = "fs"))]
    pub(crate) fn caused_by(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.cause = Some(Box::new(cause));
        self
    }

    /// The same failure, with the place where it happened before its message.
    #[cfg(feature = "fs")]
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.0.message = format!("{place}: {}", self.0.message);
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
