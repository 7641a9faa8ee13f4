//! `missionmix run`: the policies of a scenario, many times, with a verdict.

use clap::{Args, value_parser};

use super::conclusion::Conclusion;
use super::equalise::{self, Equalise};
use super::progress::Show;
use super::signals::Interruption;
use super::study::{Choices, Kind, LARGEST, Study};
use super::terminal::{note, print};
use super::traces::Traces;
use super::undertaking::Undertaking;
use super::words::count;
use crate::chance::EVEN_POINTS;
use crate::error::{Error, Result};
use crate::scenario::Scenario;
use crate::store::plan::{Case, Plan, Standing};
use crate::studies::futures;

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
    /// Make a run fail, as POLICY:REPLICATE, to see what happens then
    #[arg(long = "make-fail", hide = true, value_name = "POLICY:REPLICATE", value_parser = failing)]
    made_to_fail: Vec<(String, u64)>,
    /// Draw no figures
    #[arg(long)]
    no_figures: bool,
    /// Say only where the results are
    #[arg(short, long)]
    quiet: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let scenario = self.study.load()?;
        let choices = self.choices(&scenario)?;
        let mut plan = self.plan(&scenario, &choices)?;
        self.must_be(&plan)?;
        let interruption = Interruption::listen()?;
        let standing = self.study.destination(&plan.name, &plan.fingerprint).standing(&plan.fingerprint)?;
        if self.equalise.is_asked() && !self.dry_run && matches!(standing, Standing::New(_)) {
            self.bring_together(&mut plan, &choices, &interruption)?;
        }
        let scenario = self.study.load_with(&plan.changes)?;
        let traces = Traces::tell(&self.traces, &scenario, &choices, self.dry_run)?;
        if !self.quiet {
            scenario.regions.notes.iter().for_each(|text| note(&format!("note: {text}")));
            print(&multiplication(&plan))?;
        }
        if self.dry_run {
            let (Standing::New(place) | Standing::Begun(place)) = standing;
            return print(&format!("results would be in {}\n", place.display()));
        }
        let mut undertaking = Undertaking::begin(plan, &scenario, &standing)?;
        undertaking.tell_what_is_there();
        let show = if self.quiet { Show::None } else { self.study.progress };
        undertaking.run(&choices, show, &interruption)?;
        traces.write(undertaking.folder())?;
        let conclusion = Conclusion::draw(undertaking, choices.threads, !self.no_figures)?;
        if self.quiet {
            print(&format!("{}\n", conclusion.place().display()))?;
        } else {
            print(&traces.pages())?;
            conclusion.tell(&traces.files())?;
        }
        conclusion.outcome()
    }

    /// Reads the scenario of every future: what is wrong with one is told before anything is run.
    fn must_be(&self, plan: &Plan) -> Result<()> {
        for (future, case) in plan.cases.iter().enumerate().skip(1) {
            let changes: Vec<String> = plan.changes.iter().chain(&case.changes).cloned().collect();
            if let Err(Error::Scenario { rendered, .. }) = self.study.load_with(&changes) {
                let message = format!("future {future} can't be, with {}", case.changes.join(", "));
                return Err(Error::Usage(format!(
                    "{message}:\n{rendered}\n  = help: narrow the ranges so that their values can be together"
                )));
            }
        }
        Ok(())
    }

    /// Finds the factors that bring policies to the same cost, and writes them into the plan.
    fn bring_together(&self, plan: &mut Plan, choices: &Choices, interruption: &Interruption) -> Result<()> {
        if !self.quiet {
            note("looking for factors that bring the policies to the same cost");
        }
        let equalised = self.equalise.scale(&mut self.study.load()?, choices, interruption)?;
        plan.changes.extend(equalise::changes(&equalised));
        plan.equalised = Some(equalised);
        Ok(())
    }

    /// What the command line and the scenario say together.
    fn choices(&self, scenario: &Scenario) -> Result<Choices> {
        let replicates = self.replicates.unwrap_or(scenario.replicates as u64);
        self.study.choices(scenario, self.first..self.first + replicates)
    }

    fn plan(&self, scenario: &Scenario, choices: &Choices) -> Result<Plan> {
        let uncertainties = &scenario.uncertainties;
        if self.futures > 1 && uncertainties.is_empty() {
            let message = "there is one future: nothing in the scenario is uncertain, or --set fixes it";
            return Err(Error::Usage(format!("{message}\n  = help: missionmix explain uncertainty")));
        }
        let case = |future| Case {
            name: format!("future {future}"),
            changes: futures::changes(uncertainties, choices.seed, future),
            values: futures::values(uncertainties, choices.seed, future).iter().map(f64::to_string).collect(),
        };
        let kind = Kind {
            study: "run",
            case_word: "future",
            varied: uncertainties.iter().map(|one| one.parameter.clone()).collect(),
            cases: (0..self.futures).map(case).collect(),
            keeps_courses: true,
            asked: format!("{:?} {:?}", self.equalise, self.made_to_fail),
        };
        Ok(Plan { made_to_fail: self.made_to_fail.clone(), ..self.study.plan(scenario, choices, kind) })
    }
}

fn failing(text: &str) -> std::result::Result<(String, u64), String> {
    let parts = text.split_once(':').and_then(|(policy, number)| Some((policy.into(), number.parse().ok()?)));
    parts.ok_or_else(|| "a policy and a replicate, such as blind:3".into())
}

/// What is run, as a multiplication.
fn multiplication(plan: &Plan) -> String {
    format!(
        "{} x {} x {} = {}\n",
        count(plan.cases.len() as u64, &plan.case_word),
        count(plan.policies.len() as u64, "policy"),
        count(plan.replicates, "replicate"),
        count(plan.runs(), "run")
    )
}
