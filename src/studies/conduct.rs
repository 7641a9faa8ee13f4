//! Conducting a study: the parts of its plan that are not on disk yet are run and written, one after the other.

use std::collections::VecDeque;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::courses::Courses;
use super::monte_carlo::{self, Audience, Order, Runs, Script, Stage};
use super::precision::Precision;
use super::rows::RunRows;
use crate::error::{Error, Result};
use crate::scenario::Scenario;
use crate::store::Folder;
use crate::store::frame::Frame;
use crate::store::parts::{self, Parts};
use crate::store::plan::Plan;

/// What is kept of a part beside the table of its runs.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// Runs that failed, which the table is without.
    pub failures: Vec<Failure>,
    /// The courses of the replicates of each case.
    pub courses: Vec<(usize, Courses)>,
}

/// A run that did not end well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The place of its case in the plan.
    pub case: usize,
    /// The place of its policy in the plan.
    pub policy: usize,
    /// Its replicate.
    pub replicate: u64,
    /// What went wrong.
    pub what: String,
}

impl Aside {
    /// As it is kept on disk.
    ///
    /// # Errors
    /// None that its content could be the reason of.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        postcard::to_stdvec(self).map_err(|error| Error::Bug(format!("what is kept of a part: {error}")))
    }

    /// As it comes back.
    ///
    /// # Errors
    /// Bytes that another version wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|error| Error::Bug(format!("what was kept of a part: {error}")))
    }
}

/// A study on disk, and how it is run.
#[derive(Clone, Copy, Debug)]
pub struct Conduct<'s> {
    /// What is run.
    pub plan: &'s Plan,
    /// Where the results are kept.
    pub folder: &'s Folder,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

impl Conduct<'_> {
    /// Runs what is missing of these parts; `hear` is told how many replicates are done.
    ///
    /// # Errors
    /// What `hear` or the system says, scenarios that can't be.
    pub fn run(&self, found: &Parts, wanted: &Range<u64>, hear: &mut Hear) -> Result<()> {
        let (mut missing, mut judge) = missing(self.plan, found)?;
        missing.retain(|number| wanted.contains(number));
        let outcome = self.assemble(&missing, hear, &mut |number, frame, aside| {
            parts::write(self.folder, number, &frame, &aside.bytes()?)?;
            judge.read_until(number)?;
            judge.take(&frame);
            let stop = || Error::Interrupted("the intervals are narrow enough".into());
            if judge.has_enough { Err(stop()) } else { Ok(()) }
        });
        if judge.has_enough { Ok(()) } else { outcome }
    }

    /// Makes a part anew, without writing it: the table of its runs, and what is kept beside it.
    ///
    /// # Errors
    /// What `hear` says.
    pub fn repeat(&self, number: u64, hear: &mut Hear) -> Result<(Frame, Aside)> {
        let mut made = None;
        self.assemble(&[number], hear, &mut |_, frame, aside| {
            made = Some((frame, aside));
            Ok(())
        })?;
        made.ok_or_else(|| Error::Bug(format!("part {number} came to nothing")))
    }

    /// Runs parts, and hands each over when it is whole.
    fn assemble(&self, numbers: &[u64], hear: &mut Hear, hand_over: &mut HandOver) -> Result<()> {
        let Self { plan, folder, threads } = *self;
        let mut setter = Setter { plan, place: folder.path(), last: None };
        let places = numbers.iter().flat_map(|number| plan.part(*number));
        let orders = places
            .map(|(case, replicate)| Ok(Order { stage: setter.stage(case)?, seed: plan.seed, replicate }));
        let mut numbers = numbers.iter().copied();
        let number = numbers.next().unwrap_or(0);
        let places = plan.part(number).collect();
        let mut clerk = Clerk { plan, numbers, number, places, draft: Draft::default(), hear, hand_over };
        monte_carlo::run(orders, threads, &mut clerk)
    }
}

/// The parts of a plan that have to be run, and what was judged of those before them.
fn missing<'s>(plan: &Plan, found: &'s Parts) -> Result<(Vec<u64>, Judge<'s>)> {
    let missing: Vec<u64> = (0..plan.parts()).filter(|number| !found.has(*number)).collect();
    let precision = plan.until_interval.map(|width| Precision::new(plan, width)).transpose()?;
    let mut judge = Judge { found, precision, next: 0, has_enough: false };
    judge.read_until(missing.first().copied().unwrap_or(plan.parts()))?;
    Ok((if judge.has_enough { Vec::new() } else { missing }, judge))
}

/// The parts of a plan that have to be run: none where those that are there are enough.
///
/// # Errors
/// Parts that can't be read.
pub fn missing_parts(plan: &Plan, found: &Parts) -> Result<Vec<u64>> {
    Ok(missing(plan, found)?.0)
}

