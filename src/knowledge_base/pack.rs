//! Sources to an edition, without a segment of the engine between them.

use std::sync::Arc;

use super::KnowledgeBase;
use super::sources::{Sources, Text};
use super::state::State;
use super::synonyms::is_english;
use crate::article::{Article, Warning};
use crate::edition::{self, Beside, Edition, Packing};
use crate::error::Result;
use crate::settings::Ranking;
use crate::work::Work;

impl KnowledgeBase {
    /// An edition of all that is in `sources`, none of which may be in a segment yet, opened.
    pub(super) fn packed_of(mut sources: Sources, ranking: &Ranking, packing: Packing, work: &Work) -> Result<Self> {
        sources.put_together()?;
        let has_english = sources.new_articles().any(|article| is_english(&article.lang));
        let (rules, origin) = (sources.synonyms(has_english)?, sources.origin(sources.rules.own()));
        let (site, warnings) = (sources.site()?, sources.all_warnings()?);
        let linked = |html: &str| site.as_ref().map_or_else(|| html.to_owned(), |site| site.linked(html));
        let articles = sources.into_articles();
        let beside = Beside { rules: &rules, ranking, origin: &origin, packing };
        Self::from_own(edition::build(articles, &beside, &linked, work)?, warnings)
    }

    /// Opens an edition that was made here of articles of which `warnings` tell.
    fn from_own(bytes: Vec<u8>, warnings: Vec<Warning>) -> Result<Self> {
        let opened = Self::from_opened(Edition::open_own(bytes)?);
        Ok(Self::with_state(State { warnings, ..opened.state().as_ref().clone() }))
    }
}

impl Sources {
    fn new_articles(&self) -> impl Iterator<Item = &Article> {
        self.entries.values().filter_map(|entry| match &entry.text {
            Text::New(article) => Some(article.as_ref()),
            _ => None,
        })
    }

    /// The articles that are in no segment, in order of id. All else is dropped.
    fn into_articles(self) -> Vec<Arc<Article>> {
        let articles = self.entries.into_values().filter_map(|entry| match entry.text {
            Text::New(article) => Some(article),
            _ => None,
        });
        articles.collect()
    }
}
