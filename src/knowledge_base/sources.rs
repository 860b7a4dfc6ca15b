//! What a knowledge base is made of: its articles as they were read, and what is said of all of them. Segments are made of
//! it, of everything at once or of what is new.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::curation::Curation;
use super::html::Site;
use super::languages::{Told, Tongues, Verdicts, told};
use super::layers::Layers;
use super::names::Names;
use super::synonyms::Rules;
use crate::article::{Article, Audience, Date, Warning};
use crate::audience::{confine, left_out};
use crate::curation::FILED;
use crate::error::{Error, ErrorKind, Result};
use crate::log::Votes;
use crate::markdown;
use crate::markdown::address::{name_of_url, names_of_path};

/// The attributes of an article.
pub(super) type Attributes = BTreeMap<String, Vec<String>>;

/// The id of an article.
pub(super) type Id = Arc<str>;

/// The attributes by which articles name others.
pub(super) const REFERENCES: [&str; 2] = ["supersedes", "superseded_by"];

/// Everything that a knowledge base is made of.
#[derive(Clone, Default)]
pub(super) struct Sources {
    pub(super) lang: String,
    pub(super) markdown: markdown::Settings,
    /// For whom, and as of which day; for whoever may read everything if not said.
    pub(super) readers: Option<(Audience, Date)>,
    pub(super) votes: Votes,
    pub(super) curation: Curation,
    /// Those of texts.
    pub(super) rules: Rules,
    /// Of articles and of texts, as they were read.
    pub(super) warnings: Vec<Warning>,
    /// Of the folder they are in.
    pub(super) problems: Vec<Warning>,
    pub(super) layers: Layers,
    pub(super) entries: BTreeMap<Id, Entry>,
    /// The ids of articles that are not called as their paths are.
    pub(super) by_path: HashMap<String, Vec<Id>>,
    /// Articles that are in no segment yet.
    pub(super) new: BTreeSet<Id>,
    /// Articles behind the first layer, and where in it they would stand.
    pub(super) behind: BTreeMap<Id, u32>,
    /// Articles of which others say something.
    pub(super) spoken_of: BTreeSet<Id>,
    /// Articles that name others, that were told their promotions by an earlier knowledge base, and that have rules.
    pub(super) referring: BTreeSet<Id>,
    pub(super) filed: BTreeSet<Id>,
    pub(super) ruled: BTreeSet<Id>,
    pub(super) tongues: Tongues,
    /// By which the languages of all articles but the new ones were named; of what was opened it is not known.
    pub(super) verdicts: Option<Verdicts>,
    /// What articles are called, and where links between them lead, until that changes.
    pub(super) names: Option<Arc<Names>>,
    pub(super) site: Option<Arc<Site>>,
    /// Of rules that articles have.
    pub(super) rule_warnings: Vec<Warning>,
    /// Whether there is an article in English.
    pub(super) has_english: bool,
    /// Whether rules have come or gone since they were last put together.
    pub(super) has_other_rules: bool,
    pub(super) has_html: bool,
}

/// An article, before and after it was put together with the others.
#[derive(Clone)]
pub(super) struct Entry {
    /// Where it comes from, if that is not its id.
    pub(super) path: Option<String>,
    /// False for an article of an edition of which nobody says where it came from.
    pub(super) is_origin_known: bool,
    pub(super) told: Told,
    /// Its attributes as it says them itself, if others say something of it, too.
    pub(super) own: Option<Attributes>,
    pub(super) text: Text,
}

/// Where an article's text is.
#[derive(Clone)]
pub(super) enum Text {
    /// In no segment yet.
    New(Arc<Article>),
    /// By layer and number.
    Indexed((usize, u32)),
    /// It is not for the readers; this is what it may be called.
    LeftOut(Vec<String>),
}

impl Entry {
    pub(super) fn path<'e>(&'e self, id: &'e Id) -> &'e str {
        self.path.as_deref().unwrap_or(id)
    }

    pub(super) fn is_in(&self) -> bool {
        !matches!(self.text, Text::LeftOut(_))
    }
}

impl Sources {
    /// Adds an article that was read from `path`.
    ///
    /// # Errors
    /// [`DuplicateId`](ErrorKind::DuplicateId) if there is one with its id; nothing is changed then.
    pub(super) fn put(&mut self, path: &str, article: Article) -> Result<()> {
        let told = told(&article, &self.lang);
        self.put_told(path, Arc::new(article), told)
    }

