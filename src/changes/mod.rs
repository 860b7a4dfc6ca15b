//! What is new, changed or retired: what somebody who answers questions has to know before the next one comes.

mod compare;

use crate::article::{Article, Date};
use crate::error::Result;
use crate::freshness::{Freshness, Windows};
use crate::knowledge_base::KnowledgeBase;
use crate::results::Successor;

pub use compare::{SectionChange, SectionChangeKind};

/// The days that are asked about.
///
/// ```
/// # fn main() -> nohold::Result<()> {
/// use nohold::KnowledgeBase;
/// use nohold::changes::{Period, Why};
///
/// let kb = KnowledgeBase::builder()
///     .article("prices.md", "---\nupdated: 2026-11-20\n---\n# Prices\n\n40 euros.")
///     .article("offer.md", "---\nupdated: 2026-10-01\nexpires: 2026-11-21\n---\n# Offer\n\n30 euros.")
///     .build()?;
/// let day = |text: &str| text.parse().unwrap();
/// let changes = kb.changes(&Period::new(day("2026-11-16"), day("2026-11-23")))?;
/// assert_eq!(changes.changed[0].title, "Prices");
/// assert_eq!(changes.retired[0].why, Why::Expired);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    since: Date,
    on: Date,
    soon: u32,
    windows: Windows,
}

impl Period {
    /// From the one day to the other, both included.
    pub fn new(since: Date, on: Date) -> Self {
        Period { since, on, soon: 14, windows: Windows::default() }
    }

    /// What ends, or is to be reviewed, within so many days after the last day is told, too. Default: 14.
    pub fn soon(mut self, days: u32) -> Self {
        self.soon = days;
        self
    }

    /// When articles count as expired, and when they are to be reviewed.
    pub fn windows(mut self, windows: Windows) -> Self {
        self.windows = windows;
        self
    }

    fn has(&self, day: Date) -> bool {
        (self.since..=self.on).contains(&day)
    }

    fn is_soon(&self, day: Date) -> bool {
        (1..=i64::from(self.soon)).contains(&self.on.days_until(day))
    }
}

/// What is new, changed or retired. Articles that are hidden, or published only later, are in none of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Articles that were not there before; the latest first.
    pub new: Vec<Change>,
    /// Articles that were there before, but not like this; the latest first.
    pub changed: Vec<Change>,
    /// Articles that are gone or must not be relied upon any more; the latest first.
    pub retired: Vec<Change>,
    /// Articles that end soon, or that somebody has to look at again; the earliest first.
    pub soon: Vec<Change>,
}

impl News {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        [&self.new, &self.changed, &self.retired, &self.soon].into_iter().all(Vec::is_empty)
    }

    fn sorted(mut self) -> Self {
        for list in [&mut self.new, &mut self.changed, &mut self.retired] {
            list.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(&b.id)));
        }
        self.soon.sort_by(|a, b| a.day.cmp(&b.day).then_with(|| a.id.cmp(&b.id)));
        self
    }
}

/// An article, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The article's id.
    pub id: String,
    /// The article's title.
    pub title: String,
    /// The article's address.
    pub url: String,
    /// Who answers for it; empty if nobody does.
    pub owner: String,
    /// When it happened, or will; `None` if the article does not say.
    pub day: Option<Date>,
    /// What happened.
    pub why: Why,
    /// What stands in its place.
    pub successors: Vec<Successor>,
    /// What is different in its text; empty unless an earlier state was compared.
    pub sections: Vec<SectionChange>,
    /// What else is different in it, in plain words such as `title` or `owner`; likewise.
    pub details: Vec<&'static str>,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// It was published for the first time, by its own words.
    Published,
    /// It was changed, by its own words.
    Updated,
    /// It is not in the earlier state.
    Added,
    /// It is otherwise in the earlier state.
    Differs,
    /// It is in the earlier state only.
    Removed,
    /// Its day of expiry has come.
    Expired,
    /// Nobody has looked at it again for so long that it has expired.
    Lapsed,
    /// Another article stands in its place.
    Superseded,
    /// Its day of expiry will come.
    Expires,
    /// It will have to be looked at again.
    ReviewDue,
    /// It should have been looked at again.
    ReviewOverdue,
}

impl Why {
    /// One word: `published`, `review-overdue`.
    pub fn name(self) -> &'static str {
        match self {
            Why::Published => "published",
            Why::Updated => "updated",
            Why::Added => "added",
            Why::Differs => "differs",
            Why::Removed => "removed",
            Why::Expired => "expired",
            Why::Lapsed => "lapsed",
            Why::Superseded => "superseded",
            Why::Expires => "expires",
            Why::ReviewDue => "review-due",
            Why::ReviewOverdue => "review-overdue",
        }
    }
}

