//! Whether numbers lie in more than one hump: the dip test of Hartigan and Hartigan (1985).
//!
//! The *dip* of a sample is how far its distribution function is, where it is farthest, from the nearest one with a single
//! hump: convex up to some mode, concave from there on, with any mass at the mode itself. It needs no bandwidth and no
//! histogram. Of n different numbers it is between 1/(2n) and 1/4; of numbers that are all alike it is 0.
//!
//! Its probability under one hump is judged by the uniform distribution, which of all distributions with one hump is the one
//! whose samples dip most, as far as is known: so a single hump is taken for more at most as often as is promised. It is
//! simulated, from the same draws in every study, so that the same numbers always have the same probability.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::chance::{Purpose, Streams};
use crate::numeric::exponential_quantile;

/// How many samples of the uniform distribution a dip is held against: enough for one chance in a thousand to be told.
const SAMPLES: u64 = 1999;
/// Of more numbers than this, those at even distances stand for all: what takes many of them to be seen is no hump that
/// matters, and the samples take some 0.1 s of one processor as it is.
pub const MOST: usize = 1000;

/// How deep the gap between humps is, and how likely at least so deep a one is under one hump.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dip {
    /// The dip, 0 to 1/4.
    pub dip: f64,
    /// The probability, at most: 1/2000 at least, for the numbers themselves are counted among the samples.
    pub probability: f64,
}

/// The dip of each of several lots of numbers, all of them finite.
pub fn dips(lots: &[&[f64]]) -> Vec<Dip> {
    let mut one_humps: BTreeMap<usize, OneHump> = BTreeMap::new();
    let judge = |lot: &&[f64]| {
        let some: Vec<f64> = lot.iter().copied().step_by(lot.len().div_ceil(MOST).max(1)).collect();
        let one_hump = one_humps.entry(some.len()).or_insert_with(|| OneHump::new(some.len()));
        let dip = dip(some);
        Dip { dip, probability: one_hump.probability(dip) }
    };
    lots.iter().map(judge).collect()
}

/// The dip of some numbers; 0 where there are none.
fn dip(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    of_sorted(&values)
}

/// The dip of numbers in their order.
///
/// Lines in the distribution function are drawn through counts, so that `least` is twice the dip times their number. Seen
/// from the right, with signs turned, the concave part of a function is a convex one: so one kind of envelope does for both.
///
/// From the outermost numbers inwards: where the lower and the upper envelope of what is left are farthest apart the mode
/// can't be outside of the vertices around, so what is outside has to be convex, or concave, and how far it is from that is
/// a lower limit of the dip. It is the dip once the envelopes are no farther apart than that.
fn of_sorted(values: &[f64]) -> f64 {
    let count = values.len();
    let mirrored: Vec<f64> = values.iter().rev().map(|value| -value).collect();
    let (mut from, mut to) = (0, count.saturating_sub(1));
    if count == 0 || values[from] == values[to] {
        return 0.0;
    }
    // a step of one number can't be hidden
    let mut least = 1.0_f64;
    while values[from] < values[to] {
        let lower = Envelope::of(values, from, to);
        let upper = Envelope::of(&mirrored, count - 1 - to, count - 1 - from);
        let gap = |value: f64| count as f64 - lower.height(value) - upper.height(-value);
        let vertices = lower.vertices().chain(upper.vertices().map(|value| -value));
        let widest = vertices
            .map(|value| (gap(value), value))
            .reduce(|one, other| if other.0 > one.0 { other } else { one });
        let Some((_, place)) = widest.filter(|(gap, _)| *gap > least) else { break };
        let (left, right) = (lower.last_until(place), upper.last_until(-place));
        least = least.max(lower.excess(left)).max(upper.excess(right));
        (from, to) = (lower.knots[left], count - 1 - upper.knots[right]);
    }
    least / (2.0 * count as f64)
}

/// The greatest convex function below the distribution function of a stretch of numbers, in counts of all numbers.
struct Envelope<'v> {
    values: &'v [f64],
    /// The places of the numbers where it bends, and those at both ends: of numbers that are alike the first.
    knots: Vec<usize>,
}

