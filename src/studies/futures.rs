//! Futures: one value for each uncertainty, the same for all policies and replicates.
//!
//! Future 0 is what the scenario says. The others fill the ranges evenly, and more of them leave the first as they are.

use std::collections::HashMap;

use super::robustness::{Prospects, Threshold};
use super::rows::Subject;
use super::statistics::{Interval, Sign};
use super::tally::Tally;
use super::walk::Witness;
use crate::chance::even_point;
use crate::outcomes::REMOVED;
use crate::scenario::uncertainty::Uncertainty;

/// What the uncertain numbers are in a future.
pub fn values(uncertainties: &[Uncertainty], seed: u64, future: u64) -> Vec<f64> {
    let Some(point) = future.checked_sub(1) else {
        return uncertainties.iter().map(|one| one.own).collect();
    };
    let share = |direction: usize| even_point(seed, point as u32, direction as u32);
    uncertainties.iter().enumerate().map(|(direction, one)| one.at(share(direction))).collect()
}

/// The changes of the scenario that make a future; none for what the scenario says.
pub fn changes(uncertainties: &[Uncertainty], seed: u64, future: u64) -> Vec<String> {
    if future == 0 {
        return Vec::new();
    }
    let values = values(uncertainties, seed, future);
    uncertainties.iter().zip(values).map(|(one, value)| one.change(value)).collect()
}

/// What the futures say together: luck and futures are kept apart, so of each future there is one number.
#[derive(Debug, Default)]
pub struct Outlook {
    futures: usize,
    /// By mission and policy: the probability that the target is reached, in each future.
    probabilities: HashMap<(usize, usize), Vec<f64>>,
    /// By mission and policy: the mean share of the problem removed, in each future.
    removed: HashMap<(usize, usize), Vec<f64>>,
    /// By mission, policy and earlier policy: the mean difference in the share of the problem removed, and whether it is
    /// beyond its Monte Carlo error, in each future.
    differences: HashMap<(usize, usize, usize), Vec<(f64, Sign)>>,
}

/// Two policies held against each other in all futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contest {
    /// The least and the greatest mean difference.
    pub range: Interval,
    /// In how many futures the first is ahead, and behind, beyond Monte Carlo error.
    pub ahead: usize,
    /// In how many it is behind.
    pub behind: usize,
    /// In how many neither can be said.
    pub undecided: usize,
}

impl Witness for Outlook {
    fn case(&mut self, _: Subject, tally: &Tally) {
        self.add(tally);
    }
}

impl Outlook {
    /// Takes a future.
    fn add(&mut self, tally: &Tally) {
        self.futures += 1;
        for mission in 0..tally.survey().missions() {
            let Some(column) = tally.survey().column(REMOVED, Some(mission)) else { continue };
            for policy in 0..tally.policies() {
                let share = tally.probability(policy, mission).map_or(f64::NAN, |(share, _)| share);
                self.probabilities.entry((mission, policy)).or_default().push(share);
                let removed = tally.distribution(policy, column).moments().mean();
                self.removed.entry((mission, policy)).or_default().push(removed);
                for reference in 0..policy {
                    if let Some(moments) = tally.difference(policy, reference, column) {
                        let gaps = self.differences.entry((mission, policy, reference)).or_default();
                        gaps.push((moments.mean(), Sign::of(&moments)));
                    }
                }
            }
        }
    }

    /// What so many policies come to in a mission over all futures: their probabilities of reaching the target, good enough
    /// from one half on, or the shares of the problem that they remove, good enough from this share on.
    pub fn prospects(&self, mission: usize, policies: usize, required: Option<f64>) -> Prospects {
        let table = if required.is_some() { &self.removed } else { &self.probabilities };
        let rows: Vec<&[f64]> = (0..policies)
            .map(|policy| table.get(&(mission, policy)).map_or(&[][..], Vec::as_slice))
            .collect();
        Prospects::new(&rows, Threshold::Number(required.unwrap_or(0.5)))
    }

    /// How many there were.
    pub fn futures(&self) -> usize {
        self.futures
    }

    /// The least, the middle and the greatest probability of a policy over the futures.
    pub fn probabilities(&self, mission: usize, policy: usize) -> Option<[f64; 3]> {
        let known = self.probabilities.get(&(mission, policy))?.iter().copied();
        // a future in which all runs failed has none
        let mut sorted: Vec<f64> = known.filter(|share| share.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Some([*sorted.first()?, sorted[(sorted.len() - 1) / 2], *sorted.last()?])
    }

    /// A policy against an earlier one.
    pub fn contest(&self, mission: usize, policy: usize, reference: usize) -> Option<Contest> {
        let all = self.differences.get(&(mission, policy, reference))?;
        let means = all.iter().map(|(mean, _)| *mean);
        let count = |wanted| all.iter().filter(|(_, sign)| *sign == wanted).count();
        Some(Contest {
            range: Interval { low: means.clone().reduce(f64::min)?, high: means.reduce(f64::max)? },
            ahead: count(Sign::Ahead),
            behind: count(Sign::Behind),
            undecided: count(Sign::Undecided),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::outcomes::REACHED;
    use crate::run::Survey;
    use crate::studies::tests::small_scenario;

    #[test]
    fn futures_are_kept_apart_and_counted() {
        let scenario = small_scenario();
        let survey = Arc::new(Survey::of(&scenario));
        let run = |removed: f64| {
            let mut values = vec![f64::NAN; survey.columns.len()];
            values[survey.column(REMOVED, Some(0)).unwrap()] = removed;
            values[survey.column(REACHED, Some(0)).unwrap()] = f64::from(removed > 0.5);
            values
        };
        let mut outlook = Outlook::default();
        // the second policy is clearly ahead, then clearly behind, then not to be told apart
        for gaps in [[0.30, 0.31, 0.32], [-0.20, -0.21, -0.22], [0.1, -0.1, 0.0]] {
            let mut tally = Tally::new(survey.clone(), 2, Some(0));
            gaps.iter().for_each(|gap| tally.add(&[Some(&run(0.4)), Some(&run(0.4 + gap))]));
            outlook.add(&tally);
        }
        assert_eq!(outlook.futures(), 3);
        assert_eq!(outlook.probabilities(0, 0), Some([0.0, 0.0, 0.0]));
        // reached always, never, never: 0.5 itself is not enough
        assert_eq!(outlook.probabilities(0, 1), Some([0.0, 0.0, 1.0]));
        let contest = outlook.contest(0, 1, 0).unwrap();
        assert_eq!((contest.ahead, contest.behind, contest.undecided), (1, 1, 1));
        assert!((contest.range.low + 0.21).abs() < 1e-12 && (contest.range.high - 0.31).abs() < 1e-12);
    }
}
