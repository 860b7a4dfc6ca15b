//! An article's address, and other things that its path says.

use super::meta::Address;
use super::{Settings, UrlRule, language};

/// The address that the author gave, else the one that the rule makes of the path.
pub(super) fn of_article(path: &str, address: &Address, settings: &Settings) -> String {
    if let Some(url) = &address.url {
        return absolute(&encode(url, b"-._~!$&'()*+,;=:@/?#[]%"), settings);
    }
    let made = of_path(path, settings.url);
    let made = match address.slug.as_deref() {
        Some(slug) if slug.starts_with('/') => slug.to_owned(),
        Some(slug) => replace_last(&made, slug),
        None => made,
    };
    absolute(&encode(&made, b"-._~!$&'()*+,;=:@/"), settings)
}

/// A path, or an address on the web; placeholders (`/:year/:title/`) are for the program that knows them.
pub(super) fn is_usable(url: &str) -> bool {
    let names_a_rule = !url.contains('/') && matches!(url, "date" | "pretty" | "ordinal" | "weekdate" | "none");
    (is_on_the_web(url) || is_path(url)) && !url.contains("/:") && !names_a_rule && !url.starts_with(':')
}

/// Whether nothing at the start of a path or a slug can be taken for a scheme (`javascript:`) or a host (`//host`).
pub(super) fn is_path(path: &str) -> bool {
    let has_scheme = path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    !has_scheme && !path.starts_with("//")
}

fn is_on_the_web(url: &str) -> bool {
    let starts_with = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    starts_with("http://") || starts_with("https://")
}

/// With the prefix of all addresses before it, unless it is on the web already.
fn absolute(url: &str, settings: &Settings) -> String {
    if is_on_the_web(url) {
        return url.to_owned();
    }
    format!("{}/{}", settings.base.trim_end_matches('/'), url.trim_start_matches('/'))
}

fn of_path(path: &str, rule: UrlRule) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = stem(file);
    let name = if is_index(stem) { "" } else { stem };
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    match rule {
        UrlRule::AsPath => path.to_owned(),
        UrlRule::Pretty | UrlRule::Html if name.is_empty() => folder,
        UrlRule::Pretty => format!("{folder}{name}/"),
        UrlRule::Html => format!("{folder}{name}.html"),
    }
}

fn replace_last(made: &str, slug: &str) -> String {
    let (body, slash) = made.strip_suffix('/').map_or((made, ""), |body| (body, "/"));
    let (folder, last) =
        body.rsplit_once('/').map_or((String::new(), body), |(folder, last)| (format!("{folder}/"), last));
    let ending = last.rfind('.').and_then(|dot| last.get(dot..)).filter(|_| slash.is_empty()).unwrap_or_default();
    format!("{folder}{}{ending}{slash}", slug.trim_end_matches('/'))
}

/// Percent-encodes all but ASCII letters, digits and what is `allowed`.
fn encode(url: &str, allowed: &[u8]) -> String {
    let mut encoded = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_alphanumeric() || allowed.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(["%".to_owned(), format!("{byte:02X}")]);
        }
    }
    encoded
}

/// The file's name without its ending.
fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Whether a file of this name stands for its folder.
pub(crate) fn is_index(stem: &str) -> bool {
    ["index", "_index", "readme"].iter().any(|name| name.eq_ignore_ascii_case(stem))
}

/// A title made of the path: the file stem, or for an index file the folder's name, with spaces for `-` and `_`.
pub(super) fn title_of(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let stem = stem(parts.next().unwrap_or_default());
    let name = if is_index(stem) { parts.next().unwrap_or(stem) } else { stem };
    let name = match language::of_path(&format!("{name}.md")) {
        Some(_) => name.rsplit_once('.').map_or(name, |(name, _)| name),
        None => name,
    };
    let spaced = name.replace(['-', '_'], " ");
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = words.chars();
    chars.next().map_or(name.to_owned(), |first| first.to_uppercase().chain(chars).collect())
}
