//! A walk through the runs of a study in the order of its plan: case by case and replicate by replicate, from its parts when it is
//! finished, and from its table when it is recalled. Both come to the same.

use std::path::Path;
use std::sync::Arc;

use super::conduct::stage;
use super::monte_carlo::Stage;
use super::rows::Subject;
use super::tally::Tally;
use crate::error::Result;
use crate::run::Values;
use crate::scenario::Scenario;
use crate::store::plan::Plan;

/// Sees what is read.
pub trait Witness {
    /// A replicate of a case; nothing for a run that failed.
    fn replicate(&mut self, _subject: Subject, _number: u64, _runs: &[Option<&Values>]) {}

    /// A case when all of it was read.
    fn case(&mut self, subject: Subject, tally: &Tally);
}

/// Two witnesses, each of which sees everything.
pub struct Both<'w>(pub &'w mut dyn Witness, pub &'w mut dyn Witness);

impl Witness for Both<'_> {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&Values>]) {
        self.0.replicate(subject, number, runs);
        self.1.replicate(subject, number, runs);
    }

    fn case(&mut self, subject: Subject, tally: &Tally) {
        self.0.case(subject, tally);
        self.1.case(subject, tally);
    }
}

/// A walk on its way.
pub struct Walk<'w> {
    plan: &'w Plan,
    folder: &'w Path,
    witness: &'w mut dyn Witness,
    /// The case whose runs are being read.
    open: Case,
    /// What was said of the first case, once it was read.
    first: Option<Tally>,
}

/// A case, and what is known of its runs so far.
pub struct Case {
    place: usize,
    /// Its scenario, ready to be run.
    pub stage: Arc<Stage<'static>>,
    /// What is known of its runs.
    pub tally: Tally,
}

impl Case {
    fn new(plan: &Plan, folder: &Path, place: usize) -> Result<Self> {
        let stage = Arc::new(stage(plan, folder, place)?);
        let tally =
            Tally::new(stage.survey.clone().into(), plan.policies.len(), baseline(plan, &stage.scenario));
        Ok(Self { place, stage, tally })
    }

    /// What is told of it.
    pub fn subject<'s>(&'s self, plan: &'s Plan) -> Subject<'s> {
        Subject { plan, case: self.place, scenario: &self.stage.scenario, survey: &self.stage.survey }
    }
}

impl<'w> Walk<'w> {
    /// Begins at the first case of a study in a folder.
    ///
    /// # Errors
    /// A scenario that can't be.
    pub fn new(plan: &'w Plan, folder: &'w Path, witness: &'w mut dyn Witness) -> Result<Self> {
        Ok(Self { plan, folder, witness, open: Case::new(plan, folder, 0)?, first: None })
    }

    /// The case that is being read.
    pub fn case(&self) -> &Case {
        &self.open
    }

    /// Turns to a case: the one before, all of which was read, is shown to `close` if it is another.
    ///
    /// # Errors
    /// A scenario that can't be, what `close` can't do.
    pub fn turn_to(&mut self, case: usize, close: &mut dyn FnMut(&Case) -> Result<()>) -> Result<()> {
        if self.open.place == case {
            return Ok(());
        }
        let next = Case::new(self.plan, self.folder, case)?;
        self.close(close)?;
        let closed = std::mem::replace(&mut self.open, next);
        self.first.get_or_insert(closed.tally);
        Ok(())
    }

    /// Takes a replicate of the open case; nothing for a run that failed.
    pub fn take(&mut self, replicate: u64, runs: &[Option<&Values>]) {
        self.open.tally.add(runs);
        self.witness.replicate(self.open.subject(self.plan), replicate, runs);
    }

    /// Ends with the open case, and says what is known of the first one.
    ///
    /// # Errors
    /// What `close` can't do.
    pub fn end(mut self, close: &mut dyn FnMut(&Case) -> Result<()>) -> Result<Tally> {
        self.close(close)?;
        Ok(self.first.unwrap_or(self.open.tally))
    }

    fn close(&mut self, close: &mut dyn FnMut(&Case) -> Result<()>) -> Result<()> {
        close(&self.open)?;
        self.witness.case(self.open.subject(self.plan), &self.open.tally);
        Ok(())
    }
}

/// The place of the baseline among the policies that are run.
fn baseline(plan: &Plan, scenario: &Scenario) -> Option<usize> {
    let name = &scenario.policies[scenario.baseline()].name;
    plan.policies.iter().position(|policy| policy == name)
}
