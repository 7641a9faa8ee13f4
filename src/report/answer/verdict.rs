//! The policies beside each other, for the terminal and the page; and the cells of which their tables are made.

use serde::Serialize;

use super::Teller;
use crate::numeric::four_digits;
use crate::outcomes::REMOVED;
use crate::report::words::{percent, percent_interval, short, signed};

/// The unit of outcomes that are shown as per cent, and their differences as points.
pub const SHARE: &str = "share";

/// A table whose rows can be sorted.
#[derive(Debug, Default, Serialize)]
pub struct Table {
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What it is sorted by; none for words.
    pub number: Option<f64>,
}

/// Four digits are enough to sort by.
fn sorted_by(value: f64) -> Option<f64> {
    value.is_finite().then(|| four_digits(value))
}

impl Cell {
    /// Words.
    pub fn word(text: &str) -> Self {
        Self { text: text.to_owned(), number: None }
    }

    /// A number.
    pub fn number(value: f64) -> Self {
        Self { text: short(value), number: sorted_by(value) }
    }

    /// A share, as per cent.
    pub fn share(value: f64) -> Self {
        Self { text: percent(value), number: sorted_by(value) }
    }

    /// A count.
    pub fn count(count: u64) -> Self {
        Self { text: count.to_string(), number: Some(count as f64) }
    }

    /// A difference in the unit of an outcome; of shares in points.
    pub fn difference(value: f64, unit: &str) -> Self {
        let text = match unit {
            SHARE if value.is_finite() => format!("{} points", signed(value * 100.0)),
            _ => signed(value),
        };
        Self { text, number: sorted_by(value) }
    }

    /// A value in the unit of an outcome.
    pub fn of_unit(value: f64, unit: &str) -> Self {
        if unit == SHARE { Self::share(value) } else { Self::number(value) }
    }
}

/// The policies beside each other, as a mission sees them.
pub fn verdict(teller: Teller) -> Table {
    let Teller { subject, tally, mission } = teller;
    let heads = [
        "policy",
        "P(target)",
        "95 % interval",
        "problem removed",
        &format!("indicator ({})", subject.scenario.missions[mission].unit),
        "mean shortfall",
        "public cost (M EUR)",
        "weak regions' uptake / mean",
        "regions over the line",
    ];
    let row = |policy: usize| {
        let mean = |outcome: &str, mission| {
            let column = tally.survey().column(outcome, mission);
            column.map_or(f64::NAN, |column| tally.distribution(policy, column).moments().mean())
        };
        let of_mission = |outcome: &str| mean(outcome, Some(mission));
        let chance = tally.probability(policy, mission);
        vec![
            Cell::word(subject.name(policy)),
            Cell::share(chance.map_or(f64::NAN, |(share, _)| share)),
            Cell::word(&chance.map_or_else(String::new, |(_, interval)| percent_interval(interval))),
            Cell::share(of_mission(REMOVED)),
            Cell::number(of_mission("indicator")),
            Cell::share(of_mission("shortfall")),
            Cell::number(mean("public_cost", None)),
            Cell::number(of_mission("weak_regions_uptake")),
            Cell::share(of_mission("regions_over_line")),
        ]
    };
    Table { heads: heads.map(str::to_owned).to_vec(), rows: (0..tally.policies()).map(row).collect() }
}
