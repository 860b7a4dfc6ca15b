//! Votes move the order of hits, and no further than they are said to.

use nohold::article::Date;
use nohold::usage::{Entry, Log, Votes};
use nohold::{Builder, KnowledgeBase};
use proptest::prelude::*;

/// So many articles about nearly the same.
const ARTICLES: usize = 6;

fn articles() -> Builder {
    (0..ARTICLES).fold(KnowledgeBase::builder().lang("en"), |builder, number| {
        let words = "refund money parcel order ".repeat(1 + number % 3);
        builder.article(
            &format!("{number}.md"),
            format!("# Refunds, part {number}\n\n{words} {}", "and more ".repeat(number)),
        )
    })
}

/// Votes for articles by their numbers: each of so many queries.
fn log(votes: &[(usize, bool, usize)]) -> Log {
    let day = Date::new(2026, 11, 3).unwrap();
    let entries = votes.iter().flat_map(|(article, is_helpful, queries)| {
        (0..*queries).map(move |query| {
            let mut entry = Entry::new(day, &format!("refund {}", "x".repeat(query + 1)), |_| true);
            entry.article = Some(format!("{article}.md"));
            entry.is_helpful = Some(*is_helpful);
            entry
        })
    });
    Log { entries: entries.collect(), problems: Vec::new() }
}

fn scores(kb: &KnowledgeBase, query: &str) -> Vec<(String, f64)> {
    kb.search(query).unwrap().iter().map(|hit| (hit.id().to_owned(), hit.score())).collect()
}

#[test]
fn votes_move_what_is_near_and_are_kept_in_editions() {
    let before = scores(&articles().build().unwrap(), "refund money");
    let second = before[1].0.trim_end_matches(".md").parse().unwrap();
    let votes = Votes::from_log(&log(&[(second, true, 60)])).within(0.25);
    assert!(votes.factor(&before[1].0) > 1.2);
    let kb = articles().votes(votes.clone()).build().unwrap();
    assert_eq!(scores(&kb, "refund money")[0].0, before[1].0, "{before:?}");
    let edition = KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap();
    assert_eq!(scores(&edition, "refund money"), scores(&kb, "refund money"));
    let public = kb.for_audience("public", Date::new(2026, 11, 3).unwrap()).unwrap();
    assert_eq!(scores(&public, "refund money"), scores(&kb, "refund money"), "not applied twice");
}

#[test]
fn votes_multiply_what_editors_have_set() {
    let article = |boost: &str| format!("---\nsearch: {{boost: {boost}}}\n---\n# Refunds\n\nMoney back.");
    let votes = Votes::from_log(&log(&[(0, true, 60)]));
    let score = |boost: &str, votes: Votes| {
        let kb = KnowledgeBase::builder().lang("en").article("0.md", article(boost)).votes(votes).build().unwrap();
        scores(&kb, "refund")[0].1
    };
    let plain = score("1.5", Votes::default());
    assert!((score("1.5", votes.clone()) / plain - votes.factor("0.md")).abs() < 1e-3);
    assert!((score("2", votes) / score("2", Votes::default()) - 1.0).abs() < 1e-6, "2 is the most that a boost is");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is voted: of two articles the one with the higher score stays before the other, unless the scores differ by
    /// less than the bound allows.
    #[test]
    fn only_what_is_near_changes_places(
        votes in prop::collection::vec((0..ARTICLES, any::<bool>(), 1_usize..12), 0..12),
        bound in 0.0..0.25,
        query in prop::sample::select(vec!["refund", "money order", "parcel more", "refunds part 3"]),
    ) {
        let before = scores(&articles().build().unwrap(), query);
        let voted = Votes::from_log(&log(&votes)).within(bound);
        let after = scores(&articles().votes(voted).build().unwrap(), query);
        prop_assert_eq!(before.len(), after.len());
        let place = |id: &str| after.iter().position(|(other, _)| other == id).unwrap();
        for (number, (better, high)) in before.iter().enumerate() {
            for (worse, low) in &before[number + 1..] {
                let may_change = *high < low * (1.0 + bound) / (1.0 - bound) * (1.0 + 1e-9);
                prop_assert!(may_change || place(better) < place(worse), "{} {} {} {}", better, high, worse, low);
            }
        }
    }
}
