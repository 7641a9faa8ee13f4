//! Robust choice: how policies stand over futures that nobody gives probabilities to.
//!
//! Each metric makes one number of what a policy comes to in all futures; which policy it prefers depends on how much risk
//! it takes, so they are shown side by side. Names and steps are those of McPhail et al. (2018, Earth's Future 6, 169-191):
//! what is looked at (the number itself, or regret), in which futures, and how these are put together.

use super::statistics::{Moments, exact_quantile};
use crate::outcomes::Better;

/// What the policies come to in the same futures: more is better.
#[derive(Clone, Debug)]
pub struct Prospects {
    /// One row for each policy, one number for each future.
    policies: Vec<Vec<f64>>,
    left_out: usize,
    optimism: f64,
    threshold: Threshold,
}

/// From where on a future counts as good enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Threshold {
    /// From this number on.
    Number(f64),
    /// From what the policy at this place comes to in the same future; that policy itself is not judged.
    Policy(usize),
}

/// The weight that Hurwicz's rule gives the best future when nobody says otherwise: as much as the worst. The paper's
/// parameter is the weight of the worst, one less this.
pub const OPTIMISM: f64 = 0.5;

impl Prospects {
    /// Takes one row for each policy, all in the same order of futures. A future in which some policy has no number counts
    /// for none of them, since policies are compared in the same futures.
    pub fn new(rows: &[&[f64]], threshold: Threshold) -> Self {
        let futures = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let counts =
            |future: &usize| rows.iter().all(|row| row.get(*future).is_some_and(|value| value.is_finite()));
        let kept: Vec<usize> = (0..futures).filter(counts).collect();
        let policies = rows.iter().map(|row| kept.iter().map(|future| row[*future]).collect()).collect();
        Self { policies, left_out: futures - kept.len(), optimism: OPTIMISM, threshold }
    }

    /// The same with another weight of the best future in Hurwicz's rule, from 0 to 1.
    #[must_use]
    pub fn with_optimism(self, optimism: f64) -> Self {
        Self { optimism: optimism.clamp(0.0, 1.0), ..self }
    }

    /// How many policies there are.
    pub fn policies(&self) -> usize {
        self.policies.len()
    }

    /// How many futures count.
    pub fn futures(&self) -> usize {
        self.policies.first().map_or(0, Vec::len)
    }

    /// How many futures do not count, because some policy has no number there.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What is lost in each future by not having chosen what is best there.
    fn regrets(&self, policy: usize) -> Vec<f64> {
        let best =
            |future: usize| self.policies.iter().map(|row| row[future]).fold(f64::NEG_INFINITY, f64::max);
        self.policies[policy].iter().enumerate().map(|(future, value)| best(future) - value).collect()
    }

    /// The largest number of all, whatever its sign: what rounding errors are measured by.
    fn scale(&self) -> f64 {
        self.policies.iter().flatten().fold(0.0, |scale, value| value.abs().max(scale))
    }
}

/// One way to make one number of all futures.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// What it says of a policy.
    pub meaning: &'static str,
    /// Which way is better.
    pub better: Better,
    of: fn(&Prospects, usize) -> f64,
}

