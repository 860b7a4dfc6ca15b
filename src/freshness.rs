//! How far an article can be relied upon on a day.

use std::fmt;

use crate::article::{Date, Meta};

/// How far an article can be relied upon on a day, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Freshness {
    /// Nothing speaks against it.
    Current,
    /// Most of the time has passed until somebody is to look at it again.
    Ageing,
    /// Somebody should have looked at it again.
    Stale,
    /// It no longer holds, or nobody has looked at it for so long that it must not be relied upon.
    Expired,
}

impl Freshness {
    /// In lower case, as it is displayed: `current`, `ageing`, `stale` or `expired`.
    pub fn name(self) -> &'static str {
        match self {
            Freshness::Current => "current",
            Freshness::Ageing => "ageing",
            Freshness::Stale => "stale",
            Freshness::Expired => "expired",
        }
    }
}

impl fmt::Display for Freshness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// When an article counts as ageing, stale or expired.
///
/// The *review window* of an article goes from its last change (`updated`, or if it does not say that, `published`) to the
/// day of its next review (`review_by`). On a day it is
///
/// - *expired* from its day of expiry (`expires`) on, or if more than 150 % of the window have passed;
/// - otherwise *stale*, if the day of the review is past: on that day itself it is not;
/// - otherwise *ageing*, if more than 75 % of the window have passed;
/// - otherwise *current*, also before its last change.
///
/// Where something is missing:
///
/// - Without `review_by`, the window is as long as [`review_days`](Self::review_days) says, and by default has no end: the
///   article stays current until it expires.
/// - An article that was changed on the day of its review, or later, was looked at then, and nobody has said when it is to
///   be looked at again: it is taken as one without `review_by`.
/// - If neither the last change nor the publication is known, it is current up to the day of the review and stale from
///   then on: of a window without beginning there are no shares.
///
/// ```
/// use nohold::article::{Date, Meta};
/// use nohold::{Freshness, Windows};
///
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// let meta = Meta { updated: Some(day("2026-01-01")), review_by: Some(day("2026-04-11")), ..Meta::default() };
/// let on = |text| Windows::default().freshness(&meta, day(text)); // 100 days
/// assert_eq!(on("2026-03-17"), Freshness::Current);
/// assert_eq!(on("2026-03-18"), Freshness::Ageing);
/// assert_eq!(on("2026-04-12"), Freshness::Stale);
/// assert_eq!(on("2026-06-01"), Freshness::Expired);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    review_days: Option<u32>,
    ageing: u32,
    expired: u32,
}

impl Default for Windows {
    fn default() -> Self {
        Windows { review_days: None, ageing: 75, expired: 150 }
    }
}

impl Windows {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The length of the window in days where an article does not say when it is to be reviewed. By default it has no end.
    pub fn review_days(mut self, days: u32) -> Self {
        self.review_days = Some(days);
        self
    }

    /// The share of the window, in per cent, after which an article is ageing: 0 to 100, by default 75. Values above are
    /// taken as 100, at which no article is.
    pub fn ageing(mut self, percent: u32) -> Self {
        self.ageing = percent.min(100);
        self
    }

    /// The share of the window, in per cent, after which an article has expired: 100 and more, by default 150. Values below
    /// are taken as 100, at which no article is stale. [`u32::MAX`] leaves expiry to the day that articles name for it.
    pub fn expired(mut self, percent: u32) -> Self {
        self.expired = percent.max(100);
        self
    }

    /// How far the article can be relied upon on a day.
    pub fn freshness(&self, meta: &Meta, on: Date) -> Freshness {
        self.of(Days::of(meta), on)
    }

    /// The day on which the article is to be reviewed, if that can be told.
    pub fn review_due(&self, meta: &Meta) -> Option<Date> {
        self.window(Days::of(meta)).1
    }

    /// The first day on which the article has expired, if there is one.
    pub fn expires(&self, meta: &Meta) -> Option<Date> {
        let days = Days::of(meta);
        let lapsed = match self.window(days) {
            (Some(begin), Some(due)) => begin.plus_days(self.expired_share(begin.days_until(due)) + 1),
            _ => None,
        };
        days.expires.into_iter().chain(lapsed).min()
    }

