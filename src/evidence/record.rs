//! What this version of the model was seen to reproduce: the readings that `missionmix validate` gave when it was made.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::reference::is_met;
use super::{FACTS, Fact, Reading};
use crate::error::{Error, Result};
use crate::numeric::four_digits;

/// The table that comes with the program, written by `missionmix validate`.
const RECORD: &str = include_str!("record.csv");

/// One reading, as a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The code of the fact.
    pub fact: String,
    /// What meeting it says of the model.
    pub kind: String,
    /// What was read.
    pub reading: String,
    /// The model's number, in four digits.
    pub value: Option<f64>,
    /// The ends of its 95 % interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The range that is accepted.
    pub accepted_low: Option<f64>,
    /// Its upper end.
    pub accepted_high: Option<f64>,
    /// The unit of all of them.
    pub unit: String,
    /// How it stands.
    pub standing: String,
}

impl Row {
    /// The row of a reading.
    pub fn of(fact: &Fact, reading: &Reading) -> Self {
        let known = |value: f64| value.is_finite().then(|| four_digits(value));
        Self {
            fact: fact.code.into(),
            kind: fact.kind.word().into(),
            reading: reading.what.clone(),
            value: known(reading.value),
            low: known(reading.interval.low),
            high: known(reading.interval.high),
            accepted_low: reading.accepted.and_then(|range| known(range.low)),
            accepted_high: reading.accepted.and_then(|range| known(range.high)),
            unit: reading.unit.into(),
            standing: reading.standing().words().into(),
        }
    }
}

/// The rows of the record.
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn rows() -> Result<Vec<Row>> {
    read(RECORD)
}

/// The rows of a table that comes with the program.
pub(super) fn read<T: DeserializeOwned>(table: &str) -> Result<Vec<T>> {
    csv::Reader::from_reader(table.as_bytes())
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Error::Bug(format!("a record of evidence: {error}")))
}

/// Facts that were met when the record was made and are not met by what was read now, by their places in [`FACTS`].
///
/// # Errors
/// A record that can't be read: a bug of ours.
pub fn lost(readings: &[(usize, Vec<Reading>)]) -> Result<Vec<usize>> {
    let recorded = rows()?;
    let was_met = |code: &str| {
        let rows: Vec<&Row> = recorded.iter().filter(|row| row.fact == code).collect();
        is_met(&rows) == Some(true)
    };
    let is_lost = |(fact, read): &&(usize, Vec<Reading>)| {
        was_met(FACTS[*fact].code) && Fact::is_met(read) == Some(false)
    };
    Ok(readings.iter().filter(is_lost).map(|(fact, _)| *fact).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Range;
    use crate::studies::statistics::Interval;

    #[test]
    fn what_was_met_and_is_not_any_more_is_lost() {
        let place = FACTS.iter().position(|fact| fact.code == "F6").unwrap();
        let reading = |value| Reading {
            what: "private research".into(),
            unit: "EUR",
            value,
            interval: Interval { low: value, high: value },
            accepted: Some(Range::between(-0.1, 0.4)),
        };
        assert_eq!(lost(&[(place, vec![reading(0.9)])]).unwrap(), [place]);
        assert!(lost(&[(place, vec![reading(0.1)])]).unwrap().is_empty());
        assert!(lost(&[]).unwrap().is_empty());
    }
}
