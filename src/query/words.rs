//! A query's text as words.

use std::cmp::Reverse;
use std::ops::Range;

use super::Query;
use crate::analysis::{TokenKind, function_words, prefix, tokenize};

/// Of a longer text only so many bytes are read.
pub(crate) const MAX_TEXT: usize = 64 << 10;

/// A word as it was typed.
pub(super) struct Typed {
    /// Folded.
    pub(super) term: String,
    /// As typed.
    pub(super) text: String,
    /// Bytes of the query.
    pub(super) range: Range<usize>,
    pub(super) position: u32,
    pub(super) kind: TokenKind,
    /// It may be half typed.
    pub(super) may_go_on: bool,
    /// It says little, and others say more.
    pub(super) is_function: bool,
}

impl Typed {
    /// Whether one letter was typed of what may become any word.
    pub(super) fn is_barely_begun(&self) -> bool {
        self.may_go_on && self.kind != TokenKind::Pair && self.term.chars().count() == 1
    }
}

/// The words of `query`, in order, and its language if they tell it. `tags` are the languages that it may be in.
pub(super) fn words<'t>(query: &Query, tags: &[&'t str]) -> (Vec<Typed>, Option<&'t str>) {
    let text = prefix(query.text(), MAX_TEXT);
    let mut words = tokens(text);
    mark_half_typed(&mut words, text, query);
    let language = mark_function_words(&mut words, tags);
    (words, language)
}

fn tokens(text: &str) -> Vec<Typed> {
    let mut words = Vec::new();
    tokenize(text, &mut |token| {
        if token.kind != TokenKind::Last {
            words.push(Typed {
                term: token.term.to_owned(),
                text: text.get(token.range.clone()).unwrap_or_default().to_owned(),
                range: token.range,
                position: token.position,
                kind: token.kind,
                may_go_on: false,
                is_function: false,
            });
        }
    });
    words
}

/// The words at the very end of the text may go on: the last, and a compound that ends with it.
fn mark_half_typed(words: &mut [Typed], text: &str, query: &Query) {
    let last = words.iter().map(|word| word.range.end).max().unwrap_or(0);
    let nothing_follows = text.get(last..).is_some_and(str::is_empty);
    for word in words.iter_mut().filter(|word| word.range.end == last) {
        word.may_go_on = query.is_half_typed() && nothing_follows;
    }
}

/// Marks the function words of the language that has most of them, unless there would be nothing else, and returns that
/// language if no other has as many.
fn mark_function_words<'t>(words: &mut [Typed], tags: &[&'t str]) -> Option<&'t str> {
    let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
    let marks = tags.iter().map(|tag| (*tag, function_words(tag, &terms)));
    // What is half typed may become a word of any language.
    let whole: Vec<bool> = words.iter().map(|word| !word.may_go_on).collect();
    let count = |marks: &[bool]| marks.iter().zip(&whole).filter(|(mark, whole)| **mark && **whole).count();
    let mut by_count: Vec<(&str, Vec<bool>)> = marks.collect();
    // Of several, the first is the language of more articles.
    by_count.sort_by_key(|(_, marks)| Reverse(count(marks)));
    let counts = |place: usize| by_count.get(place).map_or(0, |(_, marks)| count(marks));
    let is_told = counts(0) > counts(1);
    let (tag, marks) = by_count.into_iter().next()?;
    if marks.contains(&false) {
        for (word, mark) in words.iter_mut().zip(marks) {
            // The last pair of an unspaced script may be the beginning of anything; of other words there are prefixes.
            word.is_function = mark && !(word.may_go_on && word.kind == TokenKind::Pair);
        }
    }
    is_told.then_some(tag)
}
