//! What a knowledge base was made of that was opened, as far as its edition tells; and the rest, for who can keep it elsewhere.

use std::collections::BTreeMap;

#[cfg(feature = "fs")]
use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[cfg(feature = "fs")]
use super::KnowledgeBase;
use super::export::forget_told_language;
use super::languages::{Told, told};
use super::layers::Layers;
use super::sources::{Attributes, Entry, Id, Sources, Text};
use super::state::State;
use super::synonyms::Rules;
use crate::article::Article;
#[cfg(feature = "fs")]
use crate::article::Warning;
use crate::error::Result;
#[cfg(feature = "fs")]
use crate::log::Votes;
#[cfg(feature = "fs")]
use crate::markdown;
use crate::segment::{Segment, live_articles};

/// Where an article came from, and what of it an edition does not tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ArticleOrigin {
    /// If it is not its id.
    pub(crate) path: Option<String>,
    pub(crate) told: Told,
    /// Its own attributes, if others said something of it.
    pub(crate) own: Option<Attributes>,
    /// What it may be called, if it was left out.
    pub(crate) left_out: Option<Vec<String>>,
}

/// What an opened edition does not tell of what it was made of.
#[cfg(feature = "fs")]
pub(crate) struct Remembered {
    pub(crate) origins: Origins,
    /// How Markdown is read.
    pub(crate) markdown: markdown::Settings,
    pub(crate) votes: Votes,
    /// Of articles, as they were read.
    pub(crate) warnings: Vec<Warning>,
}

/// By id.
pub(crate) type Origins = BTreeMap<String, ArticleOrigin>;

#[cfg(feature = "fs")]
impl KnowledgeBase {
    /// What of its articles an edition will not tell.
    ///
    /// # Errors
    /// Those of [`update`](Self::update).
    pub(crate) fn origins(&self) -> Result<Origins> {
        let origin = |(id, entry): (&Id, &Entry)| {
            let Entry { path, told, own, text, .. } = entry.clone();
            let left_out = if let Text::LeftOut(called) = text { Some(called) } else { None };
            (id.to_string(), ArticleOrigin { path, told, own, left_out })
        };
        self.read_sources(|sources| sources.entries.iter().map(origin).collect())
    }

    /// The warnings of articles and of texts, as they were read.
    ///
    /// # Errors
    /// Those of [`update`](Self::update).
    pub(crate) fn reading_warnings(&self) -> Result<Vec<Warning>> {
        self.read_sources(|sources| sources.warnings.clone())
    }

    /// Tells an opened edition what [`origins`](Self::origins) told of the knowledge base that it was saved from, and what else
    /// it was made with but for texts. False if it was another one: then nothing has changed.
    ///
    /// # Errors
    /// Those of [`update`](Self::update).
    pub(crate) fn with_origins(&self, remembered: Remembered) -> Result<bool> {
        let Remembered { mut origins, markdown, votes, warnings } = remembered;
        let mut writing = self.writing.lock();
        let (state, all) = (self.state(), origins.len());
        let mut sources = Sources::again(&state, &mut origins)?;
        let is_same =
            all - origins.len() == sources.entries.len() && origins.values().all(|one| one.left_out.is_some());
        if is_same {
            sources.know_left_out(origins);
            *writing = Some(Arc::new(Sources { markdown, votes, warnings, ..sources }));
        }
        Ok(is_same)
    }
}

impl Sources {
    /// What a knowledge base was made of that was opened. The origins of its articles are taken out of `origins`; where there
    /// are none, its language is told from an article's text once more.
    pub(super) fn again(state: &State, origins: &mut Origins) -> Result<Self> {
        let State { segments, synonyms, origin, warnings, .. } = state;
        let own = synonyms.rules().get(..origin.own_rules as usize).unwrap_or_default();
        let mut sources = Sources {
            lang: origin.lang.clone(),
            readers: origin.readers.clone(),
            rules: Rules::again(own, origin.without_builtin),
            warnings: warnings.clone(),
            layers: Layers::of(segments),
            has_other_rules: true,
            ..Sources::default()
        };
        for (layer, segment) in segments.iter().enumerate() {
            for number in live_articles(segment.as_ref()) {
                sources.know(segment.as_ref(), (layer, number), origins)?;
            }
        }
        Ok(sources)
    }

    fn know(&mut self, segment: &dyn Segment, place: (usize, u32), origins: &mut Origins) -> Result<()> {
        let mut article = segment.article(place.1)?.into_owned();
        let id: Id = article.id.as_str().into();
        let is_origin_known = origins.contains_key(&*id);
        let origin = origins.remove(&*id).map_or_else(|| self.tell(segment, place.1, &mut article), Ok)?;
        let ArticleOrigin { path, told, own, .. } = origin;
        if let Some(own) = &own {
            article.meta.attributes.clone_from(own);
            self.spoken_of.insert(id.clone());
        }
        self.tongues.count(&told);
        self.note(&id, &article);
        self.has_html |= !self.has_html && segment.html(place.1)?.is_some();
        if place.0 > 0 {
            let before = self.layers.before(&id)?;
            self.behind.insert(id.clone(), before);
        }
        self.insert(id, Entry { path, is_origin_known, told, own, text: Text::Indexed(place) });
        Ok(())
    }

    /// What an article tells itself.
    fn tell(&self, segment: &dyn Segment, number: u32, article: &mut Article) -> Result<ArticleOrigin> {
        forget_told_language(article);
        if article.lang.is_empty() {
            article.sections.clone_from(&segment.whole_article(number)?.sections);
        }
        Ok(ArticleOrigin { path: None, told: told(article, &self.lang), own: None, left_out: None })
    }

    #[cfg(feature = "fs")]
    fn know_left_out(&mut self, origins: Origins) {
        for (id, ArticleOrigin { path, told, left_out, .. }) in origins {
            let text = Text::LeftOut(left_out.unwrap_or_default());
            self.insert(id.as_str().into(), Entry { path, is_origin_known: true, told, own: None, text });
        }
    }
}
