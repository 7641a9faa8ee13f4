//! `missionmix report`: a study as one page, which opens in any browser without a network.

use std::path::PathBuf;

use clap::Args;

use super::terminal::print;
use super::verify::{changed_files, sealed};
use crate::error::{Error, Result};
use crate::report::html;
use crate::report::words::quoted;
use crate::store::plan::{Plan, is_finished};

/// Which study.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let (plan, place) = (Plan::read(&self.folder)?, self.folder.display());
        let name = quoted(&place.to_string());
        if !is_finished(&self.folder) {
            return Err(Error::Incomplete(format!(
                "`{place}` is not finished\n  = help: missionmix resume {name}, then report"
            )));
        }
        if plan.assumptions.is_some() {
            return Err(Error::Usage(format!(
                "`{place}` holds what assumptions do to differences, and no runs that a report could tell of\n  = help: give \
                 the folder of a run, compare, sweep, sensitivity or spatial"
            )));
        }
        let changed = changed_files(&self.folder, sealed(&self.folder)?);
        if !changed.is_empty() {
            return Err(Error::Differs(format!(
                "{place} is not what was written:\n  {}\n  = help: missionmix verify {name}",
                changed.join("\n  ")
            )));
        }
        let page = html::write_again(&self.folder, plan)?;
        print(&format!("report: {}\n", page.display()))
    }
}
