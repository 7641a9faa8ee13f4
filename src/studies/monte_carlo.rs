//! Monte Carlo: replicates run in parallel and are delivered in their order, so that whatever is made of them
//! is the same, bit for bit, for any number of threads. The only user of rayon.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use rayon::{Scope, ThreadPoolBuilder};

use crate::chance::Streams;
use crate::error::{Error, Result};
use crate::founding::Ground;
use crate::run::{Survey, Trajectory, run_replicate};
use crate::scenario::Scenario;

/// What is to be run.
#[derive(Clone, Debug)]
pub struct Plan<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// What is measured.
    pub survey: &'s Survey,
    /// The places of the policies, each run in every replicate.
    pub policies: &'s [usize],
    /// The seed of all luck.
    pub seed: u64,
    /// The replicates.
    pub replicates: Range<u64>,
}

/// A run that did not end well: a bug of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The place of its policy in the plan.
    pub policy: usize,
    /// Its replicate.
    pub replicate: u64,
    /// What went wrong.
    pub what: String,
}

/// All policies of one replicate, in the order of the plan; nothing for a run that failed.
pub type Replicate = [Option<Trajectory>];

/// Who uses what the runs bring.
pub trait Audience {
    /// Takes a replicate. They come in their order, each once.
    ///
    /// # Errors
    /// Why it is of no use to run the rest.
    fn take(&mut self, replicate: u64, runs: &Replicate) -> Result<()>;

    /// Hears several times a second how many replicates are done; can call the rest off.
    fn hear(&mut self, done: u64) -> ControlFlow<Error>;
}

/// Replicates that each thread may be ahead of the one that is delivered next. The runs of a scenario take
/// about equally long, so a few are enough to keep all threads busy; it bounds the memory.
const AHEAD: u64 = 8;
/// How long it is quiet at most.
const PULSE: Duration = Duration::from_millis(100);
/// How many failures are kept: they are likely to be one.
const MOST_FAILURES: usize = 20;

/// Runs a plan on this many threads.
///
/// # Errors
/// What the audience says, or threads that can't be had. Runs that failed are returned, the first of them in order.
pub fn run(plan: &Plan, threads: NonZero<usize>, audience: &mut dyn Audience) -> Result<Vec<Failure>> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|error| Error::Usage(format!("{threads} threads can't be had: {error}")))?;
    let ground = Ground::survey(plan.scenario);
    let called_off = AtomicBool::new(false);
    let crew = Crew { plan, ground: &ground, called_off: &called_off };
    let window = threads.get() as u64 * AHEAD;
    pool.in_place_scope(|scope| {
        let outcome = Delivery::new(plan).run(scope, crew, window, audience);
        called_off.store(true, Ordering::Relaxed);
        outcome
    })
}

/// What every thread needs to run a replicate.
#[derive(Clone, Copy)]
struct Crew<'p> {
    plan: &'p Plan<'p>,
    ground: &'p Ground,
    called_off: &'p AtomicBool,
}

/// What came of the runs of one replicate.
type Outcome = Vec<std::result::Result<Trajectory, String>>;

impl<'p> Crew<'p> {
    fn send_out(self, scope: &Scope<'p>, replicate: u64, home: &Sender<(u64, Outcome)>) {
        let home = home.clone();
        scope.spawn(move |_| {
            if !self.called_off.load(Ordering::Relaxed) {
                // nobody listens any more when the rest was called off
                let _ = home.send((replicate, self.run(replicate)));
            }
        });
    }

