//! What the file for the whole folder says of articles, put into their attributes.

use std::collections::{BTreeSet, HashSet};

use super::names::{Names, possible};
use super::said::Said;
use super::sources::{Attributes, Entry, Id, Sources, Text};
use crate::analysis::prefix;
use crate::article::Warning;
use crate::curation::{BOOST, FILED, Filed, Rule, Says, TERMS};
use crate::error::Result;
use crate::markdown::read_curation;

/// Rules as they are gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Curation {
    pub(super) rules: Vec<Rule>,
    /// Of the texts that they come from.
    pub(super) names: BTreeSet<String>,
}

impl Curation {
    /// Adds the rules of a text.
    pub(super) fn add(&mut self, source: &str, text: &[u8]) -> Vec<Warning> {
        let (rules, warnings) = read_curation(source, text);
        self.rules.extend(rules);
        self.names.insert(source.to_owned());
        warnings
    }
}

/// A warning for every rule about an article that is not there. One that is left out for an audience is.
pub(super) fn unknown(sources: &Sources, names: &Names) -> Vec<Warning> {
    let left_out: HashSet<&str> = sources.entries.iter().flat_map(|(id, entry)| left_out(id, entry)).collect();
    let is_out = |called: &str| {
        let possible = possible(called, None).unwrap_or_default();
        left_out.contains(called.trim()) || possible.iter().any(|name| left_out.contains(name.as_str()))
    };
    let missing = sources.curation.rules.iter().filter(|rule| names.find(&rule.article, None).is_none());
    let warning = |rule: &Rule| {
        let message = format!("there is no article `{}`", prefix(&rule.article, 200).escape_debug());
        Warning { path: rule.source.clone(), line: rule.line, message }
    };
    missing.filter(|rule| !is_out(&rule.article)).map(warning).collect()
}

/// What an article may be called, if it is left out.
fn left_out<'s>(id: &'s Id, entry: &'s Entry) -> impl Iterator<Item = &'s str> {
    let called = match &entry.text {
        Text::LeftOut(called) => called.as_slice(),
        _ => &[],
    };
    let id = (!entry.is_in()).then_some(id.as_ref());
    called.iter().map(String::as_str).chain(id)
}

/// Puts what rules say into the attributes of the articles that they are about, and numbers promotions and pins in the order
/// in which they stand: those that an earlier knowledge base had come first. Nothing of other rules stays.
pub(super) fn apply(rules: &[Rule], said: &mut Said<'_>) -> Result<()> {
    let mut filed = taken(said)?;
    for rule in rules {
        let Some(id) = said.names.find(&rule.article, None) else { continue };
        if let Some(attributes) = said.attributes(id)? {
            filed.extend(say(attributes, rule).map(|one| (id.clone(), one)));
        }
    }
    for ((id, one), order) in filed.into_iter().zip(0..) {
        if let Some(attributes) = said.attributes(&id)? {
            let written = Filed { order, ..one }.written();
            attributes.entry(FILED.to_owned()).or_default().push(written);
        }
    }
    Ok(())
}

/// Takes the promotions and pins that articles have already, in their order.
fn taken(said: &mut Said<'_>) -> Result<Vec<(Id, Filed)>> {
    let mut filed = Vec::new();
    for id in &said.sources.filed {
        let values = said.attributes(id)?.and_then(|attributes| attributes.remove(FILED)).unwrap_or_default();
        filed.extend(values.iter().filter_map(|value| Some((id.clone(), Filed::read(value)?))));
    }
    filed.sort_by_key(|(_, filed)| filed.order);
    Ok(filed)
}

/// What is left to be numbered.
fn say(attributes: &mut Attributes, rule: &Rule) -> Option<Filed> {
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