/// All metrics: from the worst future alone to all of them.
///
/// Two of the paper are left out, percentile-based skewness and peakedness: they tell the shape of a distribution, not
/// whether it is good, and have no value where quantiles coincide, as probabilities of 0 and 1 do.
pub const METRICS: [Metric; 9] = [
    Metric {
        name: "maximin",
        meaning: "what it comes to in its worst future (Wald 1950)",
        better: Better::More,
        of: |all, policy| least(&all.policies[policy]),
    },
    Metric {
        name: "maximax",
        meaning: "what it comes to in its best future",
        better: Better::More,
        of: |all, policy| most(&all.policies[policy]),
    },
    Metric {
        name: "hurwicz",
        meaning: "its best and its worst future, weighted by optimism (Hurwicz 1951)",
        better: Better::More,
        of: |all, policy| {
            let row = &all.policies[policy];
            all.optimism * most(row) + (1.0 - all.optimism) * least(row)
        },
    },
    Metric {
        name: "laplace",
        meaning: "its mean over the futures, as if all were equally likely",
        better: Better::More,
        of: |all, policy| moments(&all.policies[policy]).mean(),
    },
    Metric {
        name: "minimax_regret",
        meaning: "the most that is lost in any future by not having chosen what is best there (Savage 1951)",
        better: Better::Less,
        of: |all, policy| most(&all.regrets(policy)),
    },
    Metric {
        name: "regret_q90",
        meaning: "that loss in all but the worst tenth of the futures (90th percentile minimax regret)",
        better: Better::Less,
        of: |all, policy| exact_quantile(&all.regrets(policy), 0.9),
    },
    Metric {
        name: "mean_variance",
        meaning: "its mean, less the more it varies: (mean + 1) / (standard deviation + 1)",
        better: Better::More,
        of: mean_variance,
    },
    Metric {
        name: "undesirable_deviations",
        meaning: "how far its worse half of futures falls below its own median, on average",
        better: Better::Less,
        of: undesirable_deviations,
    },
    Metric {
        name: "starr_domain",
        meaning: "the share of futures in which it is good enough: Starr's domain criterion (satisficing)",
        better: Better::More,
        of: starr_domain,
    },
];

impl Metric {
    /// The value of each policy; not a number where it has none.
    pub fn values(&self, prospects: &Prospects) -> Vec<f64> {
        if prospects.futures() == 0 {
            return vec![f64::NAN; prospects.policies()];
        }
        (0..prospects.policies()).map(|policy| (self.of)(prospects, policy)).collect()
    }

    /// The policy that it prefers, of two or more that have a value; none when the best are tied, to within rounding.
    pub fn preferred(&self, prospects: &Prospects) -> Option<usize> {
        /// Relative to the largest number that goes in; sums over thousands of futures are exact to less.
        const ROUNDING: f64 = 1e-12;
        let sign = if self.better == Better::Less { -1.0 } else { 1.0 };
        let values: Vec<f64> = self.values(prospects).iter().map(|value| sign * value).collect();
        let mut order: Vec<usize> = (0..values.len()).filter(|policy| !values[*policy].is_nan()).collect();
        order.sort_by(|one, other| values[*other].total_cmp(&values[*one]));
        let [first, second, ..] = order[..] else { return None };
        let is_ahead = values[first] - values[second] > ROUNDING * prospects.scale();
        is_ahead.then_some(first)
    }
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn moments(values: &[f64]) -> Moments {
    let mut moments = Moments::default();
    values.iter().for_each(|value| moments.add(*value));
    moments
}

/// (mean + 1) / (standard deviation + 1), with the deviation of a sample, as the first author's program RAPID has it; the 1
/// keeps the divisor from nought. The trade between mean and spread hangs on the unit.
///
/// Where mean + 1 is below nought, to divide would praise spread: there it is multiplied, which is ours and not the
/// paper's. So more spread is never better, and more mean never worse. One future has no spread.
fn mean_variance(prospects: &Prospects, policy: usize) -> f64 {
    let moments = moments(&prospects.policies[policy]);
    let level = moments.mean() + 1.0;
    let spread = if moments.count() < 2 { 1.0 } else { moments.variance().sqrt() + 1.0 };
    if level < 0.0 { level * spread } else { level / spread }
}

/// The worse half is the middle future and those below, where their number is odd. The paper sums; the mean does not grow
/// with the number of futures.
fn undesirable_deviations(prospects: &Prospects, policy: usize) -> f64 {
    let mut sorted = prospects.policies[policy].clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let median = exact_quantile(&sorted, 0.5);
    let worse = &sorted[..sorted.len().div_ceil(2)];
    worse.iter().map(|value| median - value).sum::<f64>() / worse.len() as f64
}

/// Good enough is what reaches the threshold, ends included (Starr 1963).
fn starr_domain(prospects: &Prospects, policy: usize) -> f64 {
    let needed = |future: usize| match prospects.threshold {
        Threshold::Number(number) => number,
        Threshold::Policy(reference) if reference == policy => f64::NAN,
        Threshold::Policy(reference) => prospects.policies.get(reference).map_or(f64::NAN, |row| row[future]),
    };
    if needed(0).is_nan() {
        return f64::NAN;
    }
    let row = &prospects.policies[policy];
    let good = row.iter().enumerate().filter(|(future, value)| **value >= needed(*future)).count();
    good as f64 / row.len() as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn metric(name: &str) -> &'static Metric {
        METRICS.iter().find(|metric| metric.name == name).unwrap()
    }

