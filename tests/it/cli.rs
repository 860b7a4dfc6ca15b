//! The command line as people and scripts meet it: each case is a call, its exit code, and what must be printed.
//! Cases run in a copy of `tests/data/cli`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cli");

/// A copy of the fixtures, with what cannot be kept as a file: editions, whole and damaged, text that is
/// not UTF-8, and an empty folder.
pub(crate) static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    let _ = fs::remove_dir_all(&folder);
    copy(Path::new(DATA), &folder);
    fs::create_dir(folder.join("empty")).unwrap();
    nohold::KnowledgeBase::open(folder.join("kb")).unwrap().save(folder.join("kb.nohold")).unwrap();
    let edition = fs::read(folder.join("kb.nohold")).unwrap();
    fs::write(folder.join("truncated.nohold"), &edition[..edition.len() / 2]).unwrap();
    fs::write(folder.join("no-bytes.nohold"), []).unwrap();
    fs::write(folder.join("changed.nohold"), with_changed_byte(&edition, edition.len() - 1)).unwrap();
    fs::write(folder.join("version.nohold"), with_changed_byte(&edition, 8)).unwrap();
    fs::write(folder.join("latin-1.jsonl"), b"{\"id\": \"x\", \"title\": \"Caf\xe9\", \"text\": \"Words.\"}\n")
        .unwrap();
    folder
});

fn with_changed_byte(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 0x55;
    bytes
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(&target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

pub(crate) fn nohold(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nohold"));
    command.current_dir(&*FOLDER).args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(args: &[&str], stdin: &str) -> Output {
    let mut child = nohold(args).stdin(Stdio::piped()).spawn().unwrap();
    // A program that refuses its arguments does not wait for its input.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    child.wait_with_output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) fn json(args: &[&str]) -> Value {
    serde_json::from_slice(&run(args, "").stdout).unwrap()
}

/// A call, its exit code, and what is printed, in this order, to standard output and standard error.
pub(crate) struct Case {
    args: &'static [&'static str],
    stdin: &'static str,
    exit: i32,
    out: &'static [&'static str],
    err: &'static [&'static str],
}

pub(crate) const fn case(
    args: &'static [&'static str],
    exit: i32,
    out: &'static [&'static str],
    err: &'static [&'static str],
) -> Case {
    Case { args, stdin: "", exit, out, err }
}

impl Case {
    fn problem(&self) -> Option<String> {
        let output = run(self.args, self.stdin);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        let is_silent = (self.err.is_empty() && !err.is_empty()) || err.contains("panicked") || err.contains("RUST_");
        let is_one_line = !err.starts_with("nohold: ") || err.lines().count() == 1;
        let as_said = output.status.code() == Some(self.exit) && has(&out, self.out) && has(&err, self.err);
        let args = self.args.iter().map(|arg| arg.chars().take(60).collect::<String>()).collect::<Vec<_>>().join(" ");
        (!as_said || is_silent || !is_one_line)
            .then(|| format!("nohold {args}: exit {:?}\n--- stdout\n{out}--- stderr\n{err}", output.status.code()))
    }
}

/// Whether all `fragments` stand in `text`, one behind the other.
fn has(text: &str, fragments: &[&str]) -> bool {
    let mut rest = text;
    fragments.iter().all(|fragment| {
        let found = rest.split_once(fragment);
        rest = found.map_or("", |(_, behind)| behind);
        found.is_some()
    })
}