impl<'v> Envelope<'v> {
    /// That of the numbers from one place to another.
    fn of(values: &'v [f64], from: usize, to: usize) -> Self {
        let mut knots: Vec<usize> = vec![from];
        for place in from + 1..=to {
            if values[place] == values[place - 1] {
                continue;
            }
            while let [.., before, last] = knots[..] {
                let (run, next_run) = (values[last] - values[before], values[place] - values[last]);
                if ((last - before) as f64) * next_run < ((place - last) as f64) * run {
                    break;
                }
                knots.pop();
            }
            knots.push(place);
        }
        Self { values, knots }
    }

    fn vertices(&self) -> impl Iterator<Item = f64> {
        self.knots.iter().map(|knot| self.values[*knot])
    }

    /// The number of the last knot at or left of a number; the first where there is none.
    fn last_until(&self, value: f64) -> usize {
        self.knots.partition_point(|knot| self.values[*knot] <= value).saturating_sub(1)
    }

    /// How high it is at a number of its stretch.
    fn height(&self, value: f64) -> f64 {
        let knot = self.last_until(value);
        let Some(&next) = self.knots.get(knot + 1) else { return self.knots[knot] as f64 };
        self.between(self.knots[knot], next, value)
    }

    /// How high the line through the lower ends of two steps is at a number.
    fn between(&self, one: usize, other: usize, value: f64) -> f64 {
        let share = (value - self.values[one]) / (self.values[other] - self.values[one]);
        one as f64 + (other - one) as f64 * share
    }

    /// How far the distribution function rises above it at most, up to the knot of a number and without the step there.
    fn excess(&self, last: usize) -> f64 {
        let stretches = self.knots[..=last].windows(2);
        let rises = stretches.flat_map(|ends| {
            (ends[0]..ends[1])
                .map(|place| (place + 1) as f64 - self.between(ends[0], ends[1], self.values[place]))
        });
        rises.fold(0.0, f64::max)
    }
}

/// The dips of samples of the uniform distribution, against which the dip of as many numbers is held.
struct OneHump {
    /// From the smallest to the largest.
    dips: Vec<f64>,
}

impl OneHump {
    /// Those of so many numbers.
    fn new(count: usize) -> Self {
        let simulated = |sample| of_sorted(&uniform(count, sample));
        let mut dips: Vec<f64> = (0..SAMPLES).into_par_iter().map(simulated).collect();
        dips.sort_unstable_by(f64::total_cmp);
        Self { dips }
    }

    /// How likely a dip at least this large is under one hump: at most this, the sample itself counted among the simulated.
    fn probability(&self, dip: f64) -> f64 {
        let smaller = self.dips.partition_point(|simulated| *simulated < dip);
        (self.dips.len() - smaller + 1) as f64 / (self.dips.len() + 1) as f64
    }
}