    fn run(self, replicate: u64) -> Outcome {
        let Plan { scenario, survey, policies, seed, .. } = *self.plan;
        let streams = Streams::new(seed, replicate);
        let runs = || run_replicate(scenario, self.ground, survey, policies, streams);
        match catch_unwind(AssertUnwindSafe(runs)) {
            Ok(runs) => runs.into_iter().map(|run| run.map_err(|gap| gap.to_string())).collect(),
            Err(panic) => vec![Err(format!("the run panicked: {}", panic_text(&*panic))); policies.len()],
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}

/// Replicates on their way to the audience.
struct Delivery {
    replicates: Range<u64>,
    sent_out: u64,
    delivered: u64,
    done: u64,
    waiting: BTreeMap<u64, Outcome>,
    failures: Vec<Failure>,
}

impl Delivery {
    fn new(plan: &Plan) -> Self {
        let first = plan.replicates.start;
        Self {
            replicates: plan.replicates.clone(),
            sent_out: first,
            delivered: first,
            done: 0,
            waiting: BTreeMap::new(),
            failures: Vec::new(),
        }
    }

    fn run<'p>(
        mut self,
        scope: &Scope<'p>,
        crew: Crew<'p>,
        window: u64,
        audience: &mut dyn Audience,
    ) -> Result<Vec<Failure>> {
        let (home, arrivals) = mpsc::channel();
        while self.delivered < self.replicates.end {
            while self.sent_out < self.replicates.end.min(self.delivered.saturating_add(window)) {
                crew.send_out(scope, self.sent_out, &home);
                self.sent_out += 1;
            }
            self.receive(&arrivals)?;
            if let ControlFlow::Break(error) = audience.hear(self.done) {
                return Err(error);
            }
            while let Some(outcome) = self.waiting.remove(&self.delivered) {
                let runs = self.sort_out(outcome);
                audience.take(self.delivered, &runs)?;
                self.delivered += 1;
            }
        }
        Ok(self.failures)
    }

    /// Waits for a replicate, but not longer than a pulse.
    fn receive(&mut self, arrivals: &Receiver<(u64, Outcome)>) -> Result<()> {
        match arrivals.recv_timeout(PULSE) {
            Ok((replicate, outcome)) => {
                self.waiting.insert(replicate, outcome);
                self.done += 1;
                Ok(())
            }
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => Err(Error::Bug("the threads have gone".into())),
        }
    }

    fn sort_out(&mut self, outcome: Outcome) -> Vec<Option<Trajectory>> {
        let mut runs = Vec::with_capacity(outcome.len());
        for (policy, run) in outcome.into_iter().enumerate() {
            if let Err(what) = &run
                && self.failures.len() < MOST_FAILURES
            {
                self.failures.push(Failure { policy, replicate: self.delivered, what: what.clone() });
            }
            runs.push(run.ok());
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studies::tests::small_scenario;

    /// Keeps what it is given, up to some replicate.
    #[derive(Default)]
    struct Listener {
        taken: Vec<(u64, Vec<Option<Trajectory>>)>,
        most: usize,
        patience: u64,
    }

    impl Audience for Listener {
        fn take(&mut self, replicate: u64, runs: &Replicate) -> Result<()> {
            self.taken.push((replicate, runs.to_vec()));
            if self.taken.len() < self.most { Ok(()) } else { Err(Error::Usage("enough".into())) }
        }
        fn hear(&mut self, done: u64) -> ControlFlow<Error> {
            if done < self.patience {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(Error::Interrupted)
            }
        }
    }

    fn listen(threads: usize, most: usize, patience: u64) -> (Result<Vec<Failure>>, Listener) {
        let scenario = small_scenario();
        let survey = Survey::of(&scenario);
        let plan =
            Plan { scenario: &scenario, survey: &survey, policies: &[0, 2], seed: 7, replicates: 5..45 };
        let mut listener = Listener { taken: Vec::new(), most, patience };
        let outcome = run(&plan, NonZero::new(threads).unwrap(), &mut listener);
        (outcome, listener)
    }

    #[test]
    fn replicates_come_in_order_whoever_runs_them() {
        let (alone, one) = listen(1, usize::MAX, u64::MAX);
        let (together, three) = listen(3, usize::MAX, u64::MAX);
        assert!(alone.unwrap().is_empty() && together.unwrap().is_empty());
        assert!(one.taken.iter().map(|(replicate, _)| *replicate).eq(5..45));
        // NaN is not equal to itself, so that texts are compared
        assert_eq!(format!("{:?}", one.taken), format!("{:?}", three.taken));
        assert_eq!(one.taken[0].1.len(), 2);
    }

    #[test]
    fn an_audience_that_has_enough_is_left_alone() {
        let (outcome, listener) = listen(2, 3, u64::MAX);
        assert!(matches!(outcome, Err(Error::Usage(_))));
        assert_eq!(listener.taken.len(), 3);
        let (outcome, listener) = listen(2, usize::MAX, 4);
        assert!(matches!(outcome, Err(Error::Interrupted)));
        assert!(listener.taken.len() <= 4);
    }

    #[test]
    fn a_run_that_failed_is_named_and_the_others_count() {
        let scenario = small_scenario();
        let survey = Survey::of(&scenario);
        let plan =
            Plan { scenario: &scenario, survey: &survey, policies: &[0, 1], seed: 7, replicates: 3..4 };
        let empty = Trajectory { values: Vec::new(), paths: Vec::new(), regional: Vec::new() };
        let mut delivery = Delivery::new(&plan);
        let runs = delivery.sort_out(vec![Ok(empty.clone()), Err("money is off".into())]);
        assert_eq!(runs, [Some(empty), None]);
        assert_eq!(delivery.failures, [Failure { policy: 1, replicate: 3, what: "money is off".into() }]);
        let panic = catch_unwind(|| panic!("so {}", "what")).unwrap_err();
        assert_eq!(panic_text(&*panic), "so what");
    }
}
