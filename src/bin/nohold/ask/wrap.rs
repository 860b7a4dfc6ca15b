//! Text cut into rows of a terminal: by what is seen as one character, of which some take two cells and some none.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// What must not begin a row, although rows may be broken around wide characters elsewhere.
const CLOSING: &str = "、。，．・：；？！」』）】〉》〕］｝ー";

/// Spaces at which rows are not broken.
const NOT_BROKEN: [char; 3] = ['\u{a0}', '\u{2007}', '\u{202f}'];

/// How many cells a text takes.
pub(super) fn cells(text: &str) -> usize {
    text.width()
}

/// The rows of `text` as ranges of it, at most `width` cells each where that is possible: broken at line ends, behind
/// spaces, between wide characters, and within words that are longer than a row. Spaces at a break are in no row.
pub(super) fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Rows::default();
    for (at, grapheme) in text.grapheme_indices(true) {
        rows.add(at, grapheme, width);
    }
    rows.done.push(rows.start..text.len());
    rows.done
}

/// The rows up to where the text has been read.
#[derive(Default)]
struct Rows {
    done: Vec<Range<usize>>,
    /// Where the row begins that is not done, and how many cells it has.
    start: usize,
    cells: usize,
    was_wide: bool,
    /// The last place at which that row may be broken.
    gap: Option<Gap>,
}

/// Where a row may end and the next begin, and how many cells there are before that.
struct Gap {
    end: usize,
    next: usize,
    cells: usize,
}

impl Rows {
    fn add(&mut self, at: usize, grapheme: &str, width: usize) {
        let (end, wide) = (at + grapheme.len(), cells(grapheme));
        if grapheme.ends_with('\n') {
            return self.break_at(at, end, self.cells);
        }
        let is_space = grapheme.chars().all(|c| c.is_whitespace() && !NOT_BROKEN.contains(&c));
        if (wide == 2 || self.was_wide) && at > self.start && !CLOSING.contains(grapheme) {
            self.gap = Some(Gap { end: at, next: at, cells: self.cells });
        }
        // Twice, if the word that a break moves to the next row fills that, and this is not to begin a row.
        while self.cells + wide > width && at > self.start {
            if is_space {
                return self.break_at(at, end, self.cells);
            }
            let gap = self.gap.take().unwrap_or(Gap { end: at, next: at, cells: self.cells });
            self.break_at(gap.end, gap.next, gap.cells);
        }
        self.cells += wide;
        if is_space {
            self.gap = Some(Gap { end: at, next: end, cells: self.cells });
        }
        self.was_wide = wide == 2;
    }

    fn break_at(&mut self, end: usize, next: usize, cells: usize) {
        self.done.push(self.start..end);
        (self.start, self.cells, self.gap) = (next, self.cells.saturating_sub(cells), None);
    }
}

/// The rows of a text that is being typed: filled to the last cell, every space in place, so that the cursor has one too.
pub(super) fn fill(text: &str, width: usize) -> Vec<Range<usize>> {
    let (mut rows, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = cells(grapheme);
        if grapheme == "\n" || (used + wide > width && at > start) {
            rows.push(start..at);
            start = if grapheme == "\n" { at + 1 } else { at };
            used = 0;
        }
        used += if grapheme == "\n" { 0 } else { wide };
    }
    rows.push(start..text.len());
    if used >= width.max(1) {
        rows.push(text.len()..text.len());
    }
    rows
}

/// As much of `text` as fits into `width` cells, with `…` where something is left out.
pub(super) fn cut(text: &str, width: usize) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = text.graphemes(true).take_while(|grapheme| {
        used += cells(grapheme);
        used <= width
    });
    let kept: String = fits.collect();
    if width == 0 { String::new() } else { format!("{}…", kept.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, cut: Vec<Range<usize>>) -> Vec<&str> {
        cut.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn rows_of_text() {
        let cases: [(&str, usize, &[&str]); 14] = [
            ("", 5, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("one two three", 8, &["one two", "three"]),
            ("one  two", 4, &["one ", "two"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("ab abcdefgh", 4, &["ab", "abcd", "efgh"]),
            ("a\n\nb", 9, &["a", "", "b"]),
            ("返品と返金", 4, &["返品", "と返", "金"]),
            ("返品は、金", 6, &["返品", "は、金"]),
            ("ok 返品と返金", 6, &["ok 返", "品と返", "金"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("👩‍👩‍👧 👩‍👩‍👧", 2, &["👩‍👩‍👧", "👩‍👩‍👧"]),
            ("返a", 1, &["返", "a"]),
            ("shop\u{a0}11 fr\u{a0}6", 8, &["shop\u{a0}11", "fr\u{a0}6"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(rows(text, wrap(text, width)), expected, "{text:?} {width}");
        }
    }

    #[test]
    fn rows_of_a_question() {
        let cases: [(&str, usize, &[&str]); 6] = [
            ("", 5, &[""]),
            ("one two", 4, &["one ", "two"]),
            ("abcd", 4, &["abcd", ""]),
            ("ab\ncd", 4, &["ab", "cd"]),
            ("返品a", 3, &["返", "品a", ""]),
            ("a", 0, &["a", ""]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(rows(text, fill(text, width)), expected, "{text:?} {width}");
        }
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        let cases = [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("ab cd", 4, "ab…"),
            ("返品", 3, "返…"),
            ("ab", 0, ""),
            ("ab", 1, "…"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(cut(text, width), expected, "{text:?} {width}");
        }
    }

    proptest! {
        #[test]
        fn rows_are_in_order_and_fit(text in "[a-e \n返。é\u{301}👧\u{200d}\u{5d0}]{0,60}", width in 0_usize..12) {
            for (broken, is_typed) in [(wrap(&text, width), false), (fill(&text, width), true)] {
                let mut last = 0;
                for row in broken {
                    prop_assert!(row.start >= last && row.end >= row.start);
                    let between = &text[last..row.start];
                    prop_assert!(between.trim().is_empty() && (!is_typed || between.len() <= 1));
                    let shown = &text[row.clone()];
                    prop_assert!(cells(shown) <= width || shown.graphemes(true).count() == 1, "{:?} {}", shown, width);
                    last = row.end;
                }
                prop_assert!(text[last..].trim().is_empty());
            }
            prop_assert!(cells(&cut(&text, width)) <= width);
        }
    }
}
