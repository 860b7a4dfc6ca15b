//! Days of the calendar: `12.03.1985`, `1985-03-12`, `12 March 1985`, `March 12th, 85`, `1985年3月12日`.

use std::ops::Range;

use super::text::Text;
use super::{Kind, Span, View};

/// Months in seven languages, whole and as they are cut short.
const MONTHS: &str = "january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz maerz mai juni juli oktober dezember mär okt dez jänner \
    janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre janv févr avr juil déc \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic \
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott \
    janeiro fevereiro março maio junho julho setembro outubro dezembro fev out \
    januari februari maart mei augustus mrt";

/// Stands between a day and its month, or a month and its year.
const LINKS: &str = "of de del st nd rd th er";

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let words = text.words();
    let months = words.iter().enumerate().filter(|(_, word)| text.is_word(word, MONTHS));
    let named = months.filter_map(|(number, _)| named(text, &words, number));
    let in_figures = words.windows(3).filter_map(|words| match words {
        [a, b, c] if is_date(text, [a, b, c]) => Some(a.start..c.end),
        _ => None,
    });
    let han = text.runs(|c| c.is_ascii_digit() || "年月日 년월일".contains(c)).filter(|range| is_han(text, range));
    spans.extend(named.chain(in_figures).chain(han).map(|range| Span { range, kind: Kind::Date }));
}

/// A day and a year around a month, or both behind it.
fn named(text: &Text, words: &[Range<usize>], month: usize) -> Option<Range<usize>> {
    let own = words.get(month)?;
    let before = number_near(text, words, month, -1);
    let after = number_near(text, words, month, 1);
    let around = before.zip(after.clone()).filter(|(day, year)| is_day(text, day) && is_year(text, year));
    if let Some((day, year)) = around {
        return Some(day.start..year.end);
    }
    let day = after.filter(|day| is_day(text, day))?;
    let place = month + words.iter().skip(month).take(3).position(|word| *word == day)?;
    let year = number_near(text, words, place, 1).filter(|year| is_year(text, year))?;
    Some(own.start..year.end)
}

/// The number before or behind a word, with at most one word between that may stand there.
fn number_near(text: &Text, words: &[Range<usize>], from: usize, step: isize) -> Option<Range<usize>> {
    let word = |steps: isize| from.checked_add_signed(step * steps).and_then(|number| words.get(number));
    let own = words.get(from)?;
    let near = word(1).filter(|near| gap(own, near) <= 3)?;
    if text.is_word(near, LINKS) { word(2).filter(|far| gap(near, far) <= 3).cloned() } else { Some(near.clone()) }
}

fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}

/// `12`, `3rd`, `1er`.
fn is_day(text: &Text, word: &Range<usize>) -> bool {
    let word = text.lower(word);
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = word.get(digits.len()..).unwrap_or_default();
    is_within(digits, 1, 31) && (ending.is_empty() || LINKS.split(' ').any(|known| known == ending))
}

fn is_year(text: &Text, word: &Range<usize>) -> bool {
    let word = text.lower(word);
    word.len() == 2 && is_within(&word, 0, 99) || is_full_year(&word)
}

pub(super) fn is_full_year(word: &str) -> bool {
    word.len() == 4 && is_within(word, 1900, 2099)
}

fn is_within(digits: &str, from: u32, to: u32) -> bool {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number && digits.parse().is_ok_and(|number: u32| (from..=to).contains(&number))
}

/// Three numbers with one and the same sign between them.
fn is_date(text: &Text, [a, b, c]: [&Range<usize>; 3]) -> bool {
    let (first, second) = (text.chars(&(a.end..b.start)), text.chars(&(b.end..c.start)));
    let sign = |gap: &[char]| gap.iter().copied().find(|c| *c != ' ').unwrap_or(' ');
    let are_linked = !first.is_empty() && first.len() <= 3 && second.len() <= 3 && sign(first) == sign(second);
    if !are_linked
        || !matches!(sign(first), '-' | '.' | '/' | ' ' | '_' | '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{2212}')
    {
        return false;
    }
    let [a, b, c] = [a, b, c].map(|range| text.lower(range));
    let (day, month) = (
        |word: &str| word.len() <= 2 && is_within(word, 1, 31),
        |word: &str| word.len() <= 2 && is_within(word, 1, 12),
    );
    let is_pair = |x: &str, y: &str| (day(x) && month(y)) || (month(x) && day(y));
    let is_short_year = c.len() == 2 && sign(first) != ' ';
    (is_full_year(&a) && is_pair(&b, &c))
        || (is_pair(&a, &b) && (is_full_year(&c) || (is_short_year && is_within(&c, 0, 99))))
}

fn is_han(text: &Text, range: &Range<usize>) -> bool {
    let run = text.chars(range);
    let has = |signs: &str| run.iter().any(|c| signs.contains(*c));
    has("年년") && has("月월") && run.iter().filter(|c| c.is_ascii_digit()).count() >= 3
}
