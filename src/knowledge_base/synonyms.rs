//! The rules of synonyms of a knowledge base: those of texts, those of its articles, and the built-in ones.

use std::collections::{BTreeSet, HashSet};

use crate::analysis::{prefix, primary};
use crate::article::{Article, Warning};
use crate::synonyms::{MAX_RULES, Rule, Synonyms, builtin, read, rule_of};

/// Rules as they are gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    all: Vec<Rule>,
    /// Of the texts that they come from.
    texts: BTreeSet<String>,
    pub(super) without_builtin: bool,
}

impl Rules {
    /// The rules of texts that an earlier knowledge base had.
    pub(super) fn again(rules: &[Rule], without_builtin: bool) -> Self {
        Rules { all: rules.to_vec(), texts: BTreeSet::new(), without_builtin }
    }

    /// Number of different rules that have been gathered.
    pub(super) fn own(&self) -> u32 {
        self.all.iter().collect::<HashSet<_>>().len() as u32
    }

    /// Adds the rules of a text.
    pub(super) fn add(&mut self, source: &str, text: &[u8]) -> Vec<Warning> {
        let (rules, warnings) = read(source, text, self.room());
        self.all.extend(rules);
        self.texts.insert(source.to_owned());
        warnings
    }

    /// Forgets the rules of texts, and says what the texts were called.
    pub(super) fn forget(&mut self) -> BTreeSet<String> {
        self.all.clear();
        std::mem::take(&mut self.texts)
    }

    fn room(&self) -> usize {
        MAX_RULES.saturating_sub(self.all.len())
    }

    /// Adds the rules of an article that was read from `path`; articles must come in order of id.
    pub(super) fn add_article(&mut self, path: &str, article: &Article) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for text in &article.meta.synonyms {
            let problem = self.add_one(text, article).err();
            let warning = |message| Warning { path: path.to_owned(), line: 0, message };
            let text = prefix(text, 100).escape_debug();
            warnings.extend(problem.map(|why| warning(format!("the synonym `{text}` is not used: {why}"))));
        }
        warnings
    }

    /// All of them, with the built-in ones if they are used and any article is in English.
    pub(super) fn finished(mut self, has_english: bool) -> Synonyms {
        if !self.without_builtin && has_english {
            self.all.extend(builtin());
        }
        Synonyms::new(self.all)
    }

    fn add_one(&mut self, text: &str, article: &Article) -> Result<(), String> {
        if self.room() == 0 {
            return Err("there are more than 10,000 rules".to_owned());
        }
        self.all.push(rule_of(text, &article.title)?);
        Ok(())
    }
}

pub(super) fn is_english(tag: &str) -> bool {
    primary(tag).eq_ignore_ascii_case("en")
}