/// Is told how many replicates are done, and can call the rest off.
pub type Hear<'h> = dyn FnMut(u64) -> ControlFlow<Error> + 'h;
/// Takes a part: its number, the table of its runs and what is kept beside it.
type HandOver<'h> = dyn FnMut(u64, Frame, Aside) -> Result<()> + 'h;

/// Judges part after part whether it is enough, where that was asked for.
struct Judge<'s> {
    found: &'s Parts,
    precision: Option<Precision>,
    /// The part that is judged next.
    next: u64,
    has_enough: bool,
}

impl Judge<'_> {
    fn take(&mut self, runs: &Frame) {
        self.next += 1;
        self.has_enough |= self.precision.as_mut().is_some_and(|precision| precision.is_enough_after(runs));
    }

    /// Takes the parts up to this one, which are on disk.
    fn read_until(&mut self, number: u64) -> Result<()> {
        while self.precision.is_some() && self.next < number && !self.has_enough {
            let (runs, _) = self.found.read(self.next)?;
            self.take(&runs);
        }
        Ok(())
    }
}

/// Sets the stage for one case after the other.
struct Setter<'s> {
    plan: &'s Plan,
    place: &'s Path,
    last: Option<(usize, Arc<Stage<'static>>)>,
}

impl Setter<'_> {
    fn stage(&mut self, case: usize) -> Result<Arc<Stage<'static>>> {
        if let Some((last, stage)) = &self.last
            && *last == case
        {
            return Ok(stage.clone());
        }
        let stage = Arc::new(stage(self.plan, self.place, case)?);
        self.last = Some((case, stage.clone()));
        Ok(stage)
    }
}

/// The scenario of a case, ready to be run.
///
/// # Errors
/// A scenario that can't be.
pub fn stage(plan: &Plan, folder: &Path, case: usize) -> Result<Stage<'static>> {
    stage_of(plan.load(folder, &plan.cases[case], false)?, plan, case)
}

/// A scenario, ready to be run as a plan says.
///
/// # Errors
/// A scenario without the policies of the plan.
pub fn stage_of(scenario: Scenario, plan: &Plan, case: usize) -> Result<Stage<'static>> {
    let policies = plan.policies_in(&scenario)?;
    let place = |name: &String| plan.policies.iter().position(|known| known == name);
    let made_to_fail =
        plan.made_to_fail.iter().filter_map(|(name, replicate)| Some((place(name)?, *replicate)));
    Ok(Stage {
        keeps_courses: plan.detailed_cases > case,
        made_to_fail: made_to_fail.collect(),
        ..Stage::new(Script::Own(Box::new(scenario)), policies)
    })
}

/// A part that is being put together.
#[derive(Default)]
struct Draft {
    rows: Option<RunRows>,
    aside: Aside,
}

impl Draft {
    fn add(&mut self, plan: &Plan, case: usize, order: &Order, runs: &Runs) {
        let rows = self.rows.get_or_insert_with(|| RunRows::new(plan, &order.stage.survey));
        for (policy, run) in runs.iter().enumerate() {
            match run {
                Ok(run) => rows.add(plan, (case, policy, order.replicate), &run.values),
                Err(what) => self.aside.failures.push(Failure {
                    case,
                    policy,
                    replicate: order.replicate,
                    what: what.clone(),
                }),
            }
        }
        if order.stage.keeps_courses {
            match self.aside.courses.last_mut() {
                Some((last, courses)) if *last == case => courses.add(runs),
                _ => {
                    let mut courses = Courses::default();
                    courses.add(runs);
                    self.aside.courses.push((case, courses));
                }
            }
        }
    }

    fn close(mut self, plan: &Plan) -> (Frame, Aside) {
        self.aside.courses.iter_mut().for_each(|(_, courses)| courses.close(plan.replicates));
        (self.rows.map(RunRows::frame).unwrap_or_default(), self.aside)
    }
}

/// Puts parts together.
struct Clerk<'c, N> {
    plan: &'c Plan,
    /// The parts that come after the one in hand.
    numbers: N,
    /// The part in hand.
    number: u64,
    /// What of it is still to come.
    places: VecDeque<(usize, u64)>,
    draft: Draft,
    hear: &'c mut Hear<'c>,
    hand_over: &'c mut HandOver<'c>,
}

impl<N: Iterator<Item = u64>> Audience for Clerk<'_, N> {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        let (case, _) = self.places.pop_front().unwrap_or_default();
        self.draft.add(self.plan, case, order, runs);
        if self.places.is_empty() {
            let (frame, aside) = std::mem::take(&mut self.draft).close(self.plan);
            (self.hand_over)(self.number, frame, aside)?;
            if let Some(next) = self.numbers.next() {
                (self.number, self.places) = (next, self.plan.part(next).collect());
            }
        }
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        (self.hear)(done)
    }
}
