//! The one type to begin with.

#[cfg(feature = "index")]
mod builder;
mod contents;
#[cfg(feature = "index")]
mod curation;
#[cfg(feature = "index")]
mod export;
mod help;
#[cfg(feature = "index")]
mod html;
#[cfg(feature = "index")]
mod languages;
#[cfg(feature = "index")]
mod layers;
mod many;
#[cfg(feature = "index")]
mod names;
mod options;
#[cfg(feature = "index")]
mod origins;
#[cfg(feature = "index")]
mod pack;
#[cfg(feature = "index")]
mod said;
#[cfg(all(test, feature = "index"))]
mod same;
#[cfg(feature = "index")]
mod settle;
#[cfg(feature = "index")]
mod sources;
mod state;
#[cfg(feature = "index")]
mod successors;
#[cfg(feature = "index")]
mod synonyms;
#[cfg(feature = "index")]
mod together;
#[cfg(feature = "index")]
mod update;
#[cfg(feature = "index")]
mod votes;
mod words;
#[cfg(feature = "index")]
mod writing;

#[cfg(feature = "index")]
use std::borrow::Cow;
use std::sync::Arc;

use arc_swap::ArcSwap;

#[cfg(feature = "index")]
pub use builder::Builder;
#[cfg(all(feature = "index", feature = "fs"))]
pub(crate) use builder::Texts;
pub use contents::Facet;
#[cfg(feature = "index")]
pub use export::Verdict;
pub use help::{Help, Related, Topic};
pub use options::OpenOptions;
#[cfg(all(feature = "index", feature = "fs"))]
pub(crate) use origins::{Origins, Remembered};
#[cfg(feature = "index")]
pub use update::Changes;

use self::state::State;
#[cfg(feature = "index")]
use self::writing::Writing;
#[cfg(feature = "index")]
use crate::article::Warning;
use crate::article::{Audience, Date};
#[cfg(feature = "index")]
use crate::edition::{self, Beside, Packing};
use crate::edition::{Edition, Limits, Source};
use crate::editorial::Editorial;
use crate::error::Result;
use crate::query::Query;
use crate::results::Results;
use crate::search::search;
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::suggest::{Suggestion, suggestions};
use crate::synonyms::Synonyms;
use crate::triage::{Triage, triage};
#[cfg(feature = "index")]
use crate::work::Work;

/// A searchable knowledge base. Cloning is cheap and shares it; searches from many threads do not wait for one another,
/// nor for one that [updates](Self::update) or [replaces](Self::replace) it.
#[derive(Clone)]
pub struct KnowledgeBase {
    state: Arc<ArcSwap<State>>,
    #[cfg(feature = "index")]
    writing: Arc<Writing>,
}

impl KnowledgeBase {
    /// Opens the bytes of an edition, after checking all of them. See [`OpenOptions`] for limits and pins.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if they are not an edition or were changed,
    /// [`Version`](crate::ErrorKind::Version) if they have a format that this build does not read,
    /// [`Limit`](crate::ErrorKind::Limit) if they are more than the default limits allow.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        OpenOptions::new().open_bytes(bytes)
    }

    pub(crate) fn from_source(source: Box<dyn Source>, limits: &Limits) -> Result<Self> {
        Edition::open(source, limits).map(Self::from_opened)
    }

    fn from_opened((edition, synonyms): (Edition, Synonyms)) -> Self {
        let manifest = edition.manifest();
        let (ranking, origin) = (manifest.ranking.clone(), manifest.origin.clone());
        let segments: Vec<Arc<dyn Segment>> = vec![Arc::new(edition)];
        Self::with_state(State {
            editorial: Arc::new(Editorial::of(&segments)),
            segments,
            synonyms: Arc::new(synonyms),
            ranking,
            kept: Arc::default(),
            known: Arc::default(),
            origin,
            #[cfg(feature = "index")]
            warnings: Vec::new(),
            #[cfg(feature = "index")]
            site: None,
        })
    }

    fn with_state(state: State) -> Self {
        KnowledgeBase {
            state: Arc::new(ArcSwap::from_pointee(state)),
            #[cfg(feature = "index")]
            writing: Arc::default(),
        }
    }

    /// What there is now: it stays as it is while it is held.
    fn state(&self) -> Arc<State> {
        self.state.load_full()
    }

    /// Puts what `other` has now in place of what this knowledge base and all its clones have. Searches that are under way
    /// finish on what they began with, and nobody waits.
    ///
    /// ```
    /// # #[cfg(feature = "index")]
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let shared = KnowledgeBase::builder().article("a.md", "# Old").build()?;
    /// let clone = shared.clone(); // as other threads have it
    /// shared.replace(&KnowledgeBase::builder().article("a.md", "# New").build()?);
    /// assert_eq!(clone.search("new")?.hits()[0].title(), "New");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "index"))]
    /// # fn main() {}
    /// ```
    pub fn replace(&self, other: &KnowledgeBase) {
        #[cfg(feature = "index")]
        self.replace_sources(other);
        #[cfg(not(feature = "index"))]
        self.state.store(other.state());
    }

    /// The constants that it ranks by.
    pub fn ranking(&self) -> Ranking {
        self.state().ranking.clone()
    }

    /// The same articles under other constants of ranking: a knowledge base of its own, not a clone.
    pub fn with_ranking(&self, ranking: Ranking) -> Self {
        let ranking = ranking.in_range();
        #[cfg(feature = "index")]
        return self.copied(ranking);
        #[cfg(not(feature = "index"))]
        Self::with_state(State { ranking, ..self.state().as_ref().clone() })
    }

    /// For whom the articles were chosen, and as of which day; `None` if nothing was left out, so that it is for whoever
    /// may read everything.
    pub fn made_for(&self) -> Option<(Audience, Date)> {
        self.state().origin.readers.clone()
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.state().segments.iter().map(|segment| segment.totals().articles).sum()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of sections of all articles.
    pub fn sections(&self) -> usize {
        self.state().segments.iter().map(|segment| segment.totals().sections).sum()
    }

    /// Finds the articles that answer, the best first. Whatever a person types is a valid query.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an edition's stored text cannot be read although its checksums fit, or if
    /// its file was changed after it was opened.
    pub fn search(&self, query: impl Into<Query>) -> Result<Results> {
        let query = query.into();
        self.state().answer(|state| search(&query, &state.library()))
    }

    /// Ways on from a query that is being typed, the likeliest first, at most 5: with its misspelt words corrected, with its
    /// last word completed as the best hits have it, and the titles that have all its words.
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub fn suggest(&self, query: impl Into<Query>) -> Result<Vec<Suggestion>> {
        let query = query.into();
        let text = query.text().to_owned();
        Ok(suggestions(&text, &self.search(query)?))
    }

    /// Finds what a whole message asks, request by request: a mail with its greeting, signature and quotations, a call or a
    /// chat that was written down, one line. Each request has its place in the message, the section that answers (or
    /// nothing, in doubt), and whom it belongs to. Filters and places of a [`Query`] hold for every request.
    ///
    /// Of longer messages the first 64 KiB and 100 sentences are read; what was not is among the
    /// [asides](Triage::asides), as is everything that asks nothing.
    ///
    /// ```
    /// # #[cfg(feature = "index")]
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let kb = KnowledgeBase::builder()
    ///     .article("lost.md", "---\nowner: Post\n---\n# A parcel is lost\n\nWe send your parcel again.")
    ///     .article("pay.md", "---\nowner: Finance\n---\n# Invoices\n\nEvery invoice is in your account.")
    ///     .build()?;
    /// let mail = "Hello,\n\nmy parcel is lost.\nAlso, where is my invoice?\n\nRegards\nAnn";
    /// let triage = kb.triage(mail)?;
    /// let owners: Vec<&str> = triage.requests().iter().filter_map(|request| Some(request.owner()?.name())).collect();
    /// assert_eq!(owners, ["Post", "Finance"]);
    /// assert_eq!(&mail[triage.requests()[0].range()], "my parcel is lost.");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "index"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub fn triage(&self, message: impl Into<Query>) -> Result<Triage> {
        let message = message.into();
        triage(message.text(), &|text| self.search(message.asking(text, REQUEST_ARTICLES)))
    }
}

