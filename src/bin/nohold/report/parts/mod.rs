//! The parts of the page, each from what was found out to its HTML.

pub(super) mod answers;
pub(super) mod copies;
pub(super) mod freshness;
pub(super) mod gaps;
pub(super) mod links;
pub(super) mod owners;
pub(super) mod reading;
pub(super) mod size;
pub(super) mod unfound;

use super::charts::Key;
use super::facts::{Fact, Facts};
use super::html;

/// The states of articles with their colours, as in [`STATES`](super::time::STATES).
const STATE_KEYS: [Key; 4] = [("current", "ok"), ("ageing", "ageing"), ("stale", "stale"), ("expired", "expired")];

fn article(fact: &Fact) -> String {
    html::article(&fact.article.title, &fact.article.id, &fact.article.url)
}

fn by_id(facts: &Facts, id: &str) -> String {
    let fact = facts.articles.iter().find(|fact| fact.article.id == id);
    fact.map_or_else(|| html::escape(id), article)
}
