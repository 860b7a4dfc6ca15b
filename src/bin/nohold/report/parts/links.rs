//! What `nohold check` finds.

use std::collections::BTreeMap;

use nohold::check::{Finding, Kind};

use super::super::Report;
use super::super::charts::bar;
use super::super::html::{count, escape, nothing, section, table};

pub(in super::super) fn is_link(kind: Kind) -> bool {
    matches!(kind, Kind::BrokenLink | Kind::BrokenAnchor | Kind::HiddenLink)
}

pub(in super::super) fn part(report: &Report) -> String {
    let lead = "What <code>nohold check</code> finds: links that lead nowhere or to what fewer people may read, and what was read in \
                another way than it was meant.";
    let Some(findings) = &report.findings else {
        let text = "An edition holds no links. Make the report of the articles themselves to see them.";
        return section(
            "links",
            "Links and front matter",
            lead,
            &nothing(text).replace("\"nothing\"", "\"nothing todo\""),
        );
    };
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for finding in findings {
        *kinds.entry(finding.kind).or_default() += 1;
    }
    let most = kinds.values().copied().max().unwrap_or_default();
    let rows: Vec<Vec<String>> = kinds
        .iter()
        .map(|(kind, number)| vec![kind.to_string(), count(*number), bar(&[(*number, "stale")], most)])
        .collect();
    let body = if rows.is_empty() {
        nothing("There is nothing to mend.")
    } else {
        table("By kind", &["Kind", "#Findings", ""], &rows) + &all(findings)
    };
    section("links", "Links and front matter", lead, &body)
}

/// Links first.
fn all(findings: &[Finding]) -> String {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| !is_link(finding.kind));
    let place = |finding: &Finding| match finding.warning.line {
        0 => escape(&finding.warning.path),
        line => format!("{}:{line}", escape(&finding.warning.path)),
    };
    let row = |finding: &&Finding| vec![place(finding), finding.kind.to_string(), escape(&finding.warning.message)];
    table("All findings", &["Place", "Kind", "What is wrong"], &sorted.iter().map(row).collect::<Vec<_>>())
}
