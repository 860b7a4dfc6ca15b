//! The law of the two kinds of segment: the same hits, in the same order, with the same scores, whichever answers.

use nohold::{Hit, KnowledgeBase, Query};
use proptest::prelude::*;

use crate::answers::{judged, sample};

fn assert_same(built: &KnowledgeBase, opened: &KnowledgeBase, query: &Query) {
    let (built, opened) = (built.search(query.clone()).unwrap(), opened.search(query.clone()).unwrap());
    let text = query.text();
    assert_eq!(built.total(), opened.total(), "{text}");
    assert_eq!(built.corrections(), opened.corrections(), "{text}");
    assert_eq!(built.dropped(), opened.dropped(), "{text}");
    assert_eq!(built.suggestion(), opened.suggestion(), "{text}");
    assert_eq!(built.len(), opened.len(), "{text}");
    for (a, b) in built.into_iter().zip(&opened) {
        assert!((a.score() - b.score()).abs() < 1e-6, "{text}: {} {} and {} {}", a.id(), a.score(), b.id(), b.score());
        assert_eq!(seen(a), seen(b), "{text}");
    }
}

/// Rules whose words stand in the small bases and their queries.
const RULES: &str = "a = b c\nrefund = email\nab -> v2\ne-mail -> 京都\nd = cc = 京都\naa bb -> a b\nzurich = d\n";

/// All that a caller can see of a hit, but for scores.
fn seen(hit: &Hit) -> String {
    let sections: Vec<_> =
        hit.sections().map(|section| (section.url(), section.breadcrumb(), section.snippet())).collect();
    format!("{} {} {:?} {:?} {sections:?}", hit.id(), hit.title(), hit.lang(), hit.meta())
}

#[test]
fn the_sample_answers_alike() {
    let built = sample();
    let opened = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
    for query in judged() {
        assert_same(built, &opened, &Query::new(&query.text));
        assert_same(built, &opened, &Query::new(&query.text).within("policies").finished());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn small_bases_answer_alike(
        texts in prop::collection::vec("(# [a-c ]{1,8}\n\n)?([a-d]{1,6}|e-mail|v2.1|refunds?|京都の|Zürich| |\n\n## [a-c]{1,3}\n\n){0,30}", 1..6),
        queries in prop::collection::vec("([a-d]{1,6}|a|b c|aa bb|d|email|e-mail|v2|refund|京|zurich| ){0,6}", 1..6),
    ) {
        let articles = texts.iter().enumerate();
        let builder = articles.fold(KnowledgeBase::builder(), |builder, (n, text)| builder.article(&format!("{n}.md"), text));
        let built = builder.synonyms("rules", RULES).build().unwrap();
        let opened = KnowledgeBase::from_bytes(built.to_bytes().unwrap()).unwrap();
        for query in queries {
            assert_same(&built, &opened, &Query::new(query));
        }
    }
}
