//! Who answers for what, and how it stands.

use std::collections::BTreeMap;

use super::super::Report;
use super::super::charts::{bar, legend};
use super::super::facts::Fact;
use super::super::html::{count, escape, nothing, percent, section, table};
use super::super::queries;
use super::super::time::counts;
use super::STATE_KEYS;

pub(in super::super) fn part(report: &Report) -> String {
    let mut owners: BTreeMap<&str, Vec<&Fact>> = BTreeMap::new();
    for fact in &report.facts.articles {
        owners.entry(fact.owner()).or_default().push(fact);
    }
    let ownerless = owners.get("").map_or(0, Vec::len);
    let lead = format!(
        "{} of all articles name somebody who answers for them.",
        percent(report.facts.articles.len() - ownerless, report.facts.articles.len())
    );
    let mut owners: Vec<(&str, Vec<&Fact>)> = owners.into_iter().collect();
    owners.sort_by_key(|(owner, facts)| (std::cmp::Reverse(facts.len()), *owner));
    let most = owners.iter().map(|(_, facts)| facts.len()).max().unwrap_or_default();
    let rows: Vec<Vec<String>> = owners.iter().map(|(owner, facts)| row(report, owner, facts, most)).collect();
    let columns =
        ["Owner", "#Articles", "Freshness", "#Current", "#Ageing", "#Stale", "#Expired", "#Opened", "#Not helpful"];
    let columns = if report.used.is_some() { &columns[..] } else { columns.split_at(7).0 };
    let body = if rows.is_empty() {
        nothing("There are no articles.")
    } else {
        legend(&STATE_KEYS) + &table("By owner", columns, &rows)
    };
    section("owners", "Owners", &lead, &body)
}

fn row(report: &Report, owner: &str, facts: &[&Fact], most: usize) -> Vec<String> {
    let states = counts(facts.iter().map(|fact| fact.freshness));
    let parts: Vec<(usize, &str)> = states.iter().copied().zip(STATE_KEYS.map(|(_, class)| class)).collect();
    let name = if owner.is_empty() { "<em>nobody</em>".to_owned() } else { escape(owner) };
    let mut row = vec![name, count(facts.len()), bar(&parts, most)];
    row.extend(states.into_iter().map(count));
    if let Some((log, _)) = &report.used {
        let choices = queries::choices(log);
        let own = || facts.iter().filter_map(|fact| choices.get(fact.article.id.as_str()));
        row.push(count(own().map(|(chosen, _)| chosen).sum()));
        row.push(count(own().map(|(_, unhelpful)| unhelpful).sum()));
    }
    row
}
