//! What the file for the whole folder says of articles, put into their attributes.

use super::names::Names;
use crate::analysis::prefix;
use crate::article::{Article, Warning};
use crate::curation::{BOOST, FILED, Filed, Rule, Says, TERMS};

/// A warning for every rule about an article that is not there.
pub(super) fn unknown(rules: &[Rule], articles: &[(String, Article)]) -> Vec<Warning> {
    if rules.is_empty() {
        return Vec::new();
    }
    let names = Names::new(articles.iter().map(|(source, article)| (source, article)));
    let missing = rules.iter().filter(|rule| names.find(&rule.article, None).is_none());
    let warning = |rule: &Rule| {
        let message = format!("there is no article `{}`", prefix(&rule.article, 200).escape_debug());
        Warning { path: rule.source.clone(), line: rule.line, message }
    };
    missing.map(warning).collect()
}

/// Puts what rules say into the attributes of the articles that they are about, and numbers promotions and pins in the order
/// in which they stand: those that an earlier knowledge base had come first. Nothing of other rules stays.
pub(super) fn apply(rules: &[Rule], sources: &[String], articles: &mut [Article]) {
    let mut filed = taken(articles);
    if !rules.is_empty() {
        let names = Names::new(sources.iter().zip(&*articles));
        let found: Vec<(usize, &Rule)> =
            rules.iter().filter_map(|rule| Some((names.find(&rule.article, None)?, rule))).collect();
        for (number, rule) in found {
            if let Some(article) = articles.get_mut(number) {
                filed.extend(say(article, rule).map(|one| (number, one)));
            }
        }
    }
    for ((number, one), order) in filed.into_iter().zip(0..) {
        if let Some(article) = articles.get_mut(number) {
            let written = Filed { order, ..one }.written();
            article.meta.attributes.entry(FILED.to_owned()).or_default().push(written);
        }
    }
}

/// Takes the promotions and pins that articles have already, in their order.
fn taken(articles: &mut [Article]) -> Vec<(usize, Filed)> {
    let of = |(number, article): (usize, &mut Article)| {
        let values = article.meta.attributes.remove(FILED).unwrap_or_default();
        values.into_iter().filter_map(move |value| Some((number, Filed::read(&value)?)))
    };
    let mut filed: Vec<(usize, Filed)> = articles.iter_mut().enumerate().flat_map(of).collect();
    filed.sort_by_key(|(_, filed)| filed.order);
    filed
}

/// What is left to be numbered.
fn say(article: &mut Article, rule: &Rule) -> Option<Filed> {
    let attributes = &mut article.meta.attributes;
    match &rule.says {
        Says::Boost(factor) => drop(attributes.insert(BOOST.to_owned(), vec![factor.to_string()])),
        Says::Term(term) => {
            let terms = attributes.entry(TERMS.to_owned()).or_default();
            if !terms.contains(term) {
                terms.push(term.clone());
            }
        }
        Says::Promote { phrase, position } => {
            let anchor = rule.article.split_once('#').map_or("", |(_, anchor)| anchor.trim()).to_owned();
            return Some(Filed { order: 0, position: *position, anchor, phrase: phrase.clone() });
        }
    }
    None
}
