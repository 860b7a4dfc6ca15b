//! Making a knowledge base of articles.

use std::sync::Arc;

use super::languages::name_languages;
use super::{KnowledgeBase, State};
use crate::article::{Article, Warning};
use crate::engine;
use crate::error::{Error, ErrorKind, Result};
use crate::markdown;
use crate::segment::Segment;
use crate::settings::Ranking;

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
#[derive(Debug, Clone, Default)]
pub struct Builder {
    lang: String,
    ranking: Ranking,
    markdown: markdown::Settings,
    /// Where each article comes from, and what it says.
    articles: Vec<(String, Article)>,
    warnings: Vec<Warning>,
}

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

fn check_ids(articles: &[(String, Article)]) -> Result<()> {
    let same = articles.iter().zip(articles.iter().skip(1)).find(|(a, b)| a.1.id == b.1.id);
    same.map_or(Ok(()), |((first, article), (second, _))| {
        let message = format!("{first} and {second} have the same id, {:?}", article.id);
        Err(Error::new(ErrorKind::DuplicateId, message))
    })
}
