//! Any bytes as an article.
#![no_main]

#[path = "../../it/fuzz_cases/markdown.rs"]
mod markdown;

libfuzzer_sys::fuzz_target!(|data: &[u8]| markdown::run(data));
