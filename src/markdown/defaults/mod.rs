//! Front matter that holds for a whole folder.
//!
//! The article goes before its folder, and a folder before those above it, key by key; lists are not joined. If it is in
//! doubt whether articles are to be hidden, because a file with defaults cannot be read or does not tell for which articles
//! its words are, then everything below is marked hidden, whatever else is said.

mod formats;

use std::collections::{BTreeMap, HashSet};
use std::iter;

use crate::article::Warning;

use self::formats::{Format, Rule, Scope};
use super::value::{ELSEWHERE, Entry, Value};
use super::warnings::Warnings;
use super::{attributes::Flat, language, meta, source, visibility};

#[cfg(feature = "fs")]
pub(crate) use self::formats::may_hold_defaults;

/// Front matter for every article in a folder and below that does not say otherwise itself.
///
/// ```
/// use nohold::article::Audience;
/// use nohold::markdown::{Settings, parse};
///
/// let mut settings = Settings::default();
/// let warnings = settings.defaults.add("staff/_defaults.yml", b"audience: internal\nowner: Care\n");
/// assert!(warnings.is_empty());
/// let meta = |text: &str| parse("staff/a.md", text.as_bytes(), &settings).article.meta;
/// assert_eq!(meta("Text.").audience, Audience::Internal);
/// assert_eq!(meta("---\naudience: public\n---\nText.").audience, Audience::Public);
/// assert_eq!(meta("---\naudience: public\n---\nText.").owner, "Care");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// By path of the folder, or of the only article for which they are.
    levels: BTreeMap<String, Level>,
}

/// What one folder says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Level {
    /// Without maps.
    entries: Vec<Entry>,
    /// Whether something was not understood that may have been there to hide articles.
    in_doubt: bool,
}

/// Keys that no two articles should share.
const OF_ONE_ARTICLE: [&str; 9] =
    ["id", "title", "url", "permalink", "slug", "aliases", "redirect_from", "search.synonyms", "search.promote"];

/// Keys, and the one that means the same.
const SAME: [(&str, &str); 4] =
    [("locale", "lang"), ("summary", "description"), ("excerpt", "description"), ("category", "categories")];

