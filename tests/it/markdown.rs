//! Articles as files, each with the reading that is expected of it beside it in a `.txt`.
//! `UPDATE_GOLDEN=1 cargo test --test it markdown` writes the readings anew: read what it wrote.
#![cfg(feature = "index")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use nohold::article::{Article, Audience, Date, Hidden, Meta, Section, Warning};
use nohold::markdown::{AnchorStyle, Parsed, Settings, UrlRule, parse, parse_json_line};
use proptest::prelude::*;

#[test]
fn every_article_reads_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/markdown");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|ending| ending != "txt" && ending != "gitattributes"));
    cases.retain(|path| !path.file_name().unwrap().to_string_lossy().starts_with('.'));
    cases.sort();
    assert!(cases.len() >= 60, "cases are missing");
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is read differs from what is expected so.
fn difference(case: &Path) -> Option<String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let expected_path = case.with_file_name(format!("{name}.txt"));
    let reading = reading(&name, &std::fs::read(case).unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&expected_path, &reading).unwrap();
    }
    let expected = std::fs::read_to_string(&expected_path).unwrap_or_default();
    (reading != expected).then(|| format!("--- {name}: expected\n{expected}\n--- read\n{reading}"))
}

/// A case's name says with which settings it is read: `ids.docusaurus.md`.
fn settings(name: &str) -> Settings {
    let anchors = match name {
        _ if name.contains("docusaurus") => AnchorStyle::Docusaurus,
        _ if name.contains("mkdocs") => AnchorStyle::PythonMarkdown,
        _ if name.contains("vitepress") => AnchorStyle::VitePress,
        _ => AnchorStyle::GitHub,
    };
    Settings { anchors, ..Settings::default() }
}

fn reading(name: &str, bytes: &[u8]) -> String {
    let settings = settings(name);
    if Path::new(name).extension().is_none_or(|ending| ending != "jsonl") {
        return dump(&parse(name, bytes, &settings));
    }
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().enumerate().map(|(index, line)| {
        let (read, warnings) = parse_json_line(name, index + 1, line, &settings);
        read.map(|read| dump(&read)).unwrap_or_default() + &dump_warnings(&warnings)
    });
    lines.collect()
}

fn dump(read: &Parsed) -> String {
    let Article { id, title, url, lang, meta, sections, html: _ } = &read.article;
    let mut text = format!("id: {id}\ntitle: {title}\nurl: {url}\nlang: {lang}\n");
    let facts = [
        ("summary", meta.summary.clone()),
        ("keywords", meta.keywords.join(" | ")),
        ("tags", meta.tags.join(" | ")),
        ("aliases", meta.aliases.join(" | ")),
        ("synonyms", meta.synonyms.join(" | ")),
        ("audience", format!("{:?}", meta.audience).replace("Public", "")),
        ("hidden", meta.hidden.map(|why| format!("{why:?}")).unwrap_or_default()),
        ("updated", meta.updated.map(|date| date.to_string()).unwrap_or_default()),
        ("published", meta.published.map(|date| date.to_string()).unwrap_or_default()),
        ("expires", meta.expires.map(|date| date.to_string()).unwrap_or_default()),
        ("review_by", meta.review_by.map(|date| date.to_string()).unwrap_or_default()),
        ("owner", meta.owner.clone()),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(text, "{name}: {value}").unwrap();
    }
    for (key, values) in &meta.attributes {
        writeln!(text, "attribute {key}: {}", values.join(" | ")).unwrap();
    }
    for section in sections {
        dump_section(section, &mut text);
    }
    if !read.links.is_empty() {
        let links: Vec<String> = read.links.iter().map(|link| format!("{}:{}", link.line, link.target)).collect();
        writeln!(text, "\nlinks: {}", links.join(" ")).unwrap();
    }
    writeln!(text, "anchors: {}", read.anchors.join(" ")).unwrap();
    text + &dump_warnings(&read.warnings)
}

fn dump_section(section: &Section, text: &mut String) {
    let Section { heading, level, breadcrumb, anchor, .. } = section;
    let above = breadcrumb.iter().map(|heading| heading.clone() + " > ").collect::<String>();
    let continued = if section.continued { " (continued)" } else { "" };
    writeln!(text, "\n{} {above}{heading} #{anchor}{continued}", "=".repeat(usize::from(*level))).unwrap();
    for block in &section.blocks {
        writeln!(text, "  {:?}: {}", block.kind, &section.text[block.range.clone()]).unwrap();
    }
}

fn dump_warnings(warnings: &[Warning]) -> String {
    warnings.iter().map(|warning| "warning: ".to_owned() + &warning.to_string() + "\n").collect()
}

