//! The laboratory: shipped scenarios, changed as a fact asks for, run and watched under one seed.

use std::num::NonZero;
use std::ops::ControlFlow;

use crate::error::{Error, Result};
use crate::run::{Survey, Trajectory};
use crate::scenario::Scenario;
use crate::scenario::shipped::Shelf;
use crate::studies::monte_carlo::{self, Audience, Order, Runs, Script, Stage};
use crate::studies::statistics::Moments;
use crate::studies::watch::{Watched, watch};
use crate::world::World;

use super::{Range, Reading};

/// Where worlds are run: always with the same luck, so that the same version gives the same numbers.
pub struct Laboratory {
    shelf: Shelf,
    /// The seed of all luck.
    pub seed: u64,
    /// How many threads run replicates.
    pub threads: NonZero<usize>,
    /// Changes of every scenario, before those that a fact asks for.
    pub changes: Vec<String>,
}

/// Policies that were run in a scenario, replicate by replicate.
pub struct Experiment {
    survey: Survey,
    /// By policy, in the order in which they were asked for, and replicate.
    runs: Vec<Vec<Trajectory>>,
}

impl Laboratory {
    /// With all shipped scenarios at hand.
    ///
    /// # Errors
    /// No room for them in the folder of temporary files.
    pub fn open(seed: u64, threads: NonZero<usize>) -> Result<Self> {
        Ok(Self { shelf: Shelf::fill()?, seed, threads, changes: Vec::new() })
    }

    /// A shipped scenario with changes as on the command line.
    ///
    /// # Errors
    /// One that does not read, which is a bug of ours.
    pub fn scenario(&self, name: &str, changes: &[&str]) -> Result<Scenario> {
        let path = self.shelf.path(name);
        let asked = changes.iter().map(|change| (*change).to_owned());
        let changes: Vec<String> = self.changes.iter().cloned().chain(asked).collect();
        Scenario::load(&path, &changes, false).map_err(|error| Error::Bug(format!("a fact asks for {error}")))
    }

    /// Runs policies of a scenario, by name.
    ///
    /// # Errors
    /// A policy that is not there, or a run that fails: a bug of ours.
    pub fn run(&self, scenario: &Scenario, policies: &[&str], replicates: u64) -> Result<Experiment> {
        let places = places(scenario, policies)?;
        let stage = Stage::new(Script::Borrowed(scenario), places);
        let mut notebook = Notebook(vec![Vec::new(); policies.len()]);
        let survey = stage.survey.clone();
        monte_carlo::run(stage.orders(self.seed, 0..replicates), self.threads, &mut notebook)?;
        Ok(Experiment { survey, runs: notebook.0 })
    }

    /// Watches policies of a scenario from inside: the notes by replicate and policy. `look` sees the world at its start and
    /// after every quarter; `world.step` is the number of quarters that are over.
    ///
    /// # Errors
    /// A policy that is not there, or a run that fails: a bug of ours.
    pub fn watch<N: Default + Send>(
        &self,
        scenario: &Scenario,
        policies: &[&str],
        replicates: u64,
        look: impl Fn(&World, &mut N) + Sync,
    ) -> Result<Vec<Vec<N>>> {
        let policies = places(scenario, policies)?;
        watch(&Watched { scenario, policies, seed: self.seed, replicates: 0..replicates }, self.threads, look)
    }
}

fn places(scenario: &Scenario, policies: &[&str]) -> Result<Vec<usize>> {
    let place = |name: &&str| {
        let place = scenario.policies.iter().position(|policy| policy.name == **name);
        place.ok_or_else(|| Error::Bug(format!("a fact asks for `{name}`, which `{}` lacks", scenario.name)))
    };
    policies.iter().map(place).collect()
}

/// Notes all runs.
struct Notebook(Vec<Vec<Trajectory>>);

impl Audience for Notebook {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        for (policy, run) in runs.iter().enumerate() {
            self.0[policy].push(run.clone().map_err(|what| order.failed(policy, &what))?);
        }
        Ok(())
    }

    fn hear(&mut self, _: u64) -> ControlFlow<Error> {
        ControlFlow::Continue(())
    }
}

impl Experiment {
    /// An outcome of a policy, by its full name, in each replicate.
    ///
    /// # Errors
    /// An outcome that is not measured: a bug of ours.
    pub fn values(&self, policy: usize, outcome: &str) -> Result<Vec<f64>> {
        let place = self.survey.columns.iter().position(|column| column.name == outcome);
        let place = place.ok_or_else(|| Error::Bug(format!("a fact asks for the outcome `{outcome}`")))?;
        Ok(self.runs[policy].iter().map(|run| run.values[place]).collect())
    }

    /// The path of an outcome of a policy, by its full name, in each replicate.
    ///
    /// # Errors
    /// An outcome whose path is not kept: a bug of ours.
    pub fn paths(&self, policy: usize, outcome: &str) -> Result<Vec<&[f64]>> {
        let kept = |place: &usize| self.survey.columns[*place].name == outcome;
        let place = self.survey.paths.iter().position(kept);
        let place = place.ok_or_else(|| Error::Bug(format!("a fact asks for the path of `{outcome}`")))?;
        Ok(self.runs[policy].iter().map(|run| run.paths[place].as_slice()).collect())
    }
}

impl Reading {
    /// The mean of a number over replicates, with Student's interval; replicates without a number do not count.
    pub fn mean(
        what: impl Into<String>,
        unit: &'static str,
        values: &[f64],
        accepted: Option<Range>,
    ) -> Self {
        let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        let moments = Moments::of(&known);
        Self { what: what.into(), unit, value: moments.mean(), interval: moments.interval(), accepted }
    }
}
