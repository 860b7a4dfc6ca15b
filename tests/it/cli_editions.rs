//! Editions on the command line: for whom they are made, what was left out, and whether they are whole. Tested as the
//! other commands are in `cli`.

use std::fs;

use nohold::article::{Audience, Date};
use nohold::inspect;
use serde_json::json;

use crate::cli::{FOLDER, case, check, check_golden, json as printed, nohold as command, run, text};

const AS_OF: &str = "2026-06-01";

#[test]
fn an_edition_for_an_audience() {
    check(&[
        case(
            &["index", "readers", "--audience", "public", "--as-of", AS_OF, "-o", "public.nohold"],
            0,
            &[
                "audience     public, as of 2026-06-01\n",
                "left out     7 (draft 1, expired 1, for internal 2, for partners, staff 1, not yet published 1, unlisted 1); \
                 `nohold audit` lists them\n",
                "articles     2\n",
            ],
            &[],
        ),
        case(&["search", "public.nohold", "refunds"], 0, &["Refunds", "1 of 1 articles"], &[]),
        case(&["search", "public.nohold", "quokkas"], 1, &["no hits"], &[]),
        case(
            &["index", "readers", "--audience", " Internal", "--as-of", AS_OF, "-o", "internal.nohold"],
            0,
            &[
                "audience     internal, as of",
                "left out     3 (draft 1, not yet published 1, unlisted 1);",
                "articles     6\n",
            ],
            &[],
        ),
        case(
            &["index", "readers", "--audience", "Partners", "--as-of", "2026-02-28T09:30:00Z", "-o", "partners.nohold"],
            0,
            &[
                "audience     Partners, as of 2026-02-28\n",
                "left out     5 (draft 1, for internal 2,",
                "articles     4\n",
            ],
            &[],
        ),
        case(&["search", "partners.nohold", "pallet"], 0, &["Wholesale prices"], &[]),
        case(
            &["index", "kb", "--audience", "public", "-o", "all-public.nohold"],
            0,
            &["audience     public, as of 20", "left out     0\n", "articles     4\n"],
            &[],
        ),
    ]);
    let parts = inspect::parts(&fs::read(FOLDER.join("public.nohold")).unwrap()).unwrap();
    let has =
        |word: &str| parts.iter().any(|part| part.unpacked.windows(word.len()).any(|bytes| bytes == word.as_bytes()));
    assert!(has("14 days"));
    let leaked = ["quokka", "Goodwill", "partners", "pallet", "saucers", "2027"].into_iter().filter(|word| has(word));
    assert_eq!(leaked.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn an_edition_for_an_audience_as_json() {
    let args = ["index", "readers", "--audience", "public", "--as-of", AS_OF, "-o", "public-2.nohold", "--json"];
    let figures = printed(&args);
    assert_eq!(figures["made_for"], json!({ "audience": "public", "as_of": AS_OF }));
    assert_eq!(figures["left_out"]["total"], 7);
    assert_eq!(figures["left_out"]["reasons"]["for internal"], 2);
    let figures = printed(&["index", "readers", "-o", "everything.nohold", "--json"]);
    assert_eq!((&figures["made_for"], &figures["articles"]), (&json!(null), &json!(9)));
    assert!(figures.get("left_out").is_none());
}

#[test]
fn slips_in_what_readers_are_called() {
    const EXPECTED: &str = "expected public, internal, or groups with commas between";
    check(&[
        case(&["index", "kb", "--audience", "", "-o", "y.nohold"], 2, &[], &["error: ", "--audience <WHO>", EXPECTED]),
        case(&["index", "kb", "--audience", " , ,", "-o", "y.nohold"], 2, &[], &["error: ", EXPECTED]),
        case(&["index", "kb", "--audience", "public,partners", "-o", "y.nohold"], 2, &[], &["error: ", EXPECTED]),
        case(&["audit", "kb", "--audience", "partners, INTERNAL"], 2, &[], &["error: ", EXPECTED]),
        case(
            &["index", "kb", "--audience", "public", "--as-of", "2026-02-30", "-o", "y.nohold"],
            2,
            &[],
            &["error: invalid value '2026-02-30' for '--as-of <YYYY-MM-DD>': not a date of the form 2024-05-01"],
        ),
        case(&["audit", "kb", "--audience", "public", "--as-of", "today"], 2, &[], &["error: invalid value 'today'"]),
        case(&["audit", "kb", "--audience", "public", "--as-of", ""], 2, &[], &["error: ", "--as-of"]),
        case(
            &["index", "readers", "--audience", "partner", "--as-of", AS_OF, "-o", "partner.nohold"],
            0,
            &["audience     partner, as of", "articles     2\n"],
            &["no article is for the group \"partner\"\n"],
        ),
        case(
            &["audit", "internal.jsonl", "--audience", "pub\u{1b}lic, staff", "--as-of", AS_OF],
            0,
            &["0 of 1 articles are for pub lic, staff, as of 2026-06-01; left out 1 (for internal 1)\n"],
            &["no article is for the group \"pub lic\"\n", "no article is for the group \"staff\"\n"],
        ),
    ]);
    assert!(!FOLDER.join("y.nohold").exists());
}

/// A slip must not put an empty edition in the place of a good one.
#[test]
fn an_edition_of_nothing_is_refused() {
    let old = || fs::read(FOLDER.join("old.nohold")).unwrap();
    fs::write(FOLDER.join("old.nohold"), "as it was").unwrap();
    check(&[
        case(
            &["index", "internal.jsonl", "--audience", "public", "--as-of", AS_OF, "-o", "old.nohold"],
            2,
            &[],
            &["nohold: internal.jsonl: nothing is for public, as of 2026-06-01: left out are 1 (for internal 1)\n"],
        ),
        case(
            &["index", "empty", "--audience", "public", "-o", "old.nohold"],
            2,
            &[],
            &["empty: there are no articles\n"],
        ),
    ]);
    assert_eq!(old(), b"as it was");
}

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

#[test]
fn verify() {
    const TO_RECOVER: &str = "to recover, make it again from its articles: nohold index SOURCE --output ";
    check(&[
        case(&["verify", "kb.nohold"], 0, &["whole: 4 articles, 6 sections, ", " terms, digest "], &[]),
        case(&["verify", "truncated.nohold"], 1, &["not a whole edition: "], &[TO_RECOVER, "truncated.nohold\n"]),
        case(&["verify", "changed.nohold"], 1, &["synonyms: something was changed between bytes "], &[TO_RECOVER]),
        case(&["verify", "no-bytes.nohold"], 1, &["do not begin as an edition does"], &[TO_RECOVER]),
        case(&["verify", "articles.jsonl"], 1, &["do not begin as an edition does"], &[TO_RECOVER]),
        case(
            &["verify", "changed.nohold", "--json"],
            1,
            &[r#""whole": false"#, "was changed", r#""digest": null"#],
            &[],
        ),
        case(&["verify", "version.nohold"], 2, &[], &["nohold: version.nohold: the edition has format version "]),
        case(&["verify", "missing.nohold"], 2, &[], &["nohold: missing.nohold: cannot be read: No such file"]),
        case(&["verify", "kb"], 2, &[], &["nohold: kb: cannot be read: "]),
        case(&["verify"], 2, &[], &["error: ", "<FILE>"]),
    ]);
    let verdict = printed(&["verify", "kb.nohold", "--json"]);
    let info = inspect::info(&fs::read(FOLDER.join("kb.nohold")).unwrap()).unwrap();
    let expected = json!({
        "whole": true, "problems": [], "articles": 4, "sections": 6, "terms": info.terms, "digest": info.digest,
    });
    assert_eq!(verdict, expected);
}

#[test]
fn info() {
    check(&[
        case(
            &["info", "kb.nohold"],
            0,
            &[
                "digest    ",
                "made for  everything (internal)\n",
                "articles  4\n",
                "ranking   by default\n",
                "part",
                "unpacked\nmanifest",
                "\nchecksums",
                "100.0 %\n",
                "stored texts, before compression\n",
                "  text\n",
                "policies/refunds.md\n",
            ],
            &[],
        ),
        case(&["info", "kb.nohold", "--brotli"], 0, &["brotli of bytes", "synonyms", "\nfile"], &[]),
        case(&["info", "truncated.nohold"], 2, &[], &["nohold: truncated.nohold: not a whole edition"]),
        case(&["info", "version.nohold"], 2, &[], &["nohold: version.nohold: the edition has format version "]),
        case(&["info", "no-bytes.nohold"], 2, &[], &["nohold: no-bytes.nohold: not a whole edition"]),
        case(&["info", "missing.nohold"], 2, &[], &["nohold: missing.nohold: cannot be read: No such file"]),
        case(&["info", "kb"], 2, &[], &["nohold: kb: cannot be read: "]),
    ]);
}

/// The figures add up.
#[test]
fn info_as_json() {
    let bytes = fs::read(FOLDER.join("kb.nohold")).unwrap();
    let info = printed(&["info", "kb.nohold", "--brotli", "--json"]);
    assert_eq!(info["bytes"], bytes.len());
    assert_eq!(info["digest"], inspect::info(&bytes).unwrap().digest);
    assert_eq!(info["made_for"], json!(null));
    assert!(info["generator"].as_str().unwrap().starts_with("nohold "));
    let size = |part: &serde_json::Value, name: &str| part[name].as_u64().unwrap();
    let parts = info["parts"].as_array().unwrap();
    assert!(parts.iter().map(|part| size(part, "packed")).sum::<u64>() < bytes.len() as u64);
    assert!(parts.iter().all(|part| size(part, "packed_brotli") <= size(part, "packed") + 8), "{info}");
    assert!(size(&info, "brotli") < bytes.len() as u64);
    assert!(info["fields"]["text"].as_u64().unwrap() > info["fields"]["heading"].as_u64().unwrap());
    assert_eq!(info["largest"][0]["id"], "policies/refunds.md");
}

/// Parts are written out, and nothing that is there already is replaced.
#[test]
fn info_dumps_parts() {
    check(&[
        case(&["info", "kb.nohold", "--dump", "dumps/kb"], 0, &["digest"], &[]),
        case(
            &["info", "kb.nohold", "--dump", "dumps/kb"],
            2,
            &[],
            &["dumps/kb/manifest.bin: cannot be written: File exists"],
        ),
        case(&["info", "kb.nohold", "--dump", "rules.txt"], 2, &[], &["nohold: rules.txt: cannot be written: "]),
    ]);
    let parts = inspect::parts(&fs::read(FOLDER.join("kb.nohold")).unwrap()).unwrap();
    let folder = FOLDER.join("dumps/kb");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), parts.len());
    assert_eq!(fs::read(folder.join("sections.bin")).unwrap(), parts[6].unpacked);
    let terms = fs::read_to_string(folder.join("dictionary.txt")).unwrap();
    assert!(terms.lines().any(|term| term == "kettle") && terms.lines().is_sorted(), "{terms}");
}

#[test]
fn threads_make_the_same_edition() {
    check(&[
        case(&["index", "kb", "--threads", "1", "-o", "one.nohold"], 0, &["articles     4\n"], &[]),
        case(&["index", "kb", "--threads", "64", "-o", "many.nohold"], 0, &["articles     4\n"], &[]),
        case(&["index", "kb", "--threads", "0", "-o", "x.nohold"], 2, &[], &["error: invalid value '0'", "1..=64"]),
        case(&["index", "kb", "--threads", "65", "-o", "x.nohold"], 2, &[], &["error: invalid value '65'"]),
        case(&["index", "kb", "--threads", "all", "-o", "x.nohold"], 2, &[], &["error: invalid value 'all'"]),
    ]);
    let [one, many] = ["one.nohold", "many.nohold"].map(|file| fs::read(FOLDER.join(file)).unwrap());
    assert!(one == many && one == fs::read(FOLDER.join("kb.nohold")).unwrap());
    assert!(!FOLDER.join("x.nohold").exists());
}

/// Wherever in its work a build is told to end, the file is the old edition or the new one, and nothing is left beside it.
#[cfg(unix)]
#[test]
fn an_interrupted_build_leaves_the_old_edition() {
    use std::os::unix::process::ExitStatusExt as _;
    let folder = FOLDER.join("interrupted");
    fs::create_dir_all(folder.join("kb")).unwrap();
    for number in 0..2_000 {
        let text = format!("# Plan {number}\n\n{}", "Of plans and their prices, and how to end them. ".repeat(20));
        fs::write(folder.join("kb").join(format!("{number}.md")), text).unwrap();
    }
    let edition = folder.join("kb.nohold");
    for (signal, wait) in [("-INT", 1), ("-INT", 20), ("-TERM", 60), ("-INT", 150), ("-TERM", 400)] {
        fs::write(&edition, "the old one").unwrap();
        let mut child =
            command(&["index", "interrupted/kb", "-o", "interrupted/kb.nohold", "--threads", "2"]).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        std::process::Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        let is_old = fs::read(&edition).unwrap() == b"the old one";
        // Before it listens to signals, the system ends it.
        let was_ended = status.code() == Some(2) || status.signal().is_some();
        assert!(is_old == was_ended && (was_ended || status.success()), "{signal} after {wait} ms: {status:?}");
        assert!(is_old || nohold::KnowledgeBase::open(&edition).unwrap().len() == 2_000);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "{signal} after {wait} ms");
    }
}
