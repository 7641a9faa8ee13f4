//! The plan of a study: all that its results depend on, fixed before the first run and never changed.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::{INPUTS, LOCK};
use super::{Destination, Folder, fingerprint};
use crate::error::{Error, Result};
use crate::scenario::Scenario;

/// What a study will run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of the program.
    pub version: String,
    /// What kind of study it is: the sub-command.
    pub study: String,
    /// What the program was told when the study was begun.
    pub arguments: Vec<String>,
    /// The copy of the scenario, seen from the folder.
    pub scenario: PathBuf,
    /// The name of the scenario.
    pub name: String,
    /// Changes of the command line, which hold in all cases.
    pub changes: Vec<String>,
    /// The policies that are run.
    pub policies: Vec<String>,
    /// The seed of all luck.
    pub seed: u64,
    /// The number of the first replicate.
    pub first_replicate: u64,
    /// How many replicates each policy is run in, in each case.
    pub replicates: u64,
    /// What a case is: a future, a point of a sweep, a world.
    pub case_word: String,
    /// What differs between the cases: the parameters.
    pub varied: Vec<String>,
    /// The cases, in order.
    pub cases: Vec<Case>,
    /// Of how many cases, from the first on, paths, regions and all differences are kept, beside one number for each outcome.
    pub detailed_cases: usize,
    /// How narrow the interval of every difference in reaching the target has to be before the study stops, if that is asked.
    pub until_interval: Option<f64>,
    /// Runs that are made to fail, by policy and replicate.
    pub made_to_fail: Vec<(String, u64)>,
    /// How many replicates a part holds, with all their policies; the last may hold fewer.
    pub part_size: u64,
    /// Into how many shards the parts are dealt, each for a machine of its own. No result depends on it.
    pub shards: u64,
    /// How the policies were brought to the same cost, if they were.
    pub equalised: Option<Equalised>,
    /// In which worlds assumptions were tried, if they were.
    pub assumptions: Option<Assumed>,
    /// How the cases make up a design of which it is said what matters, if they do.
    pub sensitivity: Option<Sensed>,
    /// What was read.
    pub inputs: Vec<Input>,
    /// Which inputs and choices the results depend on, as one fingerprint (SHA-256).
    pub fingerprint: String,
    /// The fingerprint of all of the above, so that a change by hand is seen.
    pub seal: String,
}

/// One assignment of what differs between the cases of a study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What it is called, for people.
    pub name: String,
    /// The changes of the scenario that make it.
    pub changes: Vec<String>,
    /// What is varied, in the order of the plan.
    pub values: Vec<String>,
}

/// How policies were brought to the same expected cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Equalised {
    /// The outcome that is made equal.
    pub by: String,
    /// The same in words.
    pub words: String,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assumed {
    /// How many worlds were drawn.
    pub worlds: u64,
    /// By which factor an assumption was wrong at most, up or down.
    pub within: f64,
    /// How many replicates our own assumptions had, and each that was changed alone.
    pub replicates_alone: u64,
}

/// A design of which it is said what matters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sensed {
    /// The word of the method.
    pub method: String,
    /// The numbers of its rows or trajectories.
    pub rows: Vec<u64>,
    /// The outcomes that are looked at.
    pub outcomes: Vec<String>,
}

/// The factor of one policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    pub result: String,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// The fewest and the most replicates of a part, and into how many parts a study between the two is cut.
const FEWEST: u64 = 16;
const MOST: u64 = 1024;
const PARTS: u64 = 32;

/// The replicates of a part, from how many there are in all cases.
pub fn part_size(replicates: u64) -> u64 {
    replicates.div_ceil(PARTS).clamp(FEWEST, MOST)
}

/// The file that holds a plan.
const FILE: &str = "plan.json";
/// The file of a study that is finished.
pub const MANIFEST: &str = "manifest.json";

/// Where a study stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing of it is there; it may be begun here.
    New(PathBuf),
    /// It was begun here, and is not finished.
    Begun(PathBuf),
}

impl Plan {
    /// How many replicates there are in all cases.
    pub fn length(&self) -> u64 {
        self.cases.len() as u64 * self.replicates
    }

    /// How many parts.
    pub fn parts(&self) -> u64 {
        self.length().div_ceil(self.part_size)
    }

