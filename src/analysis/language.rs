//! The languages whose inflections are known.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// A tag without region and script, in the letter case that it has.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// No language has longer endings, in letters, counted from the last of the stem. What is longer need not be stemmed.
const LONGEST_ENDING: usize = 10;

/// A language with a stemmer. Stems never stand in the index: they only decide, at query time, which words of the
/// dictionary are inflections of one another.
#[derive(Clone, Copy)]
pub(crate) struct Language {
    stemmer: Stemmer,
    links: &'static [&'static str],
}

impl Language {
    /// From a BCP 47 tag such as `de`, `pt-BR` or `nb`; `None` if this build has no stemmer for it.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = primary(tag).to_ascii_lowercase();
        let name = match primary.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        let is_code = matches!(name.len(), 2 | 3);
        let algorithm = Algorithm::from_name(name).ok().filter(|_| is_code)?;
        Some(Language { stemmer: Stemmer::new(algorithm), links: links(name) })
    }

    /// What may stand between the words of a compound: `s` in `Kündigungsfrist`.
    pub(crate) fn links(&self) -> &'static [&'static str] {
        self.links
    }

    /// The stem of a folded word, and how all words that have it begin: as the word and its stem both do, less the stem's
    /// last letter. `None` if that is next to nothing.
    pub(crate) fn family<'a>(&self, word: &'a str) -> Option<(Cow<'a, str>, String)> {
        let stem = self.stem(word);
        let letters = stem.chars().count();
        let common = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
        let kept = common.min(if letters > 3 { letters - 1 } else { letters });
        (kept > 1).then(|| (stem.clone(), stem.chars().take(kept).collect()))
    }

    /// Whether a term that begins as a family does may belong to it: endings are short, and have no digits.
    pub(crate) fn may_end_so(term: &str, beginning: &str) -> bool {
        let ending = term.get(beginning.len()..).unwrap_or_default();
        ending.chars().count() <= LONGEST_ENDING && !ending.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The stem of a folded word.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        self.stemmer.stem(word)
    }
}

fn links(tag: &str) -> &'static [&'static str] {
    match tag {
        "de" => &["s", "es", "n", "en", "er", "e"],
        "nl" => &["s", "en", "e"],
        "da" | "no" | "sv" => &["s", "e"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags() {
        for tag in ["en", "en-GB", "DE", "pt_BR", "nb", "fr-CA", "es", "ru"] {
            assert!(Language::from_tag(tag).is_some(), "{tag}");
        }
        for tag in ["", "ja", "zh-Hant", "x", "english", "porter", "\u{1f600}"] {
            assert!(Language::from_tag(tag).is_none(), "{tag}");
        }
    }
}
