//! The time of day in Greenwich, as ISO 8601 writes it.

use std::time::{SystemTime, UNIX_EPOCH};

/// A moment, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    seconds: u64,
}

const SECONDS_PER_DAY: u64 = 86_400;

impl Moment {
    /// This one; 1970 for a clock that stands before it.
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self { seconds: since.map(|since| since.as_secs()).unwrap_or_default() }
    }

    /// Such as `2026-11-22T20:26:24Z`.
    pub fn extended(self) -> String {
        let [year, month, day, hour, minute, second] = self.parts();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// Such as `20261122T202624Z`, for file names.
    pub fn basic(self) -> String {
        self.extended().replace(['-', ':'], "")
    }

    /// Year, month, day, hour, minute, second.
    fn parts(self) -> [u64; 6] {
        let mut day = self.seconds / SECONDS_PER_DAY;
        let mut year = 1970;
        while day >= days_of_year(year) {
            day -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while day >= days_of_month(year, month) {
            day -= days_of_month(year, month);
            month += 1;
        }
        let second = self.seconds % SECONDS_PER_DAY;
        [year, month, day + 1, second / 3600, second / 60 % 60, second % 60]
    }
}

fn is_leap_year(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of_year(year: u64) -> u64 {
    365 + u64::from(is_leap_year(year))
}

fn days_of_month(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap_year(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        // 30 years of which 7 have a leap day, 59 days into 2000, which has one as well
        let leap_day = Moment { seconds: (30 * 365 + 7 + 59) * SECONDS_PER_DAY + 3661 };
        assert_eq!(leap_day.extended(), "2000-02-29T01:01:01Z");
        assert_eq!(leap_day.basic(), "20000229T010101Z");
        assert_eq!(Moment { seconds: 1_795_379_184 }.extended(), "2026-11-22T20:26:24Z");
    }
}
