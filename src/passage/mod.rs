//! The passage that answers, taken out of a section.

mod answer;
mod markup;
mod sentences;
mod snippet;

pub(crate) use answer::{Evidence, Passage, passage};
pub use snippet::Snippet;
pub(crate) use snippet::{highlights, snippet};
