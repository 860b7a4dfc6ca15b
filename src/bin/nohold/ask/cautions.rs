//! What somebody has to know of an article before reading from it.

use std::fmt;

use nohold::article::{Audience, Date, Hidden, Meta};
use nohold::{Freshness, Hit, Windows};

use crate::search::age;

/// A reason not to read an article out as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Caution {
    Internal,
    OnlyFor(Vec<String>),
    Hidden(Hidden),
    NotBefore(Date),
    /// Stale or expired, and why.
    NotCurrent(Freshness, String),
    /// By what.
    Superseded(String),
}

/// The cautions that a hit needs on this day, the gravest first.
pub(crate) fn cautions(hit: &Hit, on: Date) -> Vec<Caution> {
    let newer = hit.successors().iter().map(|new| Caution::Superseded(format!("{} ({})", new.title, new.url)));
    of_article(hit.meta(), on).into_iter().chain(newer).collect()
}

fn of_article(meta: &Meta, on: Date) -> Vec<Caution> {
    let audience = match &meta.audience {
        Audience::Public => None,
        Audience::Internal => Some(Caution::Internal),
        Audience::Groups(groups) => Some(Caution::OnlyFor(groups.clone())),
    };
    let freshness = Windows::default().freshness(meta, on);
    let is_old = freshness >= Freshness::Stale;
    let rest = [
        meta.hidden.map(Caution::Hidden),
        meta.published.filter(|day| *day > on).map(Caution::NotBefore),
        is_old.then(|| Caution::NotCurrent(freshness, age(freshness, meta))),
    ];
    audience.into_iter().chain(rest.into_iter().flatten()).collect()
}

impl Caution {
    /// A word or two, for a badge.
    pub(crate) fn label(&self) -> String {
        match self {
            Caution::Internal => "internal".to_owned(),
            Caution::OnlyFor(groups) => format!("only {}", groups.join(", ")),
            Caution::Hidden(hidden) => reason(*hidden).to_owned(),
            Caution::NotBefore(day) => format!("from {day}"),
            Caution::NotCurrent(freshness, _) => freshness.name().to_owned(),
            Caution::Superseded(_) => "superseded".to_owned(),
        }
    }
}

fn reason(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::Draft => "draft",
        Hidden::Unlisted => "unlisted",
        Hidden::Unpublished => "unpublished",
        Hidden::Excluded => "not searched",
    }
}

/// The whole of it, in a sentence.
impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Caution::Internal => f.write_str("internal: do not read out, do not forward"),
            Caution::OnlyFor(groups) => write!(f, "only for {}: do not read out to others", groups.join(", ")),
            Caution::Hidden(Hidden::Draft) => f.write_str("draft: not agreed upon yet"),
            Caution::Hidden(Hidden::Unlisted) => f.write_str("unlisted: only for those who have the link"),
            Caution::Hidden(Hidden::Unpublished) => f.write_str("unpublished: taken out"),
            Caution::Hidden(Hidden::Excluded) => f.write_str("kept from search in public"),
            Caution::NotBefore(day) => write!(f, "does not hold before {day}"),
            Caution::NotCurrent(_, why) => f.write_str(why),
            Caution::Superseded(by) => write!(f, "superseded by {by}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(meta: &Meta, on: &str) -> Vec<String> {
        of_article(meta, on.parse().unwrap()).iter().map(Caution::label).collect()
    }

    #[test]
    fn by_day_and_reader() {
        let day = |text: &str| Some(text.parse().unwrap());
        let dates = Meta {
            updated: day("2026-03-01"),
            published: day("2026-03-01"),
            review_by: day("2026-06-01"),
            expires: day("2026-09-01"),
            ..Meta::default()
        };
        let cases: [(&Meta, &str, &[&str]); 9] = [
            (&Meta::default(), "2026-06-01", &[]),
            (&dates, "2026-02-28", &["from 2026-03-01"]),
            (&dates, "2026-03-01", &[]),
            (&dates, "2026-06-01", &[]),
            (&dates, "2026-06-02", &["stale"]),
            (&dates, "2026-09-01", &["expired"]),
            (&Meta { audience: Audience::Internal, ..dates.clone() }, "2026-07-01", &["internal", "stale"]),
            (&Meta { hidden: Some(Hidden::Draft), ..Meta::default() }, "2026-07-01", &["draft"]),
            (
                &Meta { audience: Audience::Groups(vec!["a".into(), "b".into()]), ..Meta::default() },
                "2026-07-01",
                &["only a, b"],
            ),
        ];
        for (meta, on, expected) in cases {
            assert_eq!(labels(meta, on), expected, "{on}");
        }
    }
}
