//! Equal cost: one factor on the budgets of each policy, so that all are *expected* to cost what a reference costs.
//!
//! The factors are found on replicates of their own and then fixed. What a policy happens to spend in the replicates
//! that are judged never enters: to compare only runs that spent alike would select luck.

mod search;

use std::num::NonZero;
use std::ops::{ControlFlow, Range};

use super::monte_carlo::{self, Audience, Order, Runs, Script, Stage};
use super::statistics::Moments;
use crate::error::{Error, Result};
use crate::run::Survey;
use crate::scenario::Scenario;
pub use search::Found;
use search::Search;

/// Number of the first replicate on which factors are found: far from any that is judged.
pub const FIRST_TRAINING: u64 = 1 << 52;
/// Most rounds of trying factors.
const ROUNDS: usize = 12;

/// What is made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// Net public cost without levy revenue.
    NetCost,
    /// Net public cost less the levy revenue that the exchequer keeps.
    NetCostWithLevy,
    /// Money promised.
    Authority,
    /// Money spent, and commitments that are open at the end.
    Spending,
}

impl Yardstick {
    /// The outcome that measures it.
    pub fn outcome(self) -> &'static str {
        match self {
            Self::NetCost => "net_public_cost",
            Self::NetCostWithLevy => "net_public_cost_with_levy",
            Self::Authority => "commitment_authority",
            Self::Spending => "public_cost",
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Task<'t> {
    /// What is made equal.
    pub yardstick: Yardstick,
    /// The place of the policy whose cost the others shall have.
    pub reference: usize,
    /// The places of the policies that are brought to it.
    pub policies: &'t [usize],
    /// The seed of all luck.
    pub seed: u64,
    /// The replicates on which the factors are found.
    pub training: Range<u64>,
    /// On how many threads.
    pub threads: NonZero<usize>,
}

/// The factor of one policy, and what was found on the way.
#[derive(Clone, Copy, Debug)]
pub struct Factor {
    /// The place of the policy.
    pub policy: usize,
    /// Its factor: what `scale` has to be.
    pub scale: f64,
    /// What it costs with this factor in the training replicates, M EUR.
    pub cost: f64,
    /// How far this is from the reference in the same replicates, M EUR.
    pub gap: Moments,
    /// The factor at which it would promise as much money as the reference; NaN where it promises none.
    pub equal_authority: f64,
    /// Whether the factor does what was asked.
    pub found: Found,
}

/// What the training replicates of one round say of one policy.
#[derive(Clone, Debug, Default)]
struct Sample {
    costs: Vec<f64>,
    authority: Moments,
}

impl Sample {
    fn mean(&self) -> f64 {
        self.costs.iter().sum::<f64>() / self.costs.len() as f64
    }
}

/// Finds the factors, and leaves them in the scenario's policies.
///
/// # Errors
/// What `hear` says, or a reference that costs nothing; runs that fail.
pub fn find(
    scenario: &mut Scenario,
    task: &Task,
    hear: &mut dyn FnMut() -> ControlFlow<Error>,
) -> Result<Vec<Factor>> {
    let reference = measure(scenario, task, &[task.reference], hear)?.remove(0);
    let target = reference.mean();
    if !(target.is_finite() && target > 0.0) {
        let name = &scenario.policies[task.reference].name;
        return Err(Error::Usage(format!(
            "policies can't be brought to the cost of `{name}`: it costs {target} M EUR\n  = help: name a policy that \
             spends money, as in --equalise=NAME"
        )));
    }
    let mut searches: Vec<Search> =
        task.policies.iter().map(|policy| Search::from(scenario.policies[*policy].scale.0, target)).collect();
    let mut samples = vec![Sample::default(); searches.len()];
    for _ in 0..ROUNDS {
        let open: Vec<usize> = (0..searches.len()).filter(|place| !searches[*place].is_over()).collect();
        if open.is_empty() {
            break;
        }
        for &place in &open {
            scenario.policies[task.policies[place]].rescale(searches[place].next());
        }
        let policies: Vec<usize> = open.iter().map(|place| task.policies[*place]).collect();
        for (&place, sample) in open.iter().zip(measure(scenario, task, &policies, hear)?) {
            searches[place].learn(sample.mean());
            if searches[place].is_nearest() {
                samples[place] = sample;
            }
        }
    }
    let found = searches.iter().zip(&samples).zip(task.policies);
    Ok(found
        .map(|((search, sample), &policy)| {
            scenario.policies[policy].rescale(search.nearest());
            factor(policy, search, sample, &reference)
        })
        .collect())
}

fn factor(policy: usize, search: &Search, sample: &Sample, reference: &Sample) -> Factor {
    let mut gap = Moments::default();
    sample.costs.iter().zip(&reference.costs).for_each(|(cost, other)| gap.add(cost - other));
    let ratio = reference.authority.mean() / sample.authority.mean();
    Factor {
        policy,
        scale: search.nearest(),
        cost: sample.mean(),
        gap,
        equal_authority: if ratio.is_finite() { search.nearest() * ratio } else { f64::NAN },
        found: search.found(),
    }
}

/// Runs policies beside the baseline in the training replicates.
fn measure(
    scenario: &Scenario,
    task: &Task,
    policies: &[usize],
    hear: &mut dyn FnMut() -> ControlFlow<Error>,
) -> Result<Vec<Sample>> {
    let survey = Survey::of(scenario);
    let column = |outcome| {
        survey.column(outcome, None).ok_or_else(|| Error::Bug(format!("nobody measures {outcome}")))
    };
    let columns = [column(task.yardstick.outcome())?, column(Yardstick::Authority.outcome())?];
    let baseline = scenario.baseline();
    let mut run: Vec<usize> = policies.to_vec();
    if !run.contains(&baseline) {
        run.push(baseline);
    }
    let mut scribe = Scribe { columns, samples: vec![Sample::default(); run.len()], hear };
    let stage = Stage { keeps_courses: false, ..Stage::new(Script::Borrowed(scenario), run) };
    monte_carlo::run(stage.orders(task.seed, task.training.clone()), task.threads, &mut scribe)?;
    scribe.samples.truncate(policies.len());
    Ok(scribe.samples)
}

/// Notes what each policy costs.
struct Scribe<'h> {
    columns: [usize; 2],
    samples: Vec<Sample>,
    hear: &'h mut dyn FnMut() -> ControlFlow<Error>,
}

