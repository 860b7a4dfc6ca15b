//! Editions for an audience: nothing is in them that their readers may not read, in any form.

use std::collections::BTreeSet;

use nohold::article::{Audience, Date};
use nohold::markdown::Settings;
use nohold::{Builder, KnowledgeBase, inspect};
use proptest::prelude::*;

const AUDIENCES: [&str; 3] = ["public", "partners", "internal"];

/// Ways to keep an article from readers: a name, front matter that does it, and the audiences that still see it.
const KINDS: &[(&str, &str, &[&str])] = &[
    ("open", "", &["public", "partners", "internal"]),
    ("said", "audience: public", &["public", "partners", "internal"]),
    ("begun", "publishDate: 2026-06-01", &["public", "partners", "internal"]),
    ("lasting", "expiryDate: 2026-06-02", &["public", "partners", "internal"]),
    ("grouped", "audience: [partners, staff]", &["partners", "internal"]),
    ("othergroup", "audience: [resellers]", &["internal"]),
    ("internal", "audience: internal", &["internal"]),
    ("unknown", "audience: everyone", &["internal"]),
    ("mixed", "audience: [public, staff]", &["internal"]),
    ("numbered", "audience: 1", &["internal"]),
    ("expired", "expiryDate: 2026-06-01", &["internal"]),
    ("expires", "expires: 2025-01-01", &["internal"]),
    ("draft", "draft: true", &[]),
    ("drafted", "draft: maybe", &[]),
    ("draftmap", "draft: {really: false}", &[]),
    ("draftedtwice", "draft: false\ndraft: true", &[]),
    ("internaldraft", "audience: internal\ndraft: yes", &[]),
    ("unlisted", "unlisted: true", &[]),
    ("headless", "headless: true", &[]),
    ("unpublished", "published: false", &[]),
    ("excluded", "search: {exclude: true}", &[]),
    ("future", "publishDate: 2026-06-02", &[]),
    ("jekyll", "date: 2027-01-01", &[]),
    ("baddate", "publishDate: soon", &[]),
    ("badexpiry", "expiryDate: never", &[]),
    ("broken", "audience: [internal", &["internal"]),
    ("private", "private: true", &["internal"]),
    ("visible", "visibility: internal", &["internal"]),
    ("zendesk", "user_segment_id: 123", &["internal"]),
    ("status", "status: draft", &[]),
    ("archived", "archived: true", &[]),
    ("hugobuild", "build: {list: never}", &[]),
    ("emptymap", "draft: {}", &[]),
    ("emptylist", "draft: []", &[]),
    ("nobody", "audience: {}", &["internal"]),
    ("emptydate", "publishDate: {}", &[]),
    ("timed", "publishDate: 2026-06-01T09:00:00Z", &[]),
    ("aliasdate", "x: &n 2099-01-01\npublishDate: *n", &[]),
    ("aliasexpiry", "x: &n 2020-01-01\nexpires: *n", &[]),
    ("aliaslimit", "x: &n 1234\npassword: *n", &["internal"]),
    ("aliasstatus", "x: &n draft\nstatus: *n", &["internal"]),
    ("aliasbuild", "x: &n {list: never}\nbuild: *n", &[]),
    ("aliasmerge", "x: &n {list: never}\nbuild: {<<: *n}", &[]),
    ("aliassearch", "x: &n {exclude: true}\nsearch: {<<: *n}", &[]),
    ("aliaskey", "x: &n draft\n*n : true", &[]),
    ("deepsearch", "search: {exclude: {all: true}}", &[]),
    ("deepbuild", "build: {list: {x: never}}", &[]),
    ("lastday", "date: 9999-12-31T23:59:59Z", &[]),
    ("american", "date: 12/31/2099", &[]),
    ("inwords", "date: 31 Dec 2099", &[]),
    ("digits", "date: 20991231", &[]),
    ("seconds", "date: 4070908800", &[]),
    ("pastwords", "date: May 2024", &["public", "partners", "internal"]),
    ("publishedat", "publishedAt: 2099-01-01", &[]),
    ("kebab", "publish-date: 2099-01-01", &[]),
    ("camelexpiry", "expiresAt: 2020-01-01", &["internal"]),
    ("isdraft", "isDraft: true", &[]),
    ("accesslevel", "accessLevel: internal", &["internal"]),
    ("spaced", "'draft ': true", &[]),
    ("strapi", "published_at: null", &[]),
    ("named", "status: [{name: draft}]", &[]),
    ("draftreaders", "audience: [draft]", &[]),
    ("secretreaders", "audience: [partners, secret]", &["internal"]),
];