    /// The parts of a shard: each shard has a stretch of them, and all stretches are about as long.
    pub fn shard(&self, number: u64) -> Range<u64> {
        let start = |shard: u64| shard * self.parts() / self.shards;
        start(number)..start(number + 1)
    }

    /// How many runs.
    pub fn runs(&self) -> u64 {
        self.length() * self.policies.len() as u64
    }

    /// The replicates of a part: each the place of its case and its number.
    pub fn part(&self, number: u64) -> impl Iterator<Item = (usize, u64)> + use<> {
        let (replicates, first) = (self.replicates, self.first_replicate);
        let places = number * self.part_size..((number + 1) * self.part_size).min(self.length());
        places.map(move |place| ((place / replicates) as usize, first + place % replicates))
    }

    /// Whether something that is varied has a number in every case, by its place.
    pub fn is_number(&self, place: usize) -> bool {
        self.cases.iter().all(|case| case.values[place].parse::<f64>().is_ok())
    }

    /// The scenario of a case, from the copies in a folder.
    ///
    /// # Errors
    /// All complaints.
    pub fn load(&self, folder: &Path, case: &Case, colour: bool) -> Result<Scenario> {
        let changes: Vec<String> = self.changes.iter().chain(&case.changes).cloned().collect();
        Scenario::load(&folder.join(&self.scenario), &changes, colour)
    }

    /// The places of the policies in the scenario of a case.
    ///
    /// # Errors
    /// A policy that isn't there.
    pub fn policies_in(&self, scenario: &Scenario) -> Result<Vec<usize>> {
        let place = |name: &String| {
            let place = scenario.policies.iter().position(|policy| policy.name == *name);
            place.ok_or_else(|| Error::Usage(format!("there is no policy `{name}` in every case")))
        };
        self.policies.iter().map(place).collect()
    }

    /// Another version of the program may come to other results, and part by part they would be mixed.
    ///
    /// # Errors
    /// A plan of another version.
    pub fn must_be_of_this_version(&self) -> Result<()> {
        let own = env!("CARGO_PKG_VERSION");
        if self.version == own {
            return Ok(());
        }
        let message = format!("the study was begun by version {}, and this is version {own}", self.version);
        Err(Error::Usage(format!("{message}\n  = help: use that version, or begin anew in another folder")))
    }

    /// Reads the plan of a folder.
    ///
    /// # Errors
    /// A folder that holds none.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let advice = "give the folder of a study, such as one in outputs/";
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                let message = format!("`{}` holds no study: there is no {FILE} in it", folder.display());
                Error::Usage(format!("{message}\n  = help: {advice}"))
            }
            _ => Error::file("could not read", &path, error, advice),
        })?;
        let plan: Self = serde_json::from_slice(&bytes)
            .map_err(|error| Error::file("could not read", &path, io::Error::from(error), advice))?;
        if plan.seal != plan.own_seal() {
            return Err(Error::Usage(format!(
                "`{}` was changed: results of two plans would be mixed\n  = help: put back what it was, or plan anew in \
                 another folder",
                path.display()
            )));
        }
        Ok(plan)
    }

    /// Begins the study: its inputs and its plan stand in the folder. False where the same study was begun there before.
    ///
    /// # Errors
    /// What the system says, another study that was begun there.
    pub fn begin(&self, folder: &Folder, scenario: &Scenario) -> Result<bool> {
        let is_there = folder.path().join(FILE).exists();
        if !is_there {
            for (input, (_, bytes)) in self.inputs.iter().zip(&scenario.inputs) {
                folder.write(&input.copy.to_string_lossy(), bytes)?;
            }
            let sealed = Self { seal: self.own_seal(), ..self.clone() };
            if folder.write_new_json(FILE, &sealed)? {
                return Ok(true);
            }
        }
        if Self::read(folder.path())?.fingerprint == self.fingerprint {
            return Ok(false);
        }
        Err(Error::Usage(format!(
            "another study was begun in `{}` meanwhile\n  = help: name another folder with --output",
            folder.path().display()
        )))
    }

    /// The fingerprint of all that it says, whoever wrote it.
    fn own_seal(&self) -> String {
        let bare = Self { seal: String::new(), ..self.clone() };
        fingerprint::of(&serde_json::to_vec(&bare).unwrap_or_default())
    }
}

