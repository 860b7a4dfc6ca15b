//! `nohold eval`, tested as the other commands are in `cli`.

use std::fs;

use serde_json::{Value, json};

use crate::cli::{FOLDER, case, check, check_golden, json as printed, run, text};

#[test]
fn a_table_and_what_fails() {
    check_golden(&["eval", "kb", "--queries", "judged.jsonl"], 0, "eval.txt");
}

/// Means by hand, of the seven queries that have answers: nDCG is 1 for q1, q2 and q3, and 1 / log2 3 for q9, whose
/// answer is the second hit. Four of them name a section, which is right for q1.
#[test]
fn figures_as_json() {
    let report = printed(&["eval", "kb", "--queries", "judged.jsonl", "--json", "--failing", "1"]);
    let all = json!({
        "queries": 7, "ndcg@10": 0.5187, "mrr": 0.5, "success@1": 0.4286, "success@3": 0.5714, "section@1": 0.25,
        "no_hits": 0.1429,
    });
    assert_eq!(report["all"], all);
    assert_eq!(report["kinds"].as_object().unwrap().keys().collect::<Vec<_>>(), ["-", "keyword", "typo"]);
    assert_eq!(report["kinds"]["-"]["section@1"], Value::Null);
    assert_eq!(
        (&report["without_answers"]["queries"], &report["without_answers"]["no_hits"]),
        (&json!(2), &json!(0.5))
    );
    let failing = report["failing"].as_array().unwrap();
    assert_eq!(failing.iter().map(|one| &one["qid"]).collect::<Vec<_>>(), ["q4", "q5", "q6", "q9"]);
    assert_eq!(failing[3]["rank"], 2);
    assert_eq!(failing[3]["wanted"], json!([{ "id": "policies/shipping.md", "anchor": "", "grade": 1.0, "rank": 2 }]));
    assert_eq!(failing[3]["came"][0]["id"], "policies/refunds.md");
    assert!(failing[3]["came"][0]["heading"].is_string());
}

#[test]
fn exits() {
    const GONE: &str = "judged.jsonl:5: there is no article \"gone.md\"\n";
    check(&[
        case(
            &["eval", "kb.nohold", "--queries", "good-judged.jsonl", "--fail-under", "1"],
            0,
            &["ndcg@10", "all", "1.0000", "\n0 of 1 queries have no answer among the first 3\n"],
            &[],
        ),
        case(
            &["eval", "kb", "--queries", "good-judged.jsonl", "--within", "de"],
            0,
            &["0.0000", "1 of 1 queries", "no hits\n"],
            &[],
        ),
        case(&["eval", "kb", "--queries", "judged.jsonl", "--fail-under", "0.5187"], 0, &["all"], &[GONE]),
        case(
            &["eval", "kb", "--queries", "judged.jsonl", "--fail-under", "0.52"],
            1,
            &["all"],
            &[GONE, "ndcg@10 is 0.5187, below 0.52\n"],
        ),
    ]);
    let out = text(&run(&["eval", "kb", "--queries", "judged.jsonl", "--failing", "0"], "").stdout);
    assert!(out.starts_with("kind") && out.lines().count() == 9, "{out}");
}

/// Each measure with a bound that it meets, and one that it does not.
#[test]
fn each_measure_can_be_looked_at() {
    let cases = [("ndcg@10", 0.51, 0.52), ("mrr", 0.5, 0.51), ("success@1", 0.42, 0.43), ("success@3", 0.57, 0.58)];
    for (measure, met, missed) in cases.into_iter().chain([("section@1", 0.25, 0.26)]) {
        for (bound, exit) in [(met, 0), (missed, 1)] {
            let bound = bound.to_string();
            let args = ["eval", "kb", "--queries", "judged.jsonl", "--measure", measure, "--fail-under", &bound];
            let output = run(&args, "");
            assert_eq!(output.status.code(), Some(exit), "{measure} {bound}");
            let says_so = text(&output.stderr).contains(&format!("{measure} is 0."));
            assert_eq!(says_so, exit == 1, "{measure} {bound}");
        }
    }
}

