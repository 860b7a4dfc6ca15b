//! Links between articles in their HTML: they lead to articles that are there, and nowhere else.

use std::collections::{HashMap, HashSet};

use crate::article::Article;
use crate::markdown::UNRESOLVED;
use crate::markdown::address::{decoded, name_of_url, names_of_path};

/// What a link begins with as it was read from Markdown, and as it is written here.
const LINK: &str = "<a href=\"";

/// Where an article is named that a link leads to.
const ARTICLE: &str = "\" data-article=\"";

/// Lets every link lead to an article that is among `articles`, by its address and with its id. What leads neither to one of
/// them nor to the web is no link any more: it may name what is not for its readers. `sources` are the paths of the articles.
pub(super) fn link(sources: &[String], articles: &mut [Article]) {
    if articles.iter().all(|article| article.html.is_none()) {
        return;
    }
    let site = Site::new(sources, articles);
    let linked: Vec<Option<String>> =
        articles.iter().map(|article| article.html.as_ref().map(|html| site.linked(html))).collect();
    articles.iter_mut().zip(linked).for_each(|(article, html)| article.html = html);
}

struct Site {
    /// Address and id by everything that a link may call an article.
    names: HashMap<String, (String, String)>,
    /// As they are written in attributes.
    ids: HashSet<String>,
}

impl Site {
    fn new(sources: &[String], articles: &[Article]) -> Self {
        let mut names = HashMap::new();
        let target = |article: &Article| (attribute(&article.url), attribute(&article.id));
        for (source, article) in sources.iter().zip(articles) {
            for name in names_of_path(source) {
                names.entry(name).or_insert_with(|| target(article));
            }
        }
        let addresses = articles.iter().map(|article| (&article.url, article));
        let earlier =
            articles.iter().flat_map(|article| article.meta.aliases.iter().map(move |alias| (alias, article)));
        for (address, article) in addresses.chain(earlier) {
            names.entry(name_of_url(address)).or_insert_with(|| target(article));
        }
        Site { names, ids: articles.iter().map(|article| attribute(&article.id)).collect() }
    }

    fn linked(&self, html: &str) -> String {
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
            Some((url, id)) => format!("{LINK}{url}{fragment}{ARTICLE}{id}\">"),
            None => "<a>".to_owned(),
        }
    }
}

/// Escaped for an attribute in quotation marks.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
