//! Statistics of streams in bounded memory.

use serde::{Deserialize, Serialize};

pub use super::sketch::ACCURACY;
use super::sketch::Sketch;
use crate::numeric::{beta_quantile, normal_quantile, sum};

/// The probability with which an interval holds what it is about.
pub const CONFIDENCE: f64 = 0.95;

/// From here to there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// On which side of nought it lies.
    pub fn sign(&self) -> Sign {
        match (self.low > 0.0, self.high < 0.0) {
            (true, _) => Sign::Ahead,
            (_, true) => Sign::Behind,
            _ => Sign::Undecided,
        }
    }
}

/// Mean and spread of a stream of numbers, by Welford's update (1962): no sum of squares to lose digits in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Takes one number.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let gap = value - self.mean;
        self.mean += gap / self.count as f64;
        self.squares += gap * (value - self.mean);
    }

    /// Those of some numbers, in two passes: their mean, then how far each is from it.
    pub fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = if values.is_empty() { 0.0 } else { sum(values) / count };
        let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Self { count: values.len() as u64, mean, squares }
    }

    /// Takes the numbers of another stream after its own (Chan, Golub, LeVeque 1979).
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        let (own, theirs) = (self.count as f64, other.count as f64);
        let gap = other.mean - self.mean;
        self.count += other.count;
        self.mean += gap * theirs / (own + theirs);
        self.squares += other.squares + gap * gap * own * theirs / (own + theirs);
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; NaN when there were none.
    pub fn mean(&self) -> f64 {
        if self.count == 0 { f64::NAN } else { self.mean }
    }

    /// Their variance, as of a sample; NaN below two numbers.
    pub fn variance(&self) -> f64 {
        if self.count < 2 { f64::NAN } else { self.squares / (self.count as f64 - 1.0) }
    }

    /// The standard error of the mean; NaN below two numbers.
    pub fn standard_error(&self) -> f64 {
        (self.variance() / self.count as f64).sqrt()
    }

    /// The interval for the mean, by Student's t; NaN below two numbers.
    ///
    /// It holds the mean in 95 of 100 studies where numbers are about normal, as most differences under the same luck are.
    /// Of strongly skewed ones it needs many: of exponential ones it holds it in 90 of 100 at 10 replicates, 93 at 30, 94 at
    /// 100. For differences of 0 and 1 there is [`paired_shares`]. `tests/coverage.rs` measures all three.
    pub fn interval(&self) -> Interval {
        let reach = student_t(self.count.saturating_sub(1)) * self.standard_error();
        Interval { low: self.mean() - reach, high: self.mean() + reach }
    }

    /// The same for the numbers with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mean: -self.mean, ..self }
    }
}

/// Half the width of an interval in standard errors, by Student's t with so many degrees of freedom.
///
/// t² = ν (1 - x) / x, where x is the quantile of Beta(ν/2, 1/2) at the probability outside.
pub fn student_t(freedom: u64) -> f64 {
    /// Beyond, t is within 0.03 % of the normal quantile.
    const LIKE_NORMAL: u64 = 5000;
    match freedom {
        0 => f64::NAN,
        1..LIKE_NORMAL => {
            let freedom = freedom as f64;
            let x = beta_quantile(1.0 - CONFIDENCE, freedom / 2.0, 0.5);
            (freedom * (1.0 - x) / x).sqrt()
        }
        _ => normal_quantile(0.5 + CONFIDENCE / 2.0),
    }
}

/// The interval for the difference of two shares in the same replicates, from differences that are 1, 0 or -1 (Bonett and
/// Price 2012): one replicate in which only the first succeeds and one in which only the second does are added.
///
/// Student's t goes wrong here where few replicates differ: if none does, its interval has no width, however few there are.
/// This one holds the truth in 95 of 100 studies where ten replicates or more can be expected to differ, and in more below.
pub fn paired_shares(difference: &Moments) -> Interval {
    let mut more = *difference;
    [1.0, -1.0].into_iter().for_each(|value| more.add(value));
    let count = more.count as f64;
    let reach = normal_quantile(0.5 + CONFIDENCE / 2.0) * more.squares.sqrt() / count;
    Interval { low: (more.mean - reach).max(-1.0), high: (more.mean + reach).min(1.0) }
}

/// The interval for a probability after so many successes in so many trials (Wilson 1927); from 0 to 1 before
/// any trial.
pub fn wilson(successes: f64, trials: u64) -> Interval {
    if trials == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (count, share) = (trials as f64, successes / trials as f64);
    let z = normal_quantile(0.5 + CONFIDENCE / 2.0);
    let weight = 1.0 + z * z / count;
    let centre = (share + z * z / (2.0 * count)) / weight;
    let reach = z / weight * (share * (1.0 - share) / count + z * z / (4.0 * count * count)).sqrt();
    // at its ends it is exact; rounding would leave a trace
    Interval {
        low: if successes <= 0.0 { 0.0 } else { (centre - reach).max(0.0) },
        high: if successes >= count { 1.0 } else { (centre + reach).min(1.0) },
    }
}

