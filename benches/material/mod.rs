//! What benches and the scale test measure with: a knowledge base of any size, questions to it, and raw tantivy beside it.
//! Each program uses a part of it, and those without a harness for tests pass over the tests.
#![allow(dead_code, unused_imports, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

pub(crate) mod corpus;
pub(crate) mod figures;
pub(crate) mod page;
pub(crate) mod questions;
pub(crate) mod random;
pub(crate) mod raw;
