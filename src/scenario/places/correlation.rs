//! Values handed out among regions anew, so that their ranks go with those of another number as closely as is asked for.
//!
//! Regions stand in an order between the one of their capacity and one drawn by lot, by `t rank + (1 - |t|) lot`. As t grows
//! from -1 to 1 pairs of regions change places one by one, always towards capacity; so the rank correlation (Spearman 1904)
//! only grows, and the t that is wanted is found by halving.

/// Orders by lot that are tried: of few regions one order alone may pass by what is wanted.
const ORDERS: usize = 64;
/// Halvings after which nothing changes any more.
const HALVINGS: usize = 60;

/// What was handed out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Handed {
    /// The value of each region.
    pub values: Vec<f64>,
    /// The rank correlation that it has; not a number where all regions are alike in one of the two.
    pub correlation: f64,
}

/// Hands values out anew: the first order by lot that comes near enough to what is wanted, else the nearest of all.
pub(super) fn hand_out(
    values: &[f64],
    capacity: &[f64],
    wanted: f64,
    near: f64,
    lot: impl Fn(usize, usize) -> u64,
) -> Handed {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let ranks_of_capacity = ranks(capacity);
    let miss = |handed: &Handed| (handed.correlation - wanted).abs();
    let mut nearest = Handed { values: values.to_vec(), correlation: f64::NAN };
    for order in 0..ORDERS {
        let mut lots: Vec<(u64, usize)> =
            (0..values.len()).map(|region| (lot(order, region), region)).collect();
        lots.sort_unstable();
        let mut lot_ranks = vec![0.0; values.len()];
        lots.iter().enumerate().for_each(|(rank, (_, region))| lot_ranks[*region] = rank as f64);
        let found = by_halving(&sorted, &ranks_of_capacity, &lot_ranks, wanted);
        if nearest.correlation.is_nan() || miss(&found) < miss(&nearest) {
            nearest = found;
        }
        // where it is no number it is none in any order
        if nearest.correlation.is_nan() || miss(&nearest) <= near {
            break;
        }
    }
    nearest
}

/// What is nearest to a correlation between the order of capacity and an order by lot.
fn by_halving(sorted: &[f64], capacity: &[f64], lots: &[f64], wanted: f64) -> Handed {
    let at = |weight: f64| {
        let score = |region: usize| weight * capacity[region] + (1.0 - weight.abs()) * lots[region];
        let mut order: Vec<usize> = (0..sorted.len()).collect();
        order.sort_by(|&a, &b| score(a).total_cmp(&score(b)).then(lots[a].total_cmp(&lots[b])));
        let mut values = vec![0.0; sorted.len()];
        order.iter().zip(sorted).for_each(|(region, value)| values[*region] = *value);
        let correlation = pearson(&ranks(&values), capacity);
        Handed { values, correlation }
    };
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if at(middle).correlation < wanted { low = middle } else { high = middle }
    }
    let (below, above) = (at(low), at(high));
    if (below.correlation - wanted).abs() < (above.correlation - wanted).abs() { below } else { above }
}

/// Ranks from 0; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for equal in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let shared = first as f64 + (equal.len() - 1) as f64 / 2.0;
        equal.iter().for_each(|region| ranks[*region] = shared);
        first += equal.len();
    }
    ranks
}

/// The correlation of two lists; not a number where one of them is constant.
fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f64], mean_x: f64, y: &[f64], mean_y: f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - mean_x) * (y - mean_y)).sum()
    };
    let squares = product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b);
    product(a, mean_a, b, mean_b) / squares.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, Streams};

    fn lot(order: usize, region: usize) -> u64 {
        Streams::new(1, order as u64).luck(Purpose::Counterfactual, 0).bits(region, 0)
    }

    #[test]
    fn ranks_are_shared_by_equals() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
        assert_eq!(pearson(&[0.0, 1.0, 2.0], &[2.0, 1.0, 0.0]), -1.0);
        // by hand: differences of ranks 1, -1, 0 give 1 - 6 x 2 / (3 x 8)
        assert!((pearson(&ranks(&[5.0, 1.0, 9.0]), &[0.0, 1.0, 2.0]) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn any_correlation_is_met_with_the_same_values() {
        for count in [9, 30, 300] {
            let capacity: Vec<f64> = (0..count).map(|region| (f64::from(region) * 0.7).sin()).collect();
            let values: Vec<f64> = (0..count).map(|region| 1.0 + f64::from(region % 7)).collect();
            for wanted in [-0.8, -0.4, 0.0, 0.3, 0.8] {
                let handed = hand_out(&values, &capacity, wanted, 0.01, lot);
                assert!(
                    (handed.correlation - wanted).abs() <= 0.01,
                    "{count} {wanted} {}",
                    handed.correlation
                );
                let found = pearson(&ranks(&handed.values), &ranks(&capacity));
                assert_eq!(found, handed.correlation);
                let (mut before, mut after) = (values.clone(), handed.values);
                before.sort_by(f64::total_cmp);
                after.sort_by(f64::total_cmp);
                assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn what_can_not_be_is_told_by_what_is_nearest() {
        // two regions: one order or the other
        let handed = hand_out(&[1.0, 2.0], &[0.1, 0.2], 0.5, 0.01, lot);
        assert_eq!(handed.correlation, 1.0);
        assert!(hand_out(&[1.0, 1.0], &[0.1, 0.2], 0.5, 0.01, lot).correlation.is_nan());
        assert!(hand_out(&[1.0, 2.0], &[0.2, 0.2], 0.5, 0.01, lot).correlation.is_nan());
        // countries whose regions are all alike: the closest that three steps can follow five ranks
        let handed = hand_out(&[1.0, 2.0, 3.0, 4.0, 5.0], &[0.1, 0.1, 0.2, 0.2, 0.2], 0.95, 0.01, lot);
        assert!((0.8..0.95).contains(&handed.correlation), "{}", handed.correlation);
    }
}