/// Up to so many numbers a distribution keeps them all, and its quantiles are exact.
pub const EXACT: usize = 512;

/// The distribution of a stream of numbers in bounded memory: moments and quantiles. What is no number is
/// counted apart.
///
/// Quantiles are exact for up to [`EXACT`] numbers; beyond, their relative error is at most [`ACCURACY`]. Neither depends on
/// the order of the numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    moments: Moments,
    kept: Kept,
    missing: u64,
}

/// What is kept of the numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Kept {
    All(Vec<f64>),
    /// Most of them in a sketch, the last few as they are.
    Sketch(Box<Sketch>, Vec<f64>),
}

impl Default for Kept {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Distribution {
    /// Takes one number, or something that is none.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            self.missing += 1;
            return;
        }
        self.moments.add(value);
        match &mut self.kept {
            Kept::All(values) | Kept::Sketch(_, values) => values.push(value),
        }
        self.shorten();
    }

    /// Takes many at once, some of which may be none.
    pub fn add_all(&mut self, values: &[f64]) {
        if !values.iter().all(|value| value.is_finite()) {
            return values.iter().for_each(|value| self.add(*value));
        }
        self.moments.merge(&Moments::of(values));
        match &mut self.kept {
            Kept::All(own) | Kept::Sketch(_, own) => own.extend_from_slice(values),
        }
        self.shorten();
    }

    /// Takes the numbers of another one after its own.
    pub fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
        self.missing += other.missing;
        let (sketch, values) = match &other.kept {
            Kept::All(values) => (None, values),
            Kept::Sketch(sketch, values) => (Some(sketch), values),
        };
        if let Some(sketch) = sketch {
            self.condense();
            if let Kept::Sketch(own, _) = &mut self.kept {
                own.merge(sketch);
            }
        }
        match &mut self.kept {
            Kept::All(own) | Kept::Sketch(_, own) => own.extend(values),
        }
        self.shorten();
    }

    fn shorten(&mut self) {
        if let Kept::All(values) | Kept::Sketch(_, values) = &self.kept
            && values.len() > EXACT
        {
            self.condense();
        }
    }

    /// Keeps no number as it is any more: what a distribution of more than [`EXACT`] numbers comes to.
    pub fn condense(&mut self) {
        match &mut self.kept {
            Kept::All(values) => self.kept = Kept::Sketch(Box::new(Sketch::of(values)), Vec::new()),
            Kept::Sketch(sketch, values) => {
                sketch.merge(&Sketch::of(values));
                values.clear();
            }
        }
    }

    /// Mean and spread.
    pub fn moments(&self) -> &Moments {
        &self.moments
    }

    /// How many were no numbers.
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// The value below which this share of the numbers lies, never outside what was seen; NaN when there is none.
    pub fn quantile(&self, share: f64) -> f64 {
        match &self.kept {
            Kept::All(values) => exact_quantile(values, share),
            Kept::Sketch(..) => {
                let mut whole = self.clone();
                whole.condense();
                let Kept::Sketch(sketch, _) = &whole.kept else { return f64::NAN };
                sketch.quantile(share)
            }
        }
    }
}

/// The quantile of a few numbers, linear between neighbours (type 7 of Hyndman, Fan 1996).
pub fn exact_quantile(values: &[f64], share: f64) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + place.fract() * (sorted[above] - sorted[below])
}

/// What a difference says of which policy is ahead, beyond its Monte Carlo error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It is ahead.
    Ahead,
    /// That can't be said.
    Undecided,
    /// It is behind.
    Behind,
}

impl Sign {
    /// What the interval of a mean difference says.
    pub fn of(difference: &Moments) -> Self {
        difference.interval().sign()
    }

