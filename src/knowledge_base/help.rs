//! The next step where nothing answers.

use std::collections::BTreeSet;

use super::contents::spelling;
use super::{KnowledgeBase, State};
use crate::error::Result;
use crate::query::Query;
use crate::results::Results;
use crate::search::Allowed;
use crate::segment::{Segment, live_articles};
use crate::triage::Owner;

/// The attributes that say what an article is about, the most telling first: the first that any article has is taken.
const TOPICS: [&str; 5] = ["tags", "category", "section", "product", "folder"];

/// So many topics and articles are enough to choose from.
const MOST: usize = 5;

/// The next step where nothing answers: what was probably meant, what is near, and whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    suggestion: Option<String>,
    dropped: Vec<String>,
    topics: Vec<Topic>,
    related: Vec<Related>,
    owner: Option<Owner>,
    is_near: bool,
}

/// What several articles are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The attribute: what [`Query::filter`] takes, together with the value.
    pub key: String,
    /// As an article spells it.
    pub value: String,
    /// Number of articles that have it, of those that the query may find.
    pub articles: usize,
}

/// An article that may lead on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// As [`Hit::id`](crate::Hit::id).
    pub id: String,
    /// Its title.
    pub title: String,
    /// Address of the article, or of the section of it that is nearest.
    pub url: String,
}

impl Help {
    /// The query with its misspelt words corrected, if there are any.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The words of the query that the nearest article does not have: all, if nothing is near.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// What the nearest articles are about, the nearest first; what most articles are about, if nothing is near. At most 5.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// The nearest articles; one of each topic, if nothing is near. At most 5, and none only if there is no article.
    pub fn related(&self) -> &[Related] {
        &self.related
    }

    /// Whom to ask: the likely owner of what is near, else of most articles; `None` if articles do not name any.
    pub fn owner(&self) -> Option<&Owner> {
        self.owner.as_ref()
    }

    /// Whether any word of the query led here: otherwise this is what the knowledge base is about as a whole.
    pub fn is_near(&self) -> bool {
        self.is_near
    }
}

impl KnowledgeBase {
    /// The next step where [`search`](Self::search) has no answer: never nothing, unless there is no article. The query's
    /// places and filters hold for it, and what this knowledge base is without cannot be in it.
    ///
    /// ```
    /// # #[cfg(feature = "index")]
    /// # fn main() -> nohold::Result<()> {
    /// use nohold::KnowledgeBase;
    ///
    /// let kb = KnowledgeBase::builder()
    ///     .article("lost.md", "---\nowner: Post\ntags: [parcels]\n---\n# A parcel is lost")
    ///     .build()?;
    /// let help = kb.help("xylophone")?;
    /// assert!(!help.is_near());
    /// assert_eq!(help.topics()[0].value, "parcels");
    /// assert_eq!(help.related()[0].title, "A parcel is lost");
    /// assert_eq!(help.owner().map(|owner| owner.name()), Some("Post"));
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "index"))]
    /// # fn main() {}
    /// ```
    ///
    /// # Errors
    /// Those of [`search`](Self::search).
    pub fn help(&self, query: impl Into<Query>) -> Result<Help> {
        let query = query.into().limit(MOST);
        let results = self.search(query.clone())?;
        self.state().answer(|state| {
            let library = state.library();
            let catalogue = Catalogue { state, allowed: Allowed::new(&query, &library) };
            if results.is_empty() { catalogue.overview(&results) } else { Ok(catalogue.near(&results)) }
        })
    }
}

/// The articles that a query may find.
struct Catalogue<'s> {
    state: &'s State,
    allowed: Allowed<'s>,
}

