//! A query that is the title of an article puts it first; one that is a heading shows the section.

use std::collections::BTreeSet;

use nohold::{Hit, KnowledgeBase, Query};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::answers::sample;
use crate::laws::{base, folded, nothing_is, sample_articles, without_accents, words};

/// How a name may be typed.
fn ways_to_type(name: &str) -> BTreeSet<String> {
    let mut ways = BTreeSet::from([name.to_owned(), name.to_uppercase(), name.to_lowercase(), without_accents(name)]);
    ways.extend([name.nfd().collect(), format!("{name} "), format!("  {name}?")]);
    ways
}

/// What does not put its article first.
fn lost_titles<'a>(kb: &KnowledgeBase, titles: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    for title in titles {
        for typed in ways_to_type(title) {
            for limit in [1, 10] {
                let results = kb.search(Query::new(&typed).limit(limit)).unwrap();
                let first = results.hits().first().map_or("", nohold::Hit::title);
                if folded(first) != folded(title) {
                    lost.insert(format!("{typed:?} finds {first:?}"));
                }
            }
        }
    }
    lost
}

/// Articles with these titles, and sixty others that have their words in the title, in a heading and often in the text.
fn named<S: AsRef<str>>(titles: &[S]) -> KnowledgeBase {
    let mut articles: Vec<(String, String)> = Vec::new();
    for (number, title) in titles.iter().enumerate() {
        let title = serde_json::to_string(title.as_ref()).unwrap();
        articles.push((format!("named{number:03}"), format!("---\ntitle: {title}\n---\nMore of this later.")));
    }
    let everything: Vec<&str> = titles.iter().map(AsRef::as_ref).collect();
    for number in 0..60 {
        let title = everything[number % everything.len()];
        let text = format!("{title}. ").repeat(9) + &everything.join(". ");
        let title = serde_json::to_string(&format!("{title} once more {title}")).unwrap();
        articles.push((format!("a{number}"), format!("---\ntitle: {title}\n---\n{text}\n\n## All of it\n\n{text}")));
    }
    base("en", articles.iter().map(|(id, text)| (id.as_str(), text.as_str())))
}

/// Unless editors put another article in its place, or before it.
#[test]
fn every_title_of_the_sample_comes_first() {
    let is_first = |title: &str| !sample().search(title).unwrap().hits().first().is_some_and(Hit::is_promoted);
    let current = sample_articles().iter().filter(|article| !article.meta.attributes.contains_key("superseded_by"));
    let titles: Vec<&str> = current.map(|article| article.title.as_str()).filter(|title| is_first(title)).collect();
    assert!(titles.len() > 100 && titles.len() + 5 > sample_articles().len());
    nothing_is(&lost_titles(sample(), titles));
}

#[test]
fn odd_titles_come_first() {
    let titles = [
        "How to",
        "How",
        "The who",
        "To be or not to be",
        "It is what it is",
        "New York, New York",
        "New York",
        "York New York",
        "Refund",
        "Refunds",
        "Refund policy",
        "Refund policies",
        "Refund policy for members",
        "Policy refund",
        "Refund refund",
        "A",
        "I",
        "C",
        "C++",
        "C#",
        ".NET",
        "Node.js",
        "v2",
        "v2.1",
        "v2.1.3",
        "v3",
        "2024",
        "2025",
        "10:30",
        "1,450 points",
        "E-mail",
        "Email",
        "Mail",
        "Log in",
        "Login",
        "Resign",
        "Re-sign",
        "Don't",
        "The customer's bill",
        "Teh cat",
        "The cat",
        "And/or",
        "Q&A",
        "Q",
        "Résumé",
        "Zürich",
        "Straße",
        "Çağrı merkezi",
        "Возврат денег",
        "Возврат",
        "Άνθρωπος",
        "हिन्दी में सहायता",
        "東京",
        "東京都",
        "京都",
        "返金",
        "返金について",
        "について",
        "京",
        "iPhoneケース",
        "ケース",
        "ｶﾞｲﾄﾞ",
        "환불 정책",
        "คืนเงิน",
        "🎁 Gifts for all",
        "Gifts",
        "care@lanternfish.example",
        "https://lanternfish.example/help",
        "PROJ-MAR-1234",
        "LF-409",
    ];
    nothing_is(&lost_titles(&named(&titles), titles));
}

/// Of titles that have the same letters, the one with the same signs.
#[test]
fn titles_that_differ_in_signs_come_first() {
    let pairs = [("Don't", "Don"), (".NET", "NET"), ("C++", "C"), ("E-mail", "E mail"), ("東京 京都", "東京都")];
    let lost = pairs.into_iter().flat_map(|(one, other)| lost_titles(&named(&[one, other]), [one, other]));
    nothing_is(&lost.collect());
}

