//! Shares of variance (Sobol 1993): what of the variance of an outcome is due to a factor alone (first order), and what it has
//! a part in at all (total order).
//!
//! Design: two sets of points A and B, and for each factor the points of A with that factor from B (Saltelli 2002). Both are
//! from one scrambled Sobol sequence of twice as many directions as there are factors. First order by Saltelli et al. (2010),
//! the mean of B (AB - A); total order by Jansen (1999), half the mean of (A - AB)²; both over the variance of A and B. All are
//! about outcomes less their mean, for the mean of B (AB - A) else errs more the further the mean is from nought.

use super::resampling::{Term, Totals};
use super::{Analysis, Design, Doubt, Estimate, Resamples, Sample, Table};
use crate::chance::even_point;
use crate::scenario::uncertainty::MOST_UNCERTAINTIES;
use crate::studies::statistics::Sign;

/// The share that is due to a factor alone.
pub const FIRST: &str = "first";
/// The share in which a factor has a part.
pub const TOTAL: &str = "total";

/// The most factors: each takes two of the directions that can be filled evenly.
pub const MOST_FACTORS: usize = MOST_UNCERTAINTIES / 2;

/// The row of a number: A, A with each factor in turn from B, and B.
pub fn points(factors: usize, number: u64, seed: u64) -> Vec<Vec<f64>> {
    let share = |direction: usize| even_point(seed, number as u32, direction as u32);
    let first: Vec<f64> = (0..factors).map(share).collect();
    let second: Vec<f64> = (factors..2 * factors).map(share).collect();
    let mixed = |factor: usize| {
        let mut point = first.clone();
        point[factor] = second[factor];
        point
    };
    std::iter::once(first.clone())
        .chain((0..factors).map(mixed))
        .chain(std::iter::once(second.clone()))
        .collect()
}

/// The two points of a row that differ in a factor alone.
pub fn step(factor: usize) -> (usize, usize) {
    (0, factor + 1)
}

/// Statistics of each factor: total, first, and the total beyond the first.
const PER_FACTOR: usize = 3;
/// Terms of each factor: total, first.
const TERMS: usize = 2;

/// What is known of an outcome that varies.
pub fn analyse(design: &Design, table: &Table, resamples: &mut Resamples, analysis: &mut Analysis) {
    let rows = (0..table.rows()).map(|row| terms(design, table, row));
    let sample = Sample::of(rows, table.replicates());
    let estimates = sample.estimates(resamples, &|totals| statistics(design.factors, totals));
    let [sum, variance] =
        [estimates[design.factors * PER_FACTOR], estimates[design.factors * PER_FACTOR + 1]];
    // where luck makes all of it greater or smaller at once, that replicates agree tells it sooner
    let do_agree = analysis.variance.is_some_and(|variance| variance.tells_factors(table.replicates()));
    if variance.interval.sign() != Sign::Ahead && !do_agree {
        analysis.doubts.push(Doubt::NotToldFromLuck);
        return analysis.say_nothing(design);
    }
    analysis.take(design, &estimates, PER_FACTOR);
    let beyond: Vec<Estimate> =
        (0..design.factors).map(|factor| estimates[factor * PER_FACTOR + 2]).collect();
    analysis.doubts.extend(Doubt::impossible(&beyond, &sum));
}

fn terms(design: &Design, table: &Table, row: usize) -> Vec<Term> {
    let last = design.factors + 1;
    let (first, second) = (table.centred(row, 0), table.centred(row, last));
    let mut terms = Vec::with_capacity(design.factors * TERMS + 3);
    for factor in 0..design.factors {
        let (before, after) = step(factor);
        // from the numbers as measured: where nothing changes, that is exactly nought
        let change: Vec<f64> = table
            .raw(row, after)
            .iter()
            .zip(table.raw(row, before))
            .map(|(after, before)| after - before)
            .collect();
        terms.push(Term::Product(change.clone(), change.clone(), 0.5));
        terms.push(Term::Product(second.to_vec(), change, 1.0));
    }
    terms.push(Term::Product(first.to_vec(), first.to_vec(), 0.5));
    terms.push(Term::Product(second.to_vec(), second.to_vec(), 0.5));
    terms
        .push(Term::Mean(first.iter().zip(second).map(|(one, other)| f64::midpoint(*one, *other)).collect()));
    terms
}

/// Of each factor its statistics; then the sum of all first orders, and the variance.
fn statistics(factors: usize, totals: &Totals) -> Vec<f64> {
    let Totals { means, excess } = totals;
    let rest = factors * TERMS;
    let mean = means[rest + 2];
    let variance = means[rest] + means[rest + 1] - (mean * mean - excess[rest + 2]);
    let share = |place: usize| if variance > 0.0 { means[place] / variance } else { f64::NAN };
    let mut statistics = Vec::with_capacity(factors * PER_FACTOR + 2);
    let mut sum = 0.0;
    for factor in 0..factors {
        let (total, first) = (share(factor * TERMS), share(factor * TERMS + 1));
        statistics.extend([total, first, total - first]);
        sum += first;
    }
    statistics.extend([sum, variance]);
    statistics
}
