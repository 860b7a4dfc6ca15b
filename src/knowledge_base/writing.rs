//! Who changes a knowledge base: one at a time, while everybody else goes on with what there is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::KnowledgeBase;
use super::curation::unknown;
use super::html::Site;
use super::origins::Origins;
use super::sources::Sources;
use super::state::State;
use super::synonyms::is_english;
use crate::article::Warning;
use crate::edition::Origin;
use crate::error::Result;
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;
use crate::work::Work;

/// What a knowledge base is made of, for one who changes it. Nothing before the first change of an opened edition.
#[derive(Default)]
pub(super) struct Writing {
    sources: Mutex<Option<Arc<Sources>>>,
    /// Held by one who folds: two at once would do the same work.
    folding: Mutex<()>,
}

impl Writing {
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<Arc<Sources>>> {
        // Whoever panicked in the middle of a change left it out of what is searched; it is read again from there.
        self.sources.lock().unwrap_or_else(|poisoned| {
            self.sources.clear_poison();
            let mut sources = PoisonError::into_inner(poisoned);
            *sources = None;
            sources
        })
    }

    pub(super) fn only_folder(&self) -> MutexGuard<'_, ()> {
        self.folding.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KnowledgeBase {
    /// Made of all that is in `sources`.
    pub(super) fn of(mut sources: Sources, ranking: Ranking, work: &Work) -> Result<Self> {
        sources.settle(work)?;
        let state = State::of(&mut sources, ranking, None)?;
        let kb = Self::with_state(state);
        *kb.writing.lock() = Some(Arc::new(sources));
        Ok(kb)
    }

    /// Puts what `other` is made of in place of what this one is made of.
    pub(super) fn replace_sources(&self, other: &KnowledgeBase) {
        let (sources, state) = {
            let sources = other.writing.lock();
            (sources.clone(), other.state())
        };
        let mut own = self.writing.lock();
        *own = sources;
        self.state.store(state);
    }

    /// The same in a knowledge base of its own, under other constants of ranking.
    pub(super) fn copied(&self, ranking: Ranking) -> Self {
        let sources = self.writing.lock();
        let kb = Self::with_state(State { ranking, ..self.state().as_ref().clone() });
        (*kb.writing.lock()).clone_from(&sources);
        kb
    }

    /// Lets `change` change what this is made of, as `prepare` says if nothing speaks against it, and shows what has become of it.
    pub(super) fn rewrite<P>(
        &self,
        prepare: impl FnOnce(&Sources) -> Result<P>,
        change: impl FnOnce(&mut Sources, P) -> Result<()>,
    ) -> Result<()> {
        let mut writing = self.writing.lock();
        let before = self.state();
        let mut sources = taken(&mut writing, &before)?;
        let refused = match prepare(&sources) {
            Ok(prepared) => {
                // If this fails, what was begun is not put back, and all is read again from what is searched.
                change(Arc::make_mut(&mut sources), prepared)?;
                let state = State::of(Arc::make_mut(&mut sources), before.ranking.clone(), Some(&before))?;
                self.state.store(Arc::new(state));
                Ok(())
            }
            Err(refused) => Err(refused),
        };
        *writing = Some(sources);
        refused
    }

    /// Reads what this is made of.
    pub(super) fn read_sources<T>(&self, read: impl FnOnce(&Sources) -> T) -> Result<T> {
        let mut writing = self.writing.lock();
        let sources = taken(&mut writing, &self.state())?;
        let found = read(&sources);
        *writing = Some(sources);
        Ok(found)
    }

    /// The same, if it was changed before or made in this process: of what was not, the default.
    pub(super) fn peek_sources<T: Default>(&self, read: impl FnOnce(&Sources) -> T) -> T {
        self.writing.lock().as_deref().map(read).unwrap_or_default()
    }
}

fn taken(writing: &mut Option<Arc<Sources>>, state: &State) -> Result<Arc<Sources>> {
    writing.take().map_or_else(|| Sources::again(state, &mut Origins::new()).map(Arc::new), Ok)
}

impl Sources {
    /// The rules of synonyms; what is to be said of them is noted.
    pub(super) fn synonyms(&mut self, has_english: bool) -> Result<Synonyms> {
        let (mut rules, mut warnings) = (self.rules.clone(), Vec::new());
        for id in &self.ruled {
            let Some(entry) = self.entries.get(id) else { continue };
            if let Some(article) = self.article(entry)? {
                warnings.extend(rules.add_article(entry.path(id), &article));
            }
        }
        self.rule_warnings = warnings;
        Ok(rules.finished(has_english))
    }

    /// Where links between articles lead, if any article is kept as HTML.
    pub(super) fn site(&mut self) -> Result<Option<Arc<Site>>> {
        if self.site.is_none() && self.has_html {
            let mut site = Site::default();
            self.each(&mut |_, path, article| site.add(path, article))?;
            self.site = Some(Arc::new(site.finished()));
        }
        Ok(self.site.clone())
    }

    /// What is said of where it comes from. So many rules are those of texts: to count them takes time.
    pub(super) fn origin(&self, own_rules: u32) -> Origin {
        Origin {
            readers: self.readers.clone(),
            lang: self.lang.clone(),
            own_rules,
            without_builtin: self.rules.without_builtin,
        }
    }

    pub(super) fn all_warnings(&mut self) -> Result<Vec<Warning>> {
        let mut missing = Vec::new();
        if !self.curation.rules.is_empty() {
            let names = self.names()?;
            missing = unknown(self, &names);
        }
        let all = [&self.problems, &self.warnings, &missing, &self.rule_warnings];
        Ok(all.into_iter().flatten().cloned().collect())
    }
}

impl State {
    /// What is searched, of what there is. What has not changed since `before` is taken from there.
    fn of(sources: &mut Sources, ranking: Ranking, before: Option<&State>) -> Result<Self> {
        let segments = sources.layers.segments();
        let has_english = segments.iter().any(|segment| has_english(segment.as_ref()));
        let same = before.filter(|_| !sources.has_other_rules && sources.has_english == has_english);
        let (synonyms, own_rules) = match same {
            Some(before) => (before.synonyms.clone(), before.origin.own_rules),
            None => (Arc::new(sources.synonyms(has_english)?), sources.rules.own()),
        };
        let origin = sources.origin(own_rules);
        (sources.has_other_rules, sources.has_english) = (false, has_english);
        let editorial = Arc::new(sources.layers.editorial(&segments));
        let (site, warnings) = (sources.site()?, sources.all_warnings()?);
        let (kept, known) = (Arc::default(), Arc::default());
        Ok(State { segments, synonyms, editorial, ranking, kept, known, origin, warnings, site })
    }
}

fn has_english(segment: &dyn Segment) -> bool {
    let counts = &segment.totals().articles_by_language;
    segment.table().languages.iter().zip(counts).any(|(tag, count)| *count > 0 && is_english(tag))
}