/// So many different words, as far as a title can have them.
fn long_title(words: usize) -> String {
    (10..10 + words).map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn long_titles_come_first() {
    let titles = [long_title(20), long_title(64), "x".repeat(70), format!("{}again", "word ".repeat(50))];
    nothing_is(&lost_titles(&named(&titles), titles.iter().map(String::as_str)));
}

/// A title that says little more than others of as many words.
#[test]
fn one_of_many_titles_alike_comes_first() {
    let others = (0..80).map(|number| format!("Quick pay no{number}"));
    let titles: Vec<String> = others.chain(["How to pay".to_owned(), "To pay how".to_owned()]).collect();
    nothing_is(&lost_titles(&named(&titles), titles.iter().map(String::as_str)));
}

/// A heading that no other section has, and no article as its title.
#[test]
fn every_heading_of_the_sample_is_shown() {
    let bare = |text: &str| words(&folded(text)).join(" ");
    let headings = sample_articles().iter().flat_map(|article| {
        let own = article.sections.iter().filter(|section| !section.heading.is_empty() && !section.continued);
        own.map(|section| (article.id.as_str(), section.heading.as_str(), section.anchor.as_str()))
    });
    let headings: Vec<(&str, &str, &str)> = headings.collect();
    let titles: BTreeSet<String> = sample_articles().iter().map(|article| bare(&article.title)).collect();
    let names: Vec<String> = headings.iter().map(|heading| bare(heading.1)).collect();
    let (mut lost, mut seen) = (BTreeSet::new(), 0);
    for ((id, heading, anchor), name) in headings.iter().zip(&names) {
        if titles.contains(name) || names.iter().filter(|other| *other == name).count() > 1 {
            continue;
        }
        seen += 1;
        for typed in ways_to_type(heading) {
            let results = sample().search(Query::new(&typed).limit(3)).unwrap();
            let mut shown = results.iter().flat_map(|hit| hit.sections().map(move |section| (hit.id(), section)));
            if !shown.any(|(hit, section)| hit == *id && section.anchor() == *anchor) {
                lost.insert(format!("{typed:?} does not show {id}#{anchor}"));
            }
        }
    }
    assert!(seen > 400, "{seen}");
    nothing_is(&lost);
}

/// The same of headings, each of which is in an article of its own.
#[test]
fn one_of_many_headings_alike_is_shown() {
    let others = (0..80).map(|number| format!("Quick pay no{number}"));
    let headings: BTreeSet<String> = others.chain(["What to pay".to_owned()]).collect();
    let lost = hidden_headings(&headings);
    assert!(lost.is_empty(), "{lost:?}");
}

/// What is not shown of these headings, each of which stands in an article of its own, among others that have their
/// words in other order, and more often.
fn hidden_headings(headings: &BTreeSet<String>) -> Vec<&str> {
    let article = |heading: &String| format!("---\ntitle: One of many\n---\nText.\n\n## {heading}\n\nMore of it.");
    let all = headings.iter().cloned().collect::<Vec<_>>().join(" ");
    let other = |number: usize| format!("---\ntitle: All of {number}\n---\n{}\n\n## Of {all}\n\n{all}", all.repeat(5));
    let named = headings.iter().enumerate().map(|(number, heading)| (format!("h{number}"), article(heading)));
    let articles: Vec<(String, String)> = named.chain((0..60).map(|n| (format!("a{n}"), other(n)))).collect();
    let kb = base("en", articles.iter().map(|(id, text)| (id.as_str(), text.as_str())));
    let is_hidden = |heading: &&str| {
        let results = kb.search(Query::new(*heading).limit(3)).unwrap();
        !results.iter().flat_map(nohold::Hit::sections).any(|section| section.heading() == *heading)
    };
    headings.iter().map(String::as_str).filter(is_hidden).collect()
}

const COMMON: [&str; 20] = [
    "the", "to", "how", "is", "what", "for", "new", "york", "refund", "refunds", "refunded", "policy", "police",
    "form", "from", "log", "in", "login", "v2", "café",
];

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&COMMON[..]), 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_title_comes_first(titles in prop::collection::vec(name(), 1..8)) {
        let lost = lost_titles(&named(&titles), titles.iter().map(String::as_str));
        prop_assert!(lost.is_empty(), "{:?} in {:?}", lost, titles);
    }

    #[test]
    fn every_heading_is_shown(headings in prop::collection::btree_set(name(), 1..8)) {
        let hidden = hidden_headings(&headings);
        prop_assert!(hidden.is_empty(), "{:?} in {:?}", hidden, headings);
    }
}
