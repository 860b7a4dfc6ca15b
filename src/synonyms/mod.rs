//! Words that mean the same: rules, and a tree in which the sides of rules are found word by word.

#[cfg(feature = "index")]
mod notation;
#[cfg(feature = "index")]
mod text;

use std::collections::HashSet;

#[cfg(feature = "index")]
pub(crate) use notation::{problem, rule_of};
#[cfg(feature = "index")]
pub(crate) use text::{builtin, read};

/// Words that stand one behind the other, folded.
pub(crate) type Side = Vec<String>;

/// A side has at most so many words: in an unspaced script, one character more.
pub(crate) const MAX_WORDS: usize = 16;

/// A rule has at most so many sides.
pub(crate) const MAX_SIDES: usize = 32;

/// A knowledge base has at most so many rules of its own.
#[cfg(feature = "index")]
pub(crate) const MAX_RULES: usize = 10_000;

/// Of an edition more rules are not read. The built-in ones come on top of a knowledge base's own.
pub(crate) const MAX_RULES_READ: usize = 11_000;

/// What means the same as what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Rule {
    /// What is looked for in a query.
    pub(crate) from: Vec<Side>,
    /// What each of those also finds. If there is none, they find each other.
    pub(crate) to: Vec<Side>,
}

impl Rule {
    /// The rule, if it says anything and keeps to the limits.
    pub(crate) fn checked(self) -> Option<Self> {
        let is_sound = |side: &Side| (1..=MAX_WORDS).contains(&side.len()) && side.iter().all(|word| !word.is_empty());
        let enough = self.from.len() + self.to.len() >= 2 && !self.from.is_empty();
        let fits = enough && self.from.len() + self.to.len() <= MAX_SIDES;
        (fits && self.from.iter().chain(&self.to).all(is_sound)).then_some(self)
    }

    /// What the side with this number also finds.
    pub(crate) fn others(&self, side: usize) -> impl Iterator<Item = &Side> {
        let own = if self.to.is_empty() { self.from.as_slice() } else { &[] };
        let own = own.iter().enumerate().filter(move |(number, _)| *number != side);
        own.map(|(_, other)| other).chain(&self.to)
    }
}

/// All rules of a knowledge base.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synonyms {
    rules: Vec<Rule>,
    /// Every side that is looked for, sorted by its words.
    places: Vec<Place>,
}

/// Where a side stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    rule: usize,
    side: usize,
}

impl Synonyms {
    /// The rules, each once, in order: of many that fit, the first come first.
    pub(crate) fn new(mut rules: Vec<Rule>) -> Self {
        let mut seen = HashSet::new();
        rules.retain(|rule| seen.insert(rule.clone()));
        let sides = |(rule, one): (usize, &Rule)| (0..one.from.len()).map(move |side| Place { rule, side });
        let places = rules.iter().enumerate().flat_map(sides).collect();
        let mut synonyms = Synonyms { rules, places };
        let mut places = std::mem::take(&mut synonyms.places);
        places.sort_by(|&a, &b| synonyms.words(a).cmp(synonyms.words(b)));
        Synonyms { places, ..synonyms }
    }

    #[cfg(feature = "index")]
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// All sides, of which no word has been read yet.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { synonyms: self, places: &self.places, depth: 0 }
    }

    fn words(&self, place: Place) -> &[String] {
        let side = self.rules.get(place.rule).and_then(|rule| rule.from.get(place.side));
        side.map_or(&[], Vec::as_slice)
    }
}

/// The sides that begin with certain words.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    synonyms: &'a Synonyms,
    places: &'a [Place],
    /// Number of those words.
    depth: usize,
}

impl<'a> Node<'a> {
    /// The sides that have no further word, as rules and numbers of sides, in order of the rules.
    pub(crate) fn ends(self) -> impl Iterator<Item = (&'a Rule, usize)> {
        let ends = self.places.iter().take_while(move |place| self.synonyms.words(**place).len() == self.depth);
        ends.filter_map(move |place| Some((self.synonyms.rules.get(place.rule)?, place.side)))
    }

    /// The sides that go on with a word that begins like this, by that word.
    pub(crate) fn next(self, beginning: &str) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        let before = self.places.partition_point(|place| self.word(*place) < Some(beginning));
        let mut rest = self.places.get(before..).unwrap_or_default();
        std::iter::from_fn(move || {
            let word = self.word(*rest.first()?).filter(|word| word.starts_with(beginning))?;
            let (places, others) = rest.split_at(rest.partition_point(|place| self.word(*place) <= Some(word)));
            rest = others;
            Some((word, Node { places, depth: self.depth + 1, ..self }))
        })
    }

    /// The sides that go on with this word.
    pub(crate) fn next_is(self, word: &str) -> Option<Node<'a>> {
        self.next(word).next().filter(|(found, _)| *found == word).map(|(_, node)| node)
    }

    /// The word of a side that is to be read next.
    fn word(self, place: Place) -> Option<&'a str> {
        self.synonyms.words(place).get(self.depth).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rule, Synonyms};

    fn synonyms(rules: &[&[&str]]) -> Synonyms {
        let side = |text: &&str| text.split(' ').map(str::to_owned).collect();
        let rules = rules.iter().map(|sides| Rule { from: sides.iter().map(side).collect(), to: Vec::new() });
        Synonyms::new(rules.collect())
    }

    #[test]
    fn sides_are_found_word_by_word() {
        let synonyms = synonyms(&[&["refund", "money back", "money"], &["money back", "cash"], &["moneyed", "rich"]]);
        let words: Vec<&str> = synonyms.root().next("mon").map(|(word, _)| word).collect();
        assert_eq!(words, ["money", "moneyed"]);
        let money = synonyms.root().next_is("money").unwrap();
        assert_eq!(money.ends().count(), 1);
        let others: Vec<String> = money
            .next_is("back")
            .unwrap()
            .ends()
            .flat_map(|(rule, side)| rule.others(side).map(|other| other.join(" ")).collect::<Vec<_>>())
            .collect();
        assert_eq!(others, ["refund", "money", "cash"]);
        assert!(synonyms.root().next_is("mone").is_none() && synonyms.root().next_is("zebra").is_none());
    }

    #[test]
    fn rules_without_sense_are_none() {
        let side = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (a, b) = (side(&["a"]), side(&["b"]));
        let is_rule = |from: &[&Vec<String>], to: &[&Vec<String>]| {
            let sides = |sides: &[&Vec<String>]| sides.iter().copied().cloned().collect();
            Rule { from: sides(from), to: sides(to) }.checked().is_some()
        };
        assert!(is_rule(&[&a, &b], &[]) && is_rule(&[&a], &[&b]));
        assert!(!is_rule(&[], &[]) && !is_rule(&[&a], &[]) && !is_rule(&[], &[&a, &b]));
        assert!(!is_rule(&[&a, &side(&[])], &[]) && !is_rule(&[&a], &[&side(&[""])]));
        assert!(!is_rule(&[&a], &[&side(&["a"; 17])]) && !is_rule(&[&a; 33], &[]));
    }
}
