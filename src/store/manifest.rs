//! The manifest: what a results folder says of itself. Times, the machine and the arguments stand here and
//! nowhere else in it.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::clock::Moment;
use super::plan::{Assumed, Equalised, Input, MANIFEST, Plan};
use super::{Folder, fingerprint};
use crate::calendar::Quarter;
use crate::error::Result;
use crate::scenario::Scenario;

/// What is to be known of a study.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// The program.
    pub program: &'static str,
    /// Its version.
    pub version: String,
    /// What kind of study it is.
    pub study: String,
    /// What it was told.
    pub arguments: Vec<String>,
    /// What is changed in the scenario in all cases, on the command line and by the kind of study.
    pub changes: Vec<String>,
    /// The name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// The seed of all luck.
    pub seed: u64,
    /// The number of the first replicate.
    pub first_replicate: u64,
    /// How many replicates each policy was run in, in each case.
    pub replicates: u64,
    /// What a case is.
    pub case_word: String,
    /// How many cases.
    pub cases: u64,
    /// How many runs.
    pub runs: u64,
    /// How many of them failed, and are not in the tables.
    pub failed_runs: u64,
    /// The policies that were run.
    pub policies: Vec<Policy>,
    /// How the policies were brought to the same cost, if they were.
    pub equalised: Option<Equalised>,
    /// In which worlds assumptions were tried, if they were.
    pub assumptions: Option<Assumed>,
    /// The missions.
    pub missions: Vec<Mission>,
    /// Which inputs and choices the results depend on, as one fingerprint (SHA-256).
    pub fingerprint: String,
    /// What was read.
    pub inputs: Vec<Input>,
    /// The outlines of the regions, seen from the folder.
    pub map: Option<PathBuf>,
    /// The property of an outline that holds the region's code.
    pub map_key: String,
    /// West, south, east and north end of the map, degrees.
    pub map_window: [f64; 4],
    /// What is to be known of the regions.
    pub notes: Vec<String>,
    /// When it began.
    pub started: String,
    /// When it was finished.
    pub ended: String,
    /// On how many threads it ran.
    pub threads: usize,
    /// The machine.
    pub host: Host,
    /// The tables, so that a change is seen.
    pub files: Vec<Written>,
}

/// One file that was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// Where it is, seen from the folder.
    pub path: PathBuf,
    /// Its fingerprint (SHA-256).
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: usize,
}

/// One policy of a study.
#[derive(Clone, Debug, Serialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub title: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
}

/// One mission of a study.
#[derive(Clone, Debug, Serialize)]
pub struct Mission {
    /// Its name.
    pub name: String,
    /// What is measured.
    pub indicator: String,
    /// In which unit.
    pub unit: String,
    /// Which way is better.
    pub better: &'static str,
    /// The indicator when nothing is removed.
    pub baseline_value: f64,
    /// The value to reach.
    pub target: f64,
    /// When the mission starts.
    pub start: Quarter,
    /// When the target must be reached.
    pub deadline: Quarter,
    /// What the indicator shall be on the way: the ends of quarters, and values.
    pub milestones: Vec<(Quarter, f64)>,
}

/// The machine on which a study ran.
#[derive(Clone, Debug, Serialize)]
pub struct Host {
    /// Its operating system.
    pub system: &'static str,
    /// The kind of its processor.
    pub processor: &'static str,
    /// How many threads it can run at once.
    pub threads: usize,
}

impl Manifest {
    /// What is known when a study ends.
    pub fn new(scenario: &Scenario, plan: &Plan, (started, threads): (Moment, usize)) -> Self {
        let Plan { policies, inputs, .. } = plan;
        let copy_of = |path: &PathBuf| {
            let place = scenario.inputs.iter().position(|(known, _)| known == path)?;
            Some(inputs.get(place)?.copy.clone())
        };
        let is_run = |place: &usize| policies.contains(&scenario.policies[*place].name);
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: plan.version.clone(),
            study: plan.study.clone(),
            arguments: plan.arguments.clone(),
            changes: plan.changes.clone(),
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            seed: plan.seed,
            first_replicate: plan.first_replicate,
            replicates: plan.replicates,
            case_word: plan.case_word.clone(),
            cases: plan.cases.len() as u64,
            runs: plan.runs(),
            failed_runs: 0,
            policies: (0..scenario.policies.len())
                .filter(is_run)
                .map(|place| policy(scenario, place))
                .collect(),
            equalised: plan.equalised.clone(),
            assumptions: plan.assumptions.clone(),
            missions: missions(scenario),
            fingerprint: plan.fingerprint.clone(),
            map: scenario.regions.map.as_ref().and_then(copy_of),
            inputs: inputs.clone(),
            map_key: scenario.regions.map_key.clone(),
            map_window: scenario.regions.map_window,
            notes: scenario.regions.notes.clone(),
            started: started.extended(),
            ended: Moment::now().extended(),
            threads,
            host: Host {
                system: std::env::consts::OS,
                processor: std::env::consts::ARCH,
                threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            },
            files: Vec::new(),
        }
    }

    /// Writes it, with the fingerprints of these files of the folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(mut self, folder: &Folder, files: Vec<PathBuf>) -> Result<()> {
        self.files = Written::of(folder, files)?;
        folder.write_json(MANIFEST, &self)
    }
}

impl Written {
    /// These files of a folder, as they are now.
    ///
    /// # Errors
    /// What the system says.
    pub fn of(folder: &Folder, files: Vec<PathBuf>) -> Result<Vec<Self>> {
        let written = |path: PathBuf| {
            let bytes = fs::read(folder.path().join(&path))
                .map_err(|error| folder.failed(&path.to_string_lossy(), error))?;
            Ok(Self { sha256: fingerprint::of(&bytes), bytes: bytes.len(), path })
        };
        files.into_iter().map(written).collect()
    }
}

fn policy(scenario: &Scenario, place: usize) -> Policy {
    let policy = &scenario.policies[place];
    Policy { name: policy.name.clone(), title: policy.title.clone(), baseline: place == scenario.baseline() }
}

fn missions(scenario: &Scenario) -> Vec<Mission> {
    let missions = scenario.missions.iter().map(|mission| Mission {
        name: mission.name.clone(),
        indicator: mission.indicator.clone(),
        unit: mission.unit.clone(),
        better: "lower",
        baseline_value: mission.baseline_value,
        target: mission.target,
        start: mission.start,
        deadline: mission.deadline,
        milestones: mission.milestones(),
    });
    missions.collect()
}
