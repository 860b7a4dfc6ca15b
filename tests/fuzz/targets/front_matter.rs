//! Front matter that hides the article, and anything beside it.
#![no_main]

#[path = "../../it/fuzz_cases/front_matter.rs"]
mod front_matter;

libfuzzer_sys::fuzz_target!(|data: &[u8]| front_matter::run(data));
