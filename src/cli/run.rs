//! `missionmix run`: the policies of a scenario, many times, with a verdict.

use std::num::NonZero;
use std::path::Path;

use clap::{Args, value_parser};

use super::equalise::{self, Equalise};
use super::progress::{Progress, Show};
use super::recorder::Recorder;
use super::signals::Interruption;
use super::study::{LARGEST, Study};
use super::terminal::{note, print};
use super::traces::Traces;
use super::verdict;
use super::words::count;
use crate::error::{Error, Result};
use crate::report::{self, Album};
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::store::clock::Moment;
use crate::store::manifest::{Choices, Manifest};
use crate::store::tables::{self, Table};
use crate::store::{Destination, Folder};
use crate::studies::monte_carlo::{self, Failure, Plan};
use crate::studies::rows::{self, Subject};
use crate::studies::tally::Tally;

/// What can be run, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    study: Study,
    /// How many replicates each policy is run in [default: what the scenario says]
    #[arg(short = 'n', long, value_parser = value_parser!(u64).range(1..=10_000_000))]
    replicates: Option<u64>,
    /// The number of the first replicate: the same number is the same luck
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = value_parser!(u64).range(..=LARGEST))]
    first: u64,
    /// Tell what one of them saw, believed and decided, quarter by quarter, in the first replicate of each policy:
    /// agency:NAME, firm:NUMBER, household:NUMBER, project:NUMBER or region:CODE; may be given many times. With a single
    /// policy the terminal shows it too
    #[arg(long = "trace", value_name = "KIND:NAME")]
    traces: Vec<String>,
    #[command(flatten)]
    equalise: Equalise,
    /// Say what would be run, and run nothing
    #[arg(long)]
    dry_run: bool,
    /// Draw no figures
    #[arg(long)]
    no_figures: bool,
    /// Say only where the results are
    #[arg(short, long)]
    quiet: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let mut scenario = self.study.load()?;
        let mut choices = self.choices(&scenario)?;
        let interruption = Interruption::listen()?;
        if self.equalise.is_asked() && !self.dry_run {
            // a folder that is in use is told before anything is run
            self.destination(&scenario, &choices).place()?;
            self.bring_together(&mut scenario, &mut choices, &interruption)?;
        }
        let destination = self.destination(&scenario, &choices);
        let place = destination.place()?;
        let traces = Traces::tell(&self.traces, &scenario, &choices, self.dry_run)?;
        if !self.quiet {
            scenario.regions.notes.iter().for_each(|text| note(&format!("note: {text}")));
            print(&multiplication(&choices))?;
        }
        if self.dry_run {
            return print(&format!("results would be in {}\n", place.display()));
        }
        self.study(&scenario, &choices, (&destination, interruption), &traces)
    }

    /// Finds the factors that bring policies to the same cost, and reads the scenario with them.
    fn bring_together(
        &self,
        scenario: &mut Scenario,
        choices: &mut Choices,
        interruption: &Interruption,
    ) -> Result<()> {
        if !self.quiet {
            note("looking for factors that bring the policies to the same cost");
        }
        self.equalise.find(scenario, choices, interruption)?;
        *scenario = self.study.load_with(&choices.changes)?;
        Ok(())
    }

    /// What the command line and the scenario say together.
    fn choices(&self, scenario: &Scenario) -> Result<Choices> {
        let replicates = self.replicates.unwrap_or(scenario.replicates as u64);
        self.study.choices(scenario, self.first..self.first + replicates)
    }

    fn destination(&self, scenario: &Scenario, choices: &Choices) -> Destination {
        self.study.destination(&scenario.name, &choices.fingerprint(scenario))
    }

    fn study(
        &self,
        scenario: &Scenario,
        choices: &Choices,
        (destination, interruption): (&Destination, Interruption),
        traces: &Traces,
    ) -> Result<()> {
        let started = Moment::now();
        let survey = Survey::of(scenario);
        let subject = Subject { scenario, survey: &survey, policies: &choices.policies };
        let folder = Folder::begin(destination)?;
        let (tally, failures) = self.record(subject, choices, &folder, interruption)?;
        tables::write(&folder, "series.csv", rows::series(subject, &tally))?;
        tables::write(&folder, "summary.csv", rows::summary(subject, &tally))?;
        tables::write(&folder, "outcomes.csv", rows::outcomes(subject))?;
        if let Some(equalised) = &choices.equalised {
            folder.write("scales.toml", equalise::fragment(equalised).as_bytes())?;
        }
        traces.write(&folder)?;
        Manifest::new(scenario, choices, started, tally.failed()).write(&folder, scenario)?;
        let album = if self.no_figures { Album::default() } else { report::draw(folder.path())? };
        let place = folder.finish()?;
        if self.quiet {
            print(&format!("{}\n", place.display()))?;
        } else {
            album.omitted.iter().for_each(|text| note(&format!("note: {text}")));
            print(&traces.pages())?;
            print(&choices.equalised.as_ref().map(equalise::text).unwrap_or_default())?;
            print(&verdict::text(subject, &tally))?;
            print(&contents(&place, &album, &traces.files()))?;
        }
        match failures.first() {
            None => Ok(()),
            Some(first) => Err(self.failed(subject, choices, first, tally.failed())),
        }
    }

    /// Runs all of it and writes down every run.
    fn record<'s>(
        &self,
        subject: Subject<'s>,
        choices: &Choices,
        folder: &Folder,
        interruption: Interruption,
    ) -> Result<(Tally<'s>, Vec<Failure>)> {
        let baseline = choices.policies.iter().position(|place| *place == subject.scenario.baseline());
        let mut runs = Table::create(folder, "runs.csv")?;
        runs.row(subject.run_header())?;
        let show = if self.quiet { Show::None } else { self.study.progress };
        let mut recorder = Recorder {
            subject,
            runs,
            tally: Tally::new(subject.survey, choices.policies.len(), baseline),
            progress: Progress::new(show, choices.replicates, choices.threads),
            interruption,
        };
        let plan = Plan {
            scenario: subject.scenario,
            survey: subject.survey,
            policies: &choices.policies,
            seed: choices.seed,
            replicates: choices.first_replicate..choices.first_replicate + choices.replicates,
        };
        let threads = NonZero::new(choices.threads).unwrap_or(NonZero::<usize>::MIN);
        let failures = monte_carlo::run(&plan, threads, &mut recorder)?;
        recorder.progress.finish();
        recorder.runs.finish()?;
        Ok((recorder.tally, failures))
    }

    /// The error of runs that failed, with the command that repeats the first of them.
    fn failed(&self, subject: Subject, choices: &Choices, first: &Failure, failed: u64) -> Error {
        let Failure { policy, replicate, what } = first;
        let policy = &subject.scenario.policies[choices.policies[*policy]].name;
        let changes: String = choices.changes.iter().flat_map(|change| [" --set '", change, "'"]).collect();
        Error::Bug(format!(
            "{} failed, and the results are without them; the first is replicate {replicate} of `{policy}`: \
             {what}\n  = help: this repeats it: missionmix run {} --seed {} --policy {policy} --first {replicate} \
             --replicates 1{changes}",
            count(failed, "run"),
            self.study.scenario.display(),
            choices.seed,
        ))
    }
}

/// What is run, as a multiplication.
fn multiplication(choices: &Choices) -> String {
    let (policies, replicates) = (choices.policies.len() as u64, choices.replicates);
    format!(
        "1 future x {} x {} = {}\n",
        count(policies, "policy"),
        count(replicates, "replicate"),
        count(policies * replicates, "run")
    )
}

/// Where the results are, and what to look at first.
fn contents(place: &Path, album: &Album, traces: &[String]) -> String {
    let figures = match album.written.len() as u64 {
        0 => String::new(),
        files => format!("figures: {} in {}\n", count(files, "file"), place.join("figures").display()),
    };
    let traces: Vec<String> =
        traces.iter().map(|file| format!("trace: {}\n", place.join(file).display())).collect();
    format!("\nresults: {}\n{figures}{}", place.display(), traces.concat())
}
