//! nohold: answers without the hold.

mod analysis;
pub mod article;
mod error;
#[cfg(feature = "index")]
mod markdown;

pub use error::{Error, ErrorKind, Result};
