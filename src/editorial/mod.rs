//! What editors say of articles beside their words, as searches need it: by number, and read from any kind of segment.

mod boosts;
mod days;
mod promotions;
mod successors;
mod terms;

use std::sync::{Arc, OnceLock};

use crate::error::Result;
use crate::freshness::Days;
use crate::segment::Segment;

pub(crate) use boosts::Boosts;
pub(crate) use promotions::{Promotion, Promotions};
pub(crate) use successors::{Asked, Successors};
pub(crate) use terms::HiddenWords;

/// What is said of the articles of some segments.
#[derive(Default)]
pub(crate) struct Editorial {
    pub(crate) boosts: Boosts,
    pub(crate) promotions: Promotions,
    pub(crate) successors: Successors,
    pub(crate) hidden_words: HiddenWords,
    /// By segment. Read when a day plays a part for the first time.
    days: Vec<Arc<ArticleDays>>,
}

/// The days of a segment's articles, by number.
pub(crate) type ArticleDays = OnceLock<Vec<Option<Days>>>;

/// An article by the number of its segment and its own.
pub(crate) type Place = (usize, u32);

impl Editorial {
    /// What is said of the articles of these segments. What cannot be read is not said.
    pub(crate) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        Self::with_days(segments, segments.iter().map(|_| Arc::default()).collect())
    }

    /// The same, with the days of their articles, if they have been read before.
    pub(crate) fn with_days(segments: &[Arc<dyn Segment>], days: Vec<Arc<ArticleDays>>) -> Self {
        Editorial {
            boosts: Boosts::of(segments),
            promotions: Promotions::of(segments),
            successors: Successors::of(segments),
            hidden_words: HiddenWords::of(segments),
            days,
        }
    }
}

/// The values of an attribute in the articles that have it, as they are written there, in order of id.
fn said(segments: &[Arc<dyn Segment>], key: &str) -> Vec<(Place, Vec<String>)> {
    let mut said = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let mut articles = Vec::new();
        for (_, some) in segment.values(key) {
            articles.extend(some);
        }
        articles.sort_unstable();
        articles.dedup();
        for place in articles {
            let Ok(article) = segment.article(place) else { continue };
            if let Some(values) = article.meta.attributes.get(key) {
                said.push(((number, place), values.clone()));
            }
        }
    }
    said.sort_by_key(|((segment, article), _)| segments.get(*segment).map(|segment| segment.rank(*article)));
    said
}

/// The article with this id.
pub(crate) fn find(segments: &[Arc<dyn Segment>], id: &str) -> Result<Option<Place>> {
    for (number, segment) in segments.iter().enumerate() {
        if let Some(article) = crate::segment::article_of_id(segment.as_ref(), id)? {
            return Ok(Some((number, article)));
        }
    }
    Ok(None)
}
