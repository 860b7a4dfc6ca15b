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
mod saturation;
mod score;
mod worth;

pub(crate) use close_look::{Read, look_closely};
pub use confidence::Confidence;
pub use explanation::Explanation;
pub(crate) use score::{Candidate, Scorer};
