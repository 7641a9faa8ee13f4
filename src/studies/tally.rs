//! The tally: what is kept of all runs, in memory that does not grow with their number.

use std::collections::HashMap;
use std::sync::Arc;

use super::statistics::{Distribution, Interval, Moments, wilson};
use crate::run::Survey;

/// What was measured in one run: a number for each column of the survey.
pub type Values = [f64];

/// What is kept of all runs of all policies.
#[derive(Debug)]
pub struct Tally {
    survey: Arc<Survey>,
    /// The place of the policy that the others are compared with, if it was run.
    pub baseline: Option<usize>,
    /// By policy and column.
    policies: Vec<Vec<Distribution>>,
    contrasts: HashMap<(usize, usize), Contrast>,
    wins: Vec<Vec<u64>>,
    contests: Vec<u64>,
    failed: u64,
}

/// Paired differences between two policies under the same luck.
#[derive(Debug)]
struct Contrast {
    /// The columns that are compared, in order.
    columns: Vec<usize>,
    differences: Vec<Moments>,
    /// By mission: the difference in the share of the problem removed to the reference's replicate before: under other luck.
    unpaired: Vec<Moments>,
    /// By mission: what the reference removed in the replicate before.
    before: Vec<f64>,
}

impl Tally {
    /// An empty one for so many policies.
    pub fn new(survey: Arc<Survey>, policies: usize, baseline: Option<usize>) -> Self {
        let empty = vec![Distribution::default(); survey.columns.len()];
        let missions = survey.missions();
        Self {
            baseline,
            policies: vec![empty; policies],
            contrasts: contrasts(&survey, policies, baseline),
            wins: vec![vec![0; policies]; missions],
            contests: vec![0; missions],
            failed: 0,
            survey,
        }
    }

    /// Takes all policies of a replicate; nothing for a run that failed.
    pub fn add(&mut self, runs: &[Option<&Values>]) {
        for (columns, run) in self.policies.iter_mut().zip(runs) {
            match run {
                Some(run) => columns.iter_mut().zip(*run).for_each(|(column, value)| column.add(*value)),
                None => self.failed += 1,
            }
        }
        for (&(policy, reference), contrast) in &mut self.contrasts {
            if let (Some(run), Some(reference)) = (runs[policy], runs[reference]) {
                contrast.add(run, reference);
                contrast.add_unpaired(&self.survey, run, reference);
            }
        }
        for mission in 0..self.wins.len() {
            self.count_win(mission, runs);
        }
    }

    /// Notes which policy alone removes most of a mission's problem.
    fn count_win(&mut self, mission: usize, runs: &[Option<&Values>]) {
        let Some(column) = self.survey.column(REMOVED, Some(mission)) else { return };
        let removed: Option<Vec<f64>> = runs.iter().map(|run| run.map(|values| values[column])).collect();
        let Some(removed) = removed else { return };
        self.contests[mission] += 1;
        let most = removed.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut best = (0..removed.len()).filter(|policy| removed[*policy] >= most);
        if let (Some(winner), None) = (best.next(), best.next()) {
            self.wins[mission][winner] += 1;
        }
    }

    /// How many runs failed, and are not in it.
    pub fn failed(&self) -> u64 {
        self.failed
    }

    /// What is measured.
    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    /// How many policies there are.
    pub fn policies(&self) -> usize {
        self.policies.len()
    }

    /// A column in all runs of a policy.
    pub fn distribution(&self, policy: usize, column: usize) -> &Distribution {
        &self.policies[policy][column]
    }

    /// The difference of a policy to another one in the same replicates, where it is kept: to the baseline for
    /// every column, between other policies for what the mission is about.
    pub fn difference(&self, policy: usize, reference: usize, column: usize) -> Option<Moments> {
        let of = |pair| {
            let contrast: &Contrast = self.contrasts.get(&pair)?;
            contrast.columns.binary_search(&column).ok().map(|place| contrast.differences[place])
        };
        of((policy, reference)).or_else(|| of((reference, policy)).map(Moments::negated))
    }

    /// How many times as many replicates it would take to know a difference in the share of the problem removed as well, if
    /// policies did not meet the same luck: the variance of differences between replicates over that within them.
    pub fn saved_by_pairing(&self, policy: usize, reference: usize, mission: usize) -> Option<f64> {
        let contrast = |pair| self.contrasts.get(&pair);
        let contrast = contrast((policy, reference)).or_else(|| contrast((reference, policy)))?;
        let column = self.survey.column(REMOVED, Some(mission))?;
        let paired = self.difference(policy, reference, column)?.variance();
        let unpaired = contrast.unpaired[mission];
        (unpaired.count() >= FEWEST_PAIRS && paired > 0.0).then(|| unpaired.variance() / paired)
    }

    /// The probability that a policy reaches a mission's target, with its interval.
    pub fn probability(&self, policy: usize, mission: usize) -> Option<(f64, Interval)> {
        let column = self.survey.column(REACHED, Some(mission))?;
        let moments = self.distribution(policy, column).moments();
        let interval = wilson(moments.mean() * moments.count() as f64, moments.count());
        Some((moments.mean(), interval))
    }

    /// The share of replicates in which a policy alone removes most of a mission's problem.
    pub fn best(&self, policy: usize, mission: usize) -> f64 {
        self.wins[mission][policy] as f64 / self.contests[mission] as f64
    }
}

/// A ratio of variances of fewer pairs says little.
const FEWEST_PAIRS: u64 = 29;

/// The outcome that says how far a mission got.
pub const REMOVED: &str = "problem_removed";
/// The outcome that says whether it got there.
pub const REACHED: &str = "target_reached";

