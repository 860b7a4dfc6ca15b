//! What editors say of articles beside their words, as searches need it: by number, and read from any kind of segment.

mod days;

use std::sync::{Arc, OnceLock};

use crate::freshness::Days;
use crate::segment::Segment;

/// What is said of the articles of some segments.
#[derive(Default)]
pub(crate) struct Editorial {
    /// By segment and article. Read when a day plays a part for the first time.
    days: OnceLock<Vec<Vec<Option<Days>>>>,
}

impl Editorial {
    /// What is said of the articles of these segments.
    pub(crate) fn of(_: &[Arc<dyn Segment>]) -> Self {
        Editorial::default()
    }
}
