//! Learning from use: a log of what was asked, on this machine only and only if somebody asks for it, and what it says.
//!
//! [Learning from use](crate::docs::learning) tells what is kept and what is not, and how gaps and votes are reckoned.

mod entry;
pub mod gaps;
#[cfg(feature = "fs")]
mod query_log;

pub use gaps::{Gap, Gaps};
#[cfg(feature = "fs")]
pub use query_log::QueryLog;

pub use crate::log::{Entry, Log, Votes};
