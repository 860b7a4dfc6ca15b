//! A knowledge base for some readers: what is not for them is not in it in any form.

use std::sync::Arc;

use super::synonyms::Rules;
use super::{Builder, KnowledgeBase, State};
use crate::article::{Article, Audience, Date};
use crate::audience::{LeftOut, left_out};
use crate::error::Result;
use crate::segment::{Segment, in_order};

/// What becomes of an article when a knowledge base is made for an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The article's id.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// Why it is left out; `None` if it is in.
    pub left_out: Option<LeftOut>,
}

impl Verdict {
    fn of(article: &Article, audience: &Audience, as_of: Date) -> Self {
        let (id, title) = (article.id.clone(), article.title.clone());
        Verdict { id, title, left_out: left_out(article, audience, as_of) }
    }
}

impl Builder {
    /// Leaves out what is not for `audience` on the day `as_of`. What is left out has no influence on what is built: the
    /// result is the same as if the articles did not exist, and nothing of them is in it.
    ///
    /// In is what is not a draft, unlisted, unpublished or excluded from search; whose audience this is
    /// ([`Audience::may_read`]); and whose day of publication has come. What has expired is in for
    /// [`Audience::Internal`] only. Rules of synonyms that come from texts and not from articles stay.
    ///
    /// ```
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    /// use nohold::article::Date;
    ///
    /// let kb = KnowledgeBase::builder()
    ///     .article("refunds.md", "# Refunds\n\nWithin 14 days.")
    ///     .article("goodwill.md", "---\naudience: internal\n---\n# Refunds as goodwill\n\nUp to 50 euros.")
    ///     .for_audience("public", Date::new(2026, 6, 1).unwrap())
    ///     .build()?;
    /// assert_eq!(kb.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn for_audience(mut self, audience: impl Into<Audience>, as_of: Date) -> Self {
        self.readers = Some((audience.into(), as_of));
        self
    }

    /// What [`for_audience`](Self::for_audience) would leave out of the articles that have been added, and why; in the
    /// order in which they were added.
    pub fn audit(&self, audience: impl Into<Audience>, as_of: Date) -> Vec<Verdict> {
        let audience = audience.into();
        self.articles.iter().map(|(_, article)| Verdict::of(article, &audience, as_of)).collect()
    }
}

impl KnowledgeBase {
    /// The same without what is not for `audience` on the day `as_of`, as [`Builder::for_audience`] says: what is saved of
    /// it has not a byte of what was left out, and only [`warnings`](Self::warnings), which are not saved, still speak of it.
    /// It is built anew, and takes as long as that. What an earlier audience was not for does not come back.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read.
    pub fn for_audience(&self, audience: impl Into<Audience>, as_of: Date) -> Result<Self> {
        self.again()?.for_audience(audience, as_of).build()
    }

    /// All articles, in order of id.
    pub(crate) fn articles(&self) -> Result<Vec<Article>> {
        self.state().answer(|state| state.each_article(|segment, number| state.whole_article(segment, number)))
    }

    /// The same, made again of its articles.
    pub(crate) fn rebuilt(&self) -> Result<Self> {
        self.again()?.build()
    }

    fn again(&self) -> Result<Builder> {
        let state = self.state();
        let articles = state.answer(State::articles)?;
        let State { synonyms, ranking, origin, warnings, .. } = state.as_ref();
        let own = synonyms.rules().get(..origin.own_rules as usize).unwrap_or_default();
        Ok(Builder {
            lang: origin.lang.clone(),
            ranking: ranking.clone(),
            articles: articles.into_iter().map(|article| (article.id.clone(), Arc::new(article))).collect(),
            synonyms: Rules::again(own, origin.without_builtin),
            warnings: warnings.clone(),
            readers: origin.readers.clone(),
            ..Builder::default()
        })
    }

    /// What [`for_audience`](Self::for_audience) would leave out, and why; in order of id.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read.
    pub fn audit(&self, audience: impl Into<Audience>, as_of: Date) -> Result<Vec<Verdict>> {
        let audience = audience.into();
        let verdict = |article: &Article| Verdict::of(article, &audience, as_of);
        self.state()
            .answer(|state| state.each_article(|segment, number| Ok(verdict(segment.article(number)?.as_ref()))))
    }
}

impl State {
    /// All articles as they were read, with their sections.
    fn articles(&self) -> Result<Vec<Article>> {
        self.each_article(|segment, number| {
            let mut article = self.whole_article(segment, number)?;
            forget_told_language(&mut article);
            Ok(article)
        })
    }

    fn each_article<T>(&self, mut read: impl FnMut(&dyn Segment, u32) -> Result<T>) -> Result<Vec<T>> {
        in_order(&self.segments).into_iter().map(|(segment, number)| read(segment, number)).collect()
    }
}

/// A language that the article does not name was told from all articles together, and is told again.
pub(super) fn forget_told_language(article: &mut Article) {
    let named = article.meta.attributes.get("lang").map(Vec::as_slice);
    if named != Some(std::slice::from_ref(&article.lang)) {
        article.lang.clear();
    }
}
