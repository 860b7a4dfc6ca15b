//! How far the articles can be relied upon, now and in the year to come.

use nohold::article::Date;

use super::super::Report;
use super::super::charts::{Columns, bar, legend};
use super::super::facts::Fact;
use super::super::html::{count, escape, many, nothing, percent, section, table};
use super::super::time::{STATES, changes, counts, outlook};
use super::{STATE_KEYS, article};

pub(in super::super) fn part(report: &Report) -> String {
    let facts = &report.facts;
    let states = counts(facts.articles.iter().map(|fact| fact.freshness));
    let without = facts.articles.iter().filter(|fact| fact.article.meta.review_by.is_none()).count();
    let lead = format!(
        "An article is stale when the day of its review is past, and expired from its day of expiry on, or when nobody has looked \
         at it for too long. Without a day of review: {}.",
        many(without, "article"),
    );
    let all = facts.articles.len();
    let rows: Vec<Vec<String>> = states
        .iter()
        .zip(STATE_KEYS)
        .map(|(number, (name, class))| {
            vec![name.to_owned(), count(*number), percent(*number, all), bar(&[(*number, class)], all)]
        })
        .collect();
    let now = table("Today", &["State", "#Articles", "#Share", ""], &rows);
    section("freshness", "Freshness", &lead, &[now, to_come(report), last_changed(report), due(report)].concat())
}

fn to_come(report: &Report) -> String {
    let columns = outlook(&report.facts);
    let last = columns.last().map_or(0, |(_, states)| states.iter().skip(2).sum());
    let summary =
        format!("Columns for 13 months: if nobody touches an article, {last} are stale or expired in a year.");
    let title = "If nobody touches any: the next twelve months";
    Columns { title, summary: &summary, of: "Month", keys: &STATE_KEYS, values: columns }.html()
}

fn last_changed(report: &Report) -> String {
    let columns: Vec<(String, Vec<usize>)> =
        changes(&report.facts).into_iter().map(|(month, n)| (month, vec![n])).collect();
    let summary = "Columns for 24 months: how many articles were last changed in each; first those before, last those that do not say.";
    Columns {
        title: "When articles were last changed",
        summary,
        of: "Month",
        keys: &[("articles", "plain")],
        values: columns,
    }
    .html()
}

/// The articles to look at again, what is longest overdue first.
fn due(report: &Report) -> String {
    let mut due: Vec<&Fact> = report.facts.due().collect();
    due.sort_by_key(|fact| (since(fact), &fact.article.id));
    if due.is_empty() {
        return nothing("No article is to be looked at again today.");
    }
    let day = |day: Option<Date>| day.map_or("–".to_owned(), |day| day.to_string());
    let row = |fact: &&Fact| {
        let meta = &fact.article.meta;
        let state = STATES.iter().zip(STATE_KEYS).find(|(state, _)| **state == fact.freshness);
        let state = state.map_or(String::new(), |(_, key)| legend(&[key]));
        vec![article(fact), state, escape(fact.owner()), day(meta.updated), day(meta.review_by), day(meta.expires)]
    };
    let rows: Vec<Vec<String>> = due.iter().map(row).collect();
    table("To look at again", &["Article", "State", "Owner", "#Changed", "#Review", "#Expiry"], &rows)
}

fn since(fact: &Fact) -> Option<Date> {
    let meta = &fact.article.meta;
    meta.review_by.into_iter().chain(meta.expires).min()
}
