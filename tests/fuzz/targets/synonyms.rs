//! Any text as rules of what means the same.
#![no_main]

#[path = "../../it/fuzz_cases/synonyms.rs"]
mod synonyms;

libfuzzer_sys::fuzz_target!(|data: &[u8]| synonyms::run(data));
