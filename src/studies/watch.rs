//! Worlds watched from inside: what no outcome tells, such as the growth of each firm, seen quarter by quarter.

use std::num::NonZero;
use std::ops::Range;

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::chance::Streams;
use crate::error::{Error, Result};
use crate::founding::{Ground, open_accounts};
use crate::scenario::Scenario;
use crate::step::{Desk, Setting, advance};
use crate::world::World;

/// Which runs are watched.
#[derive(Clone, Debug)]
pub struct Watched<'s> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// The places of its policies.
    pub policies: Vec<usize>,
    /// The seed of all luck.
    pub seed: u64,
    /// The replicates.
    pub replicates: Range<u64>,
}

/// Runs some policies and shows the world to `look`, at its start and after every quarter, together with what `look` has
/// noted of this run so far. `world.step` is the number of quarters that are over. Returns the notes by replicate and policy.
///
/// # Errors
/// Threads that can't be had; a run that fails.
pub fn watch<N: Default + Send>(
    watched: &Watched,
    threads: NonZero<usize>,
    look: impl Fn(&World, &mut N) + Sync,
) -> Result<Vec<Vec<N>>> {
    let Watched { scenario, policies, seed, replicates } = watched;
    let ground = Ground::survey(scenario);
    let one = |replicate: u64| -> Result<Vec<N>> {
        let streams = Streams::new(*seed, replicate);
        let founded = ground.found(scenario, streams);
        let mut desk = Desk::default();
        let run = |policy: &usize| {
            let setting = Setting { scenario, policy: &scenario.policies[*policy], streams };
            let mut world = founded.clone();
            open_accounts(&mut world, scenario, setting.policy);
            let mut notes = N::default();
            look(&world, &mut notes);
            for _ in 0..scenario.horizon.quarters {
                advance(&mut world, setting, &mut desk).map_err(|gap| Error::Bug(gap.to_string()))?;
                look(&world, &mut notes);
            }
            Ok(notes)
        };
        policies.iter().map(run).collect()
    };
    let pool = ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|error| Error::Usage(format!("{threads} threads can't be had: {error}")))?;
    pool.install(|| replicates.clone().into_par_iter().map(one).collect())
}
