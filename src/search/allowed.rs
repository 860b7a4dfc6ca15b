//! Which articles a query may find: by folder, attributes and day.

use std::sync::Arc;

use super::Library;
use crate::article::Date;
use crate::curation::is_concealed;
use crate::editorial::Place;
use crate::freshness::{Days, Freshness, Windows};
use crate::query::Query;
use crate::ranking;
use crate::segment::Segment;

/// Which articles a query may find.
pub(crate) struct Allowed<'a> {
    /// By segment; `None` allows all.
    articles: Option<Vec<Vec<bool>>>,
    pub(super) day: Option<Day<'a>>,
}

/// The day on which an article must hold.
pub(crate) struct Day<'a> {
    pub(super) on: Date,
    pub(super) windows: Windows,
    has_expired: bool,
    /// By segment and article.
    days: Vec<&'a [Option<Days>]>,
}

/// The attribute values of which an article must have one.
struct Condition<'a> {
    /// `None` for places.
    name: Option<&'a str>,
    any_of: Vec<(&'a str, &'a str)>,
}

impl<'a> Allowed<'a> {
    pub(crate) fn new(query: &Query, library: &Library<'a>) -> Self {
        let Library { segments, .. } = *library;
        let conditions = conditions(query);
        let masks = |segment: &Arc<dyn Segment>| mask(segment.as_ref(), &conditions);
        let day = query.day().map(|asked| Day::new(asked, query.wants_expired(), library));
        let articles = (!conditions.is_empty()).then(|| segments.iter().map(masks).collect());
        Allowed { articles, day }
    }

    /// Calls `search` with which articles it may find.
    pub(crate) fn with<T>(&self, search: impl FnOnce(ranking::Allowed<'_>) -> T) -> T {
        let is_limited = self.articles.is_some() || self.day.is_some();
        let has = |segment: usize, article: u32| self.has(segment, article);
        search(if is_limited { Some(&has) } else { None })
    }

    pub(crate) fn has(&self, segment: usize, article: u32) -> bool {
        let is_open = |mask: &Vec<bool>| mask.get(article as usize).copied().unwrap_or(false);
        let is_in = |articles: &Vec<Vec<bool>>| articles.get(segment).is_some_and(is_open);
        self.articles.as_ref().is_none_or(is_in) && self.day.as_ref().is_none_or(|day| day.has(segment, article))
    }
}

impl<'a> Day<'a> {
    pub(crate) fn new((on, windows): (Date, Windows), has_expired: bool, library: &Library<'a>) -> Self {
        Day { on, windows, has_expired, days: library.editorial.days(library.segments) }
    }

    /// Whether an article holds. In doubt it does not.
    fn has(&self, segment: usize, article: u32) -> bool {
        let place = (segment, article);
        self.has_begun(place) && (self.has_expired || self.holds(place))
    }

    pub(super) fn has_begun(&self, place: Place) -> bool {
        self.days_of(place).is_some_and(|days| days.published.is_none_or(|day| day <= self.on))
    }

    pub(super) fn holds(&self, place: Place) -> bool {
        self.days_of(place).is_some_and(|days| self.windows.of(days, self.on) != Freshness::Expired)
    }

    fn days_of(&self, (segment, article): Place) -> Option<Days> {
        self.days.get(segment)?.get(article as usize).copied().flatten()
    }
}

fn conditions(query: &Query) -> Vec<Condition<'_>> {
    let mut conditions: Vec<Condition<'_>> = Vec::new();
    let places: Vec<&str> = query.places().iter().map(|place| place.trim_matches('/')).collect();
    // The root holds everything.
    if !places.is_empty() && !places.contains(&"") {
        let any_of = places.into_iter().flat_map(|place| ["folder", "section", "category"].map(|key| (key, place)));
        conditions.push(Condition { name: None, any_of: any_of.collect() });
    }
    for (key, value) in query.attributes() {
        match conditions.iter_mut().find(|condition| condition.name == Some(key)) {
            Some(condition) => condition.any_of.push((key, value)),
            None => conditions.push(Condition { name: Some(key), any_of: vec![(key, value)] }),
        }
    }
    conditions
}

/// The articles that meet every condition.
fn mask(segment: &dyn Segment, conditions: &[Condition<'_>]) -> Vec<bool> {
    let mut mask = vec![true; segment.table().articles.len()];
    for condition in conditions {
        let mut any = vec![false; mask.len()];
        let shown = condition.any_of.iter().filter(|(key, _)| !is_concealed(key));
        for article in shown.flat_map(|(key, value)| segment.articles_with(key, value)) {
            if let Some(one) = any.get_mut(article as usize) {
                *one = true;
            }
        }
        mask.iter_mut().zip(any).for_each(|(all, any)| *all &= any);
    }
    mask
}