    fn near(found: &[f64], expected: &[f64], tolerance: f64) {
        let are_near =
            found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() <= tolerance);
        assert!(found.len() == expected.len() && are_near, "{found:?}, not {expected:?}");
    }

    /// Three policies in five futures: safe, bold, and worse than safe everywhere.
    fn three(threshold: Threshold) -> Prospects {
        let (safe, bold, poor) =
            ([4.0, 5.0, 5.0, 5.0, 6.0], [1.0, 3.0, 6.0, 8.0, 12.0], [3.0, 4.0, 4.0, 4.0, 5.0]);
        Prospects::new(&[&safe, &bold, &poor], threshold)
    }

    #[test]
    fn every_metric_by_hand() {
        let all = three(Threshold::Number(5.0));
        for (name, expected, preferred) in [
            ("maximin", [4.0, 1.0, 3.0], Some(0)),
            ("maximax", [6.0, 12.0, 5.0], Some(1)),
            ("hurwicz", [5.0, 6.5, 4.0], Some(1)),
            ("laplace", [5.0, 6.0, 4.0], Some(1)),
            // regrets: 0 0 1 3 6, then 3 2 0 0 0, then 1 1 2 4 7
            ("minimax_regret", [6.0, 3.0, 7.0], Some(1)),
            // six tenths of the way from the fourth to the fifth of the sorted: 3..6, 2..3, 4..7
            ("regret_q90", [4.8, 2.6, 5.8], Some(1)),
            // sums of squares 2, 25 + 9 + 0 + 4 + 36 = 74, and 2
            (
                "mean_variance",
                [6.0 / (0.5_f64.sqrt() + 1.0), 7.0 / (18.5_f64.sqrt() + 1.0), 5.0 / (0.5_f64.sqrt() + 1.0)],
                Some(0),
            ),
            // below the medians 5, 6, 4 in the worse three: 1 0 0, then 5 3 0, then 1 0 0; the least is shared
            ("undesirable_deviations", [1.0 / 3.0, 8.0 / 3.0, 1.0 / 3.0], None),
            ("starr_domain", [0.8, 0.6, 0.2], Some(0)),
        ] {
            near(&metric(name).values(&all), &expected, 1e-12);
            assert_eq!(metric(name).preferred(&all), preferred, "{name}");
        }
        near(&metric("hurwicz").values(&all.with_optimism(0.1)), &[4.2, 2.1, 3.2], 1e-12);
    }

    #[test]
    fn the_table_names_each_once_and_says_what_it_means() {
        let mut names: Vec<&str> = METRICS.iter().map(|metric| metric.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), METRICS.len());
        assert!(METRICS.iter().all(|metric| !metric.meaning.is_empty() && metric.better != Better::Neither));
    }

    #[test]
    fn good_enough_can_mean_as_good_as_another_policy() {
        let all = three(Threshold::Policy(0));
        let values = metric("starr_domain").values(&all);
        assert!(values[0].is_nan(), "it is not judged by itself");
        near(&values[1..], &[0.6, 0.0], 1e-12);
        assert_eq!(metric("starr_domain").preferred(&all), Some(1));
    }

    #[test]
    fn a_future_without_a_number_counts_for_nobody() {
        let all = Prospects::new(&[&[1.0, f64::NAN, 3.0], &[2.0, 9.0, 1.0]], Threshold::Number(0.0));
        assert_eq!((all.futures(), all.left_out()), (2, 1));
        near(&metric("maximax").values(&all), &[3.0, 2.0], 0.0);
        let none = Prospects::new(&[&[f64::NAN], &[1.0]], Threshold::Number(0.0));
        for metric in &METRICS {
            assert!(
                metric.values(&none).iter().all(|value| value.is_nan()) && metric.preferred(&none).is_none()
            );
        }
    }

    #[test]
    fn spread_is_never_praised() {
        let level = |level: f64, spread: f64| [level - spread, level + spread];
        for (mean, further) in [(-8.0, 0.5), (-1.0, 0.5), (0.3, 0.2), (40.0, 3.0)] {
            let (narrow, wide) = (level(mean, further), level(mean, 2.0 * further));
            let all = Prospects::new(&[&narrow, &wide], Threshold::Number(0.0));
            let values = metric("mean_variance").values(&all);
            // at a mean of -1 the formula is blind for it
            assert!(
                values[0] > values[1] || mean == -1.0 && values[0].abs() < 1e-12,
                "mean {mean}: {values:?}"
            );
        }
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<f64>>> {
        (1_usize..5, 1_usize..40).prop_flat_map(|(policies, futures)| {
            prop::collection::vec(prop::collection::vec(-100.0..100.0, futures), policies)
        })
    }

    fn of(rows: &[Vec<f64>]) -> Prospects {
        Prospects::new(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), Threshold::Number(0.0))
    }

    proptest! {
        #[test]
        fn metrics_stand_in_their_order(rows in rows(), optimism in 0.0..=1.0) {
            let all = of(&rows).with_optimism(optimism);
            let values = |name: &str| metric(name).values(&all);
            for policy in 0..rows.len() {
                let [least, mean, most] = ["maximin", "laplace", "maximax"].map(|name| values(name)[policy]);
                prop_assert!(least <= mean + 1e-9 && mean <= most + 1e-9);
                let hurwicz = values("hurwicz")[policy];
                prop_assert!((least - 1e-9..=most + 1e-9).contains(&hurwicz));
                let [regret, most_regret] = ["regret_q90", "minimax_regret"].map(|name| values(name)[policy]);
                prop_assert!(0.0 <= regret && regret <= most_regret);
                prop_assert!(values("undesirable_deviations")[policy] >= 0.0);
                prop_assert!((0.0..=1.0).contains(&values("starr_domain")[policy]));
            }
        }

        #[test]
        fn who_is_best_everywhere_has_no_regret_and_is_preferred(mut rows in rows(), lead in 0.001..10.0) {
            let best = (0..rows[0].len()).map(|future| rows.iter().map(|row| row[future]).fold(f64::MIN, f64::max) + lead);
            rows.push(best.collect());
            let (all, winner) = (of(&rows), rows.len() - 1);
            for name in ["minimax_regret", "regret_q90"] {
                prop_assert_eq!(metric(name).values(&all)[winner], 0.0);
            }
            for name in ["maximin", "maximax", "hurwicz", "laplace", "minimax_regret", "regret_q90"] {
                prop_assert_eq!(metric(name).preferred(&all), Some(winner), "{}", name);
            }
        }

        #[test]
        fn in_one_future_all_agree(row in prop::collection::vec(-100.0..100.0, 2..6)) {
            let rows: Vec<Vec<f64>> = row.iter().map(|value| vec![*value]).collect();
            let best = (0..row.len()).max_by(|one, other| row[*one].total_cmp(&row[*other]));
            let all = of(&rows);
            for metric in &METRICS {
                let preferred = metric.preferred(&all);
                // nothing deviates, and good enough is not better than good enough
                let may_tie = ["undesirable_deviations", "starr_domain"].contains(&metric.name);
                prop_assert!(preferred == best || may_tie && preferred.is_none(), "{}", metric.name);
            }
        }

        #[test]
        fn a_shift_moves_levels_and_leaves_regret(rows in rows(), shift in -100.0..100.0) {
            let moved: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|value| value + shift).collect()).collect();
            let (before, after) = (of(&rows), of(&moved));
            for (names, by) in [
                (&["maximin", "maximax", "hurwicz", "laplace"][..], shift),
                (&["minimax_regret", "regret_q90", "undesirable_deviations"][..], 0.0),
            ] {
                for name in names {
                    let (before, after) = (metric(name).values(&before), metric(name).values(&after));
                    for (before, after) in before.iter().zip(after) {
                        prop_assert!((before + by - after).abs() < 1e-10, "{}", name);
                    }
                }
            }
        }
    }
}
