//! Numbers with letters in them, accounts, and keys: `LP-2024-00123`, `X7K2QP`, `DE89 3704 …`, `sk_live_…`, UUIDs, JWT.

use std::ops::Range;

use super::numbers::MANY_TOGETHER;
use super::text::Text;
use super::{Kind, Span, View};

/// How keys of well-known services begin.
const KEYS: [&str; 14] =
    ["sk_", "pk_", "rk_", "sk-", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xox", "akia", "asia", "eyj", "ya29"];

pub(super) fn find(view: &View<'_>, spans: &mut Vec<Span>) {
    let text = &view.text;
    let codes = text.runs(|c| c.is_alphanumeric() || is_link(c)).map(|run| without_links(text, &run));
    for range in codes {
        let code = Code::of(text.chars(&range));
        if code.is_key() {
            spans.push(Span { range, kind: Kind::Key });
        } else if code.is_number() && !view.is_known(&range) {
            spans.push(Span {
                range: range.start - usize::from(text.before(range.start) == '#')..range.end,
                kind: Kind::Number,
            });
        }
    }
    let accounts = text.words().into_iter().filter_map(|word| account(text, word.start));
    spans.extend(accounts.map(|range| Span { range, kind: Kind::Number }));
}

fn is_link(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | '+' | '=' | '~' | '#' | '*' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What stands at the ends belongs to the sentence.
fn without_links(text: &Text, run: &Range<usize>) -> Range<usize> {
    let start = text.run_end(run.start, is_link).min(run.end);
    start..text.run_start(run.end, is_link).max(start)
}

/// What there is to know of a word with letters, digits and signs.
struct Code {
    text: String,
    letters: usize,
    digits: usize,
    /// How often a letter follows a digit, or a digit a letter.
    turns: usize,
    /// How often a capital follows a small letter, within the longest part.
    humps: usize,
    has_links: bool,
    is_ascii: bool,
}

impl Code {
    fn of(chars: &[char]) -> Self {
        let plain: Vec<char> = chars.iter().copied().filter(|c| c.is_alphanumeric()).collect();
        let pairs = || plain.iter().zip(plain.iter().skip(1));
        Code {
            text: chars.iter().collect(),
            letters: plain.iter().filter(|c| c.is_alphabetic()).count(),
            digits: plain.iter().filter(|c| c.is_ascii_digit()).count(),
            turns: pairs().filter(|(a, b)| a.is_ascii_digit() != b.is_ascii_digit()).count(),
            humps: pairs().filter(|(a, b)| a.is_lowercase() && b.is_uppercase()).count(),
            has_links: plain.len() < chars.len(),
            is_ascii: chars.iter().all(char::is_ascii),
        }
    }

    fn is_key(&self) -> bool {
        let length = self.letters + self.digits;
        let lower = self.text.to_lowercase();
        let is_named =
            length >= 12 && KEYS.iter().any(|key| lower.starts_with(key)) && (self.digits > 0 || self.humps > 1);
        let is_mixed = self.digits > 0 && self.letters > 0 && length >= 16 && (!self.has_links || self.turns >= 4);
        let is_wild = length >= 20 && self.humps >= 4;
        let is_long = length >= 12 && self.humps >= 4 && self.digits > 0;
        self.is_ascii && (is_named || is_mixed || is_wild || is_long || is_uuid(&lower))
    }

    fn is_number(&self) -> bool {
        let length = self.letters + self.digits;
        let is_together =
            !self.has_links && self.digits >= 2 && (self.turns >= 3 && length >= 6 || self.digits >= 4 && length >= 9);
        let is_apart = self.has_links && self.digits >= 3 && self.turns >= 3 && length >= 8;
        self.letters > 0 && self.is_ascii && (self.digits >= MANY_TOGETHER || is_together || is_apart)
            || self.letters > 0 && self.has_number()
    }

    /// Whether many digits stand together among letters of any script.
    fn has_number(&self) -> bool {
        self.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= MANY_TOGETHER)
    }
}

fn is_uuid(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Where an IBAN may be: two letters and two digits, then groups of up to four, or all in one; 15 to 34 in all. The last
/// group of which it is sure has a digit.
fn account(text: &Text, start: usize) -> Option<Range<usize>> {
    let sort = |c: char| match c {
        _ if c.is_ascii_digit() => '9',
        _ if c.is_ascii_alphabetic() => 'a',
        _ => ' ',
    };
    let form: String = (start..start + 4).map(|at| sort(text.at(at))).collect();
    let is_spaced = text.at(start + 2) == ' ' && text.at(start + 3).is_ascii_digit() && text.at(start).is_uppercase();
    let begins = form == "aa99" || (form.starts_with("aa") && is_spaced);
    let (mut at, mut signs, mut sure, mut digits) = (start, 0, None, 0);
    while begins && signs <= 34 {
        let end = text.run_end(at, |c| c.is_ascii_alphanumeric());
        let group = text.chars(&(at..end));
        let own = group.iter().filter(|c| c.is_ascii_digit()).count();
        if group.is_empty() || (group.len() > 4 && own == 0) || signs + group.len() > 34 {
            break;
        }
        (signs, digits) = (signs + group.len(), digits + own);
        if own > 0 {
            sure = Some((end, signs));
        }
        at = text.run_end(end, |c| matches!(c, ' ' | '-' | '.' | '/'));
        if at - end > 2 || at == end {
            break;
        }
    }
    sure.filter(|(_, signs)| *signs >= 15 && digits >= 8).map(|(end, _)| start..end)
}
