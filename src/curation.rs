//! What editors say about how articles are found, beside their text: promotions, pins, boosts and hidden terms. Where it is
//! kept, and how it is written.
//!
//! All of it is kept as attributes of the articles that it is about, so that it goes wherever they go, and nowhere else.

#[cfg(feature = "index")]
use crate::analysis::prefix;
use crate::analysis::{TokenKind, tokenize};
use crate::article::Article;

/// The attribute with the phrases for which an article is promoted, as its author wrote them.
pub(crate) const PROMOTE: &str = "search.promote";
/// The attribute with the factor for an article's score.
pub(crate) const BOOST: &str = "search.boost";
/// The attribute with words by which an article is found, and which are never shown.
pub(crate) const TERMS: &str = "search.terms";
/// The attribute with the promotions and pins that the file for the whole folder has for an article. It is never shown, and
/// nobody writes it.
pub(crate) const FILED: &str = "search.filed";

/// The words of a phrase are at most so many.
pub(crate) const MOST_WORDS: usize = 16;
/// So many phrases of one article are used, and so many hidden terms.
pub(crate) const MOST_OF_ONE: usize = 100;
/// So many articles are promoted for one query.
pub(crate) const MOST_PROMOTED: usize = 3;
/// A longer phrase is not used, in bytes: as a value of an attribute it would be cut.
const LONGEST: usize = 1_000;
/// Factors are in this range, in thousandths: a number with three decimals reads alike everywhere, and a page can do without
/// the reader of all numbers, which would be a tenth of its download.
const LEAST_BOOST: u32 = 500;
const MOST_BOOST: u32 = 2_000;

/// Whether an attribute is kept from everybody who reads or searches.
pub(crate) fn is_concealed(key: &str) -> bool {
    key == TERMS || key == FILED
}

/// Takes from an article what is never shown.
pub(crate) fn conceal(article: &mut Article) {
    let attributes = &mut article.meta.attributes;
    if attributes.keys().any(|key| is_concealed(key)) {
        *attributes = std::mem::take(attributes).into_iter().filter(|(key, _)| !is_concealed(key)).collect();
    }
}

/// What must be in a query, and where it leads in the article: `refund deadline -> #how-long`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Folded, each once.
    pub(crate) words: Vec<String>,
    /// Empty if it leads to no section in particular.
    pub(crate) anchor: String,
}

impl Phrase {
    /// Reads a phrase; or says why it cannot be used.
    pub(crate) fn read(text: &str) -> Result<Self, &'static str> {
        let arrow = text.as_bytes().windows(2).position(|pair| pair == b"->");
        let Some((phrase, target)) = arrow.and_then(|at| text.split_at_checked(at)) else { return Self::new(text, "") };
        let target = target.trim_start_matches(['-', '>', ' ']);
        Self::new(phrase, target.strip_prefix('#').ok_or("behind `->` stands no `#anchor`")?)
    }

    pub(crate) fn new(phrase: &str, anchor: &str) -> Result<Self, &'static str> {
        let words = words(phrase);
        match words.len() {
            0 => Err("it has no words"),
            _ if phrase.len() + anchor.len() > LONGEST => Err("it is longer than 1,000 bytes"),
            1..=MOST_WORDS => Ok(Phrase { words, anchor: anchor.trim().to_owned() }),
            _ => Err("it has more than 16 words"),
        }
    }
}

/// The words of a text, folded as those of a query are, each once.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    tokenize(text, &mut |token| {
        // A compound says no more than its parts, unless a sign belongs to it, as in `C#`.
        let is_name = token.kind == TokenKind::Whole && !token.term.chars().all(char::is_alphanumeric);
        if (token.kind.counts() || is_name) && !words.iter().any(|word| word == token.term) {
            words.push(token.term.to_owned());
        }
    });
    words
}

/// A factor within its range, if the text is a number such as `1` or `1.25`; of more decimals the first three count.
pub(crate) fn boost(text: &str) -> Option<f64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) {
        return None;
    }
    let whole = whole.parse::<u32>().unwrap_or(u32::MAX).min(MOST_BOOST);
    let decimals = decimals.bytes().chain(*b"000").take(3).fold(0, |sum, digit| 10 * sum + u32::from(digit - b'0'));
    Some(f64::from((1_000 * whole + decimals).clamp(LEAST_BOOST, MOST_BOOST)) / 1_000.0)
}

/// Reads a factor as people write it, to three decimals; with what is to be said of it.
#[cfg(feature = "index")]
pub(crate) fn read_boost(text: &str) -> (Option<f64>, Option<String>) {
    let shown = prefix(text, 100).escape_debug();
    let Some(written) = text.trim().parse::<f64>().ok().filter(|factor| factor.is_finite()) else {
        return (None, Some(format!("the boost `{shown}` is no number from 0.5 to 2: it is not used")));
    };
    let range = f64::from(LEAST_BOOST) / 1_000.0..=f64::from(MOST_BOOST) / 1_000.0;
    let factor = (written.clamp(*range.start(), *range.end()) * 1_000.0).round() / 1_000.0;
    let problem =
        (!range.contains(&written)).then(|| format!("the boost {shown} is not from 0.5 to 2: {factor} is used"));
    (Some(factor), problem)
}

