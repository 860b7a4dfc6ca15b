//! The passage that answers, taken out of a section.

mod snippet;

pub use snippet::Snippet;
pub(crate) use snippet::snippet;