#[test]
fn addresses_follow_the_rule() {
    let url = |path, url, base: &str| {
        parse(path, b"", &Settings { url, base: base.to_owned(), ..Settings::default() }).article.url
    };
    assert_eq!(url("guide/set up.md", UrlRule::Pretty, ""), "/guide/set%20up/");
    assert_eq!(url("guide/index.md", UrlRule::Pretty, "/help/"), "/help/guide/");
    assert_eq!(url("README.md", UrlRule::Pretty, "https://example.com"), "https://example.com/");
    assert_eq!(url("guide/C#.md", UrlRule::Html, ""), "/guide/C%23.html");
    assert_eq!(url("guide/_index.md", UrlRule::Html, ""), "/guide/");
    assert_eq!(url("guide/für.md", UrlRule::AsPath, "/help"), "/help/guide/f%C3%BCr.md");
}

#[test]
fn folders_are_attributes() {
    let folders = |path, text: &str| {
        let read = parse(path, text.as_bytes(), &Settings::default());
        read.article.meta.attributes.get("folder").cloned().unwrap_or_default().join(" ")
    };
    assert_eq!(folders("a.md", ""), "");
    assert_eq!(folders("policies/refunds/a.md", "---\nid: other\n---\n"), "policies policies/refunds");
    assert_eq!(folders("policies/a.md", "---\nfolder: [help, policies]\n---\n"), "policies help");
    let line = r#"{"id":"policies/refunds/late","text":"x","folder":"help"}"#;
    let (read, _) = parse_json_line("a.jsonl", 1, line, &Settings::default());
    assert_eq!(read.unwrap().article.meta.attributes["folder"], ["policies", "policies/refunds", "help"]);
}

#[test]
fn attributes_have_limits() {
    let children: Vec<String> = (0..20_000).map(|child| format!("\"{child}\":1")).collect();
    let line = format!("{{\"id\":\"a\",\"text\":\"x\",\"{}\":{{{}}}}}", "k".repeat(20_000), children.join(","));
    let (read, warnings) = parse_json_line("a.jsonl", 1, &line, &Settings::default());
    let attributes = read.unwrap().article.meta.attributes;
    assert!(attributes.iter().all(|(key, _)| key.len() <= 200));
    assert!(attributes.len() <= 1_000 && warnings.len() <= 101);
    assert!(warnings.iter().any(|warning| warning.message.contains("it is cut")));

    let many = format!("{{\"id\":\"a\",\"text\":\"x\",\"many\":{{{}}},\"draft\":true}}", children.join(","));
    let (read, warnings) = parse_json_line("a.jsonl", 1, &many, &Settings::default());
    let meta = read.unwrap().article.meta;
    assert_eq!(meta.attributes.len(), 999, "the id is a key too");
    assert!(meta.hidden.is_some(), "what is not read may be what was to hide the article");
    assert!(warnings.iter().any(|warning| warning.message.contains("more than 1,000 keys")));

    let empty = many.replace("\"draft\":true", "\"draft\":{},\"draft\":true,\"internal\":true");
    let (read, _) = parse_json_line("a.jsonl", 1, &empty, &Settings::default());
    assert!(read.unwrap().article.meta.hidden.is_some());

    let list =
        format!("{{\"id\":\"a\",\"text\":\"x\",\"v\":\"{}\",\"l\":[{}1]}}", "é".repeat(5_000), "1,".repeat(5_000));
    let (read, warnings) = parse_json_line("a.jsonl", 1, &list, &Settings::default());
    let attributes = read.unwrap().article.meta.attributes;
    assert_eq!((attributes["v"][0].len(), attributes["l"].len()), (1_000, 999));
    assert_eq!(warnings.len(), 2);
}

#[test]
fn a_json_line_has_a_limit() {
    let line = format!("{{\"id\":\"a\",\"text\":\"{}\"}}", "a ".repeat(5 << 20));
    let (read, warnings) = parse_json_line("a.jsonl", 7, &line, &Settings::default());
    assert!(read.is_none());
    assert_eq!(warnings[0].to_string(), "a.jsonl:7: no article: the line is larger than 8 MiB");
}

#[test]
fn dates_are_read_leniently() {
    let date = |text: &str| text.parse::<Date>().map(|date| date.to_string()).ok();
    for text in ["2024-05-01", "2024/5/1", " 2024.05.1 ", "2024-05-01T09:30:00Z", "2024-5-1 09:30"] {
        assert_eq!(date(text).as_deref(), Some("2024-05-01"), "{text}");
    }
    for text in ["", "2024", "2024-05", "2024-02-30", "24-05-01", "2024-05-01-02", "2024-+5-01", "01.05.2024"] {
        assert_eq!(date(text), None, "{text}");
    }
}

/// Who may see an article and when, in words: `public`, `for a, b`, `internal draft from 2026-12-01`.
fn seen(meta: &Meta) -> String {
    let readers = match &meta.audience {
        Audience::Groups(groups) => format!("for {}", groups.join(", ")),
        readers => format!("{readers:?}").to_lowercase(),
    };
    let hidden = meta.hidden.map(|why| format!(" {why:?}").to_lowercase()).unwrap_or_default();
    let from = meta.published.map(|day| format!(" from {day}")).unwrap_or_default();
    let until = meta.expires.map(|day| format!(" until {day}")).unwrap_or_default();
    readers + &hidden + &from + &until
}