/// So many articles are kept for a request of a message.
const REQUEST_ARTICLES: usize = 5;

#[cfg(feature = "index")]
impl KnowledgeBase {
    /// Starts a knowledge base of articles that are in memory. See [`open`](Self::open) for a folder or an edition.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What the authors of the articles should know: everything that was read in another way than it was meant, perhaps.
    pub fn warnings(&self) -> Vec<Warning> {
        self.state().warnings.clone()
    }

    /// The knowledge base as the bytes of an edition: what [`from_bytes`](Self::from_bytes) opens, here or on a page.
    /// The same articles give the same bytes.
    ///
    /// Everything that this knowledge base has is in it, also drafts and what is internal. See
    /// [`for_audience`](Self::for_audience) for one that others may have.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read,
    /// [`Limit`](crate::ErrorKind::Limit) if the articles do not fit into one edition (4 GiB a part).
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        self.packed(Packing::Lz4).map(Arc::unwrap_or_clone)
    }

    /// The same for a page: its texts are not compressed inside. So it is larger where it lies, but a fifth smaller once
    /// the web server has compressed the whole, and a page reads it faster.
    ///
    /// # Errors
    /// Those of [`to_bytes`](Self::to_bytes).
    pub fn to_bytes_for_web(&self) -> Result<Vec<u8>> {
        self.packed(Packing::Plain).map(Arc::unwrap_or_clone)
    }

    pub(crate) fn packed(&self, packing: Packing) -> Result<Arc<Vec<u8>>> {
        if let Some(bytes) = self.made_as(packing) {
            return Ok(bytes);
        }
        self.moment()?.answer(|state| {
            let State { segments, synonyms, ranking, origin, .. } = state;
            let beside = Beside { rules: synonyms, ranking, origin, packing };
            let linked = |html: &str| state.linked(Cow::Borrowed(html)).into_owned();
            let write =
                |segment: &Arc<dyn Segment>| edition::write(segment.as_ref(), &beside, &linked, &Work::default());
            segments.first().map_or_else(|| Ok(Arc::default()), |segment| write(segment).map(Arc::new))
        })
    }

    /// What there is now, in one segment, whatever others change meanwhile.
    fn moment(&self) -> Result<Arc<State>> {
        let state = self.state();
        if state.is_folded() {
            return Ok(state);
        }
        let (snapshot, state) = self.read_sources(|sources| (sources.snapshot(), self.state()))?;
        let segments = vec![snapshot.folded()?];
        Ok(Arc::new(State { segments, ..state.as_ref().clone() }))
    }

    /// The edition that it was made as, if nothing of it has changed since.
    fn made_as(&self, packing: Packing) -> Option<Arc<Vec<u8>>> {
        let state = self.state();
        let State { segments, synonyms, ranking, origin, .. } = state.as_ref();
        let [segment] = segments.as_slice() else { return None };
        let beside = Beside { rules: synonyms, ranking, origin, packing };
        segment.own_edition().filter(|bytes| edition::is_of(bytes, &beside)).cloned()
    }
}
