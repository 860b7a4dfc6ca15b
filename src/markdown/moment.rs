//! Points in time to days in UTC, so that in doubt an article is hidden: it is published on the first day that begins when
//! the moment has come, and expires on the day in which the moment falls.
//!
//! A day without a time is that day, and a time without a zone is in UTC, as YAML and Hugo have it. A time or a zone that
//! is not understood may be any.

use std::ops::RangeInclusive;

use crate::article::Date;

const DAY: f64 = 86_400.0;
const HOUR: f64 = 3_600.0;
/// From midnight furthest in the east to the next midnight furthest in the west.
const ANY_TIME: RangeInclusive<f64> = -14.0 * HOUR..=DAY + 12.0 * HOUR;

/// The first day all of which is at or after the moment.
pub(super) fn first_day_after(text: &str) -> Option<Date> {
    let (day, seconds) = moment(text)?;
    shifted(day, (seconds.end() / DAY).ceil())
}

/// The day in which the moment falls.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let (day, seconds) = moment(text)?;
    shifted(day, (seconds.start() / DAY).floor())
}

/// The first day of the year after the last one that is named: `May 2024`, `12/31/2099`. Whatever else is written, the
/// moment has come by then.
pub(super) fn year_after(text: &str) -> Option<Date> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    let year = numbers.filter_map(|number| number.parse().ok()).filter(|year: &i16| *year >= 1900).max()?;
    Date::new(year.checked_add(1)?, 1, 1)
}

/// The day that is written, and between which seconds of it, in UTC, the moment lies.
fn moment(text: &str) -> Option<(Date, RangeInclusive<f64>)> {
    let text = text.trim();
    let day = text.parse().ok()?;
    let time = text.split_once(['T', 't', ' ']).map_or("", |(_, time)| time.trim());
    let seconds = if time.is_empty() { Some(0.0) } else { seconds(time) };
    Some((day, seconds.map_or(ANY_TIME, |seconds| seconds..=seconds)))
}

/// `09:00`, `9:00:30.5Z`, `09:00 +0100`.
fn seconds(time: &str) -> Option<f64> {
    let end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(end)?;
    let mut parts = clock.split(':');
    let (hours, minutes) = (number(parts.next()?, 24.0)?, number(parts.next()?, 59.0)?);
    let seconds = parts.next().map_or(Some(0.0), |seconds| number(seconds, 60.0))?;
    let local = hours * HOUR + minutes * 60.0 + seconds;
    parts.next().is_none().then_some(local - offset(zone.trim())?)
}

/// How many seconds the clocks of a zone are before those in UTC: `Z`, `+01:00`, `-0530`, `+1`.
fn offset(zone: &str) -> Option<f64> {
    if ["", "Z", "UTC", "GMT"].iter().any(|utc| utc.eq_ignore_ascii_case(zone)) {
        return Some(0.0);
    }
    let (sign, ahead) = match (zone.strip_prefix('+'), zone.strip_prefix(['-', '\u{2212}'])) {
        (Some(ahead), _) => (1.0, ahead),
        (_, Some(behind)) => (-1.0, behind),
        _ => return None,
    };
    let (hours, minutes) = match ahead.split_once(':') {
        Some(parts) => parts,
        None if ahead.len() == 4 => ahead.split_at_checked(2)?,
        None => (ahead, "0"),
    };
    Some(sign * (number(hours, 14.0)? * HOUR + number(minutes, 59.0)? * 60.0))
}

fn number(text: &str, most: f64) -> Option<f64> {
    let is_decimal = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|number| is_decimal && *number <= most)
}

fn shifted(day: Date, days: f64) -> Option<Date> {
    match days as i8 {
        0 => Some(day),
        days @ 1.. => shifted(next(day)?, f64::from(days - 1)),
        days => shifted(previous(day)?, f64::from(days + 1)),
    }
}

fn next(day: Date) -> Option<Date> {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let in_month = Date::new(year, month, number + 1);
    in_month.or_else(|| Date::new(year, month + 1, 1)).or_else(|| Date::new(year + 1, 1, 1))
}

fn previous(day: Date) -> Option<Date> {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let last_of = |year, month| (1..=31).rev().find_map(|number| Date::new(year, month, number));
    let in_month = Date::new(year, month, number - 1);
    in_month.or_else(|| last_of(year, month - 1)).or_else(|| last_of(year - 1, 12))
}

#[cfg(test)]
mod tests {
    use super::{day_of, first_day_after};

    #[test]
    fn in_doubt_an_article_is_hidden() {
        for (text, published, expires) in [
            ("2026-12-01", "2026-12-01", "2026-12-01"),
            ("2026-12-01T00:00:00Z", "2026-12-01", "2026-12-01"),
            ("2026-12-01T00:00:00.5Z", "2026-12-02", "2026-12-01"),
            ("2026-12-01 09:00", "2026-12-02", "2026-12-01"),
            ("2026-12-01T24:00", "2026-12-02", "2026-12-02"),
            ("2026-12-01T09:00:00+13:00", "2026-12-01", "2026-11-30"),
            ("2026-12-31t23:30:00 -0530", "2027-01-02", "2027-01-01"),
            ("2024-2-29 12:00:00 +1", "2024-03-01", "2024-02-29"),
            ("2024-03-01T00:00+01", "2024-03-01", "2024-02-29"),
            ("0001-01-01T12:00+13:00", "0001-01-01", ""),
            ("9999-12-31T09:00Z", "", "9999-12-31"),
            // A time or a zone that is not understood may be any.
            ("2026-12-01 9 in the morning", "2026-12-03", "2026-11-30"),
            ("2026-12-01 09:00 CET", "2026-12-03", "2026-11-30"),
            ("2026-12-01T25:00Z", "2026-12-03", "2026-11-30"),
            ("2026-12-01T09:60Z", "2026-12-03", "2026-11-30"),
            ("2026-12-01T09:00+99:00", "2026-12-03", "2026-11-30"),
            ("2026-12-01T09:00:00:00", "2026-12-03", "2026-11-30"),
            ("2026-12-01T:", "2026-12-03", "2026-11-30"),
            ("2026-02-30T09:00Z", "", ""),
            ("09:00", "", ""),
            ("", "", ""),
        ] {
            let [from, to] = [first_day_after(text), day_of(text)].map(|day| day.map(|day| day.to_string()));
            assert_eq!((from.as_deref(), to.as_deref()), (some(published), some(expires)), "{text}");
        }
    }

    fn some(day: &str) -> Option<&str> {
        Some(day).filter(|day| !day.is_empty())
    }
}
