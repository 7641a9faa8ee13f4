//! Calendar: the step is a quarter; a date is a quarter of a year such as `2026q1`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A quarter of a calendar year, ordered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Quarter {
    /// Quarters since the first quarter of the year 0.
    ordinal: i32,
}

impl Quarter {
    /// Quarter 1 to 4 of a year.
    ///
    /// # Panics
    /// When `number` is not 1 to 4: a mistake in the program, not in its input.
    pub fn of(year: i32, number: i32) -> Self {
        assert!((1..=4).contains(&number), "a year has quarters 1 to 4, not {number}");
        Self { ordinal: year * 4 + number - 1 }
    }
    /// The calendar year.
    pub fn year(self) -> i32 {
        self.ordinal.div_euclid(4)
    }
    /// 1 to 4.
    pub fn number(self) -> i32 {
        self.ordinal.rem_euclid(4) + 1
    }
    /// The quarter so many quarters later (earlier when negative).
    #[must_use]
    pub fn plus(self, quarters: i32) -> Self {
        Self { ordinal: self.ordinal + quarters }
    }
    /// How many quarters later than another it is (negative when earlier).
    pub fn since(self, other: Self) -> i32 {
        self.ordinal - other.ordinal
    }
    /// The date of its first day, ISO 8601.
    pub fn first_day(self) -> String {
        format!("{:04}-{:02}-01", self.year(), self.number() * 3 - 2)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:04}q{}", self.year(), self.number())
    }
}

/// What a date must look like.
pub const QUARTER_FORM: &str = "a year and a quarter such as 2026q1, from 1900q1 to 2199q4";

impl FromStr for Quarter {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not {QUARTER_FORM}");
        let (year, number) = text.split_once(['q', 'Q']).ok_or_else(wrong)?;
        let year: i32 = year.parse().map_err(|_| wrong())?;
        let number: i32 = number.parse().map_err(|_| wrong())?;
        if !(1900..2200).contains(&year) || !(1..=4).contains(&number) {
            return Err(wrong());
        }
        Ok(Self::of(year, number))
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}
impl TryFrom<String> for Quarter {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The quarters that a run passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horizon {
    /// The first quarter.
    pub start: Quarter,
    /// How many quarters are simulated.
    pub quarters: usize,
}

impl Horizon {
    /// The step in which a date falls: 0 is the first quarter; dates before the start are negative.
    pub fn step_of(self, date: Quarter) -> i32 {
        date.since(self.start)
    }
    /// The date of a step.
    pub fn date_of(self, step: usize) -> Quarter {
        self.start.plus(step as i32)
    }
    /// The last quarter that is simulated.
    pub fn last(self) -> Quarter {
        self.start.plus(self.quarters as i32 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_written_and_counted() {
        let date: Quarter = "2026q3".parse().unwrap();
        assert_eq!((date.year(), date.number()), (2026, 3));
        assert_eq!(date.to_string(), "2026q3");
        assert_eq!(date.plus(2).to_string(), "2027q1");
        assert_eq!(date.plus(2).since(date), 2);
        assert_eq!(date.first_day(), "2026-07-01");
        for wrong in ["2026", "2026q5", "2026-q1", "q1", "99999q1", ""] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }
}