/// Front matter in one line, and whether it is warned of.
fn check_seen(cases: &[(&str, &str)], is_warned: bool) {
    for (front, expected) in cases {
        let text = format!("---\n{}\n---\nText.\n", front.replace("; ", "\n"));
        let read = parse("a.md", text.as_bytes(), &Settings::default());
        assert_eq!(seen(&read.article.meta), *expected, "{front}");
        assert_eq!(!read.warnings.is_empty(), is_warned, "{front}: {:?}", read.warnings);
    }
}

#[test]
fn every_convention_of_visibility_is_known() {
    check_seen(
        &[
            ("tags: [a]", "public"),
            ("status: [{name: draft}]", "public draft"),
            ("audience: [staff, draft]", "public draft"),
            ("audience: [staff, restricted]", "internal"),
            ("publish-date: 2026-12-01", "public from 2026-12-01"),
            ("expiresAt: 2026-12-01", "public until 2026-12-01"),
            ("isDraft: true", "public draft"),
            ("is_private: true", "internal"),
            ("status: {}", "public"),
            ("draft: true", "public draft"),
            ("DRAFT: Yes", "public draft"),
            ("draft: 'false'", "public"),
            ("unlisted: true", "public unlisted"),
            ("headless: on", "public unlisted"),
            ("hidden: true", "public unlisted"),
            ("hidden: no", "public"),
            ("archived: true", "public unpublished"),
            ("published: false", "public unpublished"),
            ("publish: false", "public unpublished"),
            ("publish: 2026-12-01", "public from 2026-12-01"),
            ("search: false", "public excluded"),
            ("search: {exclude: true, boost: 2}", "public excluded"),
            ("search_exclude: true", "public excluded"),
            ("searchable: false", "public excluded"),
            ("pagefind: false", "public excluded"),
            ("pagefind: true; published: true; searchable: yes", "public"),
            ("build: {list: never}", "public unlisted"),
            ("_build: {list: local, render: always}", "public unlisted"),
            ("build: {list: always, render: link}", "public unpublished"),
            ("_build: {render: false, list: true, publishResources: false}", "public unpublished"),
            ("audience: public", "public"),
            ("audience: Internal", "internal"),
            ("audience: private", "internal"),
            ("audience: [partners, staff]", "for partners, staff"),
            ("visibility: public", "public"),
            ("visibility: private", "internal"),
            ("visibility: [partners]", "for partners"),
            ("visibility: unlisted", "public unlisted"),
            ("visibility: draft", "public draft"),
            ("visibility: public; audience: internal", "internal"),
            ("internal: true", "internal"),
            ("private: yes", "internal"),
            ("confidential: 1; internal: false", "internal"),
            ("user_segment_id: null", "public"),
            ("user_segment_ids: []", "public"),
            ("password:", "public"),
            ("status: Draft", "public draft"),
            ("status: wip", "public draft"),
            ("status: archived", "public unpublished"),
            ("status: private", "internal"),
            ("status: [new, unlisted]", "public unlisted"),
            ("state: draft", "public draft"),
            ("workflow_state: pending", "public draft"),
            ("access: internal", "internal"),
            ("access: {level: restricted}", "internal"),
            ("classification: Confidential", "internal"),
            ("draft: true; unlisted: true; audience: internal", "internal draft"),
            ("pubDate: 2026-12-01; date: 2020-01-01", "public from 2026-12-01"),
            ("publishDate: 2026-11-01; publish_date: 2026-12-01", "public from 2026-12-01"),
            ("date: 2026-12-01", "public from 2026-12-01"),
            ("date: 2026-12-01 09:00", "public from 2026-12-02"),
            ("publishDate: 2026-12-01T09:00:00+13:00", "public from 2026-12-01"),
            ("expiryDate: 2026-12-01T09:00:00+13:00", "public until 2026-11-30"),
            ("expires: 2026-12-02; unpublishDate: 2026-12-01", "public until 2026-12-01"),
            ("publishDate:; expires:", "public"),
        ],
        false,
    );
}

#[test]
fn what_is_no_matter_of_visibility_hides_nothing() {
    check_seen(
        &[
            ("status: published", "public"),
            ("status: active", "public"),
            ("status: {code: 503}", "public"),
            ("state: CA", "public"),
            ("access: vpn", "public"),
            ("access: public", "public"),
            ("classification: how-to", "public"),
            ("build: 4711", "public"),
            ("build: {number: 4711}", "public"),
            ("permissions: Owners can do this.", "public"),
            ("groups: [a]", "public"),
            ("noindex: true", "public"),
            ("nav_exclude: true", "public"),
            ("outdated: true", "public"),
            ("promoted: false", "public"),
            ("search: {boost: 2}", "public"),
            ("sidebar: {hidden: true}", "public"),
        ],
        false,
    );
}

