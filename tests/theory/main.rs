//! What theory expects, on the shipped scenarios: each pattern is shown coming out of the mechanisms, and shown
//! going away when the parameter of the *world* that it hangs on is turned, at three levels.
//!
//! All comparisons are paired under the same luck, with the seed of [`SEED`]. A pattern has come out when the mean
//! difference exceeds [`SURE`] standard errors. With 59 degrees of freedom and more that happens by chance to less than
//! one comparison in 2,000, and there are fewer than fifty, so the suite as a whole raises a false alarm less often
//! than once in forty seeds; the seed is fixed. `cargo test --test theory -- --nocapture` prints every figure.

#[path = "../small_worlds/mod.rs"]
mod small_worlds;
mod conditions;
mod diverging;
mod electing;
mod financing;
mod governing;
mod growing;
mod linking;
mod placing;
mod pulling;

use std::path::Path;

use missionmix::chance::Streams;
use missionmix::founding::Ground;
use missionmix::run::{Survey, Trajectory, run_replicate};
use missionmix::scenario::Scenario;
use small_worlds::{SEED, mean_and_spread};

/// Standard errors beyond which a paired difference is taken as real.
const SURE: f64 = 3.5;

/// What missions are about: the share of the problem that is gone at the deadline.
const REMOVED: &str = "problem_removed.clean_heat";

/// A scenario that was run many times.
struct Study {
    survey: Survey,
    policies: Vec<String>,
    runs: Vec<Vec<Trajectory>>,
}

impl Study {
    /// Runs some policies of a scenario.
    fn of(scenario: &Scenario, policies: &[&str], replicates: u64) -> Self {
        let (ground, survey) = (Ground::survey(scenario), Survey::of(scenario));
        let place = |name: &&str| scenario.policies.iter().position(|p| p.name == **name).expect(name);
        let places: Vec<usize> = policies.iter().map(place).collect();
        let runs = (0..replicates)
            .map(|replicate| {
                let streams = Streams::new(SEED, replicate);
                let runs = run_replicate(scenario, &ground, &survey, &places, streams);
                runs.into_iter().map(|run| run.unwrap_or_else(|imbalance| panic!("{imbalance}"))).collect()
            })
            .collect();
        Self { survey, policies: policies.iter().map(ToString::to_string).collect(), runs }
    }

    /// Runs some policies of a shipped scenario with changes as on the command line.
    fn shipped<C: AsRef<str>>(name: &str, changes: &[C], policies: &[&str], replicates: u64) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name).with_extension("toml");
        let changes: Vec<String> = changes.iter().map(|change| change.as_ref().to_owned()).collect();
        let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
        Self::of(&scenario, policies, replicates)
    }

    /// The values of an outcome of one policy in all replicates.
    fn values(&self, policy: &str, outcome: &str) -> Vec<f64> {
        let policy = self.policies.iter().position(|name| name == policy).expect(policy);
        let column = self.survey.columns.iter().position(|column| column.name == outcome).expect(outcome);
        self.runs.iter().map(|run| run[policy].values[column]).collect()
    }

    /// The difference that a policy makes to another, replicate by replicate.
    fn effect(&self, policy: &str, other: &str, outcome: &str) -> Effect {
        let pairs = self.values(policy, outcome).into_iter().zip(self.values(other, outcome));
        Effect::of(pairs.map(|(with, without)| with - without).collect())
    }
}

/// A paired difference.
#[derive(Clone, Debug)]
struct Effect {
    differences: Vec<f64>,
    /// Its mean.
    mean: f64,
    /// The standard error of the mean.
    error: f64,
}

impl Effect {
    /// What differences come to.
    fn of(differences: Vec<f64>) -> Self {
        let (mean, spread) = mean_and_spread(&differences);
        let error = spread / (differences.len() as f64).sqrt();
        Self { differences, mean, error }
    }

    /// How much larger it is than another effect under the same luck.
    fn beyond(&self, other: &Self) -> Self {
        Self::of(self.differences.iter().zip(&other.differences).map(|(a, b)| a - b).collect())
    }

    /// Whether it is more than chance.
    fn is_sure(&self) -> bool {
        self.mean > SURE * self.error
    }

    /// Prints it with its 95 % interval.
    fn show(&self, what: &str) -> &Self {
        let half = 1.96 * self.error;
        println!(
            "{what}: {:+.4} (95 % {:+.4} to {:+.4}, seed {SEED})",
            self.mean,
            self.mean - half,
            self.mean + half
        );
        self
    }
}

/// An effect at three levels of a parameter of the world, from where theory expects it to where it does not.
fn comes_out_and_goes_away(what: &str, effects: &[Effect; 3]) {
    for (level, effect) in effects.iter().enumerate() {
        effect.show(&format!("{what}, level {}", level + 1));
    }
    let [first, middle, last] = effects;
    assert!(first.is_sure(), "{what} does not come out: {:+.4} +- {:.4}", first.mean, first.error);
    assert!(!last.is_sure(), "{what} does not go away: {:+.4} +- {:.4}", last.mean, last.error);
    let fall = first.beyond(last);
    assert!(fall.is_sure(), "{what} does not shrink: {:+.4} +- {:.4}", fall.mean, fall.error);
    let (up, down) = (middle.beyond(first), last.beyond(middle));
    assert!(
        !up.is_sure() && !down.is_sure(),
        "{what} at the middle level lies outside the others: {}",
        middle.mean
    );
}