impl Audience for Scribe<'_> {
    fn take(&mut self, order: &Order, runs: &Runs) -> Result<()> {
        for (policy, (sample, run)) in self.samples.iter_mut().zip(runs).enumerate() {
            let run = run.as_ref().map_err(|what| order.failed(policy, what))?;
            sample.costs.push(run.values[self.columns[0]]);
            sample.authority.add(run.values[self.columns[1]]);
        }
        Ok(())
    }

    fn hear(&mut self, _: u64) -> ControlFlow<Error> {
        (self.hear)()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studies::tests::small_scenario;

    #[test]
    fn a_policy_is_brought_to_the_cost_of_another() {
        let mut scenario = small_scenario();
        let place = |name: &str| scenario.policies.iter().position(|policy| policy.name == name).unwrap();
        let (blind, need) = (place("blind"), place("need"));
        scenario.policies[need].rescale(3.0);
        let task = Task {
            yardstick: Yardstick::NetCost,
            reference: blind,
            policies: &[need],
            seed: 1,
            training: FIRST_TRAINING..FIRST_TRAINING + 6,
            threads: NonZero::<usize>::MIN,
        };
        let factor = find(&mut scenario, &task, &mut || ControlFlow::Continue(())).unwrap()[0];
        // six replicates of a small world spend in steps
        assert_ne!(factor.found, Found::OutOfReach);
        assert!(factor.gap.mean().abs() <= 0.05 * (factor.cost - factor.gap.mean()), "{factor:?}");
        assert!((0.3..3.0).contains(&factor.scale) && scenario.policies[need].scale.0 == factor.scale);
        // both promise the same by line, so equal authority is the scale of the reference
        assert!((factor.equal_authority - 1.0).abs() < 1e-9, "{}", factor.equal_authority);
        let nothing = Task { reference: scenario.baseline(), ..task.clone() };
        assert!(find(&mut scenario, &nothing, &mut || ControlFlow::Continue(())).is_err());
        let impatient =
            find(&mut scenario, &task, &mut || ControlFlow::Break(Error::Interrupted(String::new())));
        assert!(matches!(impatient, Err(Error::Interrupted(_))));
    }
}
