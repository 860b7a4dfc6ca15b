//! Exact is never lost: guesses at what was meant add hits below, and take none away.

use std::collections::{BTreeMap, BTreeSet};

use nohold::{KnowledgeBase, Query};
use proptest::prelude::*;

use crate::answers::sample;
use crate::laws::{all, base, folded, is_unspaced, nothing_is, sample_articles, texts, without_typos, words};

/// What is wrong with the answers to `query`, of whose words every article in `with_all` has each as it was typed.
fn wrong(kb: &KnowledgeBase, strict: &KnowledgeBase, query: &Query, with_all: &BTreeSet<&str>) -> Option<String> {
    let (found, sure) = (all(kb, query.clone()), all(strict, query.clone()));
    if let Some(lost) = sure.iter().find(|id| !found.contains(id)) {
        return Some(format!("{query:?} loses {lost}"));
    }
    let last = found.iter().rposition(|id| with_all.contains(id.as_str()))?;
    let guess = found.iter().take(last).find(|id| !sure.contains(id))?;
    Some(format!("{query:?} puts {guess}, found by typos only, above {}", found[last]))
}

/// Some words of every article of the sample: 1 of 10, alone and with the word that follows in the text.
#[test]
fn words_of_the_sample_are_never_lost() {
    let mut holders: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    for article in sample_articles() {
        for text in texts(article) {
            let words = words(&folded(text));
            pairs.extend(words.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())));
            for word in words {
                holders.entry(word).or_default().insert(&article.id);
            }
        }
    }
    let strict = without_typos(sample());
    let mut found = BTreeSet::new();
    for (word, with_all) in holders.iter().filter(|(word, _)| !word.contains(is_unspaced)).step_by(10) {
        found.extend(wrong(sample(), &strict, &Query::new(word), with_all));
        found.extend(wrong(sample(), &strict, &Query::new(word).finished(), with_all));
    }
    for (first, second) in pairs.iter().step_by(50) {
        let with_all = holders[first].intersection(&holders[second]).copied().collect();
        found.extend(wrong(sample(), &strict, &Query::new(format!("{first} {second}")).finished(), &with_all));
    }
    nothing_is(&found);
}

/// Function words find what only they find, whatever else is typed.
#[test]
fn function_words_are_never_lost() {
    let articles = [("who", "# Who we are\n\nHow to be what it is."), ("james", "# James\n\nPlumber.")];
    let kb = base("en", articles);
    let strict = without_typos(&kb);
    let queries = ["who is jemes", "who is jemes ", "who are jame", "plumbr who", "who"];
    let found = queries.iter().filter_map(|text| wrong(&kb, &strict, &Query::new(*text), &BTreeSet::new()));
    nothing_is(&found.collect());
}

const NEAR: [&str; 30] = [
    "form",
    "forms",
    "farm",
    "firm",
    "plan",
    "plane",
    "plain",
    "plant",
    "card",
    "cart",
    "cards",
    "order",
    "older",
    "border",
    "orders",
    "letter",
    "latter",
    "lettre",
    "price",
    "prize",
    "prices",
    "policy",
    "police",
    "contact",
    "contract",
    "contacts",
    "planform",
    "cardorder",
    "größe",
    "grosse",
];

fn some(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&NEAR[..]), 0..=most)
}

/// The title, keywords, a heading and the text, which may be long.
type Parts = (Vec<&'static str>, Vec<&'static str>, Vec<&'static str>, Vec<&'static str>, usize);

fn article(parts: &Parts) -> String {
    let (title, keywords, heading, text, times) = parts;
    let text = format!("{} other ", text.join(" ")).repeat(*times);
    let (title, heading) = (title.join(" "), heading.join(" "));
    format!("---\ntitle: Its {title}\nkeywords: [{}]\n---\nThe lead.\n\n## My {heading}\n\n{text}", keywords.join(", "))
}

fn has(parts: &Parts, word: &str) -> bool {
    [&parts.0, &parts.1, &parts.2, &parts.3].iter().any(|words| words.contains(&word))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn words_near_others_are_never_lost(
        articles in prop::collection::vec((some(3), some(2), some(2), some(4), 1usize..40), 1..9),
        query in some(3),
        odd in prop::sample::select(&["", "xyzzy", "ordr", "crad"][..]),
        is_finished in any::<bool>(),
    ) {
        let texts: Vec<(String, String)> =
            articles.iter().enumerate().map(|(number, parts)| (format!("{number}"), article(parts))).collect();
        let kb = base("en", texts.iter().map(|(id, text)| (id.as_str(), text.as_str())));
        let has_all = |parts: &Parts| odd.is_empty() && query.iter().all(|word| has(parts, word));
        let with_all = texts.iter().zip(&articles).filter(|(_, parts)| has_all(parts));
        let with_all = with_all.map(|((id, _), _)| id.as_str()).collect();
        let text = format!("{odd} {}", query.join(" "));
        let query = if is_finished { Query::new(text).finished() } else { Query::new(text) };
        let wrong = wrong(&kb, &without_typos(&kb), &query, &with_all);
        prop_assert!(wrong.is_none(), "{:?} in {:#?}", wrong, texts);
    }
}
