//! Sections of different articles that say nearly the same, and those of them that say it with other figures.
//!
//! Texts are compared as sets of four words in a row, in which every figure counts as the same word. Two sections are
//! near-duplicates if at least half of their sets is common (the Jaccard index), or a quarter under the same heading. If their
//! headings are the same and their figures are not, they contradict each other, perhaps.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Fact, Facts};

/// Sections with fewer words are alike by chance.
const ENOUGH: usize = 20;

/// As many words in a row are compared.
const ROW: usize = 4;

/// What stands in more sections is a formula of the house.
const MOST: usize = 40;

/// So much must be common.
const ALIKE: f64 = 0.5;

/// The same under one heading.
const ALIKE_UNDER_ONE_HEADING: f64 = 0.25;

/// Two sections that say nearly the same.
pub(super) struct Pair {
    pub(super) sides: [Side; 2],
    /// 0.25 to 1.
    pub(super) similarity: f64,
    has_one_heading: bool,
}

pub(super) struct Side {
    pub(super) title: String,
    pub(super) id: String,
    pub(super) heading: String,
    pub(super) url: String,
    /// The figures that the other does not have.
    pub(super) figures: Vec<String>,
}

impl Pair {
    pub(super) fn is_contradiction(&self) -> bool {
        self.has_one_heading && self.sides.iter().any(|side| !side.figures.is_empty())
    }
}

/// A section as it is compared.
struct Text<'f> {
    fact: &'f Fact,
    heading: &'f str,
    anchor: &'f str,
    rows: BTreeSet<u64>,
    figures: Vec<String>,
}

/// Those that contradict each other first, then the most similar.
pub(super) fn pairs(facts: &Facts) -> Vec<Pair> {
    let texts: Vec<Text<'_>> = facts.live().flat_map(texts).collect();
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for sections in sections_by_row(&texts).values().filter(|sections| sections.len() <= MOST) {
        for (number, &a) in sections.iter().enumerate() {
            for &b in sections.iter().skip(number + 1) {
                *common.entry((a, b)).or_default() += 1;
            }
        }
    }
    let pairs = common.into_iter().filter_map(|((a, b), common)| pair(texts.get(a)?, texts.get(b)?, common));
    let mut pairs: Vec<Pair> = pairs.collect();
    pairs.sort_by(|a, b| {
        let order = b.is_contradiction().cmp(&a.is_contradiction());
        order.then_with(|| b.similarity.total_cmp(&a.similarity))
    });
    pairs
}

fn texts(fact: &Fact) -> impl Iterator<Item = Text<'_>> {
    let title = fact.article.title.as_str();
    fact.article.sections.iter().filter_map(move |section| {
        let words = words(&section.text);
        let heading = if section.heading.is_empty() { title } else { section.heading.as_str() };
        let anchor = section.anchor.as_str();
        let figures = words.iter().filter(|word| has_digit(word)).cloned().collect();
        (words.len() >= ENOUGH).then(|| Text { fact, heading, anchor, rows: rows(&words), figures })
    })
}

/// In lower case and without the signs around them; in scripts without spaces every character is one.
fn words(text: &str) -> Vec<String> {
    let is_sign = |c: char| !c.is_alphanumeric() && !"€$£¥%".contains(c);
    let parts = text.split_whitespace().flat_map(|word| {
        let word = word.trim_matches(is_sign).to_lowercase();
        if word.chars().any(|c| c > '\u{2e80}') { word.chars().map(String::from).collect() } else { vec![word] }
    });
    parts.filter(|word| !word.is_empty()).collect()
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

fn rows(words: &[String]) -> BTreeSet<u64> {
    let plain: Vec<&str> = words.iter().map(|word| if has_digit(word) { "#" } else { word }).collect();
    plain.windows(ROW).map(|row| hash(&row.join(" "))).collect()
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

fn sections_by_row(texts: &[Text<'_>]) -> BTreeMap<u64, Vec<usize>> {
    let mut sections: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        for row in &text.rows {
            sections.entry(*row).or_default().push(number);
        }
    }
    sections
}

fn pair(a: &Text<'_>, b: &Text<'_>, common: usize) -> Option<Pair> {
    let (first, second) = (&a.fact.article, &b.fact.article);
    let similarity = common as f64 / (a.rows.len() + b.rows.len() - common).max(1) as f64;
    let has_one_heading = a.heading.to_lowercase() == b.heading.to_lowercase();
    let least = if has_one_heading { ALIKE_UNDER_ONE_HEADING } else { ALIKE };
    let is_pair = first.id != second.id && first.lang == second.lang && similarity >= least;
    is_pair.then(|| Pair { sides: [a.side(b), b.side(a)], similarity, has_one_heading })
}

impl Text<'_> {
    fn side(&self, other: &Text<'_>) -> Side {
        let article = &self.fact.article;
        let anchor = if self.anchor.is_empty() { String::new() } else { format!("#{}", self.anchor) };
        let mut figures: Vec<String> = Vec::new();
        for figure in self.figures.iter().filter(|figure| !other.figures.contains(figure)) {
            if !figures.contains(figure) {
                figures.push(figure.clone());
            }
        }
        Side {
            title: article.title.clone(),
            id: article.id.clone(),
            heading: self.heading.to_owned(),
            url: format!("{}{anchor}", article.url),
            figures,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use nohold::KnowledgeBase;
    use nohold::article::Date;

    const TEXT: &str = "Send it back within 14 days of the day on which it came, unused and in its box, and we pay 5 \
        percent more than the law asks, to the card or the account from which it was paid at first.";

    /// The pairs of two articles with these texts.
    fn found(first: &str, second: &str) -> Vec<Pair> {
        let kb = KnowledgeBase::builder().lang("en").article("a.md", first).article("b.md", second).build().unwrap();
        pairs(&Facts::gather(&kb, Date::new(2026, 11, 23).unwrap()).unwrap())
    }

    #[test]
    fn other_figures_under_one_heading_contradict() {
        let text = |heading: &str, days: &str| format!("# T\n\n## {heading}\n\n{}", TEXT.replace("14", days));
        let same = found(&text("Returns", "14"), &text("Returns", "14"));
        assert!(same.len() == 1 && !same[0].is_contradiction() && same[0].similarity > 0.99);
        let other = found(&text("Returns", "14"), &text("Returns", "30"));
        assert!(other.len() == 1 && other[0].is_contradiction());
        assert_eq!(other[0].sides.each_ref().map(|side| side.figures.join(" ")), ["14", "30"]);
        let elsewhere = found(&text("Returns", "14"), &text("Exchange", "30"));
        assert!(elsewhere.len() == 1 && !elsewhere[0].is_contradiction());
    }

    #[test]
    fn what_cannot_contradict_is_left_aside() {
        let text = |matter: &str, text: &str| format!("---\n{matter}\n---\n# T\n\n## Returns\n\n{text}");
        let (plain, other) = (text("tags: [x]", TEXT), TEXT.replace("14", "30"));
        assert!(found(&plain, &text("expiryDate: 2026-01-01", &other)).is_empty(), "expired");
        assert!(found(&plain, &text("draft: true", &other)).is_empty(), "a draft");
        assert!(found(&plain, &text("lang: de", &other)).is_empty(), "another language");
        assert!(found(&plain, &text("tags: [x]", "Within 30 days.")).is_empty(), "short");
        assert!(found(&plain, &text("tags: [x]", &"Quite another text about lamps and tides. ".repeat(9))).is_empty());
    }
}
