//! The integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(feature = "index")]
mod answers;
#[cfg(all(feature = "cli", unix))]
mod ask_screen;
#[cfg(feature = "index")]
mod audiences;
#[cfg(feature = "index")]
mod both_kinds;
#[cfg(all(feature = "index", feature = "fs"))]
mod builds;
#[cfg(feature = "index")]
mod changes;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_editions;
#[cfg(feature = "cli")]
mod cli_eval;
#[cfg(feature = "cli")]
mod cli_trust;
#[cfg(feature = "index")]
mod curation;
#[cfg(feature = "index")]
mod days;
#[cfg(feature = "index")]
mod editions;
#[cfg(all(feature = "index", feature = "fs"))]
mod folders;
#[cfg(feature = "index")]
mod fuzz_cases;
#[cfg(all(feature = "index", feature = "fs"))]
mod gaps;
#[cfg(feature = "index")]
mod hostile;
#[cfg(feature = "index")]
mod html;
#[cfg(feature = "index")]
mod laws;
#[cfg(feature = "index")]
mod laws_any_text;
#[cfg(feature = "index")]
mod laws_codes;
#[cfg(feature = "index")]
mod laws_exact;
#[cfg(feature = "index")]
mod laws_languages;
#[cfg(feature = "index")]
mod laws_names;
#[cfg(feature = "index")]
mod laws_stability;
#[cfg(feature = "index")]
mod laws_typing;
mod layers;
#[cfg(all(feature = "index", feature = "fs"))]
mod live;
#[cfg(feature = "index")]
mod many;
#[cfg(feature = "index")]
mod markdown;
mod redaction;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "index")]
mod successors;
#[cfg(feature = "index")]
mod synonyms;
#[cfg(feature = "index")]
mod triage;
#[cfg(feature = "index")]
mod updates;
#[cfg(all(feature = "index", feature = "fs"))]
mod votes;
