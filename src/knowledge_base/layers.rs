//! The segments of a knowledge base that is changed: a large one, and small ones with what came later.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::Article;
use crate::editorial::{ArticleDays, Editorial};
use crate::engine;
use crate::error::Result;
use crate::segment::{Layer, Rank, Segment, place_of_id};

/// Segments, each without the articles that have been replaced since.
#[derive(Clone, Default)]
pub(super) struct Layers {
    all: Vec<Arc<Layer>>,
    /// The days of their articles, as far as anybody has asked for them.
    days: Vec<Arc<ArticleDays>>,
}

impl Layers {
    pub(super) fn of(segments: &[Arc<dyn Segment>]) -> Self {
        let mut layers = Layers::default();
        segments.iter().cloned().for_each(|segment| layers.push(segment));
        layers
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn push(&mut self, segment: Arc<dyn Segment>) {
        self.all.push(Arc::new(Layer::new(segment)));
        self.days.push(Arc::default());
    }

    /// Takes the last one away, with whatever is in it.
    pub(super) fn pop(&mut self) {
        self.all.pop();
        self.days.pop();
    }

    /// Number of articles that count in one of them.
    pub(super) fn articles_in(&self, layer: usize) -> usize {
        self.all.get(layer).map_or(0, |layer| layer.totals().articles)
    }

    /// Number of articles that count no more, or stand behind the first layer: what folding would put in order.
    pub(super) fn unfolded(&self) -> usize {
        let behind = self.all.iter().skip(1).map(|layer| layer.totals().articles).sum::<usize>();
        behind + self.all.first().map_or(0, |first| first.table().articles.len() - first.totals().articles)
    }

    pub(super) fn article(&self, (layer, number): (usize, u32)) -> Result<Cow<'_, Article>> {
        self.all.get(layer).map_or_else(|| Ok(Cow::default()), |layer| layer.article(number))
    }

    pub(super) fn whole_article(&self, (layer, number): (usize, u32)) -> Result<Arc<Article>> {
        self.all.get(layer).map_or_else(|| Ok(Arc::default()), |layer| layer.whole_article(number))
    }

    pub(super) fn language(&self, (layer, number): (usize, u32)) -> &str {
        self.all.get(layer).map_or("", |layer| layer.table().language_of(number))
    }

    /// Lets an article not count any more.
    pub(super) fn lose(&mut self, (layer, number): (usize, u32)) -> Result<()> {
        let Some(layer) = self.all.get_mut(layer) else { return Ok(()) };
        let article = layer.whole_article(number)?;
        Arc::make_mut(layer).lose(number, engine::terms(&article));
        Ok(())
    }

    /// Where an article with this id stands in the first layer, or would.
    pub(super) fn before(&self, id: &str) -> Result<u32> {
        let Some(first) = self.all.first() else { return Ok(0) };
        Ok(place_of_id(first.as_ref(), id)?.unwrap_or_else(|place| place))
    }

    /// Gives the articles of all layers but the first their places in the order of ids.
    pub(super) fn place(&mut self, ranks: impl Iterator<Item = ((usize, u32), Rank)>) {
        let none = |layer: &Arc<Layer>| vec![Rank(u32::MAX, u32::MAX); layer.table().articles.len()];
        let mut places: Vec<Vec<Rank>> = self.all.iter().skip(1).map(none).collect();
        for ((layer, number), rank) in ranks {
            let places = layer.checked_sub(1).and_then(|behind| places.get_mut(behind));
            if let Some(place) = places.and_then(|ranks| ranks.get_mut(number as usize)) {
                *place = rank;
            }
        }
        for (layer, ranks) in self.all.iter_mut().skip(1).zip(places) {
            Arc::make_mut(layer).place(ranks);
        }
    }

    /// Appends those of `now` that are not where they were `then`, and says which have become which.
    pub(super) fn append_others(&mut self, now: &Layers, then: &Layers) -> BTreeMap<usize, usize> {
        let mut moved = BTreeMap::new();
        for (number, (layer, days)) in now.all.iter().zip(&now.days).enumerate() {
            let before = then.all.get(number);
            if !before.is_some_and(|before| Arc::ptr_eq(before.whole(), layer.whole())) {
                moved.insert(number, self.all.len());
                self.all.push(layer.clone());
                self.days.push(days.clone());
            }
        }
        moved
    }

    /// What editors say of the articles of `segments`, which are those of these layers.
    pub(super) fn editorial(&self, segments: &[Arc<dyn Segment>]) -> Editorial {
        Editorial::with_days(segments, self.days.clone())
    }

    /// What is searched.
    pub(super) fn segments(&self) -> Vec<Arc<dyn Segment>> {
        let segment = |layer: &Arc<Layer>| -> Arc<dyn Segment> {
            if layer.is_whole() { layer.whole().clone() } else { layer.clone() }
        };
        self.all.iter().map(segment).collect()
    }
}
