//! How long the articles are, and how hard to read.

use std::cmp::Reverse;

use super::super::Report;
use super::super::charts::bar;
use super::super::facts::Fact;
use super::super::html::{count, escape, nothing, section, table};
use super::article;

/// Upper ends of the classes of length, in words.
const LENGTHS: [(usize, &str); 6] = [
    (100, "up to 100"),
    (250, "101 to 250"),
    (500, "251 to 500"),
    (1_000, "501 to 1 000"),
    (2_000, "1 001 to 2 000"),
    (usize::MAX, "more"),
];

/// Lower ends of the classes of reading ease.
const LEVELS: [(f64, &str); 5] = [
    (70.0, "easy: 70 and more"),
    (60.0, "plain: 60 to 70"),
    (50.0, "fairly hard: 50 to 60"),
    (30.0, "hard: 30 to 50"),
    (f64::NEG_INFINITY, "very hard: below 30"),
];

/// So many of the longest and of the hardest are named.
const NAMED: usize = 10;

pub(in super::super) fn part(report: &Report) -> String {
    let lead = "Reading ease after Flesch, in the form for each language: English (Flesch 1948: 206.835 − 1.015 l − 84.6 s), German \
                (Amstad 1978: 180 − l − 58.5 s), French (Kandel and Moles 1958: 207 − 1.015 l − 73.6 s), Spanish (Fernández Huerta 1959: \
                206.84 − 1.02 l − 60 s), Italian (Vacca 1972: 217 − 1.3 l − 60 s) and Dutch (Douma 1960: 206.835 − 0.93 l − 77 s), with \
                <i>l</i> words a sentence and <i>s</i> syllables a word. Tables and code do not count; short texts and other languages have \
                no figure.";
    let body = [lengths(report), levels(report), longest(report), hardest(report)].concat();
    section("reading", "Length and reading level", lead, &body)
}

fn histogram(caption: &str, column: &str, classes: Vec<(String, usize)>) -> String {
    let most = classes.iter().map(|(_, number)| *number).max().unwrap_or_default();
    let row = |(name, number): (String, usize)| vec![name, count(number), bar(&[(number, "plain")], most)];
    table(caption, &[column, "#Articles", ""], &classes.into_iter().map(row).collect::<Vec<_>>())
}

fn lengths(report: &Report) -> String {
    let class = |words: usize| LENGTHS.iter().position(|(end, _)| words <= *end);
    let classes = LENGTHS.iter().enumerate().map(|(number, (_, name))| {
        let own = report.facts.articles.iter().filter(|fact| class(fact.words) == Some(number));
        ((*name).to_owned(), own.count())
    });
    histogram("Length", "Words", classes.collect())
}

fn levels(report: &Report) -> String {
    let class = |level: f64| LEVELS.iter().position(|(start, _)| level >= *start);
    let levels = || report.facts.articles.iter().map(|fact| fact.level.map(|level| level.0));
    let mut classes: Vec<(String, usize)> = LEVELS
        .iter()
        .enumerate()
        .map(|(number, (_, name))| {
            ((*name).to_owned(), levels().flatten().filter(|level| class(*level) == Some(number)).count())
        })
        .collect();
    classes.push(("without a figure".to_owned(), levels().filter(Option::is_none).count()));
    histogram("Reading ease", "Class", classes)
}

fn longest(report: &Report) -> String {
    let mut facts: Vec<&Fact> = report.facts.articles.iter().collect();
    facts.sort_by_key(|fact| (Reverse(fact.words), &fact.article.id));
    let row = |fact: &&Fact| vec![article(fact), count(fact.words), count(fact.article.sections.len())];
    table("The longest", &["Article", "#Words", "#Sections"], &facts.iter().take(NAMED).map(row).collect::<Vec<_>>())
}

fn hardest(report: &Report) -> String {
    let mut facts: Vec<(&Fact, f64)> =
        report.facts.articles.iter().filter_map(|fact| Some((fact, fact.level?.0))).collect();
    facts.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.article.id.cmp(&b.0.article.id)));
    if facts.is_empty() {
        return nothing("No article is long enough, in a language that has a formula.");
    }
    let row = |(fact, level): &(&Fact, f64)| vec![article(fact), escape(&fact.article.lang), format!("{level:.0}")];
    table(
        "The hardest to read",
        &["Article", "Language", "#Ease"],
        &facts.iter().take(NAMED).map(row).collect::<Vec<_>>(),
    )
}
