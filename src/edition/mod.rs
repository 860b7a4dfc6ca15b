//! The edition: what is published. One immutable, checksummed file, and a reader of our own that is total on any bytes.
//!
//! The layout is drawn in [`crate::docs::edition_format`].

mod attributes;
mod codec;
mod dictionary;
mod digest;
mod format;
mod limits;
mod manifest;
mod postings;
mod read;
mod records;
mod rows;
mod stored;
mod synonyms;
#[cfg(feature = "index")]
mod unpack;
#[cfg(feature = "index")]
mod verify;
#[cfg(feature = "index")]
mod write;

pub(crate) use digest::digest;
pub(crate) use limits::Limits;
#[cfg(feature = "index")]
pub(crate) use manifest::Manifest;
pub(crate) use manifest::Origin;
pub(crate) use read::{Buffer, Edition, Source};
#[cfg(feature = "index")]
pub(crate) use records::Packing;
#[cfg(feature = "index")]
pub(crate) use unpack::Unpacked;
#[cfg(feature = "index")]
pub(crate) use verify::problems;
#[cfg(feature = "index")]
pub(crate) use write::{generator, write};
