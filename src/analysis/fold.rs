//! One form for all spellings of a word: compatibility forms, case and accents folded.

use std::borrow::Cow;

use super::marks::is_mark;
use super::normal::{nfc, nfkc, nfkd};
use super::script::is_joiner;

/// The folded form under which a word is indexed and looked up: NFKD, accents of Latin and Greek dropped, lower case, NFC.
///
/// Marks of other scripts stay: Cyrillic й is a letter of its own, and Indic vowel signs are part of the word.
/// Folding twice changes nothing.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let once = fold_once(word);
    // A few letters decompose only after their case is folded; a second pass settles them.
    let twice = fold_once(&once);
    Cow::Owned(if twice == once { once } else { fold_once(&twice) })
}

/// A word in lower case with its accents, composed: what spellings that fold alike are told apart by.
pub(crate) fn lower_case(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    nfc(&nfkc(word).flat_map(char::to_lowercase).collect::<String>()).collect()
}

/// The characters that a character stands for: `１` is `1`, `㎏` is `kg`.
pub(crate) fn compatible(c: char) -> impl Iterator<Item = char> {
    let text = if c.is_ascii() { String::new() } else { nfkc(c.encode_utf8(&mut [0; 4])).collect() };
    let own = c.is_ascii().then_some(c);
    own.into_iter().chain(text.chars().collect::<Vec<_>>())
}

fn fold_once(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut accents_drop = false;
    for c in nfkd(word) {
        if is_joiner(c) || (accents_drop && is_accent(c)) || is_optional_vowel(c) {
            continue;
        }
        if !is_mark(c) {
            accents_drop = has_foldable_accents(c);
        }
        push_lower(&mut folded, c);
    }
    nfc(&folded).collect()
}

fn push_lower(out: &mut String, c: char) {
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        'ё' | 'Ё' => out.push('е'),
        '\u{2044}' => out.push('/'),
        _ => out.extend(c.to_lowercase()),
    }
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Arabic and Hebrew vowel points and the Arabic stretcher, which writers put in or leave out.
fn is_optional_vowel(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}')
}

fn has_foldable_accents(base: char) -> bool {
    matches!(base, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}' | '\u{1e00}'..='\u{1fff}')
        || base.is_ascii_digit()
        || matches!(base, 'е' | 'Е')
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn folds() {
        let cases = [
            ("Refund", "refund"),
            ("Zürich", "zurich"),
            ("Zu\u{308}rich", "zurich"),
            ("STRASSE", "strasse"),
            ("Straße", "strasse"),
            ("Œuvre", "oeuvre"),
            ("İstanbul", "istanbul"),
            ("ﬁne", "fine"),
            ("ＡＢＣ１２", "abc12"),
            ("Русский", "русский"),
            ("ещё", "еще"),
            ("हिन्दी", "हिन्दी"),
            ("Άνθρωπος", "ανθρωποσ"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("co\u{ad}operate", "cooperate"),
            ("کِتاب", "کتاب"),
        ];
        for (word, folded) in cases {
            assert_eq!(fold(word), folded, "{word}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(word in "\\PC{0,12}") {
            let once = fold(&word).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }

        #[test]
        fn decomposed_and_composed_fold_alike(word in "[a-zA-ZÀ-žΆ-ώЀ-џ가-힣か-ヶ]{0,12}") {
            use unicode_normalization::UnicodeNormalization;
            let (nfc, nfd): (String, String) = (word.nfc().collect(), word.nfd().collect());
            prop_assert_eq!(fold(&nfc).into_owned(), fold(&nfd).into_owned());
        }
    }
}
