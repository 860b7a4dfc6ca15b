//! The edition: what is published. One immutable, checksummed file, and a reader of our own that is total on any bytes.
//!
//! The layout is drawn in [`crate::docs::edition_format`].

mod attributes;
#[cfg(feature = "index")]
mod build;
mod codec;
mod dictionary;
mod digest;
mod format;
#[cfg(feature = "index")]
mod invert;
mod limits;
#[cfg(feature = "index")]
mod lot;
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

#[cfg(feature = "index")]
pub(crate) use build::build;
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
pub(crate) use write::{Beside, generator, is_of, write};