#[test]
fn refuses() {
    check(&[
        case(&["eval", "kb"], 2, &[], &["error: ", "--queries <FILE>"]),
        case(&["eval", "missing", "--queries", "judged.jsonl"], 2, &[], &["nohold: missing: cannot be read"]),
        case(&["eval", "kb", "--queries", "missing.jsonl"], 2, &[], &["nohold: missing.jsonl: cannot be read: No"]),
        case(&["eval", "kb", "--queries", "judged.jsonl", "--failing", "11"], 2, &[], &["error: invalid", "0..=10"]),
        case(&["eval", "kb", "--queries", "judged.jsonl", "--fail-under", "90"], 2, &[], &["a number from 0 to 1"]),
        case(&["eval", "kb", "--queries", "judged.jsonl", "--fail-under", "NaN"], 2, &[], &["a number from 0 to 1"]),
        case(&["eval", "kb", "--queries", "judged.jsonl", "--measure", "mrr"], 2, &[], &["--fail-under <FIGURE>"]),
        case(
            &["eval", "kb", "--queries", "judged.jsonl", "--measure", "map", "--fail-under", "1"],
            2,
            &[],
            &["invalid value 'map'", "ndcg@10"],
        ),
    ]);
}

/// What a file says, and what is said about it.
#[test]
fn bad_files_are_named_with_their_line() {
    let good = br#"{"qid": "a", "text": "card", "answers": []}"#;
    let cases: [(&[u8], &str); 12] = [
        (b"", ": there are no queries"),
        (b"\n \r\n", ": there are no queries"),
        (br#"{"qid": "b", "answers": []}"#, ":2: not a query: missing field `text`, column "),
        (br#"{"qid": "b", "text": "card"}"#, ":2: not a query: missing field `answers`, column "),
        (br#"{"qid": "b", "text": " ", "answers": []}"#, ":2: not a query: `text` is empty"),
        (br#"{"qid": "b", "text": "card", "answers": [{"id": 7}]}"#, ":2: not a query: invalid type: integer `7`"),
        (br#"{"qid": "b", "text": "card", "answers": [{}]}"#, ":2: not a query: missing field `id`"),
        (br#"{"qid": "b", "text": "card", "answers": [{"id": "x", "grade": -1}]}"#, "whole number from 0 to 100"),
        (br#"{"qid": "b", "text": "card", "answers": [{"id": "x", "grade": 1.5}]}"#, "whole number from 0 to 100"),
        (br#"{"qid": "a", "text": "gift", "answers": []}"#, ":1 and bad.jsonl:2 have the same qid, \"a\""),
        (b"{\"qid\": \"b\", \"text\": \"caf\xe9\", \"answers\": []}", ":2: not a query: not UTF-8"),
        (b"no JSON", ":2: not a query: expected "),
    ];
    for (line, problem) in cases {
        let is_blank = line.trim_ascii().is_empty();
        let file = if is_blank { line.to_vec() } else { [good, &b"\n"[..], line].concat() };
        fs::write(FOLDER.join("bad.jsonl"), file).unwrap();
        let output = run(&["eval", "kb", "--queries", "bad.jsonl"], "");
        let err = text(&output.stderr);
        assert!(err.starts_with("nohold: bad.jsonl:") && err.contains(problem), "{err}");
        assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
    }
}

/// Editors on Windows put a mark before the first line, and two characters after each.
#[test]
fn files_from_windows_are_read() {
    let line = "{\"qid\": \"a\", \"text\": \"vinegar\", \"answers\": [{\"id\": \"products/kettle.md\"}]}\r\n";
    fs::write(FOLDER.join("windows.jsonl"), format!("\u{feff}{line}")).unwrap();
    let args = ["eval", "kb", "--queries", "windows.jsonl", "--fail-under", "1"];
    assert_eq!(run(&args, "").status.code(), Some(0));
}

#[test]
fn what_cannot_be_measured_is_not_passed() {
    fs::write(FOLDER.join("unanswered.jsonl"), "{\"qid\": \"a\", \"text\": \"card\", \"answers\": []}\n").unwrap();
    let args = ["eval", "kb", "--queries", "unanswered.jsonl"];
    let output = run(&args, "");
    assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(0), 6));
    let output = run(&[&args[..], &["--fail-under", "0"]].concat(), "");
    let message = "nohold: --fail-under: there is no query by which ndcg@10 can be measured\n";
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(2), message));
}
