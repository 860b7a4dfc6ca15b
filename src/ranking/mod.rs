//! Which articles and sections answer best, and why.

mod accents;
mod best;
mod close_look;
mod confidence;
mod evidence;
mod explanation;
mod first_look;
mod fit;
mod gather;
#[cfg(not(target_arch = "wasm32"))]
mod impact;
#[cfg(not(target_arch = "wasm32"))]
mod kept;
mod saturation;
mod score;
#[cfg(not(target_arch = "wasm32"))]
mod sieve;
mod sums;
mod worth;

pub(crate) use close_look::{Read, look_closely};
pub use confidence::Confidence;
pub use explanation::Explanation;
pub(crate) use first_look::Allowed;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use kept::Kept;
pub(crate) use score::{Candidate, Scorer};

/// A page looks at all articles, and keeps nothing from one query to the next.
#[cfg(target_arch = "wasm32")]
#[derive(Default)]
pub(crate) struct Kept;