#[test]
fn what_is_not_understood_hides() {
    check_seen(
        &[
            ("draft:", "public draft"),
            ("draft: perhaps", "public draft"),
            ("draft: {really: false}", "public draft"),
            ("unlisted: 2", "public unlisted"),
            ("hidden: [menu]", "public unlisted"),
            ("archived: 2024-05-01", "public unpublished"),
            ("published: soon", "public unpublished"),
            ("publish: 2026-13-01", "public unpublished"),
            ("search: maybe", "public excluded"),
            ("search: {exclude: }", "public excluded"),
            ("build: {list: sometimes}", "public unlisted"),
            ("_build: {render: }", "public unpublished"),
            ("audience:", "internal"),
            ("audience: everyone", "internal"),
            ("audience: []", "internal"),
            ("audience: [public, partners]", "internal"),
            ("audience: {groups: [a]}", "internal"),
            ("visibility: 10 km", "internal"),
            ("internal: KB-17", "internal"),
            ("private:", "internal"),
            ("user_segment_id: 360001", "internal"),
            ("user_segment_id: false", "internal"),
            ("user_segment_ids: [1, 2]", "internal"),
            ("password: secret", "internal"),
            ("publishDate: 1 December", "public draft"),
            ("publishDate: {day: 1}", "public draft"),
            ("publishDate: []", "public draft"),
            ("expiryDate: 1767225600", "public draft"),
            ("expires: never; expiryDate: 2030-01-01", "public draft until 2030-01-01"),
            ("base: &base {draft: true}; <<: *base", "public draft"),
            ("<<: {draft: true}", "public draft"),
            ("a: &n {draft: true}; tags: [x]; *n : true", "public draft"),
            ("a: &n b; audience: [*n]", "internal"),
            ("a: &n b; status: [*n]", "internal"),
            ("a: &n b; _build: *n", "public unlisted"),
            ("a: &n b; search: *n", "public excluded"),
            ("search: {exclude: {all: true}}", "public excluded"),
            ("build: {render: {x: never}}", "public unpublished"),
            ("published_at:", "public draft"),
            ("date: soon", "public draft"),
            ("date: [2020-01-01]", "public draft"),
            ("date: 9999-12-31T23:59:59Z", "public draft"),
            ("date: May 2024", "public from 2025-01-01"),
            ("date: 31.12.2099", "public from 2100-01-01"),
        ],
        true,
    );
}

/// In broken front matter a word of it may stand for more than is left of it, but a sentence does not.
#[test]
fn what_is_broken_may_hide() {
    for (front, expected) in [
        ("title: \"Open\nstatus: draft", "public draft"),
        ("title: \"Open\nvisibility: internal", "internal"),
        ("title: x: y\n  internal: true", "public draft"),
        ("title: x: y\n  status of things", "public"),
        ("title: x: y\nsummary: Access for all", "public"),
    ] {
        let text = format!("---\n{front}\n---\nText.\n");
        let read = parse("a.md", text.as_bytes(), &Settings::default());
        assert_eq!(seen(&read.article.meta), expected, "{front}");
        assert!(!read.warnings.is_empty(), "{front}");
    }
}

/// What other programs take for front matter, and what is broken in other ways.
#[test]
fn what_opens_in_other_ways_may_hide() {
    for text in [
        "---json\n{\"draft\": true}\n---\n# S",
        "---json\n{\n  \"title\": \"x\",\n\n  \"draft\": true\n}\n---\n# S",
        "---toml\ndraft = true\n---\n# S",
        "---yaml\ntitle: x\ndraft: true\n---\n# S",
        "--- # Note\ndraft: true\n---\n# S",
        "----\ndraft: true\n----\n# S",
        " ---\ndraft: true\n ---\n# S",
        "%%%\ndraft = true\n%%%\n# S",
        ";;;\n{\"draft\": true}\n;;;\n# S",
        "---\u{85}title: x\u{85}draft: true\u{85}---\n# S",
        "<!-- c -->\n+++\ndraft = true\n+++\n# S",
        "<!-- c -->\n{\"title\": \"x\", \"draft\": true}\n# S",
        "<!-- c -->\n---\ndraft: true\n\n# S",
        " {\"draft\": true}\n# S",
        "+++\ntags = [\n  \"a\",\n]\ndraft = true\n\n# S",
        "{\n\"x\": {\n\"y\": 1\n},\n\"draft\": true,",
        "---\ntitle: x\nand more\ndraft: true",
        "---\nand more\ndraft: true",
    ] {
        for (name, text) in [("a.md", text.to_owned()), ("a.jsonl", text.to_owned())] {
            let line = serde_json::json!({ "id": "a", "text": text }).to_string();
            let (meta, warnings) = if name == "a.md" {
                let read = parse(name, text.as_bytes(), &Settings::default());
                (read.article.meta, read.warnings)
            } else {
                let (read, warnings) = parse_json_line(name, 1, &line, &Settings::default());
                (read.unwrap().article.meta, warnings)
            };
            assert_eq!(meta.hidden, Some(Hidden::Draft), "{name} {text}");
            assert!(!warnings.is_empty(), "{name} {text}");
        }
    }
    let line = serde_json::json!({ "id": "a", "text": "---\naudience: internal\n---\n# S" }).to_string();
    let (read, _) = parse_json_line("a.jsonl", 1, &line, &Settings::default());
    assert_eq!(seen(&read.unwrap().article.meta), "internal");
}