impl KnowledgeBase {
    /// What the articles themselves say is new, changed or retired in a period: by their days of publication (`date`,
    /// `publishDate`), of the last change, of expiry and of review, and those of what stands in their place.
    ///
    /// An article is in one of [`new`](News::new), [`changed`](News::changed) and [`retired`](News::retired) at
    /// most: retired goes before new, and new before changed. One that had expired before the period is in none.
    ///
    /// # Errors
    /// [`Corrupt`](crate::ErrorKind::Corrupt) if an opened edition's stored text cannot be read.
    pub fn changes(&self, period: &Period) -> Result<News> {
        let mut changes = News::default();
        for article in self.articles()?.iter().filter(|article| is_there(article, period.on)) {
            self.add(article, period, &mut changes)?;
        }
        Ok(changes.sorted())
    }

    /// The same with what is found by comparing the articles with those of an earlier state, by id: what was added and
    /// removed, and where articles differ, section by section. Of the words of the articles only those about their end
    /// and their review count then.
    ///
    /// # Errors
    /// Those of [`changes`](Self::changes).
    pub fn changes_from(&self, before: &KnowledgeBase, period: &Period) -> Result<News> {
        let mut changes = self.changes(period)?;
        let (now, before) = (self.articles()?, before.articles()?);
        let retired: Vec<&str> = changes.retired.iter().map(|change| change.id.as_str()).collect();
        // What nobody could read then, or cannot now, is neither new nor gone.
        let readable =
            |article: &Article, on| is_there(article, on) && !has_ended(article, period.since, &period.windows);
        let before: Vec<Article> = before.into_iter().filter(|article| readable(article, period.since)).collect();
        let now: Vec<Article> = now.into_iter().filter(|article| readable(article, period.on)).collect();
        let found = compare::compare(&before, &now, |id| retired.contains(&id));
        changes.retired.extend(found.removed);
        Ok(News { new: found.new, changed: found.changed, ..changes }.sorted())
    }

    fn add(&self, article: &Article, period: &Period, changes: &mut News) -> Result<()> {
        let meta = &article.meta;
        let successors = self.successors(&article.id, Some(period.on))?;
        let change = |why, day| Change { successors: successors.clone(), ..Change::of(article, why, day) };
        let ends = period.windows.expires(meta);
        if let Some(end) = ends.filter(|end| *end <= period.on) {
            let why = if meta.expires == ends { Why::Expired } else { Why::Lapsed };
            changes.retired.extend(period.has(end).then(|| change(why, ends)));
            return Ok(());
        }
        if !successors.is_empty() {
            let day = self.superseded_on(article, &successors)?;
            changes.retired.extend(day.filter(|day| period.has(*day)).map(|day| change(Why::Superseded, Some(day))));
            return Ok(());
        }
        if let Some(day) = meta.published.filter(|day| period.has(*day)) {
            changes.new.push(change(Why::Published, Some(day)));
        } else if let Some(day) = meta.updated.filter(|day| period.has(*day)) {
            changes.changed.push(change(Why::Updated, Some(day)));
        }
        changes.soon.extend(what_is_to_come(article, period).map(|(why, day)| change(why, Some(day))));
        Ok(())
    }

    /// The first day on which something stood in its place: from its publication, or its last change.
    fn superseded_on(&self, article: &Article, successors: &[Successor]) -> Result<Option<Date>> {
        let mut days = Vec::new();
        for successor in successors {
            let new = self.article(&successor.id)?;
            days.extend(new.and_then(|new| new.meta.published.or(new.meta.updated)));
        }
        Ok(days.into_iter().min().or(article.meta.updated))
    }
}

/// Whether an article is there for anybody.
fn is_there(article: &Article, on: Date) -> bool {
    article.meta.hidden.is_none() && article.meta.published.is_none_or(|day| day <= on)
}

/// Whether an article had expired before a day.
fn has_ended(article: &Article, day: Date, windows: &Windows) -> bool {
    windows.expires(&article.meta).is_some_and(|end| end < day)
}

/// What is to happen to an article, or should have happened; what comes first, if there are two things.
fn what_is_to_come(article: &Article, period: &Period) -> Option<(Why, Date)> {
    let (meta, windows) = (&article.meta, &period.windows);
    let end = windows.expires(meta).filter(|day| meta.expires == Some(*day) && period.is_soon(*day));
    let due = windows.review_due(meta);
    let is_overdue = windows.freshness(meta, period.on) == Freshness::Stale;
    let review = match due {
        Some(day) if is_overdue => Some((Why::ReviewOverdue, day)),
        Some(day) if day == period.on || period.is_soon(day) => Some((Why::ReviewDue, day)),
        _ => None,
    };
    end.map(|day| (Why::Expires, day)).or(review)
}

impl Change {
    fn of(article: &Article, why: Why, day: Option<Date>) -> Self {
        Change {
            id: article.id.clone(),
            title: article.title.clone(),
            url: article.url.clone(),
            owner: article.meta.owner.clone(),
            day,
            why,
            successors: Vec::new(),
            sections: Vec::new(),
            details: Vec::new(),
        }
    }
}
