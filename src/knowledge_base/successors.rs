//! Articles that stand in place of others, named by their ids.

use super::names::Names;
use crate::article::Article;

/// The attributes that name them.
const KEYS: [&str; 2] = ["supersedes", "superseded_by"];

/// Puts ids in place of the paths and addresses by which articles name their successors and predecessors. What is not among
/// `articles` stays as it is written, unless they are chosen for an audience: it may be the name of what is not for them.
pub(super) fn name_by_id(sources: &[String], articles: &mut [Article], is_chosen: bool) {
    if !articles.iter().any(|article| KEYS.iter().any(|key| article.meta.attributes.contains_key(*key))) {
        return;
    }
    let names = Names::new(sources.iter().zip(&*articles));
    let mut found = Vec::new();
    for (number, (source, article)) in sources.iter().zip(&*articles).enumerate() {
        let from = Some((source.as_str(), article.url.as_str()));
        let id = |value: &String| {
            let known = names.find(value, from).and_then(|number| articles.get(number));
            known.map(|article| article.id.clone()).or_else(|| (!is_chosen).then(|| value.clone()))
        };
        let values = |key| article.meta.attributes.get(key).into_iter().flatten().filter_map(id).collect::<Vec<_>>();
        found.extend(KEYS.map(|key| (number, key, values(key))));
    }
    for (number, key, values) in found {
        let Some(article) = articles.get_mut(number) else { continue };
        article.meta.attributes.remove(key);
        if !values.is_empty() {
            article.meta.attributes.insert(key.to_owned(), values);
        }
    }
}