    /// Whether one says the opposite of the other.
    pub fn reverses(self, other: Self) -> bool {
        matches!((self, other), (Self::Ahead, Self::Behind) | (Self::Behind, Self::Ahead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found}, not {expected}");
    }

    fn moments(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn mean_and_standard_error_of_four_numbers() {
        // mean 5; squares 9 + 1 + 1 + 9 = 20; variance 20 / 3; standard error sqrt(20 / 12)
        let four = moments(&[2.0, 4.0, 6.0, 8.0]);
        near(four.mean(), 5.0, 1e-15);
        near(four.standard_error(), (20.0_f64 / 12.0).sqrt(), 1e-15);
        // t with 3 degrees of freedom is 3.1824
        near(four.interval().high, 5.0 + 3.1824 * (20.0_f64 / 12.0).sqrt(), 1e-4);
        assert_eq!(four.negated().mean(), -5.0);
        assert!(moments(&[]).mean().is_nan() && moments(&[1.0]).standard_error().is_nan());
        assert!(moments(&[1.0]).interval().low.is_nan());
    }

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (freedom, t) in [(1, 12.7062), (2, 4.30265), (10, 2.22814), (199, 1.97196), (10_000, 1.95996)] {
            near(student_t(freedom), t, 2e-4);
        }
        near(student_t(4999), student_t(5000), 6e-4);
    }

    #[test]
    fn paired_shares_by_hand() {
        // three of 30 for the first, one for the second: with one each 4 and 2 of 32, so 1/16; the variance
        // (6/32 - 1/256) / 32 = 0.0057373, and 1.95996 times its root 0.148_457
        let mut values = vec![1.0, 1.0, 1.0, -1.0];
        values.resize(30, 0.0);
        let interval = paired_shares(&moments(&values));
        near(interval.low, 0.0625 - 0.148_457, 1e-6);
        near(interval.high, 0.0625 + 0.148_457, 1e-6);
        // no replicate differs: that says something, but not everything
        let alike = paired_shares(&moments(&[0.0; 30]));
        near(alike.high, 1.95996 * 2.0_f64.sqrt() / 32.0, 1e-6);
        assert_eq!(paired_shares(&Moments::default()), Interval { low: -1.0, high: 1.0 });
    }

    #[test]
    fn wilsons_interval_is_that_of_the_books() {
        // 8 of 10: (0.8 + 0.19207) / 1.38415 = 0.71673, reach 1.95996 / 1.38415 * sqrt(0.016 + 0.0096037)
        let interval = wilson(8.0, 10);
        near(interval.low, 0.4902, 1e-4);
        near(interval.high, 0.9433, 1e-4);
        let never = wilson(0.0, 20);
        assert!((1..200).all(|trials| wilson(0.0, trials).low == 0.0));
        assert!((1..200).all(|trials| wilson(trials as f64, trials).high == 1.0));
        near(never.high, 0.1611, 1e-4);
        assert_eq!(wilson(0.0, 0), Interval { low: 0.0, high: 1.0 });
    }

    #[test]
    fn quantiles_hold_their_accuracy_in_any_order_and_with_any_sign() {
        let values: Vec<f64> = (-500..=500).map(|i| f64::from(i) * 0.37).collect();
        let (mut forward, mut backward) = (Distribution::default(), Distribution::default());
        values.iter().for_each(|value| forward.add(*value));
        values.iter().rev().for_each(|value| backward.add(*value));
        for (share, place) in [(0.05, 50), (0.25, 250), (0.5, 500), (0.75, 750), (0.95, 950)] {
            let exact = values[place];
            near(forward.quantile(share), exact, exact.abs() * ACCURACY + 1e-12);
            assert_eq!(forward.quantile(share).to_bits(), backward.quantile(share).to_bits());
        }
    }

    #[test]
    fn two_halves_are_the_whole() {
        for count in [3, 200, 511, 512, 513, 1500] {
            let values: Vec<f64> = (0..count).map(|i| (f64::from(i) * 37.0) % 101.0 - 20.0).collect();
            let mut whole = Distribution::default();
            values.iter().for_each(|value| whole.add(*value));
            for part in [1, 100, 700] {
                let mut merged = Distribution::default();
                for values in values.chunks(part) {
                    let mut one = Distribution::default();
                    values.iter().for_each(|value| one.add(*value));
                    merged.merge(&one);
                }
                let mut at_once = Distribution::default();
                values.chunks(part).for_each(|values| at_once.add_all(values));
                near(at_once.moments().mean(), whole.moments().mean(), 1e-12);
                near(at_once.moments().variance(), whole.moments().variance(), 1e-9);
                assert_eq!(at_once.quantile(0.05).to_bits(), whole.quantile(0.05).to_bits());
                near(merged.moments().mean(), whole.moments().mean(), 1e-12);
                near(merged.moments().variance(), whole.moments().variance(), 1e-9);
                for share in [0.05, 0.5, 0.95] {
                    assert_eq!(merged.quantile(share).to_bits(), whole.quantile(share).to_bits());
                }
            }
        }
    }

    #[test]
    fn equal_numbers_are_their_own_quantiles_and_missing_ones_are_counted() {
        let mut distribution = Distribution::default();
        assert!(distribution.quantile(0.5).is_nan());
        [71.3, f64::NAN, 71.3, f64::INFINITY].iter().for_each(|value| distribution.add(*value));
        assert_eq!((distribution.quantile(0.05), distribution.quantile(0.95)), (71.3, 71.3));
        assert_eq!((distribution.moments().count(), distribution.missing()), (2, 2));
    }
}
