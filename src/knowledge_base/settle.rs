//! What is new, put into segments: one for everything at first, and then small ones behind it, which grow together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::layers::Layers;
use super::sources::{Id, Sources, Text};
use crate::engine;
use crate::error::Result;
use crate::segment::{Rank, Segment};
use crate::work::Work;

/// Small segments become one with the next as long as that has no more articles than this, so that no single change has to
/// wait for many others; unless there are too many of them: each costs every query a little.
const TOGETHER: usize = 128;
const MOST_LAYERS: usize = 16;

/// So many articles behind the first segment, or gone from it, are worth folding.
const WORTH_FOLDING: usize = 512;

impl Sources {
    /// Puts all articles together, and what is new into a segment.
    pub(super) fn settle(&mut self, work: &Work) -> Result<()> {
        self.put_together()?;
        if !self.new.is_empty() || self.layers.len() == 0 {
            self.absorb()?;
            self.index_new(work)?;
        }
        self.rank();
        Ok(())
    }

    /// Takes the last segments back while they have no more articles than are new: so there are few of them, and no article
    /// is indexed more than a few times.
    fn absorb(&mut self) -> Result<()> {
        while self.layers.len() > 1 {
            let last = self.layers.len() - 1;
            let (has, new) = (self.layers.articles_in(last), self.new.len());
            let is_small = has <= new && has + new <= TOGETHER;
            if !is_small && self.layers.len() <= MOST_LAYERS {
                break;
            }
            for id in self.behind.keys() {
                let Some(entry) = self.entries.get_mut(id) else { continue };
                if let Text::Indexed(place) = entry.text
                    && place.0 == last
                {
                    entry.text = Text::New(self.layers.whole_article(place)?);
                    self.new.insert(id.clone());
                }
            }
            self.layers.pop();
        }
        Ok(())
    }

    fn index_new(&mut self, work: &Work) -> Result<()> {
        let (layer, mut articles) = (self.layers.len(), Vec::new());
        for (id, number) in std::mem::take(&mut self.new).into_iter().zip(0..) {
            let Some(entry) = self.entries.get_mut(&id) else { continue };
            if let Text::New(article) = std::mem::replace(&mut entry.text, Text::Indexed((layer, number))) {
                articles.push(article);
            }
            if layer > 0 {
                let before = self.layers.before(&id)?;
                self.behind.insert(id, before);
            }
        }
        self.layers.push(Arc::new(engine::build(articles, work)?));
        Ok(())
    }

    fn rank(&mut self) {
        let ranks = self.behind.iter().zip(0..).filter_map(|((id, before), number)| match self.entries.get(id)?.text {
            Text::Indexed(place) => Some((place, Rank(*before, number))),
            _ => None,
        });
        self.layers.place(ranks);
    }

    /// Whether folding is worth its time.
    pub(super) fn wants_folding(&self) -> bool {
        self.layers.unfolded() > WORTH_FOLDING || self.layers.len() > MOST_LAYERS
    }

    /// All articles as they are now, to be put into one segment.
    pub(super) fn snapshot(&self) -> Snapshot {
        let place = |(id, entry): (&Id, &super::sources::Entry)| match entry.text {
            Text::Indexed(place) => Some((id.clone(), place)),
            _ => None,
        };
        Snapshot { layers: self.layers.clone(), articles: self.entries.iter().filter_map(place).collect() }
    }

    /// Puts the segment of a snapshot in place of those it was made of. What has changed meanwhile stays where it is.
    pub(super) fn fold(&mut self, snapshot: &Snapshot, segment: Arc<dyn Segment>) -> Result<()> {
        let mut layers = Layers::of(&[segment]);
        let kept = layers.append_others(&self.layers, &snapshot.layers);
        // Somebody else has put another one in place of the first: what was folded is of the past.
        if kept.contains_key(&0) || self.layers.len() == 0 {
            return Ok(());
        }
        let behind = std::mem::take(&mut self.behind);
        for ((id, old), number) in snapshot.articles.iter().zip(0..) {
            let entry = self.entries.get_mut(id);
            let is_same =
                |text: &Text| matches!(text, Text::Indexed(place) if place == old && !kept.contains_key(&place.0));
            match entry.filter(|entry| is_same(&entry.text)) {
                Some(entry) => entry.text = Text::Indexed((0, number)),
                None => layers.lose((0, number))?,
            }
        }
        self.layers = layers;
        for id in behind.into_keys() {
            let Some(entry) = self.entries.get_mut(&id) else { continue };
            let Text::Indexed((layer, number)) = entry.text else { continue };
            if let Some(now) = kept.get(&layer).filter(|_| layer > 0) {
                entry.text = Text::Indexed((*now, number));
                self.behind.insert(id.clone(), self.layers.before(&id)?);
            }
        }
        self.rank();
        Ok(())
    }
}

/// The articles of a moment, by layer and number.
pub(super) struct Snapshot {
    layers: Layers,
    articles: BTreeMap<Id, (usize, u32)>,
}

impl Snapshot {
    /// One segment with all articles. This takes as long as building them.
    pub(super) fn folded(&self) -> Result<Arc<dyn Segment>> {
        let articles = self.articles.values().map(|place| self.layers.whole_article(*place)).collect::<Result<_>>()?;
        Ok(Arc::new(engine::build(articles, &Work::default())?))
    }
}
