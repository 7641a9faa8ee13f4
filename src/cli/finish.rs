//! `missionmix finish`: the parts of a study become its tables, figures and verdict.

use std::num::NonZero;
use std::path::{Path, PathBuf};

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
    /// Draw no figures, and write no report
    #[arg(long)]
    no_figures: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if is_finished(&self.folder) {
            return tell_that_it_is(&self.folder);
        }
        let undertaking = Undertaking::open(&self.folder, None)?;
        let missing = undertaking.missing()?;
        if missing > 0 {
            return Err(unfinished(&undertaking.plan, &self.folder, missing));
        }
        let conclusion = Conclusion::draw(undertaking, NonZero::<usize>::MIN, !self.no_figures)?;
        conclusion.tell(&[])?;
        conclusion.outcome()
    }
}

/// There is nothing left to do for a study that is finished.
///
/// # Errors
/// A folder that holds no study.
pub(super) fn tell_that_it_is(folder: &Path) -> Result<()> {
    Plan::read(folder)?;
    // whoever was killed at the very end has left parts
    tidy(folder);
    print(&format!("{} is finished\n", folder.display()))
}