impl Destination {
    /// Whether the study with this fingerprint is finished there.
    pub fn is_finished(&self, fingerprint: &str) -> bool {
        matches!(self, Self::Exactly(place) if is_finished(place)
            && Plan::read(place).is_ok_and(|plan| plan.fingerprint == fingerprint))
    }

    /// Where a study with this fingerprint stands: begun at the destination, or nowhere yet. One that somebody is writing in
    /// another folder is none of ours.
    ///
    /// # Errors
    /// A destination that is in use by something else.
    pub fn standing(&self, fingerprint: &str) -> Result<Standing> {
        let is_begun = |place: &PathBuf| {
            !is_finished(place) && Plan::read(place).is_ok_and(|plan| plan.fingerprint == fingerprint)
        };
        let begun = match self {
            Self::Exactly(place) => Some(place.clone()).filter(is_begun),
            Self::Within(parent, _) => {
                let entries = fs::read_dir(parent).into_iter().flatten().flatten();
                let mut places: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
                places.sort();
                places.into_iter().find(|place| is_begun(place) && !Folder::is_held(place))
            }
        };
        match begun {
            Some(place) => Ok(Standing::Begun(place)),
            None => self.place().map(Standing::New),
        }
    }
}

/// Whether a study is finished: it has its manifest, and whoever wrote it has released it after the last figure.
pub fn is_finished(folder: &Path) -> bool {
    folder.join(MANIFEST).exists() && !folder.join(LOCK).exists()
}

/// What was read, and where its copies stand: as they stood to each other.
pub fn inputs(scenario: &Scenario) -> Vec<Input> {
    let places: Vec<PathBuf> = scenario.inputs.iter().map(|(path, _)| plain(path)).collect();
    let mut shared = places.first().and_then(|place| place.parent()).unwrap_or(Path::new("")).to_owned();
    while !places.iter().all(|place| place.starts_with(&shared)) && shared.pop() {}
    let input = |((path, bytes), place): (&(PathBuf, Vec<u8>), &PathBuf)| Input {
        path: path.clone(),
        copy: Path::new(INPUTS).join(place.strip_prefix(&shared).unwrap_or(place)),
        sha256: fingerprint::of(bytes),
        bytes: bytes.len(),
    };
    scenario.inputs.iter().zip(&places).map(input).collect()
}

/// A path from the root without steps back.
fn plain(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.components().fold(PathBuf::new(), |mut plain, part| {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => (),
            part => plain.push(part),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studies::tests::plan_of;

    #[test]
    fn a_plan_comes_back_as_it_was_and_a_change_is_seen() {
        let home = tempfile::tempdir().unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let scenario = Scenario::load(&path, &[], false).unwrap();
        let factor = |place: u32| FoundFactor {
            policy: "need".into(),
            // numbers with all their digits
            scale: 1.0 / f64::from(place + 3),
            training_cost: f64::from(place).sqrt() * 1e5,
            gap_to_reference: f64::from(place).ln_1p() / 7.0,
            gap_standard_error: f64::from(place).cbrt() * 1e-9,
            scale_of_equal_authority: None,
            result: String::new(),
        };
        let equalised = Equalised {
            by: String::new(),
            words: String::new(),
            reference: "blind".into(),
            first_training_replicate: 0,
            training_replicates: 1,
            factors: (0..1000).map(factor).collect(),
        };
        let plan = Plan {
            until_interval: Some(0.1 + 0.2),
            equalised: Some(equalised),
            ..plan_of(&["need".into()], 100)
        };
        let folder = Folder::keep(&home.path().join("study")).unwrap();
        assert!(plan.begin(&folder, &scenario).unwrap());
        let read = Plan::read(folder.path()).unwrap();
        assert_eq!(Plan { seal: String::new(), ..read }, plan);
        // it is begun once, and another one not at all
        assert!(!plan.begin(&folder, &scenario).unwrap());
        let other = Plan { fingerprint: "b".into(), ..plan };
        assert_eq!(other.begin(&folder, &scenario).unwrap_err().exit_code(), 2);
    }
}
