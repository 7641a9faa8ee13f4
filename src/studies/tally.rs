//! The tally: what is kept of all runs, in memory that does not grow with their number.

use std::collections::HashMap;
use std::sync::Arc;

use super::contrast::{Contrast, Paired};
use super::statistics::{Distribution, Interval, Moments, wilson};
use crate::outcomes::{REACHED, REMOVED};
use crate::run::{Survey, Values};

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
    replicates: u64,
    failed: u64,
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
            replicates: 0,
            failed: 0,
            survey,
        }
    }

    /// Takes all policies of a replicate; nothing for a run that failed.
    pub fn add(&mut self, runs: &[Option<&Values>]) {
        self.replicates += 1;
        for (columns, run) in self.policies.iter_mut().zip(runs) {
            match run {
                Some(run) => columns.iter_mut().zip(*run).for_each(|(column, value)| column.add(*value)),
                None => self.failed += 1,
            }
        }
        for (&(policy, reference), contrast) in &mut self.contrasts {
            if let (Some(run), Some(reference)) = (runs[policy], runs[reference]) {
                contrast.add(run, reference);
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

    /// How many replicates there were.
    pub fn replicates(&self) -> u64 {
        self.replicates
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

    /// A policy and another one in the same replicates, where that is kept: for every outcome, unless there are so many
    /// policies that it is kept only against the baseline and for what the missions are about.
    pub fn pair(&self, policy: usize, reference: usize, column: usize) -> Option<Paired> {
        let of = |pair| self.contrasts.get(&pair)?.of(column).copied();
        of((policy, reference)).or_else(|| of((reference, policy)).map(Paired::turned_round))
    }

    /// The difference of a policy to another one in the same replicates, where it is kept.
    pub fn difference(&self, policy: usize, reference: usize, column: usize) -> Option<Moments> {
        self.pair(policy, reference, column).map(|pair| pair.difference)
    }

    /// Every pair of policies, the baseline as reference where it is one of the two, else the earlier one.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        pairs(self.policies.len(), self.baseline)
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

/// With more policies not every outcome is kept of every pair.
const MOST_COMPARED: usize = 20;

/// Every policy against the baseline, then the others against each other, the earlier as reference.
fn pairs(policies: usize, baseline: Option<usize>) -> Vec<(usize, usize)> {
    let others: Vec<usize> = (0..policies).filter(|policy| Some(*policy) != baseline).collect();
    let to_baseline =
        baseline.into_iter().flat_map(|baseline| others.iter().map(move |policy| (*policy, baseline)));
    let between = others
        .iter()
        .enumerate()
        .flat_map(|(place, reference)| others[place + 1..].iter().map(move |policy| (*policy, *reference)));
    to_baseline.chain(between).collect()
}

fn contrasts(survey: &Survey, policies: usize, baseline: Option<usize>) -> HashMap<(usize, usize), Contrast> {
    let all: Vec<usize> = (0..survey.columns.len()).collect();
    let is_main = |column: &usize| [REMOVED, REACHED].contains(&survey.columns[*column].outcome.name);
    let main: Vec<usize> = all.iter().copied().filter(is_main).collect();
    let columns =
        |reference| if policies <= MOST_COMPARED || Some(reference) == baseline { &all } else { &main };
    let contrast =
        |(policy, reference)| ((policy, reference), Contrast::new(survey, columns(reference).clone()));
    pairs(policies, baseline).into_iter().map(contrast).collect()
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
        let removed = survey.column(REMOVED, Some(0)).unwrap();
        let saved =
            |tally: &Tally, policy, reference| tally.pair(policy, reference, removed)?.saved_by_pairing();
        let ratio = saved(&tally, 1, 0).unwrap();
        // the logarithm of a ratio of variances of 4,000 has the standard error sqrt(2 x 2 / 4,000) = 0.032
        assert!((ratio / 201.0).ln().abs() < 0.13, "{ratio}");
        assert_eq!(saved(&tally, 0, 1), Some(ratio));
        let mut few = Tally::new(survey.clone(), 2, Some(0));
        (0..9).for_each(|one| add(&mut few, &[run(&survey, normal(one, 0)), run(&survey, normal(one, 1))]));
        assert_eq!(saved(&few, 1, 0), None);
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
        let pair = tally.pair(2, 1, removed).unwrap();
        assert_eq!((pair.ahead, pair.level, pair.turned_round().ahead), (3, 0, 0));
        let level = tally.pair(1, 0, survey.column(REACHED, Some(0)).unwrap()).unwrap();
        assert_eq!((level.ahead, level.level, level.turned_round().ahead), (1, 2, 0));
        let unknown = survey.column("uptake", Some(0)).unwrap();
        assert_eq!(tally.difference(2, 1, unknown).unwrap().count(), 0);
        assert_eq!(tally.pairs(), [(1, 0), (2, 0), (2, 1)]);
        assert_eq!(tally.distribution(0, unknown).missing(), 4);
        assert_eq!(tally.failed(), 1);
        // need is reached in 0.71 and 0.9, and alone the best in the three whole replicates
        assert_eq!(tally.probability(2, 0).unwrap().0, 0.5);
        assert_eq!((tally.best(2, 0), tally.best(1, 0)), (1.0, 0.0));
    }
}
