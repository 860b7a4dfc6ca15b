//! What is said of articles beside what they say themselves: in the file for the whole folder, by readers, and by other
//! articles.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::names::Names;
use super::sources::{Attributes, Id, Sources};
use super::{curation, successors, votes};
use crate::error::Result;

/// The attributes of the articles of which something is said, as they are then.
pub(super) struct Said<'s> {
    pub(super) sources: &'s Sources,
    pub(super) names: &'s Names,
    attributes: BTreeMap<Id, Attributes>,
}

impl<'s> Said<'s> {
    /// All that is said of the articles.
    pub(super) fn of(sources: &'s Sources, names: &'s Names) -> Result<BTreeMap<Id, Attributes>> {
        let mut said = Said { sources, names, attributes: BTreeMap::new() };
        curation::apply(&sources.curation.rules, &mut said)?;
        votes::apply(&sources.votes, &mut said)?;
        successors::name_by_id(&mut said)?;
        Ok(said.attributes)
    }

    /// The attributes of an article, to be changed; `None` if there is no such article.
    pub(super) fn attributes(&mut self, id: &Id) -> Result<Option<&mut Attributes>> {
        match self.attributes.entry(id.clone()) {
            Entry::Occupied(known) => Ok(Some(known.into_mut())),
            Entry::Vacant(place) => Ok(own(self.sources, id)?.map(|own| place.insert(own))),
        }
    }
}

/// The attributes that an article has by itself.
pub(super) fn own(sources: &Sources, id: &Id) -> Result<Option<Attributes>> {
    let Some(entry) = sources.entries.get(id) else { return Ok(None) };
    match &entry.own {
        Some(own) => Ok(Some(own.clone())),
        None => Ok(sources.article(entry)?.map(|article| article.meta.attributes.clone())),
    }
}
