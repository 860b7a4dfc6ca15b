//! The articles, and what is told of each.

use nohold::article::{Article, Date};
use nohold::{Freshness, KnowledgeBase, Windows};

use super::reading::{self, Level};
use crate::Result;

pub(super) struct Facts {
    pub(super) on: Date,
    /// In order of their ids.
    pub(super) articles: Vec<Fact>,
    pub(super) sections: usize,
}

pub(super) struct Fact {
    pub(super) article: Article,
    pub(super) freshness: Freshness,
    pub(super) words: usize,
    /// None where it cannot be told.
    pub(super) level: Option<Level>,
}

impl Facts {
    pub(super) fn gather(kb: &KnowledgeBase, on: Date) -> Result<Self> {
        let ids = kb.audit("internal", on)?.into_iter().map(|verdict| verdict.id);
        let articles = ids.filter_map(|id| kb.article(&id).transpose());
        let articles = articles.map(|article| Ok(Fact::of(article?, on))).collect::<Result<Vec<Fact>>>()?;
        Ok(Facts { on, articles, sections: kb.sections() })
    }

    /// The articles that somebody should look at again.
    pub(super) fn due(&self) -> impl Iterator<Item = &Fact> {
        self.articles.iter().filter(|fact| matches!(fact.freshness, Freshness::Stale | Freshness::Expired))
    }

    /// What somebody can find: what is not hidden and still holds.
    pub(super) fn live(&self) -> impl Iterator<Item = &Fact> {
        self.articles.iter().filter(|fact| fact.article.meta.hidden.is_none() && fact.freshness != Freshness::Expired)
    }

    pub(super) fn words(&self) -> usize {
        self.articles.iter().map(|fact| fact.words).sum()
    }
}

impl Fact {
    fn of(article: Article, on: Date) -> Self {
        let words = article.sections.iter().map(|section| reading::words(&section.text)).sum();
        Fact { freshness: freshness(&article, on), words, level: reading::level(&article), article }
    }

    pub(super) fn owner(&self) -> &str {
        self.article.meta.owner.trim()
    }
}

/// How far an article can be relied upon on a day.
pub(super) fn freshness(article: &Article, on: Date) -> Freshness {
    Windows::default().freshness(&article.meta, on)
}
