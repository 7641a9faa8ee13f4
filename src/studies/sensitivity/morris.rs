//! Elementary effects (Morris 1991): what an outcome changes by when one factor takes a step, from random places on.
//!
//! A trajectory has a point more than there are factors, on a grid of four levels; from point to point one factor takes a step
//! of two thirds of its range, in a random order. An effect is told per whole range. `mu` is their mean; `mu_star` the mean of
//! their sizes (Campolongo, Cariboni, Saltelli 2007), which does not cancel where a factor helps here and harms there;
//! `sigma` their standard deviation, great where what a factor does hangs on the others or is no straight line.

use std::f64::consts::FRAC_2_PI;

use super::resampling::{Term, Totals};
use super::{Analysis, Design, Resamples, Sample, Table};
use crate::chance::{Purpose, Streams};

/// The mean effect.
pub const MU: &str = "mu";
/// The mean size of an effect.
pub const MU_STAR: &str = "mu_star";
/// The standard deviation of effects.
pub const SIGMA: &str = "sigma";

/// How far a step is: with an even number of levels p it is p / (2 (p - 1)), after which every level is equally likely.
const STEP: f64 = 2.0 / 3.0;
/// From where it can be taken upwards; downwards from a step above.
const STARTS: [f64; 2] = [0.0, 1.0 / 3.0];

/// A way through the space of the factors, one at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Where each factor begins.
    start: Vec<f64>,
    /// Where it ends.
    end: Vec<f64>,
    /// By factor, the step at which it moves.
    turn: Vec<usize>,
}

impl Trajectory {
    /// One by the luck of its number.
    pub fn draw(factors: usize, number: u64, seed: u64) -> Self {
        let luck = Streams::new(seed, number).luck(Purpose::Trajectory, 0);
        let half = |factor: usize, question: usize| usize::from(luck.uniform(factor, question) < 0.5);
        let (mut start, mut end) = (Vec::with_capacity(factors), Vec::with_capacity(factors));
        for factor in 0..factors {
            let low = STARTS[half(factor, 0)];
            let (from, to) = if half(factor, 1) == 1 { (low, low + STEP) } else { (low + STEP, low) };
            start.push(from);
            end.push(to);
        }
        let mut order: Vec<usize> = (0..factors).collect();
        order.sort_by_key(|factor| (luck.bits(*factor, 2), *factor));
        let mut turn = vec![0; factors];
        order.iter().enumerate().for_each(|(place, factor)| turn[*factor] = place);
        Self { start, end, turn }
    }

    /// Its points.
    pub fn points(&self) -> Vec<Vec<f64>> {
        let at = |point: usize, factor: usize| {
            if self.turn[factor] < point { self.end[factor] } else { self.start[factor] }
        };
        (0..=self.start.len())
            .map(|point| (0..self.start.len()).map(|factor| at(point, factor)).collect())
            .collect()
    }

    /// The points before and after the step of a factor.
    pub fn step(&self, factor: usize) -> (usize, usize) {
        (self.turn[factor], self.turn[factor] + 1)
    }

    /// What a change in the outcome is per whole range of a factor.
    fn per_range(&self, factor: usize) -> f64 {
        if self.end[factor] > self.start[factor] { 1.0 / STEP } else { -1.0 / STEP }
    }
}

/// Statistics of each factor: mean size, mean, standard deviation, and what luck alone would make the mean size.
const PER_FACTOR: usize = 4;
/// Terms of each factor: mean, size, square of what is expected, square of the mean.
const TERMS: usize = 4;

/// What is known of an outcome.
pub fn analyse(design: &Design, table: &Table, resamples: &mut Resamples, analysis: &mut Analysis) {
    let rows = (0..table.rows()).map(|row| terms(design, table, row));
    let sample = Sample::of(rows, table.replicates());
    let count = table.rows() as f64;
    let mut estimates = sample.estimates(resamples, &|totals| statistics(design.factors, count, totals));
    for factor in estimates.chunks_exact_mut(PER_FACTOR) {
        // sizes are never below nought, so luck makes them greater: |a + e| is at most |a| + |e|
        let noise = factor[3].value;
        // and no mean size is below the size of the mean, from whichever of the two more is known
        let mean = factor[1].interval;
        let size = &mut factor[0].interval;
        size.low = (size.low - noise).max(mean.low).max(-mean.high).max(0.0);
        factor[2].interval.low = factor[2].interval.low.max(0.0);
    }
    analysis.take(design, &estimates, PER_FACTOR);
}

fn terms(design: &Design, table: &Table, row: usize) -> Vec<Term> {
    let trajectory = &design.trajectories[table.row(row)];
    let of = |factor: usize| {
        let ((before, after), per_range) = (trajectory.step(factor), trajectory.per_range(factor));
        let changes = table.raw(row, after).iter().zip(table.raw(row, before));
        let effect: Vec<f64> = changes.map(|(after, before)| (after - before) * per_range).collect();
        [
            Term::Mean(effect.clone()),
            Term::Size(effect.clone()),
            Term::Product(effect.clone(), effect.clone(), 1.0),
            Term::Square(effect),
        ]
    };
    (0..design.factors).flat_map(of).collect()
}

fn statistics(factors: usize, count: f64, totals: &Totals) -> Vec<f64> {
    let of = |factor: usize| {
        let place = factor * TERMS;
        let [mean, size, expected, square] = [0, 1, 2, 3].map(|term| totals.means[place + term]);
        let variance = (expected - (mean * mean - totals.excess[place])) * count / (count - 1.0);
        // the mean size of a normal error is sqrt(2/pi) of its standard deviation
        let noise = (FRAC_2_PI * (square - expected).max(0.0)).sqrt();
        [size, mean, variance.max(0.0).sqrt(), noise]
    };
    (0..factors).flat_map(of).collect()
}
