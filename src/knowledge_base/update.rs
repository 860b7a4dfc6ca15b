//! Changes to what a knowledge base is made of, while others search it.

use std::collections::{BTreeMap, BTreeSet};

use super::KnowledgeBase;
use super::sources::{Entry, Id, Sources, duplicate};
use crate::article::{Article, Warning};
use crate::error::Result;
use crate::markdown::{self, Parsed};
use crate::work::Work;

/// What is to change in a knowledge base, all at once: see [`KnowledgeBase::update`]. Later changes win over earlier ones.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    steps: Vec<Step>,
    synonyms: Option<Texts>,
    curation: Option<Texts>,
    problems: Option<Vec<Warning>>,
}

/// Texts with their names.
type Texts = Vec<(String, Vec<u8>)>;

/// A change of one article.
#[derive(Debug, Clone)]
enum Step {
    /// Of a path, the Markdown that is there now.
    Write(String, Vec<u8>),
    /// The same, read.
    Put(String, Box<Parsed>),
    /// What was read from a path goes.
    #[cfg(feature = "fs")]
    Take(String),
    /// The article with an id goes.
    Remove(String),
}

impl Changes {
    /// No changes.
    pub fn new() -> Self {
        Changes::default()
    }

    /// An article in Markdown that is new or takes the place of what was read from that path: see
    /// [`Builder::article`](crate::Builder::article). It is read as the builder was told to read those before.
    pub fn upsert(mut self, path: &str, markdown: impl AsRef<[u8]>) -> Self {
        self.steps.push(Step::Write(path.to_owned(), markdown.as_ref().to_vec()));
        self
    }

    /// The article with this id goes, if there is one.
    pub fn remove(mut self, id: &str) -> Self {
        self.steps.push(Step::Remove(id.to_owned()));
        self
    }

    /// The rules of these texts, each with its name, take the place of all that texts gave before: see
    /// [`Builder::synonyms`](crate::Builder::synonyms). Those of articles and the built-in ones stay.
    pub fn synonyms<N: Into<String>, T: AsRef<[u8]>>(mut self, texts: impl IntoIterator<Item = (N, T)>) -> Self {
        self.synonyms = Some(named(texts));
        self
    }

    /// What these texts say of how articles are found, each with its name, takes the place of all that texts said before: see
    /// [`Builder::curation`](crate::Builder::curation).
    pub fn curation<N: Into<String>, T: AsRef<[u8]>>(mut self, texts: impl IntoIterator<Item = (N, T)>) -> Self {
        self.curation = Some(named(texts));
        self
    }

    /// Whether nothing is to change.
    pub fn is_empty(&self) -> bool {
        let Changes { steps, synonyms, curation, problems } = self;
        steps.is_empty() && synonyms.is_none() && curation.is_none() && problems.is_none()
    }

    /// An article that has been read already.
    #[cfg(feature = "fs")]
    pub(crate) fn put(&mut self, path: String, parsed: Parsed) {
        self.steps.push(Step::Put(path, Box::new(parsed)));
    }

    /// What was read from a path goes.
    #[cfg(feature = "fs")]
    pub(crate) fn take(&mut self, path: &str) {
        self.steps.push(Step::Take(path.to_owned()));
    }

    /// Warnings about the folder itself, in place of the earlier ones.
    #[cfg(feature = "fs")]
    pub(crate) fn problems(&mut self, problems: Vec<Warning>) {
        self.problems = Some(problems);
    }
}

fn named<N: Into<String>, T: AsRef<[u8]>>(texts: impl IntoIterator<Item = (N, T)>) -> Texts {
    texts.into_iter().map(|(name, text)| (name.into(), text.as_ref().to_vec())).collect()
}

