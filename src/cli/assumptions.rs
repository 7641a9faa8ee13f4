//! `missionmix assumptions`: how much of a ranking of policies hangs on what we assumed.

mod findings;
mod page;

use std::ops::Range;
use std::path::PathBuf;

use clap::{Args, value_parser};

use super::equalise::{self, Equalise};
use super::progress::Progress;
use super::signals::Interruption;
use super::study::{Choices, Kind, Study};
use super::terminal::{has_colour, note, print};
use crate::error::{Error, Result};
use crate::report::package;
use crate::report::words::count;
use crate::scenario::Scenario;
use crate::scenario::assumptions::Assumption;
use crate::store::Folder;
use crate::store::clock::Moment;
use crate::store::manifest::Manifest;
use crate::store::plan::{Assumed, Equalised, Plan};
use crate::studies::assumptions::{Task, World};
use crate::studies::statistics::Moments;
use findings::{Findings, MOST_ALONE, Single};

/// What is asked for.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    study: Study,
    /// How many worlds are drawn, each with other values of all assumptions
    #[arg(short, long, default_value_t = 100, value_parser = value_parser!(u64).range(10..=1_000_000))]
    worlds: u64,
    /// How many replicates each world has
    #[arg(short = 'n', long, default_value_t = 8, value_parser = value_parser!(u64).range(2..=100_000))]
    replicates: u64,
    /// How many replicates our own assumptions have, and each of those that are changed alone [default: four times as many]
    #[arg(long, value_name = "REPLICATES", value_parser = value_parser!(u64).range(2..=100_000))]
    alone: Option<u64>,
    /// By which factor an assumption may be wrong, up or down, as far as its bounds allow; what the scenario or --set says
    /// is no assumption of ours and stays
    #[arg(long, value_name = "FACTOR", default_value_t = 2.0)]
    within: f64,
    #[command(flatten)]
    equalise: Equalise,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if !(self.within > 1.0 && self.within <= 10.0) {
            return Err(Error::Usage(format!("`--within` is {}: a factor above 1, 10 at most", self.within)));
        }
        let scenario = self.study.load()?;
        let assumptions = Assumption::all(&self.study.scenario, &self.study.changes, has_colour())?;
        let choices = self.study.choices(&scenario, 0..self.replicates)?;
        if choices.policies.len() < 2 {
            return Err(Error::Usage("there is no ranking of one policy\n  = help: name two or more".into()));
        }
        let task = Task {
            policies: &choices.policies.clone(),
            seed: choices.seed,
            worlds: self.worlds,
            replicates: self.replicates,
            within: self.within,
            threads: choices.threads,
        };
        let started = Moment::now();
        let name = format!("{}-assumptions", scenario.name);
        let mut plan = self.plan(&scenario, &choices);
        let folder = Folder::begin(&self.study.destination(&name, &plan.fingerprint))?;
        print(&self.announcement(assumptions.len(), choices.policies.len()))?;
        let (findings, equalised) = self.find(&scenario, assumptions, (task, &choices))?;
        plan.equalised = equalised;
        plan.begin(&folder, &scenario)?;
        findings.write(&folder)?;
        let mut manifest = Manifest::new(&scenario, &plan, (started, choices.threads.get()));
        manifest.cases = 1 + self.worlds + findings.singles.len() as u64;
        manifest.runs = findings.replicates * choices.policies.len() as u64;
        let mut files = findings::FILES.map(PathBuf::from).to_vec();
        files.sort();
        package::write(&folder, &plan, &scenario.title, &files)?;
        files.push(package::FILE.into());
        manifest.write(&folder, files)?;
        let place = folder.finish()?;
        if let Some(equalised) = &plan.equalised {
            print(&format!("{}and anew in each other world\n", equalise::text(equalised)))?;
        }
        print(&page::text(&findings))?;
        print(&format!("\nresults: {}\n", place.display()))
    }

    /// What the results depend on. The worlds are found on the way: one changes what the next is compared with.
    fn plan(&self, scenario: &Scenario, choices: &Choices) -> Plan {
        let asked = format!("{} {} {} {:?}", self.worlds, self.within, self.alone(), self.equalise);
        let kind = Kind {
            study: "assumptions",
            case_word: "world",
            varied: Vec::new(),
            cases: Vec::new(),
            detailed_cases: 0,
            until_interval: None,
            asked,
        };
        let assumptions =
            Assumed { worlds: self.worlds, within: self.within, replicates_alone: self.alone() };
        Plan { assumptions: Some(assumptions), ..self.study.plan(scenario, choices, kind) }
    }

    fn announcement(&self, assumptions: usize, policies: usize) -> String {
        let runs = self.expected() * policies as u64;
        format!(
            "{} between 1/{} and {} times what they are:\n{} x {} x {} and more for what counts most: some {}\n",
            count(assumptions as u64, "assumption"),
            self.within,
            self.within,
            count(self.worlds, "world"),
            count(policies as u64, "policy"),
            count(self.replicates, "replicate"),
            count(runs, "run"),
        )
    }

    /// How many replicates a single change gets: enough to see a small reversal.
    fn alone(&self) -> u64 {
        self.alone.unwrap_or(4 * self.replicates)
    }

    /// All replicates: those of the worlds, of our own assumptions, and of each end of those that count most.
    fn expected(&self) -> u64 {
        self.worlds * self.replicates + (1 + 2 * MOST_ALONE as u64) * self.alone()
    }

    fn find<'s>(
        &self,
        scenario: &'s Scenario,
        assumptions: Vec<Assumption>,
        (task, choices): (Task<'s>, &Choices),
    ) -> Result<(Findings<'s>, Option<Equalised>)> {
        let progress = Progress::new(self.study.pace.progress, self.expected());
        let interruption = Interruption::listen()?;
        let mut trial =
            Trial { asked: self, task, choices, equalised: None, interruption, progress, finished: 0 };
        let ours = trial.run(&[], 0..self.alone())?.differences;
        let mut worlds = Vec::new();
        for world in 0..self.worlds {
            let factors = task.factors(&assumptions, world);
            let changes: Vec<String> =
                assumptions.iter().zip(&factors).map(|(one, factor)| one.change(*factor)).collect();
            if let Some(Tried { differences, scales }) =
                trial.run_where_it_can_be(&changes, task.replicates_of(world))?
            {
                worlds.push(World { factors, differences, scales });
            }
        }
        if worlds.len() < 3 {
            let message =
                "hardly any of the worlds can be: too many assumptions contradict what the scenario says";
            return Err(Error::Usage(format!("{message}\n  = help: allow less with --within")));
        }
        let mut findings = Findings::new(scenario, task, assumptions, ours, worlds);
        for place in findings.of_most_weight() {
            let (low, high) = findings.assumptions[place].factors(self.within);
            for factor in [low, high] {
                let change = findings.assumptions[place].change(factor);
                if let Some(tried) = trial.run_where_it_can_be(&[change], 0..self.alone())? {
                    findings.singles.push(Single {
                        assumption: place,
                        factor,
                        differences: tried.differences,
                    });
                }
            }
        }
        findings.replicates = trial.finished;
        trial.progress.finish();
        if findings.refused() > 0 {
            note(&format!("note: {} can't be and are left out", count(findings.refused(), "world")));
        }
        Ok((findings, trial.equalised))
    }
}

