//! The page as a whole.

use nohold::usage::Gap;

use super::html::{count, escape, many, percent};
use super::style::{STYLE, policy};
use super::{Report, parts};

pub(super) fn of(report: &Report) -> String {
    let name = escape(&report.name);
    let parts = [
        parts::answers::part(report),
        parts::gaps::part(report),
        parts::freshness::part(report),
        parts::owners::part(report),
        parts::unfound::part(report),
        parts::copies::part(report),
        parts::links::part(report),
        parts::reading::part(report),
        parts::size::part(report),
    ];
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>Health of {name}, {on}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <header><h1>Health of {name}</h1><p>{on} · {about}</p></header>\n\
         <main>\n{tiles}{parts}</main>\n\
         <footer>{footer}</footer>\n</body>\n</html>\n",
        policy = policy(),
        on = report.facts.on,
        about = about(report),
        tiles = tiles(report),
        parts = parts.concat(),
        footer = footer(),
    )
}

fn about(report: &Report) -> String {
    let facts = &report.facts;
    let sections = many(facts.sections, "section");
    format!("{}, {sections}, {}", many(facts.articles.len(), "article"), many(facts.words(), "word"))
}

fn footer() -> String {
    format!(
        "Made by nohold {}. Everything in it was reckoned on the machine on which it was made. It names internal articles, and \
         is for those who may read them.",
        env!("CARGO_PKG_VERSION")
    )
}

/// A figure that says how one thing stands.
struct Tile {
    target: &'static str,
    figure: String,
    name: &'static str,
    note: String,
    /// Nothing to do, something, or something at once.
    class: &'static str,
}

impl Tile {
    /// Of what there should be none.
    fn of_faults(target: &'static str, name: &'static str, faults: usize, note: String) -> Self {
        let class = if faults == 0 { "good" } else { "warn" };
        Tile { target, figure: count(faults), name, note, class }
    }

    fn html(&self) -> String {
        let Tile { target, figure, name, note, class } = self;
        format!(
            "<li><a class=\"{class}\" href=\"#{target}\"><b>{figure}</b><span>{name}</span><small>{note}</small></a></li>"
        )
    }
}

fn tiles(report: &Report) -> String {
    let facts = &report.facts;
    let due = facts.due().count();
    let contradicting = report.pairs.iter().filter(|pair| pair.is_contradiction()).count();
    let mut tiles = Vec::new();
    if let Some((log, gaps)) = &report.used {
        let answered = gaps.entries - gaps.unanswered;
        let class = if 10 * gaps.unanswered <= 2 * gaps.entries { "good" } else { "warn" };
        let figure = percent(answered, gaps.entries);
        let note = format!("of {}", many(log.entries.len(), "question"));
        tiles.push(Tile { target: "answers", figure, name: "answered", note, class });
        let repeated = gaps.gaps.iter().filter(|gap| gap.count > 1).count();
        tiles.push(Tile::of_faults("gaps", "gaps", repeated, most_asked(gaps.gaps.first())));
    }
    tiles.push(Tile::of_faults(
        "freshness",
        "to look at again",
        due,
        format!("{} of all articles", percent(due, facts.articles.len())),
    ));
    tiles.push(Tile::of_faults(
        "unfound",
        "never found",
        report.unfound.ids.len(),
        format!("by {}", many(report.unfound.queries, "query").replace("querys", "queries")),
    ));
    tiles.push(Tile::of_faults(
        "copies",
        "contradictions",
        contradicting,
        format!("{} say nearly the same", many(report.pairs.len(), "pair")),
    ));
    if let Some(findings) = &report.findings {
        let links = findings.iter().filter(|finding| parts::links::is_link(finding.kind)).count();
        tiles.push(Tile::of_faults(
            "links",
            "links to mend",
            links,
            format!("{} in all", many(findings.len(), "finding")),
        ));
    }
    format!("<ul class=\"tiles\">{}</ul>\n", tiles.iter().map(Tile::html).collect::<String>())
}

fn most_asked(gap: Option<&Gap>) -> String {
    gap.map_or("nothing asked in vain".to_owned(), |gap| {
        format!("first: <span dir=\"auto\">{}</span>", escape(&gap.label))
    })
}
