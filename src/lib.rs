//! nohold: answers without the hold.

mod analysis;
pub mod article;
mod edition;
#[cfg(feature = "index")]
mod engine;
mod error;
#[cfg(feature = "fs")]
mod folder;
mod knowledge_base;
#[cfg(feature = "index")]
pub mod markdown;
mod passage;
mod query;
mod ranking;
mod results;
mod search;
mod segment;
mod settings;

pub use error::{Error, ErrorKind, Result};
#[cfg(feature = "index")]
pub use knowledge_base::Builder;
pub use knowledge_base::KnowledgeBase;
pub use passage::Snippet;
pub use query::Query;
pub use ranking::Explanation;
pub use results::{Correction, Hit, Results, SectionHit};
pub use settings::Ranking;
