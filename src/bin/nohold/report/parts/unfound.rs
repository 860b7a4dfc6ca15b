//! Articles that nobody finds.

use super::super::Report;
use super::super::html::{count, nothing, section, table};
use super::by_id;

pub(in super::super) fn part(report: &Report) -> String {
    let unfound = &report.unfound;
    let asked = count(unfound.queries);
    let lead = if unfound.is_of_log {
        format!(
            "{asked} different queries of the log were asked again. An article is found if it is among the first ten hits of any, or was opened."
        )
    } else {
        format!(
            "Without a log the articles' own titles and headings were asked, {asked} of them. An article is found if it is among the first ten hits of any."
        )
    };
    let list = |caption: &str, ids: &[String], none: &str| {
        let rows: Vec<Vec<String>> = ids.iter().map(|id| row(report, id)).collect();
        if rows.is_empty() { nothing(none) } else { table(caption, &["Article", "Owner", "#Words"], &rows) }
    };
    let never = list("Never found", &unfound.ids, "Every article is found.");
    let caption = "Not among the first three hits for their own titles";
    let titles = list(caption, &unfound.by_title, "Every article is among the first three hits for its own title.");
    section("unfound", "Never found", &lead, &(never + &titles))
}

fn row(report: &Report, id: &str) -> Vec<String> {
    let fact = report.facts.articles.iter().find(|fact| fact.article.id == id);
    let (owner, words) = fact.map_or(("", 0), |fact| (fact.owner(), fact.words));
    vec![by_id(&report.facts, id), super::html::escape(owner), count(words)]
}