fn today() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// A word that is nowhere else.
fn canary(kind: &str, place: &str) -> String {
    format!("zq{kind}{place}qz")
}

/// An article with a canary in every place where something of it may be kept.
fn article(kind: &str, hiding: &str) -> (String, String) {
    let word = |place: &str| canary(kind, place);
    let front = [
        format!("title: The {}", word("title")),
        format!("description: About {}", word("summary")),
        format!("tags: [{}]", word("tag")),
        format!("keywords: [{}]", word("keyword")),
        format!("aliases: [/{}/]", word("alias")),
        format!("owner: {}", word("owner")),
        format!("{}: {}", word("key"), word("value")),
        format!("search.synonyms: [{} = {}, {}]", word("left"), word("right"), word("name")),
        format!("search.promote: [{}]", word("promote")),
        format!("search.terms: [{}]", word("term")),
        format!("# {}", word("note")),
        hiding.to_owned(),
    ];
    let body = [
        format!("Text with {} in it, and [{}](/{}.html).", word("body"), word("link"), word("target")),
        format!("## A {}", word("heading")),
        format!("![{}]({}.png \"{}\")", word("alt"), word("image"), word("imagetitle")),
        format!("<!-- {} -->", word("comment")),
        format!("<b title=\"{}\">{}</b>", word("htmlattribute"), word("html")),
        format!("```{}\nlet {} = 1;\n```", word("codelang"), word("code")),
        format!("| {} | b |\n|---|---|\n| {} | d |", word("column"), word("cell")),
        format!("{{#{}}}", word("id")),
    ];
    let path = format!("{}/{}.md", word("folder"), word("file"));
    (path, format!("---\n{}\n---\n{}\n", front.join("\n"), body.join("\n\n")))
}

fn base() -> Builder {
    let articles = KINDS.iter().map(|(kind, hiding, _)| article(kind, hiding));
    let builder = articles.fold(KnowledgeBase::builder(), |builder, (path, text)| builder.article(&path, text));
    let filed: Vec<String> =
        KINDS.iter().map(|(kind, ..)| format!("  {}: {}", canary(kind, "filed"), article(kind, "").0)).collect();
    let builder = builder.curation("_curation.yml", format!("promote:\n{}\n", filed.join("\n")));
    // A public article that leads to all others, and is said to stand in place of them.
    let links: Vec<String> = KINDS.iter().map(|(kind, ..)| format!("- [see]({})", article(kind, "").0)).collect();
    let paths: Vec<String> = KINDS.iter().map(|(kind, ..)| article(kind, "").0).collect();
    builder.article("open.md", format!("---\nsupersedes: [{}]\n---\n# Open\n\n{}", paths.join(", "), links.join("\n")))
}

/// All that can be read in an edition, as it is and without compression.
fn readable(edition: &[u8]) -> Vec<Vec<u8>> {
    let parts = inspect::parts(edition).unwrap().into_iter().map(|part| part.unpacked);
    parts.chain([edition.to_vec()]).map(|bytes| bytes.to_ascii_lowercase()).collect()
}

