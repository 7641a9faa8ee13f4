//! Monte Carlo: replicates run in parallel and are delivered in their order, so that whatever is made of them
//! is the same, bit for bit, for any number of threads. The only user of rayon.

use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZero;
use std::ops::{ControlFlow, Deref, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use rayon::{Scope, ThreadPoolBuilder};

use crate::chance::Streams;
use crate::error::{Error, Result};
use crate::founding::Ground;
use crate::run::{Survey, Trajectory, run_replicate};
use crate::scenario::Scenario;

/// A scenario of one's own, or of somebody else.
#[derive(Debug)]
pub enum Script<'s> {
    /// One's own.
    Own(Box<Scenario>),
    /// Somebody else's.
    Borrowed(&'s Scenario),
}

impl Deref for Script<'_> {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        match self {
            Self::Own(scenario) => scenario,
            Self::Borrowed(scenario) => scenario,
        }
    }
}

/// A scenario ready to be run: its ground surveyed, its policies chosen.
#[derive(Debug)]
pub struct Stage<'s> {
    /// The scenario.
    pub scenario: Script<'s>,
    /// What is measured.
    pub survey: Survey,
    /// The places of the policies, each run in every replicate.
    pub policies: Vec<usize>,
    /// What does not depend on luck.
    pub ground: Ground,
    /// Whether paths and regions are kept, beside one number a column.
    pub keeps_courses: bool,
    /// Runs that are made to fail, by place of the policy among those that are run, and replicate: to see what happens then.
    pub made_to_fail: Vec<(usize, u64)>,
}

/// One replicate that is to be run.
#[derive(Clone, Debug)]
pub struct Order<'s> {
    /// What is run.
    pub stage: Arc<Stage<'s>>,
    /// The seed of all luck.
    pub seed: u64,
    /// The replicate.
    pub replicate: u64,
}

impl Order<'_> {
    /// The error of a run that failed, for who can't go on without it.
    pub fn failed(&self, policy: usize, what: &str) -> Error {
        let name = &self.stage.scenario.policies[self.stage.policies[policy]].name;
        Error::Bug(format!("replicate {} of `{name}`: {what}", self.replicate))
    }
}

/// What came of all policies of one replicate, in their order: what was measured, or what went wrong.
pub type Runs = [std::result::Result<Trajectory, String>];

/// Who uses what the runs bring.
pub trait Audience {
    /// Takes a replicate. They come in the order of their orders, each once.
    ///
    /// # Errors
    /// Why it is of no use to run the rest.
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()>;

    /// Hears several times a second how many replicates are done; can call the rest off.
    fn hear(&mut self, done: u64) -> ControlFlow<Error>;
}

impl<'s> Stage<'s> {
    /// Surveys the ground of a scenario.
    pub fn new(scenario: Script<'s>, policies: Vec<usize>) -> Self {
        let (survey, ground) = (Survey::of(&scenario), Ground::survey(&scenario));
        Self { scenario, survey, policies, ground, keeps_courses: true, made_to_fail: Vec::new() }
    }

    /// The orders for some replicates.
    pub fn orders(self, seed: u64, replicates: Range<u64>) -> impl Iterator<Item = Result<Order<'s>>> {
        let stage = Arc::new(self);
        replicates.map(move |replicate| Ok(Order { stage: stage.clone(), seed, replicate }))
    }

    /// Runs all policies in one replicate.
    pub fn run(&self, seed: u64, replicate: u64) -> Vec<std::result::Result<Trajectory, String>> {
        let Self { scenario, survey, policies, ground, .. } = self;
        let streams = Streams::new(seed, replicate);
        let run = || run_replicate(scenario, ground, survey, policies, streams);
        let mut runs: Vec<_> = match catch_unwind(AssertUnwindSafe(run)) {
            Ok(runs) => runs.into_iter().map(|run| run.map_err(|gap| gap.to_string())).collect(),
            Err(panic) => vec![Err(format!("the run panicked: {}", panic_text(&*panic))); policies.len()],
        };
        for (policy, _) in self.made_to_fail.iter().filter(|(_, broken)| *broken == replicate) {
            runs[*policy] = Err("it was made to fail".into());
        }
        if !self.keeps_courses {
            for run in runs.iter_mut().flatten() {
                (run.paths, run.parts, run.regional) = (Vec::new(), Vec::new(), Vec::new());
            }
        }
        runs
    }
}

/// Replicates that each thread may be ahead of the one that is delivered next. The runs of a scenario take
/// about equally long, so a few are enough to keep all threads busy; it bounds the memory.
const AHEAD: u64 = 8;
/// How long it is quiet at most.
const PULSE: Duration = Duration::from_millis(100);

/// Runs what is ordered on this many threads. Orders are taken from the iterator when their time comes.
///
/// # Errors
/// What the audience or an order says, or threads that can't be had.
pub fn run<'s>(
    orders: impl Iterator<Item = Result<Order<'s>>>,
    threads: NonZero<usize>,
    audience: &mut dyn Audience,
) -> Result<()> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|error| Error::Usage(format!("{threads} threads can't be had: {error}")))?;
    let called_off = AtomicBool::new(false);
    let window = threads.get() as u64 * AHEAD;
    pool.in_place_scope(|scope| {
        let outcome = Delivery::default().run(scope, &called_off, (orders, window), audience);
        called_off.store(true, Ordering::Relaxed);
        outcome
    })
}

