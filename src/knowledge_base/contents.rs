//! What is in a knowledge base, without a query.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{KnowledgeBase, State};
use crate::analysis::fold;
use crate::article::{Article, Date};
use crate::curation::{conceal, is_concealed};
use crate::editorial::find;
use crate::error::Result;
use crate::freshness::Windows;
use crate::results::Successor;
use crate::search::{Day, successors};
use crate::segment::{Segment, Table, Totals, article_of_id, live_articles};

/// A value of an attribute, as [`KnowledgeBase::facets`] lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// As the first article that has it spells it.
    pub value: String,
    /// Number of articles that have it.
    pub articles: usize,
}

impl KnowledgeBase {
    /// Whether there is an article with this id.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an edition's stored text cannot be read although its checksums fit, or if
    /// its file was changed after it was opened.
    pub fn contains(&self, id: &str) -> Result<bool> {
        self.find(id, |_, _, _| Ok(())).map(|found| found.is_some())
    }

    /// The whole article with this id, if there is one, but for its [hidden terms](crate::docs::curation).
    ///
    /// # Errors
    /// Those of [`contains`](Self::contains).
    pub fn article(&self, id: &str) -> Result<Option<Article>> {
        let mut article = self.find(id, State::whole_article)?;
        article.iter_mut().for_each(conceal);
        Ok(article)
    }

    /// What stands in place of the article with this id on a day, or on any if none is named; as hits say it
    /// ([`Hit::successors`](crate::Hit::successors)).
    ///
    /// # Errors
    /// Those of [`contains`](Self::contains).
    pub fn successors(&self, id: &str, on: Option<Date>) -> Result<Vec<Successor>> {
        self.state().answer(|state| {
            let library = state.library();
            let day = on.map(|on| Day::new((on, Windows::default()), false, &library));
            let place = find(&state.segments, id)?;
            place.map_or_else(|| Ok(Vec::new()), |place| successors(place, &library, day.as_ref()))
        })
    }

    /// The values of an attribute ([`Meta::attributes`](crate::article::Meta::attributes)), such as `owner`, `product` or
    /// `folder`: those of most articles first, then in order. Values that differ in case or accents only are one.
    ///
    /// # Errors
    /// Those of [`contains`](Self::contains).
    pub fn facets(&self, key: &str) -> Result<Vec<Facet>> {
        if is_concealed(key) {
            return Ok(Vec::new());
        }
        self.state().answer(|state| {
            let mut values: BTreeMap<String, Vec<(&dyn Segment, u32)>> = BTreeMap::new();
            for segment in &state.segments {
                for (value, articles) in segment.values(key) {
                    let places = articles.into_iter().map(|article| (segment.as_ref(), article));
                    values.entry(value).or_default().extend(places);
                }
            }
            let facet = |(value, articles): (String, Vec<(&dyn Segment, u32)>)| {
                let first = articles.iter().min_by_key(|(segment, article)| segment.rank(*article));
                let value = first.map_or(Ok(value.clone()), |first| spelling(*first, key, &value))?;
                Ok(Facet { value, articles: articles.len() })
            };
            let mut facets = values.into_iter().map(facet).collect::<Result<Vec<Facet>>>()?;
            facets.sort_by_key(|facet| Reverse(facet.articles));
            Ok(facets)
        })
    }

    /// Whether any article is kept as HTML, too ([`Article::html`]).
    pub fn has_html(&self) -> bool {
        let state = self.state();
        let has =
            |segment: &dyn Segment| live_articles(segment).any(|article| matches!(segment.html(article), Ok(Some(_))));
        state.segments.iter().any(|segment| has(segment.as_ref()))
    }

    /// The languages of the articles as BCP 47 tags, in order.
    pub fn languages(&self) -> Vec<String> {
        let state = self.state();
        let counted = |segment| {
            let (table, totals): (&Table, &Totals) = (Segment::table(segment), Segment::totals(segment));
            table.languages.iter().zip(&totals.articles_by_language)
        };
        let counts = state.segments.iter().flat_map(|segment| counted(segment.as_ref()));
        let languages: BTreeSet<&String> = counts.filter(|(_, count)| **count > 0).map(|(tag, _)| tag).collect();
        languages.into_iter().filter(|tag| !tag.is_empty()).cloned().collect()
    }

    /// What `read` makes of the article with this id.
    fn find<T>(&self, id: &str, read: impl Fn(&State, &dyn Segment, u32) -> Result<T>) -> Result<Option<T>> {
        self.state().answer(|state| {
            for segment in &state.segments {
                if let Some(number) = article_of_id(segment.as_ref(), id)? {
                    return read(state, segment.as_ref(), number).map(Some);
                }
            }
            Ok(None)
        })
    }
}

/// A folded value as one of its articles has it.
pub(super) fn spelling((segment, article): (&dyn Segment, u32), key: &str, folded: &str) -> Result<String> {
    let article = segment.article(article)?;
    let own = article.meta.attributes.get(key).into_iter().flatten();
    let mut values = own.chain([&article.lang]);
    Ok(values.find(|value| fold(value.trim()) == folded).map_or(folded, |value| value.trim()).to_owned())
}
