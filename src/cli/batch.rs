//! What every study is told that runs policies in many replicates, and how it goes from there to its conclusion.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::{Args, value_parser};

use super::conclusion::Conclusion;
use super::equalise::{self, Equalise};
use super::pace::Manner;
use super::points;
use super::shard::Dealing;
use super::signals::Interruption;
use super::study::{Choices, Kind, LARGEST, Study};
use super::terminal::{note, print};
use super::undertaking::Undertaking;
use crate::chance::EVEN_POINTS;
use crate::error::{Error, Result};
use crate::report::words::{bytes, count, time};
use crate::scenario::Scenario;
use crate::scenario::known::look_up;
use crate::store::plan::{Case, Plan, Standing};
use crate::studies::conduct;
use crate::studies::futures;
use crate::studies::gather;
use crate::studies::precision::Precision;

/// What is run, how often, and what is said of it.
#[derive(Debug, Args)]
pub struct Batch {
    #[command(flatten)]
    pub study: Study,
    /// How many replicates each policy is run in [default: what the scenario says]
    #[arg(short = 'n', long, value_parser = value_parser!(u64).range(1..=10_000_000))]
    replicates: Option<u64>,
    /// The number of the first replicate: the same number is the same luck
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = value_parser!(u64).range(..=LARGEST))]
    first: u64,
    /// Say what would be run, how long it would take and what it would need on disk, and run nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Make a run fail, as POLICY:REPLICATE, to see what happens then
    #[arg(long = "make-fail", hide = true, value_name = "POLICY:REPLICATE", value_parser = failing)]
    made_to_fail: Vec<(String, u64)>,
    #[command(flatten)]
    dealing: Dealing,
    /// Draw no figures, and write no report
    #[arg(long)]
    no_figures: bool,
    /// Say only where the results are
    #[arg(short, long)]
    pub quiet: bool,
}

/// In how many futures, and when it is enough.
#[derive(Debug, Args)]
pub struct Futures {
    /// In how many futures: the first is what the scenario says, the others draw what it calls uncertain; with --plausible as
    /// many as its table has
    #[arg(id = "futures", long = "futures", value_name = "NUMBER", default_value_t = 1, value_parser = value_parser!(u64).range(1..=EVEN_POINTS))]
    count: u64,
    /// Take the other futures from this table, line by line, instead: a column for each parameter, as `missionmix calibrate`
    /// keeps what is plausible in plausible.csv
    #[arg(long, value_name = "FILE", conflicts_with = "until_ci")]
    plausible: Option<PathBuf>,
    /// Stop when half the 95 % interval of every paired difference in P(target) is at most this, as a share (0.02: two
    /// points); --replicates is then the most
    #[arg(long, value_name = "SHARE", value_parser = width, conflicts_with = "futures")]
    until_ci: Option<f64>,
}

/// What is done with a plan before it is fixed.
pub type Prepare<'p> = dyn FnMut(&mut Plan, &Choices, &Interruption) -> Result<()> + 'p;

impl Batch {
    /// What the command line and the scenario say together.
    ///
    /// # Errors
    /// A policy that isn't there.
    pub fn choices(&self, scenario: &Scenario) -> Result<Choices> {
        self.choices_of(scenario, u64::MAX)
    }

    /// The same with at most so many replicates where the command line names none.
    ///
    /// # Errors
    /// A policy that isn't there.
    pub fn choices_of(&self, scenario: &Scenario, most: u64) -> Result<Choices> {
        let replicates = self.replicates.unwrap_or((scenario.replicates as u64).min(most));
        self.study.choices(scenario, self.first..self.first + replicates)
    }

    /// The plan, as far as the command line says it.
    pub fn plan(&self, scenario: &Scenario, choices: &Choices, mut kind: Kind) -> Plan {
        let until_interval = kind.until_interval;
        kind.asked = format!("{} {:?} {until_interval:?}", kind.asked, self.made_to_fail);
        let plan = self.study.plan(scenario, choices, kind);
        let shards = self.dealing.shards();
        Plan { made_to_fail: self.made_to_fail.clone(), until_interval, shards, ..plan }
    }

