//! The fragments that lead to headings, in four dialects, exactly as the original packages make them.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::AnchorStyle;

/// Hands out the anchors of one article: what one heading has got, the next cannot get.
pub(super) struct Anchors {
    style: AnchorStyle,
    taken: HashSet<String>,
    /// The last number that was tried behind a name.
    counters: HashMap<String, u128>,
    /// Behind each name, runs of numbers that are known to be taken: from the first of each to its last.
    runs: HashMap<String, BTreeMap<u128, u128>>,
}

impl Anchors {
    pub(super) fn new(style: AnchorStyle) -> Self {
        Anchors { style, taken: HashSet::new(), counters: HashMap::new(), runs: HashMap::new() }
    }

    /// The anchor of a heading with this text.
    pub(super) fn of_heading(&mut self, text: &str) -> String {
        match self.style {
            AnchorStyle::GitHub => self.numbered(&github_slug(text)),
            AnchorStyle::Docusaurus => match explicit_id(text) {
                Some((_, id)) if !id.is_empty() => id.to_owned(),
                _ => self.numbered(&github_slug(text)),
            },
            AnchorStyle::PythonMarkdown => self.python_markdown(&python_slug(text)),
            AnchorStyle::VitePress => self.numbered(&vitepress_slug(text)),
        }
    }

    /// Notes an anchor that the author gave. Docusaurus lets another heading get the same.
    pub(super) fn reserve(&mut self, id: &str) {
        if self.style != AnchorStyle::Docusaurus {
            self.taken.insert(id.to_owned());
        }
    }

    /// With a number behind it if the name is taken. github-slugger counts on from the last one it gave; markdown-it-anchor
    /// counts from 1 each time, which comes to the same, as anchors are never given back.
    fn numbered(&mut self, slug: &str) -> String {
        let mut anchor = slug.to_owned();
        while !self.taken.insert(anchor.clone()) {
            let counter = self.counters.entry(slug.to_owned()).or_default();
            *counter += 1;
            anchor = format!("{slug}-{counter}");
        }
        anchor
    }

    /// A number at the end of the text itself is counted on: a second `step_2` becomes `step_3`.
    fn python_markdown(&mut self, slug: &str) -> String {
        if !slug.is_empty() && self.taken.insert(slug.to_owned()) {
            return slug.to_owned();
        }
        let (base, from) = numbered_name(slug).unwrap_or((slug, 0));
        format!("{base}_{}", self.take_number(base, from + 1))
    }

    /// Takes the first number from `first` on that is free behind a name. All that were tried become one run, over which
    /// the next search steps at once: no number is tried twice.
    fn take_number(&mut self, base: &str, mut first: u128) -> u128 {
        let runs = self.runs.entry(base.to_owned()).or_default();
        let mut number = first;
        loop {
            let run = runs.range(..=number).next_back().filter(|(_, last)| **last >= number);
            if let Some((start, last)) = run.map(|(start, last)| (*start, *last)) {
                runs.remove(&start);
                first = first.min(start);
                number = last + 1;
            } else if self.taken.insert(format!("{base}_{number}")) {
                break;
            } else {
                number += 1;
            }
        }
        runs.insert(first, number);
        number
    }
}

/// `step_2` as `step` and 2.
fn numbered_name(slug: &str) -> Option<(&str, u128)> {
    let (base, digits) = slug.rsplit_once('_')?;
    let is_number = !digits.is_empty() && digits.len() <= 30 && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok().map(|number| (base, number)))?
}

/// A heading's text and the id at its end, as in `Payment {#pay}`. Only the first character of an id may be `}` or begin
/// another `{#`.
pub(super) fn explicit_id(heading: &str) -> Option<(&str, &str)> {
    let inner = heading.strip_suffix('}')?;
    let last = inner.rfind("{#")?;
    let start = last - if inner.get(..last)?.ends_with("{#") { "{#".len() } else { 0 };
    let id = inner.get(start + "{#".len()..)?;
    let well_formed = !id.is_empty() && !id.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    let behind_first = id.char_indices().nth(1).map_or("", |(at, _)| id.get(at..).unwrap_or_default());
    (well_formed && !behind_first.contains('}'))
        .then(|| (heading.get(..start).unwrap_or_default().trim_end(), id.trim_matches(is_js_space)))
}

