//! nohold: answers without the hold.

mod analysis;
pub mod article;
#[cfg(feature = "index")]
mod engine;
mod edition;
mod error;
#[cfg(feature = "index")]
pub mod markdown;
mod segment;

pub use error::{Error, ErrorKind, Result};
