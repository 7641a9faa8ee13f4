//! What every sub-command that runs a scenario is told: which scenario, with what changes, policies and luck, and where the
//! results go.

use std::num::NonZero;
use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, value_parser};

use super::pace::Pace;
use super::terminal::has_colour;
use crate::error::{Error, Result};
use crate::form::complaint::nearest;
use crate::scenario::Scenario;
use crate::store::Destination;
use crate::store::clock::Moment;
use crate::store::fingerprint;
use crate::store::plan::{self, Case, Plan, part_size};

/// The largest seed and replicate: what any program that reads JSON gives back exactly.
pub const LARGEST: u64 = (1 << 53) - 1;

/// What is run, and where the results go.
#[derive(Debug, Args)]
pub struct Study {
    /// The scenario file
    pub scenario: PathBuf,
    /// The seed of all luck [default: what the scenario says]
    #[arg(short, long, value_parser = value_parser!(u64).range(..=LARGEST))]
    seed: Option<u64>,
    #[command(flatten)]
    pub pace: Pace,
    /// The folder for the results, new or empty [default: a new one in outputs/]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Run only these policies [default: all]
    #[arg(long = "policy", value_name = "NAME", value_delimiter = ',')]
    policies: Vec<String>,
    /// Change a parameter, such as mission.clean_heat.target=0.3
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub changes: Vec<String>,
}

/// What was chosen, as far as a scenario doesn't say it.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Changes to the scenario.
    pub changes: Vec<String>,
    /// The places of the policies.
    pub policies: Vec<usize>,
    /// The seed.
    pub seed: u64,
    /// The number of the first replicate.
    pub first_replicate: u64,
    /// How many replicates.
    pub replicates: u64,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

/// What kind of study it is, and what its cases are.
#[derive(Debug)]
pub struct Kind<'k> {
    /// The sub-command.
    pub study: &'k str,
    /// What a case is.
    pub case_word: &'k str,
    /// What differs between cases: the parameters.
    pub varied: Vec<String>,
    /// The cases.
    pub cases: Vec<Case>,
    /// Of how many cases paths and regions are kept.
    pub detailed_cases: usize,
    /// How narrow intervals have to be before it is enough.
    pub until_interval: Option<f64>,
    /// What else the results depend on, as a text.
    pub asked: String,
}

impl Study {
    /// Whether some policies were named, and not all are meant.
    pub fn names_policies(&self) -> bool {
        !self.policies.is_empty()
    }

    /// Reads the scenario with the changes of the command line.
    ///
    /// # Errors
    /// All complaints.
    pub fn load(&self) -> Result<Scenario> {
        self.load_with(&self.changes)
    }

    /// Reads the scenario with these changes and no others.
    ///
    /// # Errors
    /// All complaints.
    pub fn load_with(&self, changes: &[String]) -> Result<Scenario> {
        Scenario::load(&self.scenario, changes, has_colour())
    }

    /// What is varied can't have one value in all cases.
    ///
    /// # Errors
    /// A parameter that `--set` fixes.
    pub fn must_not_set(&self, parameters: &[String]) -> Result<()> {
        let path = |change: &String| change.split('=').next().map(str::trim).unwrap_or_default().to_owned();
        let fixed: Vec<String> = self.changes.iter().map(path).collect();
        match parameters.iter().find(|parameter| fixed.contains(parameter)) {
            None => Ok(()),
            Some(both) => Err(Error::Usage(format!(
                "`{both}` is varied, and --set gives it one value\n  = help: leave one of the two out"
            ))),
        }
    }

    /// What the command line and the scenario say together.
    ///
    /// # Errors
    /// A policy that isn't there.
    pub fn choices(&self, scenario: &Scenario, replicates: Range<u64>) -> Result<Choices> {
        Ok(Choices {
            changes: self.changes.clone(),
            policies: choose_policies(scenario, &self.policies)?,
            seed: self.seed.unwrap_or(scenario.seed),
            first_replicate: replicates.start,
            replicates: replicates.end - replicates.start,
            threads: self.pace.threads(),
        })
    }

    /// The plan of a study.
    pub fn plan(&self, scenario: &Scenario, choices: &Choices, kind: Kind) -> Plan {
        let Kind { study, case_word, varied, cases, detailed_cases, asked, .. } = kind;
        let name = |place: &usize| scenario.policies[*place].name.clone();
        let inputs = plan::inputs(scenario);
        let copy = inputs.iter().find(|input| input.path == self.scenario).map(|input| input.copy.clone());
        let mut plan = Plan {
            version: env!("CARGO_PKG_VERSION").into(),
            study: study.into(),
            arguments: Vec::new(),
            scenario: copy.unwrap_or_default(),
            name: scenario.name.clone(),
            changes: choices.changes.clone(),
            policies: choices.policies.iter().map(name).collect(),
            seed: choices.seed,
            first_replicate: choices.first_replicate,
            replicates: choices.replicates,
            case_word: case_word.into(),
            varied,
            part_size: part_size(cases.len() as u64 * choices.replicates),
            shards: 1,
            cases,
            detailed_cases,
            until_interval: None,
            made_to_fail: Vec::new(),
            equalised: None,
            assumptions: None,
            sensitivity: None,
            inputs: Vec::new(),
            fingerprint: String::new(),
            seal: String::new(),
        };
        let all = format!("{plan:?} {asked}");
        let copies = inputs.iter().map(|input| format!("{} {}", input.copy.display(), input.sha256));
        let pieces: Vec<String> = copies.chain([all]).collect();
        plan.fingerprint = fingerprint::of_all(pieces.iter().map(String::as_bytes));
        plan.arguments = arguments();
        plan.inputs = inputs;
        plan
    }

    /// Where the results go.
    pub fn destination(&self, name: &str, fingerprint: &str) -> Destination {
        destination(self.output.as_ref(), name, fingerprint)
    }
}

/// The folder that was named, else a new one in `outputs/`, called after the study, the time and its fingerprint.
pub fn destination(named: Option<&PathBuf>, name: &str, fingerprint: &str) -> Destination {
    let new = || format!("{name}-{}-{}", Moment::now().basic(), &fingerprint[..8]);
    named.map_or_else(
        || Destination::Within("outputs".into(), new()),
        |folder| Destination::Exactly(folder.clone()),
    )
}

/// What the program was told.
pub fn arguments() -> Vec<String> {
    std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect()
}

/// The places of the policies with these names, in the order of the scenario; all when none is named.
fn choose_policies(scenario: &Scenario, names: &[String]) -> Result<Vec<usize>> {
    names.iter().try_for_each(|name| must_be_a_policy(scenario, name))?;
    let is_chosen = |name: &String| names.is_empty() || names.contains(name);
    let places = 0..scenario.policies.len();
    Ok(places.filter(|place| is_chosen(&scenario.policies[*place].name)).collect())
}

/// A name has to be that of a policy.
///
/// # Errors
/// One that isn't, with what it may have meant.
pub fn must_be_a_policy(scenario: &Scenario, name: &str) -> Result<()> {
    let known = || scenario.policies.iter().map(|policy| policy.name.as_str());
    if known().any(|known| known == name) {
        return Ok(());
    }
    let advice = nearest(name, known()).map_or_else(
        || format!("known: {}", known().collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Error::Usage(format!("there is no policy `{name}`\n  = help: {advice}")))
}
