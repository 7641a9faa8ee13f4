//! Tables of the page.

use serde::Serialize;

use crate::numeric::four_digits;
use crate::outcomes::{Column, REACHED, REMOVED};
use crate::report::answer::{NET, Teller};
use crate::report::words::{percent, percent_interval, short, signed};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// The unit of outcomes that are shown as per cent, and their differences as points.
const SHARE: &str = "share";

/// The unit of a column; that of an indicator is its mission's own word, and no share of ours.
pub fn unit_of<'s>(subject: Subject<'s>, column: &Column) -> &'s str {
    match subject.unit(column) {
        SHARE if column.outcome.unit != SHARE => "share of 1",
        unit => unit,
    }
}

/// A table whose rows can be sorted.
#[derive(Debug, Default, Serialize)]
pub struct Table {
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell: what it says, and what it is sorted by.
#[derive(Debug, Serialize)]
pub struct Cell {
    text: String,
    /// None for words.
    number: Option<f64>,
}

/// Four digits are enough to sort by.
fn sorted_by(value: f64) -> Option<f64> {
    value.is_finite().then(|| four_digits(value))
}

impl Cell {
    fn word(text: &str) -> Self {
        Self { text: text.to_owned(), number: None }
    }

    fn number(value: f64) -> Self {
        Self { text: short(value), number: sorted_by(value) }
    }

    fn share(value: f64) -> Self {
        Self { text: percent(value), number: sorted_by(value) }
    }

    fn count(count: u64) -> Self {
        Self { text: count.to_string(), number: Some(count as f64) }
    }

    /// A difference in the unit of an outcome; of shares in points.
    fn difference(value: f64, unit: &str) -> Self {
        let text = match unit {
            SHARE if value.is_finite() => format!("{} points", signed(value * 100.0)),
            _ => signed(value),
        };
        Self { text, number: sorted_by(value) }
    }

    /// A value in the unit of an outcome.
    fn of_unit(value: f64, unit: &str) -> Self {
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
        "net public cost (M EUR)",
        "weak regions’ uptake / mean",
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
            Cell::number(mean(NET, None)),
            Cell::number(of_mission("weak_regions_uptake")),
            Cell::share(of_mission("regions_over_line")),
        ]
    };
    Table { heads: heads.map(str::to_owned).to_vec(), rows: (0..tally.policies()).map(row).collect() }
}

/// Every outcome of every policy: its mean, its spread, and its difference to the baseline.
pub fn outcomes(subject: Subject, tally: &Tally) -> Table {
    let heads = [
        "outcome",
        "policy",
        "unit",
        "mean",
        "5 %",
        "median",
        "95 %",
        "runs without a number",
        "less the baseline",
        "95 % interval",
    ];
    let mut table = Table { heads: heads.map(str::to_owned).to_vec(), rows: Vec::new() };
    for (place, column) in subject.survey.columns.iter().enumerate() {
        let unit = unit_of(subject, column);
        let value = |value: f64| Cell::of_unit(value, unit);
        for policy in 0..tally.policies() {
            let distribution = tally.distribution(policy, place);
            // between yes and no there is nothing
            let is_number = column.outcome.name != REACHED;
            let quantile =
                |share: f64| value(if is_number { distribution.quantile(share) } else { f64::NAN });
            let pair = tally.baseline.filter(|baseline| *baseline != policy);
            let pair = pair.and_then(|baseline| tally.pair(policy, baseline, place));
            let interval = pair.map_or_else(String::new, |pair| {
                let interval = pair.interval();
                let end = |value| Cell::difference(value, unit).text;
                if interval.low.is_nan() {
                    String::new()
                } else {
                    format!("{} to {}", end(interval.low), end(interval.high))
                }
            });
            table.rows.push(vec![
                Cell::word(&column.name),
                Cell::word(subject.name(policy)),
                Cell::word(unit),
                value(if distribution.moments().count() > 0 {
                    distribution.moments().mean()
                } else {
                    f64::NAN
                }),
                quantile(0.05),
                quantile(0.5),
                quantile(0.95),
                Cell::count(distribution.missing()),
                Cell::difference(pair.map_or(f64::NAN, |pair| pair.difference.mean()), unit),
                Cell::word(&interval),
            ]);
        }
    }
    table
}
