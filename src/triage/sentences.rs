//! Sentences, and the clauses of those that were spoken without stops.

use std::ops::Range;

use super::message::{Opening, Piece};
use super::phrases::{AND, ANOTHER, ASKING, SHORT, plain};

/// Sentences with fewer words are whole.
const LONG: usize = 10;

/// So many words show how a clause begins.
const BEGINNING: usize = 5;

/// What is said in one go.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sentence {
    pub(super) range: Range<usize>,
    pub(super) opening: Opening,
    pub(super) is_forwarded: bool,
}

/// The sentences of a piece.
pub(super) fn sentences(message: &str, piece: &Piece) -> Vec<Sentence> {
    let text = message.get(piece.range.clone()).unwrap_or_default();
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut start = 0;
    for end in stops(text).chain([text.len()]) {
        for (clause, opening) in clauses(text, start..end) {
            let opening = if sentences.is_empty() { piece.opening } else { opening };
            let range = piece.range.start + clause.start..piece.range.start + clause.end;
            sentences.push(Sentence { range, opening, is_forwarded: piece.is_forwarded });
        }
        start = end;
    }
    sentences
}

/// Where sentences end, behind their stops and what closes with them.
fn stops(text: &str) -> impl Iterator<Item = usize> {
    let mut stops = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        let closes =
            |c: &char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '"' | '”' | '“' | '»' | '」' | ')');
        while chars.next_if(|(_, c)| closes(c)).is_some() {}
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        let is_wide = matches!(c, '。' | '！' | '？');
        if is_wide || (is_followed_by_space(text, end) && !(c == '.' && goes_on(text, at, end))) {
            stops.push(end);
        }
    }
    stops.into_iter()
}

fn is_followed_by_space(text: &str, end: usize) -> bool {
    text.get(end..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Whether a full stop ends a short form, an initial or a number and not a sentence.
fn goes_on(text: &str, at: usize, end: usize) -> bool {
    let word =
        text.get(..at).unwrap_or_default().rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let follows = text.get(end..).unwrap_or_default().trim_start();
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let is_short = SHORT.are(&plain(&word.replace('.', "")));
    is_number || is_initial || is_short || follows.starts_with(char::is_lowercase)
}

/// A sentence, cut where a long one goes on to ask.
fn clauses(text: &str, sentence: Range<usize>) -> Vec<(Range<usize>, Opening)> {
    let words = words(text, &sentence);
    let mut cuts = Vec::new();
    for (number, word) in words.iter().enumerate().skip(3) {
        if words.len() < LONG || !AND.are(&word.plain) {
            continue;
        }
        let beginning: String = words.iter().skip(number + 1).take(BEGINNING).map(|word| &*word.plain).collect();
        if ASKING.begin(&plain(&beginning)) {
            cuts.push((word.start, if ANOTHER.begin(&plain(&beginning)) { Opening::Line } else { Opening::Clause }));
        }
    }
    let starts = [(sentence.start, Opening::Sentence)].into_iter().chain(cuts.clone());
    let ends = cuts.iter().map(|cut| cut.0).chain([sentence.end]);
    let trimmed = |start: usize, end: usize| {
        let whole = text.get(start..end).unwrap_or_default();
        let start = start + whole.len() - whole.trim_start().len();
        start..start + whole.trim().len()
    };
    let clauses = starts.zip(ends).map(|((start, opening), end)| (trimmed(start, end), opening));
    clauses.filter(|(range, _)| !range.is_empty()).collect()
}

struct Word {
    start: usize,
    plain: String,
}

fn words(text: &str, sentence: &Range<usize>) -> Vec<Word> {
    let whole = text.get(sentence.clone()).unwrap_or_default();
    let mut at = sentence.start;
    let mut words = Vec::new();
    for word in whole.split_inclusive(char::is_whitespace) {
        if !word.trim().is_empty() {
            words.push(Word { start: at, plain: plain(word) });
        }
        at += word.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_stops_and_where_a_long_sentence_asks_again() {
        let cases: [(&str, &[&str]); 9] = [
            ("One. Two!  Three?", &["One.", "Two!", "Three?"]),
            ("Ask Mr. Brown at 3.50 p.m. today.", &["Ask Mr. Brown at 3.50 p.m. today."]),
            ("Am 1. Dezember ziehe ich um.", &["Am 1. Dezember ziehe ich um."]),
            ("住所を変えたいです。見られますか？はい", &["住所を変えたいです。", "見られますか？", "はい"]),
            ("Really?! \"Gone.\" Yes", &["Really?!", "\"Gone.\"", "Yes"]),
            (
                "i want to send back the clock i bought and do you still take cheques",
                &["i want to send back the clock i bought", "and do you still take cheques"],
            ),
            ("salt and pepper", &["salt and pepper"]),
            ("...", &["..."]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let piece = Piece { range: 0..text.len(), opening: Opening::Paragraph, is_forwarded: false };
            let found: Vec<&str> =
                sentences(text, &piece).iter().map(|sentence| &text[sentence.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
