//! nohold: answers without the hold.

pub mod article;
mod error;
#[cfg(feature = "index")]
pub mod markdown;

pub use error::{Error, ErrorKind, Result};
