//! Two states of the articles, side by side.

use std::collections::{BTreeMap, HashMap};

use super::{Change, Why};
use crate::article::{Article, Section};

/// A section that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// What became of it.
    pub kind: SectionChangeKind,
    /// Its heading; empty for the text before the first heading.
    pub heading: String,
    /// The fragment that leads to it, without `#`; empty for the text before the first heading. Of a section that was removed,
    /// the one that led to it.
    pub anchor: String,
}

/// What became of a section. One whose heading was changed is removed under the old one, and added under the new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionChangeKind {
    /// It was not there before.
    Added,
    /// Its text was another.
    Changed,
    /// It is no longer there.
    Removed,
}

impl SectionChangeKind {
    /// `added`, `changed` or `removed`.
    pub fn name(self) -> &'static str {
        match self {
            SectionChangeKind::Added => "added",
            SectionChangeKind::Changed => "changed",
            SectionChangeKind::Removed => "removed",
        }
    }
}

/// What comparing finds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) new: Vec<Change>,
    pub(super) changed: Vec<Change>,
    pub(super) removed: Vec<Change>,
}

/// Compares articles that could be read, and can be, by id. Of those that are `retired` there is nothing more to say.
pub(super) fn compare(before: &[Article], now: &[Article], is_retired: impl Fn(&str) -> bool) -> Found {
    fn by_id(articles: &[Article]) -> BTreeMap<&str, &Article> {
        articles.iter().map(|article| (article.id.as_str(), article)).collect()
    }
    let (old, new) = (by_id(before), by_id(now));
    let mut found = Found::default();
    for (id, article) in new.iter().filter(|(id, _)| !is_retired(id)) {
        let day = article.meta.updated.or(article.meta.published);
        match old.get(id) {
            None => found.new.push(Change::of(article, Why::Added, day)),
            Some(old) => found.changed.extend(difference(old, article)),
        }
    }
    let gone = old.iter().filter(|(id, _)| !new.contains_key(*id));
    found.removed.extend(gone.map(|(_, article)| Change::of(article, Why::Removed, None)));
    found
}

/// How an article differs from what it was, if it does.
fn difference(old: &Article, new: &Article) -> Option<Change> {
    let (sections, details) = (sections(old, new), details(old, new));
    let is_same = sections.is_empty() && details.is_empty();
    (!is_same).then(|| Change { sections, details, ..Change::of(new, Why::Differs, new.meta.updated) })
}

fn details(old: &Article, new: &Article) -> Vec<&'static str> {
    let (a, b) = (&old.meta, &new.meta);
    let dates = (a.updated, a.published, a.expires, a.review_by) != (b.updated, b.published, b.expires, b.review_by);
    let named = [
        ("title", old.title != new.title),
        ("summary", a.summary != b.summary),
        ("address", old.url != new.url),
        ("owner", a.owner != b.owner),
        ("readers", a.audience != b.audience),
        ("dates", dates),
        ("keywords", (&a.keywords, &a.tags, &a.synonyms) != (&b.keywords, &b.tags, &b.synonyms)),
    ];
    named.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

/// A section with all that continues it: of several with one heading at one place, which one it is.
type Key<'a> = (&'a [String], &'a str, usize);

/// In the order of the new article, and then those that were removed, in the order of the old one.
fn sections(old: &Article, new: &Article) -> Vec<SectionChange> {
    let (before, now) = (texts(&old.sections), texts(&new.sections));
    let (old_texts, new_texts) = (by_key(&before), by_key(&now));
    let change = |section: &Section, kind| SectionChange {
        kind,
        heading: section.heading.clone(),
        anchor: section.anchor.clone(),
    };
    let kind = |key: &Key<'_>, text: &str| match old_texts.get(key) {
        None => Some(SectionChangeKind::Added),
        Some(was) => (*was != text).then_some(SectionChangeKind::Changed),
    };
    let changed = now.iter().filter_map(|(key, section, text)| Some(change(section, kind(key, text)?)));
    let gone = before.iter().filter(|(key, ..)| !new_texts.contains_key(key));
    changed.chain(gone.map(|(_, section, _)| change(section, SectionChangeKind::Removed))).collect()
}

fn by_key<'t>(texts: &'t [(Key<'t>, &Section, String)]) -> HashMap<Key<'t>, &'t str> {
    texts.iter().map(|(key, _, text)| (*key, text.as_str())).collect()
}

fn texts(sections: &[Section]) -> Vec<(Key<'_>, &Section, String)> {
    let mut texts: Vec<(Key<'_>, &Section, String)> = Vec::new();
    let mut counts: HashMap<(&[String], &str), usize> = HashMap::new();
    for section in sections {
        if let Some((_, _, text)) = texts.last_mut().filter(|_| section.continued) {
            text.push('\n');
            text.push_str(&section.text);
            continue;
        }
        let earlier = counts.entry((&section.breadcrumb, &section.heading)).or_default();
        texts.push(((&section.breadcrumb, &section.heading, *earlier), section, section.text.clone()));
        *earlier += 1;
    }
    texts
}
