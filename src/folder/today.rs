//! What day it is: for programs that make knowledge bases for an audience.

use std::time::SystemTime;

use crate::article::Date;

/// In seconds.
const DAY: u64 = 24 * 60 * 60;

impl Date {
    /// Today in UTC, by the system's clock; 1 January 1970 if that is set to a time before it.
    ///
    /// Nothing else in this library reads a clock: to make the same edition again, keep the day on which it was made.
    pub fn today() -> Self {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Date::after_1970(since_1970.as_secs() / DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_in_the_calendar() {
        let cases = [
            (0, "1970-01-01"),
            (30, "1970-01-31"),
            (31, "1970-02-01"),
            (364, "1970-12-31"),
            (365, "1971-01-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_605, "2026-06-01"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
            (2_932_896, "9999-12-31"),
            (2_932_897, "9999-12-31"),
            (u64::MAX, "9999-12-31"),
        ];
        for (days, expected) in cases {
            assert_eq!(Date::after_1970(days).to_string(), expected, "{days}");
        }
        assert!(Date::today() > Date::after_1970(0), "the clock is read");
    }
}
