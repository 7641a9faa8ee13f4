//! `missionmix compare`: how policies differ in everything that is measured, and how sure that is; or two results folders side
//! by side.

use std::path::PathBuf;

use clap::Args;

use super::batch::{Batch, Futures, bring_together};
use super::differences;
use super::equalise::Equalise;
use super::side_by_side;
use super::terminal::print;
use crate::error::{Error, Result};
use crate::store::plan::Plan;

/// What is compared, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    batch: Batch,
    /// Another results folder: then the first argument is one as well, and the two are set side by side
    other: Option<PathBuf>,
    #[command(flatten)]
    futures: Futures,
    #[command(flatten)]
    equalise: Equalise,
    /// Tell of every outcome in which the policies differ, not only of those that most ask for; all are in differences.csv
    #[arg(long)]
    all: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let Self { batch, futures, equalise, .. } = self;
        if let Some(other) = &self.other {
            return side_by_side::tell(&batch.study.scenario, other);
        }
        if batch.study.scenario.is_dir() {
            return Err(Error::Usage(format!(
                "`{}` is a folder\n  = help: give a scenario file, or two results folders",
                batch.study.scenario.display()
            )));
        }
        let scenario = batch.study.load()?;
        let choices = batch.choices(&scenario)?;
        if choices.policies.len() < 2 {
            return Err(Error::Usage("one policy can't be compared\n  = help: name two or more".into()));
        }
        let plan: Plan = batch.plan(
            &scenario,
            &choices,
            futures.kind("compare", (&batch.study, &scenario), &choices, equalise)?,
        );
        batch.tell_of_search(equalise.is_asked());
        let conclusion = batch.carry_out(plan, &choices, &mut |plan, choices, interruption| {
            bring_together(batch, equalise, plan, (choices, interruption))
        })?;
        let Some(conclusion) = conclusion else { return Ok(()) };
        if batch.quiet {
            print(&format!("{}\n", conclusion.place().display()))?;
        } else {
            print(&differences::text(conclusion.subject(), conclusion.tally(), self.all))?;
            conclusion.tell(&[])?;
        }
        conclusion.outcome()
    }
}
