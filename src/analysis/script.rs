//! What kind of character this is, as far as cutting text into words needs to know.

use super::marks::is_mark;

/// The part a character plays in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters, digits and marks of scripts that put spaces between words.
    Word,
    /// Letters of scripts that do not: Han, kana, Hangul, Thai, Lao, Khmer, Myanmar.
    Unspaced,
    /// Everything else.
    Other,
}

pub(super) fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Class::Word } else { Class::Other };
    }
    if is_unspaced(c) {
        Class::Unspaced
    } else if c.is_alphanumeric() || is_mark(c) || is_joiner(c) {
        Class::Word
    } else {
        Class::Other
    }
}

/// Invisible inside a word: joiners of Persian and Indic scripts, soft hyphen, zero-width space and byte order mark.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Hangul has spaces, but also endings and compounds that its readers expect to search through, so it counts here.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e01}'..='\u{0e4e}' // Thai; its digits are words
        | '\u{0e81}'..='\u{0ece}' | '\u{0edc}'..='\u{0edf}' // Lao
        | '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' // Myanmar
        | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97c}' | '\u{ac00}'..='\u{d7fb}' // Hangul
        | '\u{1780}'..='\u{17d3}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana
        | '\u{ff66}'..='\u{ff9f}' // half-width kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}') // Han
}

/// Belongs to the character before it: marks, half-width voicing marks, and the later letters of a Hangul syllable.
pub(super) fn continues_cluster(c: char) -> bool {
    is_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}')
}