pub(crate) fn check(cases: &[Case]) {
    let problems: Vec<String> = cases.iter().filter_map(Case::problem).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn index() {
    check(&[
        case(
            &["index", "kb", "--output", "made.nohold"],
            0,
            &[
                "audience",
                "everything (internal)\n",
                "articles",
                "4\n",
                "sections",
                "warnings",
                "0\n",
                "bytes",
                "seconds",
                "0.",
            ],
            &[],
        ),
        case(&["search", "made.nohold", "vinegar"], 0, &["Descaling the kettle", "1 of 1 articles"], &[]),
        case(&["search", "made.nohold", "teapot"], 0, &["Descaling the kettle"], &[]),
        case(&["search", "made.nohold", "samovar"], 1, &["no hits"], &[]),
        case(
            &["index", "kb", "--synonyms", "rules.txt", "--output", "made-with-rules.nohold"],
            0,
            &["warnings", "1\n"],
            &["rules.txt:2: not a rule of synonyms"],
        ),
        case(&["search", "made-with-rules.nohold", "samovar"], 0, &["Descaling the kettle"], &[]),
        case(&["search", "made-with-rules.nohold", "reimbursement"], 0, &["Refunds"], &[]),
        case(&["index", "kb", "--no-builtin-synonyms", "--output", "made-without.nohold"], 0, &["articles"], &[]),
        case(&["search", "made-without.nohold", "reimbursement"], 1, &["no hits"], &[]),
        case(
            &["index", "articles.jsonl", "-o", "made.nohold", "--json"],
            0,
            &[r#""articles": 2"#, r#""bytes": "#],
            &[],
        ),
        Case {
            stdin: "{\"id\": \"x\", \"title\": \"Standard input\", \"text\": \"Words.\"}\n",
            ..case(&["index", "-", "--output", "made-of-stdin.nohold", "--lang", "en"], 0, &["articles", "1\n"], &[])
        },
        Case {
            stdin: "{\"id\": \"de/x\", \"title\": \"Erstattung\", \"text\": \"Das Geld geht auf die Karte zurück.\"}\n",
            ..case(&["index", "-", "--output", "made-in-german.nohold", "--lang", "en"], 0, &["articles", "1\n"], &[])
        },
        case(&["search", "made-in-german.nohold", "Erstattung", "--json"], 0, &[r#""lang": "de""#], &[]),
        case(&["search", "made-of-stdin.nohold", "words", "--json"], 0, &[r#""lang": "en""#], &[]),
        case(
            &["index", "bad-articles.jsonl", "--output", "made-in-part.nohold"],
            0,
            &["articles", "1\n", "warnings", "2\n"],
            &["bad-articles.jsonl:2: ", "JSON", "bad-articles.jsonl:3: ", "`id`"],
        ),
        case(
            &["index", "latin-1.jsonl", "--output", "made-of-latin-1.nohold"],
            0,
            &["articles", "1\n", "warnings", "1\n"],
            &["latin-1.jsonl:1: ", "not UTF-8"],
        ),
    ]);
}

#[test]
fn index_refuses() {
    check(&[
        case(&["index", "missing", "--output", "x.nohold"], 2, &[], &["nohold: missing: cannot be read: No such file"]),
        case(&["index", "empty", "--output", "x.nohold"], 2, &[], &["nohold: empty: there are no articles"]),
        case(&["index", "-", "--output", "x.nohold"], 2, &[], &["nohold: -: there are no articles"]),
        case(&["index", "kb.nohold", "--output", "x.nohold"], 2, &[], &["kb.nohold: neither a folder"]),
        case(&["index", "kb", "--output", "no/such/x.nohold"], 2, &[], &["no/such/x.nohold: ", "No such file"]),
        case(&["index", "kb"], 2, &[], &["error: ", "--output <FILE>"]),
        case(
            &["index", "kb", "--synonyms", "no.txt", "-o", "x.nohold"],
            2,
            &[],
            &["nohold: no.txt: cannot be read: No"],
        ),
        case(
            &["index", "kb", "--as-of", "2026-06-01", "-o", "x.nohold"],
            2,
            &[],
            &["error: ", "not provided", "--audience <WHO>"],
        ),
        case(
            &["index", "mend", "--output", "x.nohold"],
            2,
            &[],
            &["nohold: guide/inner/cup.md and guide/inner/mug.md have"],
        ),
        case(
            &["index", "twice.jsonl", "--output", "x.nohold"],
            2,
            &[],
            &["twice.jsonl:1 and twice.jsonl:2 have the same id, \"a\""],
        ),
    ]);
    assert!(!FOLDER.join("x.nohold").exists());
}

#[test]
fn at_most_twenty_warnings_are_shown() {
    let lines = "no JSON\n".repeat(30) + "{\"id\": \"x\", \"title\": \"X\", \"text\": \"Words.\"}\n";
    let output = run(&["index", "-", "--output", "many-warnings.nohold"], &lines);
    let err = text(&output.stderr);
    assert_eq!(err.lines().count(), 21, "{err}");
    assert!(err.ends_with("… and 10 more; `nohold check` lists them all\n"), "{err}");
}

#[test]
fn search() {
    check(&[
        case(
            &["search", "kb.nohold", "ask for a refund"],
            0,
            &[" 1  Refunds > How to ask\n", "/policies/refunds/#how-to-ask\n", "refund", "articles\n"],
            &[],
        ),
        case(&["search", "kb", "refnd", "card"], 0, &["read 'refnd' as 'refund", "Refunds"], &[]),
        case(&["search", "kb", "refund zzyzx"], 0, &["the best hit is without 'zzyzx'", "Refunds"], &[]),
        case(&["search", "kb", "vinegar", "--explain"], 0, &["Descaling the kettle", " = ", "text", "coverage "], &[]),
        case(&["search", "articles.jsonl", "gift"], 0, &["Gift cards", "/a/"], &[]),
        case(&["search", "kb", "refund parcels", "--within", "de"], 1, &["no hits"], &[]),
        case(&["search", "kb", "parcels", "--within", "de", "--within", "policies"], 0, &["Shipping"], &[]),
        case(&["search", "kb", "card", "--filter", "product=kettle"], 0, &["Refunds", "1 of 1 articles"], &[]),
        case(&["search", "kb", "card", "--filter", "product=kettle", "--filter", "owner=nobody"], 1, &["no hits"], &[]),
        case(&["search", "kb", "card refund parcels", "--limit", "1"], 0, &["1 of "], &[]),
        case(&["search", "kb", "Karten", "--lang", "de"], 0, &["Erstattung"], &[]),
    ]);
}

#[test]
fn search_finds_nothing() {
    check(&[
        case(&["search", "kb", "zzyzx"], 1, &["no hits\n"], &[]),
        case(&["search", "kb", ""], 1, &["no hits\n"], &[]),
        case(&["search", "kb", "   \t "], 1, &["no hits\n"], &[]),
        case(&["search", "kb", "🙂🙃"], 1, &["no hits\n"], &[]),
        case(&["search", "kb", "card", "--filter", "colour=red"], 1, &["no hits\n"], &[]),
        case(&["search", "empty", "card"], 1, &["no hits\n"], &[]),
        case(&["search", "kb", "zzyzx", "--json"], 1, &[r#""total": 0"#, r#""hits": []"#], &[]),
    ]);
}

#[test]
fn search_refuses() {
    check(&[
        case(&["search", "missing.nohold", "card"], 2, &[], &["nohold: missing.nohold: cannot be read: No such file"]),
        case(&["search", "queries.jsonl.md", "card"], 2, &[], &["nohold: queries.jsonl.md: cannot be read"]),
        case(&["search", "kb/README.md", "card"], 2, &[], &["nohold: kb/README.md: ", "edition"]),
        case(&["search", "no-bytes.nohold", "card"], 2, &[], &["nohold: no-bytes.nohold: ", "edition"]),
        case(&["search", "truncated.nohold", "card"], 2, &[], &["nohold: truncated.nohold: "]),
        case(&["search", "kb"], 2, &[], &["error: ", "<WORDS>"]),
        case(&["search", "kb", "card", "--limit", "0"], 2, &[], &["error: invalid value '0'", "1..=1000"]),
        case(&["search", "kb", "card", "--limit", "many"], 2, &[], &["error: invalid value 'many'"]),
        case(&["search", "kb", "card", "--filter", "product"], 2, &[], &["error: ", "expected KEY=VALUE"]),
        case(&["search", "kb", "card", "--frobnicate"], 2, &[], &["error: unexpected argument"]),
        case(&["search", "kb", "--queries", "queries.jsonl"], 2, &[], &["error: ", "--run <FILE>"]),
        case(
            &["search", "kb", "card", "--queries", "queries.jsonl", "--run", "x"],
            2,
            &[],
            &["error: ", "cannot be used"],
        ),
        case(
            &["search", "kb", "--queries", "missing.jsonl", "--run", "x"],
            2,
            &[],
            &["missing.jsonl: cannot be read: No"],
        ),
        case(
            &["search", "kb", "--queries", "bad-queries.jsonl", "--run", "x"],
            2,
            &[],
            &["nohold: bad-queries.jsonl:3: not a query: missing field `text`, column "],
        ),
        case(
            &["search", "kb", "--queries", "bad-filter.jsonl", "--run", "x"],
            2,
            &[],
            &["bad-filter.jsonl:1: not a query: a filter's value should be a text or a list of texts"],
        ),
        case(
            &["search", "kb", "--queries", "queries.jsonl", "--run", "no/such/x"],
            2,
            &[],
            &["no/such/x: cannot be written"],
        ),
        case(&["search", "kb", "card", "--threads", "2"], 2, &[], &["error: ", "--queries <FILE>"]),
        case(
            &["search", "kb", "--queries", "queries.jsonl", "--run", "x", "--threads", "0"],
            2,
            &[],
            &["error: invalid value '0'", "1..=1024"],
        ),
    ]);
    assert!(!FOLDER.join("x").exists());
}

#[test]
fn a_huge_query_is_a_query() {
    let words = "refund ".repeat(15_000);
    assert_eq!(run(&["search", "kb", &words], "").status.code(), Some(0));
}

#[test]
fn results_as_json() {
    let results = json(&["search", "kb", "refnd ask", "--json", "--explain"]);
    let hit = &results["hits"][0];
    assert_eq!(hit["id"], "policies/refunds.md");
    assert_eq!(hit["updated"], "2026-03-01");
    assert_eq!(hit["owner"], "Care");
    assert_eq!(hit["attributes"]["product"], serde_json::json!(["kettle", "lamp"]));
    assert_eq!(results["corrections"][0]["range"], serde_json::json!([0, 5]));
    assert_eq!(results["corrections"][0]["typed"], "refnd");
    let parts = hit["explanation"]["parts"].as_object().unwrap().values().map(|part| part.as_f64().unwrap());
    assert!((parts.sum::<f64>() - hit["score"].as_f64().unwrap()).abs() < 1e-6);
    let snippet = &hit["sections"][0]["snippet"];
    let [start, end] = [0, 1].map(|end| snippet["highlights"][0][end].as_u64().unwrap() as usize);
    assert!(["ask", "refund"].contains(&snippet["text"].as_str().unwrap()[start..end].to_lowercase().as_str()));
}

#[test]
fn ask() {
    check(&[
        case(
            &["ask", "kb.nohold", "how to ask for a refund"],
            0,
            &[
                "\n\n    Refunds > How to ask\n",
                "/policies/refunds/#how-to-ask\n",
                "updated 2026-03-01\n",
                "why: ",
                "heading ",
            ],
            &[],
        ),
        case(
            &["ask", "kb", "how", "to", "ask", "for", "a", "refnd"],
            0,
            &["read 'refnd' as 'refund'", "How to ask"],
            &[],
        ),
        case(&["ask", "kb", "zzyzx"], 1, &["no hits\n"], &[]),
        case(&["ask", "kb", ""], 1, &["no hits\n"], &[]),
        case(&["ask", "kb", "\u{1b}[31m"], 1, &["no hits\n"], &[]),
        case(&["ask", "kb", "ask refund", "--within", "de"], 1, &["no hits"], &[]),
        case(&["ask", "kb", "zzyzx", "--json"], 1, &[r#""answer": null"#, r#""hits": []"#], &[]),
        case(
            &["ask", "trust", "repair ten days", "--on", "2026-04-12"],
            0,
            &["within ten days.", "Repairs of lamps", "stale: review was due 2026-04-11\n"],
            &[],
        ),
        // What has expired is not read out, unless somebody wants to know what was said.
        case(&["ask", "trust", "repair ten days", "--on", "2026-06-01"], 1, &["no hits\n"], &[]),
        case(
            &["ask", "trust", "repair ten days", "--on", "2026-06-01", "--with-expired"],
            0,
            &["within ten days.", "expired: review was due 2026-04-11\n"],
            &[],
        ),
        case(&["ask", "trust", "lamp", "--on", "some day"], 2, &[], &["error: ", "expected a day of the form"]),
        case(&["ask", "kb", "how to ask for a refund", "--log", "ask-log.jsonl"], 0, &["How to ask"], &[]),
        case(&["gaps", "ask-log.jsonl", "kb"], 0, &[], &[]),
        case(&["ask", "kb", "card", "--log", "no/such/log"], 2, &[], &["nohold: no/such/log: cannot be opened"]),
        case(&["ask", "missing", "card"], 2, &[], &["nohold: missing: cannot be read: No such file"]),
        case(&["ask", "truncated.nohold", "card"], 2, &[], &["nohold: truncated.nohold: "]),
        case(&["ask", "kb", "card", "--limit", "0"], 2, &[], &["error: invalid value '0'"]),
        case(&["ask"], 2, &[], &["error: ", "<FILE>"]),
        case(&["ask", "kb"], 2, &[], &["nohold: there is no terminal to ask on: give the question"]),
        case(&["ask", "missing"], 2, &[], &["nohold: there is no terminal"]),
        case(&["ask", "kb", "--json"], 2, &[], &["error: ", "<WORDS>"]),
    ]);
}

#[test]
fn no_answer_is_given_where_none_stands_out() {
    let line = |id| format!("{{\"id\": \"copy {id}\", \"title\": \"Copy\", \"text\": \"The same words.\"}}\n");
    fs::write(FOLDER.join("alike.jsonl"), (0..5).map(line).collect::<String>()).unwrap();
    check(&[
        case(
            &["ask", "alike.jsonl", "same words of another parcel"],
            1,
            &["not sure: no passage stands out", " 1  Copy\n", "3 of 5 articles\n"],
            &[],
        ),
        case(
            &["ask", "alike.jsonl", "same words of another parcel", "--limit", "1"],
            1,
            &["not sure", "1 of 5 articles\n"],
            &[],
        ),
    ]);
    let answered = json(&["ask", "alike.jsonl", "same words of another parcel", "--json"]);
    assert!(answered["answer"].is_null() && answered["hits"].as_array().unwrap().len() == 3);
}

#[test]
fn an_answer_as_json() {
    let answered = json(&["ask", "kb", "how to ask for a refund", "--json"]);
    let answer = &answered["answer"];
    assert_eq!(answer["id"], "policies/refunds.md");
    assert_eq!(answer["heading"], "How to ask");
    assert_eq!(answer["updated"], "2026-03-01");
    assert_eq!(answer["audience"], "public");
    assert_eq!(answer["url"], answered["hits"][0]["sections"][0]["url"]);
    assert_eq!(answer["markdown"], answer["text"]);
    assert!(answer["html"].as_str().unwrap().starts_with("<p>Write to us"), "{answer}");
    assert!(answer["confidence"].as_f64().unwrap() > 0.5 && answer["why"]["heading"].as_f64().unwrap() > 0.5);
    let [start, end] = [0, 1].map(|end| answer["highlights"][0][end].as_u64().unwrap() as usize);
    assert!(["ask", "refund"].contains(&answer["text"].as_str().unwrap()[start..end].to_lowercase().as_str()));
}

#[test]
fn many_queries_at_once() {
    let args = ["search", "kb.nohold", "--queries", "queries.jsonl", "--run", "out.trec", "--limit", "100"];
    let args = [&args[..], &["--stats", "stats.json", "--json"]].concat();
    let printed = json(&args);
    let stats: Value = serde_json::from_slice(&fs::read(FOLDER.join("stats.json")).unwrap()).unwrap();
    assert_eq!(printed, stats);
    assert_eq!(stats["count"], 4);
    let keys: Vec<&String> = stats.as_object().unwrap().keys().collect();
    assert_eq!(keys[..7], ["count", "p50_us", "p95_us", "p99_us", "open_us", "threads", "per_second"]);
    // Memory is told where the system tells it.
    assert!(keys[7..].is_empty() || keys[7..] == ["memory_opened", "memory"], "{keys:?}");
    let run = fs::read_to_string(FOLDER.join("out.trec")).unwrap();
    let found: Vec<(&str, &str)> = rows(&run).map(|row| (row[0], row[2])).collect();
    assert_eq!(found[0], ("q1", "policies/refunds.md"));
    assert!(found.contains(&("q2", "policies/shipping.md")) && !found.contains(&("q3", "policies/shipping.md")));
    assert!(found.contains(&("q3", "policies/refunds.md")) && found.iter().all(|(qid, _)| *qid != "q4"));
}

#[test]
fn threads_answer_alike() {
    let args = |run, threads| {
        ["search", "kb.nohold", "--queries", "queries.jsonl", "--run", run, "--threads", threads, "--json"]
    };
    let stats = json(&args("one.trec", "1"));
    assert!(stats["p50_us"].is_u64() && stats["threads"] == 1, "{stats}");
    for (run, threads, told) in [("two.trec", "2", 2), ("many.trec", "1024", 1024)] {
        let stats = json(&args(run, threads));
        assert!(stats["p50_us"].is_null() && stats["threads"] == told, "{stats}");
        assert_eq!(fs::read(FOLDER.join(run)).unwrap(), fs::read(FOLDER.join("one.trec")).unwrap());
    }
}

fn rows(run: &str) -> impl Iterator<Item = Vec<&str>> {
    run.lines().map(|line| line.split('\t').collect())
}

/// Equal articles have equal scores, and judges who sort by score must see them in our order all the same.
#[test]
fn scores_fall_from_hit_to_hit() {
    let line = |id| format!("{{\"id\": \"copy {id}\", \"title\": \"Copy\", \"text\": \"The same words.\"}}\n");
    let articles: String = (0..9).map(line).collect();
    assert!(run(&["index", "-", "--output", "copies.nohold"], &articles).status.success());
    fs::write(FOLDER.join("copies.queries"), "{\"qid\": \"q\", \"text\": \"same words\"}\n").unwrap();
    let output = run(&["search", "copies.nohold", "--queries", "copies.queries", "--run", "copies.trec"], "");
    assert_eq!(output.status.code(), Some(0));
    let run = fs::read_to_string(FOLDER.join("copies.trec")).unwrap();
    let ranked: Vec<(usize, f64)> = rows(&run).map(|row| (row[3].parse().unwrap(), row[4].parse().unwrap())).collect();
    assert_eq!(ranked.len(), 9, "{run}");
    assert!(ranked.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1), "{run}");
    assert!(run.starts_with("q\tQ0\tcopy 0\t1\t"), "{run}");
}

/// Holds all that a call prints against a file. `UPDATE_GOLDEN=1` writes it anew: read what it wrote.
pub(crate) fn check_golden(args: &[&str], exit: i32, golden: &str) {
    let output = run(args, "");
    let found = text(&output.stdout) + "---\n" + &text(&output.stderr);
    let golden = Path::new(DATA).join(golden);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &found).unwrap();
    }
    assert_eq!(found, fs::read_to_string(golden).unwrap());
    assert_eq!(output.status.code(), Some(exit));
}

#[test]
fn check_lists_what_is_to_be_mended() {
    check_golden(&["check", "mend"], 1, "mend.txt");
}

#[test]
fn check_exits() {
    check(&[
        case(&["check", "kb"], 0, &[], &["nothing to mend"]),
        case(&["check", "kb", "--json"], 0, &[r#""findings": []"#, r#""summary": {}"#], &[]),
        case(&["check", "empty"], 0, &[], &["nothing to mend"]),
        case(
            &["check", "articles.jsonl"],
            1,
            &["articles.jsonl:1: articles.jsonl:2 has no anchor `#missing`\n"],
            &["broken anchor    1"],
        ),
        case(
            &["check", "twice.jsonl", "--json"],
            1,
            &[r#""path": "twice.jsonl""#, r#""line": 2"#, r#""kind": "duplicate id""#, r#""duplicate id": 2"#],
            &[],
        ),
        case(&["check", "bad-articles.jsonl"], 1, &["bad-articles.jsonl:2: ", "bad-articles.jsonl:3: "], &["reading"]),
        case(&["check", "latin-1.jsonl"], 1, &["latin-1.jsonl:1: ", "not UTF-8"], &["reading"]),
        case(&["check", "missing"], 2, &[], &["nohold: missing: cannot be read: No such file"]),
        case(&["check", "kb.nohold"], 2, &[], &["nohold: kb.nohold: neither a folder"]),
    ]);
}

#[test]
fn help_and_version() {
    check(&[
        case(&["--version"], 0, &["nohold ", env!("CARGO_PKG_VERSION")], &[]),
        case(
            &["--help"],
            0,
            &[
                "Usage: nohold",
                "index",
                "search",
                "ask",
                "check",
                "eval",
                "audit",
                "verify",
                "info",
                "Examples:",
                "Exit codes",
            ],
            &[],
        ),
        case(
            &["index", "--help"],
            0,
            &[
                "(de/) wins over it",
                "--synonyms <FILE>",
                "--no-builtin-synonyms",
                "--audience <WHO>",
                "Without --audience everything is written, drafts and internal",
            ],
            &[],
        ),
        case(&["search", "--help"], 0, &["--limit <N>", "bytes of UTF-8"], &[]),
        case(&["ask", "--help"], 0, &["a screen opens", "--json", "1 not sure or no hit"], &[]),
        case(&["eval", "--help"], 0, &["--queries <FILE>", "--fail-under <FIGURE>", "section@1  the first hit"], &[]),
        case(&["audit", "--help"], 0, &["--audience <WHO>", "the first that holds"], &[]),
        case(&["verify", "--help"], 0, &["all checksums", "2 it cannot be read"], &[]),
        case(&["info", "--help"], 0, &["--dump <DIR>", "not replaced but an error", "SHA-256"], &[]),
        case(&[], 2, &[], &["Usage: nohold"]),
        case(&["frobnicate"], 2, &[], &["error: unrecognized subcommand"]),
    ]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for args in [
        &["search", "kb", "card"][..],
        &["search", "kb", "card", "--json"],
        &["ask", "kb", "how to ask for a refund"],
        &["check", "mend"],
        &["check", "mend", "--json"],
        &["eval", "kb", "--queries", "good-judged.jsonl"],
        &["audit", "kb", "--audience", "public"],
        &["verify", "kb.nohold"],
        &["info", "kb.nohold"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = nohold(args).stdout(writer).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn colours_are_for_terminals() {
    assert!(!run(&["search", "kb", "card"], "").stdout.contains(&0x1b));
}
