//! Small worlds for tests: scenario texts that load through the program's own door, and runs through its
//! own phases.
#![allow(dead_code, reason = "each suite that includes this module uses a part of it")]

use std::path::{Path, PathBuf};

use missionmix::chance::Streams;
use missionmix::error::Result;
use missionmix::founding::{Ground, open_accounts};
use missionmix::run::{Survey, Trajectory, run_replicate};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};
use missionmix::world::World;
use tempfile::TempDir;

/// Everything happens at once: every instrument with designs, two missions, three countries, every kind of owner.
pub const EVERYTHING: &str = include_str!("everything.toml");

/// The seed of all luck in these tests.
pub const SEED: u64 = 20_260_101;

/// A folder that holds a scenario and whatever lies beside it, and goes away with the value.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    /// A folder with one file, `scenario.toml`.
    pub fn with(text: impl AsRef<[u8]>) -> Self {
        let folder = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        folder.add("scenario.toml", text);
        folder
    }

    /// Puts a file beside the scenario.
    pub fn add(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.folder.path().join(name), content).expect("a file in a temporary folder");
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The scenario file.
    pub fn scenario(&self) -> PathBuf {
        self.folder.path().join("scenario.toml")
    }

    /// Reads the scenario.
    pub fn load<C: AsRef<str>>(&self, changes: &[C]) -> Result<Scenario> {
        let changes: Vec<String> = changes.iter().map(|change| change.as_ref().to_owned()).collect();
        Scenario::load(&self.scenario(), &changes, false)
    }
}

/// The scenario of a text that is known to be right, with changes as on the command line.
pub fn load<C: AsRef<str>>(text: &str, changes: &[C]) -> Scenario {
    Folder::with(text).load(changes).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs the first policy of a scenario in one replicate quarter by quarter and lets somebody look at the
/// founded world, and then at the world after every quarter.
pub fn watch(scenario: &Scenario, replicate: u64, mut look: impl FnMut(&World)) {
    let streams = Streams::new(SEED, replicate);
    let policy = &scenario.policies[0];
    let mut world = Ground::survey(scenario).found(scenario, streams);
    open_accounts(&mut world, scenario, policy);
    let mut desk = Desk::default();
    look(&world);
    for _ in 0..scenario.horizon.quarters {
        advance(&mut world, Setting { scenario, policy, streams }, &mut desk)
            .unwrap_or_else(|imbalance| panic!("{imbalance}"));
        look(&world);
    }
}

/// All policies of a scenario in several replicates: a list of policies for each replicate.
pub fn run_all(scenario: &Scenario, replicates: std::ops::Range<u64>) -> Vec<Vec<Trajectory>> {
    let (ground, survey) = (Ground::survey(scenario), Survey::of(scenario));
    let policies: Vec<usize> = (0..scenario.policies.len()).collect();
    replicates
        .map(|replicate| {
            let streams = Streams::new(SEED, replicate);
            let runs = run_replicate(scenario, &ground, &survey, &policies, streams);
            runs.into_iter().map(|run| run.unwrap_or_else(|imbalance| panic!("{imbalance}"))).collect()
        })
        .collect()
}

/// Mean and standard deviation of a sample.
pub fn mean_and_spread(sample: &[f64]) -> (f64, f64) {
    let count = sample.len() as f64;
    let mean = sample.iter().sum::<f64>() / count;
    let squares: f64 = sample.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (count - 1.0)).sqrt())
}

/// A straight line through points by least squares.
pub struct Line {
    pub slope: f64,
    /// Standard error of the slope.
    pub error: f64,
    pub intercept: f64,
}

/// Fits a straight line.
pub fn fit(points: &[(f64, f64)]) -> Line {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let squares: f64 = points.iter().map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
    let products: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let slope = products / squares;
    let intercept = mean_y - slope * mean_x;
    let residual: f64 = points.iter().map(|(x, y)| (y - intercept - slope * x).powi(2)).sum();
    Line { slope, error: (residual / (count - 2.0) / squares).sqrt(), intercept }
}

/// How many firms, households and public bodies a scenario founds.
pub fn agents(scenario: &Scenario) -> usize {
    let world = Ground::survey(scenario).found(scenario, Streams::new(SEED, 0));
    world.firms.len() + world.households.len() + world.bodies.len()
}

/// All bits of what was measured in runs: unlike the numbers themselves, they equal themselves where an
/// outcome is not a number.
pub fn bits(runs: &[Vec<Trajectory>]) -> Vec<u64> {
    let of_run = |run: &Trajectory| {
        let kept = [&run.paths, &run.parts, &run.regional];
        let numbers = run.values.iter().chain(kept.into_iter().flatten().flatten());
        numbers.map(|number| if number.is_nan() { u64::MAX } else { number.to_bits() }).collect::<Vec<_>>()
    };
    runs.iter().flatten().flat_map(of_run).collect()
}

/// The world of the shipped small country, with these policies.
pub fn country(policies: &str, changes: &[&str]) -> Scenario {
    let (world, _) = include_str!("../../scenarios/small_country.toml").split_once("[policy.").unwrap();
    load(&format!("{world}{policies}"), changes)
}

/// A line that runs to the deadline of the mission.
pub fn line(policy: &str, instrument: &str, rest: &str) -> String {
    let terms = "mission = \"warm_homes\"\nfrom = \"2026q1\"\nuntil = \"2041q4\"";
    format!("\n[policy.{policy}.{instrument}.line]\n{terms}\n{rest}\n")
}

/// A policy of nothing, with which others are compared.
pub const NOTHING: &str = "[policy.nothing]\nbaseline = true\n";

/// An outcome of one run, by the name of its column.
pub fn value(survey: &Survey, run: &Trajectory, name: &str) -> f64 {
    let place = survey.columns.iter().position(|column| column.name == name);
    run.values[place.unwrap_or_else(|| panic!("no outcome {name}"))]
}
