//! The days of all articles: they stand in the articles' records, and a search cannot read those of all articles.

use std::sync::Arc;

use super::Editorial;
use crate::freshness::Days;
use crate::segment::Segment;

impl Editorial {
    /// The days of every article of `segments`, by segment: always the same ones. `None` where an article cannot be read.
    pub(crate) fn days(&self, segments: &[Arc<dyn Segment>]) -> Vec<&[Option<Days>]> {
        let mut all = Vec::with_capacity(segments.len());
        for (known, segment) in self.days.iter().zip(segments) {
            all.push(known.get_or_init(|| days(segment.as_ref())).as_slice());
        }
        all
    }
}

fn days(segment: &dyn Segment) -> Vec<Option<Days>> {
    let days = |article| segment.article(article).ok().map(|article| Days::of(&article.meta));
    (0..segment.table().articles.len() as u32).map(days).collect()
}
