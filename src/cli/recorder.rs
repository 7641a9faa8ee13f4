//! Writes down what the runs bring: a line a run on disk as it comes, and of each future what its runs say together.

use std::num::NonZero;
use std::ops::ControlFlow;

use super::progress::Progress;
use super::signals::Interruption;
use crate::error::{Error, Result};
use crate::store::Folder;
use crate::store::manifest::Choices;
use crate::store::tables::Table;
use crate::studies::futures::Outlook;
use crate::studies::monte_carlo::{self, Audience, Failure, Plan, Replicate};
use crate::studies::rows::{self, Subject};
use crate::studies::tally::Tally;

/// The tables of a study while it runs, future after future.
pub struct Recorder<'f> {
    runs: Table<'f>,
    series: Table<'f>,
    summary: Table<'f>,
    progress: Progress,
    interruption: Interruption,
    /// Replicates of the futures that are done.
    finished: u64,
    recorded: Recorded,
}

/// What is known of all futures when all is written.
#[derive(Default)]
pub struct Recorded {
    /// What the futures say together.
    pub outlook: Outlook,
    /// Runs that failed, and are not in the tables.
    pub failed: u64,
    /// The first of them, with its future.
    pub first_failure: Option<(u64, Failure)>,
}

impl<'f> Recorder<'f> {
    /// Opens the tables in a folder.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(
        folder: &'f Folder,
        subject: Subject,
        (progress, interruption): (Progress, Interruption),
    ) -> Result<Self> {
        let mut runs = Table::create(folder, "runs.csv")?;
        runs.row(subject.run_header())?;
        Ok(Self {
            runs,
            series: Table::create(folder, "series.csv")?,
            summary: Table::create(folder, "summary.csv")?,
            progress,
            interruption,
            finished: 0,
            recorded: Recorded::default(),
        })
    }

    /// Runs all of a future and writes it down.
    ///
    /// # Errors
    /// What the system says, somebody who wants to stop.
    pub fn record<'s>(&mut self, subject: Subject<'s>, choices: &Choices) -> Result<Tally<'s>> {
        let Subject { scenario, survey, future, .. } = subject;
        let baseline = choices.policies.iter().position(|place| *place == scenario.baseline());
        let plan = Plan {
            scenario,
            survey,
            policies: &choices.policies,
            seed: choices.seed,
            replicates: choices.first_replicate..choices.first_replicate + choices.replicates,
        };
        let threads = NonZero::new(choices.threads).unwrap_or(NonZero::<usize>::MIN);
        let tally = Tally::new(survey, choices.policies.len(), baseline);
        let mut scribe = Scribe { recorder: self, subject, tally };
        let failures = monte_carlo::run(&plan, threads, &mut scribe)?;
        let tally = scribe.tally;
        self.finished += choices.replicates;
        let Recorded { outlook, failed, first_failure } = &mut self.recorded;
        outlook.add(&tally);
        *failed += tally.failed();
        let first = failures.into_iter().next().map(|failure| (future, failure));
        *first_failure = first_failure.take().or(first);
        rows::series(subject, &tally).try_for_each(|row| self.series.row(row))?;
        rows::summary(subject, &tally).try_for_each(|row| self.summary.row(row))?;
        Ok(tally)
    }

    /// Brings the tables to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<Recorded> {
        let Self { runs, series, summary, progress, recorded, .. } = self;
        progress.finish();
        [runs, series, summary].into_iter().try_for_each(Table::finish)?;
        Ok(recorded)
    }
}

/// Hears the runs of one future.
struct Scribe<'r, 'f, 's> {
    recorder: &'r mut Recorder<'f>,
    subject: Subject<'s>,
    tally: Tally<'s>,
}

impl Audience for Scribe<'_, '_, '_> {
    fn take(&mut self, replicate: u64, runs: &Replicate) -> Result<()> {
        for (policy, run) in runs.iter().enumerate() {
            if let Some(run) = run {
                self.recorder.runs.row(self.subject.run(policy, replicate, run))?;
            }
        }
        self.tally.add(runs);
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        self.recorder.progress.hear(self.recorder.finished + done);
        self.recorder.interruption.hear()
    }
}
