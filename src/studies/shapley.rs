//! Shapley values: which part of a whole is due to each of some switches.
//!
//! With n switches there are 2^n worlds. A switch is worth what it adds, averaged over all orders in which they could be
//! turned on (Shapley 1953); as a way to share out what several causes do together: Shorrocks (2013). The parts add up to
//! what all switches do together, whatever they do to each other, and a switch that changes nothing gets exactly nothing.

use super::statistics::Moments;

/// The most switches: each further one doubles the worlds that have to be run.
pub const MOST_SWITCHES: usize = 16;

/// The part of each switch in the value of all on less the value of all off.
///
/// `values` holds one number for each combination: that at place m has those switches on whose bits are set in m. None where
/// their number is no power of two, or beyond [`MOST_SWITCHES`].
///
/// What is averaged are differences of two numbers, so the parts add up to the whole to within some 2^-52 of the largest
/// number for each of the n.
pub fn parts(values: &[f64]) -> Option<Vec<f64>> {
    if !values.len().is_power_of_two() || values.len() > 1 << MOST_SWITCHES {
        return None;
    }
    let switches = values.len().ilog2() as usize;
    let weights: Vec<f64> = (0..switches).map(|others| weight(switches, others)).collect();
    let part = |switch: usize| {
        let bit = 1_usize << switch;
        (0..values.len())
            .filter(|on| on & bit == 0)
            .map(|on| weights[on.count_ones() as usize] * (values[on | bit] - values[on]))
            .sum()
    };
    Some((0..switches).map(part).collect())
}

/// In which share of all orders exactly these other switches come before a switch, when there are so many of them:
/// k! (n - 1 - k)! / n!, which is one over n times the number of ways to choose k of n - 1.
fn weight(switches: usize, others: usize) -> f64 {
    let ways = (0..others).fold(1.0, |ways, taken| ways * (switches - 1 - taken) as f64 / (taken + 1) as f64);
    1.0 / (switches as f64 * ways)
}

/// Parts over replicates: a part of means is the mean of parts, and the replicates say how well it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    parts: Vec<Moments>,
    whole: Moments,
    left_out: u64,
}

impl Attribution {
    /// Nothing of so many switches.
    pub fn new(switches: usize) -> Self {
        Self { parts: vec![Moments::default(); switches], ..Self::default() }
    }

    /// Takes a replicate: its value in each combination, in the order of [`parts`]. A replicate that lacks one is left out
    /// and counted, since its parts would not add up.
    pub fn add(&mut self, values: &[f64]) {
        let shares = parts(values).filter(|shares| shares.len() == self.parts.len());
        match (shares, values) {
            (Some(shares), [none, .., all]) if values.iter().all(|value| value.is_finite()) => {
                self.parts.iter_mut().zip(shares).for_each(|(part, share)| part.add(share));
                self.whole.add(all - none);
            }
            _ => self.left_out += 1,
        }
    }

    /// Takes what another found in later replicates.
    pub fn merge(&mut self, later: &Self) {
        self.parts.iter_mut().zip(&later.parts).for_each(|(part, later)| part.merge(later));
        self.whole.merge(&later.whole);
        self.left_out += later.left_out;
    }

    /// The part of each switch: its mean, and how well that is known.
    pub fn parts(&self) -> &[Moments] {
        &self.parts
    }

    /// What all switches do together.
    pub fn whole(&self) -> &Moments {
        &self.whole
    }

