//! Reads what figures show from a results folder, as streams: memory depends on what is drawn, not on the runs.
//!
//! All of it is about future 0, the scenario's own assumptions: the spread between futures is not the spread between
//! replicates, and a figure that pooled them would show neither.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::density::Histogram;
use super::manifest::{Manifest, Mission, Policy};
use super::scale::span;
use super::table::{Row, Table};
use crate::calendar::Quarter;
use crate::error::Result;
use crate::store::plan::Plan;
use crate::studies::statistics::Moments;
use crate::studies::statistics::exact_quantile;

/// At most about so many runs of a policy are drawn one by one.
const SAMPLE: u64 = 2000;

/// A results folder on disk.
pub struct Results {
    folder: PathBuf,
    /// What was studied.
    pub manifest: Manifest,
}

/// Something for each policy, in the manifest's order, and what was left out on the way.
#[derive(Debug)]
pub struct Gathered<T> {
    /// One entry a policy.
    pub policies: Vec<T>,
    /// Cells without a number, which were left out.
    pub skipped: u64,
    /// How many futures the table holds; only the first is shown.
    pub futures: u64,
}

/// The statistics of an outcome in one quarter; NaN where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The 5, 25, 50, 75 and 95 % quantiles over the replicates, and their mean.
    pub at: [f64; STATISTICS.len()],
}

/// The statistics of an outcome over time.
pub type Course = BTreeMap<Quarter, Seen>;

const STATISTICS: [&str; 6] = ["q05", "q25", "q50", "q75", "q95", "mean"];
/// The place of the mean among them.
pub const MEAN: usize = 5;

/// What a whole consists of, quarter by quarter: the names of its parts, in the order of the table, and their means.
pub type Parts = Vec<(String, BTreeMap<Quarter, f64>)>;

/// Means by region; NaN where there is none.
pub type Regions = BTreeMap<String, f64>;

/// Means by region over time.
pub type Places = BTreeMap<Quarter, Regions>;

/// Where the runs of a policy end.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Runs with a number.
    pub runs: u64,
    /// Those of them that reach the target.
    pub reached: u64,
    /// The smallest and the largest value.
    pub ends: (f64, f64),
    /// Their standard deviation.
    pub deviation: f64,
    /// Their distribution between these two.
    pub histogram: Histogram,
    /// Some of the values: the first of every so many runs, in the order of the file.
    pub sample: Vec<f64>,
}

impl Ending {
    /// The value below which a share of the runs lies: exact where all of them are kept, else to within a bin.
    pub fn quantile(&self, share: f64) -> f64 {
        if self.sample.len() as u64 == self.runs {
            exact_quantile(&self.sample, share)
        } else {
            self.histogram.quantile(share)
        }
    }
}

/// The first pass over the runs of a policy.
#[derive(Clone, Copy)]
struct Overview {
    moments: Moments,
    reached: u64,
    ends: (f64, f64),
}

impl Overview {
    fn none() -> Self {
        Self { moments: Moments::default(), reached: 0, ends: (f64::INFINITY, f64::NEG_INFINITY) }
    }

    fn add(&mut self, value: f64, reached: bool) {
        self.moments.add(value);
        self.reached += u64::from(reached);
        self.ends = (self.ends.0.min(value), self.ends.1.max(value));
    }

    /// What is known before the second pass.
    fn ending(self) -> Ending {
        let variance = self.moments.variance();
        Ending {
            runs: self.moments.count(),
            reached: self.reached,
            ends: self.ends,
            deviation: if variance.is_finite() { variance.sqrt() } else { 0.0 },
            histogram: Histogram::new(span([self.ends.0, self.ends.1], 0.0).unwrap_or((0.0, 1.0))),
            sample: Vec::new(),
        }
    }
}

