//! The names that articles have in links: paths and addresses, compared without `/` at their ends and not encoded.

/// Everything that a link may call the article in a file by its path: with and without ending, an index file by its folder.
pub(crate) fn names_of_path(path: &str) -> impl Iterator<Item = String> {
    let stem = stem(path).to_owned();
    let of_folder = is_index(name(&stem)).then(|| folder(&stem).to_owned());
    [path.to_owned(), format!("{stem}.html"), stem].into_iter().chain(of_folder)
}

/// What the address in a link is, as written in the article with this path and URL: taken from its path, and from its URL.
pub(crate) fn names_of_link(address: &str, path: &str, url: &str) -> [String; 2] {
    let address = decoded(address);
    match address.strip_prefix("~/").or_else(|| address.strip_prefix('/')) {
        Some(from_root) => [normal(from_root), normal(from_root)],
        None => [path, path_of_url(url)].map(|base| normal(&format!("{}/{address}", folder(base)))),
    }
}

/// What an article's address, or an earlier one, is called in links.
pub(crate) fn name_of_url(url: &str) -> String {
    normal(&decoded(path_of_url(url)))
}

/// A path without the ending of its file.
pub(crate) fn stem(path: &str) -> &str {
    let dot = path.rfind('.').filter(|&dot| dot > path.rfind('/').map_or(0, |slash| slash + 1));
    dot.and_then(|dot| path.get(..dot)).unwrap_or(path)
}

/// The last part of a path.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A path without its last part.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// An address without scheme and host.
pub(crate) fn path_of_url(url: &str) -> &str {
    let Some((_, on_web)) = url.split_once("://") else { return url };
    on_web.find('/').and_then(|at| on_web.get(at..)).unwrap_or_default()
}

/// Without `.`, `..` and needless `/`. What leads out of the root keeps its first `..`: it may exist on disk.
pub(crate) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Without percent-encoding; as it is if that would not be UTF-8.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let encoded = after.first_chunk().filter(|_| first == b'%').and_then(|digits| hex(*digits));
        bytes.push(encoded.unwrap_or(first));
        rest = if encoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digits: [u8; 2]) -> Option<u8> {
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    Some((high? * 16 + low?) as u8)
}

/// Whether a file of this name stands for its folder.
pub(crate) fn is_index(stem: &str) -> bool {
    ["index", "_index", "readme"].iter().any(|name| name.eq_ignore_ascii_case(stem))
}
