//! Hostile editions.
#![no_main]

#[path = "../../it/fuzz_cases/edition.rs"]
mod edition;

libfuzzer_sys::fuzz_target!(|data: &[u8]| edition::run(data));