    /// How many replicates lacked a number.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        let are_near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12);
        assert!(found.len() == expected.len() && are_near, "{found:?}, not {expected:?}");
    }

    #[test]
    fn the_glove_game_by_hand() {
        // one left glove (the first), two right ones; a pair is worth 1. The first completes a pair unless it comes first,
        // which it does in two of six orders; each of the others completes one in one order of six
        let worth = |on: usize| f64::from(on & 1 == 1 && on > 1);
        near(&parts(&(0..8).map(worth).collect::<Vec<_>>()).unwrap(), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
    }

    #[test]
    fn what_adds_up_is_handed_to_whom_it_belongs() {
        let own = [3.0, -2.0, 0.5, 10.0];
        let worth =
            |on: usize| 7.0 + (0..4).filter(|bit| on >> bit & 1 == 1).map(|bit| own[bit]).sum::<f64>();
        near(&parts(&(0..16).map(worth).collect::<Vec<_>>()).unwrap(), &own);
    }

    #[test]
    fn what_two_do_only_together_is_halved() {
        near(&parts(&[1.0, 1.0, 1.0, 5.0]).unwrap(), &[2.0, 2.0]);
        near(&parts(&[1.0, 4.0]).unwrap(), &[3.0]);
        assert_eq!(parts(&[1.0]), Some(Vec::new()));
        assert_eq!((parts(&[]), parts(&[1.0, 2.0, 3.0])), (None, None));
    }

    #[test]
    fn the_orders_are_all_counted_once() {
        for switches in 1..=MOST_SWITCHES {
            // over all sets of others the shares of orders make one
            let ways = |others: usize| {
                (0..others).fold(1.0, |ways, k| ways * (switches - 1 - k) as f64 / (k + 1) as f64)
            };
            let all: f64 = (0..switches).map(|others| ways(others) * weight(switches, others)).sum();
            assert!((all - 1.0).abs() < 1e-14, "{switches}: {all}");
        }
        // 2! 1! / 4!
        assert_eq!(weight(4, 2), 1.0 / 12.0);
    }

    #[test]
    fn a_replicate_that_lacks_a_world_is_left_out() {
        let mut all = Attribution::new(2);
        all.add(&[0.0, 1.0, 2.0, 3.0]);
        all.add(&[0.0, f64::NAN, 2.0, 3.0]);
        all.add(&[0.0, 1.0]);
        assert_eq!((all.left_out(), all.whole().count(), all.parts()[1].mean()), (2, 1, 2.0));
    }

    /// Values of all combinations of up to six switches.
    fn game() -> impl Strategy<Value = Vec<f64>> {
        (0_u32..7).prop_flat_map(|switches| prop::collection::vec(-1e6..1e6, 1_usize << switches))
    }

    fn scale(values: &[f64]) -> f64 {
        values.iter().fold(1e-300, |scale, value| value.abs().max(scale))
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(values in game()) {
            let sum: f64 = parts(&values).unwrap().iter().sum();
            let whole = values[values.len() - 1] - values[0];
            prop_assert!((sum - whole).abs() <= 1e-12 * scale(&values), "{sum}, not {whole}");
        }

        #[test]
        fn who_changes_nothing_gets_exactly_nothing(values in game(), bit in 0_usize..7) {
            // a switch is put in between at which nothing changes
            let bit = bit.min(values.len().ilog2() as usize);
            let low = (1 << bit) - 1;
            let with: Vec<f64> = (0..2 * values.len()).map(|on| values[on & low | on >> 1 & !low]).collect();
            let shares = parts(&with).unwrap();
            prop_assert_eq!(shares[bit], 0.0);
            let others = shares.iter().enumerate().filter(|(place, _)| *place != bit).map(|(_, share)| share);
            for (one, other) in others.zip(parts(&values).unwrap()) {
                prop_assert!((one - other).abs() <= 1e-12 * scale(&values), "and the others keep their parts");
            }
        }

        #[test]
        fn who_does_the_same_gets_the_same(by_number in prop::collection::vec(-10.0..10.0, 2..8)) {
            // the value hangs on how many are on
            let switches = by_number.len() - 1;
            let values: Vec<f64> = (0..1_usize << switches).map(|on| by_number[on.count_ones() as usize]).collect();
            let each = (by_number[switches] - by_number[0]) / switches as f64;
            for share in parts(&values).unwrap() {
                prop_assert!((share - each).abs() < 1e-12 * 10.0);
            }
        }

        #[test]
        fn the_part_of_the_means_is_the_mean_of_the_parts(
            replicates in prop::collection::vec(prop::collection::vec(-10.0..10.0, 8), 2..20),
        ) {
            let mut all = Attribution::new(3);
            let (mut first, mut second) = (Attribution::new(3), Attribution::new(3));
            for (place, values) in replicates.iter().enumerate() {
                all.add(values);
                if place < replicates.len() / 2 { first.add(values) } else { second.add(values) }
            }
            let mean = |on: usize| replicates.iter().map(|values| values[on]).sum::<f64>() / replicates.len() as f64;
            let means: Vec<f64> = (0..8).map(mean).collect();
            for (part, expected) in all.parts().iter().zip(parts(&means).unwrap()) {
                prop_assert!((part.mean() - expected).abs() < 1e-11);
            }
            let sum: f64 = all.parts().iter().map(Moments::mean).sum();
            prop_assert!((sum - all.whole().mean()).abs() < 1e-11);
            first.merge(&second);
            for (merged, part) in first.parts().iter().zip(all.parts()) {
                prop_assert!((merged.standard_error() - part.standard_error()).abs() < 1e-11);
            }
        }
    }
}
