//! The articles by everything that a link may call them.

use std::collections::HashMap;
use std::path::Path;

use super::Checked;
use super::suggest::Suggestions;
use crate::markdown::address::{is_index, name_of_url, names_of_link, names_of_path, stem};

/// The articles of a folder, to be found by path and address.
pub(super) struct Site<'a> {
    root: &'a Path,
    /// Paths with and without ending, folders of index files, addresses; without `/` at the ends, not encoded.
    names: HashMap<String, &'a Checked>,
    ids: HashMap<&'a str, &'a Checked>,
    suggestions: Suggestions<'a>,
}

/// What a link leads to.
pub(super) enum Found<'a> {
    Article(&'a Checked),
    /// Something on disk that is no article, such as a picture.
    File,
    FolderWithoutIndex,
    /// Nothing; perhaps this article was meant.
    Nothing(Option<String>),
}

impl<'a> Site<'a> {
    pub(super) fn new(root: &'a Path, articles: &'a [Checked]) -> Self {
        let (mut names, mut suggestions) = (HashMap::new(), Suggestions::default());
        for article in articles {
            suggestions.add(&article.path);
        }
        // A path is nobody else's. An address that is made of one, or left over from earlier, gives way to it.
        let by_path = articles.iter().flat_map(|article| names_of_path(&article.path).map(move |name| (name, article)));
        let by_address = articles.iter().flat_map(|article| addresses(article).map(move |name| (name, article)));
        let ids = articles.iter().map(|article| (article.id.as_str(), article)).collect();
        for (name, article) in by_path.chain(by_address) {
            suggestions.add_name(&name, &article.path);
            names.entry(name).or_insert(article);
        }
        Site { root, names, ids, suggestions }
    }

    /// What `address`, as written in a link of article `from`, leads to.
    pub(super) fn find(&self, from: &'a Checked, address: &str) -> Found<'a> {
        if address.is_empty() {
            return Found::Article(from);
        }
        let [by_path, by_url] = names_of_link(address, &from.path, &from.url);
        let article = self.names.get(&by_path).or_else(|| self.names.get(&by_url));
        article.map_or_else(|| self.on_disk(&by_path), |article| Found::Article(article))
    }

    /// The article that front matter calls so: by its id, as a link does, or from the root. What stands behind `#` does not
    /// count.
    pub(super) fn named(&self, from: Option<&'a Checked>, called: &str) -> Option<&'a Checked> {
        let called = called.trim();
        if let Some(article) = self.ids.get(called) {
            return Some(*article);
        }
        let called = called.split('#').next().filter(|called| !called.is_empty())?;
        let (path, url) = from.map(|from| (from.path.as_str(), from.url.as_str())).unwrap_or_default();
        let [by_path, by_url] = names_of_link(called, path, url);
        [by_path, by_url, name_of_url(called)].iter().find_map(|name| self.names.get(name)).copied()
    }

    /// The path that was perhaps meant.
    pub(super) fn near(&self, path: &str) -> Option<&str> {
        self.suggestions.of(path)
    }

    fn on_disk(&self, path: &str) -> Found<'a> {
        let file = self.root.join(path);
        if path.is_empty() || file.is_file() {
            return Found::File;
        }
        match file.is_dir() {
            true if has_index(&file) => Found::File,
            true => Found::FolderWithoutIndex,
            false => Found::Nothing(self.suggestions.of(path).map(str::to_owned)),
        }
    }
}

/// The folder has a page of its own that is no article, such as `index.html`.
fn has_index(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| is_index(stem(&name.to_string_lossy())))
}

fn addresses(article: &Checked) -> impl Iterator<Item = String> {
    [&article.url].into_iter().chain(&article.aliases).map(|url| name_of_url(url))
}
