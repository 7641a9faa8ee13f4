//! `missionmix finish`: the parts of a study become its tables, figures and verdict.

use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use super::conclusion::Conclusion;
use super::status::unfinished;
use super::terminal::print;
use super::undertaking::{Undertaking, tidy};
use crate::error::Result;
use crate::store::plan::{Plan, is_finished};

/// Which study.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
    /// Draw no figures
    #[arg(long)]
    no_figures: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if is_finished(&self.folder) {
            Plan::read(&self.folder)?;
            // whoever was killed at the very end has left parts
            tidy(&self.folder);
            return print(&format!("{} is finished\n", self.folder.display()));
        }
        let undertaking = Undertaking::open(&self.folder)?;
        let missing = undertaking.missing()?;
        if missing > 0 {
            return Err(unfinished(&undertaking.plan, &self.folder, missing));
        }
        let conclusion = Conclusion::draw(undertaking, NonZero::<usize>::MIN, !self.no_figures)?;
        conclusion.tell(&[])?;
        conclusion.outcome()
    }
}
