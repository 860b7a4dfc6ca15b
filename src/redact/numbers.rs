//! Numbers of telephones, cards, accounts and insurances: digits, whatever stands between them.
//!
//! A run is groups of digits with up to three characters between that are no letters. It goes if it has five digits in one
//! group or seven in all, or has the form of something shorter, unless it has a harmless form.

use std::ops::Range;

use super::dates::is_full_year;
use super::text::Text;
use super::{Kind, Span, View};

/// So many digits in one group are the number of something.
pub(super) const MANY_TOGETHER: usize = 5;

/// So many in all groups are one.
const MANY: usize = 7;

/// Units behind numbers that count or measure something.
const UNITS: &str = "mah kwh wh km m miles mb gb tb kb px dpi ppi rpm hz khz mhz ghz lumen words pages copies readers people \
    subscribers users issues characters letters steps hours days wörter seiten exemplare leser zeichen stunden mots pages \
    exemplaires lecteurs palabras páginas ejemplares lectores";

const CURRENCIES: &str =
    "€ $ £ ¥ ₹ ₽ ₩ ₺ eur euro euros usd gbp chf dollar dollars pounds franken jpy yen sek nok dkk pln";

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    for run in runs(text) {
        let range = whole(text, &run);
        if is_number(text, &run) && !is_harmless(text, &run) && !is_known(view, &run) {
            spans.push(Span { range: with_extension(text, range), kind: Kind::Number });
        }
    }
    spans.extend(british(text).map(|range| Span { range, kind: Kind::Number }));
}

type Run = Vec<Range<usize>>;

fn runs(text: &Text) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for group in text.runs(|c| c.is_ascii_digit()) {
        match runs.last_mut().filter(|run| run.last().is_some_and(|last| is_linked(text, last.end..group.start))) {
            Some(run) => run.push(group),
            None => runs.push(vec![group]),
        }
    }
    runs
}

fn is_linked(text: &Text, gap: Range<usize>) -> bool {
    gap.len() <= 3 && !text.chars(&gap).iter().any(|c| c.is_alphabetic() || *c == '\0')
}

fn whole(text: &Text, run: &Run) -> Range<usize> {
    let (start, end) = (run.first().map_or(0, |first| first.start), run.last().map_or(0, |last| last.end));
    text.run_start(start, |c| matches!(c, '+' | '(' | '#'))..end
}

fn digits(run: &Run) -> usize {
    run.iter().map(Range::len).sum()
}

fn is_number(text: &Text, run: &Run) -> bool {
    let (longest, all) = (run.iter().map(Range::len).max().unwrap_or_default(), digits(run));
    let lengths: Vec<usize> = run.iter().map(Range::len).collect();
    let signs = gaps(text, run);
    let is_international = text.at(whole(text, run).start) == '+' && all > 4;
    let is_sort_code = lengths == [2, 2, 2] && signs.iter().all(|sign| sign == "-");
    let is_halved = lengths == [3, 3] && signs.iter().all(|sign| sign == "-" || sign == " ");
    longest >= MANY_TOGETHER || all >= MANY || is_international || is_sort_code || is_halved
}

/// What stands between the groups.
fn gaps(text: &Text, run: &Run) -> Vec<String> {
    run.iter().zip(run.iter().skip(1)).map(|(a, b)| text.lower(&(a.end..b.start))).collect()
}

/// Whether the word that the run is in, with its letters, is known.
fn is_known(view: &View<'_>, run: &Run) -> bool {
    let (start, end) = (run.first().map_or(0, |first| first.start), run.last().map_or(0, |last| last.end));
    let is_link = |c: char| matches!(c, '-' | '_' | '.' | '/' | '+' | '@' | '#');
    let is_part = |c: char| c.is_alphanumeric() || is_link(c);
    let text = &view.text;
    let (start, end) = (text.near_start(start, is_part), text.near_end(end, is_part));
    let start = text.run_end(start, is_link);
    view.is_known(&(start..text.run_start(end, is_link).max(start)))
}

fn is_harmless(text: &Text, run: &Run) -> bool {
    let groups: Vec<String> = run.iter().map(|group| text.lower(group)).collect();
    let gaps = gaps(text, run);
    are_years(&groups) || are_times(&groups, &gaps) || is_list(&groups, &gaps) || is_amount(text, run, &groups, &gaps)
}

/// `2024`, `2023-2025`, `2022, 2023, 2024`.
fn are_years(groups: &[String]) -> bool {
    groups.len() <= 3 && groups.iter().all(|group| is_full_year(group))
}

/// `9:00-17:30`.
fn are_times(groups: &[String], gaps: &[String]) -> bool {
    let is_below = |group: &String, end: u32| group.len() <= 2 && group.parse().is_ok_and(|number: u32| number < end);
    let clocks =
        groups.chunks(2).all(|pair| matches!(pair, [hour, minute] if is_below(hour, 25) && is_below(minute, 60)));
    matches!(groups.len(), 2 | 4) && clocks && gaps.iter().step_by(2).all(|gap| gap == ":")
}

