//! The lines of a message, and what can be told of each without the others.

use std::ops::Range;

use super::phrases::{DEVICES, FORWARDED, GREETINGS, HEADERS, ORIGINAL, SIGN_OFFS, SUBJECTS, WISHES, WROTE, plain};

/// So many words a greeting or a closing formula has at most.
const SHORT_LINE: usize = 7;

/// A line that goes so far may have been broken where it ends.
const WRAPPED: usize = 55;

/// A line without the spaces around it.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Where it stands in the message, in bytes.
    pub(super) range: Range<usize>,
    pub(super) plain: String,
}

/// All lines, whatever ends them.
pub(super) fn lines(message: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let bytes = message.as_bytes();
    for (at, byte) in message.bytes().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            lines.push(Line::new(message, start..at));
            start = at + 1;
        }
    }
    lines.push(Line::new(message, start..message.len()));
    lines
}

impl<'a> Line<'a> {
    fn new(message: &'a str, range: Range<usize>) -> Self {
        let whole = message.get(range.clone()).unwrap_or_default();
        let text = whole.trim();
        let start = range.start + whole.len() - whole.trim_start().len();
        Line { text, range: start..start + text.len(), plain: plain(text) }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn words(&self) -> usize {
        self.plain.split_whitespace().count()
    }

    pub(super) fn is_quoted(&self) -> bool {
        self.text.starts_with('>')
    }

    /// Name and text of a line such as `Subject: …`.
    fn header(&self) -> Option<(String, &'a str)> {
        let (name, value) = self.text.split_once([':', '：'])?;
        (name.len() <= 24).then(|| (plain(name), value.trim()))
    }

    /// Whether it is one of the lines that mail programs show above a mail.
    pub(super) fn is_header(&self) -> bool {
        self.header().is_some_and(|(name, _)| HEADERS.are(&name))
    }

    /// Whether it may be one in their company: `X-Mailer: …`
    pub(super) fn may_be_header(&self) -> bool {
        let name = self.text.split_once(": ").map_or("", |(name, _)| name);
        self.is_header() || (name.contains('-') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    }

    pub(super) fn subject(&self) -> Option<&'a str> {
        let (_, value) = self.header().filter(|(name, _)| SUBJECTS.are(name))?;
        Some(without_prefixes(value))
    }

    pub(super) fn begins_forwarded(&self) -> bool {
        FORWARDED.are_in(&self.plain) && self.words() <= SHORT_LINE
    }

    pub(super) fn begins_original(&self) -> bool {
        let is_rule = self.text.len() >= 10 && self.text.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'));
        is_rule && self.text.starts_with('_') || (self.text.starts_with('-') && ORIGINAL.are_in(&self.plain))
    }

    /// `On 3 May 2026, Ann <ann@example.org> wrote:`
    pub(super) fn introduces_quote(&self) -> bool {
        let names_somebody = self.text.contains('@') || (WROTE.are_in(&self.plain) && self.has_digit());
        self.text.ends_with([':', '：']) && names_somebody && self.text.len() <= 240
    }

    fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The first line of two that introduce a quotation together.
    pub(super) fn introduces_quote_with(&self, next: &Line<'_>) -> bool {
        let begins = self.has_digit() && self.words() >= 4 && !self.text.ends_with(['.', '?', '!']);
        begins
            && next.text.ends_with(':')
            && (WROTE.are_in(&next.plain) || next.text.ends_with(">:"))
            && next.words() <= 12
    }

    pub(super) fn begins_signature(&self) -> bool {
        matches!(self.text, "--" | "---" | "—" | "– –") || DEVICES.begin(&self.plain) || self.ends_with_device()
    }

    fn ends_with_device(&self) -> bool {
        DEVICES.are_in(&self.plain) && self.words() <= SHORT_LINE
    }

    pub(super) fn is_greeting(&self) -> bool {
        GREETINGS.begin(&self.plain) && self.is_formula() || self.plain.trim_end().ends_with("御中")
    }

    pub(super) fn is_sign_off(&self) -> bool {
        SIGN_OFFS.begin(&self.plain) && self.is_formula()
    }

    /// Languages that put spaces have few words on such a line, others few letters.
    fn is_formula(&self) -> bool {
        let letters = self.text.chars().count();
        let is_short = letters <= 24 || (self.words() > 1 && self.words() <= SHORT_LINE && letters <= 70);
        is_short && !self.text.contains(['?', '？']) && !WISHES.are_in(&self.plain)
    }

    /// Whether it is as long as signatures are not, or asks.
    pub(super) fn is_text(&self) -> bool {
        self.words() > 12 || self.text.ends_with(['?', '？'])
    }

    /// Where its text begins, if it is an item of a list.
    pub(super) fn item(&self) -> Option<usize> {
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = self.text.get(digits..)?;
        let marks: &[&str] =
            if (1..=2).contains(&digits) { &[". ", ") "] } else { &["- ", "* ", "• ", "– ", "· "] };
        let mark = marks.iter().find(|mark| rest.starts_with(**mark))?;
        Some(self.range.start + digits + mark.len())
    }

    /// Whether its sentence may go on in `next`.
    pub(super) fn goes_on_in(&self, next: &Line<'_>) -> bool {
        let is_open = !self.text.ends_with(['.', '?', '!', ':', ';', '。', '？', '！']);
        let goes_on = next.text.starts_with(char::is_lowercase) || self.text.len() >= WRAPPED;
        (is_open && goes_on || self.text.len() >= WRAPPED) && next.item().is_none()
    }
}

/// A subject without `Re:`, `Fwd:` and what is like them.
fn without_prefixes(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((prefix, rest)) = subject.split_once(':').filter(|(prefix, _)| prefix.len() <= 3) {
        if !matches!(plain(prefix).trim(), "re" | "fw" | "fwd" | "aw" | "wg" | "tr" | "rv" | "sv" | "vs" | "r" | "i") {
            break;
        }
        subject = rest.trim();
    }
    subject
}
