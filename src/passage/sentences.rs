//! Where sentences begin and end.

use std::ops::Range;

/// The sentences of a text, in order, without the space between them. A line ends a sentence too.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|&at| starts_sentence(text, at));
    for end in ends.chain([text.len()]) {
        let piece = text.get(start..end).unwrap_or_default();
        let begin = start + (piece.len() - piece.trim_start().len());
        if !piece.trim().is_empty() {
            sentences.push(begin..begin + piece.trim().len());
        }
        start = end;
    }
    sentences
}

/// Whether a sentence or line begins here.
pub(super) fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.is_empty()
        || before.ends_with('\n')
        || (ends_sentence(before.trim_end()) && (before.ends_with(' ') || before.ends_with(['。', '！', '？'])))
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '。', '！', '？', '…'])
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn cut_at_signs_and_lines() {
        let cases: [(&str, &[&str]); 7] = [
            ("", &[]),
            (" \n ", &[]),
            ("One", &["One"]),
            ("One. Two!  Three?", &["One.", "Two!", "Three?"]),
            ("One\nTwo 3.50 a day.\n\nThree", &["One", "Two 3.50 a day.", "Three"]),
            ("一。二！三", &["一。", "二！", "三"]),
            ("a.b. c", &["a.b.", "c"]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