#[test]
fn a_line_above_a_text_hides_nothing() {
    for text in [
        "---\n\nAn article on drafts.\n\n---\n",
        "---\nDraft articles are hidden from readers.\n",
        "-----\n\nStatus: open for all.\n\nText.",
        " ---\nA text on published articles, drafts and access.\n ---\n",
        "<!-- c -->\n---\n\nText.",
        "---\ntitle: x\n\n# Heading\nDraft articles are hidden.",
        "{{< note >}}\ndraft: true",
    ] {
        let read = parse("a.md", text.as_bytes(), &Settings::default());
        assert_eq!(seen(&read.article.meta), "public", "{text}");
    }
}

#[test]
fn folders_are_compared_without_what_means_nothing() {
    for folder in ["staff", "./staff", "/staff", "staff/."] {
        let mut settings = Settings::default();
        settings.defaults.add(&format!("{folder}/_defaults.yml"), b"audience: internal");
        for path in ["staff/a.md", "./staff/a.md", "/staff/a.md", "staff//a.md", "staff/./b/a.md"] {
            assert_eq!(seen(&parse(path, b"Text.", &settings).article.meta), "internal", "{folder} {path}");
        }
        assert_eq!(seen(&parse("staffs/a.md", b"Text.", &settings).article.meta), "public");
    }
}

#[test]
fn an_unusable_language_is_no_attribute() {
    for lang in ["[en]", "no language", "{}"] {
        let read = parse("a.md", format!("---\nlang: {lang}\n---\nText.").as_bytes(), &Settings::default());
        assert!(!read.article.meta.attributes.contains_key("lang"), "{lang}");
    }
}

#[test]
fn secrets_are_no_attributes() {
    let text = b"---\npassword: secret\nvisibility: [partners]\ninternal: true\nstatus: draft\n---\nText.";
    let attributes = parse("a.md", text, &Settings::default()).article.meta.attributes;
    assert_eq!(attributes.keys().collect::<Vec<_>>(), ["status"]);
}

/// Files that say something of folders, what stands in the front matter of `staff/calls/a.md`, who may see it, and the
/// lines of the files that are warned of. In a line `; ` stands for a new one.
type Inherited<'a> = (&'a [&'a str], &'a str, &'a str, &'a [usize]);

