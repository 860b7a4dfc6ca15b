//! The files that say what holds for a folder.

use crate::markdown::front_matter::{self, FrontMatter};
use crate::markdown::value::{Entry, Value};
use crate::markdown::warnings::Warnings;

/// How a file says what holds for a folder.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Format {
    /// `_defaults.yml`: all of it does.
    Whole,
    /// Hugo's `_index.md`: `cascade`.
    Cascade,
    /// Jekyll's `_config.yml`: `defaults`.
    Jekyll,
}

/// Front matter, and the articles for which it is.
pub(super) struct Rule {
    pub(super) scope: Scope,
    pub(super) values: Value,
    pub(super) line: usize,
}

/// Articles in a folder and below.
pub(super) enum Scope {
    All(String),
    /// It cannot be told which.
    Some(String),
}

/// Whether a file of a folder of articles may say something of all of them.
#[cfg(feature = "fs")]
pub(crate) fn may_hold_defaults(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    match ending {
        "yml" | "yaml" => matches!(stem, "_defaults" | "_config"),
        "md" | "mdx" | "markdown" | "html" => stem == "_index" || stem.starts_with("_index."),
        _ => false,
    }
}

impl Format {
    pub(super) fn of(path: &str) -> Self {
        match path.rsplit('/').next().unwrap_or(path).to_lowercase().as_str() {
            "_config.yml" | "_config.yaml" => Format::Jekyll,
            name if name.starts_with("_index.") => Format::Cascade,
            _ => Format::Whole,
        }
    }

    /// The key under which it stands.
    fn key(self) -> &'static str {
        match self {
            Format::Whole => "",
            Format::Cascade => "cascade",
            Format::Jekyll => "defaults",
        }
    }

    /// Whether a text may say anything of a folder: most do not, and it is nobody's business how they are written.
    pub(super) fn may_be_in(self, text: &str) -> bool {
        text.to_ascii_lowercase().contains(self.key())
    }

    pub(super) fn read(self, text: &str, warnings: &mut Warnings) -> FrontMatter {
        match self {
            Format::Cascade => front_matter::read(text, warnings),
            Format::Whole | Format::Jekyll => front_matter::read_yaml(text, warnings),
        }
    }

    /// `path` is that of the file.
    pub(super) fn rules(self, entries: Vec<Entry>, path: &str) -> Vec<Rule> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if self == Format::Whole {
            return vec![Rule { scope: Scope::All(folder.to_owned()), values: Value::Map(entries), line: 1 }];
        }
        let items = entries.into_iter().filter(|entry| entry.is(self.key())).flat_map(items);
        // Hugo's `_index.de.md` is for pages in German.
        let is_for_all = name.matches('.').count() < 2;
        match self {
            Format::Jekyll => items.filter_map(|(line, item)| of_jekyll(item, line, folder)).collect(),
            _ => items.map(|(line, item)| of_hugo(item, line, folder, is_for_all)).collect(),
        }
    }
}

/// The items of a list, or the one that is in none, and their lines.
fn items(entry: Entry) -> impl Iterator<Item = (usize, Value)> {
    let items = if let Value::List(items) = entry.value { items } else { vec![entry.value] };
    items.into_iter().map(move |item| (first_line(&item).unwrap_or(entry.line), item))
}

fn first_line(item: &Value) -> Option<usize> {
    let Value::Map(entries) = item else { return None };
    entries.first().map(|first| first.line).filter(|&line| line > 0)
}

/// `{draft: true}`, or with a `target` (formerly `_target`) for some of the pages below.
fn of_hugo(mut item: Value, line: usize, folder: &str, is_for_all: bool) -> Rule {
    let mut targets = 0;
    if let Value::Map(entries) = &mut item {
        targets = entries.extract_if(.., |entry| entry.is("target") || entry.is("_target")).count();
    }
    let scope = if is_for_all && targets == 0 { Scope::All } else { Scope::Some };
    Rule { scope: scope(folder.to_owned()), values: item, line }
}

/// `{scope: {path: staff, type: pages}, values: {draft: true}}`. Nothing if it is not for pages: what else there is lies
/// in folders whose names begin with `_`, where no articles are.
fn of_jekyll(item: Value, line: usize, folder: &str) -> Option<Rule> {
    let Value::Map(mut entries) = item else {
        return Some(Rule { scope: Scope::Some(folder.to_owned()), values: item, line });
    };
    let values = take(&mut entries, "values");
    let scope = match take(&mut entries, "scope") {
        Value::Map(scope) => scope_of(scope, folder)?,
        _ => Scope::Some(folder.to_owned()),
    };
    Some(Rule { scope, values, line })
}

fn scope_of(mut scope: Vec<Entry>, folder: &str) -> Option<Scope> {
    let [path, kind] = ["path", "type"].map(|key| text(&take(&mut scope, key)));
    if kind.as_deref().is_some_and(|kind| !matches!(kind, "" | "pages")) {
        return None;
    }
    let all = path.as_deref().unwrap_or("*");
    let parts = || super::steps(all);
    let leads_out = parts().any(|part| part == "..");
    let known: Vec<&str> = parts().take_while(|part| !leads_out && !part.contains('*')).collect();
    let scope = if kind.is_some() && known.len() == parts().count() { Scope::All } else { Scope::Some };
    let place: Vec<&str> = [folder].into_iter().filter(|folder| !folder.is_empty()).chain(known).collect();
    Some(scope(place.join("/")))
}

/// Empty if nothing is said; `None` if what is said is no text.
fn text(value: &Value) -> Option<String> {
    if value.is_blank() { Some(String::new()) } else { value.scalar() }
}

/// What stands under a key, if it stands there once.
fn take(entries: &mut Vec<Entry>, key: &str) -> Value {
    let mut found: Vec<Entry> = entries.extract_if(.., |entry| entry.is(key)).collect();
    found.pop().filter(|_| found.is_empty()).map_or(Value::Null, |entry| entry.value)
}
