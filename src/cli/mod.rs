//! The command line, one sub-command a file.

mod assumptions;
mod batch;
mod calibrate;
mod bundle;
mod check;
mod compare;
mod conclusion;
mod costs;
mod differences;
mod discover;
mod equalise;
mod example;
mod explain;
mod factors;
mod export;
mod failures;
mod finish;
mod lessons;
mod new;
mod outlook;
mod pace;
mod page;
mod points;
mod progress;
mod report;
mod resume;
mod run;
mod schema;
mod sensitivity;
mod shard;
mod side_by_side;
mod signals;
mod spatial;
mod status;
mod study;
mod submit;
mod sweep;
mod terminal;
mod traces;
mod undertaking;
mod validate;
mod verdict;
mod verify;

use clap::{Parser, Subcommand};

use crate::error::Result;

/// Simulates how missions are reached or missed under mixes of policy instruments.
#[derive(Debug, Parser)]
#[command(name = "missionmix", version, about, long_about = None, max_term_width = 110)]
#[command(
    after_help = "Exit codes: 0 ok, 1 a bug of ours, 2 usage or scenario, 3 a difference, 4 some runs failed, 5 incomplete, \
                  74 disk or permission, 75 interrupted"
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell the scenarios that come with the program, or copy one to run and to change
    Example(example::Arguments),
    /// Begin a scenario of your own: a folder with one that runs, and a table of regions to fill in
    New(new::Arguments),
    /// Run the policies of a scenario many times, with a verdict
    Run(run::Arguments),
    /// Say how policies differ in all that is measured and how sure that is, or set two results folders side by side
    Compare(compare::Arguments),
    /// Run the policies at many points, over levers and uncertainties
    Sweep(sweep::Arguments),
    /// Say which levers and uncertainties matter, and how much of what is seen is luck
    Sensitivity(sensitivity::Arguments),
    /// Say what a mission loses or wins because regions are treated as if they were alike, and why
    Spatial(spatial::Arguments),
    /// Go on with a study where it was planned or stopped: all that is missing, or one shard of it
    Resume(resume::Arguments),
    /// Say in which part of what was varied a target is missed, or something else holds
    Discover(discover::Arguments),
    /// Write a study as one page: the answer in sentences, figures, tables, sources, how to repeat it
    Report(report::Arguments),
    /// Hand results over to other programs
    Export(export::Arguments),
    /// Say how far a study is, and what of it is missing
    Status(status::Arguments),
    /// Make tables, figures and verdict of a study whose parts are all there
    Finish(finish::Arguments),
    /// Hand the shards of a study to SLURM, GNU parallel, Snakemake or Kubernetes, and finish it when they are done
    Submit(submit::Arguments),
    /// Say whether results are those that were written, and run a sample of them again
    Verify(verify::Arguments),
    /// Say whether the model reproduces what is known of the world: each fact recomputed, and passed or failed
    Validate(validate::Arguments),
    /// Say which values of uncertain numbers agree with what was seen of the world, and keep them for `--plausible`
    Calibrate(calibrate::Arguments),
    /// Say whether the lessons of cases come out, here and where they should not
    Lessons(lessons::Arguments),
    /// Say how much of the ranking of policies hangs on what we assumed
    Assumptions(assumptions::Arguments),
    /// Say whether a scenario is sound, or all that is wrong with it
    Check(check::Arguments),
    /// Say what a parameter, an instrument or an outcome is
    Explain(explain::Arguments),
    /// Print the JSON Schema of scenario files, or a reference
    Schema(schema::Arguments),
}

impl Cli {
    /// Does what was asked.
    ///
    /// # Errors
    /// Why it could not be done.
    pub fn run(self) -> Result<()> {
        match self.command {
            None => terminal::print(WELCOME),
            Some(Command::Example(arguments)) => arguments.run(),
            Some(Command::New(arguments)) => arguments.run(),
            Some(Command::Run(arguments)) => arguments.run(),
            Some(Command::Compare(arguments)) => arguments.run(),
            Some(Command::Sweep(arguments)) => arguments.run(),
            Some(Command::Sensitivity(arguments)) => arguments.run(),
            Some(Command::Spatial(arguments)) => arguments.run(),
            Some(Command::Resume(arguments)) => arguments.run(),
            Some(Command::Discover(arguments)) => arguments.run(),
            Some(Command::Report(arguments)) => arguments.run(),
            Some(Command::Export(arguments)) => arguments.run(),
            Some(Command::Status(arguments)) => arguments.run(),
            Some(Command::Finish(arguments)) => arguments.run(),
            Some(Command::Submit(arguments)) => arguments.run(),
            Some(Command::Verify(arguments)) => arguments.run(),
            Some(Command::Validate(arguments)) => arguments.run(),
            Some(Command::Calibrate(arguments)) => arguments.run(),
            Some(Command::Lessons(arguments)) => arguments.run(),
            Some(Command::Assumptions(arguments)) => arguments.run(),
            Some(Command::Check(arguments)) => arguments.run(),
            Some(Command::Explain(arguments)) => arguments.run(),
            Some(Command::Schema(arguments)) => arguments.run(),
        }
    }
}

const WELCOME: &str = "\
missionmix simulates how missions (bold, measurable, time-bound public goals) are reached or missed when
firms, regions, agencies and citizens respond to a mix of policy instruments over ten or more years.

Three commands to try first:
  missionmix run scenarios/europe_regions.toml     the same money in six ways on Europe's regions, and a verdict
  missionmix compare scenarios/places.toml         in what six policies differ, and how sure that is
  missionmix spatial scenarios/places.toml         whether it matters that regions differ, and why

What teaches what, and a copy to change: missionmix example. A scenario of your own: missionmix new FOLDER
All commands and options: missionmix --help
";
