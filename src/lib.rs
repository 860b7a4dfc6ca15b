//! nohold: answers without the hold.

pub mod article;
mod error;
#[cfg(feature = "index")]
mod markdown;

pub use error::{Error, ErrorKind, Result};
