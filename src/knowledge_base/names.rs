//! Articles by what one may call them in front matter: id, path, address, an earlier address.

use std::collections::HashMap;

use crate::article::Article;
use crate::markdown::address::{name_of_url, names_of_link, names_of_path};

/// Articles by everything that they are called.
pub(super) struct Names<'a> {
    ids: HashMap<&'a str, usize>,
    names: HashMap<String, usize>,
}

impl<'a> Names<'a> {
    /// Of articles with their paths.
    pub(super) fn new(articles: impl Iterator<Item = (&'a String, &'a Article)> + Clone) -> Self {
        let ids = articles.clone().enumerate().map(|(number, (_, article))| (article.id.as_str(), number)).collect();
        let mut names = HashMap::new();
        let of_path = |(number, path): (usize, &'a String)| names_of_path(path).map(move |name| (name, number));
        let paths = articles.clone().map(|(path, _)| path).enumerate().flat_map(of_path);
        let by_id = articles.clone().map(|(_, article)| &article.id).enumerate().flat_map(of_path);
        let addresses = articles.enumerate().flat_map(|(number, (_, article))| {
            let addresses = std::iter::once(&article.url).chain(&article.meta.aliases);
            addresses.map(move |address| (name_of_url(address), number))
        });
        for (name, number) in paths.chain(by_id).chain(addresses) {
            names.entry(name).or_insert(number);
        }
        Names { ids, names }
    }

    /// The number of the article that is called so: by its id, as a link in `from` calls it (an article's path and
    /// address), or from the root. What stands behind `#` does not count.
    pub(super) fn find(&self, called: &str, from: Option<(&str, &str)>) -> Option<usize> {
        let called = called.trim();
        if let Some(number) = self.ids.get(called) {
            return Some(*number);
        }
        let called = called.split('#').next().filter(|called| !called.is_empty())?;
        let (path, url) = from.unwrap_or_default();
        let [by_path, by_url] = names_of_link(called, path, url);
        [by_path, by_url, name_of_url(called)].iter().find_map(|name| self.names.get(name)).copied()
    }
}
