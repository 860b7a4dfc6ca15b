//! Editions on the command line: for whom they are made, what was left out, and whether they are whole. Tested as the
//! other commands are in `cli`.

use nohold::article::{Audience, Date};
use serde_json::json;

use crate::cli::{FOLDER, case, check, check_golden, json as printed, run, text};

const AS_OF: &str = "2026-06-01";

#[test]
fn audit_says_why() {
    check_golden(&["audit", "readers", "--audience", "public", "--as-of", AS_OF], 0, "audit.txt");
}

#[test]
fn audit() {
    check(&[
        case(
            &["audit", "kb", "--audience", "public"],
            0,
            &["in  4\n", "4 of 4 articles are for public, as of 20", "; left out 0\n"],
            &[],
        ),
        case(&["audit", "articles.jsonl", "--audience", "internal"], 0, &["2 of 2 articles"], &[]),
        case(
            &["audit", "kb.nohold", "--audience", "public"],
            0,
            &["in  4\n", "the edition was made for everything (internal)\n"],
            &[],
        ),
        case(&["audit", "empty", "--audience", "public"], 0, &["0 of 0 articles are for public"], &[]),
        case(&["audit", "kb"], 2, &[], &["error: ", "--audience <WHO>"]),
        case(&["audit", "missing", "--audience", "public"], 2, &[], &["nohold: missing: cannot be read: No such file"]),
        case(
            &["audit", "truncated.nohold", "--audience", "public"],
            2,
            &[],
            &["nohold: truncated.nohold: not a whole edition"],
        ),
        case(&["audit", "rules.txt", "--audience", "public"], 2, &[], &["nohold: rules.txt: not a whole edition"]),
    ]);
}

/// Also of an edition that was made for somebody: it has only what they may read.
#[test]
fn audit_of_editions() {
    let as_of = |day: &str| day.parse::<Date>().unwrap();
    let kb = nohold::KnowledgeBase::open(FOLDER.join("readers")).unwrap();
    kb.for_audience(Audience::Internal, as_of(AS_OF)).unwrap().save(FOLDER.join("for-internal.nohold")).unwrap();
    let args = ["audit", "for-internal.nohold", "--audience", "public", "--as-of", "2026-06-02"];
    let out = text(&run(&args, "").stdout);
    let end = "the edition was made for internal, as of 2026-06-01; what that left out is not in it\n\
               2 of 6 articles are for public, as of 2026-06-02; left out 4 (expired 1, for internal 2, for partners, staff 1)\n";
    assert!(out.ends_with(end), "{out}");
    let audit = printed(&[&args[..], &["--json"]].concat());
    assert_eq!((&audit["audience"], &audit["as_of"]), (&json!("public"), &json!("2026-06-02")));
    assert_eq!(audit["made_for"], json!({ "audience": "internal", "as_of": AS_OF }));
    assert_eq!(audit["in"][0], json!({ "id": "refunds.md", "title": "Refunds" }));
    assert_eq!(audit["left_out"][0]["why"], "for internal");
    let expired = json!({
        "id": "winter-sale.md", "title": "Winter sale", "reason": "expired", "why": "expired 2026-03-01",
    });
    assert_eq!(audit["left_out"][3], expired);
    assert_eq!(audit["summary"]["left_out"]["reasons"]["for partners, staff"], 1);
    assert_eq!((&audit["summary"]["articles"], &audit["summary"]["in"]), (&json!(6), &json!(2)));
}
