//! A query to its plan, over the dictionaries. Never fails: words nobody knows become groups without forms.

use std::collections::HashMap;

use super::Query;
use super::lexicon::Lexicon;
use super::plan::{Group, Plan, Tolerance, Word};
use super::readings::Reader;
use super::synonyms::Meant;
use super::words::{Typed, words};
use crate::analysis::{Language, lower_case, prefix};
use crate::settings::Ranking;
use crate::synonyms::Synonyms;

/// Longer queries are no title, in bytes.
const LONGEST_NAME: usize = 1 << 10;

/// A longer query is reduced to its most telling words.
const MAX_GROUPS: usize = 64;

/// Plans queries over some dictionaries.
pub(crate) struct Understanding<'a> {
    pub(crate) lexicon: Lexicon<'a>,
    pub(crate) synonyms: &'a Synonyms,
    pub(crate) ranking: &'a Ranking,
}

impl Understanding<'_> {
    /// The plan of `query`, in which only words that nobody wrote may be misspelt.
    pub(crate) fn plan(&self, query: &Query) -> Plan {
        self.read(query, Tolerance::Unknown, None)
    }

    /// The same for a query of which no article has all words: now those that few wrote may be slips too. `None` if that
    /// changes nothing.
    pub(crate) fn reconsider(&self, query: &Query, plan: &Plan) -> Option<Plan> {
        if !plan.groups.iter().any(|group| group.may_be_slip) {
            return None;
        }
        let other = self.read(query, Tolerance::Rare, Some(plan));
        let changed = other.groups.iter().zip(&plan.groups).any(|(new, old)| new.forms != old.forms);
        changed.then_some(other)
    }

    /// `known` is the plan made before; its sure groups stay.
    fn read(&self, query: &Query, tolerance: Tolerance, known: Option<&Plan>) -> Plan {
        let &Understanding { lexicon, synonyms, ranking } = self;
        let tags = if query.language().is_empty() { lexicon.languages() } else { vec![query.language()] };
        let (words, told) = words(query, &tags);
        let language = Some(query.language()).filter(|tag| !tag.is_empty()).or(told).unwrap_or_default().to_owned();
        let languages = tags.iter().filter_map(|tag| Language::from_tag(tag)).collect();
        let mut reader = Reader { lexicon, ranking, tolerance, languages, words: &words, meant: HashMap::new() };
        let Meant { words: meant, phrases } = reader.meant(synonyms);
        reader.meant = meant;
        let known = |place: usize| known.and_then(|plan| plan.groups.get(place)).filter(|group| !group.may_be_slip);
        let group = |(place, (number, word)): (usize, (usize, &Typed))| {
            known(place).cloned().unwrap_or_else(|| reader.group(number, word))
        };
        let mut groups: Vec<Group> = telling(&words, lexicon).into_iter().enumerate().map(group).collect();
        let beginnings: Vec<Group> = groups.iter_mut().filter_map(Group::beginning).collect();
        groups.extend(beginnings.into_iter().chain(phrases));
        let counted = words.iter().filter(|word| word.kind.counts());
        Plan {
            groups,
            words: counted.map(as_typed).collect(),
            text: lower_case(prefix(bare(query.text()), LONGEST_NAME)),
            language,
        }
    }
}

/// A title or a query without what only ends a sentence.
pub(crate) fn bare(text: &str) -> &str {
    text.trim().trim_end_matches(['?', '!', '.']).trim_end()
}

fn as_typed(word: &Typed) -> Word {
    Word { term: word.term.clone(), range: word.range.clone(), typed: lower_case(&word.text) }
}

/// The words to look up, each once, in order. Of too many, those that are rarest in the articles, and no function words.
fn telling<'a>(words: &'a [Typed], lexicon: Lexicon<'_>) -> Vec<(usize, &'a Typed)> {
    let mut once: HashMap<(&str, bool), (usize, &Typed)> = HashMap::new();
    for (number, word) in words.iter().enumerate() {
        let known = once.entry((&word.term, word.kind.counts())).or_insert((number, word));
        // A word that may go on says all that it says elsewhere, and more.
        if word.may_go_on {
            *known = (number, word);
        }
    }
    let mut once: Vec<(usize, &Typed)> = once.into_values().collect();
    if once.len() > MAX_GROUPS {
        once.retain(|(_, word)| !word.is_function);
        once.sort_by_cached_key(|(number, word)| (rarity(lexicon.frequency(&word.term)), *number));
        once.truncate(MAX_GROUPS);
    }
    once.sort_by_key(|(number, _)| *number);
    once
}

/// Rare words first, unknown ones last: in a long text they are names more often than slips.
fn rarity(frequency: u32) -> u32 {
    if frequency == 0 { u32::MAX } else { frequency }
}
