//! What front matter, and the file for the whole folder, say about how articles are found.

use std::collections::BTreeMap;

use super::value::{ELSEWHERE, Entry, Value};
use super::warnings::Warnings;
use super::{source, yaml};
use crate::analysis::prefix;
use crate::article::Warning;
use crate::curation::{BOOST, FILED, MOST_OF_ONE, PROMOTE, Phrase, Rule, Says, TERMS, read_boost, words};

/// More rules of a file are not used.
const MOST_RULES: usize = 10_000;

/// Whether a file of a folder says how the articles of all of it are found.
#[cfg(feature = "fs")]
pub(crate) fn is_curation(path: &str) -> bool {
    matches!(path, "_curation.yml" | "_curation.yaml")
}

/// Whether a key is read here, and by nobody else.
pub(super) fn is_read(key: &str) -> bool {
    let key = key.to_lowercase();
    [PROMOTE, BOOST, TERMS, FILED]
        .iter()
        .any(|own| key.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// What front matter says of how its article is found, as attributes.
pub(super) fn read(entries: &[Entry], warnings: &mut Warnings) -> BTreeMap<String, Vec<String>> {
    let mut attributes = BTreeMap::new();
    for entry in entries.iter().filter(|entry| is_read(&entry.key)) {
        let found = if entry.is(PROMOTE) {
            (PROMOTE, usable(entry, false, warnings, &|text| Phrase::read(text).err()))
        } else if entry.is(TERMS) {
            (TERMS, usable(entry, true, warnings, &no_words))
        } else if entry.is(BOOST) {
            (BOOST, factor(entry, warnings).map(|factor| factor.to_string()).into_iter().collect())
        } else {
            let message = format!("`{}` is not understood: it is not used", entry.key.escape_debug());
            warnings.at(entry.line, message);
            continue;
        };
        // Of a key that stands here again the last one counts, and an article goes before its folders, which come behind it.
        if entry.line != ELSEWHERE || !attributes.contains_key(found.0) {
            attributes.insert(found.0.to_owned(), found.1);
        }
    }
    attributes.retain(|_, values| !values.is_empty());
    attributes
}

fn no_words(text: &str) -> Option<&'static str> {
    words(text).is_empty().then_some("it has no words")
}

fn factor(entry: &Entry, warnings: &mut Warnings) -> Option<f64> {
    let Some(text) = entry.value.scalar() else {
        let message = format!("a boost should be a number from 0.5 to 2, not {}: it is not used", entry.value.kind());
        warnings.at(entry.line, message);
        return None;
    };
    let (factor, problem) = read_boost(&text);
    if let Some(problem) = problem {
        warnings.at(entry.line, problem);
    }
    factor
}

/// The texts of a list, or the one that is in none, without those with a `problem`. `commas` says whether a text with commas
/// is a list.
fn usable(
    entry: &Entry,
    commas: bool,
    warnings: &mut Warnings,
    problem: &dyn Fn(&str) -> Option<&'static str>,
) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for text in texts_of(entry, commas, warnings) {
        match problem(&text) {
            Some(why) => {
                let shown = prefix(&text, 100).escape_debug();
                warnings.at(entry.line, format!("`{shown}` is not used: {why}"));
            }
            None if texts.contains(&text) => {}
            None => texts.push(text),
        }
    }
    if texts.len() > MOST_OF_ONE {
        warnings.at(entry.line, format!("`{}` has more than {MOST_OF_ONE} texts: the rest is not used", entry.key));
        texts.truncate(MOST_OF_ONE);
    }
    texts
}

fn texts_of(entry: &Entry, commas: bool, warnings: &mut Warnings) -> Vec<String> {
    let mut wrong = |value: &Value| {
        let key = prefix(&entry.key, 100).escape_debug();
        warnings.at(entry.line, format!("`{key}` should be a list of texts, not {}", value.kind()));
    };
    match &entry.value {
        Value::Text(text) if commas => text.split(',').map(|part| part.trim().to_owned()).collect(),
        Value::List(values) => {
            let text = |value: &Value| {
                let text = value.scalar();
                if text.is_none() {
                    wrong(value);
                }
                text
            };
            values.iter().filter_map(text).collect()
        }
        value => {
            let text = value.scalar();
            if text.is_none() && !value.is_blank() {
                wrong(value);
            }
            text.into_iter().collect()
        }
    }
}

