//! What was measured, as tables in Markdown.

use std::fmt::Write as _;

use crate::Curve;
use crate::material::figures::{digits, growth, megabytes, table, time, whole};
use crate::steps::Figures;

/// How a measurement is told.
type Told = fn(f64) -> String;

/// Rows of the first table: name, key, form.
const ROWS: [(&str, &str, Told); 21] = [
    ("articles", "articles", whole),
    ("Markdown", "Markdown", megabytes),
    ("folder to saved edition, one thread", "build", time),
    ("two threads", "build two", time),
    ("most memory of building, one thread", "build peak", megabytes),
    ("two threads", "build two peak", megabytes),
    ("edition", "edition", megabytes),
    ("opening the edition", "open", time),
    ("its checksums alone", "checksums", time),
    ("own memory after opening", "memory opened", megabytes),
    ("own memory after all queries", "memory searched", megabytes),
    ("mapped memory after all queries", "memory mapped", megabytes),
    ("queries a second, one thread", "per second/1", digits),
    ("two threads", "per second/2", digits),
    ("four threads", "per second/4", digits),
    ("an article edited, to searchable: built, the first", "update built first", time),
    ("p50 of the others", "update built p50", time),
    ("the slowest of them", "update built most", time),
    ("an article edited, to searchable: opened, the first", "update opened first", time),
    ("p50 of the others", "update opened p50", time),
    ("the slowest of them", "update opened most", time),
];

pub(crate) fn all(curves: &[Curve]) -> String {
    curves.iter().fold(String::new(), |mut text, curve| {
        let _ = writeln!(text, "### {}\n\n{}", curve.name, costs(curve));
        for (segment, name) in [("opened", "An opened edition"), ("built", "Built in memory")] {
            let _ = writeln!(text, "{name}, p50 / p95 / p99:\n\n{}", searches(curve, segment));
        }
        text
    })
}

/// Measurements of a name by the number of sections, where there are any.
pub(crate) fn points(curve: &Curve, key: &str) -> Vec<(f64, f64)> {
    curve.sizes.iter().filter_map(|size| Some((size["sections"], *size.get(key)?))).collect()
}

/// The exponent by which it grows with the number of sections.
fn law(points: &[(f64, f64)]) -> String {
    if points.len() < 2 { "-".to_owned() } else { format!("{:.2}", growth(points)) }
}

fn head<'a>(first: &'a str, sizes: &'a [String]) -> Vec<&'a str> {
    [first].into_iter().chain(sizes.iter().map(String::as_str)).chain(["grows with the power"]).collect()
}

fn sizes(curve: &Curve) -> Vec<String> {
    curve.sizes.iter().map(|size| whole(size["sections"])).collect()
}

fn costs(curve: &Curve) -> String {
    let rows = ROWS.iter().filter(|(_, key, _)| curve.sizes.iter().any(|size| size.contains_key(*key)));
    let rows: Vec<Vec<String>> = rows
        .map(|(name, key, told)| {
            let cells = curve.sizes.iter().map(|size| size.get(*key).map_or_else(|| "-".to_owned(), |&one| told(one)));
            [(*name).to_owned()].into_iter().chain(cells).chain([law(&points(curve, key))]).collect()
        })
        .collect();
    table(&head("sections", &sizes(curve)), &rows)
}

/// The kinds of query, and last all of them together.
pub(crate) fn kinds(sizes: &[Figures]) -> Vec<&str> {
    let keys = sizes.first().into_iter().flat_map(Figures::keys);
    let kinds = keys.filter_map(|key| key.strip_prefix("opened/")?.strip_suffix("/p99"));
    let (all, mut kinds): (Vec<&str>, Vec<&str>) = kinds.partition(|kind| *kind == "all");
    kinds.extend(all);
    kinds
}

fn searches(curve: &Curve, segment: &str) -> String {
    let rows: Vec<Vec<String>> = kinds(&curve.sizes)
        .into_iter()
        .map(|kind| {
            let cells = curve.sizes.iter().map(|size| {
                [50, 95, 99].map(|percent| time(size[&format!("{segment}/{kind}/p{percent}")])).join(" / ")
            });
            let law = law(&points(curve, &format!("{segment}/{kind}/p99")));
            [kind.to_owned()].into_iter().chain(cells).chain([law]).collect()
        })
        .collect();
    table(&head("query", &sizes(curve)), &rows)
}
