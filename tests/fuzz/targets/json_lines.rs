//! Any bytes as JSON Lines.
#![no_main]

#[path = "../../it/fuzz_cases/json_lines.rs"]
mod json_lines;

libfuzzer_sys::fuzz_target!(|data: &[u8]| json_lines::run(data));
