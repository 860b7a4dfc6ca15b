//! The passage that answers, taken out of a section.

mod answer;
mod snippet;

pub(crate) use answer::passage;
pub use snippet::Snippet;
pub(crate) use snippet::{highlights, snippet};