impl KnowledgeBase {
    /// Changes articles and rules, all at once or not at all. Every clone sees it in one step; searches that are under way
    /// finish on what they began with, and nobody who searches waits. Afterwards everything is found as if it had been built
    /// of the changed articles: the same hits, in the same order, with the same scores.
    ///
    /// It takes time for what changes, not for what is there; only who adds, removes or renames articles of which others speak
    /// (in a curation, or as successors) lets all names be read again. What has changed is in small segments behind the large
    /// one, and costs every search a little: see [`fold`](Self::fold).
    ///
    /// The first change to an opened edition, or to what [`Builder::edition`](crate::Builder::edition) gives, reads all of it, to
    /// know what its articles say of one another. Nobody knows any more which paths they came from, or how Markdown was to be
    /// read: an article takes the place of the one with its id, and is read by the defaults. What was put into
    /// it by a curation stays, whatever later ones say, and so do the successors that its articles named as they were understood
    /// when it was saved.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::{Changes, KnowledgeBase};
    ///
    /// let kb = KnowledgeBase::builder().article("a.md", "# Refunds").article("b.md", "# Shipping").build()?;
    /// let clone = kb.clone(); // as other threads have it
    /// kb.update(Changes::new().upsert("a.md", "# Refunds\n\nWithin 14 days.").remove("b.md"))?;
    /// assert_eq!(clone.search("14 days")?.hits()[0].title(), "Refunds");
    /// assert!(clone.search("shipping")?.is_empty());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`DuplicateId`](crate::ErrorKind::DuplicateId) if two articles would have one id;
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read. Nothing has changed then.
    pub fn update(&self, changes: Changes) -> Result<()> {
        if changes.is_empty() { Ok(()) } else { self.rewrite(|sources| sources.plan(changes), Sources::follow) }
    }

    /// Adds an article in Markdown, or puts it in place of the one that was read from that path: an
    /// [`update`](Self::update) of one.
    ///
    /// # Errors
    /// Those of [`update`](Self::update).
    pub fn upsert(&self, path: &str, markdown: impl AsRef<[u8]>) -> Result<()> {
        self.update(Changes::new().upsert(path, markdown))
    }

    /// Removes the article with this id, and says whether there was one: an [`update`](Self::update) of one.
    ///
    /// # Errors
    /// Those of [`update`](Self::update).
    pub fn remove(&self, id: &str) -> Result<bool> {
        let mut is_there = false;
        let prepare = |sources: &Sources| {
            is_there = sources.entries.get(id).is_some_and(Entry::is_in);
            sources.plan(Changes::new().remove(id))
        };
        self.rewrite(prepare, Sources::follow)?;
        Ok(is_there)
    }

    /// Puts everything into one segment again, after which searches are as fast as on what was built at once. It takes as
    /// long as building does, and half as much memory again; others may search and change meanwhile. Nothing that is found
    /// changes. Without need it does nothing.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read.
    pub fn fold(&self) -> Result<()> {
        let _alone = self.writing.only_folder();
        if self.state().is_folded() {
            return Ok(());
        }
        let snapshot = self.read_sources(Sources::snapshot)?;
        let segment = snapshot.folded()?;
        self.rewrite(|_| Ok(segment), |sources, segment| sources.fold(&snapshot, segment))
    }

    /// Whether [`fold`](Self::fold) is worth its time: some hundred articles have changed since.
    pub fn wants_folding(&self) -> bool {
        self.peek_sources(Sources::wants_folding)
    }
}

/// What an article is called by others.
type Called = (Id, String, String, Vec<String>);

/// What is to be done.
#[derive(Default)]
struct Plan {
    /// By path.
    new: BTreeMap<String, Parsed>,
    /// Paths and ids of what goes.
    paths: BTreeSet<String>,
    ids: BTreeSet<String>,
    /// The ids of all that is there now and goes.
    old: BTreeSet<Id>,
    synonyms: Option<Texts>,
    curation: Option<Texts>,
    problems: Option<Vec<Warning>>,
}

impl Plan {
    fn add(&mut self, step: Step, settings: &markdown::Settings) {
        match step {
            Step::Write(path, bytes) => {
                let parsed = markdown::parse(&path, &bytes, settings);
                self.add(Step::Put(path, Box::new(parsed)), settings);
            }
            Step::Put(path, parsed) => {
                self.paths.insert(path.clone());
                self.new.insert(path, *parsed);
            }
            #[cfg(feature = "fs")]
            Step::Take(path) => {
                self.new.remove(&path);
                self.paths.insert(path);
            }
            Step::Remove(id) => {
                self.new.retain(|_, parsed| parsed.article.id != id);
                self.ids.insert(id);
            }
        }
    }
}

