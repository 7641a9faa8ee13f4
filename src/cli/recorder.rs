//! Hears what the runs bring: a line a run on disk, the tally in memory, progress on the terminal.

use std::ops::ControlFlow;

use super::progress::Progress;
use super::signals::Interruption;
use crate::error::{Error, Result};
use crate::store::tables::Table;
use crate::studies::monte_carlo::{Audience, Replicate};
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;

/// Writes down every run.
pub struct Recorder<'s, 'f> {
    pub subject: Subject<'s>,
    pub runs: Table<'f>,
    pub tally: Tally<'s>,
    pub progress: Progress,
    pub interruption: Interruption,
}

impl Audience for Recorder<'_, '_> {
    fn take(&mut self, replicate: u64, runs: &Replicate) -> Result<()> {
        for (policy, run) in runs.iter().enumerate() {
            if let Some(run) = run {
                self.runs.row(self.subject.run(policy, replicate, run))?;
            }
        }
        self.tally.add(runs);
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        self.progress.hear(done);
        self.interruption.hear()
    }
}