/// What came of the runs of one replicate.
type Outcome = Vec<std::result::Result<Trajectory, String>>;

fn send_out<'p>(
    scope: &Scope<'p>,
    called_off: &'p AtomicBool,
    (number, order): (u64, Order<'p>),
    home: &Sender<(u64, Outcome)>,
) {
    let home = home.clone();
    scope.spawn(move |_| {
        if !called_off.load(Ordering::Relaxed) {
            // nobody listens any more when the rest was called off
            let _ = home.send((number, order.stage.run(order.seed, order.replicate)));
        }
    });
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}

/// Replicates on their way to the audience.
#[derive(Default)]
struct Delivery<'s> {
    /// Those that were sent out and not delivered yet, the first of them first.
    open: VecDeque<Order<'s>>,
    delivered: u64,
    done: u64,
    waiting: BTreeMap<u64, Outcome>,
}

impl<'s> Delivery<'s> {
    fn run<'p>(
        mut self,
        scope: &Scope<'p>,
        called_off: &'p AtomicBool,
        (mut orders, window): (impl Iterator<Item = Result<Order<'s>>>, u64),
        audience: &mut dyn Audience,
    ) -> Result<()>
    where
        's: 'p,
    {
        let (home, arrivals) = mpsc::channel();
        loop {
            while (self.open.len() as u64) < window
                && let Some(order) = orders.next().transpose()?
            {
                let number = self.delivered + self.open.len() as u64;
                send_out(scope, called_off, (number, order.clone()), &home);
                self.open.push_back(order);
            }
            if self.open.is_empty() {
                return Ok(());
            }
            self.receive(&arrivals)?;
            if let ControlFlow::Break(error) = audience.hear(self.done) {
                return Err(error);
            }
            while let Some(outcome) = self.waiting.remove(&self.delivered)
                && let Some(order) = self.open.pop_front()
            {
                self.delivered += 1;
                audience.take(&order, &outcome)?;
            }
        }
    }

    /// Waits for a replicate, but not longer than a pulse.
    fn receive(&mut self, arrivals: &Receiver<(u64, Outcome)>) -> Result<()> {
        match arrivals.recv_timeout(PULSE) {
            Ok((number, outcome)) => {
                self.waiting.insert(number, outcome);
                self.done += 1;
                Ok(())
            }
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => Err(Error::Bug("the threads have gone".into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studies::tests::small_scenario;

    /// Keeps what it is given, up to some replicate.
    #[derive(Default)]
    struct Listener {
        taken: Vec<(u64, Outcome)>,
        most: usize,
        patience: u64,
    }

    impl Audience for Listener {
        fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
            self.taken.push((order.replicate, runs.to_vec()));
            if self.taken.len() < self.most { Ok(()) } else { Err(Error::Usage("enough".into())) }
        }
        fn hear(&mut self, done: u64) -> ControlFlow<Error> {
            if done < self.patience {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(Error::Interrupted("enough".into()))
            }
        }
    }

    fn listen(threads: usize, most: usize, patience: u64) -> (Result<()>, Listener) {
        let scenario = small_scenario();
        let stage = Stage::new(Script::Borrowed(&scenario), vec![0, 2]);
        let mut listener = Listener { taken: Vec::new(), most, patience };
        let outcome = run(stage.orders(7, 5..45), NonZero::new(threads).unwrap(), &mut listener);
        (outcome, listener)
    }

    #[test]
    fn replicates_come_in_order_whoever_runs_them() {
        let (alone, one) = listen(1, usize::MAX, u64::MAX);
        let (together, three) = listen(3, usize::MAX, u64::MAX);
        assert!(alone.is_ok() && together.is_ok());
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
        assert!(matches!(outcome, Err(Error::Interrupted(_))));
        assert!(listener.taken.len() <= 4);
    }

    #[test]
    fn a_run_that_failed_is_told_and_the_others_count() {
        let scenario = small_scenario();
        let mut stage = Stage::new(Script::Borrowed(&scenario), vec![0, 1]);
        (stage.made_to_fail, stage.keeps_courses) = (vec![(1, 3)], false);
        let mut listener = Listener { taken: Vec::new(), most: usize::MAX, patience: u64::MAX };
        run(stage.orders(7, 3..5), NonZero::<usize>::MIN, &mut listener).unwrap();
        let [(3, first), (4, second)] = &listener.taken[..] else { panic!("two replicates") };
        assert_eq!(first[1], Err("it was made to fail".into()));
        assert!(first[0].is_ok() && second.iter().all(std::result::Result::is_ok));
        assert!(first[0].as_ref().unwrap().paths.is_empty());
        let panic = catch_unwind(|| panic!("so {}", "what")).unwrap_err();
        assert_eq!(panic_text(&*panic), "so what");
    }

    #[test]
    fn orders_of_several_stages_come_one_after_the_other() {
        let scenario = small_scenario();
        let stage = || Stage::new(Script::Borrowed(&scenario), vec![1]);
        let mut listener = Listener { taken: Vec::new(), most: usize::MAX, patience: u64::MAX };
        let orders = stage().orders(7, 0..20).chain(stage().orders(8, 0..3));
        run(orders, NonZero::new(2).unwrap(), &mut listener).unwrap();
        assert!(listener.taken.iter().map(|(replicate, _)| *replicate).eq((0..20).chain(0..3)));
        assert_ne!(listener.taken[0].1, listener.taken[20].1);
    }
}
