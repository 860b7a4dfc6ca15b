//! The question as it is being typed.

use unicode_segmentation::UnicodeSegmentation as _;

/// A longer question would not be read to its end: see [`Query::new`](nohold::Query::new).
const MOST: usize = 64 * 1024;

/// A text with a cursor, which never stands within what is seen as one character.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TextBox {
    text: String,
    /// In bytes.
    at: usize,
}

/// What can be done to a text beside writing into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    Left,
    Right,
    WordLeft,
    WordRight,
    Start,
    End,
    DeleteBack,
    Delete,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
}

impl TextBox {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the cursor stands, in bytes.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn set(&mut self, text: &str) {
        *self = TextBox::default();
        self.insert(text);
    }

    /// Writes at the cursor; of what is too long the beginning. Says whether all of it was written.
    pub(super) fn insert(&mut self, text: &str) -> bool {
        let plain = plain(text);
        let room = MOST - self.text.len().min(MOST);
        let most = (0..=room.min(plain.len())).rev().find(|&end| plain.is_char_boundary(end)).unwrap_or(0);
        let (written, rest) = plain.split_at_checked(most).unwrap_or_default();
        self.text.insert_str(self.at, written);
        self.at = self.boundary(self.at + written.len());
        rest.is_empty()
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Left => self.at = self.left(),
            Edit::Right => self.at = self.right(),
            Edit::WordLeft => self.at = self.word_left(),
            Edit::WordRight => self.at = self.word_right(),
            Edit::Start => self.at = 0,
            Edit::End => self.at = self.text.len(),
            Edit::DeleteBack => self.delete(self.left(), self.at),
            Edit::Delete => self.delete(self.at, self.right()),
            Edit::DeleteWord => self.delete(self.word_left(), self.at),
            Edit::DeleteToStart => self.delete(0, self.at),
            Edit::DeleteToEnd => self.delete(self.at, self.text.len()),
        }
    }

    fn delete(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.at = self.boundary(start);
    }

    /// The first place from `at` on where a cursor may stand: what is written may have joined what stood behind it.
    fn boundary(&self, at: usize) -> usize {
        let mut places = self.text.grapheme_indices(true).map(|(place, _)| place);
        places.find(|&place| place >= at).unwrap_or(self.text.len())
    }

    fn before(&self) -> &str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn behind(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn left(&self) -> usize {
        self.at - self.before().graphemes(true).next_back().map_or(0, str::len)
    }

    fn right(&self) -> usize {
        self.at + self.behind().graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        self.boundary(self.before().unicode_word_indices().next_back().map_or(0, |(start, _)| start))
    }

    fn word_right(&self) -> usize {
        let word = self.behind().unicode_word_indices().next();
        self.boundary(word.map_or(self.text.len(), |(start, word)| self.at + start + word.len()))
    }
}

/// With `\n` as the only control character.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with `|` where the cursor is.
    fn shown(line: &TextBox) -> String {
        format!("{}|{}", line.before(), line.behind())
    }

    fn written(shown: &str) -> TextBox {
        let (before, behind) = shown.split_once('|').unwrap();
        TextBox { text: format!("{before}{behind}"), at: before.len() }
    }

    #[test]
    fn edits() {
        let cases = [
            ("ab|", Edit::Left, "a|b"),
            ("|ab", Edit::Left, "|ab"),
            ("|", Edit::DeleteBack, "|"),
            ("|", Edit::Delete, "|"),
            ("ab|", Edit::Right, "ab|"),
            ("返品|", Edit::DeleteBack, "返|"),
            ("cafe\u{301}|", Edit::DeleteBack, "caf|"),
            ("|e\u{301}x", Edit::Delete, "|x"),
            ("👩‍👩‍👧|", Edit::Left, "|👩‍👩‍👧"),
            ("🇩🇪🇫🇷|", Edit::DeleteBack, "🇩🇪|"),
            ("שלום|", Edit::Left, "שלו|ם"),
            ("how do i|", Edit::WordLeft, "how do |i"),
            ("how do |i", Edit::WordLeft, "how |do i"),
            ("|how do", Edit::WordRight, "how| do"),
            ("how|, do", Edit::WordRight, "how, do|"),
            ("how do |i", Edit::DeleteWord, "how |i"),
            ("  |", Edit::DeleteWord, "|"),
            ("how| do", Edit::DeleteToStart, "| do"),
            ("how| do", Edit::DeleteToEnd, "how|"),
            ("how| do", Edit::Start, "|how do"),
            ("how| do", Edit::End, "how do|"),
            // What is left of a deletion may be one character: the cursor stands behind it.
            ("e|x\u{301}", Edit::Delete, "e|"),
            ("ex|\u{301}", Edit::DeleteBack, "e\u{301}|"),
        ];
        for (before, edit, after) in cases {
            let mut line = written(before);
            line.edit(edit);
            assert_eq!(shown(&line), after, "{before} {edit:?}");
        }
    }

    #[test]
    fn writing() {
        let cases = [
            ("|", "a", "a|"),
            ("a|c", "b", "ab|c"),
            ("a|", "\u{301}", "a\u{301}|"),
            ("|\u{301}", "a", "a\u{301}|"),
            ("|", "Dear\r\nteam\rhi\tyou\u{1b}[31m\u{9b}", "Dear\nteam\nhi you [31m |"),
        ];
        for (before, text, after) in cases {
            let mut line = written(before);
            assert!(line.insert(text));
            assert_eq!(shown(&line), after, "{before} {text:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_character() {
        let mut line = TextBox::default();
        assert!(!line.insert(&"返".repeat(30_000)));
        assert_eq!((line.text().len(), line.at()), (65_535, 65_535));
        assert!(line.insert("a") && !line.insert("b"));
    }

    proptest! {
        #[test]
        fn the_cursor_is_always_between_characters(steps in prop::collection::vec((0_usize..12, "[a é\u{301}返👧\u{200d}🇩🇪\u{5d0}\r\n]{0,3}"), 0..40)) {
            const EDITS: [Edit; 11] = [
                Edit::Left, Edit::Right, Edit::WordLeft, Edit::WordRight, Edit::Start, Edit::End, Edit::DeleteBack, Edit::Delete,
                Edit::DeleteWord, Edit::DeleteToStart, Edit::DeleteToEnd,
            ];
            let mut line = TextBox::default();
            for (number, text) in steps {
                match EDITS.get(number) {
                    Some(edit) => line.edit(*edit),
                    None => { line.insert(&text); }
                }
                prop_assert_eq!(line.boundary(line.at), line.at);
            }
        }
    }
}