/// Numbers of a uniform distribution in their order, up to place and scale, which a dip does not hang on: their distances
/// are those of a Poisson process.
fn uniform(count: usize, sample: u64) -> Vec<f64> {
    let luck = Streams::new(0, sample).luck(Purpose::OneHump, 0);
    let step = |place: &mut f64, number: usize| {
        *place += exponential_quantile(luck.uniform(number, 0));
        Some(*place)
    };
    (0..count).scan(0.0, step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::normal_quantile;

    fn twice_counts(values: &[f64]) -> f64 {
        dip(values.to_vec()) * 2.0 * values.len() as f64
    }

    #[test]
    fn small_samples_dip_as_far_as_can_be_seen_by_hand() {
        // all alike; a single step is missed by half of it; two equal heaps are as far from one hump as can be: 1/4
        assert_eq!((dip(vec![]), dip(vec![3.0]), dip(vec![3.0; 9])), (0.0, 0.0, 0.0));
        assert_eq!((dip(vec![0.0, 1.0]), dip(vec![0.0, 0.0, 1.0, 1.0])), (0.25, 0.25));
        assert_eq!(twice_counts(&[3.0, 1.0, 2.0, 5.0, 4.0]), 1.0);
        // a heap may be the mode, or the end of a falling distribution, but not a second one: three at 3 must be climbed
        assert_eq!(twice_counts(&[1.0, 2.0, 3.0, 3.0, 3.0, 3.0, 4.0, 5.0]), 1.0);
        assert_eq!(twice_counts(&[0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 8.0]), 1.0);
        assert_eq!(twice_counts(&[1.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0, 4.0, 5.0]), 3.0);
        // four and four with a gap: the line through (0, 0) and (10, 4) is at 1.2 where the fourth step ends, at 3
        assert!((twice_counts(&[0.0, 1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0]) - 2.8).abs() < 1e-12);
    }

    #[test]
    fn each_lot_is_judged_by_as_many_numbers_as_it_has_and_of_many_some_stand_for_all() {
        let many = uniform(3 * MOST - 1, 3);
        let some: Vec<f64> = many.iter().copied().step_by(3).collect();
        let [of_many, of_some, of_heaps, of_none] = dips(&[&many, &some, &[0.0, 0.0, 1.0, 1.0], &[]])[..]
        else {
            panic!()
        };
        assert_eq!((of_many, of_heaps.dip, some.len()), (of_some, 0.25, MOST));
        assert_eq!((of_none.dip, of_none.probability), (0.0, 1.0));
        // no four numbers of a uniform distribution lie in two heaps of two
        assert_eq!(of_heaps.probability, 1.0 / (SAMPLES as f64 + 1.0));
    }

    #[test]
    fn place_scale_and_side_do_not_matter() {
        let values = uniform(300, 7);
        let one = dip(values.clone());
        let moved: Vec<f64> = values.iter().map(|value| 1e6 - 64.0 * value).collect();
        assert!((dip(moved) - one).abs() < 1e-9);
    }

    /// How many of so many samples of two humps, whose middles are so many standard deviations apart, are told from one. The
    /// samples are not those that dips are held against.
    fn told(samples: u64, count: usize, apart: f64) -> u64 {
        let one_hump = OneHump::new(count);
        let is_told = |sample: &u64| {
            let luck = Streams::new(1, *sample).luck(Purpose::OneHump, 0);
            let number = |place: usize| {
                let middle = if place.is_multiple_of(2) { 0.0 } else { apart };
                middle + normal_quantile(luck.uniform(place, 0))
            };
            one_hump.probability(dip((0..count).map(number).collect())) < 0.05
        };
        (0..samples).filter(is_told).count() as u64
    }

    #[test]
    fn one_hump_is_taken_for_more_as_often_as_promised_and_two_are_found() {
        // Of samples of the uniform distribution itself 5 % are told from it: of 1000 some 50, with a standard deviation of
        // 8.5 from the samples and from those that they are held against; beyond five of them a right program is once in a
        // million.
        let one_hump = OneHump::new(60);
        let is_told = |sample: &u64| {
            let luck = Streams::new(1, *sample).luck(Purpose::OneHump, 0);
            one_hump.probability(dip((0..60).map(|place| luck.uniform(place, 0)).collect())) < 0.05
        };
        let alarms = (0..1000).filter(is_told).count();
        assert!((8..=92).contains(&alarms), "{alarms}");
        // a bell dips less; at most 50 of 1000 are promised, and here too five standard deviations are allowed
        let alarms = told(1000, 60, 0.0);
        assert!(alarms <= 92, "{alarms}");
        // Two bells five standard deviations apart have next to nothing between them. That of 100 samples fewer than 90 are
        // told would be less likely than one in a million if 99 % were.
        let found = told(100, 60, 5.0);
        assert!(found >= 90, "{found}");
    }

    #[test]
    fn simulated_dips_are_the_published_ones() {
        // Quantiles of the R package diptest 0.77 (Maechler; from 1,000,001 samples): 50, 95 and 99 %. The standard error of
        // our simulated share at them is 1.1, 0.5 and 0.2 points; five are allowed, which a right program exceeds once in a
        // million.
        for (count, quantiles) in [
            (50, [0.048_851, 0.070_274, 0.081_200]),
            (200, [0.025_584, 0.036_842, 0.042_686]),
            (1000, [0.011_744, 0.016_934, 0.019_608]),
        ] {
            let one_hump = OneHump::new(count);
            for (quantile, (beyond, allowed)) in
                quantiles.iter().zip([(0.5, 0.056), (0.05, 0.0245), (0.01, 0.0112)])
            {
                let share = one_hump.probability(*quantile);
                assert!(
                    (share - beyond).abs() < allowed,
                    "{share} of {count} dip beyond {quantile}, not {beyond}"
                );
            }
        }
    }
}
