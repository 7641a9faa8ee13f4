//! `missionmix resume`: a study goes on from its folder alone, all of it or one shard.

use std::path::PathBuf;

use clap::Args;

use super::conclusion::Conclusion;
use super::finish::tell_that_it_is;
use super::pace::{Manner, Pace};
use super::shard::Shard;
use super::signals::Interruption;
use super::terminal::print;
use super::undertaking::Undertaking;
use crate::error::Result;
use crate::store::plan::is_finished;

/// Which study, and what of it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of a study that was planned or begun
    folder: PathBuf,
    /// Run one of its N shards alone, K from 0 to N - 1: all may run at the same time, on machines that share the folder
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    #[command(flatten)]
    pace: Pace,
    /// Draw no figures, and write no report
    #[arg(long)]
    no_figures: bool,
    /// Say only where the results are
    #[arg(short, long)]
    quiet: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        if is_finished(&self.folder) {
            return tell_that_it_is(&self.folder);
        }
        let interruption = Interruption::listen()?;
        let undertaking = Undertaking::open(&self.folder, self.shard)?;
        undertaking.tell_what_is_there();
        let manner = Manner {
            threads: self.pace.threads(),
            show: self.pace.progress,
            is_quiet: self.quiet,
            has_figures: !self.no_figures,
        };
        let Some(conclusion) = Conclusion::reach(undertaking, manner, &interruption)? else { return Ok(()) };
        if self.quiet {
            print(&format!("{}\n", conclusion.place().display()))?;
        } else {
            conclusion.tell(&[])?;
        }
        conclusion.outcome()
    }
}