/// Every policy against the baseline, and the others against each other, by policy and reference.
fn contrasts(survey: &Survey, policies: usize, baseline: Option<usize>) -> HashMap<(usize, usize), Contrast> {
    let all: Vec<usize> = (0..survey.columns.len()).collect();
    let is_main = |column: &usize| [REMOVED, REACHED].contains(&survey.columns[*column].outcome.name);
    let main: Vec<usize> = all.iter().copied().filter(is_main).collect();
    let mut contrasts = HashMap::new();
    for policy in (0..policies).filter(|policy| Some(*policy) != baseline) {
        let earlier = (0..policy).filter(|other| Some(*other) != baseline).map(|other| (other, &main));
        for (reference, columns) in baseline.map(|baseline| (baseline, &all)).into_iter().chain(earlier) {
            let contrast = Contrast {
                columns: columns.clone(),
                differences: vec![Moments::default(); columns.len()],
                unpaired: vec![Moments::default(); survey.missions()],
                before: vec![f64::NAN; survey.missions()],
            };
            contrasts.insert((policy, reference), contrast);
        }
    }
    contrasts
}

impl Contrast {
    fn add(&mut self, run: &Values, reference: &Values) {
        for (difference, column) in self.differences.iter_mut().zip(&self.columns) {
            let gap = run[*column] - reference[*column];
            if gap.is_finite() {
                difference.add(gap);
            }
        }
    }

    fn add_unpaired(&mut self, survey: &Survey, run: &Values, reference: &Values) {
        for (mission, (unpaired, before)) in self.unpaired.iter_mut().zip(&mut self.before).enumerate() {
            let Some(column) = survey.column(REMOVED, Some(mission)) else { continue };
            let gap = run[column] - *before;
            if gap.is_finite() {
                unpaired.add(gap);
            }
            *before = reference[column];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, Streams};
    use crate::numeric::normal_quantile;
    use crate::studies::tests::small_scenario;

    #[test]
    fn pairing_saves_what_luck_has_in_common() {
        let scenario = small_scenario();
        let survey = Arc::new(Survey::of(&scenario));
        let mut tally = Tally::new(survey.clone(), 2, Some(0));
        // luck of variance 1 in common and of variance 0.01 apart: (1 + 1 + 0.01) / 0.01 without pairing
        let luck = Streams::new(5, 0).luck(Purpose::Choice, 0);
        let normal = |agent: usize, question: usize| normal_quantile(luck.uniform(agent, question));
        for replicate in 0..4000 {
            let (common, own) = (normal(replicate, 0), 0.1 * normal(replicate, 1));
            add(&mut tally, &[run(&survey, common), run(&survey, common + own)]);
        }
        let saved = tally.saved_by_pairing(1, 0, 0).unwrap();
        // the logarithm of a ratio of variances of 4,000 has the standard error sqrt(2 x 2 / 4,000) = 0.032
        assert!((saved / 201.0).ln().abs() < 0.13, "{saved}");
        assert_eq!(tally.saved_by_pairing(0, 1, 0), Some(saved));
        let mut few = Tally::new(survey.clone(), 2, Some(0));
        (0..9).for_each(|one| add(&mut few, &[run(&survey, normal(one, 0)), run(&survey, normal(one, 1))]));
        assert_eq!(few.saved_by_pairing(1, 0, 0), None);
    }

    fn add(tally: &mut Tally, runs: &[Option<Vec<f64>>]) {
        tally.add(&runs.iter().map(Option::as_deref).collect::<Vec<_>>());
    }

    /// A run in which the problem removed is this, the target is reached above one half, and nothing else is known.
    fn run(survey: &Survey, removed: f64) -> Option<Vec<f64>> {
        let mut values = vec![f64::NAN; survey.columns.len()];
        values[survey.column(REMOVED, Some(0))?] = removed;
        values[survey.column(REACHED, Some(0))?] = f64::from(removed > 0.5);
        Some(values)
    }

    #[test]
    fn differences_are_paired_and_have_a_sign() {
        let scenario = small_scenario();
        let survey = Arc::new(Survey::of(&scenario));
        let mut tally = Tally::new(survey.clone(), 3, Some(0));
        // luck moves all policies alike: the differences are far steadier than the values
        for (none, blind, need) in [(0.1, 0.3, 0.4), (0.4, 0.6, 0.71), (0.2, 0.4, 0.49)] {
            add(&mut tally, &[none, blind, need].map(|removed| run(&survey, removed)));
        }
        add(&mut tally, &[run(&survey, 0.9), None, run(&survey, 0.9)]);
        let removed = survey.column(REMOVED, Some(0)).unwrap();
        let need_over_blind = tally.difference(2, 1, removed).unwrap();
        assert!((need_over_blind.mean() - 0.1).abs() < 1e-12 && need_over_blind.count() == 3);
        // 0.10, 0.11, 0.09: variance 0.0001, standard error 0.01 / sqrt 3
        assert!((need_over_blind.standard_error() - 0.01 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(tally.difference(1, 2, removed).unwrap().mean(), -need_over_blind.mean());
        assert_eq!(tally.difference(2, 0, removed).unwrap().count(), 4);
        let unknown = survey.column("uptake", Some(0)).unwrap();
        assert!(tally.difference(2, 1, unknown).is_none());
        assert_eq!(tally.distribution(0, unknown).missing(), 4);
        assert_eq!(tally.failed(), 1);
        // need is reached in 0.71 and 0.9, and alone the best in the three whole replicates
        assert_eq!(tally.probability(2, 0).unwrap().0, 0.5);
        assert_eq!((tally.best(2, 0), tally.best(1, 0)), (1.0, 0.0));
    }
}
