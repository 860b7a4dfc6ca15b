//! The edition: what is published. One immutable, checksummed file, and a reader of our own that is total on any bytes.
//!
//! The layout is drawn in [`crate::docs::edition_format`].

mod codec;
mod dictionary;
mod format;
mod postings;
mod read;
mod records;
mod rows;
mod synonyms;
#[cfg(feature = "index")]
mod write;

pub(crate) use read::Edition;
#[cfg(feature = "index")]
pub(crate) use write::write;
