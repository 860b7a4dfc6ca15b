//! Answers are stable: under more hits wanted, under repetition, and under articles that have nothing to do with them.

use std::collections::BTreeSet;

use nohold::{Hit, KnowledgeBase, Query};
use proptest::prelude::*;

use crate::answers::{judged, sample};
use crate::laws::{all, base, nothing_is};

/// Ids and scores, the best first.
fn scores(kb: &KnowledgeBase, query: Query) -> Vec<(String, f64)> {
    kb.search(query).unwrap().iter().map(|hit| (hit.id().to_owned(), hit.score())).collect()
}

/// Asking for more hits does not change the first ones, and asking again changes nothing.
#[test]
fn more_hits_leave_the_first_as_they_are() {
    let mut wrong = BTreeSet::new();
    for query in judged() {
        let search = |limit| sample().search(Query::new(&query.text).limit(limit)).unwrap();
        let most = search(50);
        let begins = |few: &nohold::Results| most.hits().starts_with(few.hits()) && most.total() == few.total();
        if most != search(50) || ![1, 3, 10].map(search).iter().all(begins) {
            wrong.insert(query.text);
        }
    }
    nothing_is(&wrong);
}

/// The parts of every score add up to it, and better scores come first, but for what editors move.
#[test]
fn scores_are_explained_and_in_order() {
    let mut wrong = BTreeSet::new();
    for query in judged() {
        let results = sample().search(Query::new(&query.text).limit(1000)).unwrap();
        let adds_up = |hit: &Hit| {
            let sum: f64 = hit.explain().parts().iter().map(|part| part.1).sum();
            let coverage = hit.explain().coverage();
            (sum - hit.score()).abs() < 1e-9
                && (hit.explain().total() - hit.score()).abs() < 1e-9
                && (0.0..=1.0 + 1e-9).contains(&coverage)
        };
        let successors: BTreeSet<&str> = results.iter().flat_map(Hit::successors).map(|one| one.id.as_str()).collect();
        let unmoved = results.iter().filter(|hit| !hit.is_promoted() && !successors.contains(hit.id()));
        if !results.iter().all(adds_up) || !unmoved.is_sorted_by(|a, b| a.score() >= b.score()) {
            wrong.insert(query.text);
        }
    }
    nothing_is(&wrong);
}

/// The words of the articles that are asked for.
const WORDS: [&str; 16] = [
    "bad", "badge", "badged", "badges", "cable", "cables", "fable", "deal", "dealing", "lid", "mid", "face", "faced",
    "a1", "ham-bag", "facade",
];

/// How an article is made: the words of title, keywords and two sections, of which the first has no heading.
#[derive(Debug, Clone)]
struct Parts {
    title: Vec<&'static str>,
    keywords: Vec<&'static str>,
    heading: Vec<&'static str>,
    lead: Vec<&'static str>,
    text: Vec<&'static str>,
}

impl Parts {
    /// Markdown with every word as `name` writes it.
    fn markdown(&self, name: &mut dyn FnMut(&str) -> String) -> String {
        let mut all = |words: &[&str], between| words.iter().map(|word| name(word)).collect::<Vec<_>>().join(between);
        let (title, keywords, heading) = (all(&self.title, " "), all(&self.keywords, ", "), all(&self.heading, " "));
        let (lead, text) = (all(&self.lead, " "), all(&self.text, " "));
        format!("---\ntitle: {title}\nkeywords: [{keywords}]\nlang: en\n---\n{lead}\n\n## {heading}\n\n{text}")
    }

    fn article(&self) -> String {
        self.markdown(&mut str::to_owned)
    }

    /// An article of the same lengths in words that are like none of [`WORDS`].
    fn filler(&self, seed: usize) -> String {
        let letters = ["nop", "rst", "vwx", "zyo", "pqu", "tuz", "xyr"];
        let mut number = seed;
        self.markdown(&mut |word| {
            number += 7;
            let one = |n: usize| format!("{}{}{}", letters[n % 7], letters[n / 7 % 7], letters[n / 49 % 7]);
            word.split('-').map(|_| one(number)).collect::<Vec<_>>().join("-")
        })
    }
}

fn some(words: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), words)
}

fn parts() -> impl Strategy<Value = Parts> {
    (some(1..4), some(0..2), some(1..4), some(0..20), some(1..30))
        .prop_map(|(title, keywords, heading, lead, text)| Parts { title, keywords, heading, lead, text })
}

/// The articles, and these fillers behind them.
fn with_fillers(articles: &[Parts], fillers: impl Iterator<Item = String>) -> KnowledgeBase {
    let articles = articles.iter().enumerate().map(|(number, parts)| (format!("a{number}"), parts.article()));
    let fillers = fillers.enumerate().map(|(number, text)| (format!("f{number}"), text));
    let all: Vec<(String, String)> = articles.chain(fillers).collect();
    base("en", all.iter().map(|(id, text)| (id.as_str(), text.as_str())))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// An article that has none of the query's words, in any of the forms they may be read as, changes scores only
    /// through the number of articles and the average lengths: put in the place of another such one with the same
    /// lengths, it changes nothing.
    #[test]
    fn fillers_are_all_the_same(
        articles in prop::collection::vec(parts(), 1..7),
        filler in parts(),
        seeds in (0usize..300, 300usize..600),
        query in some(1..4),
        is_finished in any::<bool>(),
    ) {
        let text = query.join(" ");
        let query = if is_finished { Query::new(text).finished() } else { Query::new(text) };
        let [one, other] = [seeds.0, seeds.1].map(|seed| {
            scores(&with_fillers(&articles, std::iter::once(filler.filler(seed))), query.clone().limit(50))
        });
        prop_assert_eq!(one.len(), other.len());
        for ((id, score), (other_id, other_score)) in one.iter().zip(&other) {
            prop_assert!(id == other_id && (score - other_score).abs() < 1e-9, "{:?}: {:?} {:?}", query, one, other);
        }
    }

    /// Articles that have nothing of it and leave the averages as they are (each article gets fillers of its own
    /// lengths) do not change the order of the answers to one word that no title has. Where titles have it the order may
    /// change: what a title counts in proportion to the text depends on how many titles and how many texts there are.
    #[test]
    fn fillers_leave_the_order_of_one_word(
        articles in prop::collection::vec(parts(), 2..7),
        times in prop::sample::select(&[1usize, 10, 60][..]),
        word in prop::sample::select(&WORDS[..14]),
    ) {
        let untitled = |parts: Parts| Parts { title: vec!["page"; parts.title.len()], ..parts };
        let articles: Vec<Parts> = articles.into_iter().map(untitled).collect();
        let fillers = (0..times * articles.len()).map(|n| articles[n % articles.len()].filler(n * 31));
        let found = |kb: KnowledgeBase| all(&kb, Query::new(word).finished());
        let alone = found(with_fillers(&articles, std::iter::empty()));
        prop_assert_eq!(alone, found(with_fillers(&articles, fillers)), "{} in {:#?}", word, articles);
    }
}
