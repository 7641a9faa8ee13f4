//! How sure a statistic is: rows are drawn again for the error of the points, replicates are left out for that of luck.

use super::luck::Across;
use crate::chance::{Purpose, Streams};
use crate::studies::statistics::{CONFIDENCE, Interval, Moments, exact_quantile, student_t};

/// How often the rows are drawn again.
pub const RESAMPLES: usize = 500;

/// The fewest replicates of which one can be left out.
const FEWEST_REPLICATES: usize = 3;

/// A statistic and how sure it is.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    /// What it is.
    pub value: f64,
    /// Where it lies with 95 % confidence, errors of points and of luck together.
    pub interval: Interval,
    /// Its standard error through the points, luck being what it is.
    pub error_of_points: f64,
    /// Its standard error through luck, points being what they are; not a number below three replicates.
    pub error_of_luck: f64,
}

impl Estimate {
    /// There is none.
    pub const UNKNOWN: Self = Self {
        value: f64::NAN,
        interval: Interval { low: f64::NAN, high: f64::NAN },
        error_of_points: f64::NAN,
        error_of_luck: f64::NAN,
    };

    /// Both errors together.
    pub fn error(&self) -> f64 {
        let luck = if self.error_of_luck.is_finite() { self.error_of_luck } else { 0.0 };
        (self.error_of_points * self.error_of_points + luck * luck).sqrt()
    }
}

/// What a row contributes to a statistic, from numbers in all replicates.
#[derive(Clone, Debug)]
pub enum Term {
    /// The mean.
    Mean(Vec<f64>),
    /// The mean without its sign.
    Size(Vec<f64>),
    /// The product of what is expected of two numbers, times a weight.
    Product(Vec<f64>, Vec<f64>, f64),
    /// The square of the mean, luck and all.
    Square(Vec<f64>),
}

impl Term {
    /// The sums that it is made of.
    fn sums(&self) -> Across {
        match self {
            Self::Mean(one) | Self::Size(one) | Self::Square(one) => Across::of(one, one),
            Self::Product(one, other, _) => Across::of(one, other),
        }
    }

    fn value(&self, sums: Across) -> f64 {
        match self {
            Self::Mean(_) => sums.mean(),
            Self::Size(_) => sums.mean().abs(),
            Self::Product(.., weight) => sums.product() * weight,
            Self::Square(_) => sums.product_of_means(),
        }
    }

    /// Its numbers in a replicate.
    fn at(&self, replicate: usize) -> (f64, f64) {
        match self {
            Self::Mean(one) | Self::Size(one) | Self::Square(one) => (one[replicate], one[replicate]),
            Self::Product(one, other, _) => (one[replicate], other[replicate]),
        }
    }
}

/// What all rows contribute together.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The mean of each term over the rows.
    pub means: Vec<f64>,
    /// What luck adds to the square of each mean.
    pub excess: Vec<f64>,
}

/// The terms of all rows.
#[derive(Debug)]
pub struct Sample {
    /// Row after row.
    terms: Vec<f64>,
    width: usize,
    whole: Totals,
    /// The same without each of the replicates, where that can be.
    without: Vec<Totals>,
}

impl Sample {
    /// Takes the terms of all rows, each with so many replicates.
    pub fn of(rows: impl Iterator<Item = Vec<Term>>, replicates: usize) -> Self {
        let left_out = if replicates < FEWEST_REPLICATES { 0 } else { replicates };
        let (mut terms, mut count) = (Vec::new(), 0.0);
        let mut without: Vec<Vec<f64>> = vec![Vec::new(); left_out];
        let mut across: Vec<Vec<f64>> = Vec::new();
        for row in rows {
            count += 1.0;
            across.resize_with(row.len(), || vec![0.0; replicates]);
            without.iter_mut().for_each(|totals| totals.resize(row.len(), 0.0));
            for (place, term) in row.iter().enumerate() {
                let sums = term.sums();
                terms.push(term.value(sums));
                for (replicate, totals) in without.iter_mut().enumerate() {
                    let (one, other) = term.at(replicate);
                    totals[place] += term.value(sums.without(one, other));
                }
                if let Term::Mean(values) = term {
                    across[place].iter_mut().zip(values).for_each(|(total, value)| *total += value);
                }
            }
        }
        let width = across.len();
        across.iter_mut().flatten().for_each(|total| *total /= count);
        let mut means = vec![0.0; width];
        for row in terms.chunks_exact(width) {
            means.iter_mut().zip(row).for_each(|(mean, term)| *mean += term / count);
        }
        let sums: Vec<Across> = across.iter().map(|means| Across::of(means, means)).collect();
        let excess = |sums: Across| sums.product_of_means() - sums.product();
        let without = without.into_iter().enumerate().map(|(replicate, totals)| Totals {
            means: totals.into_iter().map(|total| total / count).collect(),
            excess: sums
                .iter()
                .zip(&across)
                .map(|(sums, means)| excess(sums.without(means[replicate], means[replicate])))
                .collect(),
        });
        let without = without.collect();
        let whole = Totals { means, excess: sums.into_iter().map(excess).collect() };
        Self { terms, width, whole, without }
    }

