//! `missionmix export`: results for other programs.

mod csv;
mod ema;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::status::finished;
use crate::error::{Error, Result};
use crate::store::Destination;

/// What is handed over, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of a finished study
    folder: PathBuf,
    /// In which form
    #[arg(long, value_enum)]
    to: Form,
    /// The new file (ema) or folder (csv)
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// Every run as an experiment of its own, and not the mean over the replicates of a case (ema)
    #[arg(long)]
    replicates: bool,
}

/// Forms in which others read results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// An archive that EMA Workbench 3 loads with `load_results`: an experiment for each case and policy
    Ema,
    /// Every table as one CSV file, big ones too
    Csv,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if self.replicates && self.to == Form::Csv {
            let message = "the tables as they are have every run already";
            return Err(Error::Usage(format!("{message}\n  = help: --replicates goes with --to ema")));
        }
        let plan = finished(&self.folder)?;
        match self.to {
            Form::Ema => {
                Destination::Exactly(self.output.clone()).must_be_outside(&self.folder)?;
                ema::write(&self.folder, &plan, &self.output, self.replicates)
            }
            Form::Csv => csv::write(&self.folder, &plan, &self.output),
        }
    }
}
