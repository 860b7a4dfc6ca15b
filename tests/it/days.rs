//! What holds on which day, and how fresh it is.

use nohold::article::Date;
use nohold::{Builder, Freshness, KnowledgeBase, Query, Windows};
use proptest::prelude::*;

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Front matter, and what an article is like on 2026-06-01; empty if it is not found.
const ARTICLES: &[(&str, &str, &str)] = &[
    ("plain", "", "current"),
    ("updated", "updated: 2020-01-01", "current"),
    ("fresh", "updated: 2026-05-01\nreview_by: 2027-05-01", "current"),
    ("ageing", "updated: 2026-01-01\nreview_by: 2026-06-10", "ageing"),
    ("lastday", "updated: 2026-01-01\nreview_by: 2026-06-01", "ageing"),
    ("stale", "updated: 2026-01-01\nreview_by: 2026-05-31", "stale"),
    ("lapsed", "updated: 2026-01-01\nreview_by: 2026-03-01", ""),
    ("expired", "expires: 2026-06-01", ""),
    ("expires", "expires: 2026-06-02", "current"),
    ("begun", "publishDate: 2026-06-01", "current"),
    ("future", "publishDate: 2026-06-02", ""),
    ("dated", "date: 2026-06-02", ""),
    ("both", "publishDate: 2026-07-01\nexpires: 2026-05-01", ""),
    ("undue", "review_by: 2026-05-31", "stale"),
    ("reviewed", "updated: 2026-05-31\nreview_by: 2026-05-31", "current"),
    ("nonsense", "updated: soon\nreview_by: never", "current"),
];

fn builder() -> Builder {
    ARTICLES.iter().fold(KnowledgeBase::builder(), |builder, (name, front, _)| {
        builder.article(&format!("{name}.md"), format!("---\n{front}\n---\n# Zebras {name}\n\nStripes."))
    })
}

/// The same articles, indexed and as an edition.
fn both() -> [KnowledgeBase; 2] {
    let built = builder().build().unwrap();
    let edition = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    [built, edition]
}

fn found(kb: &KnowledgeBase, query: Query) -> Vec<(String, Option<Freshness>)> {
    let results = kb.search(query.limit(50)).unwrap();
    assert_eq!(results.total(), results.len());
    results.iter().map(|hit| (hit.id().trim_end_matches(".md").to_owned(), hit.freshness())).collect()
}

#[test]
fn what_holds_is_found_and_says_how_fresh_it_is() {
    for kb in both() {
        let found = found(&kb, Query::new("stripes").on(day("2026-06-01")));
        for (name, front, expected) in ARTICLES {
            let state = found.iter().find(|(id, _)| id == name);
            let state = state.map_or("", |(_, freshness)| freshness.map_or("unknown", Freshness::name));
            assert_eq!(state, *expected, "{name}: {front}");
        }
    }
}

#[test]
fn without_a_day_everything_is_found() {
    for kb in both() {
        let plain = found(&kb, Query::new("stripes").windows(Windows::new().expired(0)).with_expired());
        assert_eq!(plain.len(), ARTICLES.len());
        assert!(plain.iter().all(|(_, freshness)| freshness.is_none()));
    }
}

#[test]
fn what_has_expired_can_be_asked_for() {
    for kb in both() {
        let all = found(&kb, Query::new("stripes").on(day("2026-06-01")).with_expired());
        let expired: Vec<&str> =
            all.iter().filter(|hit| hit.1 == Some(Freshness::Expired)).map(|hit| hit.0.as_str()).collect();
        assert_eq!(expired, ["expired", "lapsed"]);
        assert!(!all.iter().any(|(id, _)| ["future", "dated", "both"].contains(&id.as_str())), "not yet published");
        let lenient = Windows::new().expired(u32::MAX);
        let found = found(&kb, Query::new("stripes").on(day("2026-06-01")).windows(lenient));
        assert!(found.contains(&("lapsed".to_owned(), Some(Freshness::Stale))));
    }
}

#[test]
fn suggestions_name_nothing_that_does_not_hold() {
    for kb in both() {
        let titles = |query: Query| {
            let suggestions = kb.suggest(query.limit(50)).unwrap();
            suggestions.iter().map(|one| one.text().to_owned()).collect::<Vec<_>>()
        };
        let asked = Query::new("zebras expired");
        assert!(titles(asked.clone()).iter().all(|title| !title.contains("lapsed")));
        let (then, now) = (asked.clone().on(day("2026-05-01")), asked.on(day("2026-06-01")));
        let hits = |query: Query| found(&kb, query).iter().any(|hit| hit.0 == "expired");
        assert!(hits(then) && !hits(now));
    }
}

proptest! {
    /// A day leaves out, and does nothing else: the order of what is left is the same.
    #[test]
    fn a_day_changes_no_order(
        dates in prop::collection::vec((0i64..90, 0i64..90, 0i64..90), 1..12), asked in 0i64..90, words in "[a-c]( [a-c]){0,2}",
    ) {
        let date = |number: &i64| day("2026-01-01").plus_days(*number).unwrap();
        let builder = dates.iter().enumerate().fold(KnowledgeBase::builder(), |builder, (n, (from, review, until))| {
            let front = format!("publishDate: {}\nreview_by: {}\nexpires: {}", date(from), date(review), date(until));
            let text = ["a b", "b c", "c a b", "a", "c"][n % 5];
            builder.article(&format!("{n}.md"), format!("---\n{front}\n---\n# {text}\n\nText {text}."))
        });
        let kb = builder.build().unwrap();
        let ids = |query: Query| kb.search(query.limit(50)).unwrap().iter().map(|hit| hit.id().to_owned()).collect::<Vec<_>>();
        let on = date(&asked);
        let holds = |id: &String| {
            let meta = kb.article(id).unwrap().unwrap().meta;
            meta.published.is_none_or(|from| from <= on) && meta.freshness(on) != Freshness::Expired
        };
        let expected: Vec<String> = ids(Query::new(words.as_str())).into_iter().filter(holds).collect();
        prop_assert_eq!(ids(Query::new(words).on(on)), expected);
    }
}
