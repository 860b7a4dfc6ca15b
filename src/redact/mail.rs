//! E-mail addresses with an `@`, and names behind one.

use std::ops::Range;

use super::text::Text;
use super::{Kind, Span, View};

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    for at in (0..text.len()).filter(|&at| text.at(at) == '@') {
        let sign = sign(text, at);
        let (start, end) = (local_start(text, sign.start), host_end(text, sign.end));
        let has_name = text.chars(&(at + 1..end)).iter().any(|c| c.is_alphabetic());
        let has_local = start < at;
        if has_name || (has_local && end > at + 1 && text.chars(&(at + 1..end)).contains(&'[')) {
            spans.push(Span { range: start..end, kind: Kind::Email });
        }
    }
}

/// The sign with its brackets, if it has any: `ann (@) host`.
fn sign(text: &Text, at: usize) -> Range<usize> {
    let is_bracketed = "([{<".contains(text.before(at)) && ")]}>".contains(text.at(at + 1));
    if is_bracketed { at - 1..at + 2 } else { at..at + 1 }
}

/// Where the name before an `@` begins: a quoted one, letters with spaces between all of them, or what stands before it.
fn local_start(text: &Text, at: usize) -> usize {
    if text.before(at) == '"' {
        let quoted = text.run_start(at - 1, |c| c != '"' && c != '\n');
        return if text.before(quoted) == '"' { quoted - 1 } else { at };
    }
    let end = text.near_start(at, |c| matches!(c, ' ' | '@'));
    let start = text.run_start(end, is_local);
    if end < at || end - start == 1 { spaced_start(text, start, end) } else { start }
}

/// Goes on to the left over single characters: `a n n @ host`.
fn spaced_start(text: &Text, mut start: usize, end: usize) -> usize {
    while end - start >= 1 && text.before(start) == ' ' {
        let before = text.run_start(start - 1, is_local);
        if start - 1 - before != 1 {
            break;
        }
        start = before;
    }
    start
}

/// Where the host behind an `@` ends.
fn host_end(text: &Text, from: usize) -> usize {
    if text.at(from) == '[' {
        let end = text.run_end(from + 1, |c| c.is_alphanumeric() || matches!(c, '.' | ':'));
        return if text.at(end) == ']' { end + 1 } else { from };
    }
    let start = text.run_end(from, |c| c == ' ');
    let mut end = trimmed(text, start, text.run_end(start, is_host));
    // Parts with spaces around their dots, and letters with spaces between all of them.
    loop {
        let dot = text.run_end(end, |c| c == ' ');
        let behind = if text.at(dot) == '.' { text.run_end(dot + 1, |c| c == ' ') } else { dot };
        let next = trimmed(text, behind, text.run_end(behind, is_host));
        let is_dotted = text.at(dot) == '.' && next > behind && next - behind <= 24;
        let is_spaced = dot > end && next - behind == 1 && single_before(text, end);
        if next == behind || !(is_dotted || is_spaced) {
            return end.max(start);
        }
        end = next;
    }
}

fn single_before(text: &Text, end: usize) -> bool {
    end - text.run_start(end, is_host) == 1
}

/// Without the punctuation of the sentence.
fn trimmed(text: &Text, start: usize, end: usize) -> usize {
    text.run_start(end, |c| matches!(c, '.' | '-')).max(start)
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c) || (!c.is_ascii() && !c.is_whitespace() && !is_mark(c))
}

pub(super) fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_') || (!c.is_ascii() && !c.is_whitespace() && !is_mark(c))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}
