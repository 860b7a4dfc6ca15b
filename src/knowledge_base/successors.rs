//! Articles that stand in place of others, named by their ids.

use super::said::Said;
use super::sources::REFERENCES;
use crate::error::Result;

/// Puts ids in place of the paths and addresses by which articles name their successors and predecessors. What is not among
/// the articles stays as it is written, unless they are chosen for an audience: it may be the name of what is not for them.
pub(super) fn name_by_id(said: &mut Said<'_>) -> Result<()> {
    let (sources, names) = (said.sources, said.names);
    for from in &sources.referring {
        let Some(entry) = sources.entries.get(from) else { continue };
        let Some(url) = sources.article(entry)?.map(|article| article.url.clone()) else { continue };
        let Some(attributes) = said.attributes(from)? else { continue };
        let id = |value: String| {
            let known = names.find(&value, Some((entry.path(from), &url))).map(ToString::to_string);
            known.or_else(|| sources.readers.is_none().then_some(value))
        };
        for key in REFERENCES {
            let values: Vec<String> = attributes.remove(key).into_iter().flatten().filter_map(id).collect();
            if !values.is_empty() {
                attributes.insert(key.to_owned(), values);
            }
        }
    }
    Ok(())
}
