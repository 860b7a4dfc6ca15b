//! An article's address, and other things that its path says.

use super::address::{decoded, is_index, names_of_link, path_of_url};
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
    scheme(path).is_none() && !path.starts_with("//")
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

/// What links in an article are relative to.
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) url: &'a str,
    /// As in [`Settings`].
    pub(super) base: &'a str,
}

/// The scheme of links to what may be another article, which nobody can write: behind it stands what the link is by path,
/// then, behind `?`, what it is by address, then the fragment. Which article that is turns out when all are known.
pub(crate) const UNRESOLVED: &str = "nohold:";

/// Where a link leads: within the page, to what may be another article ([`UNRESOLVED`]), or to the web, by mail or telephone;
/// `None` if it would lead anywhere else.
pub(super) fn of_link(target: &str, place: &Place<'_>) -> Option<String> {
    let target = harmless(target)?;
    if let Some(scheme) = scheme(target) {
        let is_safe = ["http", "https", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
        if !is_safe || host(target).is_none() || host(target) != host_of(place) {
            return is_safe.then(|| target.to_owned());
        }
    }
    // On the article's own site it may be another article, also if it is named in full.
    let target = if scheme(target).is_some() { path_of_url(target) } else { target };
    let target = if target.is_empty() { "/" } else { target };
    let (address, fragment) = target.split_once('#').unwrap_or((target, ""));
    let fragment = match encode(&decoded(fragment), b"-._~") {
        fragment if fragment.is_empty() => fragment,
        fragment => format!("#{fragment}"),
    };
    let address = address.split('?').next().unwrap_or_default();
    if address.is_empty() {
        return Some(fragment).filter(|fragment| !fragment.is_empty());
    }
    let [by_path, by_url] = names_of_link(address, place.path, place.url).map(|name| encode(&name, b"-._~/"));
    Some(format!("{UNRESOLVED}{by_path}?{by_url}{fragment}"))
}

/// The site that the article is on, if its address tells.
fn host_of(place: &Place<'_>) -> Option<String> {
    host(place.url).or_else(|| host(place.base))
}

/// The host of an address on the web, in lower case.
fn host(url: &str) -> Option<String> {
    let (_, behind) = url.split_once("://").filter(|_| is_on_the_web(url))?;
    Some(behind.split(['/', '?', '#']).next()?.to_ascii_lowercase())
}

/// Where a picture is: on the web, or beside the article; nothing above the root, and no article.
pub(super) fn of_picture(source: &str, place: &Place<'_>) -> Option<String> {
    let source = harmless(source)?;
    if scheme(source).is_some() {
        return is_on_the_web(source).then(|| source.to_owned());
    }
    let address = source.split(['#', '?']).next()?;
    let [by_path, _] = names_of_link(address, place.path, place.url);
    let path = encode(&by_path, b"-._~/");
    let is_article = ["md", "mdx", "markdown"]
        .iter()
        .any(|ending| by_path.rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending)));
    (!path.is_empty() && !by_path.starts_with("..") && !is_article)
        .then(|| format!("{}/{path}", place.base.trim_end_matches('/')))
}

/// An address without what browsers read in another way than it looks: `java\nscript:`, `/\\host`, `//host`.
fn harmless(target: &str) -> Option<&str> {
    let target = target.trim();
    let is_odd = |c: char| c.is_control() || c == '\\';
    let is_template = ["{{", "{%", "${"].iter().any(|template| target.contains(template));
    (!target.is_empty() && !target.contains(is_odd) && !target.starts_with("//") && !is_template).then_some(target)
}

fn scheme(target: &str) -> Option<&str> {
    target.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']))
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