impl Results {
    /// Opens a folder by its manifest.
    pub fn open(folder: &Path) -> Result<Self> {
        Ok(Self { folder: folder.to_owned(), manifest: Manifest::read(folder)? })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The place of a policy in the manifest.
    pub(super) fn policy(&self, name: &str) -> std::result::Result<usize, String> {
        self.manifest.place_of(name).ok_or_else(|| format!("the manifest knows no policy `{name}`"))
    }

    /// Where the policies of the manifest, the baseline first, stand in a plan.
    pub(super) fn places_in(&self, plan: &Plan) -> Vec<usize> {
        let place = |policy: &Policy| plan.policies.iter().position(|name| *name == policy.name);
        self.manifest.policies.iter().filter_map(place).collect()
    }

    /// Quantiles and mean of an outcome in each quarter, from `series.csv`.
    pub fn courses(&self, outcome: &str) -> Result<Gathered<Course>> {
        let mut courses = vec![Course::new(); self.manifest.policies.len()];
        let wanted = |name: &str| (name == outcome).then_some(());
        let (skipped, futures) = self.each_in_series(wanted, |policy, (), row| {
            let Some(place) = STATISTICS.iter().position(|name| *name == row.text(SERIES_STATISTIC)) else {
                return Ok(false);
            };
            if !row.text(SERIES_REGION).is_empty() {
                return Ok(false);
            }
            let value = row.number(SERIES_VALUE)?;
            let quarter = row.text(SERIES_QUARTER).parse()?;
            let seen = courses[policy].entry(quarter).or_insert(Seen { at: [f64::NAN; STATISTICS.len()] });
            seen.at[place] = value.unwrap_or(f64::NAN);
            Ok(value.is_none())
        })?;
        Ok(Gathered { policies: courses, skipped, futures })
    }

    /// What some outcomes consist of in each quarter, from `series.csv`: all parts of which it has means.
    pub fn parts<const N: usize>(&self, outcomes: [&str; N]) -> Result<Gathered<[Parts; N]>> {
        let none = || std::array::from_fn(|_| Parts::new());
        let mut policies: Vec<[Parts; N]> = self.manifest.policies.iter().map(|_| none()).collect();
        let wanted = |name: &str| {
            let (outcome, part) = name.split_once('.')?;
            Some((outcomes.iter().position(|wanted| *wanted == outcome)?, part.to_owned()))
        };
        let (skipped, futures) = self.each_in_series(wanted, |policy, (outcome, name), row| {
            if row.text(SERIES_STATISTIC) != "mean" || !row.text(SERIES_REGION).is_empty() {
                return Ok(false);
            }
            let parts = &mut policies[policy][outcome];
            let place = parts.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                parts.push((name, BTreeMap::new()));
                parts.len() - 1
            });
            let value = row.number(SERIES_VALUE)?;
            if let Some(value) = value {
                parts[place].1.insert(row.text(SERIES_QUARTER).parse()?, value);
            }
            Ok(value.is_none())
        })?;
        Ok(Gathered { policies, skipped, futures })
    }

    /// The means of an outcome by region in each quarter that is kept, from `series.csv`.
    pub fn regional(&self, outcome: &str) -> Result<Gathered<Places>> {
        let mut places = vec![Places::new(); self.manifest.policies.len()];
        let wanted = |name: &str| (name == outcome).then_some(());
        let (skipped, futures) = self.each_in_series(wanted, |policy, (), row| {
            let region = row.text(SERIES_REGION);
            if region.is_empty() || row.text(SERIES_STATISTIC) != "mean" {
                return Ok(false);
            }
            let (quarter, value) = (row.text(SERIES_QUARTER).parse()?, row.number(SERIES_VALUE)?);
            places[policy].entry(quarter).or_default().insert(region.into_owned(), value.unwrap_or(f64::NAN));
            Ok(value.is_none())
        })?;
        Ok(Gathered { policies: places, skipped, futures })
    }

    /// The columns of the series, in the order of the places below.
    fn series_columns(&self) -> [&str; 7] {
        ["policy", &self.manifest.case_word, "quarter", "region", "outcome", "statistic", "value"]
    }

    /// Shows every row of wanted outcomes in future 0 with the place of its policy and what it is wanted for; `visit` says
    /// whether its number is missing. Returns how many were, and the number of futures.
    pub(super) fn each_in_series<T>(
        &self,
        wanted: impl Fn(&str) -> Option<T>,
        mut visit: impl FnMut(usize, T, &Row) -> std::result::Result<bool, String>,
    ) -> Result<(u64, u64)> {
        let (mut skipped, mut futures) = (0, 1);
        Table::open(&self.folder, "series", &self.series_columns())?.each(|row| {
            let Some(of) = wanted(&row.text(SERIES_OUTCOME)) else { return Ok(()) };
            let future = row.count(SERIES_FUTURE)?;
            futures = futures.max(future + 1);
            if future == 0 {
                skipped += u64::from(visit(self.policy(&row.text(SERIES_POLICY))?, of, row)?);
            }
            Ok(())
        })?;
        Ok((skipped, futures))
    }

    /// Where the runs end, from `runs.csv`, which is read twice: first for the range, then for the shape.
    pub fn endings(&self, mission: &Mission) -> Result<Gathered<Ending>> {
        let mut overviews = vec![Overview::none(); self.manifest.policies.len()];
        let (mut skipped, mut futures) = (0, 1);
        self.each_ending(mission, |policy, future, value| {
            futures = futures.max(future + 1);
            match value {
                Some(value) if future == 0 => overviews[policy].add(value, mission.reached(value)),
                None if future == 0 => skipped += 1,
                _ => (),
            }
        })?;
        let mut endings: Vec<Ending> = overviews.into_iter().map(Overview::ending).collect();
        self.each_ending(mission, |policy, future, value| {
            if let (0, Some(value)) = (future, value) {
                let ending = &mut endings[policy];
                if ending.histogram.total().is_multiple_of(ending.runs.div_ceil(SAMPLE).max(1)) {
                    ending.sample.push(value);
                }
                ending.histogram.add(value);
            }
        })?;
        Ok(Gathered { policies: endings, skipped, futures })
    }

    fn each_ending(&self, mission: &Mission, mut visit: impl FnMut(usize, u64, Option<f64>)) -> Result<()> {
        let column = format!("indicator.{}", mission.name);
        Table::open(&self.folder, "runs", &["policy", &self.manifest.case_word, &column])?.each(|row| {
            visit(self.policy(&row.text(0))?, row.count(1)?, row.number(2)?);
            Ok(())
        })
    }
}

const SERIES_POLICY: usize = 0;
const SERIES_FUTURE: usize = 1;
pub const SERIES_QUARTER: usize = 2;
pub const SERIES_REGION: usize = 3;
const SERIES_OUTCOME: usize = 4;
pub const SERIES_STATISTIC: usize = 5;
pub const SERIES_VALUE: usize = 6;