    /// Says of a search for equal cost what a dry run can't foresee.
    pub fn tell_of_search(&self, is_asked: bool) {
        if is_asked && self.dry_run && !self.quiet {
            note("note: the search for equal cost comes on top, and can take as long as the runs");
        }
    }

    /// Takes a study from its plan to its conclusion; to none where no more was asked for than to say what would be run, to
    /// write the plan, or to run a shard.
    ///
    /// # Errors
    /// All that can go wrong on the way.
    pub fn carry_out(
        &self,
        mut plan: Plan,
        choices: &Choices,
        prepare: &mut Prepare,
    ) -> Result<Option<Conclusion>> {
        self.must_be(&plan)?;
        let interruption = Interruption::listen()?;
        let destination = self.study.destination(&plan.name, &plan.fingerprint);
        if self.dealing.shard.is_some() && destination.is_finished(&plan.fingerprint) {
            return Ok(None);
        }
        let standing = destination.standing(&plan.fingerprint)?;
        match &standing {
            Standing::Begun(place) => plan = Plan::read(place)?,
            Standing::New(_) if self.dry_run => (),
            Standing::New(_) => prepare(&mut plan, choices, &interruption)?,
        }
        self.dealing.fits(&plan)?;
        let scenario = self.study.load_with(&plan.changes)?;
        if !self.quiet {
            scenario.regions.notes.iter().for_each(|text| note(&format!("note: {text}")));
            print(&multiplication(&plan))?;
            note(&self.expectation(&plan, choices)?);
        }
        if self.dry_run {
            let (Standing::New(place) | Standing::Begun(place)) = standing;
            return print(&format!("results would be in {}\n", place.display())).map(|()| None);
        }
        let undertaking = Undertaking::begin(plan, &scenario, &standing, self.dealing.shard)?;
        if self.dealing.plan {
            return undertaking.tell_how_it_goes_on(self.quiet).map(|()| None);
        }
        undertaking.tell_what_is_there();
        let manner = Manner {
            threads: choices.threads,
            show: self.study.pace.progress,
            is_quiet: self.quiet,
            has_figures: !self.no_figures,
        };
        Conclusion::reach(undertaking, manner, &interruption)
    }

    /// Says what a study comes to, or where it is if that is all that was asked for.
    ///
    /// # Errors
    /// Runs that failed, a terminal that takes nothing.
    pub fn tell(&self, conclusion: Option<Conclusion>) -> Result<()> {
        let Some(conclusion) = conclusion else { return Ok(()) };
        if self.quiet {
            print(&format!("{}\n", conclusion.place().display()))?;
        } else {
            conclusion.tell(&[])?;
        }
        conclusion.outcome()
    }

    /// Reads the scenario of every case: what is wrong with one is told before anything is written or run.
    fn must_be(&self, plan: &Plan) -> Result<()> {
        plan.until_interval.map(|width| Precision::new(plan, width)).transpose()?;
        for case in plan.cases.iter().filter(|case| !case.changes.is_empty()) {
            let changes: Vec<String> = plan.changes.iter().chain(&case.changes).cloned().collect();
            if let Err(Error::Scenario { rendered, .. }) = self.study.load_with(&changes) {
                let message = format!("{} can't be, with {}", case.name, case.changes.join(", "));
                return Err(Error::Usage(format!(
                    "{message}:\n{rendered}\n  = help: narrow the ranges so that their values can be together"
                )));
            }
        }
        Ok(())
    }

    /// How long it takes and what it needs on disk: measured on one replicate.
    fn expectation(&self, plan: &Plan, choices: &Choices) -> Result<String> {
        let stage = conduct::stage_of(self.study.load_with(&plan.changes)?, plan, 0)?;
        let started = Instant::now();
        stage.run(plan.seed, plan.first_replicate);
        let rounds = plan.length().div_ceil(choices.threads.get() as u64);
        let expected = Duration::from_secs_f64(started.elapsed().as_secs_f64() * rounds as f64);
        let (needed, left) = gather::bytes_on_disk(plan, &stage);
        Ok(format!(
            "{} on {}, {} on disk, {} on the way",
            time(expected),
            count(choices.threads.get() as u64, "thread"),
            bytes(left),
            bytes(needed),
        ))
    }
}

