//! The tables of a study, row by row: what was measured in each run, what is said of all, and what the outcomes mean.

use serde::Serialize;

use super::contrast::Paired;
use super::courses::Courses;
use super::statistics::Distribution;
use super::tally::Tally;
use crate::outcomes::Column;
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::store::frame::{Cells, Frame};
use crate::store::plan::{Case, Plan};

/// What the rows are about: one case of a study.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The study.
    pub plan: &'s Plan,
    /// The place of the case.
    pub case: usize,
    /// Its scenario.
    pub scenario: &'s Scenario,
    /// What is measured.
    pub survey: &'s Survey,
}

impl<'s> Subject<'s> {
    /// The name of a policy of the study.
    pub fn name(self, policy: usize) -> &'s str {
        &self.plan.policies[policy]
    }

    /// The case.
    pub fn of_plan(self) -> &'s Case {
        &self.plan.cases[self.case]
    }

    /// The unit of a column; an indicator has that of its mission.
    pub fn unit(self, column: &Column) -> &'s str {
        match (column.outcome.unit, column.mission) {
            ("indicator", Some(mission)) => &self.scenario.missions[mission].unit,
            (unit, _) => unit,
        }
    }

    fn quarter(self, step: usize) -> String {
        self.scenario.horizon.date_of(step).to_string()
    }
}

/// The columns of the table of runs before those that are varied: policy, case, replicate.
pub const RUN_KEYS: usize = 3;

/// The table of runs, or a part of it, as it grows.
#[derive(Debug)]
pub struct RunRows {
    frame: Frame,
}

impl RunRows {
    /// A table without rows.
    pub fn new(plan: &Plan, survey: &Survey) -> Self {
        let keys = [
            ("policy".to_owned(), Cells::Texts(Vec::new())),
            (plan.case_word.clone(), Cells::Counts(Vec::new())),
            ("replicate".to_owned(), Cells::Counts(Vec::new())),
        ];
        let varied = plan.varied.iter().enumerate().map(|(place, name)| {
            let cells =
                if plan.is_number(place) { Cells::Numbers(Vec::new()) } else { Cells::Texts(Vec::new()) };
            (name.clone(), cells)
        });
        let outcomes = survey.columns.iter().map(|column| (column.name.clone(), Cells::Numbers(Vec::new())));
        Self { frame: Frame::new(keys.into_iter().chain(varied).chain(outcomes)) }
    }

    /// Takes a run: the place of its case and policy, its replicate, and what was measured in it.
    pub fn add(&mut self, plan: &Plan, (case, policy, replicate): (usize, usize, u64), values: &[f64]) {
        let (keys, rest) = self.frame.columns.split_at_mut(RUN_KEYS);
        let [Cells::Texts(policies), Cells::Counts(cases), Cells::Counts(replicates)] = keys else { return };
        policies.push(plan.policies[policy].clone());
        cases.push(case as u64);
        replicates.push(replicate);
        let (varied, outcomes) = rest.split_at_mut(plan.varied.len());
        for (cells, value) in varied.iter_mut().zip(&plan.cases[case].values) {
            match cells {
                Cells::Numbers(cells) => cells.push(value.parse().unwrap_or(f64::NAN)),
                Cells::Texts(cells) => cells.push(value.clone()),
                Cells::Counts(_) => (),
            }
        }
        for (cells, value) in outcomes.iter_mut().zip(values) {
            if let Cells::Numbers(cells) = cells {
                // no infinity: a spreadsheet knows none
                cells.push(if value.is_finite() { *value } else { f64::NAN });
            }
        }
    }

