//! The one type to begin with.

#[cfg(feature = "index")]
use std::collections::BTreeMap;
use std::sync::Arc;

#[cfg(feature = "index")]
use crate::analysis::detect;
#[cfg(feature = "index")]
use crate::article::{Article, Warning};
use crate::edition::Edition;
use crate::error::Result;
#[cfg(feature = "index")]
use crate::error::{Error, ErrorKind};
use crate::query::Query;
use crate::results::Results;
use crate::search::search;
use crate::segment::Segment;
use crate::settings::Ranking;
#[cfg(feature = "index")]
use crate::{edition, engine, markdown};

/// A searchable knowledge base. Cloning is cheap and shares it; searches from many threads do not wait for one another.
#[derive(Clone)]
pub struct KnowledgeBase {
    state: Arc<State>,
}

struct State {
    segments: Vec<Arc<dyn Segment>>,
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
        let edition: Arc<dyn Segment> = Arc::new(Edition::open(Arc::new(bytes))?);
        let state = State {
            segments: vec![edition],
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

    /// Finds the articles that answer, the best first. Whatever a person types is a valid query.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an edition's stored text cannot be read although its checksums fit.
    pub fn search(&self, query: impl Into<Query>) -> Result<Results> {
        search(&query.into(), &self.state.segments, &self.state.ranking)
    }
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
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        // A knowledge base has one segment: it was built, or opened, as one.
        self.state.segments.first().map_or_else(|| Ok(Vec::new()), |segment| edition::write(segment.as_ref()))
    }
}

/// Articles and settings for a knowledge base that is made from them.
///
/// ```
/// # fn main() -> nohold::Result<()> {
/// use nohold::KnowledgeBase;
///
/// let kb = KnowledgeBase::builder()
///     .article("refunds.md", "# Refunds\n\nYou have 14 days to ask for your money back.")
///     .article("shipping.md", "# Shipping\n\nParcels leave our warehouse within two days.")
///     .build()?;
/// assert_eq!(kb.search("money back")?.hits()[0].title(), "Refunds");
/// # Ok(())
/// # }
/// ```
#[cfg(feature = "index")]
#[derive(Debug, Clone, Default)]
pub struct Builder {
    lang: String,
    ranking: Ranking,
    markdown: markdown::Settings,
    /// Where each article comes from, and what it says.
    articles: Vec<(String, Article)>,
    warnings: Vec<Warning>,
}

#[cfg(feature = "index")]
impl Builder {
    /// The language of articles that do not say theirs, as a BCP 47 tag. By default it is told from the text.
    pub fn lang(mut self, tag: impl Into<String>) -> Self {
        self.lang = tag.into();
        self
    }

    /// Other constants of ranking.
    pub fn ranking(mut self, ranking: Ranking) -> Self {
        self.ranking = ranking;
        self
    }

    /// How Markdown is read. Holds for the articles added after it.
    pub fn markdown(mut self, settings: markdown::Settings) -> Self {
        self.markdown = settings;
        self
    }

    /// Adds an article in Markdown. `path` is relative to the root of the knowledge base, with `/`; it is the article's
    /// id if the front matter names none.
    pub fn article(mut self, path: &str, markdown: impl AsRef<[u8]>) -> Self {
        let parsed = markdown::parse(path, markdown.as_ref(), &self.markdown);
        self.warnings.extend(parsed.warnings);
        self.articles.push((path.to_owned(), parsed.article));
        self
    }

    /// Adds the articles of a text in JSON Lines: `id`, `title`, `text` (Markdown), `url`, `lang`; every other key is
    /// read as in front matter. `source` names the text in warnings. Lines that are no article become warnings.
    pub fn json_lines(mut self, source: &str, text: &str) -> Self {
        for (line, text) in (1..).zip(text.lines()) {
            let (parsed, warnings) = markdown::parse_json_line(source, line, text, &self.markdown);
            self.warnings.extend(warnings);
            self.articles.extend(parsed.map(|parsed| (format!("{source}:{line}"), parsed.article)));
        }
        self
    }

    /// Adds a warning about a file that could not be read at all.
    #[cfg(feature = "fs")]
    pub(crate) fn warning(mut self, warning: Warning) -> Self {
        self.warnings.push(warning);
        self
    }

    /// Builds the index.
    ///
    /// # Errors
    /// [`DuplicateId`](crate::ErrorKind::DuplicateId) if two articles have one id: the message names both.
    pub fn build(mut self) -> Result<KnowledgeBase> {
        self.articles.sort_by(|a, b| a.1.id.cmp(&b.1.id).then_with(|| a.0.cmp(&b.0)));
        check_ids(&self.articles)?;
        let mut articles: Vec<Article> = self.articles.into_iter().map(|(_, article)| article).collect();
        name_languages(&mut articles, &self.lang);
        let segment: Arc<dyn Segment> = Arc::new(engine::build(articles)?);
        let state = State { segments: vec![segment], ranking: self.ranking, warnings: self.warnings };
        Ok(KnowledgeBase { state: Arc::new(state) })
    }
}

#[cfg(feature = "index")]
fn check_ids(articles: &[(String, Article)]) -> Result<()> {
    let same = articles.iter().zip(articles.iter().skip(1)).find(|(a, b)| a.1.id == b.1.id);
    same.map_or(Ok(()), |((first, article), (second, _))| {
        let message = format!("{first} and {second} have the same id, {:?}", article.id);
        Err(Error::new(ErrorKind::DuplicateId, message))
    })
}

/// Gives every article without a language the default, or its own if the text tells, or that of most other articles.
#[cfg(feature = "index")]
fn name_languages(articles: &mut [Article], default: &str) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in articles.iter_mut() {
        if article.lang.is_empty() {
            article.lang = if default.is_empty() { told(article) } else { default.to_owned() };
        }
        if !article.lang.is_empty() {
            *counts.entry(article.lang.clone()).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag).unwrap_or_default();
    articles.iter_mut().filter(|article| article.lang.is_empty()).for_each(|article| article.lang.clone_from(&most));
}

#[cfg(feature = "index")]
fn told(article: &Article) -> String {
    let texts = article.sections.iter().flat_map(|section| [section.heading.as_str(), section.text.as_str()]);
    let text = texts.take(8).fold(article.title.clone(), |all, text| all + "\n" + text);
    detect(&text).unwrap_or_default().to_owned()
}
