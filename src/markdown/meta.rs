//! Front matter to what an article says of itself: which key means what.

use std::collections::{BTreeMap, HashSet};

use crate::article::{Date, Hidden, Meta};

use super::attributes::{Attributes, Flat};
use super::defaults::Defaults;
use super::front_matter::FrontMatter;
use super::value::{Entry, Value};
use super::visibility::{self, Visibility};
use super::warnings::Warnings;
use super::{curation, language, moment, synonyms, url};

/// All that front matter says of an article.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) address: Address,
    pub(super) lang: Option<String>,
    pub(super) meta: Meta,
}

/// Where the article is to be found, if its author says so.
#[derive(Default)]
pub(super) struct Address {
    /// The whole address: a path, or on the web.
    pub(super) url: Option<String>,
    /// Its last part, or if it begins with `/` its path.
    pub(super) slug: Option<String>,
}

/// Keys of a list, and of a text: a map under one of them is a mistake.
const NO_MAP: [&str; 19] = [
    "id",
    "title",
    "description",
    "summary",
    "excerpt",
    "url",
    "permalink",
    "slug",
    "lang",
    "locale",
    "keywords",
    "tags",
    "categories",
    "category",
    "aliases",
    "redirect_from",
    "owner",
    "review_by",
    "date",
];

/// Attributes that have a meaning elsewhere, and therefore one spelling.
const SPELT: [&str; 2] = ["supersedes", "superseded_by"];

/// Reads the front matter of the article at `path`, and after it what the folders above say.
pub(super) fn read(front: FrontMatter, path: &str, defaults: &Defaults, warnings: &mut Warnings) -> Facts {
    let Flat { mut entries, in_doubt } = flat(front.entries, warnings);
    let is_own_doubt = front.in_doubt || in_doubt;
    if is_own_doubt {
        warnings.at(1, "front matter that may hide the article was not understood: the article is marked hidden");
    }
    let is_doubt_above = defaults.complete(path, &mut entries);
    let mut facts = facts(entries, warnings);
    if is_own_doubt || is_doubt_above {
        facts.meta.hidden.get_or_insert(Hidden::Draft);
    }
    facts
}

/// The entries without maps, and warnings of what is odd about their keys.
pub(super) fn flat(entries: Vec<Entry>, warnings: &mut Warnings) -> Flat {
    let flat = Flat::of(entries, warnings);
    note_repeated(&flat.entries, warnings);
    note_maps(&flat.entries, warnings);
    flat
}

/// Reads all entries; what no key has a meaning for becomes an attribute.
pub(super) fn facts(entries: Vec<Entry>, warnings: &mut Warnings) -> Facts {
    let visibility = visibility::read(&entries, warnings);
    let mut keys = Keys { entries, taken: HashSet::new(), warnings };
    let mut facts = Facts {
        id: keys.text(&["id"]),
        title: keys.text(&["title"]),
        address: Address { url: keys.url(), slug: keys.slug() },
        lang: keys.language(),
        meta: keys.meta(visibility),
    };
    keys.attributes(&mut facts);
    facts
}

fn note_repeated(entries: &[Entry], warnings: &mut Warnings) {
    let mut seen = HashSet::new();
    for entry in entries.iter().filter(|entry| !seen.insert(entry.key.to_lowercase())) {
        let which = if visibility::concerns(&entry.key) { "the stricter" } else { "the last" };
        warnings.at(entry.line, format!("the key `{}` stands here again: {which} one counts", entry.key));
    }
}

fn note_maps(entries: &[Entry], warnings: &mut Warnings) {
    for entry in entries {
        let top = entry.key.split_once('.').map_or("", |(top, _)| top);
        if NO_MAP.iter().any(|key| key.eq_ignore_ascii_case(top)) {
            let message = format!("`{top}` should not be a map: it is read as the attribute `{}`", entry.key);
            warnings.at(entry.line, message);
        }
    }
}

/// The entries, and which of them have been read as something.
struct Keys<'w> {
    entries: Vec<Entry>,
    taken: HashSet<usize>,
    warnings: &'w mut Warnings,
}

