//! What the command line says of days, successors, changes and curation, tested as the other commands are in `cli`.

use crate::cli::{case, check, check_golden};

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

#[test]
fn what_is_superseded() {
    check(&[
        case(
            &["search", "trust", "prices 2026"],
            0,
            &[
                "Prices of lamps in 2027",
                "Prices of lamps in 2026",
                "superseded by Prices of lamps in 2027 (/prices/2027/)",
            ],
            &[],
        ),
        case(
            &["search", "trust", "prices 2025", "--on", "2026-06-01", "--with-expired", "--json"],
            0,
            &[r#""successors": ["#, r#""id": "prices/2026.md""#, r#""title": "Prices of lamps in 2026""#],
            &[],
        ),
    ]);
}

#[test]
fn changes() {
    check(&[
        case(
            &["changes", "trust", "--since", "2026-01-01", "--on", "2026-03-31"],
            0,
            &[
                "2026-01-01 to 2026-03-31\n\nnew (0)\n\nchanged (2)\n",
                "2026-01-10  Prices of lamps in 2026 [Shop]\n",
                "/prices/2026/\n",
                "2026-01-01  Repairs of lamps [Workshop]\n",
                "retired (1)\n  2026-01-10  Prices of lamps in 2025 [Shop]\n",
                "expired\n",
                "superseded by Prices of lamps in 2026 (/prices/2026/)",
                "soon (1)\n  2026-04-11  Repairs of lamps",
                "review due\n",
            ],
            &[],
        ),
        case(
            &["changes", "trust", "--since", "2026-01-01", "--on", "2026-03-31", "--markdown"],
            0,
            &[
                "# What is new, 2026-01-01 to 2026-03-31\n\n## Changed (2)\n\n- 2026-01-10: [Prices of lamps in 2026](</prices/2026/>) (Shop)\n",
                "## No longer to be relied upon (1)\n",
                "  - superseded by [Prices of lamps in 2026](</prices/2026/>)\n",
                "## Overdue, or due within 14 days (1)\n",
            ],
            &[],
        ),
        case(
            &["changes", "trust", "--since", "2026-01-01", "--on", "2026-03-31", "--json", "--soon", "5"],
            0,
            &[r#""since": "2026-01-01""#, r#""soon_days": 5"#, r#""why": "updated""#, r#""soon": []"#],
            &[],
        ),
        case(
            &["changes", "kb", "--since", "2020-01-01", "--on", "2020-01-02", "--before", "kb.nohold", "--json"],
            0,
            &[r#""new": []"#, r#""changed": []"#, r#""retired": []"#],
            &[],
        ),
        case(
            &["changes", "kb", "--since", "2020-01-01", "--on", "2020-01-02", "--before", "trust", "--json"],
            0,
            &[r#""why": "added""#, r#""why": "removed""#],
            &[],
        ),
        case(
            &["changes", "kb", "--since", "1980-01-01", "--on", "1980-01-02", "--markdown"],
            0,
            &["\nNothing.\n"],
            &[],
        ),
        case(
            &["changes", "kb", "--since", "2026-05-02", "--on", "2026-05-01"],
            2,
            &[],
            &["ends on 2026-05-01, before"],
        ),
        case(&["changes", "kb", "--since", "soon"], 2, &[], &["--since"]),
        case(&["changes", "kb"], 2, &[], &["--since"]),
        case(&["changes", "kb", "--since", "today", "--json", "--markdown"], 2, &[], &["--markdown"]),
        case(&["changes", "gone", "--since", "today"], 2, &[], &["gone"]),
        case(&["changes", "kb", "--since", "today", "--before", "truncated.nohold"], 2, &[], &["truncated.nohold"]),
    ]);
}

#[test]
fn what_is_to_be_mended() {
    check_golden(&["check", "trust-mend"], 1, "trust-mend.txt");
    check(&[
        case(&["check", "trust"], 0, &[], &["nothing to mend"]),
        case(&["check", "trust-mend", "--json"], 1, &[r#""kind": "curation""#, r#""kind": "successor""#], &[]),
    ]);
}

#[test]
fn what_is_promoted() {
    check(&[
        case(
            &["search", "trust-mend", "my first part"],
            0,
            &[" 1  Letter F > Part\n", "/f/#part\n", "promoted\n"],
            &[],
        ),
        case(&["search", "trust-mend", "first part", "--json"], 0, &[r#""promoted": true"#], &[]),
        case(&["search", "trust-mend", "part", "--explain"], 0, &["Letter F", " boost"], &[]),
        case(
            &["index", "trust-mend", "--output", "curated.nohold"],
            0,
            &["warnings"],
            &["_curation.yml:5: there is no article `letters.md`"],
        ),
        case(&["search", "curated.nohold", "part first"], 0, &["Letter F > Part\n", "promoted\n"], &[]),
        case(&["verify", "curated.nohold"], 0, &[], &[]),
    ]);
}
