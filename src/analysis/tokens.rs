//! Text to tokens with byte ranges.
//!
//! - Words are runs of letters, digits and marks, folded. An apostrophe ends a word, but English endings behind one are
//!   dropped (`customer's`) or joined (`don't`).
//! - Words linked by `-`, `.`, `_`, `/` and the like are tokens each, and once more as a whole (`e-mail` is `e`, `mail`
//!   and `email`; `v2.1.3` is `v2`, `1`, `3` and `v2.1.3`), so that a code is found whole and in parts.
//! - Text of unspaced scripts is cut into overlapping pairs of characters; the last character of a run is also a token
//!   of its own, so that every single character is the beginning of some token.

use std::ops::Range;

use super::fold::fold;
use super::normal::nfkc;
use super::script::{Class, class, continues_cluster, is_joiner};

/// Longer words are cut here: 64 characters.
pub(crate) const MAX_TERM_CHARS: usize = 64;

/// Longer compounds have no whole form: 8 parts.
const MAX_PARTS: usize = 8;

/// One token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// Folded.
    pub(crate) term: &'a str,
    /// Bytes of the text it stands for.
    pub(crate) range: Range<usize>,
    /// Counts words: a whole has the position of its first part, a last character that of the word that follows.
    pub(crate) position: u32,
    pub(crate) kind: TokenKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word, or part of a compound.
    Word,
    /// Two characters of an unspaced script, or one that stands alone.
    Pair,
    /// A compound as a whole; comes after its parts.
    Whole,
    /// The last character of an unspaced run; comes after its pairs.
    Last,
}

impl TokenKind {
    /// Whether the token stands for text of its own: the others repeat what is there already, and do not count in lengths.
    pub(crate) fn counts(self) -> bool {
        matches!(self, TokenKind::Word | TokenKind::Pair)
    }
}

/// Calls `visit` with every token of `text`, in order.
pub(crate) fn tokenize(text: &str, visit: &mut dyn FnMut(Token<'_>)) {
    let mut tokenizer = Tokenizer { text, position: 0, parts: Vec::new(), visit };
    let mut at = 0;
    loop {
        // Most of what stands between words, and most letters, are ASCII.
        let between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
        at += text.as_bytes().get(at..).map_or(0, |rest| rest.iter().take_while(|byte| between(byte)).count());
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
        at = match class(c) {
            Class::Word => tokenizer.compound(at),
            Class::Unspaced => tokenizer.unspaced(at),
            Class::Other => at + c.len_utf8(),
        };
    }
}

struct Tokenizer<'t, 'v> {
    text: &'t str,
    position: u32,
    /// The words of the compound being read.
    parts: Vec<Range<usize>>,
    visit: &'v mut dyn FnMut(Token<'_>),
}

impl Tokenizer<'_, '_> {
    /// Reads words as long as they are linked, and returns where it stopped.
    fn compound(&mut self, start: usize) -> usize {
        let first_position = self.position;
        self.parts.clear();
        let mut end = self.word(start);
        while let Some(next) = self.linked(end) {
            end = self.word(next);
        }
        let end = self.english_ending(end);
        self.whole(first_position);
        end
    }

    /// One word from `start` to its end.
    fn word(&mut self, start: usize) -> usize {
        let end = self.run_end(start, Class::Word);
        let position = self.position;
        if self.emit(start..end, position, TokenKind::Word) {
            self.position += 1;
            self.parts.push(start..end);
        }
        end
    }

    fn run_end(&self, start: usize, wanted: Class) -> usize {
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        let is_ascii = |byte: &&u8| wanted == Class::Word && byte.is_ascii_alphanumeric();
        let ascii = bytes.iter().take_while(is_ascii).count();
        let start = start + ascii;
        if wanted == Class::Word && bytes.get(ascii).is_none_or(u8::is_ascii) {
            return start;
        }
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(|c| class(c) != wanted && !is_joiner(c)).unwrap_or(rest.len());
        start + length
    }

    fn emit(&mut self, range: Range<usize>, position: u32, kind: TokenKind) -> bool {
        let word = self.text.get(range.clone()).unwrap_or_default();
        let term = fold(word);
        let term = cut(&term);
        if !term.is_empty() {
            (self.visit)(Token { term, range, position, kind });
        }
        !term.is_empty()
    }

