//! The next step where nothing answers.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::contents::spelling;
use super::{KnowledgeBase, State};
use crate::article::Article;
use crate::error::Result;
use crate::query::Query;
use crate::results::Results;
use crate::search::Allowed;
use crate::segment::Segment;
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
            let catalogue = Catalogue { state, allowed: Allowed::new(&query, &state.segments) };
            if results.is_empty() { catalogue.overview(&results) } else { Ok(catalogue.near(&results)) }
        })
    }
}

/// The articles that a query may find.
struct Catalogue<'s> {
    state: &'s State,
    allowed: Allowed,
}

/// The articles that have a value, by segment.
type Having<'s> = (String, Vec<(&'s Arc<dyn Segment>, Vec<u32>)>);

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
            owner: Owner::likely(results).or_else(|| results.iter().find_map(|hit| Owner::of(hit, true))),
            is_near: true,
            ..Help::reading(results)
        }
    }

    fn overview(&self, results: &Results) -> Result<Help> {
        let topics = self.topics()?;
        let related = self.one_of_each(&topics)?;
        Ok(Help { topics, related, owner: self.main_owner()?, ..Help::reading(results) })
    }

    /// What the hits are about, by the sum of their scores.
    fn near_topics(&self, results: &Results) -> Vec<Topic> {
        let has = |key: &&&str| results.iter().any(|hit| !hit.attribute(key).is_empty());
        let Some(key) = TOPICS.iter().find(has) else { return Vec::new() };
        let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
        for hit in results {
            for value in hit.attribute(key) {
                *weights.entry(value).or_default() += hit.score();
            }
        }
        let mut weights: Vec<(&str, f64)> = weights.into_iter().collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1));
        let topic = |&(value, _): &(&str, f64)| Topic {
            key: (*key).to_owned(),
            value: value.to_owned(),
            articles: self.having_value(key, value),
        };
        weights.iter().take(MOST).map(topic).collect()
    }

    fn having_value(&self, key: &str, value: &str) -> usize {
        let count = |(number, segment): (usize, &Arc<dyn Segment>)| {
            segment.articles_with(key, value).into_iter().filter(|&article| self.allowed.has(number, article)).count()
        };
        self.state.segments.iter().enumerate().map(count).sum()
    }

    /// What most articles are about.
    fn topics(&self) -> Result<Vec<Topic>> {
        for key in TOPICS {
            let mut values = self.values(key);
            if !values.is_empty() {
                values.truncate(MOST);
                return values.iter().map(|having| topic(key, having)).collect();
            }
        }
        Ok(Vec::new())
    }

    /// The values of an attribute that any allowed article has, those of most articles first.
    fn values(&self, key: &str) -> Vec<Having<'_>> {
        let mut all: BTreeMap<String, Vec<(&Arc<dyn Segment>, Vec<u32>)>> = BTreeMap::new();
        for (number, segment) in self.state.segments.iter().enumerate() {
            for (value, mut articles) in segment.values(key) {
                articles.retain(|&article| self.allowed.has(number, article));
                if !articles.is_empty() {
                    all.entry(value).or_default().push((segment, articles));
                }
            }
        }
        let mut all: Vec<Having<'_>> = all.into_iter().collect();
        all.sort_by_key(|having| Reverse(count(having)));
        all
    }

    /// One article of each topic, or the first ones where there are no topics.
    fn one_of_each(&self, topics: &[Topic]) -> Result<Vec<Related>> {
        let mut related: Vec<Related> = Vec::new();
        let mut add = |article: &Article| {
            if related.len() < MOST && !related.iter().any(|known| known.id == article.id) {
                let (id, title, url) = (article.id.clone(), article.title.clone(), article.url.clone());
                related.push(Related { id, title, url });
            }
        };
        for (number, segment) in self.state.segments.iter().enumerate() {
            for topic in topics {
                let articles = segment.articles_with(&topic.key, &topic.value);
                if let Some(first) = articles.into_iter().find(|&article| self.allowed.has(number, article)) {
                    add(segment.article(first)?.as_ref());
                }
            }
            let all = 0..segment.table().articles.len() as u32;
            for article in all.filter(|&article| topics.is_empty() && self.allowed.has(number, article)).take(MOST) {
                add(segment.article(article)?.as_ref());
            }
        }
        Ok(related)
    }

    /// The owner of most articles, with the contact that most of those name.
    fn main_owner(&self) -> Result<Option<Owner>> {
        let owners = self.values("owner");
        let Some((_, articles)) = owners.first() else { return Ok(None) };
        let mut named: Vec<(Owner, usize)> = Vec::new();
        for (segment, articles) in articles {
            for &article in articles {
                let Some(owner) = Owner::of_article(segment.article(article)?.as_ref(), true) else { continue };
                match named.iter_mut().find(|(known, _)| *known == owner) {
                    Some((_, count)) => *count += 1,
                    None => named.push((owner, 1)),
                }
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

fn count((_, articles): &Having<'_>) -> usize {
    articles.iter().map(|(_, articles)| articles.len()).sum()
}

fn topic(key: &str, having: &Having<'_>) -> Result<Topic> {
    let (folded, articles) = having;
    let spelt = articles.first().map(|(segment, articles)| spelling(segment.as_ref(), key, folded, articles));
    let value = spelt.unwrap_or_else(|| Ok(folded.clone()))?;
    Ok(Topic { key: key.to_owned(), value, articles: count(having) })
}