/// Reads the file for the whole folder. What is not understood is a warning, and the rest holds.
pub(crate) fn read_file(path: &str, bytes: &[u8]) -> (Vec<Rule>, Vec<Warning>) {
    let mut warnings = Warnings::new(path);
    let text = source::decode(bytes, &mut warnings);
    let entries = yaml::read(&text, 1, &mut warnings).map(|(entries, _)| entries);
    let mut file = File { path, rules: Vec::new(), warnings };
    match entries {
        Some(entries) => entries.iter().for_each(|entry| file.part(entry)),
        None => file.warnings.at(1, "expected `promote`, `pin`, `boost` or `terms`, each with a map"),
    }
    if file.rules.len() > MOST_RULES {
        file.rules.truncate(MOST_RULES);
        file.warnings.at(0, "there are more than 10,000 rules: the rest of them is not used");
    }
    (file.rules, file.warnings.into_sorted())
}

/// A file that is being read.
struct File<'a> {
    path: &'a str,
    rules: Vec<Rule>,
    warnings: Warnings,
}

impl File<'_> {
    fn part(&mut self, entry: &Entry) {
        let read: fn(&mut Self, &Entry) = match entry.key.to_lowercase().as_str() {
            "promote" => Self::promote,
            "pin" => Self::pin,
            "boost" => Self::boost,
            "terms" => Self::terms,
            _ => {
                let key = prefix(&entry.key, 100).escape_debug();
                return self
                    .warnings
                    .at(entry.line, format!("`{key}` is none of `promote`, `pin`, `boost` and `terms`"));
            }
        };
        match &entry.value {
            Value::Map(entries) => entries.iter().for_each(|entry| read(self, entry)),
            Value::Null => {}
            value => {
                let message = format!("`{}` should be a map, not {}", entry.key, value.kind());
                self.warnings.at(entry.line, message);
            }
        }
    }

    /// `refund deadline: policies/refunds.md#deadline`, or a list of articles.
    fn promote(&mut self, entry: &Entry) {
        for article in texts_of(entry, false, &mut self.warnings) {
            self.phrase(&entry.key, 0, article, entry.line);
        }
    }

    /// `christmas: {1: shop/christmas.md}`.
    fn pin(&mut self, entry: &Entry) {
        let Value::Map(places) = &entry.value else {
            let message = format!("a pin should be a map such as `1: article.md`, not {}", entry.value.kind());
            return self.warnings.at(entry.line, message);
        };
        for place in places {
            match (place.key.trim().parse(), place.value.scalar()) {
                (Ok(position @ 1..=3), Some(article)) => self.phrase(&entry.key, position, article, place.line),
                (Ok(1..=3), None) => self.warnings.at(place.line, "behind the position stands no article"),
                _ => {
                    let shown = prefix(&place.key, 100).escape_debug();
                    self.warnings.at(place.line, format!("`{shown}` is no position from 1 to 3"));
                }
            }
        }
    }

    fn phrase(&mut self, phrase: &str, position: u8, article: String, line: usize) {
        let anchor = article.split_once('#').map_or("", |(_, anchor)| anchor);
        match Phrase::new(phrase, anchor) {
            Err(why) => {
                let shown = prefix(phrase, 100).escape_debug();
                self.warnings.at(line, format!("the phrase `{shown}` is not used: {why}"));
            }
            Ok(_) => self.add(line, article, Says::Promote { phrase: phrase.trim().to_owned(), position }),
        }
    }

    fn boost(&mut self, entry: &Entry) {
        if let Some(factor) = factor(entry, &mut self.warnings) {
            self.add(entry.line, entry.key.clone(), Says::Boost(factor));
        }
    }

    fn terms(&mut self, entry: &Entry) {
        for term in usable(entry, true, &mut self.warnings, &no_words) {
            self.add(entry.line, entry.key.clone(), Says::Term(term));
        }
    }

    fn add(&mut self, line: usize, article: String, says: Says) {
        self.rules.push(Rule { source: self.path.to_owned(), line, article, says });
    }
}

