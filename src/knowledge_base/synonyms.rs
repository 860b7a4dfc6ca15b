//! The rules of synonyms of a knowledge base: those of texts, those of its articles, and the built-in ones.

use std::collections::HashSet;

use crate::analysis::{prefix, primary};
use crate::article::{Article, Warning};
use crate::synonyms::{MAX_RULES, Rule, Synonyms, builtin, read, rule_of};

/// Rules as they are gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    pub(super) without_builtin: bool,
}

impl Rules {
    /// The rules of texts that an earlier knowledge base had.
    pub(super) fn again(rules: &[Rule], without_builtin: bool) -> Self {
        Rules { rules: rules.to_vec(), without_builtin }
    }

    /// Number of different rules that have been gathered.
    pub(super) fn own(&self) -> u32 {
        self.rules.iter().collect::<HashSet<_>>().len() as u32
    }

    /// Adds the rules of a text.
    pub(super) fn add(&mut self, source: &str, text: &[u8]) -> Vec<Warning> {
        let (rules, warnings) = read(source, text, self.room());
        self.rules.extend(rules);
        warnings
    }

    fn room(&self) -> usize {
        MAX_RULES.saturating_sub(self.rules.len())
    }

    /// All rules for these articles, which are in order of id. `sources` says where they come from.
    pub(super) fn of(mut self, sources: &[String], articles: &[Article], warnings: &mut Vec<Warning>) -> Synonyms {
        for (source, article) in sources.iter().zip(articles) {
            for text in &article.meta.synonyms {
                let problem = self.add_one(text, article).err();
                let warning = |message| Warning { path: source.clone(), line: 0, message };
                let text = prefix(text, 100).escape_debug();
                warnings.extend(problem.map(|why| warning(format!("the synonym `{text}` is not used: {why}"))));
            }
        }
        if !self.without_builtin && articles.iter().any(|article| is_english(&article.lang)) {
            self.rules.extend(builtin());
        }
        Synonyms::new(self.rules)
    }

    fn add_one(&mut self, text: &str, article: &Article) -> Result<(), String> {
        if self.room() == 0 {
            return Err("there are more than 10,000 rules".to_owned());
        }
        self.rules.push(rule_of(text, &article.title)?);
        Ok(())
    }
}

fn is_english(tag: &str) -> bool {
    primary(tag).eq_ignore_ascii_case("en")
}
