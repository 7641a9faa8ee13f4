//! Reads what figures show from a results folder, as streams: memory depends on what is drawn, not on the runs.
//!
//! All of it is about future 0, the scenario's own assumptions: the spread between futures is not the spread between
//! replicates, and a figure that pooled them would show neither.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::density::Histogram;
use super::manifest::{Manifest, Mission};
use super::scale::span;
use super::table::{Row, Table};
use crate::calendar::Quarter;
use crate::error::Result;

/// At most about so many runs of a policy are drawn one by one.
const SAMPLE: u64 = 400;

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

/// The statistics of an indicator in one quarter; NaN where there is none.
#[derive(Clone, Copy, Debug)]
pub struct Quantiles {
    /// The 5, 25, 50, 75 and 95 % quantiles over the replicates.
    pub at: [f64; 5],
}

/// The statistics of an indicator over time.
pub type Course = BTreeMap<Quarter, Quantiles>;

/// Means by region; NaN where there is none.
pub type Regions = BTreeMap<String, f64>;

/// Means by region over time.
pub type Places = BTreeMap<Quarter, Regions>;

const QUANTILES: [&str; 5] = ["q05", "q25", "q50", "q75", "q95"];

/// Where the runs of a policy end.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Runs with a number.
    pub runs: u64,
    /// Those of them that reach the target.
    pub reached: u64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Their distribution.
    pub histogram: Histogram,
    /// Some of the values: the first of every so many runs, in the order of the file.
    pub sample: Vec<f64>,
}

/// The first pass over the runs of a policy.
#[derive(Clone, Copy)]
struct Moments {
    runs: u64,
    reached: u64,
    mean: f64,
    squares: f64,
    low: f64,
    high: f64,
}

impl Moments {
    const NONE: Self =
        Self { runs: 0, reached: 0, mean: 0.0, squares: 0.0, low: f64::INFINITY, high: f64::NEG_INFINITY };

    /// Welford's update: no sum of squares to lose digits in.
    fn add(&mut self, value: f64, reached: bool) {
        self.runs += 1;
        self.reached += u64::from(reached);
        let gap = value - self.mean;
        self.mean += gap / self.runs as f64;
        self.squares += gap * (value - self.mean);
        self.low = self.low.min(value);
        self.high = self.high.max(value);
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

    /// The quantiles of a mission's indicator in each quarter, from `series.csv`.
    pub fn courses(&self, mission: &Mission) -> Result<Gathered<Course>> {
        let outcome = format!("indicator.{}", mission.name);
        let mut courses = vec![Course::new(); self.manifest.policies.len()];
        let (skipped, futures) = self.each_in_series(&outcome, |policy, row| {
            let Some(place) = QUANTILES.iter().position(|name| *name == row.text(SERIES_STATISTIC)) else {
                return Ok(false);
            };
            if !row.text(SERIES_REGION).is_empty() {
                return Ok(false);
            }
            let value = row.number(SERIES_VALUE)?;
            let quarter = row.text(SERIES_QUARTER).parse()?;
            let quantiles = courses[policy].entry(quarter).or_insert(Quantiles { at: [f64::NAN; 5] });
            quantiles.at[place] = value.unwrap_or(f64::NAN);
            Ok(value.is_none())
        })?;
        Ok(Gathered { policies: courses, skipped, futures })
    }

    /// The means of an outcome by region in each quarter that is kept, from `series.csv`.
    pub fn regional(&self, outcome: &str) -> Result<Gathered<Places>> {
        let mut places = vec![Places::new(); self.manifest.policies.len()];
        let (skipped, futures) = self.each_in_series(outcome, |policy, row| {
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

    /// Shows every row of an outcome in future 0 with the place of its policy; `visit` says whether its number is missing.
    /// Returns how many were, and the number of futures.
    fn each_in_series(
        &self,
        outcome: &str,
        mut visit: impl FnMut(usize, &Row) -> std::result::Result<bool, String>,
    ) -> Result<(u64, u64)> {
        let (mut skipped, mut futures) = (0, 1);
        Table::open(&self.folder, "series", &self.series_columns())?.each(|row| {
            if row.text(SERIES_OUTCOME) != outcome {
                return Ok(());
            }
            let future = row.count(SERIES_FUTURE)?;
            futures = futures.max(future + 1);
            if future == 0 {
                skipped += u64::from(visit(self.policy(&row.text(SERIES_POLICY))?, row)?);
            }
            Ok(())
        })?;
        Ok((skipped, futures))
    }

    /// Where the runs end, from `runs.csv`, which is read twice: first for the range, then for the shape.
    pub fn endings(&self, mission: &Mission) -> Result<Gathered<Ending>> {
        let mut moments = vec![Moments::NONE; self.manifest.policies.len()];
        let (mut skipped, mut futures) = (0, 1);
        self.each_ending(mission, |policy, future, value| {
            futures = futures.max(future + 1);
            match value {
                Some(value) if future == 0 => moments[policy].add(value, mission.reached(value)),
                None if future == 0 => skipped += 1,
                _ => (),
            }
        })?;
        let seen = moments.iter().filter(|moments| moments.runs > 0).flat_map(|m| [m.low, m.high]);
        let bounds = span(seen.chain(mission.target), 0.2).unwrap_or((0.0, 1.0));
        let mut endings: Vec<Ending> = moments
            .iter()
            .map(|m| Ending {
                runs: m.runs,
                reached: m.reached,
                deviation: (m.squares / m.runs.saturating_sub(1).max(1) as f64).sqrt(),
                histogram: Histogram::new(bounds),
                sample: Vec::new(),
            })
            .collect();
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
const SERIES_QUARTER: usize = 2;
const SERIES_REGION: usize = 3;
const SERIES_OUTCOME: usize = 4;
const SERIES_STATISTIC: usize = 5;
const SERIES_VALUE: usize = 6;