#[cfg(test)]
mod tests {
    use super::read_file;
    use crate::curation::Says;

    fn shown(text: &str) -> (Vec<String>, Vec<String>) {
        let (rules, warnings) = read_file("_curation.yml", text.as_bytes());
        let rule = |rule: &super::Rule| {
            let says = match &rule.says {
                Says::Promote { phrase, position } => format!("{phrase}@{position}"),
                Says::Boost(factor) => factor.to_string(),
                Says::Term(term) => format!("={term}"),
            };
            format!("{}:{} {says}", rule.line, rule.article)
        };
        (rules.iter().map(rule).collect(), warnings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rules_are_read() {
        let cases: [(&str, &[&str]); 7] = [
            ("promote:\n  refund: a.md", &["2:a.md refund@0"]),
            ("promote:\n  money back: [a.md, b.md#x]", &["2:a.md money back@0", "2:b.md#x money back@0"]),
            ("pin:\n  christmas:\n    1: a.md\n    3: b.md", &["3:a.md christmas@1", "4:b.md christmas@3"]),
            ("boost: {a.md: 1.5, b.md: 2}", &["1:a.md 1.5", "1:b.md 2"]),
            ("terms:\n  a.md: kindle, nook\n  b.md: [x, x]", &["2:a.md =kindle", "2:a.md =nook", "3:b.md =x"]),
            ("Promote:\n  2026: a.md", &["2:a.md 2026@0"]),
            ("# nothing\npromote:\n", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), (expected.iter().map(ToString::to_string).collect(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_the_rest_holds() {
        let long = format!("promote:\n  {}: a.md", "w ".repeat(20).trim());
        let cases = [
            ("promote: a.md", 0, ":1: `promote` should be a map, not text"),
            ("promotions:\n  a: b", 0, ":1: `promotions` is none of"),
            ("- a\n- b", 0, ":1: expected `promote`"),
            ("just text", 0, ":1: expected `promote`"),
            ("promote:\n  '!': a.md\n  b: c.md", 1, ":2: the phrase `!` is not used: it has no words"),
            ("promote:\n  a: {b: c}", 0, ":2: `a` should be a list of texts, not a map"),
            ("promote:\n  a: [b.md, {c: d}]", 1, ":2: `a` should be a list of texts, not a map"),
            (&long, 0, "more than 16 words"),
            ("pin:\n  a: b.md", 0, ":2: a pin should be a map"),
            ("pin:\n  a: {4: b.md, 1: c.md}", 1, ":2: `4` is no position from 1 to 3"),
            ("pin:\n  a: {first: b.md}", 0, "`first` is no position"),
            ("pin:\n  a: {1: [b.md]}", 0, "no article"),
            ("boost:\n  a.md: 7", 1, ":2: the boost 7 is not from 0.5 to 2: 2 is used"),
            ("boost:\n  a.md: high", 0, ":2: the boost `high` is no number"),
            ("boost:\n  a.md: [1]", 0, "should be a number"),
            ("boost:\n  a.md: .nan", 0, "no number"),
            ("terms:\n  a.md: ['!', b]", 1, ":2: `!` is not used: it has no words"),
            ("promote:\n  a: b.md\nboost: [\n", 1, "not YAML"),
            ("promote:\n  a: *x\n", 0, "aliases are not followed"),
            ("\u{0}\t- :", 0, "_curation.yml"),
        ];
        for (text, rules, part) in cases {
            let (found, warnings) = shown(text);
            assert_eq!(found.len(), rules, "{text}: {found:?}");
            assert!(warnings.iter().any(|warning| warning.contains(part)), "{text}: {warnings:?}");
        }
        let many = (0..=super::MOST_RULES).fold("boost:\n".to_owned(), |text, n| text + &format!("  a{n}: 1\n"));
        let (found, warnings) = shown(&many);
        assert_eq!((found.len(), warnings.len()), (super::MOST_RULES, 1));
    }
}
