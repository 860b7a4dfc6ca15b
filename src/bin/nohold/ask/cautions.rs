//! What somebody has to know of an article before reading from it.

use std::fmt;

use nohold::article::{Audience, Date, Hidden, Meta};

/// A reason not to read an article out as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Caution {
    Internal,
    OnlyFor(Vec<String>),
    Hidden(Hidden),
    NotBefore(Date),
    Expired(Date),
    ReviewWasDue(Date),
}

/// The cautions that an article needs on this day, the gravest first.
pub(crate) fn cautions(meta: &Meta, on: Date) -> Vec<Caution> {
    let audience = match &meta.audience {
        Audience::Public => None,
        Audience::Internal => Some(Caution::Internal),
        Audience::Groups(groups) => Some(Caution::OnlyFor(groups.clone())),
    };
    let expired = meta.expires.filter(|day| *day <= on);
    let of_days = [
        expired.map(Caution::Expired),
        meta.published.filter(|day| *day > on).map(Caution::NotBefore),
        meta.review_by.filter(|day| *day < on && expired.is_none()).map(Caution::ReviewWasDue),
    ];
    [audience, meta.hidden.map(Caution::Hidden)].into_iter().chain(of_days).flatten().collect()
}

impl Caution {
    /// A word or two, for a badge.
    pub(crate) fn label(&self) -> String {
        match self {
            Caution::Internal => "internal".to_owned(),
            Caution::OnlyFor(groups) => format!("only {}", groups.join(", ")),
            Caution::Hidden(hidden) => reason(*hidden).to_owned(),
            Caution::NotBefore(day) => format!("from {day}"),
            Caution::Expired(_) => "expired".to_owned(),
            Caution::ReviewWasDue(_) => "stale".to_owned(),
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
            Caution::Expired(day) => write!(f, "expired: no longer holds since {day}"),
            Caution::ReviewWasDue(day) => write!(f, "stale: review was due {day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(meta: &Meta, on: &str) -> Vec<String> {
        cautions(meta, on.parse().unwrap()).iter().map(Caution::label).collect()
    }

    #[test]
    fn by_day_and_reader() {
        let day = |text: &str| Some(text.parse().unwrap());
        let dates = Meta {
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