fn check_inherited(cases: &[Inherited<'_>]) {
    for (files, front, expected, warned) in cases {
        let mut settings = Settings::default();
        let add = |file: &&str| {
            let (path, text) = file.split_once(' ').unwrap();
            settings.defaults.add(path, text.replace("; ", "\n").as_bytes())
        };
        let warnings: Vec<Warning> = files.iter().flat_map(add).collect();
        let lines: Vec<usize> = warnings.iter().map(|warning| warning.line).collect();
        assert_eq!(lines, *warned, "{files:?}: {warnings:?}");
        let text = format!("---\n{}\n---\nText.\n", front.replace("; ", "\n"));
        let read = parse("staff/calls/a.md", text.as_bytes(), &settings);
        assert_eq!(seen(&read.article.meta), *expected, "{files:?} {front}");
        assert_eq!(read.warnings, [], "what is wrong with a folder is said once");
        if files.iter().all(|file| file.starts_with("staff/")) {
            let [here, nowhere] = [settings, Settings::default()].map(|all| parse("other/staff/a.md", b"Text.", &all));
            assert_eq!(here, nowhere, "{files:?}");
        }
    }
}

#[test]
fn articles_inherit_from_folders() {
    const INTERNAL: &str = "staff/_defaults.yml audience: internal";
    check_inherited(&[
        (&[INTERNAL], "tags: [a]", "internal", &[]),
        (&[INTERNAL], "audience: public", "public", &[]),
        (&[INTERNAL], "Audience: [partners]", "for partners", &[]),
        (&[INTERNAL], "visibility: public", "internal", &[]),
        (&[INTERNAL, "staff/calls/_defaults.yml audience: public"], "a: b", "public", &[]),
        (&["staff/calls/_defaults.yml audience: public", INTERNAL], "a: b", "public", &[]),
        (&[INTERNAL, "_defaults.yml audience: public; draft: true"], "a: b", "internal draft", &[]),
        (&[INTERNAL, "staff/_defaults.yaml audience: public"], "a: b", "internal", &[]),
        (&["_defaults.yml draft: true; unlisted: true"], "draft: false", "public unlisted", &[]),
        (&["_defaults.yml draft: true"], "published: true", "public draft", &[]),
        (&["_defaults.yml search: {exclude: true}"], "search: {boost: 2}", "public excluded", &[]),
        (&["_defaults.yml publishDate: 2030-01-01"], "a: b", "public from 2030-01-01", &[]),
        (&["_defaults.yml expiryDate: 2026-01-01"], "expires: 2031-01-01", "public until 2026-01-01", &[]),
        (&["_defaults.yml expiryDate: 2026-01-01"], "expiryDate: 2031-01-01", "public until 2031-01-01", &[]),
        (&["staff/_defaults.yml "], "a: b", "public", &[]),
        (&["staff/_defaults.yml # Nothing yet"], "a: b", "public", &[]),
        (&["staff/call/_defaults.yml draft: true"], "a: b", "public", &[]),
        (&["staff/_index.md ---; draft: true; cascade:;   audience: internal; ---; Text."], "a: b", "internal", &[]),
        (&["staff/_index.md +++; title = 'S'; [cascade]; draft = true; +++; "], "a: b", "public draft", &[]),
        (&["staff/_index.md +++; [[cascade]]; a = 1; [[cascade]]; draft = true; +++; "], "a: b", "public draft", &[]),
        (&["staff/_index.md ---; cascade: {build: {list: never}}; ---; "], "a: b", "public unlisted", &[]),
        (&["staff/_index.md {\"cascade\": [{\"private\": true}]}; "], "a: b", "internal", &[]),
        (&["staff/_index.md We cascade down."], "a: b", "public", &[]),
        (
            &["_config.yml a: b; defaults:; - scope: {path: staff};   values: {draft: true}"],
            "a: b",
            "public draft",
            &[],
        ),
        (&["_config.yml defaults: [{scope: {path: ''}, values: {private: true}}]"], "a: b", "internal", &[]),
        (
            &["_config.yml defaults:; - {scope: {path: '', type: pages}, values: {draft: true}}; \
               - {scope: {path: ./staff/calls/}, values: {draft: false}}"],
            "a: b",
            "public",
            &[],
        ),
        (
            &["_config.yml defaults: [{scope: {path: staff/calls/a.md}, values: {draft: on}}]"],
            "a: b",
            "public draft",
            &[],
        ),
        (&["_config.yml defaults: [{scope: {path: '', type: posts}, values: {draft: true}}]"], "a: b", "public", &[]),
        (&["staff/_config.yml defaults: [{scope: {path: calls}, values: {draft: on}}]"], "a: b", "public draft", &[]),
        (&["_config.yml title: [never closed"], "a: b", "public", &[]),
    ]);
}

#[test]
fn what_folders_say_and_is_not_understood_hides() {
    check_inherited(&[
        (&["staff/_defaults.yml draft: perhaps"], "a: b", "public draft", &[1]),
        (&["staff/_defaults.yml draft: perhaps"], "draft: false", "public", &[1]),
        (&["staff/_defaults.yml owner: Care; audience: all"], "a: b", "internal", &[2]),
        (&["staff/_defaults.yml expires: soon"], "a: b", "public draft", &[1]),
        (&["staff/_defaults.yml draft: true; draft: false"], "a: b", "public draft", &[2]),
        (&["staff/_defaults.yml a: [b; c: d"], "draft: false; audience: public", "public draft", &[0, 2]),
        (&["staff/_defaults.yml a: [b", "staff/calls/_defaults.yml draft: false"], "a: b", "public draft", &[0, 2]),
        (&["staff/_defaults.yml internal"], "a: b", "public draft", &[0]),
        (&["staff/_defaults.yml - draft: true"], "a: b", "public draft", &[0]),
        (&["staff/_defaults.yml a: b; ---; draft: true"], "a: b", "public draft", &[0, 2]),
        (&["staff/_defaults.yml base: &base {draft: true}; <<: *base"], "a: b", "public draft", &[1, 2, 2]),
        (&["staff/_index.md ---; cascade: true; ---; "], "a: b", "public draft", &[2]),
        (&["staff/_index.md ---; cascade: [{_target: {kind: page}, draft: on}]; ---; "], "a: b", "public draft", &[2]),
        (&["staff/_index.md ---; cascade: [{target: {kind: page}, layout: wide}]; ---; "], "a: b", "public", &[2]),
        (&["staff/_index.de.md ---; cascade: {draft: true}; ---; "], "a: b", "public draft", &[2]),
        (&["staff/_index.md ---; title: [open; cascade: {draft: on}; ---; "], "a: b", "public draft", &[0, 3]),
        (&["staff/_index.md ---; cascade: {draft: true}; "], "a: b", "public draft", &[0, 1]),
        (
            &["_config.yml defaults: [{scope: {path: 's*/a.md'}, values: {draft: on}}]"],
            "draft: no",
            "public draft",
            &[1],
        ),
        (&["_config.yml defaults: [{scope: {path: 'other/*'}, values: {draft: on}}]"], "a: b", "public", &[1]),
        (&["_config.yml defaults: [{scope: {path: 'a/../staff'}, values: {draft: on}}]"], "a: b", "public draft", &[1]),
        (&["_config.yml defaults: [{scope: {path: [staff]}, values: {draft: on}}]"], "a: b", "public draft", &[1]),
        (&["_config.yml defaults: [{scope: {type: [pages]}, values: {draft: on}}]"], "a: b", "public draft", &[1]),
        (&["_config.yml defaults: [{values: {layout: wide}}]"], "a: b", "public", &[1]),
        (&["_config.yml defaults: [{scope: {path: staff}}]"], "a: b", "public draft", &[1]),
        (&["_config.yml defaults: staff"], "a: b", "public draft", &[1]),
        (&["_config.yml defaults: [{scope: {path: ''}, values: {permalink: pretty}}]"], "a: b", "public", &[1]),
        (&["_config.yml defaults: [open"], "a: b", "public draft", &[0, 2]),
    ]);
}

#[test]
fn defaults_that_cannot_be_read_hide() {
    let large = format!("a: {}\n", "b".repeat(64 << 10));
    for (name, bytes) in [
        ("_defaults.yml", &b"owner: Caf\xe9\n"[..]),
        ("_config.yml", b"title: Caf\xe9\ndefaults: []\n"),
        ("_index.md", b"---\ntitle: Caf\xe9\ncascade: {}\n---\n"),
        ("_defaults.yml", large.as_bytes()),
    ] {
        let mut settings = Settings::default();
        assert!(!settings.defaults.add(&format!("staff/{name}"), bytes).is_empty(), "{name}");
        let hidden = |path: &str| parse(path, b"---\ndraft: false\n---\n", &settings).article.meta.hidden.is_some();
        assert!(hidden("staff/a.md") && hidden("staff/deep/a.md") && !hidden("a.md"), "{name}");
    }
}

#[test]
fn every_key_can_hold_for_a_folder() {
    let mut settings = Settings::default();
    let outer = "owner: Care\nlang: de\ntags: [a, b]\nsummary: Outer\nreview_by: 2027-01-01\nproduct: kettle\ncontact: {mail: m, phone: p}\n";
    assert_eq!(settings.defaults.add("_defaults.yml", outer.as_bytes()), []);
    let own = "tags: [c]\nproduct:\ndescription: Own\ncontact: {phone: q}\ncategory: d\n";
    let read = parse("x/a.md", format!("---\n{own}---\nText.").as_bytes(), &settings);
    let Article { lang, meta, .. } = read.article;
    assert_eq!((lang.as_str(), meta.owner.as_str(), meta.summary.as_str()), ("de", "Care", "Own"));
    assert_eq!((meta.tags.join(" "), meta.review_by), ("c d".to_owned(), Date::new(2027, 1, 1)));
    let attribute = |key: &str| meta.attributes[key].join(" ");
    assert_eq!([attribute("product"), attribute("contact.mail"), attribute("contact.phone")], ["kettle", "m", "q"]);
    assert_eq!(parse("x/a.fr.md", b"Text.", &settings).article.lang, "", "the name of the file is nearer");
    let (read, _) = parse_json_line("a.jsonl", 1, r#"{"id":"x/a","text":"x"}"#, &settings);
    assert_eq!(read.unwrap().article.meta.owner, "Care");
}

#[test]
fn what_is_of_one_article_holds_for_no_folder() {
    let mut settings = Settings::default();
    let text = "id: a\ntitle: T\nurl: /u\npermalink: /p\nslug: s\naliases: [b]\nredirect_from: c\nsearch: {synonyms: [x = y], boost: 2}\n";
    let warnings = settings.defaults.add("_defaults.yml", text.as_bytes());
    assert_eq!(warnings.iter().map(|one| one.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 8]);
    let article = parse("x.md", b"Text.", &settings).article;
    assert_eq!((article.id.as_str(), article.title.as_str(), article.url.as_str()), ("x.md", "X", "/x/"));
    assert!(article.meta.aliases.is_empty() && article.meta.synonyms.is_empty());
    assert_eq!(article.meta.attributes["search.boost"], ["2"]);
}

/// What every reading keeps to, whatever the file holds.
fn check(read: &Parsed) {
    assert!(!read.article.sections.is_empty());
    assert_eq!(read.article.sections[0].level, 0);
    for section in &read.article.sections {
        let lines: Vec<&str> = section.blocks.iter().map(|block| &section.text[block.range.clone()]).collect();
        assert_eq!(lines.join("\n"), section.text, "the blocks cover the text");
        assert!(lines.iter().all(|line| !line.is_empty() && !line.contains('\n') && line.trim() == *line));
        assert!(section.text.split_whitespace().count() <= 850, "no section is huge");
    }
    let unique: std::collections::HashSet<&String> = read.anchors.iter().collect();
    assert_eq!(unique.len(), read.anchors.len());
}

/// Pieces of which hostile and ordinary files are made.
const PIECES: [&str; 60] = [
    "---\n",
    "+++\n",
    "{\n",
    "}",
    "title: x\n",
    "draft: true\n",
    "audience: [a]\n",
    "- ",
    "> ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "# ",
    "## A\n",
    "A\n===\n",
    "<a name=\"x\">",
    "</a>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<svg>",
    "`",
    "```\n",
    "~~~",
    "{% raw %}",
    "{% endraw %}",
    "{{",
    "}}",
    "{{< x title=\"T\" >}}",
    ":::note T\n",
    ":::\n",
    "> [!NOTE]\n",
    "[!",
    "[",
    "](",
    ")",
    "![",
    "import x from 'y'\n",
    "export const a = {\n",
    "<Tab label=\"x\">",
    "</Tab>",
    "{/* ",
    " */}",
    "{#id}",
    "| a | b |\n|---|---|\n",
    "| c |\n",
    "a\n: b\n",
    "1. ",
    "* ",
    "&amp;",
    "&",
    "\\",
    "é日本",
    "\u{0}",
    "\r",
    "\u{200b}",
    "word word word. ",
    "data:image/png;base64,AAAA",
];

fn check_everywhere(bytes: &[u8]) {
    for name in ["a.md", "a.mdx", "b.docusaurus.md", "c.mkdocs.md", "d.vitepress.md"] {
        check(&parse(name, bytes, &settings(name)));
    }
}

proptest! {
    #[test]
    fn any_bytes_have_a_reading(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_everywhere(&bytes);
        parse_json_line("a.jsonl", 1, &String::from_utf8_lossy(&bytes), &Settings::default());
    }

    #[test]
    fn any_defaults_have_a_reading(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)) {
        for (name, start) in [("_defaults.yml", ""), ("_index.md", "---\ncascade:\n"), ("_config.yml", "defaults:\n")] {
            let mut settings = Settings::default();
            settings.defaults.add(&format!("x/{name}"), (start.to_owned() + &pieces.concat()).as_bytes());
            check(&parse("x/a.md", pieces.concat().as_bytes(), &settings));
        }
    }

    #[test]
    fn any_text_has_a_reading(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check_everywhere(pieces.concat().as_bytes());
    }

    #[test]
    fn any_json_text_has_a_reading(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)) {
        let line = serde_json::json!({ "id": 7, "text": pieces.concat() }).to_string();
        let (read, _) = parse_json_line("a.jsonl", 3, &line, &Settings::default());
        check(&read.unwrap());
    }
}

