//! `missionmix spatial`: what a mission loses or wins because regions are treated as if they were alike, why, and when.

/// What is found, and said.
pub mod findings;

use clap::{Args, value_parser};

use super::batch::Batch;
use super::progress::{Progress, Show};
use super::signals::Interruption;
use super::study::{Choices, Kind, must_be_a_policy};
use super::terminal::note;
use crate::error::{Error, Result};
use crate::numeric::four_digits;
use crate::policy::spatial::SpatialDesign;
use crate::scenario::Scenario;
use crate::store::plan::{Case, Plan};
use crate::studies::equal_cost::{self, FIRST_TRAINING, Found, Task, Yardstick};
use crate::studies::spatial::STUDY;
use crate::studies::spatial::{OPEN, ROLES, VARIED, WORLDS, cases, roles};

/// What is studied, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    batch: Batch,
    /// The policy that does something about place; it is held against an open competition and against envelopes by population,
    /// all else alike [default: the last one that does]
    #[arg(long, value_name = "POLICY")]
    sensitive: Option<String>,
    /// How many replicates the factors that bring the policies to one cost are found on, in every case anew
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = value_parser!(u64).range(2..=100_000))]
    training: u64,
    /// Leave budgets as they are, at whatever cost
    #[arg(long)]
    unequal: bool,
    /// How many characters of its code name the zone that a region is part of: the study is done on zones as well, where they
    /// are larger than regions
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    zoning: usize,
}

/// Replicates of every case where nobody says otherwise, at most.
const MOST_REPLICATES: u64 = 100;

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let Self { batch, .. } = self;
        if batch.study.names_policies() {
            let message = "`--policy` says nothing here: the policies are the baseline, two blind ones and a sensitive one";
            return Err(Error::Usage(format!(
                "{message}\n  = help: --sensitive NAME says which one that is"
            )));
        }
        let own = batch.study.load()?;
        let policy = self.sensitive(&own)?;
        let baseline = &own.policies[own.baseline()].name;
        must_be_no_role(&[&policy, baseline])?;
        let mut choices = batch.choices_of(&own, MOST_REPLICATES)?;
        choices.changes.extend(roles(&policy));
        let scenario = batch.study.load_with(&choices.changes)?;
        // in the order of their roles, which is not that of the scenario
        choices.policies = std::iter::once(baseline.as_str())
            .chain(ROLES)
            .filter_map(|name| scenario.policies.iter().position(|policy| policy.name == name))
            .collect();
        let kind = Kind {
            study: STUDY,
            case_word: "case",
            varied: VARIED.map(str::to_owned).to_vec(),
            cases: self.possible(cases(&scenario, Some(self.zoning)), &choices),
            detailed_cases: 1,
            until_interval: None,
            asked: format!("{} {}", self.training, self.unequal),
        };
        let plan = batch.plan(&scenario, &choices, kind);
        batch.tell_of_search(!self.unequal);
        batch.tell(batch.carry_out(plan, &choices, &mut |plan, choices, interruption| {
            self.bring_together(plan, choices, interruption)
        })?)
    }

    /// Leaves out the cases that a scenario can't have, such as an order of needs where all are the same.
    fn possible(&self, cases: Vec<Case>, choices: &Choices) -> Vec<Case> {
        let can_be = |case: &Case| {
            let changes: Vec<String> = choices.changes.iter().chain(&case.changes).cloned().collect();
            let Err(error) = self.batch.study.load_with(&changes) else { return true };
            if !self.batch.quiet {
                note(&format!("note: `{}` is left out: {}", case.name, why(&error)));
            }
            false
        };
        // the worlds with some of the differences are needed whole: what is wrong with one is told later
        cases
            .into_iter()
            .enumerate()
            .filter(|(place, case)| *place < WORLDS || can_be(case))
            .map(|(_, case)| case)
            .collect()
    }

    /// The name of the policy that does something about place.
    fn sensitive(&self, scenario: &Scenario) -> Result<String> {
        let does = |place: &usize| {
            let lines = &scenario.policies[*place].lines;
            lines.iter().any(|line| line.terms.design != SpatialDesign::blind())
        };
        let names: Vec<&str> = (0..scenario.policies.len())
            .filter(does)
            .map(|place| scenario.policies[place].name.as_str())
            .collect();
        let known = || match names.as_slice() {
            [] => "no policy of the scenario does; give one a `design`, such as design = \"need\"".to_owned(),
            names => format!("those that do: {}", names.join(", ")),
        };
        let advice = |message: String| Error::Usage(format!("{message}\n  = help: {}", known()));
        match &self.sensitive {
            None => {
                let last = names.last().map(|name| (*name).to_owned());
                last.ok_or_else(|| {
                    advice("there is nothing to compare: blindness is what designs differ in".into())
                })
            }
            Some(name) if names.contains(&name.as_str()) => Ok(name.clone()),
            Some(name) => {
                must_be_a_policy(scenario, name)?;
                Err(advice(format!("`{name}` does nothing about place")))
            }
        }
    }

    /// In every case scales the budgets of two of the policies so that all three are expected to cost the same there.
    fn bring_together(&self, plan: &mut Plan, choices: &Choices, interruption: &Interruption) -> Result<()> {
        if self.unequal {
            return Ok(());
        }
        if !self.batch.quiet {
            note("looking for factors that bring the policies to the same cost, in every case");
        }
        let show = if self.batch.quiet { Show::None } else { self.batch.study.pace.progress };
        let mut progress = Progress::new(show, plan.cases.len() as u64);
        for place in 0..plan.cases.len() {
            progress.hear(place as u64);
            let changes: Vec<String> =
                plan.changes.iter().chain(&plan.cases[place].changes).cloned().collect();
            let mut scenario = self.batch.study.load_with(&changes)?;
            let places = plan.policies_in(&scenario)?;
            let task = Task {
                yardstick: Yardstick::NetCost,
                reference: places[1],
                policies: &places[2..],
                seed: plan.seed,
                training: FIRST_TRAINING..FIRST_TRAINING + self.training,
                threads: choices.threads,
            };
            let factors = equal_cost::find(&mut scenario, &task, &mut || interruption.hear())?;
            for factor in factors {
                let name = &scenario.policies[factor.policy].name;
                if factor.found == Found::OutOfReach {
                    let case = &plan.cases[place].name;
                    note(&format!("note: {case}: budgets do not bring `{name}` to the cost of `{OPEN}`"));
                }
                let scale = four_digits(factor.scale);
                plan.cases[place].changes.push(format!("policy.{name}.scale={scale}"));
            }
        }
        progress.finish();
        Ok(())
    }
}

/// The policies of the study replace those of the same names: the one that they are made from and the baseline have others.
fn must_be_no_role(names: &[&String]) -> Result<()> {
    match names.iter().find(|name| ROLES.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Error::Usage(format!(
            "`{name}` is the name of one of the policies that this study makes\n  = help: give the policy another name"
        ))),
    }
}

/// The first complaint, without its place.
fn why(error: &Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix("error: ").unwrap_or(first).to_owned()
}