impl Catalogue<'_> {
    fn near(&self, results: &Results) -> Help {
        let related = results.iter().map(|hit| Related {
            id: hit.id().to_owned(),
            title: hit.title().to_owned(),
            url: hit.url().to_owned(),
        });
        Help {
            topics: self.near_topics(results),
            related: related.collect(),
            owner: Owner::likely(results).or_else(|| results.iter().find_map(|hit| Owner::of(hit.meta(), true))),
            is_near: true,
            ..Help::reading(results)
        }
    }

    fn overview(&self, results: &Results) -> Result<Help> {
        let topics = TOPICS.iter().map(|key| self.most(key)).find(|topics| !topics.is_empty()).unwrap_or_default();
        let related = self.one_of_each(&topics)?;
        Ok(Help { topics: self.spelt(topics)?, related, owner: self.main_owner()?, ..Help::reading(results) })
    }

    /// What the hits are about, by the sum of their scores.
    fn near_topics(&self, results: &Results) -> Vec<Topic> {
        let has = |key: &&&str| results.iter().any(|hit| !hit.attribute(key).is_empty());
        let Some(key) = TOPICS.iter().find(has) else { return Vec::new() };
        let mut weighed: Vec<(Topic, f64)> = Vec::new();
        for hit in results {
            for value in hit.attribute(key) {
                match weighed.iter_mut().find(|(topic, _)| topic.value == *value) {
                    Some((_, weight)) => *weight += hit.score(),
                    None => weighed.push((self.topic(key, value.clone()), hit.score())),
                }
            }
        }
        heaviest(weighed)
    }

    /// The values that most allowed articles have, folded.
    fn most(&self, key: &str) -> Vec<Topic> {
        let values = self.state.segments.iter().flat_map(|segment| segment.values(key)).map(|(value, _)| value);
        let values: BTreeSet<String> = values.collect();
        let topics = values.into_iter().map(|value| self.topic(key, value)).filter(|topic| topic.articles > 0);
        let weighed = |topic: Topic| {
            let weight = topic.articles as f64;
            (topic, weight)
        };
        heaviest(topics.map(weighed).collect())
    }

    fn topic(&self, key: &str, value: String) -> Topic {
        let articles = self.having(key, &value).len();
        Topic { key: key.to_owned(), value, articles }
    }

    /// The allowed articles that have a value, each with its segment, in order of id.
    fn having(&self, key: &str, value: &str) -> Vec<(&dyn Segment, u32)> {
        let mut having = Vec::new();
        for (number, segment) in self.state.segments.iter().enumerate() {
            for article in segment.articles_with(key, value) {
                if self.allowed.has(number, article) {
                    having.push((segment.as_ref(), article));
                }
            }
        }
        having.sort_by_key(|(segment, article)| segment.rank(*article));
        having
    }

    /// Values as the first of their articles has them.
    fn spelt(&self, mut topics: Vec<Topic>) -> Result<Vec<Topic>> {
        for topic in &mut topics {
            if let Some(&first) = self.having(&topic.key, &topic.value).first() {
                topic.value = spelling(first, &topic.key, &topic.value)?;
            }
        }
        Ok(topics)
    }

    /// One article of each topic, or the first ones where there are no topics.
    fn one_of_each(&self, topics: &[Topic]) -> Result<Vec<Related>> {
        let mut related: Vec<Related> = Vec::new();
        let mut add = |segment: &dyn Segment, article: u32| -> Result<()> {
            let article = segment.article(article)?;
            if !related.iter().any(|known| known.id == article.id) {
                let (id, title, url) = (article.id.clone(), article.title.clone(), article.url.clone());
                related.push(Related { id, title, url });
            }
            Ok(())
        };
        for topic in topics {
            self.having(&topic.key, &topic.value).first().map_or(Ok(()), |&(segment, first)| add(segment, first))?;
        }
        if topics.is_empty() {
            self.first().into_iter().try_for_each(|(segment, article)| add(segment, article))?;
        }
        Ok(related)
    }

    /// The first allowed articles, in order of id.
    fn first(&self) -> Vec<(&dyn Segment, u32)> {
        let mut first = Vec::new();
        for (number, segment) in self.state.segments.iter().enumerate() {
            let allowed = live_articles(segment.as_ref()).filter(|&article| self.allowed.has(number, article));
            first.extend(allowed.take(MOST).map(|article| (segment.as_ref(), article)));
        }
        first.sort_by_key(|(segment, article)| segment.rank(*article));
        first.truncate(MOST);
        first
    }

    /// The owner of most articles, as most of those name it.
    fn main_owner(&self) -> Result<Option<Owner>> {
        let Some(topic) = self.most("owner").into_iter().next() else { return Ok(None) };
        let mut named: Vec<(Owner, usize)> = Vec::new();
        for (segment, article) in self.having(&topic.key, &topic.value) {
            let Some(owner) = Owner::of(&segment.article(article)?.meta, true) else { continue };
            match named.iter_mut().find(|(known, _)| *known == owner) {
                Some((_, count)) => *count += 1,
                None => named.push((owner, 1)),
            }
        }
        Ok(named.into_iter().rev().max_by_key(|(_, count)| *count).map(|(owner, _)| owner))
    }
}

impl Help {
    /// What became of the words.
    fn reading(results: &Results) -> Self {
        let suggestion = results.suggestion().map(str::to_owned);
        Help { suggestion, dropped: results.dropped().to_vec(), ..Help::default() }
    }
}

/// The few that weigh most, the first of those that weigh as much before the others.
fn heaviest(mut weighed: Vec<(Topic, f64)>) -> Vec<Topic> {
    let mut heaviest = Vec::new();
    while heaviest.len() < MOST {
        let mut best = 0;
        for (at, (_, weight)) in weighed.iter().enumerate() {
            if weighed.get(best).is_some_and(|(_, most)| weight > most) {
                best = at;
            }
        }
        if best >= weighed.len() {
            break;
        }
        heaviest.push(weighed.remove(best).0);
    }
    heaviest
}
