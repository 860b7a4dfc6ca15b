//! Whether a search that looks only at what can be among the best finds what one finds that looks at all.

use proptest::prelude::*;

use super::{Changes, KnowledgeBase};
use crate::query::Query;
use crate::ranking::Kept;
use crate::search::{Library, search};
use crate::settings::Ranking;

/// Hits, their order and scores, passages and number, to the last bit: that is how numbers are written.
fn found(kb: &KnowledgeBase, query: &Query, kept: &Kept) -> String {
    let state = kb.state();
    let library = Library { kept, ..state.library() };
    format!("{:?}", search(query, &library).unwrap())
}

fn same(kb: &KnowledgeBase, queries: &[Query]) {
    let (all, sieve) = (Kept::from_articles(usize::MAX), Kept::from_articles(0));
    for query in queries {
        let expected = found(kb, query, &all);
        // The second time what was learned is there already.
        for _ in 0..2 {
            assert_eq!(found(kb, query, &sieve), expected, "{}", query.text());
        }
    }
}

fn both_kinds(kb: &KnowledgeBase, queries: &[Query]) {
    same(kb, queries);
    same(&KnowledgeBase::from_bytes(kb.to_bytes().unwrap()).unwrap(), queries);
}

#[test]
#[cfg(feature = "fs")]
fn the_sample_is_answered_alike() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/kb-sample");
    let kb = KnowledgeBase::open(folder).unwrap();
    let texts = [
        "refund",
        "refnd polcy",
        "re",
        "r",
        "how do i get the",
        "the",
        "",
        "where is my parcel",
        "return shoes to the shop",
        "what does it cost",
        "kündigung",
        "e-mail",
        "lf-409",
        "to be or not to be",
        "invoice invoice",
        "xyzzy",
        "pass word reset",
    ];
    let plain = texts.iter().map(|text| Query::new(*text));
    let day = "2026-06-01".parse().unwrap();
    let within = texts.iter().map(|text| Query::new(*text).within("policies").limit(3));
    let dated = texts.iter().map(|text| Query::new(*text).on(day));
    let queries: Vec<Query> = plain.chain(within).chain(dated).collect();
    both_kinds(&kb, &queries);
}

/// More articles than are weighed at once, with words of every frequency.
#[test]
fn many_articles_are_answered_alike() {
    let word = |n: usize| format!("w{}", (0..6).rev().find(|power| n.is_multiple_of(3usize.pow(*power))).unwrap_or(0));
    let article = |n: usize| {
        let heading = if n.is_multiple_of(5) { "Setup" } else { "Use of it" };
        let title = if n.is_multiple_of(7) { "Wide setup".to_owned() } else { format!("About {}", word(n + 1)) };
        let words: Vec<String> = (0..=n % 11).map(|more| word(n * more + n / 9)).collect();
        format!("# {title}\n\nRare{} {} is common here.\n\n## {heading}\n\nThe {}.", n / 40, words.join(" "), word(n))
    };
    let articles = (0..2300).map(|n| (format!("a{n}.md"), article(n)));
    let kb = articles.fold(KnowledgeBase::builder(), |all, (path, text)| all.article(&path, text)).build().unwrap();
    let texts = [
        "setup",
        "wide setup",
        "w0",
        "w5",
        "w4 w5",
        "w3 w4 rare7",
        "rare7 rare8",
        "w",
        "ra",
        "the",
        "use of it",
        "comon w2",
        "about w1",
        "is common here w0 w1 w2 w3 w4 w5",
        "w5 setup rare",
        "w1 setpu",
    ];
    let queries: Vec<Query> = texts.iter().flat_map(|text| [Query::new(*text), Query::new(*text).limit(200)]).collect();
    both_kinds(&kb, &queries);
}

fn some_text() -> impl Strategy<Value = String> {
    prop::collection::vec("(the|of|a|ab|abc|abd|abcs|bc|bcd|cab|cabs|die|wie|x1|a-b|ä|äb)", 0..12)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_articles_are_answered_alike(
        articles in prop::collection::vec((some_text(), some_text(), some_text()), 1..40),
        gone in prop::collection::vec((0usize..40, prop::option::of(some_text())), 0..6),
        texts in prop::collection::vec(some_text(), 1..6),
        title in 0.0f64..3.0,
        prefix in 0.0f64..1.0,
    ) {
        let path = |n: usize| format!("{n}.md");
        let text = |(title, heading, body): &(String, String, String)| format!("# {title}\n\n{body}\n\n## {heading}\n\n{title} {body}");
        let named = articles.iter().enumerate().map(|(n, article)| (path(n), text(article)));
        let builder = named.fold(KnowledgeBase::builder(), |all, (path, text)| all.article(&path, text));
        let kb = builder.ranking(Ranking { title, prefix, ..Ranking::default() }).build().unwrap();
        let queries: Vec<Query> = texts.into_iter().map(|text| Query::new(text).limit(3)).collect();
        both_kinds(&kb, &queries);
        // Segments behind one another, with articles that do not count any more.
        let changes = gone.into_iter().fold(Changes::new(), |all, (n, text)| match text {
            Some(text) => all.upsert(&path(n), format!("# {text}\n\n{text}")),
            None => all.remove(&n.to_string()),
        });
        kb.update(changes).unwrap();
        same(&kb, &queries);
    }
}
