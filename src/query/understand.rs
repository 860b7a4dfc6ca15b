//! A query to its plan, over the dictionaries. Never fails: words nobody knows become groups without forms.

use std::collections::HashMap;

use super::Query;
use super::known::KnownWords;
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
    pub(crate) known: &'a KnownWords,
    pub(crate) synonyms: &'a Synonyms,
    pub(crate) ranking: &'a Ranking,
}

impl<'a> Understanding<'a> {
    /// The plan of `query`, in which only words that nobody wrote may be misspelt.
    pub(crate) fn plan(&self, query: &Query) -> Plan {
        let tags = self.tags(query);
        let (words, told) = words(query, &tags);
        let mut reader = self.reader(&words, &tags, Tolerance::Unknown);
        let Meant { words: meant, phrases } = reader.meant(self.synonyms);
        reader.meant = meant;
        let telling = telling(&words, self.lexicon).into_iter();
        let mut groups: Vec<Group> = telling.map(|(number, word)| reader.group(number, word)).collect();
        let beginnings: Vec<Group> = groups.iter_mut().filter_map(Group::beginning).collect();
        groups.extend(beginnings.into_iter().chain(phrases));
        let counted = words.iter().filter(|word| word.kind.counts());
        let text = lower_case(prefix(bare(query.text()), LONGEST_NAME));
        let language = Some(query.language()).filter(|tag| !tag.is_empty()).or(told).unwrap_or_default().to_owned();
        Plan { groups, words: counted.map(as_typed).collect(), text, language }
    }

    /// The same for a query of which no article has all words: now those that few wrote may be slips too. `None` if that
    /// changes nothing.
    pub(crate) fn reconsider(&self, query: &Query, plan: &Plan) -> Option<Plan> {
        if !plan.groups.iter().any(|group| group.may_be_slip) {
            return None;
        }
        let tags = self.tags(query);
        let (words, _) = words(query, &tags);
        let mut reader = self.reader(&words, &tags, Tolerance::Rare);
        reader.meant = reader.meant(self.synonyms).words;
        let mut other = plan.clone();
        for (group, (number, word)) in other.groups.iter_mut().zip(telling(&words, self.lexicon)) {
            if group.may_be_slip {
                *group = reader.group(number, word);
                // What it may become has a group already.
                group.beginning();
            }
        }
        let changed = other.groups.iter().zip(&plan.groups).any(|(new, old)| new.forms != old.forms);
        changed.then_some(other)
    }

    /// The languages that a query may be in.
    fn tags<'q>(&self, query: &'q Query) -> Vec<&'q str>
    where
        'a: 'q,
    {
        if query.language().is_empty() { self.lexicon.languages() } else { vec![query.language()] }
    }

    fn reader<'w>(&self, words: &'w [Typed], tags: &[&str], tolerance: Tolerance) -> Reader<'w>
    where
        'a: 'w,
    {
        let Understanding { lexicon, known, ranking, .. } = *self;
        let languages = tags.iter().filter_map(|tag| Language::from_tag(tag)).collect();
        Reader { lexicon, ranking, tolerance, known, languages, tags: tags.join(" "), words, meant: HashMap::new() }
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