    /// Where the next word of the compound begins, if exactly one linking character and a word follow.
    fn linked(&self, end: usize) -> Option<usize> {
        let mut rest = self.text.get(end..)?.chars();
        let link = rest.next().filter(|&c| is_link(c))?;
        let next = rest.next()?;
        let digits_around =
            || next.is_ascii_digit() && self.text.as_bytes().get(end.wrapping_sub(1)).is_some_and(u8::is_ascii_digit);
        let links = class(next) == Class::Word && (!is_numeric_link(link) || digits_around());
        links.then_some(end + link.len_utf8())
    }

    /// Skips `'s` and joins `n't`, `'re` and so on to the word before; returns the new end.
    fn english_ending(&mut self, end: usize) -> usize {
        let Some(rest) = self.text.get(end..).filter(|rest| rest.starts_with(['\'', '’'])) else { return end };
        let apostrophe = rest.chars().next().map_or(0, char::len_utf8);
        let letters_end = self.run_end(end + apostrophe, Class::Word);
        let letters = self.text.get(end + apostrophe..letters_end).unwrap_or_default();
        if letters.eq_ignore_ascii_case("s") {
            return letters_end;
        }
        if !["t", "re", "ve", "ll", "d", "m"].iter().any(|ending| letters.eq_ignore_ascii_case(ending)) {
            return end;
        }
        if self.parts.last().is_some() {
            self.parts.push(end + apostrophe..letters_end);
        }
        letters_end
    }

    /// The compound as one token, if it has several parts or a symbol that makes it a name (`C++`, `C#`, `.NET`).
    fn whole(&mut self, position: u32) {
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else { return };
        let range = first.start..last.end;
        let term = if self.parts.len() == 1 { self.name_with_symbol(&range) } else { self.joined() };
        if let Some((term, range)) = term.filter(|(term, _)| term.chars().count() <= MAX_TERM_CHARS) {
            (self.visit)(Token { term: &term, range, position, kind: TokenKind::Whole });
        }
    }

    /// The parts without what links them; between digits a full stop stays, since `2.13` is not `213`.
    fn joined(&self) -> Option<(String, Range<usize>)> {
        let range = self.parts.first()?.start..self.parts.last()?.end;
        let has_digit = self.text.get(range.clone())?.bytes().any(|b| b.is_ascii_digit());
        let mut term = String::new();
        let mut before: Option<&Range<usize>> = None;
        for part in &self.parts {
            let link = before.and_then(|before| self.text.get(before.end..part.start)).unwrap_or_default();
            if link == "/" && !has_digit {
                return None;
            }
            if (link == "." || link == ":") && has_digit {
                term.push_str(link);
            }
            term.push_str(&fold(self.text.get(part.clone())?));
            before = Some(part);
        }
        (self.parts.len() <= MAX_PARTS).then_some((term, range))
    }

    fn name_with_symbol(&self, word: &Range<usize>) -> Option<(String, Range<usize>)> {
        let folded = fold(self.text.get(word.clone())?);
        let (before, after) = (self.text.get(..word.start)?, self.text.get(word.end..)?);
        let ends = |rest: &str| rest.chars().next().is_none_or(|c| class(c) == Class::Other && !matches!(c, '+' | '#'));
        for symbol in ["++", "#"] {
            if after.strip_prefix(symbol).is_some_and(ends) && folded.chars().count() <= 2 {
                return Some((format!("{folded}{symbol}"), word.start..word.end + symbol.len()));
            }
        }
        let stands_free = |before: &str| before.chars().next_back().is_none_or(char::is_whitespace);
        let dotted = before.strip_suffix('.').is_some_and(stands_free);
        dotted.then(|| (format!(".{folded}"), word.start - 1..word.end))
    }

    /// Pairs of the characters from `start` on; returns where the run ends.
    fn unspaced(&mut self, start: usize) -> usize {
        let end = self.run_end(start, Class::Unspaced).max(self.cluster_end(start));
        let characters = self.characters(start..end);
        for pair in characters.windows(2) {
            if let [(first, a), (second, b)] = pair {
                self.emit_characters(&[*first, *second], a.start..b.end, TokenKind::Pair);
                self.position += 1;
            }
        }
        if let Some((last, range)) = characters.last() {
            let is_alone = characters.len() == 1;
            let kind = if is_alone { TokenKind::Pair } else { TokenKind::Last };
            self.emit_characters(&[*last], range.clone(), kind);
            self.position += u32::from(is_alone);
        }
        end
    }

