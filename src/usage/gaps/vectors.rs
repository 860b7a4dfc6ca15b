//! Queries as vectors of unit length, one direction a stem: what is rare in the log and in the articles weighs more.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::Asked;
use crate::analysis::Language;
use crate::knowledge_base::KnowledgeBase;
use crate::synonyms::Synonyms;

/// Weights by direction, in order of the directions.
pub(super) type Vector = Vec<(u32, f64)>;

pub(super) struct Vectors {
    /// One a query, in their order.
    pub(super) all: Vec<Vector>,
}

impl Vectors {
    pub(super) fn new(asked: &[Asked<'_>], kb: &KnowledgeBase) -> Self {
        let language = Language::from_tag(&kb.main_language());
        let same = kb.with_synonyms(|synonyms| Same::new(synonyms, language));
        let stems: Vec<Vec<Meaning<'_>>> = asked.iter().map(|asked| same.meanings(asked)).collect();
        let mut directions: BTreeMap<&str, u32> = BTreeMap::new();
        for meaning in stems.iter().flatten() {
            let next = directions.len() as u32;
            directions.entry(&meaning.name).or_insert(next);
        }
        let weights = weights(&stems, &directions, kb);
        let weight = |direction: u32| weights.get(direction as usize).copied().unwrap_or_default();
        let vector = |meanings: &Vec<Meaning<'_>>| {
            let own = meanings.iter().filter_map(|meaning| directions.get(meaning.name.as_str()));
            let own: BTreeMap<u32, f64> = own.map(|&direction| (direction, weight(direction))).collect();
            unit(own.into_iter().collect())
        };
        Vectors { all: stems.iter().map(vector).collect() }
    }

    pub(super) fn of(&self, query: usize) -> &[(u32, f64)] {
        self.all.get(query).map_or(&[], Vec::as_slice)
    }
}

/// A word of a query, or several that mean one thing.
struct Meaning<'a> {
    name: String,
    words: Vec<&'a str>,
}

/// `ln(1 + all / having)`, over the different queries and the sections together.
fn weights(queries: &[Vec<Meaning<'_>>], directions: &BTreeMap<&str, u32>, kb: &KnowledgeBase) -> Vec<f64> {
    let mut having = vec![0.0; directions.len()];
    let mut add = |name: &str, count: f64| {
        let direction = directions.get(name).and_then(|&direction| having.get_mut(direction as usize));
        if let Some(sum) = direction {
            *sum += count;
        }
    };
    let meanings = || queries.iter().flatten();
    meanings().for_each(|meaning| add(&meaning.name, 1.0));
    let words = meanings().flat_map(|meaning| meaning.words.iter().map(|word| (meaning.name.as_str(), *word)));
    let words: BTreeSet<(&str, &str)> = words.collect();
    let sections = kb.frequencies(words.iter().map(|(_, word)| *word));
    words.iter().zip(sections).for_each(|((name, _), sections)| add(name, f64::from(sections)));
    let all = (queries.len() + kb.sections()) as f64;
    having.into_iter().map(|having: f64| libm::log(1.0 + all / having.max(1.0))).collect()
}

/// The cosine of two vectors of unit length.
pub(super) fn cosine(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(&&(first, x)), Some(&&(second, y))) = (a.peek(), b.peek()) {
        if first == second {
            sum += x * y;
        }
        if first <= second {
            a.next();
        }
        if second <= first {
            b.next();
        }
    }
    sum
}

/// The vector with its length made 1.
pub(super) fn unit(mut vector: Vector) -> Vector {
    let length = libm::sqrt(vector.iter().map(|(_, weight)| weight * weight).sum());
    if length > 0.0 {
        for (_, weight) in &mut vector {
            *weight /= length;
        }
    }
    vector
}

/// Words that mean the same, by their stems: each has one that stands for all.
struct Same {
    /// By the stems of a side, in order of the alphabet.
    sides: BTreeMap<Vec<String>, Side>,
}

struct Side {
    /// With their stems.
    words: Vec<(String, String)>,
    /// What stands for the rule.
    name: String,
}

/// Words with the same stem are inflections of one another if they are about as long: `edition` is none of `edit`.
const INFLECTION: usize = 2;

impl Side {
    /// Whether a query has all words of the side, in some form.
    fn is_in(&self, all: &BTreeSet<(String, String)>) -> bool {
        let is_form = |(stem, word): &(String, String), (own, form): &(String, String)| {
            stem == own && word.chars().count().abs_diff(form.chars().count()) <= INFLECTION
        };
        self.words.iter().all(|word| all.iter().any(|form| is_form(word, form)))
    }
}

impl Same {
    fn new(synonyms: &Synonyms, language: Option<Language>) -> Self {
        let stem = |word: &str| language.map_or_else(|| word.to_owned(), |language| language.stem(word).into_owned());
        let mut same = Same { sides: BTreeMap::new() };
        for rule in synonyms.rules() {
            let sides: Vec<Vec<(String, String)>> = rule
                .from
                .iter()
                .chain(&rule.to)
                .map(|side| sorted(side.iter().map(|word| (stem(word), word.clone())).collect()))
                .collect();
            let known = sides.iter().find_map(|side| same.sides.get(&stems(side)).map(|known| known.name.clone()));
            let first = || sides.first().map(|side| stems(side).join(" ")).unwrap_or_default();
            let name = known.unwrap_or_else(first);
            for words in sides {
                same.sides.entry(stems(&words)).or_insert_with(|| Side { words, name: name.clone() });
            }
        }
        same
    }

    /// What a query says: its stems, those of a side as one.
    fn meanings<'a>(&self, asked: &'a Asked<'_>) -> Vec<Meaning<'a>> {
        let all = &asked.all_stems;
        let firsts: BTreeSet<&String> = all.iter().map(|(stem, _)| stem).collect();
        let found = firsts.into_iter().flat_map(|first| {
            let sides = self.sides.range(vec![first.clone()]..);
            sides.take_while(move |(stems, _)| stems.first() == Some(first))
        });
        let is_own = |stem: &String| asked.stems.iter().any(|(own, _)| own == stem);
        let found: Vec<(&Vec<String>, &Side)> =
            found.filter(|(stems, side)| stems.iter().any(is_own) && side.is_in(all)).collect();
        let words_of = |side: &Vec<String>| {
            let words = asked.stems.iter().filter(|(stem, _)| side.contains(stem));
            words.map(|(_, word)| word.as_str()).collect()
        };
        let others = asked.stems.iter().filter(|(stem, _)| !found.iter().any(|(side, _)| side.contains(stem)));
        let others = others.map(|(stem, word)| Meaning { name: stem.clone(), words: vec![word] });
        // No stem of anybody's query begins with a space: a name cannot be taken for one.
        let named =
            found.iter().map(|(stems, side)| Meaning { name: format!(" {}", side.name), words: words_of(stems) });
        others.chain(named).collect()
    }
}

fn sorted(mut words: Vec<(String, String)>) -> Vec<(String, String)> {
    words.sort_unstable();
    words
}

fn stems(words: &[(String, String)]) -> Vec<String> {
    words.iter().map(|(stem, _)| stem.clone()).collect()
}
