//! Links between articles in their HTML: they lead to articles that are there, and nowhere else.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::article::Article;
use crate::markdown::UNRESOLVED;
use crate::markdown::address::{decoded, name_of_url, names_of_path};

/// What a link begins with as it was read from Markdown, and as it is written here.
const LINK: &str = "<a href=\"";

/// Where an article is named that a link leads to.
const ARTICLE: &str = "\" data-article=\"";

/// The articles that links may lead to.
#[derive(Default)]
pub(super) struct Site {
    /// Address and id by everything that a link may call an article.
    names: HashMap<String, Arc<(String, String)>>,
    by_address: Vec<(String, Arc<(String, String)>)>,
    by_earlier: Vec<(String, Arc<(String, String)>)>,
    /// As they are written in attributes.
    ids: HashSet<String>,
}

impl Site {
    /// Adds an article, which was read from `path`; they must come in order of id.
    pub(super) fn add(&mut self, path: &str, article: &Article) {
        let target = Arc::new((attribute(&article.url), attribute(&article.id)));
        self.ids.insert(target.1.clone());
        for name in names_of_path(path) {
            self.names.entry(name).or_insert_with(|| target.clone());
        }
        self.by_address.push((name_of_url(&article.url), target.clone()));
        let earlier = article.meta.aliases.iter().map(|alias| (name_of_url(alias), target.clone()));
        self.by_earlier.extend(earlier);
    }

    /// With all articles.
    pub(super) fn finished(mut self) -> Self {
        let (address, earlier) = (std::mem::take(&mut self.by_address), std::mem::take(&mut self.by_earlier));
        for (name, target) in address.into_iter().chain(earlier) {
            self.names.entry(name).or_insert(target);
        }
        self
    }

    /// Lets every link lead to an article that is there, by its address and with its id. What leads neither to one of them nor
    /// to the web is no link any more: it may name what is not for its readers.
    pub(super) fn linked(&self, html: &str) -> String {
        let mut linked = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, behind)) = rest.split_once(LINK) {
            linked.push_str(before);
            // All that stands between the quotation marks is escaped.
            let (tag, after) = behind.split_once("\">").unwrap_or((behind, ""));
            linked.push_str(&self.tag(tag));
            rest = after;
        }
        linked.push_str(rest);
        linked
    }

    fn tag(&self, written: &str) -> String {
        if let Some((_, id)) = written.split_once(ARTICLE) {
            return if self.ids.contains(id) { format!("{LINK}{written}\">") } else { "<a>".to_owned() };
        }
        let Some(unresolved) = written.strip_prefix(UNRESOLVED) else { return format!("{LINK}{written}\">") };
        let (names, fragment) = unresolved.split_once('#').unwrap_or((unresolved, ""));
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let (path, url) = names.split_once('?').unwrap_or((names, names));
        match self.names.get(&decoded(path)).or_else(|| self.names.get(&decoded(url))) {
            Some(target) => {
                let (url, id) = target.as_ref();
                format!("{LINK}{url}{fragment}{ARTICLE}{id}\">")
            }
            None => "<a>".to_owned(),
        }
    }
}

/// Escaped for an attribute in quotation marks.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
