//! Superseded articles: what stands in their place, in the hits and before them.

use nohold::{Builder, Hit, KnowledgeBase, Query};

use crate::days::day;

/// Path, front matter and text.
type Articles = [(&'static str, &'static str, &'static str)];

fn builder(articles: &Articles) -> Builder {
    articles.iter().fold(KnowledgeBase::builder().lang("en"), |builder, (path, front, text)| {
        builder.article(path, format!("---\n{front}\n---\n# {text}\n\nThe price of a lamp."))
    })
}

fn both(articles: &Articles) -> [KnowledgeBase; 2] {
    let built = builder(articles).build().unwrap();
    let edition = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    [built, edition]
}

fn successors(kb: &KnowledgeBase, id: &str, query: Query) -> Vec<String> {
    let results = kb.search(query.limit(50)).unwrap();
    let hit = results.iter().find(|hit| hit.id() == id).unwrap();
    hit.successors().iter().map(|one| one.id.clone()).collect()
}

#[test]
fn whoever_names_whom() {
    let cases: [(&str, &Articles, &[&str]); 13] = [
        ("the old one says it", &[("old.md", "superseded_by: new.md", "Old"), ("new.md", "", "New")], &["new.md"]),
        ("the new one says it", &[("old.md", "", "Old"), ("new.md", "supersedes: old.md", "New")], &["new.md"]),
        (
            "both do",
            &[("old.md", "superseded_by: new.md", "Old"), ("new.md", "supersedes: old.md", "New")],
            &["new.md"],
        ),
        (
            "several",
            &[("old.md", "superseded_by: [b.md, a.md]", "Old"), ("a.md", "", "A"), ("b.md", "", "B")],
            &["a.md", "b.md"],
        ),
        (
            "by path from its own folder",
            &[("old.md", "", "Old"), ("x/new.md", "supersedes: ../old.md", "New")],
            &["x/new.md"],
        ),
        ("by address", &[("old.md", "superseded_by: /x/new/", "Old"), ("x/new.md", "", "New")], &["x/new.md"]),
        ("by id", &[("old.md", "superseded_by: n1", "Old"), ("x/new.md", "id: n1", "New")], &["n1"]),
        (
            "an earlier address, with an anchor",
            &[("old.md", "superseded_by: /was/#part", "Old"), ("new.md", "aliases: [/was/]", "New")],
            &["new.md"],
        ),
        ("in any case", &[("old.md", "Superseded_By: new.md", "Old"), ("new.md", "", "New")], &["new.md"]),
        (
            "a chain",
            &[
                ("old.md", "superseded_by: mid.md", "Old"),
                ("mid.md", "", "Mid"),
                ("new.md", "supersedes: mid.md", "New"),
            ],
            &["new.md"],
        ),
        ("itself", &[("old.md", "superseded_by: old.md", "Old")], &[]),
        ("a circle", &[("old.md", "superseded_by: b.md", "Old"), ("b.md", "superseded_by: old.md", "B")], &[]),
        ("nothing", &[("old.md", "superseded_by: [gone.md, '', 12]\nsupersedes: {a: b}", "Old")], &[]),
    ];
    for (name, articles, expected) in cases {
        for kb in both(articles) {
            assert_eq!(successors(&kb, "old.md", Query::new("lamp")), expected, "{name}");
            let named: Vec<String> = kb.successors("old.md", None).unwrap().into_iter().map(|one| one.id).collect();
            assert_eq!(named, expected, "{name}");
        }
    }
    let [kb, _] = both(&[("old.md", "superseded_by: new.md", "Old"), ("new.md", "", "New prices")]);
    let results = kb.search("old").unwrap();
    let new = &results.hits()[0].successors()[0];
    assert_eq!((new.title.as_str(), new.url.as_str()), ("New prices", "/new/"));
    assert_eq!(kb.successors("nobody.md", None).unwrap(), []);
}

#[test]
fn what_stands_in_its_place_stands_before_it() {
    let cases: [(&str, &Articles, &str, &[&str]); 5] = [
        ("old", &[("a.md", "", "Old lamp"), ("b.md", "supersedes: a.md", "New")], "old lamp", &["b.md", "a.md"]),
        (
            "not in front of what is better",
            &[("a.md", "", "Old lamp"), ("c.md", "", "Old old lamp lamp old"), ("b.md", "supersedes: c.md", "New")],
            "old lamp",
            &["a.md", "b.md", "c.md"],
        ),
        (
            "the end of a chain first",
            &[("a.md", "", "Old lamp"), ("b.md", "supersedes: a.md", "Mid"), ("c.md", "supersedes: b.md", "New")],
            "old lamp",
            &["c.md", "b.md", "a.md"],
        ),
        (
            "over what is no hit",
            &[("a.md", "superseded_by: x.md", "Old lamp"), ("c.md", "supersedes: x.md", "New")],
            "old lamp",
            &["a.md", "c.md"],
        ),
        (
            "a circle changes nothing",
            &[("a.md", "supersedes: b.md", "Old lamp"), ("b.md", "supersedes: a.md", "New")],
            "old lamp",
            &["a.md", "b.md"],
        ),
    ];
    for (name, articles, words, expected) in cases {
        for kb in both(articles) {
            for limit in 1..=expected.len() {
                let results = kb.search(Query::new(words).limit(limit)).unwrap();
                let ids: Vec<&str> = results.iter().map(Hit::id).collect();
                assert_eq!(ids, expected[..limit], "{name}: {limit}");
            }
        }
    }
}

#[test]
fn days_play_a_part_where_one_is_named() {
    const YEARS: &Articles = &[
        ("25.md", "expires: 2026-01-01", "Prices 2025"),
        ("26.md", "supersedes: 25.md\npublishDate: 2025-12-01\nexpires: 2027-01-01", "Prices 2026"),
        ("27.md", "supersedes: 26.md\npublishDate: 2026-12-01", "Prices 2027"),
    ];
    for kb in both(YEARS) {
        let on = |id: &str, text: &str| successors(&kb, id, Query::new("prices").on(day(text)).with_expired());
        assert_eq!(on("25.md", "2025-11-30"), [""; 0]);
        assert_eq!(on("25.md", "2025-12-01"), ["26.md"]);
        assert_eq!(on("25.md", "2026-12-01"), ["27.md"]);
        assert_eq!(on("26.md", "2026-11-30"), [""; 0]);
        assert_eq!(successors(&kb, "26.md", Query::new("prices")), ["27.md"]);
        let named =
            |id, on| kb.successors(id, Some(day(on))).unwrap().into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(named("25.md", "2026-06-01"), ["26.md"]);
    }
}

#[test]
fn readers_are_not_told_of_what_they_may_not_read() {
    const SECRET: &Articles = &[
        ("old.md", "superseded_by: [zqsecretqz.md, new.md]", "Old"),
        ("zqsecretqz.md", "audience: internal\nsuperseded_by: new.md", "Secret"),
        ("new.md", "supersedes: zqsecretqz.md", "New"),
    ];
    let today = day("2026-06-01");
    let whole = builder(SECRET).build().unwrap();
    let public = builder(SECRET).for_audience("public", today).build().unwrap();
    let again = KnowledgeBase::from_bytes(whole.to_bytes().unwrap()).unwrap().for_audience("public", today).unwrap();
    assert_eq!(successors(&whole, "old.md", Query::new("lamp")), ["new.md"]);
    for kb in [&public, &again] {
        assert_eq!(successors(kb, "old.md", Query::new("lamp")), ["new.md"]);
        let hits = format!("{:?}", kb.search("lamp").unwrap());
        assert!(!hits.contains("zqsecret"), "{hits}");
        assert!(!kb.to_bytes_for_web().unwrap().windows(8).any(|bytes| bytes == b"zqsecret"));
    }
    assert!(public.to_bytes().unwrap() == again.to_bytes().unwrap());
}
