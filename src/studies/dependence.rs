//! What hangs on what: shares of variance, and correlations of ranks.

use super::statistics::{CONFIDENCE, Interval, Moments};
use crate::numeric::beta_quantile;

/// A share of variance with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The estimate; none below nought.
    pub share: f64,
    /// The exact interval under normal errors.
    pub interval: Interval,
}

/// How much of the variance of a single number lies between groups of equal size and not within them: one-way analysis
/// of variance with random effects. None where there are fewer than two groups, or fewer than two numbers in them.
pub fn share_between(groups: &[Moments]) -> Option<Share> {
    let size = groups.first()?.count();
    if groups.len() < 2 || size < 2 || groups.iter().any(|group| group.count() != size) {
        return None;
    }
    let (count, size) = (groups.len() as f64, size as f64);
    let within = groups.iter().map(Moments::variance).sum::<f64>() / count;
    let mut means = Moments::default();
    groups.iter().for_each(|group| means.add(group.mean()));
    let between = size * means.variance();
    if between == 0.0 && within == 0.0 {
        return None;
    }
    let ratio = between / within;
    let freedom = (count - 1.0, count * (size - 1.0));
    let share = |ratio: f64| {
        if ratio.is_infinite() { 1.0 } else { ((ratio - 1.0) / (ratio - 1.0 + size)).max(0.0) }
    };
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let interval = Interval {
        low: share(ratio / f_quantile(1.0 - tail, freedom)),
        high: share(ratio / f_quantile(tail, freedom)),
    };
    Some(Share { share: share(ratio), interval })
}

/// A quantile of F: of the ratio of two variances with so many degrees of freedom.
fn f_quantile(probability: f64, (above, below): (f64, f64)) -> f64 {
    let share = beta_quantile(probability, above / 2.0, below / 2.0);
    below * share / (above * (1.0 - share))
}

/// The correlation of the ranks of two columns (Spearman 1904); equal numbers share their mean rank. Not a number where
/// one of them is all equal.
pub fn rank_correlation(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (ranks(one), ranks(other));
    let middle = f64::midpoint(one.len() as f64, 1.0);
    let product =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt()
}

/// How large a correlation of ranks has to be so that the largest of so many, none of which means anything, is smaller
/// in 95 of 100 studies: r² of two columns that have nothing to do with each other is Beta(1/2, (n - 2) / 2).
pub fn beyond_chance(numbers: usize, correlations: usize) -> f64 {
    if numbers < 3 || correlations == 0 {
        return f64::NAN;
    }
    let probability = 1.0 - (1.0 - CONFIDENCE) / correlations as f64;
    beta_quantile(probability, 0.5, (numbers as f64 - 2.0) / 2.0).sqrt()
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|a, b| values[*a].total_cmp(&values[*b]).is_eq()) {
        let rank = first as f64 + f64::midpoint(group.len() as f64, 1.0);
        group.iter().for_each(|place| ranks[*place] = rank);
        first += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
    }

    fn group(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn the_share_between_three_groups_by_hand() {
        // means 2, 4, 9: variance 13, times 3 numbers 39; within 1 each: F = 39, share 38 / 41
        let groups = [group(&[1.0, 2.0, 3.0]), group(&[3.0, 4.0, 5.0]), group(&[8.0, 9.0, 10.0])];
        let share = share_between(&groups).unwrap();
        near(share.share, 38.0 / 41.0, 1e-12);
        // F(2, 6) at 0.975 is 7.260, at 0.025 it is 1 / 39.33
        near(share.interval.low, (39.0 / 7.260 - 1.0) / (39.0 / 7.260 + 2.0), 1e-3);
        near(share.interval.high, (39.0 * 39.33 - 1.0) / (39.0 * 39.33 + 2.0), 1e-3);
    }

    #[test]
    fn groups_that_differ_only_by_luck_have_a_share_of_nought() {
        let share = share_between(&[group(&[0.0, 2.0]), group(&[2.0, 0.0]), group(&[0.0, 2.0])]).unwrap();
        assert_eq!((share.share, share.interval.low), (0.0, 0.0));
        assert_eq!(share_between(&[group(&[1.0, 1.0]), group(&[1.0, 1.0])]), None);
        assert_eq!(share_between(&[group(&[1.0, 2.0])]), None);
        // without any luck all of it lies between
        let share = share_between(&[group(&[1.0, 1.0]), group(&[2.0, 2.0])]).unwrap();
        assert_eq!((share.share, share.interval.low), (1.0, 1.0));
    }

    #[test]
    fn ranks_do_not_mind_the_scale_and_share_ties() {
        near(rank_correlation(&[1.0, 2.0, 3.0, 4.0], &[1.0, 10.0, 100.0, 1000.0]), 1.0, 1e-12);
        near(rank_correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), -1.0, 1e-12);
        // ranks 1.5, 1.5, 3 and 1, 2, 3: (0.5 + 0 + 1) / sqrt(1.5 x 2)
        near(rank_correlation(&[5.0, 5.0, 6.0], &[1.0, 2.0, 3.0]), 1.5 / 3.0_f64.sqrt(), 1e-12);
        assert!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]).is_nan());
    }

    #[test]
    fn one_correlation_is_beyond_chance_where_the_tables_say() {
        // n = 10: critical r at 5 %, two-sided, is 0.632
        near(beyond_chance(10, 1), 0.632, 1e-3);
        assert!(beyond_chance(100, 150) > beyond_chance(100, 1));
        assert!(beyond_chance(2, 5).is_nan());
    }
}
