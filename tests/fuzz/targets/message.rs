//! Any text as a message.
#![no_main]

#[path = "../../it/fuzz_cases/message.rs"]
mod message;

libfuzzer_sys::fuzz_target!(|data: &[u8]| message::run(data));
