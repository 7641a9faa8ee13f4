//! Tables of the page.

use crate::outcomes::{Column, REACHED};
use crate::report::answer::verdict::{Cell, SHARE, Table};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// The unit of a column; that of an indicator is its mission's own word, and no share of ours.
pub fn unit_of<'s>(subject: Subject<'s>, column: &Column) -> &'s str {
    match subject.unit(column) {
        SHARE if column.outcome.unit != SHARE => "share of 1",
        unit => unit,
    }
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
                value(distribution.moments().mean()),
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
