//! Any text as a query.
#![no_main]

#[path = "../../it/fuzz_cases/query.rs"]
mod query;

libfuzzer_sys::fuzz_target!(|data: &[u8]| query::run(data));
