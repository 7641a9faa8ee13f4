//! `missionmix run`: the policies of a scenario, many times, with a verdict.

use std::path::Path;

use clap::{Args, value_parser};

use super::equalise::{self, Equalise};
use super::outlook;
use super::progress::{Progress, Show};
use super::recorder::Recorder;
use super::signals::Interruption;
use super::study::{LARGEST, Study};
use super::terminal::{note, print};
use super::traces::Traces;
use super::verdict;
use super::words::count;
use crate::chance::EVEN_POINTS;
use crate::error::{Error, Result};
use crate::report::{self, Album};
use crate::run::Survey;
use crate::scenario::Scenario;
use crate::store::clock::Moment;
use crate::store::manifest::{Choices, Manifest};
use crate::store::tables;
use crate::store::{Destination, Folder};
use crate::studies::futures;
use crate::studies::monte_carlo::Failure;
use crate::studies::rows::{self, Subject};

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
    /// In how many futures: the first is what the scenario says, the others draw what it calls uncertain
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = value_parser!(u64).range(1..=EVEN_POINTS))]
    futures: u64,
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
        self.must_be(&scenario, &choices)?;
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

    /// Reads the scenario of every future: what is wrong with one is told before anything is run.
    fn must_be(&self, scenario: &Scenario, choices: &Choices) -> Result<()> {
        for future in 1..choices.futures {
            let changed = futures::changes(&scenario.uncertainties, choices.seed, future);
            let changes: Vec<String> = choices.changes.iter().chain(&changed).cloned().collect();
            if let Err(Error::Scenario { rendered, .. }) = self.study.load_with(&changes) {
                let message = format!("future {future} can't be, with {}", changed.join(", "));
                return Err(Error::Usage(format!(
                    "{message}:\n{rendered}\n  = help: narrow the ranges so that their values can be together"
                )));
            }
        }
        Ok(())
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
        let choices = self.study.choices(scenario, self.first..self.first + replicates)?;
        if self.futures > 1 && scenario.uncertainties.is_empty() {
            let message = "there is one future: nothing in the scenario is uncertain, or --set fixes it";
            return Err(Error::Usage(format!("{message}\n  = help: missionmix explain uncertainty")));
        }
        Ok(Choices { futures: self.futures, ..choices })
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
        let own = futures::values(&scenario.uncertainties, choices.seed, 0);
        let subject =
            Subject { scenario, survey: &survey, policies: &choices.policies, future: 0, uncertain: &own };
        let folder = Folder::begin(destination)?;
        let show = if self.quiet { Show::None } else { self.study.progress };
        let progress = Progress::new(show, choices.futures * choices.replicates, choices.threads);
        let mut recorder = Recorder::open(&folder, subject, (progress, interruption))?;
        let tally = recorder.record(subject, choices)?;
        for future in 1..choices.futures {
            self.record_future(&mut recorder, subject, choices, future)?;
        }
        let recorded = recorder.finish()?;
        tables::write(&folder, "outcomes.csv", rows::outcomes(subject))?;
        if let Some(equalised) = &choices.equalised {
            folder.write("scales.toml", equalise::fragment(equalised).as_bytes())?;
        }
        traces.write(&folder)?;
        Manifest::new(scenario, choices, started, recorded.failed).write(&folder, scenario)?;
        let album = if self.no_figures { Album::default() } else { report::draw(folder.path())? };
        let place = folder.finish()?;
        if self.quiet {
            print(&format!("{}\n", place.display()))?;
        } else {
            album.omitted.iter().for_each(|text| note(&format!("note: {text}")));
            print(&traces.pages())?;
            print(&choices.equalised.as_ref().map(equalise::text).unwrap_or_default())?;
            print(&verdict::text(subject, &tally))?;
            print(&outlook::text(subject, &recorded.outlook))?;
            print(&contents(&place, &album, &traces.files()))?;
        }
        recorded
            .first_failure
            .as_ref()
            .map_or(Ok(()), |first| Err(self.failed(subject, choices, first, recorded.failed)))
    }

    /// Runs another future than the scenario's own.
    fn record_future(
        &self,
        recorder: &mut Recorder,
        subject: Subject,
        choices: &Choices,
        future: u64,
    ) -> Result<()> {
        let uncertainties = &subject.scenario.uncertainties;
        let changed = futures::changes(uncertainties, choices.seed, future);
        let changes: Vec<String> = choices.changes.iter().chain(&changed).cloned().collect();
        let scenario = &self.study.load_with(&changes)?;
        let survey = &Survey::of(scenario);
        let uncertain = &futures::values(uncertainties, choices.seed, future);
        recorder.record(Subject { scenario, survey, future, uncertain, ..subject }, choices)?;
        Ok(())
    }

    /// The error of runs that failed, with the command that repeats the first of them.
    fn failed(
        &self,
        subject: Subject,
        choices: &Choices,
        (future, first): &(u64, Failure),
        failed: u64,
    ) -> Error {
        let Failure { policy, replicate, what } = first;
        let policy = &subject.scenario.policies[choices.policies[*policy]].name;
        let changed = futures::changes(&subject.scenario.uncertainties, choices.seed, *future);
        let all = choices.changes.iter().chain(&changed);
        let changes: String = all.flat_map(|change| [" --set '", change, "'"]).collect();
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
    format!(
        "{} x {} x {} = {}\n",
        count(choices.futures, "future"),
        count(choices.policies.len() as u64, "policy"),
        count(choices.replicates, "replicate"),
        count(choices.runs(), "run")
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
