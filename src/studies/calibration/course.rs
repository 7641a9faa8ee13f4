//! Courses: an outcome year by year, as it was seen and as every point has it.

use std::num::NonZero;
use std::ops::ControlFlow;

use super::{Answer, Deviation, FARTHEST, Target};
use crate::calendar::Quarter;
use crate::error::{Error, Result};
use crate::numeric::{ln, sum};
use crate::run::{Survey, Trajectory};
use crate::scenario::Scenario;
use crate::scenario::observed::Observed;
use crate::studies::monte_carlo::{self, Audience, Order, Runs, Script, Stage};

/// A run, by its point and replicate.
pub type Run = (usize, usize);

/// An outcome year by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The scenario.
    pub subject: String,
    /// The outcome, by its full name.
    pub what: String,
    /// Its unit.
    pub unit: String,
    /// What was seen, by year.
    pub seen: Vec<(i32, f64)>,
    /// What was seen in the years after them, which nothing is held against.
    pub later: Vec<(i32, f64)>,
    /// How far what was seen may be off, as a share of it.
    pub error: f64,
    /// The first year that is simulated as a whole.
    pub first: i32,
    /// What runs have in each such year, the mean over its quarters: by point, replicate and year.
    pub runs: Vec<Vec<Vec<f64>>>,
}

impl Course {
    /// How many years are simulated as a whole.
    pub fn years(&self) -> usize {
        self.runs.first().and_then(|point| point.first()).map_or(0, Vec::len)
    }

    /// What a point has in a year, replicate by replicate.
    pub fn values(&self, point: usize, year: i32) -> Vec<f64> {
        let place = (year - self.first) as usize;
        self.runs[point].iter().map(|run| run[place]).collect()
    }

    /// How far off a run is from what was seen in a year: the square of its logarithm in standard deviations, or of the
    /// difference where what was seen is not above nought. A hundred times off is as far as can be.
    pub fn square_off(&self, run: Run, (year, seen): (i32, f64)) -> f64 {
        let off = if seen > 0.0 {
            ln((self.value(run, year) / seen).clamp(1.0 / FARTHEST, FARTHEST))
        } else {
            self.value(run, year) - seen
        };
        let square = (off / self.error) * (off / self.error);
        if square.is_nan() { f64::INFINITY } else { square }
    }

    /// What a run has in a year.
    pub fn value(&self, (point, replicate): Run, year: i32) -> f64 {
        self.runs[point][replicate][(year - self.first) as usize]
    }

    /// What was seen, as targets.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.seen.iter().map(|(year, value)| Target {
            subject: self.subject.clone(),
            what: self.what.clone(),
            year: Some(*year),
            low: *value,
            high: *value,
            error: if *value > 0.0 {
                Deviation::Relative(self.error)
            } else {
                Deviation::Absolute(self.error)
            },
        })
    }

    /// What a point gives for them.
    pub fn answers(&self, point: usize) -> impl Iterator<Item = Answer> {
        self.seen.iter().map(move |(year, _)| Answer::of(self.values(point, *year)))
    }
}

/// Which runs: of every point the same replicates.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'b> {
    /// The changes that make each point.
    pub points: &'b [Vec<String>],
    /// The seed of all luck.
    pub seed: u64,
    /// How many replicates each point has.
    pub replicates: u64,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

/// Runs what was seen in a scenario at every point: a course for each of it. `load` reads the scenario with changes; `hear`
/// hears how many replicates are done and can call the rest off.
///
/// # Errors
/// What `load` and `hear` say; a run that fails.
pub fn run(
    scenario: &Scenario,
    batch: Batch,
    load: impl Fn(&[String]) -> Result<Scenario>,
    hear: &mut dyn FnMut(u64) -> ControlFlow<Error>,
) -> Result<Vec<Course>> {
    let mut policies: Vec<usize> = scenario.observed.iter().map(|seen| seen.policy.index()).collect();
    policies.sort_unstable();
    policies.dedup();
    let stage = |changes: &Vec<String>| -> Result<_> {
        let stage = Stage::new(Script::Own(Box::new(load(changes)?)), policies.clone());
        Ok(stage.orders(batch.seed, 0..batch.replicates))
    };
    let orders = batch.points.iter().flat_map(|changes| match stage(changes) {
        Ok(orders) => Box::new(orders) as Box<dyn Iterator<Item = _>>,
        Err(error) => Box::new(std::iter::once(Err(error))),
    });
    let mut notebook = Notebook::begin(scenario, batch.replicates, &policies, hear)?;
    monte_carlo::run(orders, batch.threads, &mut notebook)?;
    Ok(notebook.courses)
}

/// Notes the years of all runs.
struct Notebook<'n> {
    courses: Vec<Course>,
    /// Of each course: among the policies that are run its own, and among the paths that are kept its own.
    places: Vec<(usize, usize)>,
    /// The first quarter of the first whole year.
    start: usize,
    replicates: u64,
    hear: &'n mut dyn FnMut(u64) -> ControlFlow<Error>,
}

impl<'n> Notebook<'n> {
    fn begin(
        scenario: &Scenario,
        replicates: u64,
        policies: &[usize],
        hear: &'n mut dyn FnMut(u64) -> ControlFlow<Error>,
    ) -> Result<Self> {
        let survey = Survey::of(scenario);
        let first = scenario.horizon.start.plus(3).year();
        let place = |seen: &Observed| {
            let column = survey.columns.iter().position(|column| column.name == seen.outcome)?;
            let path = survey.paths.iter().position(|kept| *kept == column)?;
            let policy = policies.iter().position(|policy| *policy == seen.policy.index())?;
            Some((column, (policy, path)))
        };
        let (mut courses, mut places) = (Vec::new(), Vec::new());
        for seen in &scenario.observed {
            let missing = || Error::Bug(format!("`{}` is not measured", seen.outcome));
            let (column, own) = place(seen).ok_or_else(missing)?;
            places.push(own);
            courses.push(Course {
                subject: scenario.name.clone(),
                what: survey.columns[column].name.clone(),
                unit: survey.columns[column].outcome.unit.to_owned(),
                seen: (seen.first..).zip(seen.values.iter().copied()).collect(),
                later: (seen.first + seen.values.len() as i32..).zip(seen.later.iter().copied()).collect(),
                error: seen.error.0,
                first,
                runs: Vec::new(),
            });
        }
        let start = scenario.horizon.step_of(Quarter::of(first, 1)) as usize;
        Ok(Self { courses, places, start, replicates, hear })
    }
}

impl Audience for Notebook<'_> {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        for (course, (policy, path)) in self.courses.iter_mut().zip(&self.places) {
            let run: &Trajectory = runs[*policy].as_ref().map_err(|what| order.failed(*policy, what))?;
            if course.runs.last().is_none_or(|point| point.len() as u64 == self.replicates) {
                course.runs.push(Vec::new());
            }
            if let Some(point) = course.runs.last_mut() {
                point.push(yearly(&run.paths[*path][self.start..]));
            }
        }
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        (self.hear)(done)
    }
}

/// The means of whole years; quarters without a number do not count.
fn yearly(quarters: &[f64]) -> Vec<f64> {
    let mean = |year: &[f64]| {
        let known: Vec<f64> = year.iter().copied().filter(|value| !value.is_nan()).collect();
        sum(&known) / known.len() as f64
    };
    quarters.chunks_exact(4).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_means_of_their_quarters() {
        let quarters = [1.0, 2.0, 3.0, 6.0, 5.0, f64::NAN, 7.0, f64::NAN, 9.0];
        assert_eq!(yearly(&quarters), [3.0, 6.0]);
    }
}
