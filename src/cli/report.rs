//! `missionmix report`: a study as one page, which opens in any browser without a network.

use std::path::PathBuf;

use clap::Args;

use super::terminal::print;
use crate::error::Result;
use crate::report::html;

/// Which study.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let page = html::write_again(&self.folder)?;
        print(&format!("report: {}\n", page.display()))
    }
}
