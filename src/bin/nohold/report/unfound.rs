//! Articles that no query brings.

use std::collections::{BTreeMap, BTreeSet};

use nohold::usage::Log;
use nohold::{KnowledgeBase, Query};

use super::facts::{Fact, Facts};
use crate::Result;

/// Of a log so many different queries are asked again, the oftenest first.
const MOST_QUERIES: usize = 5_000;

/// Who is not among so many hits is not found.
const DEPTH: usize = 10;

/// Who asks for a title should find its article among so many.
const FIRST: usize = 3;

pub(super) struct Unfound {
    /// Number of different queries that were asked.
    pub(super) queries: usize,
    /// Whether these were those of a log, and not titles and headings.
    pub(super) is_of_log: bool,
    /// What none of them brings.
    pub(super) ids: Vec<String>,
    /// Titles that do not bring their article among the first three hits.
    pub(super) by_title: Vec<String>,
}

impl Unfound {
    pub(super) fn of(kb: &KnowledgeBase, facts: &Facts, log: Option<&Log>) -> Result<Self> {
        let queries = log.map_or_else(|| headings(facts), asked);
        let mut found: BTreeSet<String> = BTreeSet::new();
        for query in &queries {
            found.extend(hits(kb, query, DEPTH)?);
        }
        found.extend(log.into_iter().flat_map(|log| &log.entries).filter_map(|entry| entry.article.clone()));
        let mut by_title = Vec::new();
        for Fact { article, .. } in facts.live() {
            if !hits(kb, &article.title, FIRST)?.contains(&article.id) {
                by_title.push(article.id.clone());
            }
        }
        let ids = facts.live().map(|fact| fact.article.id.clone()).filter(|id| !found.contains(id)).collect();
        Ok(Unfound { queries: queries.len(), is_of_log: log.is_some(), ids, by_title })
    }
}

fn hits(kb: &KnowledgeBase, query: &str, depth: usize) -> Result<Vec<String>> {
    let results = kb.search(Query::new(query).finished().limit(depth))?;
    Ok(results.iter().map(|hit| hit.id().to_owned()).collect())
}

/// The different queries of a log, the oftenest asked first.
fn asked(log: &Log) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &log.entries {
        *counts.entry(entry.words()).or_default() += 1;
    }
    let mut queries: Vec<(String, usize)> = counts.into_iter().filter(|(query, _)| !query.is_empty()).collect();
    queries.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    queries.into_iter().take(MOST_QUERIES).map(|(query, _)| query).collect()
}

/// The articles' own titles and headings.
fn headings(facts: &Facts) -> Vec<String> {
    let own = facts.live().flat_map(|fact| {
        let headings = fact.article.sections.iter().map(|section| section.heading.clone());
        std::iter::once(fact.article.title.clone()).chain(headings)
    });
    let different: BTreeSet<String> = own.filter(|heading| !heading.is_empty()).collect();
    different.into_iter().take(MOST_QUERIES).collect()
}