impl Keys<'_> {
    fn meta(&mut self, visibility: Visibility) -> Meta {
        let Visibility { mut hidden, audience, published, expires } = visibility;
        let changes = ["lastmod", "last_update.date", "last_modified_at", "updated_at", "updated"];
        let changed_on = changes.iter().fold(None, |found, name| found.or(self.date(name)));
        let date = self.date("date");
        let published = published.or_else(|| self.published(&mut hidden));
        Meta {
            summary: self.text(&["description", "summary", "excerpt"]).unwrap_or_default(),
            keywords: self.list(&["keywords"], true),
            tags: self.list(&["tags", "categories", "category"], false),
            aliases: self.list(&["aliases", "redirect_from"], true),
            synonyms: self.synonyms(),
            updated: changed_on.or(date),
            audience,
            hidden,
            published,
            expires,
            review_by: self.date("review_by"),
            owner: self.list(&["owner"], false).join(", "),
            attributes: BTreeMap::new(),
        }
    }

    /// The day from which on an article is published that says only of when it is. If it is not understood at all, the
    /// article is hidden.
    fn published(&mut self, hidden: &mut Option<Hidden>) -> Option<Date> {
        let (_, entry) = self.last("date")?;
        let text = entry.value.scalar();
        let day = text.and_then(|text| moment::first_day_after(&text).or_else(|| moment::year_after(&text)));
        if day.is_none() {
            self.warnings.at(entry.line, "`date` may be a day to come: in doubt it hides");
            hidden.get_or_insert(Hidden::Draft);
        }
        day
    }

    /// The last entry of a name that says anything.
    fn last(&self, name: &str) -> Option<(usize, Entry)> {
        let found = self.entries.iter().enumerate().rev().find(|(_, entry)| entry.is(name) && !entry.value.is_blank());
        found.map(|(index, entry)| (index, entry.clone()))
    }

    /// The first of these names that holds a text; all of them are then read.
    fn text(&mut self, names: &[&str]) -> Option<String> {
        let mut text = None;
        for name in names {
            let Some((index, entry)) = self.last(name) else {
                self.note_blank(name);
                continue;
            };
            let Some(found) = entry.value.scalar() else {
                self.wrong(&entry, "text");
                continue;
            };
            if *name != "id" && !matches!(entry.value, Value::Text(_)) {
                self.wrong(&entry, "text");
            }
            // A text that another one displaces stays an attribute, so that it is not lost.
            if text.is_none() {
                self.taken.insert(index);
                text = Some(found);
            }
        }
        text
    }

    fn url(&mut self) -> Option<String> {
        let url = self.text(&["url", "permalink"])?;
        let is_usable = url::is_usable(&url);
        if !is_usable {
            let (_, entry) = self.last("url").or_else(|| self.last("permalink"))?;
            self.warnings.at(
                entry.line,
                format!("the address `{}` cannot be used: one is made of the path", url.escape_debug()),
            );
        }
        is_usable.then_some(url)
    }

    fn slug(&mut self) -> Option<String> {
        let slug = self.text(&["slug"])?;
        let is_path = url::is_path(&slug);
        if !is_path {
            let (_, entry) = self.last("slug")?;
            self.warnings
                .at(entry.line, format!("the slug `{}` cannot be used: one is made of the path", slug.escape_debug()));
        }
        is_path.then_some(slug)
    }

    fn note_blank(&mut self, name: &str) {
        let blank = self.entries.iter().find(|entry| entry.is(name));
        if let Some(entry) = blank.filter(|_| matches!(name, "id" | "url" | "permalink" | "slug")) {
            self.warnings.at(entry.line, format!("`{name}` is empty"));
        }
    }

    /// All texts of all these names. `commas` says whether a text with commas is a customary way to write a list.
    fn list(&mut self, names: &[&str], commas: bool) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for name in names {
            let Some((index, entry)) = self.last(name) else { continue };
            let found = self.texts(&entry, commas);
            if !matches!(*name, "tags" | "categories" | "category" | "owner") {
                self.taken.insert(index);
            }
            texts.extend(found.into_iter().filter(|text| !text.is_empty()));
        }
        let mut seen = HashSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        texts
    }

    /// Rules of what means the same, and other names for the title, without those that cannot be used.
    fn synonyms(&mut self) -> Vec<String> {
        let below = |entry: &&Entry| entry.key.to_lowercase().starts_with("search.synonyms.");
        if let Some(entry) = self.entries.iter().find(below) {
            self.warnings.at(entry.line, "`search.synonyms` should be a list of texts, not a map");
        }
        let Some((_, entry)) = self.last("search.synonyms") else { return Vec::new() };
        if !matches!(entry.value, Value::List(_) | Value::Text(_)) {
            self.wrong(&entry, "a list of texts");
        }
        let texts = self.list(&["search.synonyms"], false);
        synonyms::usable(texts, entry.line, self.warnings)
    }

    fn texts(&mut self, entry: &Entry, commas: bool) -> Vec<String> {
        match &entry.value {
            Value::List(values) => {
                if values.iter().any(|value| value.scalar().is_none() && label(value).is_none()) {
                    self.wrong(entry, "a list of texts");
                }
                values.iter().filter_map(|value| value.scalar().or_else(|| label(value))).collect()
            }
            Value::Text(text) if text.contains(',') && !entry.is("owner") => {
                if !commas {
                    self.wrong(entry, "a list");
                }
                text.split(',').map(|part| part.trim().to_owned()).collect()
            }
            value => value.scalar().into_iter().collect(),
        }
    }

    fn wrong(&mut self, entry: &Entry, wanted: &str) {
        let message = format!("`{}` should be {wanted}, not {}", entry.key, entry.value.kind());
        self.warnings.at(entry.line, message);
    }

    fn date(&mut self, name: &str) -> Option<Date> {
        let (index, entry) = self.last(name)?;
        let found = date(&entry.value);
        match found {
            Some(_) => drop(self.taken.insert(index)),
            None => self.warnings.at(entry.line, format!("`{name}` is not a date of the form 2024-05-01")),
        }
        found
    }

    fn language(&mut self) -> Option<String> {
        let (index, entry) = self.last("lang").or_else(|| self.last("locale"))?;
        // As an attribute it would be taken for the language.
        self.taken.insert(index);
        let tag = entry.value.scalar().and_then(|text| language::tag(&text));
        if tag.is_none() {
            self.warnings.at(entry.line, format!("`{}` is not a language tag such as de or pt-BR", entry.key));
        }
        tag
    }

    /// What is left, and what one may want to filter by.
    fn attributes(self, facts: &mut Facts) {
        let keys = self.taken.iter().filter_map(|index| self.entries.get(*index));
        let read: HashSet<String> = keys.map(|entry| entry.key.to_lowercase()).collect();
        let mut attributes = Attributes::default();
        let curation = curation::read(&self.entries, self.warnings);
        for entry in self.entries.into_iter().filter(|entry| !curation::is_read(&entry.key)) {
            if !read.contains(&entry.key.to_lowercase()) && !visibility::is_spent(&entry) {
                let known = NO_MAP.iter().chain(&SPELT).find(|key| entry.is(key));
                let key = known.map_or(entry.key, |key| (*key).to_owned());
                attributes.set(key, entry.value, entry.line, self.warnings);
            }
        }
        facts.meta.attributes = attributes.into_map();
        facts.meta.attributes.extend(curation);
    }
}

/// The text of a tag that is written as a map: `{label: Billing, permalink: /billing}`.
pub(super) fn label(value: &Value) -> Option<String> {
    let Value::Map(entries) = value else { return None };
    ["label", "name", "title"].iter().find_map(|key| entries.iter().find(|entry| entry.is(key))?.value.scalar())
}

/// The day that a text names.
fn date(value: &Value) -> Option<Date> {
    let Value::Text(text) = value else { return None };
    text.parse().ok()
}