    pub(crate) fn of(&self, days: Days, on: Date) -> Freshness {
        let (begin, due) = self.window(days);
        let lengths = begin.zip(due).map(|(begin, due)| (begin.days_until(on), begin.days_until(due)));
        let is_past = |share: &dyn Fn(i64) -> i64| lengths.is_some_and(|(age, length)| age > share(length));
        if days.expires.is_some_and(|day| day <= on) || is_past(&|length| self.expired_share(length)) {
            Freshness::Expired
        } else if due.is_some_and(|due| on > due) {
            Freshness::Stale
        } else if is_past(&|length| length * i64::from(self.ageing) / 100) {
            Freshness::Ageing
        } else {
            Freshness::Current
        }
    }

    /// After so many days a window of this length is past for good. Whole days: more than that is more than the share.
    fn expired_share(&self, length: i64) -> i64 {
        length * i64::from(self.expired) / 100
    }

    /// From when on an article ages, and when it is to be reviewed.
    fn window(&self, days: Days) -> (Option<Date>, Option<Date>) {
        let begin = days.updated.or(days.published);
        let named = days.review_by.filter(|due| begin.is_none_or(|begin| begin < *due));
        let usual = || begin?.plus_days(self.review_days?.into());
        (begin, named.or_else(usual))
    }
}

impl Meta {
    /// How far the article can be relied upon on a day, by the default [`Windows`].
    pub fn freshness(&self, on: Date) -> Freshness {
        Windows::default().freshness(self, on)
    }
}

/// What an article says of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) published: Option<Date>,
    updated: Option<Date>,
    review_by: Option<Date>,
    expires: Option<Date>,
}

impl Days {
    pub(crate) fn of(meta: &Meta) -> Self {
        let Meta { published, updated, review_by, expires, .. } = *meta;
        Days { published, updated, review_by, expires }
    }
}

#[cfg(test)]
mod tests {
    use super::{Freshness, Windows};
    use crate::article::{Date, Meta};
    use proptest::prelude::*;