/// `38, 40, 42 / 44`: small numbers, set apart as one does not in a long one.
fn is_list(groups: &[String], gaps: &[String]) -> bool {
    groups.len() > 1 && groups.iter().all(|group| group.len() <= 2) && gaps.iter().all(|gap| gap == ", " || gap == "; ")
}

/// A price, or a number that counts or measures: `€ 1,299.00`, `12 500 EUR`, `10,000`, `50000 km`.
fn is_amount(text: &Text, run: &Run, groups: &[String], gaps: &[String]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let (before, behind) = (text.run_start(first.start, |c| c == ' '), text.run_end(last.end, |c| c == ' '));
    let word = |start: usize| start..text.run_end(start, char::is_alphabetic).max(start + 1);
    let is_unit = |words: &str| behind - last.end <= 1 && text.is_word(&word(behind), words);
    let sign = before.saturating_sub(1)..before;
    let is_price = (first.start - before <= 1 && text.is_word(&sign, CURRENCIES)) || is_unit(CURRENCIES);
    let is_round =
        groups.iter().skip(1).all(|group| group.len() == 3) && groups.last().is_some_and(|group| group.ends_with("00"));
    let is_one = |most: usize| groups.len() == 1 && digits(run) <= most;
    let is_grouped = has_thousands(groups, gaps);
    (is_price && (is_grouped || is_one(6)))
        || (is_unit(UNITS) && (is_grouped || is_one(6) || is_span(groups, gaps)))
        || (is_grouped && is_round && digits(run) <= 9)
}

/// `1500-2000`.
fn is_span(groups: &[String], gaps: &[String]) -> bool {
    groups.len() == 2 && groups.iter().all(|group| group.len() <= 6) && gaps.iter().all(|gap| gap == "-" || gap == "–")
}

/// Groups of three behind the first, with one sign between, and perhaps two decimals.
fn has_thousands(groups: &[String], gaps: &[String]) -> bool {
    let decimals = groups.len() > 1 && groups.last().is_some_and(|group| group.len() <= 2);
    let (whole, signs) = (groups.len() - usize::from(decimals), gaps.len() - usize::from(decimals));
    let thousands = groups.iter().take(whole).skip(1).all(|group| group.len() == 3);
    let (sign, behind) = (gaps.first(), gaps.last());
    let is_one_sign =
        gaps.iter().take(signs).all(|gap| Some(gap) == sign && matches!(gap.as_str(), "," | "." | " " | "'" | "’"));
    let is_point =
        !decimals || (matches!(behind.map(String::as_str), Some("," | ".")) && (whole == 1 || behind != sign));
    let is_short = groups.first().is_some_and(|group| group.len() <= if whole > 1 { 3 } else { 6 });
    groups.len() > 1 && is_short && thousands && is_one_sign && is_point
}

/// A number goes with the extension behind it, `555-0123 ext. 45`, or with a letter and what is behind that: `65 120385 M 009`.
fn with_extension(text: &Text, range: Range<usize>) -> Range<usize> {
    const EXTENSIONS: &str = "x ext extension durchwahl dw app poste anexo int";
    let start = text.run_end(range.end, |c| matches!(c, ' ' | ',' | ';' | '('));
    let word = start..text.run_end(start, char::is_alphabetic);
    let number = text.run_end(word.end, |c| matches!(c, ' ' | '.' | ':'));
    let end = text.run_end(number, |c| c.is_ascii_digit());
    let is_extension = (text.is_word(&word, EXTENSIONS) && end > number) || (word.len() == 1 && end > number + 1);
    range.start..if is_extension { end } else { range.end }
}

/// National insurance numbers: `AB 12 34 56 C`.
fn british(text: &Text) -> impl Iterator<Item = Range<usize>> + '_ {
    text.runs(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.')).flat_map(move |line| {
        let letters = (line.start..line.end).filter(move |&at| !text.before(at).is_alphanumeric());
        letters.filter_map(move |at| insured(text, at..line.end))
    })
}

fn insured(text: &Text, line: Range<usize>) -> Option<Range<usize>> {
    // Nine signs with a space or dot between every two of them.
    let near = line.start..line.end.min(line.start + 16);
    let signs: Vec<(usize, char)> =
        near.map(|at| (at, text.at(at))).filter(|(_, c)| c.is_ascii_alphanumeric()).take(10).collect();
    let form: String = signs.iter().take(9).map(|(_, c)| if c.is_ascii_digit() { '9' } else { 'a' }).collect();
    let end = signs.get(8)?.0 + 1;
    let ends = !text.at(end).is_alphanumeric();
    (form == "aa999999a" && ends && end - line.start <= 14).then_some(line.start..end)
}
