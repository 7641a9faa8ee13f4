//! The manifest: what a results folder says of itself. Times, the machine and the arguments stand here and
//! nowhere else in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::clock::Moment;
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
    pub version: &'static str,
    /// What it was told.
    pub arguments: Vec<String>,
    /// The name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// The seed of all luck.
    pub seed: u64,
    /// The number of the first replicate.
    pub first_replicate: u64,
    /// How many replicates each policy was run in.
    pub replicates: u64,
    /// How many futures.
    pub futures: u64,
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
    /// When the last run ended.
    pub ended: String,
    /// On how many threads it ran.
    pub threads: usize,
    /// The machine.
    pub host: Host,
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

/// How policies were brought to the same expected cost.
#[derive(Clone, Debug, Serialize)]
pub struct Equalised {
    /// The outcome that is made equal.
    pub by: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// The policy whose cost the others shall have.
    pub reference: String,
    /// The number of the first replicate on which factors were found.
    pub first_training_replicate: u64,
    /// How many there were.
    pub training_replicates: u64,
    /// The factors.
    pub factors: Vec<FoundFactor>,
}

/// In which worlds assumptions were tried.
#[derive(Clone, Debug, Serialize)]
pub struct Assumed {
    /// How many worlds were drawn.
    pub worlds: u64,
    /// By which factor an assumption was wrong at most, up or down.
    pub within: f64,
    /// How many replicates our own assumptions had, and each that was changed alone.
    pub replicates_alone: u64,
}

/// The factor of one policy.
#[derive(Clone, Debug, Serialize)]
pub struct FoundFactor {
    /// The policy.
    pub policy: String,
    /// The factor on its budgets: `scale` of the scenario.
    pub scale: f64,
    /// What it costs with it in the training replicates, M EUR.
    pub training_cost: f64,
    /// How far that is from the reference, M EUR.
    pub gap_to_reference: f64,
    /// The standard error of the gap, paired by replicate, M EUR.
    pub gap_standard_error: f64,
    /// The factor at which it would promise as much as the reference; none where it promises nothing.
    pub scale_of_equal_authority: Option<f64>,
    /// Whether it is equal, the nearest there is, or out of reach.
    pub result: &'static str,
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
}

/// One file that was read.
#[derive(Clone, Debug, Serialize)]
pub struct Input {
    /// Where it was.
    pub path: PathBuf,
    /// Its exact copy, seen from the folder.
    pub copy: PathBuf,
    /// Its fingerprint (SHA-256).
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: usize,
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

/// What was run, as far as a scenario doesn't say it.
#[derive(Clone, Debug)]
pub struct Choices {
    /// The arguments of the program.
    pub arguments: Vec<String>,
    /// Changes to the scenario.
    pub changes: Vec<String>,
    /// How the policies were brought to the same cost, if they were.
    pub equalised: Option<Equalised>,
    /// The places of the policies.
    pub policies: Vec<usize>,
    /// The seed.
    pub seed: u64,
    /// The number of the first replicate.
    pub first_replicate: u64,
    /// How many replicates.
    pub replicates: u64,
    /// How many futures: at least the scenario's own.
    pub futures: u64,
    /// On how many threads.
    pub threads: usize,
}

impl Choices {
    /// How many runs that makes.
    pub fn runs(&self) -> u64 {
        self.futures * self.policies.len() as u64 * self.replicates
    }

    /// The fingerprint of all that the results depend on.
    pub fn fingerprint(&self, scenario: &Scenario) -> String {
        let Self { changes, policies, seed, first_replicate, replicates, futures, .. } = self;
        let names: Vec<&str> = policies.iter().map(|place| scenario.policies[*place].name.as_str()).collect();
        let choices =
            format!("{VERSION} {changes:?} {names:?} {seed} {first_replicate} {replicates} {futures}");
        let inputs = scenario.inputs.iter().map(|(_, bytes)| bytes.as_slice());
        fingerprint::of_all(inputs.chain([choices.as_bytes()]))
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Manifest {
    /// What is known when a study ends.
    pub fn new(scenario: &Scenario, choices: &Choices, started: Moment, failed_runs: u64) -> Self {
        let inputs = inputs(scenario);
        let map = scenario.regions.map.as_ref();
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: VERSION,
            arguments: choices.arguments.clone(),
            scenario: scenario.name.clone(),
            title: scenario.title.clone(),
            seed: choices.seed,
            first_replicate: choices.first_replicate,
            replicates: choices.replicates,
            futures: choices.futures,
            runs: choices.runs(),
            failed_runs,
            policies: choices.policies.iter().map(|place| policy(scenario, *place)).collect(),
            equalised: choices.equalised.clone(),
            assumptions: None,
            missions: missions(scenario),
            fingerprint: choices.fingerprint(scenario),
            map: map.and_then(|map| Some(inputs.iter().find(|input| input.path == *map)?.copy.clone())),
            inputs,
            map_key: scenario.regions.map_key.clone(),
            map_window: scenario.regions.map_window,
            notes: scenario.regions.notes.clone(),
            started: started.extended(),
            ended: Moment::now().extended(),
            threads: choices.threads,
            host: Host {
                system: std::env::consts::OS,
                processor: std::env::consts::ARCH,
                threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            },
        }
    }

    /// Writes it, and the exact copies of what was read.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, folder: &Folder, scenario: &Scenario) -> Result<()> {
        for (input, (_, bytes)) in self.inputs.iter().zip(&scenario.inputs) {
            folder.write(&input.copy.to_string_lossy(), bytes)?;
        }
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| folder.failed("manifest.json", error.into()))?;
        text.push('\n');
        folder.write("manifest.json", text.as_bytes())
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
    });
    missions.collect()
}

fn inputs(scenario: &Scenario) -> Vec<Input> {
    let mut taken = BTreeSet::new();
    let inputs = scenario.inputs.iter().map(|(path, bytes)| Input {
        path: path.clone(),
        copy: Path::new("inputs").join(unique_name(path, &mut taken)),
        sha256: fingerprint::of(bytes),
        bytes: bytes.len(),
    });
    inputs.collect()
}

/// The name of a file, with a number when another one has it; capitals make no difference on some systems.
fn unique_name(path: &Path, taken: &mut BTreeSet<String>) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(path.file_stem()), part(path.extension()));
    let dot = if extension.is_empty() { "" } else { "." };
    let mut name = format!("{stem}{dot}{extension}");
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{stem}-{number}{dot}{extension}");
        number += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_names_of_their_own() {
        let mut taken = BTreeSet::new();
        let mut name = |path: &str| unique_name(Path::new(path), &mut taken);
        assert_eq!(name("a/x.csv"), "x.csv");
        assert_eq!(name("b/X.csv"), "X-2.csv");
        assert_eq!(name("c/x.csv"), "x-3.csv");
        assert_eq!(name("data"), "data");
    }
}