/// What came of one world.
struct Tried {
    differences: Vec<Moments>,
    /// The factors that bring policies to one cost there.
    scales: Vec<(String, f64)>,
}

/// Tries one world after the other.
struct Trial<'a> {
    asked: &'a Arguments,
    task: Task<'a>,
    choices: &'a Choices,
    /// How policies were brought to one cost in the first world, which is ours.
    equalised: Option<Equalised>,
    interruption: Interruption,
    progress: Progress,
    /// Replicates that were run so far.
    finished: u64,
}

impl Trial<'_> {
    /// Runs the world with these changes; nothing where there is none.
    fn run_where_it_can_be(&mut self, changes: &[String], replicates: Range<u64>) -> Result<Option<Tried>> {
        match self.run(changes, replicates) {
            Ok(tried) => Ok(Some(tried)),
            // values that can't be together make no world, and what costs nothing gives no measure
            Err(Error::Scenario { .. } | Error::Usage(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn run(&mut self, changed: &[String], replicates: Range<u64>) -> Result<Tried> {
        let study = &self.asked.study;
        let changes: Vec<String> = study.changes.iter().chain(changed).cloned().collect();
        let mut scenario = study.load_with(&changes)?;
        let mut scales = Vec::new();
        if self.asked.equalise.is_asked() {
            let equalised = self.asked.equalise.scale(&mut scenario, self.choices, &self.interruption)?;
            scales = equalised.factors.iter().map(|one| (one.policy.clone(), one.scale)).collect();
            self.equalised.get_or_insert(equalised);
        }
        let count = replicates.end - replicates.start;
        let mut hear = |done| {
            self.progress.hear(self.finished + done);
            self.interruption.hear()
        };
        let differences = self.task.differences(&scenario, replicates, &mut hear)?;
        self.finished += count;
        Ok(Tried { differences, scales })
    }
}