impl Sources {
    /// What `changes` come to, if no two articles will have one id.
    fn plan(&self, changes: Changes) -> Result<Plan> {
        let Changes { steps, synonyms, curation, problems } = changes;
        let mut plan = Plan { synonyms, curation, problems, ..Plan::default() };
        for step in steps {
            plan.add(step, &self.markdown);
        }
        let old = plan.paths.iter().flat_map(|path| self.ids_of(path));
        plan.old = old.chain(plan.ids.iter().map(|id| id.as_str().into())).collect();
        plan.old.extend(self.of_unknown_origin(&plan));
        for id in &plan.old {
            plan.paths.extend(self.entries.get(id).map(|entry| entry.path(id).to_owned()));
        }
        let mut new: BTreeMap<&str, &str> = BTreeMap::new();
        for (path, Parsed { article, .. }) in &plan.new {
            let id = article.id.as_str();
            let staying = self.entries.get_key_value(id).filter(|(id, _)| !plan.old.contains(*id));
            if let Some(other) = new.insert(id, path).or_else(|| staying.map(|(id, entry)| entry.path(id))) {
                return Err(duplicate(other, path, id));
            }
        }
        Ok(plan)
    }

    /// Where an article of an edition came from is not known: it is the one with the same id that takes its place.
    fn of_unknown_origin(&self, plan: &Plan) -> Vec<Id> {
        let same = plan.new.values().filter_map(|parsed| self.entries.get_key_value(parsed.article.id.as_str()));
        same.filter(|(_, entry)| !entry.is_origin_known).map(|(id, _)| id.clone()).collect()
    }

    fn follow(&mut self, mut plan: Plan) -> Result<()> {
        let (synonyms, curation, problems) = (plan.synonyms.take(), plan.curation.take(), plan.problems.take());
        self.exchange(plan)?;
        if let Some(texts) = synonyms {
            self.replace_rules(texts);
        }
        if let Some(texts) = curation {
            self.replace_curation(texts);
        }
        if let Some(problems) = problems {
            self.problems = problems;
        }
        self.settle(&Work::default())
    }

    fn exchange(&mut self, plan: Plan) -> Result<()> {
        let new: BTreeSet<Id> = plan.new.values().map(|parsed| parsed.article.id.as_str().into()).collect();
        let before = self.called(plan.old.iter())?;
        for id in &plan.old {
            self.take(id)?;
        }
        self.warnings.retain(|warning| !plan.paths.contains(&warning.path));
        for (path, Parsed { article, warnings, .. }) in plan.new {
            self.put(&path, article)?;
            self.warnings.extend(warnings);
        }
        if self.called(new.iter())? != before {
            (self.names, self.site) = (None, None);
        }
        Ok(())
    }

    fn called<'i>(&self, ids: impl Iterator<Item = &'i Id>) -> Result<Vec<Called>> {
        let mut called = Vec::new();
        for id in ids {
            let Some(entry) = self.entries.get(id) else { continue };
            if let Some(article) = self.article(entry)? {
                let Article { url, meta, .. } = article.as_ref();
                called.push((id.clone(), entry.path(id).to_owned(), url.clone(), meta.aliases.clone()));
            }
        }
        Ok(called)
    }

    fn replace_rules(&mut self, texts: Texts) {
        let old = self.rules.forget();
        self.warnings.retain(|warning| !old.contains(&warning.path));
        for (name, text) in texts {
            self.warnings.extend(self.rules.add(&name, &text));
        }
        self.has_other_rules = true;
    }

    fn replace_curation(&mut self, texts: Texts) {
        let old = std::mem::take(&mut self.curation);
        self.warnings.retain(|warning| !old.names.contains(&warning.path));
        for (name, text) in texts {
            self.warnings.extend(self.curation.add(&name, &text));
        }
    }
}