/// What the file for the whole folder says.
#[cfg(feature = "index")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    /// The file.
    pub(crate) source: String,
    /// Counted from 1.
    pub(crate) line: usize,
    /// The article, as it is called there, perhaps with `#` and an anchor.
    pub(crate) article: String,
    pub(crate) says: Says,
}

/// What a rule says of its article.
#[cfg(feature = "index")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Says {
    /// It is promoted for this phrase: at a position of 1 to 3, or 0 for wherever there is room from the top.
    Promote { phrase: String, position: u8 },
    /// Its score is multiplied.
    Boost(f64),
    /// It is found by this, which is never shown.
    Term(String),
}

/// A promotion or pin as an article has it in [`FILED`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Filed {
    /// Its place among all that the file says.
    pub(crate) order: u32,
    /// 1 to 3; 0 for a promotion.
    pub(crate) position: u8,
    pub(crate) anchor: String,
    pub(crate) phrase: String,
}

impl Filed {
    /// The parts with tabs between, the phrase last.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (order, rest) = text.split_once('\t')?;
        let (position, rest) = rest.split_once('\t')?;
        let (anchor, phrase) = rest.split_once('\t')?;
        let (order, position) = (order.parse().ok()?, position.parse().ok()?);
        Some(Filed { order, position, anchor: anchor.to_owned(), phrase: phrase.to_owned() })
    }

    /// As it is [read](Self::read).
    #[cfg(feature = "index")]
    pub(crate) fn written(&self) -> String {
        let Filed { order, position, anchor, phrase } = self;
        format!("{order}\t{position}\t{}\t{phrase}", anchor.replace('\t', " "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Filed, Phrase, boost, read_boost};
    use proptest::prelude::*;

    #[test]
    fn phrases_and_what_is_none() {
        let (long, longer) = ("a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1 n1 o1 p1", "x".repeat(1_001));
        let many = format!("{long} q1");
        let cases = [
            ("refund deadline", Ok("refund deadline #")),
            ("  Refund,  DEADLINE? ", Ok("refund deadline #")),
            ("refund refund", Ok("refund #")),
            ("Rückgabe", Ok("ruckgabe #")),
            ("refund deadline -> #how-long", Ok("refund deadline #how-long")),
            ("refund->#", Ok("refund #")),
            ("c# -> #x", Ok("c c# #x")),
            ("返金", Ok("返金 #")),
            (long, Ok("a1 b1 c1 d1 e1 f1 g1 h1 i1 j1 k1 l1 m1 n1 o1 p1 #")),
            ("", Err("no words")),
            ("?!", Err("no words")),
            ("-> #x", Err("no words")),
            ("refund -> other.md", Err("#anchor")),
            ("refund ->", Err("#anchor")),
            (many.as_str(), Err("more than 16")),
            (longer.as_str(), Err("1,000 bytes")),
        ];
        for (text, expected) in cases {
            let read = Phrase::read(text).map(|Phrase { words, anchor }| format!("{} #{anchor}", words.join(" ")));
            match (read.as_deref().map_err(|why| *why), expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected, "{text}"),
                (Err(why), Err(part)) => assert!(why.contains(part), "{text}: {why}"),
                (read, _) => panic!("{text}: {read:?}"),
            }
        }
    }

    #[test]
    fn factors_are_kept_in_range() {
        let cases = [
            ("1.5", Some(1.5), false),
            ("2", Some(2.0), false),
            (" 0.5 ", Some(0.5), false),
            ("1.23456", Some(1.235), false),
            ("1e0", Some(1.0), false),
            ("3", Some(2.0), true),
            ("-1", Some(0.5), true),
            ("0", Some(0.5), true),
            ("1e300", Some(2.0), true),
            ("inf", None, true),
            ("NaN", None, true),
            ("high", None, true),
            ("", None, true),
            ("1,5", None, true),
        ];
        for (text, factor, is_told) in cases {
            let (read, told) = read_boost(text);
            assert_eq!((read, told.is_some()), (factor, is_told), "{text}");
            assert_eq!(read.and_then(|factor| boost(&factor.to_string())), factor, "{text} is read again");
        }
        let kept = [
            ("1.50", Some(1.5)),
            ("1.2349", Some(1.234)),
            ("99999999999", Some(2.0)),
            ("0.1", Some(0.5)),
            ("1.", None),
        ];
        for (text, factor) in kept.into_iter().chain([(".5", None), ("-1", None), ("+1", None), ("1.1.1", None)]) {
            assert_eq!(boost(text), factor, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_factor_is_read_as_it_was_kept(thousandths in 500u32..=2_000) {
            let factor = f64::from(thousandths) / 1_000.0;
            prop_assert_eq!(read_boost(&factor.to_string()), (Some(factor), None));
            prop_assert_eq!(boost(&factor.to_string()), Some(factor));
        }

        #[test]
        fn what_is_filed_is_read_again(order in any::<u32>(), position in 0u8..4, anchor in "[a-z-]{0,5}", phrase in ".{0,20}") {
            let filed = Filed { order, position, anchor, phrase };
            prop_assert_eq!(Filed::read(&filed.written()), Some(filed));
        }

        #[test]
        fn any_text_is_a_phrase_or_none(text in ".{0,40}") {
            if let Ok(phrase) = Phrase::read(&text) {
                prop_assert!(!phrase.words.is_empty());
            }
            prop_assert!(Filed::read(&text).is_none_or(|filed| filed.written() == text || text.starts_with(['0', '+'])));
        }
    }
}
