//! A text as its characters mean it: `４` and `٤` are `4`, what is invisible is not there, `%40` and `&#64;` are `@`.

use std::ops::Range;

use super::Kind;
use super::digits::digit;
use crate::analysis::compatible;

/// Stands for a placeholder, and for what is beyond the ends. No finder takes it.
const NOTHING: char = '\0';

/// Nothing that is looked for from one place is longer: so a text takes time by its length, and not by its square.
const REACH: usize = 256;

pub(super) struct Text {
    chars: Vec<char>,
    /// The bytes of the source that each was read from.
    bytes: Vec<Range<usize>>,
}

impl Text {
    pub(super) fn new(source: &str) -> Self {
        let mut text = Text { chars: Vec::new(), bytes: Vec::new() };
        let mut at = 0;
        while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
            at += text.read(rest, at);
        }
        text
    }

    /// Reads what `rest` begins with, and gives how many bytes that was.
    fn read(&mut self, rest: &str, at: usize) -> usize {
        let placeholder =
            Kind::ALL.iter().map(|kind| kind.placeholder()).find(|placeholder| rest.starts_with(placeholder));
        if let Some(placeholder) = placeholder {
            self.push(NOTHING, at..at + placeholder.len());
            return placeholder.len();
        }
        if let Some((c, length)) = escaped(rest) {
            self.push(c, at..at + length);
            return length;
        }
        let c = rest.chars().next().unwrap_or_default();
        let range = at..at + c.len_utf8();
        if !is_invisible(c) {
            compatible(c).for_each(|c| self.push(digit(c).unwrap_or(c), range.clone()));
        }
        range.len()
    }

    fn push(&mut self, c: char, bytes: Range<usize>) {
        self.chars.push(if c == NOTHING && bytes.len() == 1 { ' ' } else { c });
        self.bytes.push(bytes);
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character with this number.
    pub(super) fn at(&self, number: usize) -> char {
        self.chars.get(number).copied().unwrap_or(NOTHING)
    }

    /// The one before that.
    pub(super) fn before(&self, number: usize) -> char {
        number.checked_sub(1).map_or(NOTHING, |number| self.at(number))
    }

    pub(super) fn chars(&self, range: &Range<usize>) -> &[char] {
        self.chars.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn lower(&self, range: &Range<usize>) -> String {
        self.chars(range).iter().flat_map(|c| c.to_lowercase()).collect()
    }

    pub(super) fn is_word(&self, range: &Range<usize>, words: &str) -> bool {
        let word = self.lower(range);
        words.split_ascii_whitespace().any(|known| known == word)
    }

    /// The bytes of the source that the characters were read from.
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.bytes.get(range.start).map_or(0, |bytes| bytes.start);
        let end = range.end.checked_sub(1).and_then(|last| self.bytes.get(last)).map_or(start, |bytes| bytes.end);
        start..end.max(start)
    }

    /// The end of the run of such characters that begins at `start`.
    pub(super) fn run_end(&self, start: usize, is_such: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|&&c| c != NOTHING && is_such(c)).count()
    }

    /// The beginning of the run of such characters that ends at `end`.
    pub(super) fn run_start(&self, end: usize, is_such: impl Fn(char) -> bool) -> usize {
        let before = self.chars.get(..end).unwrap_or_default();
        end - before.iter().rev().take_while(|&&c| c != NOTHING && is_such(c)).count()
    }

    /// The same, at most [`REACH`] characters before `end`: for what is looked for at many places of a text.
    pub(super) fn near_start(&self, end: usize, is_such: impl Fn(char) -> bool) -> usize {
        let before = self.chars.get(end.saturating_sub(REACH)..end).unwrap_or_default();
        end - before.iter().rev().take_while(|&&c| c != NOTHING && is_such(c)).count()
    }

    /// The end of the run that begins at `start`, at most [`REACH`] characters behind it.
    pub(super) fn near_end(&self, start: usize, is_such: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(start..).unwrap_or_default();
        start + rest.iter().take(REACH).take_while(|&&c| c != NOTHING && is_such(c)).count()
    }

    /// The runs of such characters.
    pub(super) fn runs<'t>(
        &'t self,
        is_such: impl Fn(char) -> bool + Copy + 't,
    ) -> impl Iterator<Item = Range<usize>> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + self.chars.get(at..)?.iter().position(|&c| c != NOTHING && is_such(c))?;
            at = self.run_end(start, is_such);
            Some(start..at)
        })
    }

    /// The runs of letters and digits.
    pub(super) fn words(&self) -> Vec<Range<usize>> {
        self.runs(char::is_alphanumeric).collect()
    }
}

/// A character in the notation of addresses (`%40`) or of HTML (`&#64;`, `&#x40;`, `&commat;`, `&nbsp;`).
fn escaped(rest: &str) -> Option<(char, usize)> {
    let is_shown = |code: u32| (0x21..0x7f).contains(&code) || code == 0xa0;
    if let Some(hex) = rest.strip_prefix('%').and_then(|rest| rest.get(..2)) {
        let code = u32::from_str_radix(hex, 16).ok().filter(|&code| is_shown(code) && !hex.starts_with('+'))?;
        return Some((char::from_u32(code)?, 3));
    }
    let body = rest.strip_prefix('&')?;
    let end = body.bytes().take(8).position(|byte| byte == b';')?;
    let name = body.get(..end)?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => u32::from(named(name)?),
    };
    Some((char::from_u32(code).filter(|_| is_shown(code))?, end + 2))
}

fn named(name: &str) -> Option<char> {
    match name {
        "commat" => Some('@'),
        "period" => Some('.'),
        "num" => Some('#'),
        "lowbar" => Some('_'),
        "hyphen" | "dash" => Some('-'),
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some('\u{a0}'),
        _ => None,
    }
}

/// Takes no room, or only adorns the character before it: between the digits of a number it hides nothing.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{e0000}'..='\u{e007f}'
        | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20f0}')
}
