//! Text as it grows, with one space wherever there was any white space, and how long it is in words.

/// A line of plain text in the making.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    gap: Gap,
}

/// What came since the last character.
#[derive(Default, Clone, Copy, PartialEq)]
enum Gap {
    #[default]
    None,
    /// The end of a line, which is no gap between characters of a script that has no spaces.
    LineEnd,
    Space,
}

impl Line {
    pub(super) fn push(&mut self, text: &str) {
        if is_one_spaced(text) {
            return self.push_one_spaced(text);
        }
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            if let Some(first) = word.chars().next() {
                self.close_gap(first);
                self.text.push_str(word);
            }
            if word.len() < part.len() {
                self.gap = Gap::Space;
            }
        }
    }

    /// The same for text that has one space between words already.
    fn push_one_spaced(&mut self, text: &str) {
        let words = text.trim_matches(' ');
        if text.starts_with(' ') {
            self.space();
        }
        if let Some(first) = words.chars().next() {
            self.close_gap(first);
            self.text.push_str(words);
        }
        if text.ends_with(' ') {
            self.space();
        }
    }

    fn close_gap(&mut self, next: char) {
        let unspaced = is_unspaced(next) && self.text.chars().next_back().is_some_and(is_unspaced);
        let space = self.gap == Gap::Space || (self.gap == Gap::LineEnd && !unspaced);
        if space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = Gap::None;
    }

    pub(super) fn space(&mut self) {
        self.gap = Gap::Space;
    }

    pub(super) fn line_end(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::LineEnd;
        }
    }

    /// The text so far; the line is empty again.
    pub(super) fn take(&mut self) -> String {
        let line = std::mem::take(self);
        if line.text.contains(";base64,") { without_data(&line.text) } else { line.text }
    }
}

/// Whether a text is plain ASCII with single spaces as its only white space, as most is.
fn is_one_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) && !bytes.windows(2).any(|two| two == b"  ")
}

/// Pictures that are written out in text which is no Markdown picture are still no text.
fn without_data(text: &str) -> String {
    text.split(' ').filter(|word| !word.contains(";base64,")).collect::<Vec<_>>().join(" ")
}

/// Whether a character belongs to a script that is written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// A word of an unspaced script has about this many characters.
const UNSPACED_WORD: usize = 2;
/// What is longer without a space is no word, but data: it counts as several.
const LONG_WORD: usize = 30;

/// About how many words a text has.
pub(super) fn words(text: &str) -> usize {
    text.split_ascii_whitespace().map(word_weight).sum()
}

fn word_weight(word: &str) -> usize {
    let unspaced = if word.is_ascii() { 0 } else { word.chars().filter(|c| is_unspaced(*c)).count() };
    (unspaced / UNSPACED_WORD).max(1 + word.len() / (LONG_WORD * if unspaced > 0 { 4 } else { 1 }))
}

/// Cuts a text into pieces of about `most` words: at the end of a sentence if there is one in the second half of the
/// piece, else between words, else (a word of monstrous length) between characters.
pub(super) fn cut(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(end) = piece_end(rest, most) {
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece.trim_end());
        rest = behind.trim_start();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Where the first piece ends, if the text has more than `most` words.
fn piece_end(text: &str, most: usize) -> Option<usize> {
    let (mut half_words, mut space, mut sentence, mut run) = (0, 0, 0, 0);
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if half_words >= 2 * most {
            return Some([sentence, space].into_iter().find(|end| *end > 0).unwrap_or(at));
        }
        if (ends_sentence(last) && c.is_whitespace()) || matches!(last, '。' | '！' | '？') {
            sentence = if half_words >= most { at } else { 0 };
        }
        if c.is_whitespace() {
            space = at;
            run = 0;
        } else {
            // A word counts two halves; so does every stretch of a word that is too long for one.
            let unspaced = is_unspaced(c);
            half_words += if unspaced {
                2 / UNSPACED_WORD
            } else if run % LONG_WORD == 0 {
                2
            } else {
                0
            };
            run = if unspaced { 0 } else { run + 1 };
        }
        last = c;
    }
    None
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '।' | '؟')
}
