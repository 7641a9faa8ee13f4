//! `missionmix run`: the policies of a scenario, many times, with a verdict.

use clap::Args;

use super::batch::{Batch, Futures, bring_together};
use super::equalise::Equalise;
use super::terminal::print;
use super::traces::Traces;
use crate::error::Result;
use crate::store::Folder;

/// What can be run, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    batch: Batch,
    #[command(flatten)]
    futures: Futures,
    #[command(flatten)]
    equalise: Equalise,
    /// Tell what one of them saw, believed and decided, quarter by quarter, in the first replicate of each policy:
    /// agency:NAME, firm:NUMBER, household:NUMBER, project:NUMBER or region:CODE; may be given many times. With a single
    /// policy the terminal shows it too
    #[arg(long = "trace", value_name = "KIND:NAME")]
    traces: Vec<String>,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let Self { batch, futures, equalise, traces } = self;
        let scenario = batch.study.load()?;
        let choices = batch.choices(&scenario)?;
        let plan = batch.plan(
            &scenario,
            &choices,
            futures.kind("run", (&batch.study, &scenario), &choices, equalise)?,
        );
        // what can't be traced is told before anything is run
        Traces::tell(traces, &scenario, &choices, batch.dry_run)?;
        batch.tell_of_search(equalise.is_asked());
        let prepared = batch.carry_out(plan, &choices, &mut |plan, choices, interruption| {
            bring_together(batch, equalise, plan, (choices, interruption))
        })?;
        let Some(conclusion) = prepared else { return Ok(()) };
        // the scenario as it was run, with its factors
        let scenario = batch.study.load_with(&conclusion.plan().changes)?;
        let traces = Traces::tell(traces, &scenario, &choices, false)?;
        traces.write(&Folder::of(conclusion.place()))?;
        if batch.quiet {
            print(&format!("{}\n", conclusion.place().display()))?;
        } else {
            print(&traces.pages())?;
            conclusion.tell(&traces.files())?;
        }
        conclusion.outcome()
    }
}
