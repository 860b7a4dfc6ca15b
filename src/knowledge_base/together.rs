//! Articles put together: what each of them is among all the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::languages::Verdicts;
use super::said::{Said, own};
use super::sources::{Attributes, Id, Sources, Text};
use crate::article::Article;
use crate::error::Result;

impl Sources {
    /// Gives every article what it is among all of them. Those that become others by it are new.
    pub(super) fn put_together(&mut self) -> Result<()> {
        self.name_languages()?;
        let mut said = BTreeMap::new();
        if self.is_anything_said() {
            let names = self.names()?;
            said = Said::of(self, &names)?;
        }
        self.hear(said)
    }

    fn is_anything_said(&self) -> bool {
        let is_silent = self.curation.rules.is_empty() && self.filed.is_empty() && self.referring.is_empty();
        !is_silent || self.votes.factors().next().is_some()
    }

    /// Names the language of new articles; of all, if what all tell together has changed.
    fn name_languages(&mut self) -> Result<()> {
        let verdicts = self.tongues.verdicts(&self.lang);
        let ids: Vec<Id> = if self.verdicts.as_ref() == Some(&verdicts) {
            self.new.iter().cloned().collect()
        } else {
            self.entries.keys().cloned().collect()
        };
        for id in ids {
            self.name_language(&id, &verdicts)?;
        }
        self.verdicts = Some(verdicts);
        Ok(())
    }

    fn name_language(&mut self, id: &Id, verdicts: &Verdicts) -> Result<()> {
        let Some(entry) = self.entries.get(id) else { return Ok(()) };
        let lang = verdicts.of(&entry.told).to_owned();
        let present = match &entry.text {
            Text::New(article) => &article.lang,
            Text::Indexed(place) => self.layers.language(*place),
            Text::LeftOut(_) => return Ok(()),
        };
        if *present == lang { Ok(()) } else { self.change(id, |article| article.lang = lang) }
    }

    /// Gives articles the attributes that they have by what is said of them, and back their own where nothing is said any
    /// more.
    fn hear(&mut self, mut said: BTreeMap<Id, Attributes>) -> Result<()> {
        let before = std::mem::take(&mut self.spoken_of);
        let now: BTreeSet<Id> = said.keys().cloned().collect();
        for id in before.union(&now) {
            let Some(own) = own(self, id)? else { continue };
            let attributes = said.remove(id);
            let wanted = attributes.as_ref().unwrap_or(&own).clone();
            let present = self.entries.get(id).map(|entry| self.article(entry)).transpose()?.flatten();
            if present.is_some_and(|article| article.meta.attributes != wanted) {
                self.change(id, |article| article.meta.attributes = wanted)?;
            }
            if let Some(entry) = self.entries.get_mut(id) {
                entry.own = attributes.map(|_| own);
            }
        }
        self.spoken_of = now;
        Ok(())
    }

    /// Changes an article, which is new then.
    fn change(&mut self, id: &Id, change: impl FnOnce(&mut Article)) -> Result<()> {
        let Some(entry) = self.entries.get_mut(id) else { return Ok(()) };
        if let Text::Indexed(place) = entry.text {
            let article = self.layers.whole_article(place)?;
            self.layers.lose(place)?;
            entry.text = Text::New(article);
            self.new.insert(id.clone());
        }
        if let Text::New(article) = &mut entry.text {
            change(Arc::make_mut(article));
        }
        Ok(())
    }
}
