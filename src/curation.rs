//! What editors say about how articles are found, beside their text: promotions, pins, boosts and hidden terms. Where it is
//! kept, and how it is written.
//!
//! All of it is kept as attributes of the articles that it is about, so that it goes wherever they go, and nowhere else.

use crate::analysis::{TokenKind, prefix, tokenize};
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
/// Factors are in this range.
const LEAST_BOOST: f64 = 0.5;
const MOST_BOOST: f64 = 2.0;

/// Whether an attribute is kept from everybody who reads or searches.
pub(crate) fn is_concealed(key: &str) -> bool {
    key == TERMS || key == FILED
}

/// Takes from an article what is never shown.
pub(crate) fn conceal(article: &mut Article) {
    article.meta.attributes.retain(|key, _| !is_concealed(key));
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
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let (phrase, target) = text.split_once("->").map_or((text, None), |(phrase, target)| (phrase, Some(target)));
        let anchor = match target.map(str::trim) {
            None => "",
            Some(target) => target.strip_prefix('#').ok_or("behind `->` stands no `#anchor`")?,
        };
        Self::new(phrase, anchor)
    }

    pub(crate) fn new(phrase: &str, anchor: &str) -> Result<Self, String> {
        let words = words(phrase);
        match words.len() {
            0 => Err("it has no words".to_owned()),
            _ if phrase.len() + anchor.len() > LONGEST => Err("it is longer than 1,000 bytes".to_owned()),
            1..=MOST_WORDS => Ok(Phrase { words, anchor: anchor.trim().to_owned() }),
            _ => Err(format!("it has more than {MOST_WORDS} words")),
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

/// A factor within its range, if the text is a number.
pub(crate) fn boost(text: &str) -> Option<f64> {
    let factor = text.trim().parse::<f64>().ok().filter(|factor| factor.is_finite())?;
    Some(factor.clamp(LEAST_BOOST, MOST_BOOST))
}

/// Reads a factor; with what is to be said of it.
pub(crate) fn read_boost(text: &str) -> (Option<f64>, Option<String>) {
    let shown = prefix(text, 100).escape_debug();
    match (boost(text), text.trim().parse::<f64>()) {
        (Some(factor), Ok(written)) if factor.to_bits() == written.to_bits() => (Some(factor), None),
        (Some(factor), _) => (Some(factor), Some(format!("the boost {shown} is not from 0.5 to 2: {factor} is used"))),
        (None, _) => (None, Some(format!("the boost `{shown}` is no number from 0.5 to 2: it is not used"))),
    }
}

/// What the file for the whole folder says.
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
        let mut parts = text.splitn(4, '\t');
        let (order, position) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let (anchor, phrase) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(Filed { order, position, anchor, phrase })
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
            match (read.as_deref(), expected) {
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
            assert_eq!((read, told.is_some(), boost(text)), (factor, is_told, factor), "{text}");
        }
    }

    proptest! {
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