    /// The table.
    pub fn frame(self) -> Frame {
        self.frame
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
    let regional = subject.survey.regional.iter().filter(|_| subject.plan.detailed_cases > 0);
    subject.survey.columns.iter().chain(regional).map(move |column| OutcomeRow {
        name: &column.name,
        unit: subject.unit(column),
        better: column.outcome.better.word(),
        meaning: column.outcome.meaning,
    })
}

/// What is said of each outcome under each policy in a case. `runs` counts those with a number, `missing` those without.
pub fn summary(subject: Subject, tally: &Tally) -> Frame {
    let survey = subject.survey;
    let rows: Vec<(usize, usize)> = (0..tally.policies())
        .flat_map(|policy| (0..survey.columns.len()).map(move |place| (policy, place)))
        .collect();
    let texts = |read: &dyn Fn(usize, &'_ Column) -> String| {
        Cells::Texts(rows.iter().map(|(policy, place)| read(*policy, &survey.columns[*place])).collect())
    };
    let counts = |read: fn(&Distribution) -> u64| {
        Cells::Counts(rows.iter().map(|(policy, place)| read(tally.distribution(*policy, *place))).collect())
    };
    let numbers = |read: fn(&Distribution) -> f64| {
        Cells::Numbers(rows.iter().map(|(policy, place)| read(tally.distribution(*policy, *place))).collect())
    };
    let differences = |read: fn(&Paired) -> f64| {
        let of = |(policy, place): &(usize, usize)| {
            let pair = tally.baseline.and_then(|baseline| tally.pair(*policy, baseline, *place));
            pair.as_ref().map_or(f64::NAN, read)
        };
        Cells::Numbers(rows.iter().map(of).collect())
    };
    let columns = [
        ("policy", texts(&|policy, _| subject.name(policy).to_owned())),
        (&subject.plan.case_word, Cells::Counts(vec![subject.case as u64; rows.len()])),
        ("outcome", texts(&|_, column| column.name.clone())),
        ("unit", texts(&|_, column| subject.unit(column).to_owned())),
        ("better", texts(&|_, column| column.outcome.better.word().to_owned())),
        ("runs", counts(|distribution| distribution.moments().count())),
        ("missing", counts(Distribution::missing)),
        ("mean", numbers(|distribution| distribution.moments().mean())),
        ("standard_error", numbers(|distribution| distribution.moments().standard_error())),
        ("q05", numbers(|distribution| distribution.quantile(0.05))),
        ("q10", numbers(|distribution| distribution.quantile(0.1))),
        ("q50", numbers(|distribution| distribution.quantile(0.5))),
        ("q90", numbers(|distribution| distribution.quantile(0.9))),
        ("q95", numbers(|distribution| distribution.quantile(0.95))),
        ("difference_to_baseline", differences(|pair| pair.difference.mean())),
        ("difference_standard_error", differences(|pair| pair.difference.standard_error())),
        ("difference_low", differences(|pair| pair.interval().low)),
        ("difference_high", differences(|pair| pair.interval().high)),
    ];
    Frame::new(columns.into_iter().map(|(name, cells)| (name.to_owned(), cells)))
}

/// How many columns the summary has.
pub const SUMMARY_COLUMNS: u64 = 18;

/// How many columns the differences have.
pub const DIFFERENCE_COLUMNS: u64 = 14;

/// What is said in a case of every outcome of every pair of policies, under the same luck. `share_ahead` is the share of
/// replicates in which the policy is better, `unpaired_ratio` how many times as many it would take with seeds of their own.
pub fn differences(subject: Subject, tally: &Tally) -> Frame {
    let columns = subject.survey.columns.iter().enumerate();
    let rows: Vec<(usize, usize, &Column, Paired)> = tally
        .pairs()
        .into_iter()
        .flat_map(|(policy, reference)| {
            let of = move |(place, column)| {
                Some((policy, reference, column, tally.pair(policy, reference, place)?))
            };
            columns.clone().filter_map(of)
        })
        .collect();
    let texts = |read: &dyn Fn(usize, usize, &Column) -> String| {
        Cells::Texts(
            rows.iter().map(|(policy, reference, column, _)| read(*policy, *reference, column)).collect(),
        )
    };
    let numbers = |read: &dyn Fn(&Paired) -> f64| {
        Cells::Numbers(rows.iter().map(|(_, _, _, pair)| read(pair)).collect())
    };
    let share = |number: u64, pair: &Paired| number as f64 / pair.difference.count() as f64;
    let has_better = |pair: &Paired, share: f64| if pair.has_better() { share } else { f64::NAN };
    let named = [
        ("policy", texts(&|policy, _, _| subject.name(policy).to_owned())),
        ("reference", texts(&|_, reference, _| subject.name(reference).to_owned())),
        (&subject.plan.case_word, Cells::Counts(vec![subject.case as u64; rows.len()])),
        ("outcome", texts(&|_, _, column| column.name.clone())),
        ("unit", texts(&|_, _, column| subject.unit(column).to_owned())),
        ("better", texts(&|_, _, column| column.outcome.better.word().to_owned())),
        ("pairs", Cells::Counts(rows.iter().map(|(_, _, _, pair)| pair.difference.count()).collect())),
        ("difference", numbers(&|pair| pair.difference.mean())),
        ("standard_error", numbers(&|pair| pair.difference.standard_error())),
        ("low", numbers(&|pair| pair.interval().low)),
        ("high", numbers(&|pair| pair.interval().high)),
        ("share_ahead", numbers(&|pair| has_better(pair, share(pair.ahead, pair)))),
        ("share_level", numbers(&|pair| share(pair.level, pair))),
        ("unpaired_ratio", numbers(&|pair| pair.saved_by_pairing().unwrap_or(f64::NAN))),
    ];
    Frame::new(named.into_iter().map(|(name, cells)| (name.to_owned(), cells)))
}

/// A name, and how it is read.
type Statistic = (&'static str, fn(&Distribution) -> f64);
/// The statistic that is kept of every path.
const MEAN: &str = "mean";
/// The statistics of a path of the whole.
const STATISTICS: [Statistic; 6] = [
    (MEAN, |values| values.moments().mean()),
    ("q05", |values| values.quantile(0.05)),
    ("q25", |values| values.quantile(0.25)),
    ("q50", |values| values.quantile(0.5)),
    ("q75", |values| values.quantile(0.75)),
    ("q95", |values| values.quantile(0.95)),
];

/// The rows of the series, as they grow.
#[derive(Default)]
struct Series {
    policies: Vec<String>,
    quarters: Vec<String>,
    regions: Vec<String>,
    outcomes: Vec<String>,
    statistics: Vec<String>,
    values: Vec<f64>,
    units: Vec<String>,
}

impl Series {
    fn add(&mut self, words: [&str; 6], value: f64) {
        let columns = [
            &mut self.policies,
            &mut self.quarters,
            &mut self.regions,
            &mut self.outcomes,
            &mut self.statistics,
            &mut self.units,
        ];
        columns.into_iter().zip(words).for_each(|(column, word)| column.push(word.to_owned()));
        self.values.push(value);
    }
}

/// How many columns the series have.
pub const SERIES_COLUMNS: u64 = 8;

/// The paths of the whole in a case, quarter by quarter, then the means of its parts, then of the regions.
pub fn series(subject: Subject, courses: &Courses) -> Frame {
    let (survey, mut rows) = (subject.survey, Series::default());
    for policy in 0..subject.plan.policies.len() {
        let name = subject.name(policy);
        for (path, place) in survey.paths.iter().enumerate() {
            let column = &survey.columns[*place];
            for (step, values) in courses.path(policy, path).iter().enumerate() {
                let quarter = subject.quarter(step);
                for (statistic, read) in STATISTICS {
                    let words = [name, &quarter, "", &column.name, statistic, subject.unit(column)];
                    rows.add(words, read(values));
                }
            }
        }
        for (part, place) in survey.parts.iter().enumerate() {
            let column = &survey.columns[*place];
            for (step, average) in courses.part(policy, part).iter().enumerate() {
                let words = [name, &subject.quarter(step), "", &column.name, MEAN, subject.unit(column)];
                rows.add(words, average.mean());
            }
        }
        let codes = &subject.scenario.regions.code;
        for (place, (column, moments)) in survey.regional.iter().zip(&survey.moments).enumerate() {
            for (step, regions) in moments.iter().zip(courses.regions(policy, place).chunks(codes.len())) {
                let quarter = subject.quarter(*step);
                for (average, code) in regions.iter().zip(codes) {
                    let words = [name, &quarter, code, &column.name, MEAN, subject.unit(column)];
                    rows.add(words, average.mean());
                }
            }
        }
    }
    let cases = vec![subject.case as u64; rows.values.len()];
    Frame::new([
        ("policy".to_owned(), Cells::Texts(rows.policies)),
        (subject.plan.case_word.clone(), Cells::Counts(cases)),
        ("quarter".to_owned(), Cells::Texts(rows.quarters)),
        ("region".to_owned(), Cells::Texts(rows.regions)),
        ("outcome".to_owned(), Cells::Texts(rows.outcomes)),
        ("statistic".to_owned(), Cells::Texts(rows.statistics)),
        ("value".to_owned(), Cells::Numbers(rows.values)),
        ("unit".to_owned(), Cells::Texts(rows.units)),
    ])
}

/// Of how many things the series of a case tell a distribution, and of how many a mean alone.
pub fn series_things(subject: Subject) -> (u64, u64) {
    let Subject { survey, scenario, plan, .. } = subject;
    let (policies, quarters) = (plan.policies.len(), scenario.horizon.quarters);
    let regional = survey.moments.iter().map(Vec::len).sum::<usize>() * scenario.regions.code.len();
    let means = survey.parts.len() * quarters + regional;
    ((policies * survey.paths.len() * quarters) as u64, (policies * means) as u64)
}

/// How many rows the series of a case have.
pub fn series_rows(subject: Subject) -> u64 {
    let (distributions, means) = series_things(subject);
    distributions * STATISTICS.len() as u64 + means
}