fn occurs(readable: &[Vec<u8>], word: &str) -> bool {
    readable.iter().any(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
}

/// The parts that differ.
fn names(one: &[u8], other: &[u8]) -> Vec<&'static str> {
    let (one, other) = (inspect::parts(one).unwrap(), inspect::parts(other).unwrap());
    one.iter().zip(&other).filter(|(one, other)| one != other).map(|(one, _)| one.name).collect()
}

/// The kinds of article of which anything can be read.
fn leaked(edition: &[u8]) -> BTreeSet<&'static str> {
    let readable = readable(edition);
    let has = |word: &str| occurs(&readable, word);
    KINDS.iter().map(|(kind, ..)| *kind).filter(|kind| has(&format!("zq{kind}"))).collect()
}

#[test]
fn no_canary_gets_out() {
    let whole = base().build().unwrap();
    let opened = KnowledgeBase::from_bytes(whole.to_bytes().unwrap()).unwrap();
    for audience in AUDIENCES {
        let expected: BTreeSet<&str> =
            KINDS.iter().filter(|(.., seen)| seen.contains(&audience)).map(|(kind, ..)| *kind).collect();
        let edition = base().for_audience(audience, today()).build().unwrap().to_bytes().unwrap();
        // Those that are in are found, so the search for canaries is one.
        assert_eq!(leaked(&edition), expected, "{audience}");
        for made in [&whole, &opened] {
            let again = made.for_audience(audience, today()).unwrap().to_bytes().unwrap();
            assert!(again == edition, "{audience}: the way there does not matter");
        }
        let kb = KnowledgeBase::from_bytes(edition).unwrap();
        assert_eq!(kb.made_for(), Some((Audience::from(audience), today())));
        for (kind, ..) in KINDS.iter().filter(|(kind, ..)| !expected.contains(kind)) {
            let suggested = kb.search(canary(kind, "title").as_str()).unwrap();
            let known = suggested.corrections().iter().any(|one| one.read().contains(&format!("zq{kind}")));
            assert!(!known, "{audience} {kind}");
        }
    }
    println!("{} kinds, {} audiences, 0 leaks", KINDS.len(), AUDIENCES.len());
}

/// What a folder says holds for its articles, and leaves as little of them.
#[test]
fn no_canary_of_a_hidden_folder_gets_out() {
    let cases: [(&str, &str, &[&str]); 6] = [
        ("_defaults.yml", "audience: internal", &["internal"]),
        ("_defaults.yml", "draft: true", &[]),
        ("_defaults.yml", "audience: [internal", &[]),
        ("_defaults.yml", "\u{0}\t- :", &[]),
        ("_index.md", "---\ncascade: {draft: true}\n---\n", &[]),
        ("_index.md", "---\ncascade: {target: {kind: page}, audience: partners}\n---\n", &[]),
    ];
    for (file, text, seen) in cases {
        let (path, article) = article("open", "");
        let (folder, _) = path.split_once('/').unwrap();
        let mut settings = Settings::default();
        settings.defaults.add(&format!("{folder}/{file}"), text.as_bytes());
        for audience in AUDIENCES {
            let builder = KnowledgeBase::builder().markdown(settings.clone()).article(&path, &article);
            let edition = builder.for_audience(audience, today()).build().unwrap().to_bytes().unwrap();
            assert_eq!(leaked(&edition).contains("open"), seen.contains(&audience), "{audience}: {text}");
        }
    }
}

#[test]
fn every_place_has_a_canary_that_would_be_found() {
    let all = leaked(&base().build().unwrap().to_bytes().unwrap());
    assert_eq!(all.len(), KINDS.len());
    let readable = readable(&base().build().unwrap().to_bytes().unwrap());
    let has = |word: &str| occurs(&readable, word);
    let kept = [
        "title", "summary", "tag", "keyword", "alias", "owner", "value", "left", "name", "body", "link", "heading",
        "alt", "code", "cell", "file", "folder", "promote", "term", "filed",
    ];
    for place in kept {
        assert!(has(&canary("open", place)), "{place}");
    }
}

