//! Assumptions: how much of what policies differ in hangs on numbers that we assumed.
//!
//! Worlds are drawn in which every assumption lies somewhere between a fraction and a multiple of what it is. Each world
//! has replicates of its own, so that what worlds differ in beyond luck can be told from luck (one-way analysis of
//! variance with random effects, Searle, Casella, McCulloch 1992).

use std::num::NonZero;
use std::ops::{ControlFlow, Range};

use super::monte_carlo::{self, Audience, Order, Runs, Script, Stage};
use super::statistics::Moments;
use crate::chance::{Purpose, Streams};
use crate::error::{Error, Result};
use crate::numeric::{exp, ln};
use crate::outcomes::REMOVED;
use crate::scenario::Scenario;
use crate::scenario::assumptions::Assumption;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Task<'t> {
    /// The places of the policies.
    pub policies: &'t [usize],
    /// The seed of all luck.
    pub seed: u64,
    /// How many worlds.
    pub worlds: u64,
    /// How many replicates each world has.
    pub replicates: u64,
    /// By which factor an assumption changes at most, up or down.
    pub within: f64,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

/// Two policies that are held against each other in a mission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The place of the mission.
    pub mission: usize,
    /// Which of the policies that are run.
    pub policy: usize,
    /// The one that it is held against: an earlier one.
    pub reference: usize,
}

/// One world and what came of it.
#[derive(Clone, Debug)]
pub struct World {
    /// What each assumption is multiplied by.
    pub factors: Vec<f64>,
    /// The paired difference of each pair in the share of the problem removed.
    pub differences: Vec<Moments>,
    /// The factor that brings each policy of this name to one cost with another; none where that was not asked for.
    pub scales: Vec<(String, f64)>,
}

impl World {
    /// The policy that alone removes most of a mission's problem, by the mean over the replicates.
    pub fn leader(&self, pairs: &[Pair], mission: usize) -> Option<usize> {
        let policies = pairs.iter().map(|pair| pair.policy + 1).max().unwrap_or(0);
        let is_ahead = |policy: usize| {
            pairs.iter().zip(&self.differences).filter(|(pair, _)| pair.mission == mission).all(
                |(pair, difference)| match policy {
                    _ if policy == pair.policy => difference.mean() > 0.0,
                    _ if policy == pair.reference => difference.mean() < 0.0,
                    _ => true,
                },
            )
        };
        (0..policies).find(|policy| is_ahead(*policy))
    }
}

impl Task<'_> {
    /// Every policy against every earlier one, in every mission.
    pub fn pairs(&self, missions: usize) -> Vec<Pair> {
        let policies = self.policies.len();
        let of_mission = |mission| {
            (1..policies)
                .flat_map(move |policy| (0..policy).map(move |reference| Pair { mission, policy, reference }))
        };
        (0..missions).flat_map(of_mission).collect()
    }

    /// The factors of a world: each evenly spread in its logarithm, at an address of its own.
    pub fn factors(&self, assumptions: &[Assumption], world: u64) -> Vec<f64> {
        let luck = Streams::new(self.seed, world).luck(Purpose::Assumption, 0);
        let factor = |(place, assumption): (usize, &Assumption)| {
            let (low, high) = assumption.factors(self.within);
            exp(ln(low) + luck.uniform(place, 0) * (ln(high) - ln(low)))
        };
        assumptions.iter().enumerate().map(factor).collect()
    }

    /// The replicates of a world: no two worlds have one in common.
    pub fn replicates_of(&self, world: u64) -> Range<u64> {
        world * self.replicates..(world + 1) * self.replicates
    }

    /// Runs a scenario in some replicates.
    ///
    /// # Errors
    /// What `hear` says; runs that fail.
    pub fn differences(
        &self,
        scenario: &Scenario,
        replicates: Range<u64>,
        hear: &mut dyn FnMut(u64) -> ControlFlow<Error>,
    ) -> Result<Vec<Moments>> {
        let policies = self.policies.to_vec();
        let stage = Stage { keeps_courses: false, ..Stage::new(Script::Borrowed(scenario), policies) };
        let pairs = self.pairs(scenario.missions.len());
        let column = |pair: &Pair| {
            let column = stage.survey.column(REMOVED, Some(pair.mission));
            column.ok_or_else(|| Error::Bug(format!("nobody measures {REMOVED}")))
        };
        let columns = pairs.iter().map(column).collect::<Result<Vec<usize>>>()?;
        let differences = vec![Moments::default(); pairs.len()];
        let mut scribe = Scribe { pairs, columns, differences, hear };
        monte_carlo::run(stage.orders(self.seed, replicates), self.threads, &mut scribe)?;
        Ok(scribe.differences)
    }
}