    fn cluster_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let marks: usize = rest
            .get(first..)
            .unwrap_or_default()
            .chars()
            .take_while(|&c| continues_cluster(c))
            .map(char::len_utf8)
            .sum();
        start + first + marks
    }

    /// The normalised characters of a run, each with the bytes that it came from.
    fn characters(&self, run: Range<usize>) -> Vec<(char, Range<usize>)> {
        let mut characters = Vec::new();
        let mut at = run.start;
        while at < run.end {
            let end = self.cluster_end(at);
            let cluster = self.text.get(at..end).unwrap_or_default();
            let normal = nfkc(cluster).filter(|&c| !is_joiner(c));
            characters.extend(normal.map(|c| (c, at..end)));
            at = end;
        }
        characters
    }

    fn emit_characters(&mut self, characters: &[char], range: Range<usize>, kind: TokenKind) {
        let term: String = characters.iter().collect();
        (self.visit)(Token { term: &term, range, position: self.position, kind });
    }
}

/// Links words into a compound when nothing else stands between them.
fn is_link(c: char) -> bool {
    matches!(c, '-' | '.' | '_' | '/' | '&' | '@' | '+' | '\u{2010}' | '\u{2011}') || is_numeric_link(c)
}

/// Links only digits: `10:30`, `1,450`.
fn is_numeric_link(c: char) -> bool {
    matches!(c, ':' | ',')
}

fn cut(term: &str) -> &str {
    if term.len() <= MAX_TERM_CHARS {
        return term;
    }
    match term.char_indices().nth(MAX_TERM_CHARS) {
        Some((end, _)) => term.get(..end).unwrap_or(term),
        None => term,
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, TokenKind, tokenize};
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        tokenize(text, &mut |token| {
            terms.push(match token.kind {
                TokenKind::Whole => format!("={}", token.term),
                TokenKind::Last => format!("~{}", token.term),
                _ => token.term.to_owned(),
            });
        });
        terms
    }

    #[test]
    fn cuts_text() {
        let cases = [
            ("", ""),
            (" \u{1f600} \u{202e} ", ""),
            ("How do I get a Refund?", "how do i get a refund"),
            ("customer's don't we’re", "customer don =dont we =were"),
            ("l'entreprise", "l entreprise"),
            ("e-mail", "e mail =email"),
            ("PROJ-MAR-1234.", "proj mar 1234 =projmar1234"),
            ("v2.1.3", "v2 1 3 =v2.1.3"),
            ("1,450 and 10:30", "1 450 =1450 and 10 30 =10:30"),
            ("yes, no", "yes no"),
            ("and/or", "and or"),
            ("TCP/IP4", "tcp ip4 =tcpip4"),
            ("C++ and C# on .NET", "c =c++ and c =c# on net =.net"),
            ("c+++ a#b", "c a b"),
            ("help@lanternfish.example", "help lanternfish example =helplanternfishexample"),
            ("end.Next", "end next =endnext"),
            ("東京都", "東京 京都 ~都"),
            ("京", "京"),
            ("iPhoneケース", "iphone ケー ース ~ス"),
            ("ｶﾞｲﾄﾞ", "ガイ イド ~ド"),
            ("か\u{3099}い", "がい ~い"),
            ("\u{1112}\u{1161}\u{11ab}국어", "한국 국어 ~어"),
            ("ไทย", "ไท ทย ~ย"),
            ("हिन्दी में", "हिन्दी में"),
            ("co\u{ad}operate", "cooperate"),
        ];
        for (text, expected) in cases {
            assert_eq!(terms(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn long_words_are_cut_and_long_compounds_have_no_whole() {
        assert_eq!(terms(&"x".repeat(1000)), ["x".repeat(64)]);
        assert!(!terms("a-b-c-d-e-f-g-h-i").iter().any(|term| term.starts_with('=')));
    }

    proptest! {
        #[test]
        fn ranges_are_text_and_positions_grow(text in "\\PC{0,40}") {
            let mut last = 0;
            tokenize(&text, &mut |token: Token<'_>| {
                assert!(text.get(token.range.clone()).is_some_and(|part| !part.is_empty()));
                assert!(!token.term.is_empty());
                if token.kind.counts() {
                    assert!(token.position >= last);
                    last = token.position;
                }
            });
        }
    }
}
