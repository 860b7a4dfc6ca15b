//! Where the bytes of stored texts go.

use std::collections::BTreeMap;

use crate::article::{Article, Section};
use crate::edition::Edition;
use crate::error::Result;
use crate::segment::Segment as _;

/// So many of the largest articles are named.
const LARGEST: usize = 10;

/// Bytes by field, the largest first.
pub(super) fn fields(edition: &Edition) -> Result<Vec<(&'static str, u64)>> {
    let mut sizes: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut add = |field: &'static str, bytes: usize| *sizes.entry(field).or_default() += bytes as u64;
    for number in 0..edition.table().articles.len() as u32 {
        of_article(edition.article(number)?.as_ref(), &mut add);
        add("html", edition.html(number)?.map_or(0, |html| html.len()));
    }
    for number in 0..edition.table().sections.len() as u32 {
        of_section(edition.section(number)?.as_ref(), &mut add);
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    Ok(sizes)
}

fn of_article(article: &Article, add: &mut dyn FnMut(&'static str, usize)) {
    let meta = &article.meta;
    let texts = [
        ("id", &article.id),
        ("title", &article.title),
        ("url", &article.url),
        ("lang", &article.lang),
        ("summary", &meta.summary),
        ("owner", &meta.owner),
    ];
    for (field, text) in texts {
        add(field, text.len());
    }
    let lists =
        [("keywords", &meta.keywords), ("tags", &meta.tags), ("aliases", &meta.aliases), ("synonyms", &meta.synonyms)];
    for (field, list) in lists {
        add(field, length(list));
    }
    add("attributes", meta.attributes.iter().map(|(key, values)| key.len() + length(values)).sum());
}

fn of_section(section: &Section, add: &mut dyn FnMut(&'static str, usize)) {
    add("heading", section.heading.len());
    add("breadcrumb", length(&section.breadcrumb));
    add("anchor", section.anchor.len());
    add("text", section.text.len());
}

fn length(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// The articles with most text, and how many bytes that is.
pub(super) fn largest(edition: &Edition) -> Result<Vec<(String, u64)>> {
    let mut sizes = Vec::new();
    for number in 0..edition.table().articles.len() as u32 {
        let mut bytes = 0;
        for section in edition.table().sections_of(number) {
            bytes += edition.section(section)?.text.len() as u64;
        }
        sizes.push((number, bytes));
    }
    sizes.sort_by_key(|&(number, bytes)| (std::cmp::Reverse(bytes), number));
    sizes.truncate(LARGEST);
    sizes.into_iter().map(|(number, bytes)| Ok((edition.article(number)?.id.clone(), bytes))).collect()
}
