//! What the command line says of days, successors, changes and curation, tested as the other commands are in `cli`.

use crate::cli::{case, check};

#[test]
fn on_a_day() {
    check(&[
        case(&["search", "trust", "lamp"], 0, &["4 of 4 articles"], &[]),
        case(&["search", "trust", "lamp", "--on", "2026-03-01"], 0, &["2 of 2 articles"], &[]),
        case(
            &["search", "trust", "repairs", "--on", "2026-04-12"],
            0,
            &["Repairs of lamps", "stale: review was due 2026-04-11"],
            &[],
        ),
        case(
            &["search", "trust", "repairs", "--on", "2026-04-01"],
            0,
            &["Repairs of lamps", "ageing: review due 2026-04-11"],
            &[],
        ),
        case(&["search", "trust", "repair ten days", "--on", "2026-06-01"], 1, &["no hits"], &[]),
        case(
            &["search", "trust", "repair ten days", "--on", "2026-06-01", "--with-expired"],
            0,
            &["expired: review was due 2026-04-11"],
            &[],
        ),
        case(
            &["search", "trust", "prices 2025", "--on", "2026-03-01", "--with-expired"],
            0,
            &["Prices of lamps in 2025", "expired on 2026-01-10"],
            &[],
        ),
        case(
            &["search", "trust", "repairs", "--on", "2026-04-12", "--json"],
            0,
            &[r#""review_by": "2026-04-11""#, r#""freshness": "stale""#],
            &[],
        ),
        case(&["search", "trust", "lamp", "--on", "TODAY", "--json"], 0, &[r#""freshness""#], &[]),
        case(&["search", "trust", "lamp", "--on", "tomorrow"], 2, &[], &["--on", "2026-11-23, or today"]),
        case(&["search", "trust", "lamp", "--on", "2026-02-30"], 2, &[], &["--on"]),
        case(&["search", "trust", "lamp", "--with-expired"], 2, &[], &["--on"]),
        case(
            &["eval", "kb", "--queries", "good-judged.jsonl", "--on", "today", "--fail-under", "1"],
            0,
            &["1.0000"],
            &[],
        ),
    ]);
}
