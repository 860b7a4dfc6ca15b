//! Results do not vanish while one types: what holds a word is found by every beginning of it.

use std::collections::{BTreeMap, BTreeSet};

use nohold::article::Article;
use nohold::{KnowledgeBase, Query};
use proptest::prelude::*;

use crate::answers::sample;
use crate::laws::{all, base, is_unspaced, nothing_is, sample_articles, texts, words};

/// The beginnings of a word that find it: of two letters and more, or of one in unspaced scripts.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let fewest = if word.starts_with(is_unspaced) { 1 } else { 2 };
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.skip(fewest - 1).take(24).map(|end| &word[..end])
}

/// All that may be typed of the sample's words, and the articles that hold a word that begins so.
fn typed() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut typed: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for article in sample_articles() {
        for word in texts(article).flat_map(words) {
            let word = word.to_lowercase();
            // Text without spaces is looked up from anywhere in it.
            let starts = word.char_indices().filter(|(at, c)| *at == 0 || is_unspaced(*c)).map(|(at, _)| at);
            for beginning in starts.flat_map(|start| beginnings(&word[start..])) {
                typed.entry(beginning.to_owned()).or_default().insert(&article.id);
            }
        }
    }
    typed
}

/// What `query` does not find of `holders`.
fn lost(kb: &KnowledgeBase, query: &Query, holders: &BTreeSet<&str>) -> Option<String> {
    let found: BTreeSet<String> = all(kb, query.clone()).into_iter().collect();
    let lost = holders.iter().find(|id| !found.contains(**id))?;
    Some(format!("{query:?} does not find {lost}"))
}

/// 1 of 4 beginnings.
#[test]
fn every_beginning_of_a_word_of_the_sample_finds_it() {
    let typed = typed();
    assert!(typed.len() > 20_000, "{}", typed.len());
    let lost = |(text, holders): (&String, &BTreeSet<&str>)| lost(sample(), &Query::new(text), holders);
    nothing_is(&typed.iter().step_by(4).filter_map(lost).collect());
}

/// What a word finds when it is finished, each of its beginnings finds, whatever stands before it: 1 of 90 words.
fn lost_behind_others(query: fn(String) -> Query, is_asked: fn(&String) -> bool) -> BTreeSet<String> {
    let words: BTreeSet<String> = sample_articles().iter().flat_map(texts).flat_map(words).filter(is_asked).collect();
    let befores = ["refund", "how do i", "返金"];
    let mut wrong = BTreeSet::new();
    for (before, word) in words.iter().step_by(90).flat_map(|word| befores.map(|before| (before, word))) {
        let without = all(sample(), query(format!("{before} ")));
        let mut found = all(sample(), query(format!("{before} {word} ")));
        found.retain(|id| !without.contains(id));
        let holds = |one: &Article| texts(one).any(|text| text.contains(word));
        let holders = sample_articles().iter().filter(|one| found.contains(&one.id) && holds(one));
        let holders = holders.map(|one| one.id.as_str()).collect();
        let typed = beginnings(word).map(|text| query(format!("{before} {text}")));
        wrong.extend(typed.filter_map(|query| lost(sample(), &query, &holders)));
    }
    wrong
}

#[test]
fn words_before_it_take_nothing_from_a_half_typed_word() {
    // This language has no function words, but for hiragana.
    let is_asked = |word: &String| !word.starts_with(|c| ('ぁ'..='ん').contains(&c));
    nothing_is(&lost_behind_others(|text| Query::new(text).lang("xx"), is_asked));
}

#[test]
fn function_words_before_it_take_nothing_from_a_half_typed_word() {
    nothing_is(&lost_behind_others(Query::new, |_| true));
}

/// Titles of 1 of 3 articles, letter by letter.
#[test]
fn an_article_is_found_all_the_while_its_title_is_typed() {
    let mut wrong = BTreeSet::new();
    for article in sample_articles().iter().step_by(3) {
        let holder = BTreeSet::from([article.id.as_str()]);
        let letters: Vec<char> = article.title.chars().collect();
        let in_word = |count: usize| letters[..count].iter().rev().take_while(|c| c.is_alphanumeric()).count();
        // One letter of a word to come says nothing.
        for count in (2..=letters.len()).filter(|&count| in_word(count) != 1 || is_unspaced(letters[count - 1])) {
            wrong.extend(lost(sample(), &Query::new(letters[..count].iter().collect::<String>()), &holder));
        }
    }
    nothing_is(&wrong);
}

/// A function word may be the beginning of a telling one.
#[test]
fn half_typed_words_may_look_like_function_words() {
    let cases = [
        ("en", "Theatre tickets", "refund the"),
        ("en", "Mayor", "refund may"),
        ("en", "Allowance", "xyzzy all"),
        ("en", "Office", "how to get of"),
        ("en", "Forms", "new for"),
        ("de", "Dienstwagen", "Erstattung die"),
        ("fr", "Lesbarkeit", "remboursement les"),
        ("es", "Parada", "reembolso para"),
    ];
    let mut wrong = BTreeSet::new();
    for (lang, title, text) in cases {
        let page = format!("# {title}\n\nNothing else.");
        let kb = base(lang, [("it", page.as_str()), ("other", "# Refund Erstattung remboursement reembolso new")]);
        wrong.extend(lost(&kb, &Query::new(text), &BTreeSet::from(["it"])));
    }
    nothing_is(&wrong);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn every_beginning_of_a_word_finds_it(
        word in "[a-zà-öø-ÿа-яα-ω]{2,12}|[ぁ-ん一-十가-힣]{2,6}|[a-z]{1,4}[0-9]{1,4}",
        other in "[a-z]{3,8}",
    ) {
        let text = format!("x {word}");
        // No function words are known of this language, but hiragana are such in every one.
        let kb = base("fi", [("it", text.as_str()), ("other", other.as_str())]);
        let befores = if word.contains(|c| ('ぁ'..='ん').contains(&c)) { &[""][..] } else { &["", &other, "xyzzy"] };
        for text in beginnings(&word).flat_map(|typed| befores.iter().map(move |before| format!("{before} {typed}"))) {
            let lost = lost(&kb, &Query::new(text), &BTreeSet::from(["it"]));
            prop_assert!(lost.is_none(), "{:?} of {}", lost, word);
        }
    }
}

/// What is read a second time, for slips, loses nothing of the first.
#[test]
fn a_second_reading_loses_nothing() {
    let articles = [
        ("theatre", "# Theatre"),
        ("tickets", "# Tickets"),
        ("slip", "# A page\n\nOne refnd of many."),
        ("refund", "# Refund\n\nOne refund."),
        ("todo", "# A list\n\nWhat is to do."),
        ("phone", "# A line\n\nHelp by phone."),
    ];
    let kb = base("en", articles);
    for (text, id) in
        [("refnd tickets the", "theatre"), ("refnd tickets ", "refund"), ("to-do", "todo"), ("helpdesk phone", "phone")]
    {
        let results = kb.search(text).unwrap();
        assert!(results.iter().any(|hit| hit.id() == id), "{text:?} does not find {id}");
    }
}