/// Inputs that are known to make Markdown readers slow, at one size and at four times the size: the time grows by about
/// four. Measured in release, on a quiet machine: `cargo test --release --test it hostile -- --ignored`.
#[test]
#[ignore = "measures time"]
fn hostile_files_take_linear_time() {
    let one_by_one = [
        "> ",
        "- ",
        "1. ",
        "* ",
        "[",
        "![",
        "](",
        "*a_ ",
        "**a *",
        "<",
        "<a ",
        "<!--",
        "`",
        "``a` ",
        "{{",
        "{%",
        "{",
        "<a {",
        "<a \"",
        "&",
        "&amp",
        "|",
        "a|",
        ":::",
        "[!",
        "[a]: b\n",
        "[a]\n",
        "\\",
        "# a\n",
        "- a\n  ",
        "a\n: b\n",
        "~~a~",
        "<x>",
        "</x>",
        "<?",
        "<!A",
        "<![CDATA[",
        "import a from '\n\n",
        "export const a = {\n",
        "\u{e9}",
        "_a__",
        "a**b",
        "[a](<b",
        "[a](b \"",
        "1) a\n\n",
        "> a\n",
        "\n",
        "\r",
        "a ",
        "a",
        "日",
        "--- \n",
        "key: v\n",
        "{% raw %}",
        "<svg>\n\n",
        "<table><tr><td>",
        "# a\n\n- b\n\n    c\n\n",
        "`a``b```c````",
        "[^a]: ",
        "{/*",
        "`{",
        "import {\n",
        "import {\n\n",
        "import {a,\n\n}",
        "[[a]]",
        "a\n===\n",
        "    a\n",
    ];
    let then_closed = [("<a {#", "}"), ("{", "}"), ("<a \"", "\">"), ("import {\n\n", "}"), ("<svg>", "</svg>")];
    let once = one_by_one.map(|piece| (piece, ""));
    let mut slow = Vec::new();
    for (piece, closing) in once.into_iter().chain(then_closed) {
        for name in ["a.md", "a.mdx"] {
            let time = |bytes: usize| {
                let times = bytes / (piece.len() + closing.len());
                seconds(name, &(piece.repeat(times) + &closing.repeat(times)))
            };
            let (small, large) = (time(100_000), time(400_000));
            if large > 0.05 && large > 8.0 * small {
                slow.push(format!("{name} {piece:?}{closing:?}: {small:.3} s, then {large:.3} s"));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

fn seconds(name: &str, text: &str) -> f64 {
    let start = std::time::Instant::now();
    check(&parse(name, text.as_bytes(), &Settings::default()));
    start.elapsed().as_secs_f64()
}
