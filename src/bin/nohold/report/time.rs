//! Months before and behind a day.

use nohold::Freshness;
use nohold::article::Date;

use super::facts::{Facts, freshness};

/// The states of articles, the best first.
pub(super) const STATES: [Freshness; 4] = [Freshness::Current, Freshness::Ageing, Freshness::Stale, Freshness::Expired];

/// A day so many months later; the 28th at the latest.
pub(super) fn months_later(day: Date, months: i16) -> Date {
    let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + i32::from(months);
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(day.year());
    let month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, day.day().min(28)).unwrap_or(day)
}

pub(super) fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// How many articles are in each state on the day of the report and in each of the twelve months behind it, if nobody
/// touches any.
pub(super) fn outlook(facts: &Facts) -> Vec<(String, Vec<usize>)> {
    (0..=12)
        .map(|later| {
            let day = if later == 0 { facts.on } else { months_later(facts.on, later) };
            (month(day), counts(facts.articles.iter().map(|fact| freshness(&fact.article, day))))
        })
        .collect()
}

/// How many there are of each state.
pub(super) fn counts(states: impl Iterator<Item = Freshness>) -> Vec<usize> {
    let states: Vec<Freshness> = states.collect();
    STATES.iter().map(|wanted| states.iter().filter(|state| *state == wanted).count()).collect()
}

/// How many articles were last changed in each of the 24 months up to the report's; first, those before, and last, those
/// of which it is not known.
pub(super) fn changes(facts: &Facts) -> Vec<(String, usize)> {
    let first = month(months_later(facts.on, -23));
    let changed = |fact: &super::facts::Fact| fact.article.meta.updated.or(fact.article.meta.published).map(month);
    let months: Vec<Option<String>> = facts.articles.iter().map(changed).collect();
    let count = |is_such: &dyn Fn(&str) -> bool| months.iter().flatten().filter(|month| is_such(month)).count();
    let before = ("before".to_owned(), count(&|month| month < first.as_str()));
    let own = (0..24).map(|later| {
        let own = month(months_later(facts.on, later - 23));
        let number = count(&|month| month == own);
        (own, number)
    });
    let unknown = ("not said".to_owned(), months.iter().filter(|month| month.is_none()).count());
    std::iter::once(before).chain(own).chain([unknown]).collect()
}