/// Lower case, without what is not a letter, mark, decimal digit, connector, hyphen or space; spaces become hyphens.
fn github_slug(text: &str) -> String {
    let kept = |c: &char| c.is_alphabetic() || matches!(c, ' ' | '-') || is_digit_mark_or_connector(*c);
    text.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn is_digit_mark_or_connector(c: char) -> bool {
    let category = c.general_category();
    is_combining_mark(c) || matches!(category, GeneralCategory::DecimalNumber | GeneralCategory::ConnectorPunctuation)
}

/// ASCII words in lower case, with one hyphen between.
fn python_slug(text: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}');
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-') || is_space(*c);
    let ascii: String = text.nfkd().filter(kept).collect();
    let mut slug = String::new();
    for c in ascii.trim_matches(is_space).chars() {
        match c {
            c if is_space(c) || c == '-' => slug.extend((!slug.ends_with('-')).then_some('-')),
            c => slug.push(c.to_ascii_lowercase()),
        }
    }
    slug
}

/// Without accents and control characters; hyphens for spaces and punctuation, none at the ends; `_` before a digit.
fn vitepress_slug(text: &str) -> String {
    let special = |c: char| c.is_ascii_punctuation() || "“”‘’".contains(c) || is_js_space(c);
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\0'..='\u{1f}')) {
        match c {
            c if special(c) => slug.extend((!slug.ends_with('-')).then_some('-')),
            c => slug.push(c),
        }
    }
    let slug = slug.trim_matches('-');
    let prefix = if slug.starts_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
    format!("{prefix}{slug}").to_lowercase()
}

/// What `\s` means in JavaScript.
fn is_js_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Each vector is the headings of a document and the anchors that the original package gives them.
    fn check(vectors: &str, style: AnchorStyle) {
        let vectors: Vec<(Vec<String>, Vec<String>)> = serde_json::from_str(vectors).unwrap();
        assert!(vectors.len() >= 500);
        for (headings, expected) in vectors {
            let mut anchors = Anchors::new(style);
            let made: Vec<String> = headings.iter().map(|heading| anchors.of_heading(heading)).collect();
            assert_eq!(made, expected, "{style:?}: {headings:?}");
        }
    }

    #[test]
    fn github() {
        check(include_str!("../../tests/data/anchors/github.json"), AnchorStyle::GitHub);
    }

    #[test]
    fn docusaurus() {
        check(include_str!("../../tests/data/anchors/docusaurus.json"), AnchorStyle::Docusaurus);
    }

    #[test]
    fn python_markdown() {
        check(include_str!("../../tests/data/anchors/python-markdown.json"), AnchorStyle::PythonMarkdown);
    }

    #[test]
    fn vitepress() {
        check(include_str!("../../tests/data/anchors/vitepress.json"), AnchorStyle::VitePress);
    }

    #[test]
    fn many_equal_headings_take_linear_time() {
        for style in [AnchorStyle::GitHub, AnchorStyle::PythonMarkdown, AnchorStyle::VitePress] {
            let mut anchors = Anchors::new(style);
            let last = (0..100_000).map(|_| anchors.of_heading("Notes")).last().unwrap();
            assert!(last.ends_with("99999"), "{last}");
        }
    }

    #[test]
    fn numbered_headings_again_take_linear_time() {
        let mut anchors = Anchors::new(AnchorStyle::PythonMarkdown);
        let numbered = || (5..50_000).map(|number| format!("a_{number}"));
        assert!(numbered().all(|heading| anchors.of_heading(&heading) == heading));
        assert!(numbered().all(|heading| anchors.of_heading(&heading) != heading));
        let last = (0..50_000).map(|_| anchors.of_heading("a_5")).last().unwrap();
        assert_eq!(last, "a_149994");
    }
}
