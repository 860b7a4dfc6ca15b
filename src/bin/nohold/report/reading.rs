//! How long texts are, and how hard to read.
//!
//! The reading ease of Flesch in the form for the text's language: 100 is very easy, 60 plain, 30 and less hard. With the
//! mean length of sentences in words, `l`, and the mean length of words in syllables, `s`:
//!
//! | language | formula | source |
//! |---|---|---|
//! | English | 206.835 − 1.015 l − 84.6 s | Flesch 1948 |
//! | German | 180 − l − 58.5 s | Amstad 1978 |
//! | French | 207 − 1.015 l − 73.6 s | Kandel and Moles 1958 |
//! | Spanish | 206.84 − 1.02 l − 60 s | Fernández Huerta 1959 |
//! | Italian | 217 − 1.3 l − 60 s | Vacca and Franchina 1972 |
//! | Dutch | 206.835 − 0.93 l − 77 s | Douma 1960 |
//!
//! Syllables are counted as runs of vowels (in English without a silent `e` at the end). Only paragraphs, list items and
//! steps count: tables and code are not read as sentences are. Texts of less than 60 words have no figure.

use nohold::article::{Article, BlockKind};

/// A text needs so many words to have a figure.
const ENOUGH: usize = 60;

/// How easy a text is to read: the higher, the easier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Level(pub(super) f64);

/// What the formula of a language takes off for long sentences and for long words, and from what.
fn formula(lang: &str) -> Option<(f64, f64, f64)> {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    match primary.to_ascii_lowercase().as_str() {
        "en" => Some((206.835, 1.015, 84.6)),
        "de" => Some((180.0, 1.0, 58.5)),
        "fr" => Some((207.0, 1.015, 73.6)),
        "es" => Some((206.84, 1.02, 60.0)),
        "it" => Some((217.0, 1.3, 60.0)),
        "nl" => Some((206.835, 0.93, 77.0)),
        _ => None,
    }
}

pub(super) fn level(article: &Article) -> Option<Level> {
    let (most, for_sentences, for_words) = formula(&article.lang)?;
    let (mut words, mut sentences, mut syllables) = (0, 0, 0);
    let is_english = article.lang.starts_with("en");
    for text in article.sections.iter().flat_map(|section| {
        let is_read = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Step);
        let blocks = section.blocks.iter().filter(move |block| is_read(block.kind));
        blocks.filter_map(|block| section.text.get(block.range.clone()))
    }) {
        let own = words_of(text);
        words += own.len();
        syllables += own.iter().map(|word| self::syllables(word, is_english)).sum::<usize>();
        sentences += self::sentences(text);
    }
    let (l, s) = (words as f64 / sentences.max(1) as f64, syllables as f64 / words.max(1) as f64);
    (words >= ENOUGH).then_some(Level(most - for_sentences * l - for_words * s))
}

/// Number of words; in scripts without spaces two characters count as one.
pub(super) fn words(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    unspaced / 2 + words_of(text).iter().filter(|word| !word.chars().any(is_unspaced)).count()
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect()
}

/// A block is one at least.
fn sentences(text: &str) -> usize {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = |word: &&&str| word.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '!', '?', ':', '…']);
    let inner =
        words.iter().take(words.len().saturating_sub(1)).filter(ends).filter(|word| word.chars().count() > 3).count();
    inner + 1
}

fn syllables(word: &str, is_english: bool) -> usize {
    let word: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: char| "aeiouyäöüáéíóúàèìòùâêîôûëïœæ".contains(c);
    let vowels: Vec<bool> = word.chars().map(is_vowel).collect();
    let runs =
        vowels.iter().zip(std::iter::once(&false).chain(&vowels)).filter(|(now, before)| **now && !**before).count();
    let is_silent = is_english && runs > 1 && word.ends_with('e') && !word.ends_with("le");
    (runs - usize::from(is_silent)).max(1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn counts_syllables_sentences_and_words() {
        let cases =
            [("refund", 2), ("time", 1), ("table", 2), ("the", 1), ("e-mail", 2), ("14", 1), ("subscription", 3)];
        for (word, expected) in cases {
            assert_eq!(syllables(word, true), expected, "{word}");
        }
        assert_eq!(syllables("Kündigungsfrist", false), 4);
        assert_eq!(sentences("You have 14 days. Then, no. 5 applies (really!). Good"), 3);
        assert_eq!((words("two words - and 3"), words("お届け先住所"), words("")), (4, 3, 0));
    }

    #[test]
    fn plain_words_are_easier_than_long_ones() {
        let article = |text: &str, lang: &str| {
            let kb = nohold::KnowledgeBase::builder().lang(lang).article("a.md", text).build().unwrap();
            level(&kb.article("a.md").unwrap().unwrap())
        };
        let easy = article(&"We pay you back. It takes a week. ".repeat(12), "en").unwrap();
        let hard = article(
            &"Reimbursement necessitates comprehensive documentation accompanying applications. ".repeat(12),
            "en",
        );
        assert!(easy.0 > 90.0 && hard.unwrap().0 < 0.0);
        assert_eq!(article(&"We pay you back. ".repeat(12), "en"), None, "too short");
        assert_eq!(article(&"Wij betalen terug. ".repeat(60), "ja"), None, "no formula");
    }
}
