//! Text without what tells who somebody is.
//!
//! Every finder looks at the whole text and says which spans are to go; spans that touch go together. So no finder needs
//! to know of the others, and what two of them see in part goes as a whole. Where a finder is in doubt, the span goes.

mod addresses;
mod codes;
mod context;
mod dates;
mod digits;
mod links;
mod mail;
mod mail_words;
mod numbers;
mod spelt;
mod text;

use std::ops::Range;

use self::text::Text;

/// What stood there, as the placeholder says it. In order of what wins where two touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Link,
    Email,
    Key,
    Address,
    Number,
    Date,
}

impl Kind {
    const ALL: [Kind; 6] = [Kind::Link, Kind::Email, Kind::Key, Kind::Address, Kind::Number, Kind::Date];

    fn placeholder(self) -> &'static str {
        match self {
            Kind::Link => "[link]",
            Kind::Email => "[email]",
            Kind::Key => "[key]",
            Kind::Address => "[ip]",
            Kind::Number => "[number]",
            Kind::Date => "[date]",
        }
    }
}

/// Characters of a [`Text`] that go.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    range: Range<usize>,
    kind: Kind,
}

/// Longer words than this, in bytes, are no code that anybody knows.
const LONGEST_KNOWN: usize = 64;

/// What the finders look at.
struct View<'a> {
    text: Text,
    /// What the characters of the text were read from.
    source: &'a str,
    is_known: &'a dyn Fn(&str) -> bool,
}

impl View<'_> {
    /// Whether the characters are a word that is no secret, as they are written in the source.
    fn is_known(&self, range: &Range<usize>) -> bool {
        let bytes = self.text.bytes(range);
        if bytes.len() > LONGEST_KNOWN {
            return false;
        }
        self.source.get(bytes).is_some_and(|word| !word.contains(char::is_whitespace) && (self.is_known)(word))
    }
}

const FINDERS: [fn(&View<'_>, &mut Vec<Span>); 9] = [
    links::find,
    mail::find,
    mail_words::find,
    codes::find,
    addresses::find,
    numbers::find,
    spelt::find,
    dates::find,
    context::find,
];

/// `text` without what tells who somebody is, with a placeholder in each place:
///
/// | placeholder | stands for |
/// |---|---|
/// | `[email]` | e-mail addresses, also written out (`ann at host dot example`), and names behind an `@` |
/// | `[number]` | numbers of telephones, cards, accounts (IBAN), orders, customers, insurances and papers; passwords and codes that are called so |
/// | `[date]` | days of the calendar: any may be a date of birth |
/// | `[ip]` | addresses of computers |
/// | `[key]` | long keys: API keys, tokens, UUIDs |
/// | `[link]` | addresses of pages with a query, a fragment or a user in them |
///
/// Short numbers, years, prices, times and short codes such as `LF-409` stay. So do words with digits of which `is_known`
/// says that they are no secret: mostly those that the articles have
/// ([`KnowledgeBase::knows`](crate::KnowledgeBase::knows)). It is asked of single words only, and never of e-mail addresses or keys.
///
/// Names and postal addresses of people are not told from other words, and stay. Otherwise what may be personal goes, though
/// something harmless goes with it. Digits are told in every script and with signs of any kind between them; words between them
/// (`4111, then 1111`) hide them. Redacting twice changes nothing.
///
/// ```
/// let text = "I am ann@mail.example, order LP-2024-00123, and reader 4 says LF-409";
/// let redacted = nohold::redact(text, |_| false);
/// assert_eq!(redacted, "I am [email], order [number], and reader 4 says LF-409");
/// ```
pub fn redact(text: &str, is_known: impl Fn(&str) -> bool) -> String {
    let mut text = text.to_owned();
    // What is left may look like something else without what went. Every round takes characters away, so this ends.
    while let Some(redacted) = pass(&text, &is_known) {
        text = redacted;
    }
    text
}

/// What was redacted, without its placeholders: they are no words of whoever wrote the rest.
#[cfg(feature = "index")]
pub(crate) fn without_placeholders(text: &str) -> String {
    Kind::ALL.iter().fold(text.to_owned(), |text, kind| text.replace(kind.placeholder(), " "))
}

/// One round; nothing if there is nothing to take away.
fn pass(source: &str, is_known: &dyn Fn(&str) -> bool) -> Option<String> {
    let view = View { text: Text::new(source), source, is_known };
    let mut spans = Vec::new();
    for find in FINDERS {
        find(&view, &mut spans);
    }
    spans.retain(|span| !span.range.is_empty());
    let (mut redacted, mut at) = (String::new(), 0);
    for Span { range, kind } in joined(spans) {
        let bytes = view.text.bytes(&range);
        redacted += source.get(at..bytes.start).unwrap_or_default();
        redacted += kind.placeholder();
        at = bytes.end;
    }
    redacted += source.get(at..).unwrap_or_default();
    (at > 0).then_some(redacted)
}

/// Spans in order, those that overlap as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.range.start, span.range.end));
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| span.range.start < last.range.end) {
            Some(last) => {
                last.range.end = last.range.end.max(span.range.end);
                last.kind = last.kind.min(span.kind);
            }
            None => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::redact;
    use proptest::prelude::*;

    /// Pieces that finders look for, so that they meet in every way.
    fn soup() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            " ",
            "-",
            ".",
            "/",
            "@",
            ":",
            "#",
            "+",
            "(",
            ")",
            "[",
            "]",
            ",",
            "?",
            "=",
            "&",
            "%40",
            "&#64;",
            "\u{200b}",
            " at ",
            " dot ",
            "(at)",
            "[email]",
            "[number]",
            "max",
            "example",
            "com",
            "12",
            "345",
            "6789",
            "2024",
            "1985",
            "０１",
            "٠١٢",
            "DE",
            "GB",
            "A1b2",
            "pin ",
            "order ",
            "password: ",
            "one ",
            "two ",
            "March",
            "https://",
            "www.",
            "\n",
            "ü",
            "日",
            "€",
            "v",
        ]);
        prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]

        #[test]
        fn redacting_twice_changes_nothing(text in prop_oneof![soup(), "\\PC{0,60}"]) {
            let once = redact(&text, |_| false);
            prop_assert_eq!(redact(&once, |_| false), once);
        }

        #[test]
        fn seven_digits_never_stay(
            digits in "[1-9]{7,19}",
            separators in prop::collection::vec(prop::sample::select(vec!["", " ", "-", ".", " / ", ") (", "\u{a0}", "--"]), 19),
            around in "[a-z]{0,5}",
        ) {
            let pairs = digits.chars().zip(&separators);
            let written: String = pairs.flat_map(|(digit, separator)| [digit.to_string(), (*separator).to_owned()]).collect();
            let redacted = redact(&format!("{around} {written} {around}"), |_| false);
            prop_assert!(!redacted.contains(|c: char| c.is_ascii_digit()), "{} {}", written, redacted);
        }
    }
}
