//! What was asked and not answered, grouped by what it is about.
//!
//! Queries are compared as bags of stems: function words and placeholders are left out, rare misspelt words are read as what
//! others wrote, joined words as two, and words that mean the same by a rule as one. Rare words weigh more. A query joins the
//! group to which it is most similar, if the cosine is at least 0.47, or begins one of its own.

mod asked;
mod groups;
mod spelling;
mod vectors;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use self::asked::{Asked, Sorted};
use self::groups::Group;
use self::vectors::Vectors;
use crate::analysis::function_words;
use crate::article::Date;
use crate::error::Result;
use crate::knowledge_base::KnowledgeBase;
use crate::log::{Entry, Log};
use crate::query::Query;
use crate::results::Hit;

/// What a log says of what the articles lack.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Gaps {
    /// Number of entries in the log.
    pub entries: usize,
    /// Number of those that were [not answered](crate::usage::Entry::is_unanswered).
    pub unanswered: usize,
    /// Number of those without a word, such as `?`: they are in no gap.
    pub without_words: usize,
    /// The gaps, what was asked oftenest first.
    pub gaps: Vec<Gap>,
}

/// Queries that are about the same, and that nothing is known to have answered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Gap {
    /// The query that is most like all others in it.
    pub label: String,
    /// How often it was asked.
    pub count: usize,
    /// On how many days.
    pub days: usize,
    /// The first of those days.
    pub first: Date,
    /// The last of those days.
    pub last: Date,
    /// How often there were no hits at all.
    pub no_hits: usize,
    /// How often somebody said that what was shown did not help.
    pub unhelpful: usize,
    /// All that was typed, and how often each, the oftenest first.
    pub queries: Vec<(String, usize)>,
    /// The languages of the queries, as BCP 47 tags, with how often each.
    pub languages: BTreeMap<String, usize>,
    /// What the articles have that comes nearest, if anything does.
    pub nearest: Option<Nearest>,
}

/// The article that comes nearest to a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nearest {
    /// The article's id.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// Address of its best section.
    pub url: String,
    /// Words of the label, without function words, that the article does not have in any form.
    pub missing: Vec<String>,
}

impl Gap {
    /// Whether an article has all words of the label: rather something to mend in it than to write anew.
    pub fn has_article(&self) -> bool {
        self.nearest.as_ref().is_some_and(|nearest| nearest.missing.is_empty())
    }
}

impl Gaps {
    /// What `log` says that the articles of `kb` lack. The same log and articles give the same gaps.
    ///
    /// # Errors
    /// Those of [`KnowledgeBase::search`].
    pub fn of(log: &Log, kb: &KnowledgeBase) -> Result<Self> {
        let Sorted { asked, without_words, unanswered } = asked::sort(log, kb);
        let vectors = Vectors::new(&asked, kb);
        let groups = groups::group(&asked, &vectors);
        let gaps = groups.iter().map(|group| Gap::new(group, &asked, &vectors, kb));
        let gaps = gaps.collect::<Result<Vec<Option<Gap>>>>()?;
        let mut gaps: Vec<Gap> = gaps.into_iter().flatten().collect();
        gaps.sort_by(|a, b| (Reverse((a.count, a.days)), &a.label).cmp(&(Reverse((b.count, b.days)), &b.label)));
        Ok(Gaps { entries: log.entries.len(), unanswered, without_words, gaps })
    }
}

impl Gap {
    fn new(group: &Group, asked: &[Asked], vectors: &Vectors, kb: &KnowledgeBase) -> Result<Option<Self>> {
        let members = || group.members.iter().filter_map(|&number| asked.get(number));
        let label = group.typical(asked, vectors).map_or("", Asked::text).to_owned();
        let (mut days, mut queries, mut languages) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for entry in members().flat_map(|asked| &asked.entries) {
            *days.entry(entry.day).or_insert(0) += 1;
            *queries.entry(entry.query().to_owned()).or_insert(0) += 1;
            *languages.entry(entry.lang.clone()).or_insert(0) += 1;
        }
        let mut queries: Vec<(String, usize)> = queries.into_iter().collect();
        queries.sort_by_key(|(_, count)| Reverse(*count));
        let count = |is_such: fn(&Entry) -> bool| {
            members().flat_map(|asked| &asked.entries).filter(|entry| is_such(entry)).count()
        };
        // A group has members, and a member has entries.
        let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
            return Ok(None);
        };
        Ok(Some(Gap {
            nearest: nearest(kb, &label)?,
            label,
            count: count(|_| true),
            days: days.len(),
            first: *first,
            last: *last,
            no_hits: count(|entry| entry.hits == 0),
            unhelpful: count(|entry| entry.is_helpful == Some(false)),
            queries,
            languages,
        }))
    }
}

fn nearest(kb: &KnowledgeBase, label: &str) -> Result<Option<Nearest>> {
    let results = kb.search(Query::new(label).finished().limit(1))?;
    let dropped: Vec<&str> = results.dropped().iter().map(String::as_str).collect();
    let is_function = function_words(&kb.main_language(), &dropped);
    let telling = dropped.iter().zip(is_function).filter(|(_, is_function)| !is_function);
    let missing: Vec<String> = telling.map(|(word, _)| (*word).to_owned()).collect();
    let nearest = |hit: &Hit| Nearest {
        id: hit.id().to_owned(),
        title: hit.title().to_owned(),
        url: hit.url().to_owned(),
        missing: missing.clone(),
    };
    Ok(results.hits().first().map(nearest))
}
