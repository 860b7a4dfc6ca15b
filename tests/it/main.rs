//! The integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(feature = "index")]
mod answers;
#[cfg(feature = "index")]
mod both_kinds;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_eval;
#[cfg(feature = "index")]
mod editions;
#[cfg(all(feature = "index", feature = "fs"))]
mod folders;
mod layers;
#[cfg(feature = "index")]
mod markdown;
#[cfg(feature = "index")]
mod synonyms;
#[cfg(feature = "index")]
mod typing;