/// Notes the difference of each pair.
struct Scribe<'h> {
    pairs: Vec<Pair>,
    columns: Vec<usize>,
    differences: Vec<Moments>,
    hear: &'h mut dyn FnMut(u64) -> ControlFlow<Error>,
}

impl Audience for Scribe<'_> {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        let run = |policy: usize| runs[policy].as_ref().map_err(|what| order.failed(policy, what));
        for ((pair, column), difference) in self.pairs.iter().zip(&self.columns).zip(&mut self.differences) {
            difference.add(run(pair.policy)?.values[*column] - run(pair.reference)?.values[*column]);
        }
        Ok(())
    }

    fn hear(&mut self, done: u64) -> ControlFlow<Error> {
        (self.hear)(done)
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/small_country.toml")
    }

    fn assumptions() -> Vec<Assumption> {
        Assumption::all(&path(), &[], false).unwrap()
    }

    fn task(threads: usize) -> Task<'static> {
        let threads = NonZero::new(threads).unwrap();
        Task { policies: &[0, 1], seed: 5, worlds: 3, replicates: 4, within: 2.0, threads }
    }

    #[test]
    fn every_pair_is_held_against_each_other_once() {
        let pairs = Task { policies: &[0, 1, 2], ..task(1) }.pairs(2);
        assert_eq!(pairs.len(), 6);
        assert_eq!(pairs[1], Pair { mission: 0, policy: 2, reference: 0 });
        assert!(pairs.iter().all(|pair| pair.reference < pair.policy));
    }

    #[test]
    fn who_leads_is_ahead_of_all_others() {
        let pairs = Task { policies: &[0, 1, 2], ..task(1) }.pairs(1);
        // the second against the first, the third against the first, the third against the second
        let leader = |means: [f64; 3]| {
            let moments = |mean| {
                let mut moments = Moments::default();
                moments.add(mean);
                moments
            };
            let world =
                World { factors: Vec::new(), differences: means.map(moments).to_vec(), scales: Vec::new() };
            world.leader(&pairs, 0)
        };
        assert_eq!(leader([0.2, 0.1, -0.1]), Some(1));
        assert_eq!(leader([-0.2, -0.1, 0.1]), Some(0));
        assert_eq!(leader([0.2, 0.3, 0.1]), Some(2));
        // two that are equal ahead of a third, and a world in which nothing happens
        assert_eq!(leader([0.2, 0.2, 0.0]), None);
        assert_eq!(leader([0.0; 3]), None);
    }

    #[test]
    fn a_world_is_the_same_on_any_number_of_threads_and_its_luck_is_its_own() {
        let assumptions = assumptions();
        let of_world = |threads, world| {
            let task = task(threads);
            let factors = task.factors(&assumptions, world);
            let changes: Vec<String> =
                assumptions.iter().zip(&factors).map(|(one, factor)| one.change(*factor)).collect();
            let scenario = Scenario::load(&path(), &changes, false).unwrap();
            let replicates = task.replicates_of(world);
            task.differences(&scenario, replicates, &mut |_| ControlFlow::Continue(())).unwrap()
        };
        assert_eq!(of_world(1, 2), of_world(3, 2));
        assert_ne!(of_world(1, 2), of_world(1, 1));
        assert_eq!((task(1).replicates_of(1), task(1).replicates_of(2)), (4..8, 8..12));
    }

    #[test]
    fn factors_fill_their_range_evenly_in_the_logarithm() {
        let assumptions = assumptions();
        let place = assumptions.iter().position(|one| one.factors(2.0) == (0.5, 2.0)).unwrap();
        let logarithms: Vec<f64> =
            (0..4000).map(|world| ln(task(1).factors(&assumptions, world)[place]) / ln(2.0)).collect();
        // an even spread over (-1, 1) has the standard deviation 0.577; the mean of 4000 one of 0.0091: five of them
        let mean = logarithms.iter().sum::<f64>() / 4000.0;
        assert!(mean.abs() < 0.046, "{mean}");
        assert!(logarithms.iter().all(|logarithm| logarithm.abs() <= 1.0 + 1e-12));
        let outside = logarithms.iter().filter(|logarithm| logarithm.abs() > 0.5).count();
        // binomial, 4000 and one half: standard deviation 32, five of them
        assert!((1840..2160).contains(&outside), "{outside}");
    }
}
