//! The page of `nohold report`, and `nohold gaps`, as programs see them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::cli::run;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/kb-sample");

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("nohold-report-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

/// A log of what `nohold search --log` leaves.
fn logged(folder: &std::path::Path, queries: &[&str]) -> PathBuf {
    let log = folder.join("queries.jsonl");
    for query in queries {
        run(&["search", SAMPLE, query, "--log", text(&log), "--on", "2026-11-03"], "");
    }
    log
}

#[test]
fn a_search_is_logged_and_its_gaps_are_told() {
    let folder = scratch("gaps");
    let log = logged(&folder, &["zqxjk of max@mail.example", "zqxjk", "LF-409"]);
    let lines = fs::read_to_string(&log).unwrap();
    assert_eq!((lines.lines().count(), lines.contains("max@mail"), lines.contains("LF-409")), (3, false, true));
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["v"], &first["day"], &first["query"]),
        (&1.into(), &"2026-11-03".into(), &"zqxjk of [email]".into())
    );
    fs::write(&log, lines + "torn {\"v\":").unwrap();

    let output = run(&["gaps", text(&log), SAMPLE, "--json"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("queries.jsonl:4: "));
    let gaps: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(gaps["entries"], 3);
    assert_eq!(gaps["gaps"][0]["count"], 2, "{gaps}");
    assert!(gaps["gaps"][0]["label"].as_str().unwrap().contains("zqxjk"));
    let shown = run(&["gaps", text(&log), SAMPLE, "--limit", "1"], "");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("not answered; 1 of "), "{shown:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_cannot_be_read_or_written_is_an_error() {
    let folder = scratch("errors");
    let missing = folder.join("missing.jsonl");
    let cases: [&[&str]; 5] = [
        &["gaps", text(&missing), SAMPLE],
        &["gaps", SAMPLE, "missing-folder"],
        &["report", SAMPLE, "--log", text(&missing), "--output", "/dev/null"],
        &["report", SAMPLE, "--output", text(&folder)],
        &["search", SAMPLE, "refund", "--log", text(&folder)],
    ];
    for arguments in cases {
        let output = run(arguments, "");
        assert_eq!((output.status.code(), output.stderr.starts_with(b"nohold: ")), (Some(2), true), "{arguments:?}");
    }
    fs::remove_dir_all(folder).unwrap();
}

/// The page for `arguments`.
fn page(folder: &std::path::Path, arguments: &[&str]) -> String {
    let path = folder.join("report.html");
    let output = run(&[&["report"], arguments, &["--on", "2026-11-23", "--output", text(&path)]].concat(), "");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    fs::read_to_string(path).unwrap()
}

#[test]
fn the_page_needs_nothing_else_and_runs_nothing() {
    let folder = scratch("page");
    let log = logged(&folder, &["tide clock", "whatsapp", "<script>alert(1)</script> & \"more\""]);
    let page = page(&folder, &[SAMPLE, "--log", text(&log)]);
    for absent in ["<script", "style=\"", "onload", "src=\"", "@import", "url(", "NaN", "inf\"", "<link"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    for id in ["answers", "gaps", "freshness", "owners", "unfound", "copies", "links", "reading", "size"] {
        assert!(page.contains(&format!("<section id=\"{id}\">")), "{id}");
    }
    let opened = |tag: &str| page.matches(&format!("<{tag}")).count();
    for tag in ["table", "svg", "section", "figure", "details", "ul"] {
        assert_eq!(
            opened(&format!("{tag}>")) + opened(&format!("{tag} ")),
            page.matches(&format!("</{tag}>")).count(),
            "{tag}"
        );
    }
    assert_eq!(page.matches("role=\"img\" aria-label=").count(), page.matches("class=\"columns\"").count());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn hostile_articles_are_text_on_the_page() {
    let folder = scratch("hostile");
    let article =
        "---\ntitle: \"<img src=x onerror=alert(1)>\"\nowner: \"</style><b>\"\nid: \"\\\"><i>\"\n---\n[x](nowhere.md)";
    fs::create_dir(folder.join("kb")).unwrap();
    fs::write(folder.join("kb/a.md"), article).unwrap();
    let page = page(&folder, &[text(&folder.join("kb"))]);
    for absent in ["<img", "</style><b>", "\"><i>"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") && page.contains("broken link"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_edition_and_an_empty_folder_have_a_page_too() {
    let folder = scratch("others");
    let edition = folder.join("kb.nohold");
    run(&["index", "kb", "--output", text(&edition)], "");
    assert!(page(&folder, &[text(&edition)]).contains("An edition holds no links"));
    fs::create_dir(folder.join("empty")).unwrap();
    assert!(page(&folder, &[text(&folder.join("empty"))]).contains("0 articles"));
    fs::remove_dir_all(folder).unwrap();
}
