//! The one type to begin with.

#[cfg(feature = "index")]
mod builder;
#[cfg(feature = "index")]
mod languages;
#[cfg(feature = "index")]
mod synonyms;

use std::cmp::Ordering;
use std::sync::Arc;

#[cfg(feature = "index")]
pub use builder::Builder;

#[cfg(feature = "index")]
use crate::article::Warning;
#[cfg(feature = "index")]
use crate::edition;
use crate::edition::Edition;
use crate::error::Result;
use crate::query::Query;
use crate::results::Results;
use crate::search::search;
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// A searchable knowledge base. Cloning is cheap and shares it; searches from many threads do not wait for one another.
#[derive(Clone)]
pub struct KnowledgeBase {
    state: Arc<State>,
}

struct State {
    segments: Vec<Arc<dyn Segment>>,
    synonyms: Arc<Synonyms>,
    ranking: Ranking,
    #[cfg(feature = "index")]
    warnings: Vec<Warning>,
}

impl KnowledgeBase {
    /// Opens the bytes of an edition, after checking all of them.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if they are not an edition or were changed,
    /// [`Version`](crate::ErrorKind::Version) if they have a format that this build does not read.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        let (edition, synonyms) = Edition::open(Arc::new(bytes))?;
        let edition: Arc<dyn Segment> = Arc::new(edition);
        let state = State {
            segments: vec![edition],
            synonyms: Arc::new(synonyms),
            ranking: Ranking::default(),
            #[cfg(feature = "index")]
            warnings: Vec::new(),
        };
        Ok(KnowledgeBase { state: Arc::new(state) })
    }

    /// The same articles under other constants of ranking.
    pub fn with_ranking(&self, ranking: Ranking) -> Self {
        let state = State {
            segments: self.state.segments.clone(),
            synonyms: Arc::clone(&self.state.synonyms),
            ranking,
            #[cfg(feature = "index")]
            warnings: self.state.warnings.clone(),
        };
        KnowledgeBase { state: Arc::new(state) }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.state.segments.iter().map(|segment| segment.table().articles.len()).sum()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of sections of all articles.
    pub fn sections(&self) -> usize {
        self.state.segments.iter().map(|segment| segment.table().sections.len()).sum()
    }

    /// Whether there is an article with this id.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an edition's stored text cannot be read although its checksums fit.
    pub fn contains(&self, id: &str) -> Result<bool> {
        for segment in &self.state.segments {
            if is_in(segment.as_ref(), id)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Finds the articles that answer, the best first. Whatever a person types is a valid query.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an edition's stored text cannot be read although its checksums fit.
    pub fn search(&self, query: impl Into<Query>) -> Result<Results> {
        search(&query.into(), &self.state.segments, &self.state.synonyms, &self.state.ranking)
    }
}

/// Looks by halves, since articles are in order of id.
fn is_in(segment: &dyn Segment, id: &str) -> Result<bool> {
    let (mut start, mut end) = (0, segment.table().articles.len() as u32);
    while start < end {
        let middle = start + (end - start) / 2;
        match segment.article(middle)?.id.as_str().cmp(id) {
            Ordering::Less => start = middle + 1,
            Ordering::Equal => return Ok(true),
            Ordering::Greater => end = middle,
        }
    }
    Ok(false)
}

#[cfg(feature = "index")]
impl KnowledgeBase {
    /// Starts a knowledge base of articles that are in memory. See [`open`](Self::open) for a folder or an edition.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What the authors of the articles should know: everything that was read in another way than it was meant, perhaps.
    pub fn warnings(&self) -> &[Warning] {
        &self.state.warnings
    }

    /// The knowledge base as the bytes of an edition: what [`from_bytes`](Self::from_bytes) opens, here or on a page.
    /// The same articles give the same bytes.
    ///
    /// Everything is in it, also drafts and what is internal: an edition is for whoever may read all of it.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read,
    /// [`Limit`](crate::ErrorKind::Limit) if the articles do not fit into one edition (4 GiB a part).
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        // A knowledge base has one segment: it was built, or opened, as one.
        let State { segments, synonyms, .. } = self.state.as_ref();
        segments.first().map_or_else(|| Ok(Vec::new()), |segment| edition::write(segment.as_ref(), synonyms))
    }
}
