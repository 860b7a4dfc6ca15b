//! What a log says of the days on which something was asked.

use std::collections::BTreeMap;

use nohold::article::Date;
use nohold::usage::{Entry, Log};

/// Queries of a day or a month, by what became of them.
#[derive(Default, Clone, Copy)]
pub(super) struct Asked {
    pub(super) answered: usize,
    pub(super) unanswered: usize,
}

impl Asked {
    pub(super) fn all(self) -> usize {
        self.answered + self.unanswered
    }

    fn add(&mut self, entry: &Entry) {
        let count = if entry.is_unanswered() { &mut self.unanswered } else { &mut self.answered };
        *count += 1;
    }
}

/// So many days are shown as days; more of them as months.
const MOST_DAYS: usize = 62;

/// By day, or by month if there are many days, in order.
pub(super) fn over_time(log: &Log) -> Vec<(String, Asked)> {
    let mut days: BTreeMap<Date, Asked> = BTreeMap::new();
    log.entries.iter().for_each(|entry| days.entry(entry.day).or_default().add(entry));
    if days.len() <= MOST_DAYS {
        return days.into_iter().map(|(day, asked)| (day.to_string(), asked)).collect();
    }
    let mut months: BTreeMap<String, Asked> = BTreeMap::new();
    for entry in &log.entries {
        months.entry(format!("{:04}-{:02}", entry.day.year(), entry.day.month())).or_default().add(entry);
    }
    months.into_iter().collect()
}

pub(super) fn all(log: &Log) -> Asked {
    let mut asked = Asked::default();
    log.entries.iter().for_each(|entry| asked.add(entry));
    asked
}

/// How often each article was chosen, and how often it was said not to help.
pub(super) fn choices(log: &Log) -> BTreeMap<&str, (usize, usize)> {
    let mut choices: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in &log.entries {
        if let Some(article) = &entry.article {
            let (chosen, unhelpful) = choices.entry(article).or_default();
            *chosen += 1;
            *unhelpful += usize::from(entry.is_helpful == Some(false));
        }
    }
    choices
}
