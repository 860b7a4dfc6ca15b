//! Results do not vanish while one types.

use nohold::KnowledgeBase;
use proptest::prelude::*;

use crate::answers::sample;

#[test]
fn every_beginning_of_a_title_finds_its_article() {
    let titles = [
        "Refunds for digital subscriptions",
        "Two-factor sign-in",
        "Change your delivery address",
        "Abonnement kündigen",
        "お届け先住所の変更",
    ];
    for title in titles {
        let characters: Vec<usize> = title.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        for end in characters.into_iter().skip(2) {
            let typed = &title[..end];
            let results = sample().search(nohold::Query::new(typed).limit(1000)).unwrap();
            assert!(results.into_iter().any(|hit| hit.title() == title), "{typed:?} does not find {title:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_beginning_of_a_word_finds_it(word in "[a-zà-öø-ÿа-яα-ω]{2,12}|[ぁ-ん一-十가-힣]{2,6}|[a-z]{1,4}[0-9]{1,4}", other in "[a-z]{3,8}") {
        let kb = KnowledgeBase::builder().article("it", format!("x {word}")).article("other", &other).build().unwrap();
        let letters: Vec<char> = word.chars().collect();
        let is_unspaced = letters[0] > '\u{3000}';
        for length in if is_unspaced { 1 } else { 2 }..=letters.len() {
            let typed: String = letters[..length].iter().collect();
            let results = kb.search(typed.as_str()).unwrap();
            prop_assert!(results.into_iter().any(|hit| hit.id() == "it"), "{typed} of {word}");
        }
    }

    #[test]
    fn any_string_is_a_query(text in "\\PC{0,60}") {
        sample().search(text).unwrap();
    }

    #[test]
    fn every_two_characters_of_unspaced_text_find_it(text in "[一-龥ぁ-んァ-ヶ가-힣ก-ฮ]{2,20}", at in 0usize..19) {
        let kb = KnowledgeBase::builder().article("it", format!("ab {text} cd")).build().unwrap();
        let letters: Vec<char> = text.chars().collect();
        let at = at % (letters.len() - 1);
        let typed: String = letters[at..at + 2].iter().collect();
        prop_assert_eq!(kb.search(typed.as_str()).unwrap().len(), 1, "{} of {}", typed, text);
    }
}