/// What is run, as a multiplication.
fn multiplication(plan: &Plan) -> String {
    format!(
        "{} x {} x {} = {}\n",
        count(plan.cases.len() as u64, &plan.case_word),
        count(plan.policies.len() as u64, "policy"),
        count(plan.replicates, "replicate"),
        count(plan.runs(), "run"),
    )
}

impl Futures {
    /// The kind of a study over futures.
    ///
    /// # Errors
    /// More than one future of a scenario in which nothing is uncertain.
    pub fn kind<'k>(
        &self,
        kind: &'k str,
        (study, scenario): (&Study, &Scenario),
        choices: &Choices,
        equalise: &Equalise,
    ) -> Result<Kind<'k>> {
        if let Some(file) = &self.plausible {
            return self.plausible(kind, (study, scenario), file, equalise);
        }
        let uncertainties = &scenario.uncertainties;
        if self.count > 1 && uncertainties.is_empty() {
            let message = "there is one future: nothing in the scenario is uncertain, or --set fixes it";
            return Err(Error::Usage(format!("{message}\n  = help: missionmix explain uncertainty")));
        }
        let case = |future| Case {
            name: format!("future {future}"),
            changes: futures::changes(uncertainties, choices.seed, future),
            values: futures::values(uncertainties, choices.seed, future).iter().map(f64::to_string).collect(),
        };
        Ok(Kind {
            study: kind,
            case_word: "future",
            varied: uncertainties.iter().map(|one| one.parameter.clone()).collect(),
            cases: (0..self.count).map(case).collect(),
            detailed_cases: self.count as usize,
            until_interval: self.until_ci,
            asked: format!("{equalise:?}"),
        })
    }
}

impl Futures {
    /// The same over the points of a table; the first future is what the scenario says.
    fn plausible<'k>(
        &self,
        kind: &'k str,
        (study, scenario): (&Study, &Scenario),
        file: &Path,
        equalise: &Equalise,
    ) -> Result<Kind<'k>> {
        let design = points::read(file, scenario)?;
        study.must_not_set(&design.parameters)?;
        let known = look_up(&study.scenario, &study.changes, &design.parameters)?;
        let most = design.points.len() as u64 + 1;
        let futures = if self.count == 1 { most } else { self.count };
        if futures > most {
            let help =
                format!("--futures {most} at most: what the scenario says, and the lines of the table");
            return Err(Error::Usage(format!("`{}` has too few lines\n  = help: {help}", file.display())));
        }
        let own = known.iter().map(|one| one.own.map_or_else(String::new, |own| own.to_string())).collect();
        let first = Case { name: "future 0".into(), changes: Vec::new(), values: own };
        let others = (0..futures as usize - 1).map(|point| Case {
            name: format!("future {}", point + 1),
            changes: design.changes(point),
            values: design.values(point),
        });
        Ok(Kind {
            study: kind,
            case_word: "future",
            varied: design.parameters.clone(),
            cases: std::iter::once(first).chain(others).collect(),
            detailed_cases: futures as usize,
            until_interval: None,
            asked: format!("{equalise:?}"),
        })
    }
}

/// Finds the factors that bring policies to the same cost, where that is asked, and writes them into the plan.
///
/// # Errors
/// Those of [`Equalise::scale`].
pub fn bring_together(
    batch: &Batch,
    equalise: &Equalise,
    plan: &mut Plan,
    (choices, interruption): (&Choices, &Interruption),
) -> Result<()> {
    if !equalise.is_asked() {
        return Ok(());
    }
    if !batch.quiet {
        note("looking for factors that bring the policies to the same cost");
    }
    let equalised = equalise.scale(&mut batch.study.load()?, choices, interruption)?;
    plan.changes.extend(equalise::changes(&equalised));
    plan.equalised = Some(equalised);
    Ok(())
}

fn width(text: &str) -> std::result::Result<f64, String> {
    let width = text.parse().ok().filter(|width| *width > 0.0 && *width < 1.0);
    width.ok_or_else(|| "a share between 0 and 1, such as 0.02 for two points".into())
}

fn failing(text: &str) -> std::result::Result<(String, u64), String> {
    let parts = text.split_once(':').and_then(|(policy, number)| Some((policy.into(), number.parse().ok()?)));
    parts.ok_or_else(|| "a policy and a replicate, such as blind:3".into())
}
