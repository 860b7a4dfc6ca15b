//! What is asked of a corpus, by kind: made of its own articles, always the same.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::Path;

use nohold::article::Article;

use super::random::Random;

/// Questions by kind.
pub(crate) type Kinds = BTreeMap<String, Vec<String>>;

/// So many of the worst beginnings are asked, of either length.
const BEGINNINGS: usize = 20;

/// What nobody should have to wait for either: words that stand everywhere.
const STOP_WORDS: [&str; 24] = [
    "the",
    "of the",
    "is it in the",
    "to be or not to be",
    "what is this",
    "how do i do it",
    "and",
    "a",
    "who are you",
    "where is it",
    "can i have it",
    "it was not me",
    "this and that",
    "for you",
    "why",
    "when will it be there",
    "on the other",
    "as it is",
    "with or without",
    "who is it for",
    "what can i do",
    "have you got it",
    "to",
    "in",
];

/// Looks at articles as they are made.
#[derive(Default)]
pub(crate) struct Watcher {
    articles: usize,
    /// What the questions are made of: the titles and longest sections of some articles.
    sample: Vec<(String, String)>,
    seen: HashSet<String>,
}

impl Watcher {
    /// One in `every` articles is asked about.
    pub(crate) fn see(&mut self, article: &Article, every: usize) {
        if self.articles.is_multiple_of(every.max(1)) {
            let longest = article.sections.iter().map(|section| &section.text).max_by_key(|text| text.len());
            self.sample.push((article.title.clone(), longest.cloned().unwrap_or_default()));
        }
        self.articles += 1;
        let texts = article.sections.iter().flat_map(|section| [&section.heading, &section.text]);
        for word in texts.chain([&article.title]).flat_map(|text| words(text)) {
            if !self.seen.contains(word) {
                self.seen.insert(word.to_lowercase());
            }
        }
    }

    pub(crate) fn kinds(&self) -> Kinds {
        let of = |make: fn(&str, &str) -> String| {
            let made = self.sample.iter().map(|(title, text)| make(title, text));
            made.filter(|query| !query.trim().is_empty()).collect::<Vec<_>>()
        };
        let kinds = [
            ("exact title", of(|title, _| title.to_owned())),
            ("keywords", of(|_, text| keywords(text))),
            ("typo", of(|title, _| typo(title))),
            ("half-typed", of(|title, _| half(title).to_owned())),
            ("question", of(|title, _| format!("how do i use the {} in my work", title.to_lowercase()))),
            ("e-mail", of(mail)),
            ("stop words", STOP_WORDS.map(str::to_owned).to_vec()),
            ("worst 2 letters", self.beginnings(2)),
            ("worst 3 letters", self.beginnings(3)),
        ];
        kinds.into_iter().map(|(kind, queries)| (kind.to_owned(), queries)).collect()
    }

    /// The beginnings that most words have.
    fn beginnings(&self, letters: usize) -> Vec<String> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for word in self.seen.iter().filter(|word| word.chars().nth(letters).is_some()) {
            *counts.entry(word.chars().take(letters).collect()).or_default() += 1;
        }
        let mut counts: Vec<(usize, String)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
        counts.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        counts.into_iter().take(BEGINNINGS).map(|(_, word)| word).collect()
    }
}

/// What people really ask, by kind: a file of judged queries.
pub(crate) fn judged(file: &Path) -> io::Result<Kinds> {
    let mut kinds = Kinds::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        kinds.entry(format!("judged: {}", text("kind"))).or_default().push(text("text"));
    }
    Ok(kinds)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The three longest words among the first hundred, as they follow one another.
fn keywords(text: &str) -> String {
    let first: Vec<&str> = words(text).take(100).collect();
    let mut longest: Vec<usize> = (0..first.len()).collect();
    longest.sort_by_key(|&at| (std::cmp::Reverse(first[at].len()), at));
    longest.truncate(3);
    longest.sort_unstable();
    longest.into_iter().map(|at| first[at].to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Two letters in the midst of the longest word change places.
fn typo(title: &str) -> String {
    let longest = words(title).max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = Random::new(letters.len() as u64).below(2) + letters.len() / 2;
    if let [.., _, _] = letters.get(..=middle).unwrap_or_default() {
        letters.swap(middle - 1, middle);
    }
    title.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

/// Without the second half of the last word.
fn half(title: &str) -> &str {
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = title.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let middle = (last + title.len()).div_ceil(2);
    (middle..=title.len()).find_map(|end| title.get(..end)).unwrap_or(title)
}

fn mail(title: &str, text: &str) -> String {
    let body: Vec<&str> = words(text).take(80).collect();
    format!(
        "Dear team,\n\nI have read {title}, but it did not help me. {}.\n\nKind regards\nPat Example",
        body.join(" ")
    )
}
