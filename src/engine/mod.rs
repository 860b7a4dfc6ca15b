//! tantivy, named nowhere else: it builds the index of a process, and is searched through [`Segment`](crate::segment::Segment).

mod build;
mod schema;
mod segment;
mod tokenizer;

pub(crate) use build::{build, terms};
