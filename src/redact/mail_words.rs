//! E-mail addresses that are written out: `ann (at) host.example`, `ann at host dot example`, `ann@host dot example`.

use std::ops::Range;

use super::text::Text;
use super::{Kind, Span, View};

/// What an `@` is called.
const AT: &str = "at aet ät att arroba arobase chez chiocciola klammeraffe apenstaartje snabel собака";

/// What a full stop is called.
const DOT: &str = "dot punkt point punto ponto punt punktum tocka точка";

/// What else is written out in a name.
const LINKS: &str =
    "dot punkt point punto ponto punt underscore unterstrich dash hyphen minus bindestrich tiret guion plus";

/// Names and hosts that are written out have at most so many words.
const MOST_WORDS: usize = 24;

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let words = text.words();
    for (number, word) in words.iter().enumerate() {
        let is_at = text.is_word(word, AT) || (text.is_word(word, "a") && is_marked(text, word));
        let written = if is_at { at_sign(text, &words, number) } else { None };
        let signed = dot_behind_sign(text, &words, number);
        if let Some(range) = written.or(signed) {
            spans.push(Span { range, kind: Kind::Email });
        }
    }
}

/// The address around a word that means `@`.
fn at_sign(text: &Text, words: &[Range<usize>], number: usize) -> Option<Range<usize>> {
    let word = words.get(number)?;
    let is_marked = is_marked(text, word);
    let (first, last) = (number.checked_sub(1)?, number + 1);
    let (name, host) = (words.get(first)?, words.get(last)?);
    let near = if is_marked { 4 } else { 3 };
    if word.start - name.end > near || host.start - word.end > near || !between_is_plain(text, name.end..host.start) {
        return None;
    }
    let end = host_end(text, words, last);
    // `(a)` is rather the first of several things.
    let is_host = end.is_dotted || (is_marked && !text.is_word(word, "a"));
    is_host.then(|| name_start(text, words, first)..end.end)
}

/// `host dot example` behind an `@` sign: the sign's own finder stops at the first space.
fn dot_behind_sign(text: &Text, words: &[Range<usize>], number: usize) -> Option<Range<usize>> {
    let word = words.get(number)?;
    let sign = text.run_start(word.start, |c| c == ' ');
    if text.before(sign) != '@' {
        return None;
    }
    let end = host_end(text, words, number);
    end.is_dotted.then_some(word.start..end.end)
}

/// Whether a word stands in brackets, or between underscores or the like.
fn is_marked(text: &Text, word: &Range<usize>) -> bool {
    let (before, after) = (text.before(word.start), text.at(word.end));
    "([{<_-*|~".contains(before) && ")]}>_-*|~".contains(after)
}

/// Nothing ends a sentence between the name and the host.
fn between_is_plain(text: &Text, range: Range<usize>) -> bool {
    !text.chars(&range).iter().any(|c| matches!(c, '!' | '?' | ';' | '\n' | '\0'))
}

struct HostEnd {
    end: usize,
    /// Whether a dot, as a sign or a word, was in it.
    is_dotted: bool,
}

fn host_end(text: &Text, words: &[Range<usize>], first: usize) -> HostEnd {
    let mut end = words.get(first).map_or(0, |word| word.end);
    let (mut number, mut is_dotted) = (first, false);
    while let Some((next, range)) = next_part(text, words, number).filter(|(next, _)| next - first <= MOST_WORDS) {
        let own = words.get(number).map_or(0, |word| word.end);
        let has_sign = text.chars(&(own..range.start)).contains(&'.');
        is_dotted |= has_sign || next > number + 1 || text.is_word(range, DOT);
        (number, end) = (next, range.end);
    }
    HostEnd { end, is_dotted }
}

/// The part of a host behind this one, if a dot is between.
fn next_part<'w>(text: &Text, words: &'w [Range<usize>], number: usize) -> Option<(usize, &'w Range<usize>)> {
    let (own, next) = (words.get(number)?, words.get(number + 1)?);
    let gap = text.chars(&(own.end..next.start));
    let is_dot = |signs: &str| gap.iter().all(|c| signs.contains(*c)) && gap.contains(&'.');
    let is_bracketed = is_dot(" .()[]{}") && gap.iter().any(|c| "([{".contains(*c));
    let is_sign = gap.iter().all(|c| matches!(c, '.' | '-' | '(' | ')' | '[' | ']'))
        || is_bracketed
        || (gap.contains(&'.') && !gap.ends_with(&[' ']) && gap.len() <= 3);
    if is_sign && !gap.is_empty() && !gap.contains(&'\0') {
        return Some((number + 1, next));
    }
    let behind = words.get(number + 2)?;
    let is_near = next.start - own.end <= 3 && behind.start - next.end <= 3;
    (is_near && text.is_word(next, DOT) && between_is_plain(text, own.end..behind.start))
        .then_some((number + 2, behind))
}

/// Where the name before the word for `@` begins: it may have several parts.
fn name_start(text: &Text, words: &[Range<usize>], mut number: usize) -> usize {
    let (start, last) = (|number: usize| words.get(number).map_or(0, |word| word.start), number);
    loop {
        let Some(before) = number.checked_sub(1).and_then(|before| words.get(before)) else { return start(number) };
        let gap = text.chars(&(before.end..start(number)));
        let is_linked = !gap.is_empty() && gap.iter().all(|c| ".+-_'~&".contains(*c));
        let is_named = text.is_word(before, LINKS) && gap.len() <= 3 && number >= 2;
        number = match (is_linked, is_named) {
            _ if last - number >= MOST_WORDS => return start(number),
            (true, _) => number - 1,
            (_, true) => number - 2,
            _ => return start(number),
        };
    }
}
