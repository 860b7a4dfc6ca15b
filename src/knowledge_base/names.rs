//! Articles by what one may call them in front matter: id, path, address, an earlier address.

use std::collections::{HashMap, HashSet};

use super::sources::Id;
use crate::article::Article;
use crate::markdown::address::{name_of_url, names_of_link, names_of_path};

/// Articles by everything that they are called. Of those that are called the same, the first by id is meant, by its path
/// rather than by its address.
#[derive(Default)]
pub(super) struct Names {
    ids: HashSet<Id>,
    called: HashMap<String, Id>,
    by_id: Vec<(String, Id)>,
    by_address: Vec<(String, Id)>,
}

impl Names {
    /// Adds an article; they must come in order of id.
    pub(super) fn add(&mut self, id: &Id, path: &str, article: &Article) {
        self.ids.insert(id.clone());
        for name in names_of_path(path) {
            self.called.entry(name).or_insert_with(|| id.clone());
        }
        if **id != *path {
            self.by_id.extend(names_of_path(id).map(|name| (name, id.clone())));
        }
        let addresses = std::iter::once(&article.url).chain(&article.meta.aliases);
        self.by_address.extend(addresses.map(|address| (name_of_url(address), id.clone())));
    }

    /// With all articles.
    pub(super) fn finished(mut self) -> Self {
        let (by_id, by_address) = (std::mem::take(&mut self.by_id), std::mem::take(&mut self.by_address));
        for (name, id) in by_id.into_iter().chain(by_address) {
            self.called.entry(name).or_insert(id);
        }
        self
    }

    /// The id of the article that is called so: by its id, as a link in `from` calls it (an article's path and
    /// address), or from the root. What stands behind `#` does not count.
    pub(super) fn find(&self, called: &str, from: Option<(&str, &str)>) -> Option<&Id> {
        self.ids.get(called.trim()).or_else(|| {
            let names = possible(called, from)?;
            names.iter().find_map(|name| self.called.get(name))
        })
    }
}

/// The names that somebody may mean who calls an article so.
pub(super) fn possible(called: &str, from: Option<(&str, &str)>) -> Option<[String; 3]> {
    let called = called.trim().split('#').next().filter(|called| !called.is_empty())?;
    let (path, url) = from.unwrap_or_default();
    let [by_path, by_url] = names_of_link(called, path, url);
    Some([by_path, by_url, name_of_url(called)])
}