impl Defaults {
    /// Adds what a file says of the folder it is in. `path` is relative to the folder of the knowledge base, with `/`, and
    /// ends in a name that tells how the file is read:
    ///
    /// - `_index.md`: what stands under `cascade` in its front matter, as Hugo has it;
    /// - `_config.yml`: what stands under `defaults`, as Jekyll has it;
    /// - `_defaults.yml`, or any other name: all of it, in YAML.
    ///
    /// What the author should know comes back as warnings. Keys that two articles should not share, such as `title`, are
    /// not used. A file that cannot be read hides everything below its folder. So does one that may hide articles, but not
    /// all, and does not tell in a way that is understood which: Hugo's `target`, a path with `*` in Jekyll's.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Vec<Warning> {
        let mut warnings = Warnings::new(path);
        let text = source::decode(bytes, &mut warnings);
        let path = &plain(path);
        let format = Format::of(path);
        if !format.may_be_in(&text) {
            return Vec::new();
        }
        let front = format.read(&text, &mut warnings);
        let head = text.get(..front.body).filter(|head| !head.is_empty()).unwrap_or(&text);
        if front.is_broken || head.contains(char::REPLACEMENT_CHARACTER) {
            self.doubt(folder(path), 0, "what holds for the whole folder cannot be read", &mut warnings);
        } else {
            format.rules(front.entries, path).into_iter().for_each(|rule| self.add_rule(rule, &mut warnings));
        }
        warnings.into_sorted()
    }

    /// What a file that cannot be opened would have said is in doubt.
    #[cfg(feature = "fs")]
    pub(crate) fn miss(&mut self, path: &str) {
        self.level(folder(&plain(path))).in_doubt = true;
    }

    /// Whether an article with this path may be read in another way with `other` in place of these.
    #[cfg(feature = "fs")]
    pub(crate) fn differ_for(&self, path: &str, other: &Defaults) -> bool {
        above(&plain(path)).any(|folder| self.levels.get(folder) != other.levels.get(folder))
    }

    fn level(&mut self, folder: &str) -> &mut Level {
        self.levels.entry(folder.to_owned()).or_default()
    }

    fn doubt(&mut self, folder: &str, line: usize, why: &str, warnings: &mut Warnings) {
        warnings.at(line, format!("{why}: every article below `/{folder}` is marked hidden"));
        self.level(folder).in_doubt = true;
    }

    fn add_rule(&mut self, rule: Rule, warnings: &mut Warnings) {
        let Rule { scope, values, line } = rule;
        let (Scope::All(folder) | Scope::Some(folder)) = &scope;
        let Value::Map(values) = values else {
            return self.doubt(folder, line, "what holds for the whole folder is not a map", warnings);
        };
        let Flat { entries, in_doubt } = meta::flat(values, warnings);
        match scope {
            _ if in_doubt => self.doubt(folder, line, "not all that holds for the whole folder is read", warnings),
            Scope::All(folder) => self.add_entries(&folder, entries, warnings),
            Scope::Some(_) if entries.iter().any(|entry| visibility::concerns(&entry.key)) => {
                self.doubt(folder, line, "it cannot be told for which articles this is", warnings);
            }
            Scope::Some(_) => warnings.at(line, "it cannot be told for which articles this is: it is not used"),
        }
    }

    fn add_entries(&mut self, folder: &str, mut entries: Vec<Entry>, warnings: &mut Warnings) {
        entries.retain(|entry| is_fit(entry, warnings));
        // What is wrong with them is said here, once, and not again for every article.
        meta::facts(entries.clone(), warnings);
        let elsewhere = entries.into_iter().map(|entry| Entry { line: ELSEWHERE, ..entry });
        self.level(folder).entries.extend(elsewhere);
    }

    /// Adds to the entries of an article what the folders above it say and nothing nearer does. A key without a value says
    /// nothing. Whether something above was not understood comes back.
    pub(super) fn complete(&self, path: &str, entries: &mut Vec<Entry>) -> bool {
        let mut in_doubt = false;
        let mut said: HashSet<String> = said(entries).collect();
        // The language in a file's name is the article's own.
        said.extend(language::of_path(path).map(|_| "lang".to_owned()));
        for level in above(&plain(path)).filter_map(|folder| self.levels.get(folder)) {
            let is_new = |entry: &&Entry| !said.contains(&meaning(&entry.key));
            let new: Vec<Entry> = level.entries.iter().filter(is_new).cloned().collect();
            said.extend(self::said(&new));
            entries.extend(new);
            in_doubt |= level.in_doubt;
        }
        in_doubt
    }
}

fn is_fit(entry: &Entry, warnings: &mut Warnings) -> bool {
    let key = entry.key.to_lowercase();
    let is_below = |name: &str| key.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let is_fit = !OF_ONE_ARTICLE.into_iter().any(is_below);
    if !is_fit {
        warnings.at(entry.line, format!("`{}` cannot hold for a whole folder: it is not used", entry.key));
    }
    is_fit
}

fn said(entries: &[Entry]) -> impl Iterator<Item = String> {
    entries.iter().filter(|entry| !entry.value.is_blank()).map(|entry| meaning(&entry.key))
}

fn meaning(key: &str) -> String {
    let key = key.to_lowercase();
    SAME.iter().find(|(other, _)| *other == key).map_or(key, |(_, same)| (*same).to_owned())
}

/// A path in the one way in which folders are compared: `./staff//a.md` is `staff/a.md`.
fn plain(path: &str) -> String {
    steps(path).collect::<Vec<_>>().join("/")
}

/// The folders of a path, and its name, without what means nothing.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|step| !matches!(*step, "" | "."))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path itself and every folder above it, innermost first, the top folder being empty.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.rmatch_indices('/').filter_map(|(end, _)| path.get(..end));
    iter::once(path).chain(folders).chain(iter::once(""))
}
