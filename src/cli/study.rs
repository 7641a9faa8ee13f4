//! What every sub-command that runs a scenario is told: which scenario, with what changes, policies and luck, and where the
//! results go.

use std::num::NonZero;
use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, value_parser};

use super::progress::Show;
use super::terminal::has_colour;
use crate::error::{Error, Result};
use crate::form::complaint::nearest;
use crate::scenario::Scenario;
use crate::store::Destination;
use crate::store::clock::Moment;
use crate::store::manifest::Choices;

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
    /// How many threads to use [default: all that the machine has]
    #[arg(short, long, value_parser = value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// The folder for the results, new or empty [default: a new one in outputs/]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Run only these policies [default: all]
    #[arg(long = "policy", value_name = "NAME", value_delimiter = ',')]
    policies: Vec<String>,
    /// Change a parameter, such as mission.clean_heat.target=0.3
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub changes: Vec<String>,
    /// How progress is shown
    #[arg(long, value_enum, default_value_t = Show::Auto)]
    pub progress: Show,
}

impl Study {
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

    /// What the command line and the scenario say together.
    ///
    /// # Errors
    /// A policy that isn't there.
    pub fn choices(&self, scenario: &Scenario, replicates: Range<u64>) -> Result<Choices> {
        let all = || std::thread::available_parallelism().map_or(1, NonZero::get);
        Ok(Choices {
            arguments: std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect(),
            changes: self.changes.clone(),
            equalised: None,
            policies: choose_policies(scenario, &self.policies)?,
            seed: self.seed.unwrap_or(scenario.seed),
            first_replicate: replicates.start,
            replicates: replicates.end - replicates.start,
            futures: 1,
            threads: self.jobs.map_or_else(all, usize::from),
        })
    }

    /// The folder that was named, else a new one in `outputs/`, called after the study, the time and its fingerprint.
    pub fn destination(&self, name: &str, fingerprint: &str) -> Destination {
        let new = || format!("{name}-{}-{}", Moment::now().basic(), &fingerprint[..8]);
        self.output.as_ref().map_or_else(
            || Destination::Within("outputs".into(), new()),
            |folder| Destination::Exactly(folder.clone()),
        )
    }
}

/// The places of the policies with these names, in the order of the scenario; all when none is named.
fn choose_policies(scenario: &Scenario, names: &[String]) -> Result<Vec<usize>> {
    let known = || scenario.policies.iter().map(|policy| policy.name.as_str());
    if let Some(unknown) = names.iter().find(|name| !known().any(|known| known == *name)) {
        let advice = nearest(unknown, known()).map_or_else(
            || format!("known: {}", known().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(Error::Usage(format!("there is no policy `{unknown}`\n  = help: {advice}")));
    }
    let is_chosen = |name: &str| names.is_empty() || names.iter().any(|chosen| chosen == name);
    Ok(known().enumerate().filter(|(_, name)| is_chosen(name)).map(|(place, _)| place).collect())
}
