//! The tests that look at the crate from outside.

mod markdown;
