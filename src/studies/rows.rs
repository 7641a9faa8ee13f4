//! The tables of a study, row by row: what is said of all runs, and what the outcomes mean.

use serde::Serialize;

use super::statistics::{Distribution, Moments};
use super::tally::Tally;
use crate::outcomes::Column;
use crate::run::{Survey, Trajectory};
use crate::scenario::Scenario;
use crate::store::tables::Number;

/// What the rows are about.
#[derive(Clone, Copy)]
pub struct Subject<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// What is measured.
    pub survey: &'s Survey,
    /// The places of the policies that were run.
    pub policies: &'s [usize],
    /// The number of the future.
    pub future: u64,
    /// The values of the uncertainties there.
    pub uncertain: &'s [f64],
}

impl<'s> Subject<'s> {
    /// The name of a policy of the study.
    pub fn name(self, policy: usize) -> &'s str {
        &self.scenario.policies[self.policies[policy]].name
    }

    /// The unit of a column; an indicator has that of its mission.
    fn unit(self, column: &Column) -> &'s str {
        match (column.outcome.unit, column.mission) {
            ("indicator", Some(mission)) => &self.scenario.missions[mission].unit,
            (unit, _) => unit,
        }
    }

    fn quarter(self, step: usize) -> String {
        self.scenario.horizon.date_of(step).to_string()
    }

    /// The first line of the table of runs.
    pub fn run_header(self) -> Vec<&'s str> {
        let columns = self.survey.columns.iter().map(|column| column.name.as_str());
        let uncertain = self.scenario.uncertainties.iter().map(|one| one.parameter.as_str());
        ["policy", "future", "replicate"].into_iter().chain(uncertain).chain(columns).collect()
    }

    /// A line of it.
    pub fn run(self, policy: usize, replicate: u64, run: &Trajectory) -> Vec<String> {
        let numbers = self.uncertain.iter().chain(&run.values).map(|value| Number(*value).text());
        [self.name(policy).to_owned(), self.future.to_string(), replicate.to_string()]
            .into_iter()
            .chain(numbers)
            .collect()
    }
}

/// What an outcome is.
#[derive(Debug, Serialize)]
pub struct OutcomeRow<'s> {
    name: &'s str,
    unit: &'s str,
    better: &'static str,
    meaning: &'static str,
}

/// Every outcome that stands in the other tables.
pub fn outcomes(subject: Subject<'_>) -> impl Iterator<Item = OutcomeRow<'_>> {
    subject.survey.columns.iter().chain(&subject.survey.regional).map(move |column| OutcomeRow {
        name: &column.name,
        unit: subject.unit(column),
        better: column.outcome.better.word(),
        meaning: column.outcome.meaning,
    })
}

/// What is said of one outcome under one policy.
#[derive(Debug, Serialize)]
pub struct SummaryRow<'s> {
    policy: &'s str,
    future: u64,
    outcome: &'s str,
    unit: &'s str,
    better: &'static str,
    runs: u64,
    missing: u64,
    mean: Number,
    standard_error: Number,
    q05: Number,
    q50: Number,
    q95: Number,
    difference_to_baseline: Number,
    difference_standard_error: Number,
    difference_low: Number,
    difference_high: Number,
}

/// A row for each policy and outcome. `runs` counts those with a number, `missing` those without.
pub fn summary<'s>(subject: Subject<'s>, tally: &Tally) -> impl Iterator<Item = SummaryRow<'s>> {
    let columns = subject.survey.columns.iter().enumerate();
    (0..tally.policies()).flat_map(move |policy| {
        columns.clone().map(move |(place, column)| summary_row(subject, tally, policy, (place, column)))
    })
}

fn summary_row<'s>(
    subject: Subject<'s>,
    tally: &Tally,
    policy: usize,
    (place, column): (usize, &'s Column),
) -> SummaryRow<'s> {
    let distribution = tally.distribution(policy, place);
    let moments = distribution.moments();
    let difference = tally.baseline.and_then(|baseline| tally.difference(policy, baseline, place));
    let of_difference = |read: fn(&Moments) -> f64| Number(difference.as_ref().map_or(f64::NAN, read));
    SummaryRow {
        policy: subject.name(policy),
        future: subject.future,
        outcome: &column.name,
        unit: subject.unit(column),
        better: column.outcome.better.word(),
        runs: moments.count(),
        missing: distribution.missing(),
        mean: Number(moments.mean()),
        standard_error: Number(moments.standard_error()),
        q05: Number(distribution.quantile(0.05)),
        q50: Number(distribution.quantile(0.5)),
        q95: Number(distribution.quantile(0.95)),
        difference_to_baseline: of_difference(Moments::mean),
        difference_standard_error: of_difference(Moments::standard_error),
        difference_low: of_difference(|moments| moments.interval().low),
        difference_high: of_difference(|moments| moments.interval().high),
    }
}

/// One number of a series.
#[derive(Debug, Serialize)]
pub struct SeriesRow<'s> {
    policy: &'s str,
    future: u64,
    quarter: String,
    region: &'s str,
    outcome: &'s str,
    statistic: &'static str,
    value: Number,
    unit: &'s str,
}

/// A number that a distribution has, with its name.
type Statistic = (&'static str, fn(&Distribution) -> f64);

/// The statistics of a quarter.
const STATISTICS: [Statistic; 6] = [
    ("mean", |values| values.moments().mean()),
    ("q05", |values| values.quantile(0.05)),
    ("q25", |values| values.quantile(0.25)),
    ("q50", |values| values.quantile(0.5)),
    ("q75", |values| values.quantile(0.75)),
    ("q95", |values| values.quantile(0.95)),
];

/// The paths of the whole, quarter by quarter, then the means of the regions.
pub fn series<'s>(subject: Subject<'s>, tally: &Tally) -> impl Iterator<Item = SeriesRow<'s>> {
    (0..tally.policies()).flat_map(move |policy| {
        let survey = subject.survey;
        let paths = survey.paths.iter().enumerate().flat_map(move |(path, column)| {
            path_rows(subject, policy, &survey.columns[*column], tally.path(policy, path))
        });
        let regions = survey.regional.iter().enumerate().flat_map(move |(place, column)| {
            region_rows(subject, policy, column, tally.regions(policy, place))
        });
        paths.chain(regions)
    })
}

fn path_rows<'s>(
    subject: Subject<'s>,
    policy: usize,
    column: &'s Column,
    path: &[Distribution],
) -> impl Iterator<Item = SeriesRow<'s>> {
    path.iter().enumerate().flat_map(move |(step, values)| {
        STATISTICS.map(|(statistic, read)| SeriesRow {
            policy: subject.name(policy),
            future: subject.future,
            quarter: subject.quarter(step),
            region: "",
            outcome: &column.name,
            statistic,
            value: Number(read(values)),
            unit: subject.unit(column),
        })
    })
}

fn region_rows<'s>(
    subject: Subject<'s>,
    policy: usize,
    column: &'s Column,
    regions: &[Moments],
) -> impl Iterator<Item = SeriesRow<'s>> {
    let quarter = subject.quarter(subject.survey.step_of(column));
    regions.iter().zip(&subject.scenario.regions.code).map(move |(moments, code)| SeriesRow {
        policy: subject.name(policy),
        future: subject.future,
        quarter: quarter.clone(),
        region: code,
        outcome: &column.name,
        statistic: "mean",
        value: Number(moments.mean()),
        unit: subject.unit(column),
    })
}