    /// The same with what the article tells of its language.
    pub(super) fn put_told(&mut self, path: &str, mut article: Arc<Article>, told: Told) -> Result<()> {
        let id: Id = article.id.as_str().into();
        if let Some(other) = self.entries.get(&id) {
            return Err(duplicate(other.path(&id), path, &id));
        }
        let path = (*id != *path).then(|| path.to_owned());
        let readers = self.readers.as_ref();
        if readers.is_some_and(|(audience, as_of)| left_out(&article, audience, *as_of).is_some()) {
            let text = Text::LeftOut(called(path.as_deref().unwrap_or(&id), &article));
            self.insert(id, Entry { path, is_origin_known: true, told: Told::Unknown, own: None, text });
            return Ok(());
        }
        if let Some((audience, _)) = readers {
            confine(Arc::make_mut(&mut article), audience);
        }
        self.note(&id, &article);
        self.tongues.count(&told);
        self.new.insert(id.clone());
        self.insert(id, Entry { path, is_origin_known: true, told, own: None, text: Text::New(article) });
        Ok(())
    }

    pub(super) fn insert(&mut self, id: Id, entry: Entry) {
        if let Some(path) = &entry.path {
            self.by_path.entry(path.clone()).or_default().push(id.clone());
        }
        self.entries.insert(id, entry);
    }

    /// Remembers what of an article concerns others.
    pub(super) fn note(&mut self, id: &Id, article: &Article) {
        let attributes = &article.meta.attributes;
        if REFERENCES.iter().any(|key| attributes.contains_key(*key)) {
            self.referring.insert(id.clone());
        }
        if attributes.contains_key(FILED) {
            self.filed.insert(id.clone());
        }
        if !article.meta.synonyms.is_empty() {
            self.has_other_rules |= self.ruled.insert(id.clone());
        }
        self.has_html |= article.html.is_some();
    }

    /// Takes an article away.
    ///
    /// # Errors
    /// Those of reading it from its segment.
    pub(super) fn take(&mut self, id: &str) -> Result<()> {
        let Some(entry) = self.entries.get(id) else { return Ok(()) };
        if let Text::Indexed(place) = entry.text {
            self.layers.lose(place)?;
        }
        let Some((id, entry)) = self.entries.remove_entry(id) else { return Ok(()) };
        if let Some((path, ids)) = entry.path.as_ref().and_then(|path| Some((path, self.by_path.get_mut(path)?))) {
            ids.retain(|known| *known != id);
            if ids.is_empty() {
                self.by_path.remove(path);
            }
        }
        if entry.is_in() {
            self.tongues.discount(&entry.told);
        }
        self.has_other_rules |= self.ruled.remove(&id);
        self.behind.remove(&id);
        for noted in [&mut self.new, &mut self.spoken_of, &mut self.referring, &mut self.filed] {
            noted.remove(&id);
        }
        Ok(())
    }

    /// The ids of the articles that were read from `path`.
    pub(super) fn ids_of(&self, path: &str) -> Vec<Id> {
        let own = self.entries.get_key_value(path).filter(|(_, entry)| entry.path.is_none()).map(|(id, _)| id);
        own.into_iter().chain(self.by_path.get(path).into_iter().flatten()).cloned().collect()
    }

    /// The article of an entry that is not left out, without its sections if it is in an edition.
    pub(super) fn article<'s>(&'s self, entry: &'s Entry) -> Result<Option<Cow<'s, Article>>> {
        match &entry.text {
            Text::New(article) => Ok(Some(Cow::Borrowed(article.as_ref()))),
            Text::Indexed(place) => self.layers.article(*place).map(Some),
            Text::LeftOut(_) => Ok(None),
        }
    }

    /// The articles that are not left out, with their paths, in order of id.
    pub(super) fn each<'s>(&'s self, visit: &mut dyn FnMut(&'s Id, &str, &Article)) -> Result<()> {
        for (id, entry) in &self.entries {
            if let Some(article) = self.article(entry)? {
                visit(id, entry.path(id), article.as_ref());
            }
        }
        Ok(())
    }

    /// What articles are called.
    pub(super) fn names(&mut self) -> Result<Arc<Names>> {
        if let Some(names) = &self.names {
            return Ok(names.clone());
        }
        let mut names = Names::default();
        self.each(&mut |id, path, article| names.add(id, path, article))?;
        let names = Arc::new(names.finished());
        self.names = Some(names.clone());
        Ok(names)
    }
}

/// What an article may be called, for those that are left out.
fn called(path: &str, article: &Article) -> Vec<String> {
    let addresses = std::iter::once(&article.url).chain(&article.meta.aliases).map(|address| name_of_url(address));
    names_of_path(path).chain(names_of_path(&article.id)).chain(addresses).collect()
}

pub(super) fn duplicate(one: &str, other: &str, id: &str) -> Error {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    Error::new(ErrorKind::DuplicateId, format!("{first} and {second} have the same id, {id:?}"))
}
