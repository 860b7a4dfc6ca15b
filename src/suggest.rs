//! Ways on from what has been typed, taken from what it finds.

use std::ops::Range;

use crate::analysis::{TokenKind, fold, tokenize};
use crate::results::{Hit, Results};

/// So many suggestions are enough to choose from.
const MOST: usize = 5;

/// How much a word counts where it stands: in a title, in a heading, in a text.
const TITLE: f64 = 3.0;
const HEADING: f64 = 2.0;
const TEXT: f64 = 1.0;

/// A way on from a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    text: String,
    range: Range<usize>,
}

impl Suggestion {
    /// The whole query, corrected or completed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What of it was not typed, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// The query corrected; then with its last word completed as the best hits have it; then titles that have all its words.
pub(crate) fn suggestions(text: &str, results: &Results) -> Vec<Suggestion> {
    let corrected = results.suggestion().map(|corrected| changed(text, corrected));
    let completed = completions(text, results.hits());
    let titles = results.hits().iter().filter(|hit| has_all(hit, text));
    let titles = titles.map(|hit| Suggestion { text: hit.title().to_owned(), range: 0..hit.title().len() });
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for suggestion in corrected.into_iter().chain(completed).chain(titles) {
        let folded = fold(&suggestion.text);
        if folded != fold(text.trim()) && !suggestions.iter().any(|known| fold(&known.text) == folded) {
            suggestions.push(suggestion);
        }
    }
    suggestions.truncate(MOST);
    suggestions
}

/// A query beside another one: what is not alike from the beginning and the end is new.
fn changed(text: &str, corrected: &str) -> Suggestion {
    let start = corrected.char_indices().zip(text.chars()).find(|((_, new), old)| new != old);
    let start = start.map_or(corrected.len().min(text.len()), |((at, _), _)| at);
    let rest = corrected.get(start..).unwrap_or_default();
    let old = text.get(start..).unwrap_or_default();
    let alike = rest.chars().rev().zip(old.chars().rev()).take_while(|(new, old)| new == old);
    let end = corrected.len() - alike.map(|(c, _)| c.len_utf8()).sum::<usize>();
    Suggestion { text: corrected.to_owned(), range: start..end.max(start) }
}

/// A word that the last one may become.
struct Completion<'a> {
    word: &'a str,
    folded: String,
    worth: f64,
}

/// The query with its last word as it goes on in the hits.
fn completions(text: &str, hits: &[Hit]) -> Vec<Suggestion> {
    let Some((start, typed)) = last_word(text) else { return Vec::new() };
    let mut found: Vec<Completion<'_>> = Vec::new();
    for (rank, hit) in hits.iter().enumerate() {
        let mut add = |text, highlights: &[Range<usize>], worth: f64| {
            let words = highlights.iter().filter_map(|range| str::get(text, range.clone()));
            words.for_each(|word| count(word, &typed, worth / (rank + 1) as f64, &mut found));
        };
        add(hit.title(), hit.title_highlights(), TITLE);
        for section in hit.sections() {
            add(section.heading(), section.heading_highlights(), HEADING);
            add(section.snippet().text(), section.snippet().highlights(), TEXT);
        }
    }
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    found.iter().map(|completion| completed(text, start, completion.word)).collect()
}

/// Where the last word begins, and how it is folded; `None` if it is typed to its end.
fn last_word(text: &str) -> Option<(usize, String)> {
    let mut last = None;
    tokenize(text, &mut |token| {
        if token.kind == TokenKind::Word && token.range.end == text.len() {
            last = Some((token.range.start, token.term.to_owned()));
        }
    });
    last
}

fn count<'a>(word: &'a str, typed: &str, worth: f64, found: &mut Vec<Completion<'a>>) {
    let folded = fold(word).into_owned();
    if folded.len() <= typed.len() || !folded.starts_with(typed) {
        return;
    }
    match found.iter_mut().find(|known| known.folded == folded) {
        Some(known) => known.worth += worth,
        None => found.push(Completion { word, folded, worth }),
    }
}

/// The query with its last word, which begins at `start`, gone on with as `word` does; with that instead, if it is spelt
/// otherwise.
fn completed(text: &str, start: usize, word: &str) -> Suggestion {
    let (begun, typed) = text.split_at_checked(start).unwrap_or((text, ""));
    let (head, rest) = word
        .split_at_checked(word.char_indices().nth(typed.chars().count()).map_or(0, |(at, _)| at))
        .unwrap_or((word, ""));
    if head.to_lowercase() == typed.to_lowercase() {
        return Suggestion { text: format!("{text}{rest}"), range: text.len()..text.len() + rest.len() };
    }
    let whole = format!("{begun}{}", word.to_lowercase());
    Suggestion { range: start..whole.len(), text: whole }
}

/// Whether a title has every word of the query, or one that goes on as it begins.
fn has_all(hit: &Hit, text: &str) -> bool {
    let mut title = Vec::new();
    tokenize(hit.title(), &mut |token| title.push(token.term.to_owned()));
    let (mut words, mut missing) = (0, 0);
    tokenize(text, &mut |token| {
        words += 1;
        missing += usize::from(!title.iter().any(|word| word.starts_with(token.term)));
    });
    words > 0 && missing == 0
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn what_is_new_is_what_was_not_typed() {
        let cases = [
            ("refnd policy", "refund policy", "u"),
            ("mony", "money", "e"),
            ("a", "ab", "b"),
            ("ab", "a", ""),
            ("kündgung jetzt", "kündigung jetzt", "i"),
            ("", "", ""),
            ("aa", "aaa", "a"),
        ];
        for (typed, corrected, new) in cases {
            assert_eq!(&corrected[changed(typed, corrected).range()], new, "{typed}");
        }
    }
}