    /// Statistics of the rows, and how sure they are.
    pub fn estimates(
        &self,
        resamples: &mut Resamples,
        statistics: &dyn Fn(&Totals) -> Vec<f64>,
    ) -> Vec<Estimate> {
        let values = statistics(&self.whole);
        let again: Vec<Vec<f64>> = resamples
            .of(self.terms.len() / self.width)
            .map(|counts| statistics(&self.drawn(counts)))
            .collect();
        let without: Vec<Vec<f64>> = self.without.iter().map(statistics).collect();
        let column =
            |table: &[Vec<f64>], place: usize| table.iter().map(|row| row[place]).collect::<Vec<_>>();
        let one = |(place, value): (usize, &f64)| {
            estimate(*value, &column(&again, place), &column(&without, place))
        };
        values.iter().enumerate().map(one).collect()
    }

    /// What rows contribute that were drawn so often.
    fn drawn(&self, counts: &[u16]) -> Totals {
        let mut means = vec![0.0; self.width];
        for (row, count) in self.terms.chunks_exact(self.width).zip(counts) {
            let weight = f64::from(*count);
            means.iter_mut().zip(row).for_each(|(mean, term)| *mean += weight * term);
        }
        means.iter_mut().for_each(|mean| *mean /= counts.len() as f64);
        Totals { means, excess: self.whole.excess.clone() }
    }
}

/// A statistic from its values where rows were drawn again and where replicates were left out.
fn estimate(value: f64, again: &[f64], without: &[f64]) -> Estimate {
    let (points, error_of_luck) = (Moments::of(again), jackknife(without));
    let luck = if without.is_empty() { 0.0 } else { student_t(without.len() as u64 - 1) * error_of_luck };
    let tail = (1.0 - CONFIDENCE) / 2.0;
    let reach = |end: f64| (end.max(0.0) * end.max(0.0) + luck * luck).sqrt();
    let interval = Interval {
        low: value - reach(value - exact_quantile(again, tail)),
        high: value + reach(exact_quantile(again, 1.0 - tail) - value),
    };
    if !(value.is_finite() && interval.low.is_finite() && interval.high.is_finite()) {
        return Estimate::UNKNOWN;
    }
    Estimate { value, interval, error_of_points: points.variance().sqrt(), error_of_luck }
}

/// The standard error of a statistic from its values without each of the replicates (Tukey 1958); not a number where there are
/// none.
pub fn jackknife(without: &[f64]) -> f64 {
    let count = without.len() as f64;
    (count - 1.0) * (Moments::of(without).variance() / count).sqrt()
}

/// Which rows are drawn again, the same for all outcomes that have as many.
#[derive(Debug)]
pub struct Resamples {
    seed: u64,
    rows: usize,
    /// Draw after draw, how often each row is in it.
    counts: Vec<u16>,
}

impl Resamples {
    /// By the luck of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, rows: 0, counts: Vec::new() }
    }

    /// Of so many rows, how often each was drawn, draw after draw.
    fn of(&mut self, rows: usize) -> impl Iterator<Item = &[u16]> {
        if self.rows != rows {
            self.rows = rows;
            self.counts = vec![0; rows * RESAMPLES];
            for (draw, counts) in self.counts.chunks_exact_mut(rows).enumerate() {
                let luck = Streams::new(self.seed, draw as u64).luck(Purpose::Resample, 0);
                for place in 0..rows {
                    counts[(luck.uniform(place, 0) * rows as f64) as usize] += 1;
                }
            }
        }
        self.counts.chunks_exact(rows)
    }
}