    fn meta([updated, review_by, expires, published]: [&str; 4]) -> Meta {
        let day = |text: &str| text.parse().ok();
        let [updated, review_by] = [updated, review_by].map(day);
        Meta { updated, review_by, expires: day(expires), published: day(published), ..Meta::default() }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn days_decide() {
        let usual = Windows::new();
        let yearly = usual.review_days(365);
        let strict = Windows::new().ageing(0).expired(0);
        let lenient = Windows::new().ageing(u32::MAX).expired(u32::MAX).review_days(u32::MAX);
        let window = ["2026-01-01", "2026-04-11", "", ""];
        let cases = [
            (usual, window, "2025-06-01", "current"),
            (usual, window, "2026-03-17", "current"),
            (usual, window, "2026-03-18", "ageing"),
            (usual, window, "2026-04-11", "ageing"),
            (usual, window, "2026-04-12", "stale"),
            (usual, window, "2026-05-31", "stale"),
            (usual, window, "2026-06-01", "expired"),
            (strict, window, "2026-01-01", "current"),
            (strict, window, "2026-01-02", "ageing"),
            (strict, window, "2026-04-12", "expired"),
            (lenient, window, "2026-04-11", "current"),
            (lenient, window, "9999-12-31", "stale"),
            // Expiry goes before everything.
            (lenient, ["2026-01-01", "2027-01-01", "2026-02-01", ""], "2026-01-31", "current"),
            (lenient, ["2026-01-01", "2027-01-01", "2026-02-01", ""], "2026-02-01", "expired"),
            (usual, ["", "", "2026-02-01", ""], "2026-02-01", "expired"),
            // Nothing is said of a review.
            (usual, ["2001-01-01", "", "", ""], "2026-01-01", "current"),
            (yearly, ["2026-01-01", "", "", ""], "2026-10-01", "current"),
            (yearly, ["2026-01-01", "", "", ""], "2026-10-02", "ageing"),
            (yearly, ["2026-01-01", "", "", ""], "2027-01-02", "stale"),
            (yearly, ["2026-01-01", "", "", ""], "2027-07-03", "expired"),
            (yearly, ["", "", "", ""], "2027-07-03", "current"),
            (lenient, ["9999-01-01", "", "", ""], "9999-12-31", "current"),
            // The day of publication stands for that of the last change.
            (usual, ["", "2026-04-11", "", "2026-01-01"], "2026-03-18", "ageing"),
            (usual, ["2026-04-01", "2026-04-11", "", "2026-01-01"], "2026-04-02", "current"),
            // Without either there are no shares.
            (usual, ["", "2026-04-11", "", ""], "2026-04-11", "current"),
            (usual, ["", "2026-04-11", "", ""], "9999-12-31", "stale"),
            // Changed since the review was due.
            (usual, ["2026-04-11", "2026-04-11", "", ""], "2030-01-01", "current"),
            (usual, ["2026-05-01", "2026-04-11", "", ""], "2030-01-01", "current"),
            (yearly, ["2026-05-01", "2026-04-11", "", ""], "2027-05-02", "stale"),
            // A window of a day.
            (usual, ["2026-04-10", "2026-04-11", "", ""], "2026-04-11", "ageing"),
            (usual, ["2026-04-10", "2026-04-11", "", ""], "2026-04-12", "expired"),
        ];
        for (windows, days, on, expected) in cases {
            assert_eq!(windows.freshness(&meta(days), day(on)).name(), expected, "{windows:?} {days:?} {on}");
        }
    }

    #[test]
    fn days_are_named() {
        let windows = Windows::new();
        let cases = [
            (["2026-01-01", "2026-04-11", "", ""], Some("2026-04-11"), Some("2026-06-01")),
            (["2026-01-01", "2026-04-11", "2026-05-01", ""], Some("2026-04-11"), Some("2026-05-01")),
            (["", "2026-04-11", "", ""], Some("2026-04-11"), None),
            (["2026-05-01", "2026-04-11", "", ""], None, None),
            (["9000-01-01", "9999-12-31", "", ""], Some("9999-12-31"), None),
        ];
        for (days, due, expires) in cases {
            let (found, ends) = (windows.review_due(&meta(days)), windows.expires(&meta(days)));
            assert_eq!((found, ends), (due.map(day), expires.map(day)), "{days:?}");
        }
    }

    prop_compose! {
        fn any_day()(number in 0u8..200) -> Option<Date> {
            day("2026-01-01").plus_days(i64::from(number)).filter(|_| number % 9 > 0)
        }
    }

    proptest! {
        #[test]
        fn an_article_only_grows_older(
            updated in any_day(), review_by in any_day(), expires in any_day(), published in any_day(),
            (days, ageing, expired) in (prop::option::of(0u32..90), 0u32..120, 80u32..250),
        ) {
            let meta = Meta { updated, review_by, expires, published, ..Meta::default() };
            let windows = Windows { review_days: days, ..Windows::new().ageing(ageing).expired(expired) };
            let on = |number| windows.freshness(&meta, day("2025-12-01").plus_days(number).unwrap());
            let all: Vec<Freshness> = (0..500).map(on).collect();
            prop_assert!(all.is_sorted());
            let first = (0..500).find(|number| on(*number) == Freshness::Expired);
            let named = windows.expires(&meta).map(|end| day("2025-12-01").days_until(end));
            prop_assert_eq!(first, named.filter(|number| *number < 500));
        }

        #[test]
        fn days_are_counted_there_and_back(number in 0i64..3_652_059) {
            let first = day("0001-01-01");
            let other = first.plus_days(number).unwrap();
            prop_assert_eq!(first.days_until(other), number);
            prop_assert_eq!(other.plus_days(-number), Some(first));
            prop_assert_eq!(other.plus_days(1).is_some_and(|next| next > other), number < 3_652_058);
        }
    }
}
