//! The best window of a text, and what in it matched.

use std::ops::Range;

use super::sentences::{ends_sentence, starts_sentence};
use crate::analysis::prefix;
use crate::query::Match;

/// Most bytes of text in a snippet, give or take a word.
const LENGTH: usize = 240;

/// So far back a snippet goes to begin where a sentence or block does.
const BACK: usize = 120;

/// A piece of a section's text with the places in it that match the query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    text: String,
    highlights: Vec<Range<usize>>,
}

impl Snippet {
    pub(super) fn new(text: String, highlights: Vec<Range<usize>>) -> Self {
        Snippet { text, highlights }
    }

    /// Plain text. It begins or ends with `…` where the section's text goes on in mid-sentence.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What matched: ranges of bytes of [`text`](Self::text), in order, without overlaps.
    pub fn highlights(&self) -> &[Range<usize>] {
        &self.highlights
    }

    /// The text as HTML, everything escaped, what matched in `<mark>`.
    pub fn to_html(&self) -> String {
        let mut html = String::with_capacity(self.text.len() + 13 * self.highlights.len());
        self.mark(0..self.text.len(), &mut html);
        html
    }

    /// Adds a range of the text as HTML.
    pub(super) fn mark(&self, range: Range<usize>, html: &mut String) {
        let piece = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let inside = |mark: &&Range<usize>| mark.start >= range.start && mark.end <= range.end;
        let mut at = range.start;
        for mark in self.highlights.iter().filter(inside) {
            escape(piece(at..mark.start), html);
            html.push_str("<mark>");
            escape(piece(mark.clone()), html);
            html.push_str("</mark>");
            at = mark.end;
        }
        escape(piece(at..range.end), html);
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

/// The window of `text` whose matches are worth most: each word of the query counts once, by `worths`.
pub(crate) fn snippet(text: &str, matches: &[Match], worths: &[f64]) -> Snippet {
    // Near its end, a text is shown from further up, so that the snippet is not short.
    let latest = prefix(text, text.len().saturating_sub(LENGTH)).len();
    let start = best_start(matches, worths).map_or(0, |at| beginning(text, at.min(latest)));
    let end = ending(text, start);
    let shown = text.get(start..end).unwrap_or_default().trim_end();
    let before = if starts_sentence(text, start) { "" } else { "…" };
    let after = if text.get(start + shown.len()..).is_some_and(|rest| rest.trim().is_empty()) || ends_sentence(shown) {
        ""
    } else {
        "…"
    };
    let shift = |at: usize| at - start + before.len();
    let inside = matches.iter().filter(|found| found.range.start >= start && found.range.end <= start + shown.len());
    let highlights = highlights(text, inside);
    Snippet {
        text: format!("{before}{}{after}", shown.replace('\n', " ")),
        highlights: highlights.into_iter().map(|range| shift(range.start)..shift(range.end)).collect(),
    }
}

/// Where the first match of the best window is.
fn best_start(matches: &[Match], worths: &[f64]) -> Option<usize> {
    let value = |first: usize| {
        let start = matches.get(first).map_or(0, |found| found.range.start);
        let window = matches.iter().skip(first).take_while(|found| found.range.end <= start + LENGTH);
        let mut groups: Vec<usize> = window.map(|found| found.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.iter().filter_map(|&group| worths.get(group)).sum::<f64>()
    };
    let mut best: Option<(usize, f64)> = None;
    for first in 0..matches.len() {
        let value = value(first);
        if best.is_none_or(|(_, most)| value > most) {
            best = Some((first, value));
        }
    }
    best.and_then(|(first, _)| matches.get(first)).map(|found| found.range.start)
}

/// The beginning of the sentence or block that `at` stands in, if it is not far; else of a word nearby.
fn beginning(text: &str, at: usize) -> usize {
    let lowest = (at.saturating_sub(BACK)..=at).find(|&low| text.is_char_boundary(low)).unwrap_or(at);
    let before = text.get(lowest..at).unwrap_or_default();
    let mut starts = before.char_indices().map(|(n, c)| lowest + n + c.len_utf8()).filter(|&start| start < at);
    let sentence = starts.rfind(|&start| starts_sentence(text, start));
    if lowest == 0 {
        return sentence.unwrap_or(0);
    }
    sentence.unwrap_or_else(|| {
        let near = at.saturating_sub(BACK / 3).max(lowest);
        let near = (near..=at).find(|&near| text.is_char_boundary(near)).unwrap_or(at);
        let word = text.get(near..at).and_then(|part| part.find(' ')).map_or(near, |space| near + space + 1);
        word.min(at)
    })
}

/// At most [`LENGTH`] further, at the end of a word or, in unspaced text, anywhere.
fn ending(text: &str, start: usize) -> usize {
    let limit = start + LENGTH;
    if limit >= text.len() {
        return text.len();
    }
    let limit = prefix(text, limit).len();
    let shown = text.get(start..limit).unwrap_or_default();
    let space = shown.rfind(char::is_whitespace).filter(|&space| space > LENGTH / 2);
    space.map_or(limit, |space| start + space)
}

/// What matches, overlapping and touching ranges as one; so are those with nothing but a link such as a hyphen between.
pub(crate) fn highlights<'m>(text: &str, matches: impl Iterator<Item = &'m Match>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = matches.map(|found| found.range.clone()).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end || text.get(last.end..range.start) == Some("-") => {
                last.end = last.end.max(range.end);
            }
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{Snippet, snippet};
    use crate::query::{FormKind, Match};
    use proptest::prelude::*;

    fn find(text: &str, words: &[&str]) -> Vec<Match> {
        let mut matches: Vec<Match> = Vec::new();
        for (group, word) in words.iter().enumerate() {
            let found = text.match_indices(word);
            matches.extend(found.map(|(at, _)| Match {
                group,
                kind: FormKind::Exact,
                position: 0,
                range: at..at + word.len(),
            }));
        }
        matches.sort_by_key(|found| found.range.start);
        matches
    }

    #[test]
    fn shows_the_window_with_most_of_the_query() {
        let text = format!(
            "A refund. {} The refund takes five days. {}",
            "Filler words here. ".repeat(40),
            "More text. ".repeat(40)
        );
        let snippet = snippet(&text, &find(&text, &["refund", "days"]), &[1.0, 2.0]);
        assert!(snippet.text().starts_with("The refund takes five days."), "{}", snippet.text());
        let marked: Vec<&str> = snippet.highlights().iter().map(|range| &snippet.text()[range.clone()]).collect();
        assert_eq!(marked, ["refund", "days"]);
    }

    #[test]
    fn html_is_escaped() {
        let snippet = Snippet { text: "a <b> & \"c\" 'd'".into(), highlights: std::iter::once(2..5).collect() };
        assert_eq!(snippet.to_html(), "a <mark>&lt;b&gt;</mark> &amp; &quot;c&quot; &#39;d&#39;");
    }

    proptest! {
        #[test]
        fn highlights_are_ranges_of_the_text(text in "[a-d é京。.\n-]{0,600}") {
            let snippet = snippet(&text, &find(&text, &["ab", "c", "京", "é"]), &[1.0, 1.0, 2.0, 1.0]);
            let mut last = 0;
            for range in snippet.highlights() {
                prop_assert!(range.start >= last && range.end > range.start);
                prop_assert!(snippet.text().get(range.clone()).is_some());
                last = range.end;
            }
            prop_assert!(snippet.text().len() <= super::LENGTH + 8);
        }
    }
}
