//! Who may see an article. In doubt it is marked hidden, and a warning says why: a silent slip here is how drafts leak.

use crate::article::{Audience, Hidden};

use super::value::{Entry, Value};
use super::warnings::Warnings;

/// The keys that this module reads, in lower case; `search` has the sub-key `exclude`.
const KEYS: [&str; 9] =
    ["draft", "unlisted", "headless", "published", "audience", "search", "publishdate", "expirydate", "expires"];

/// Words that show, in front matter that is broken, that somebody may have meant to hide the article.
pub(super) const WORDS: [&str; 9] =
    ["draft", "unlisted", "headless", "published", "audience", "exclude", "publishdate", "expirydate", "expires"];

/// Whether a top-level key has to do with visibility.
pub(super) fn concerns(key: &str) -> bool {
    let top = key.split('.').next().unwrap_or_default();
    KEYS.iter().any(|word| word.eq_ignore_ascii_case(top))
}

/// Why the article is hidden, if any of the entries says so. All entries count, also repeated ones.
pub(super) fn hidden(entries: &[Entry], warnings: &mut Warnings) -> Option<Hidden> {
    let found: Vec<Hidden> = entries.iter().filter_map(|entry| hidden_by(entry, warnings)).collect();
    [Hidden::Draft, Hidden::Unpublished, Hidden::Unlisted, Hidden::Excluded].into_iter().find(|why| found.contains(why))
}

fn hidden_by(entry: &Entry, warnings: &mut Warnings) -> Option<Hidden> {
    let (why, hiding) = match entry.key.to_ascii_lowercase().as_str() {
        "published" if super::meta::date(&entry.value).is_some() => return None,
        "published" => (Hidden::Unpublished, false),
        key if key.starts_with("search.") && key != "search.exclude" => return None,
        "search" => (Hidden::Excluded, false),
        "search.exclude" => (Hidden::Excluded, true),
        key => (by_switch(key)?, true),
    };
    // A map where a switch is expected is not understood: `draft: {really: false}`.
    let is_map = entry.key.contains('.') && why != Hidden::Excluded;
    let Some(flag) = flag(&entry.value).filter(|_| !is_map) else {
        let key = &entry.key;
        warnings.at(entry.line, format!("`{key}` is neither true nor false: the article is marked hidden"));
        return Some(why);
    };
    (flag == hiding).then_some(why)
}

/// The keys that are a plain switch; `draft.anything` is a switch with a value that is not understood.
fn by_switch(key: &str) -> Option<Hidden> {
    match key.split('.').next()? {
        "draft" => Some(Hidden::Draft),
        "published" => Some(Hidden::Unpublished),
        "unlisted" | "headless" => Some(Hidden::Unlisted),
        _ => None,
    }
}

/// Whether a key says nothing but whether the article is hidden.
pub(super) fn is_switch(key: &str) -> bool {
    let switches = ["draft", "unlisted", "headless", "published", "search", "search.exclude"];
    switches.iter().any(|name| name.eq_ignore_ascii_case(key))
}

/// True or false in all the ways people write it.
fn flag(value: &Value) -> Option<bool> {
    let text = value.scalar()?.to_lowercase();
    match text.as_str() {
        "true" | "yes" | "y" | "on" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Who may read the article; of several statements the strictest holds.
pub(super) fn audience(entries: &[Entry], warnings: &mut Warnings) -> Audience {
    let concerned = entries.iter().filter(|entry| entry.is("audience") || starts_with_audience(&entry.key));
    concerned.map(|entry| audience_of(entry, warnings)).reduce(stricter).unwrap_or_default()
}

fn starts_with_audience(key: &str) -> bool {
    key.split_once('.').is_some_and(|(top, _)| top.eq_ignore_ascii_case("audience"))
}

fn audience_of(entry: &Entry, warnings: &mut Warnings) -> Audience {
    let understood = match &entry.value {
        _ if !entry.is("audience") => None,
        Value::List(values) => groups(values),
        value => value.scalar().and_then(|text| named(&text)),
    };
    understood.unwrap_or_else(|| {
        let message = "`audience` should be public, internal or a list of groups: the article is marked internal";
        warnings.at(entry.line, message);
        Audience::Internal
    })
}

fn named(word: &str) -> Option<Audience> {
    match word.to_lowercase().as_str() {
        "public" => Some(Audience::Public),
        "internal" => Some(Audience::Internal),
        _ => None,
    }
}

/// A list of groups, in which `public` and `internal` mean what they mean alone; `public` among others is a doubt.
fn groups(values: &[Value]) -> Option<Audience> {
    let words: Vec<String> = values.iter().map(Value::scalar).collect::<Option<_>>()?;
    match words.as_slice() {
        [] => None,
        [word] if named(word).is_some() => named(word),
        words if words.iter().any(|word| word.is_empty() || named(word) == Some(Audience::Public)) => None,
        words if words.iter().any(|word| named(word).is_some()) => Some(Audience::Internal),
        _ => Some(Audience::Groups(words)),
    }
}

fn stricter(one: Audience, other: Audience) -> Audience {
    match (one, other) {
        (Audience::Public, audience) | (audience, Audience::Public) => audience,
        (Audience::Groups(mut one), Audience::Groups(other)) if one.iter().any(|group| other.contains(group)) => {
            one.retain(|group| other.contains(group));
            Audience::Groups(one)
        }
        _ => Audience::Internal,
    }
}
