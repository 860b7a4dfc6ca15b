//! What a knowledge base is at a moment.

use std::borrow::Cow;
use std::sync::Arc;

#[cfg(feature = "index")]
use super::html::Site;
use crate::article::Article;
#[cfg(feature = "index")]
use crate::article::Warning;
use crate::edition::Origin;
use crate::editorial::Editorial;
use crate::error::Result;
use crate::query::KnownWords;
use crate::ranking::Kept;
use crate::search::Library;
use crate::segment::Segment;
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// What is replaced as a whole.
#[derive(Clone)]
pub(super) struct State {
    pub(super) segments: Vec<Arc<dyn Segment>>,
    pub(super) synonyms: Arc<Synonyms>,
    pub(super) editorial: Arc<Editorial>,
    pub(super) ranking: Ranking,
    /// What searches have learned of these segments.
    pub(super) kept: Arc<Kept>,
    pub(super) known: Arc<KnownWords>,
    pub(super) origin: Origin,
    #[cfg(feature = "index")]
    pub(super) warnings: Vec<Warning>,
    /// Where links between articles lead; in an opened edition they do already.
    #[cfg(feature = "index")]
    pub(super) site: Option<Arc<Site>>,
}

impl State {
    pub(super) fn library(&self) -> Library<'_> {
        let State { segments, synonyms, editorial, ranking, kept, known, .. } = self;
        Library { segments, synonyms, editorial, ranking, kept, known }
    }

    /// What `read` gives, if what it was read from has not been changed by others before or meanwhile.
    pub(super) fn answer<T>(&self, read: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.check()?;
        let answer = read(self);
        self.check()?;
        answer
    }

    /// Whether there is one segment, all articles of which count.
    #[cfg(feature = "index")]
    pub(super) fn is_folded(&self) -> bool {
        let is_whole = |segment: &Arc<dyn Segment>| segment.totals().articles == segment.table().articles.len();
        self.segments.len() <= 1 && self.segments.iter().all(is_whole)
    }

    fn check(&self) -> Result<()> {
        self.segments.iter().try_for_each(|segment| segment.check())
    }

    /// An article with its sections.
    pub(super) fn whole_article(&self, segment: &dyn Segment, number: u32) -> Result<Article> {
        let mut article = segment.article(number)?.without_sections();
        let sections = segment.table().sections_of(number);
        article.sections = sections.map(|section| Ok(segment.section(section)?.into_owned())).collect::<Result<_>>()?;
        article.html = segment.html(number)?.map(|html| self.linked(html).into_owned());
        Ok(article)
    }

    /// HTML whose links lead to articles that are there.
    #[cfg(feature = "index")]
    pub(super) fn linked<'h>(&self, html: Cow<'h, str>) -> Cow<'h, str> {
        match &self.site {
            Some(site) => Cow::Owned(site.linked(&html)),
            None => html,
        }
    }

    #[cfg(not(feature = "index"))]
    #[expect(clippy::unused_self, reason = "with an index it is needed")]
    fn linked<'h>(&self, html: Cow<'h, str>) -> Cow<'h, str> {
        html
    }
}