#[test]
fn an_audit_says_what_and_why() {
    let kb = base().build().unwrap();
    let cases = [
        ("public", "draft", "draft"),
        ("public", "unlisted", "unlisted"),
        ("public", "unpublished", "unpublished"),
        ("public", "excluded", "excluded from search"),
        ("public", "internal", "for internal"),
        ("public", "unknown", "for internal"),
        ("public", "grouped", "for partners, staff"),
        ("partners", "othergroup", "for resellers"),
        ("public", "future", "not before 2026-06-02"),
        ("public", "expired", "expired 2026-06-01"),
        ("internal", "draft", "draft"),
        ("internal", "expired", "in"),
        ("public", "open", "in"),
        ("public", "broken", "for internal"),
    ];
    for (audience, kind, expected) in cases {
        let id = article(kind, "").0;
        for verdicts in [kb.audit(audience, today()).unwrap(), base().audit(audience, today())] {
            assert_eq!(verdicts.len(), KINDS.len() + 1);
            let verdict = verdicts.iter().find(|verdict| verdict.id == id).unwrap();
            let why = verdict.left_out.as_ref().map_or("in".to_owned(), ToString::to_string);
            assert_eq!(why, expected, "{audience} {kind}");
        }
    }
}

#[test]
fn other_groups_are_not_named_to_a_group() {
    let edition = base().for_audience("partners", today()).build().unwrap().to_bytes().unwrap();
    let readable = readable(&edition);
    let has = |word: &str| occurs(&readable, word);
    assert!(has("partners") && !has("staff") && !has("resellers"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// What is left out has no influence: the edition is the same as if the articles did not exist.
    #[test]
    fn what_is_left_out_might_as_well_not_exist(
        texts in prop::collection::vec(("(# [a-c ]{1,8}\n\n)?([a-d]{1,6}|der die das|the of and|Straße|東京| |\n\n## [a-c]{1,3}\n\n){0,30}", 0..KINDS.len(), any::<bool>()), 1..12),
        lang in "(en|de|)",
    ) {
        let front = |kind: usize| {
            let own = format!("search: {{synonyms: [a{kind} = b c], promote: [a{kind}], boost: 1.{kind}}}");
            format!("---\n{}\n{own}\nsupersedes: [1.md, 2.md]\n---\n", KINDS[kind].1)
        };
        let base = |only: Option<&str>| {
            let builder = KnowledgeBase::builder().lang(lang.clone()).synonyms("rules", "a = b\na = b\nc -> d\n");
            let builder = builder.curation("c", "promote:\n  a: [3.md, 0.md]\n  b: 2.md#x\npin:\n  c: {2: 1.md}\nterms: {0.md: x}\n");
            texts.iter().enumerate().fold(builder, |builder, (n, (text, kind, is_grouped))| {
                let folder = if *is_grouped { "de/" } else { "" };
                let is_in = only.is_none_or(|audience| KINDS[*kind].2.contains(&audience));
                if is_in { builder.article(&format!("{folder}{n}.md"), front(*kind) + text) } else { builder }
            })
        };
        let whole = base(None).build().unwrap();
        for audience in AUDIENCES {
            let filtered = base(None).for_audience(audience, today()).build().unwrap().to_bytes().unwrap();
            let without = base(Some(audience)).for_audience(audience, today()).build().unwrap().to_bytes().unwrap();
            prop_assert!(filtered == without, "{} {:?}", audience, names(&filtered, &without));
            let opened = KnowledgeBase::from_bytes(whole.to_bytes().unwrap()).unwrap();
            prop_assert!(opened.for_audience(audience, today()).unwrap().to_bytes().unwrap() == without, "{}", audience);
            let problems = inspect::verify(&filtered);
            prop_assert!(problems.is_empty(), "{:?}", problems);
        }
    }
}
