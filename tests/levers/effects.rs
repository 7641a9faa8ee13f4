//! What one value of a parameter does over another, and whether that is more than chance.

use crate::small_worlds::mean_and_spread;
use crate::values::Measure;

/// For so many differences, in all columns of the outcomes and at all looks, the quantiles of [`LOOKS`] are made.
pub const MOST_DIFFERENCES: usize = 4500;

/// Replicates of the looks at a comparison, and the standard errors beyond which a mean is more than chance.
///
/// Two-sided, for [`MOST_DIFFERENCES`] at a family-wise false-alarm rate of 1 in 1000 (Bonferroni: 2.2e-7 each), Student's t
/// with 11 degrees of freedom is 11.27, with 29 it is 6.73 and with 79 it is 5.68.
pub const LOOKS: [(u64, f64); 3] = [(12, 11.27), (30, 6.73), (80, 5.68)];

/// Least size of an effect, as a share of what the outcome usually is: one that is next to nothing in every replicate
/// is sure as well, and moves nothing.
const LEAST: f64 = 1e-5;

/// A paired difference.
pub struct Effect {
    /// Its mean.
    pub mean: f64,
    /// The standard error of the mean.
    pub error: f64,
    /// Whether it is more than chance.
    pub is_sure: bool,
}

impl Effect {
    /// The surest of the differences in these columns: each mission, solution or quarter of the population has its own.
    pub fn surest(sides: [&[Vec<f64>]; 2], columns: &[usize], measure: Measure, quantile: f64) -> Self {
        let effects = columns.iter().map(|column| Self::of(sides, *column, measure, quantile));
        effects.max_by(|one, other| one.sureness().total_cmp(&other.sureness())).expect("an outcome")
    }

    fn of(sides: [&[Vec<f64>]; 2], column: usize, measure: Measure, quantile: f64) -> Self {
        let [low, high] = sides.map(|runs| {
            let values: Vec<f64> = runs.iter().map(|values| values[column]).collect();
            if measure == Measure::Luck { distances(&values) } else { values }
        });
        let differences: Vec<f64> = low.iter().zip(&high).map(|(low, high)| high - low).collect();
        let (mean, spread) = mean_and_spread(&differences);
        let error = spread / (differences.len() as f64).sqrt();
        let usual = low.iter().chain(&high).map(|value| value.abs()).sum::<f64>() / (2 * low.len()) as f64;
        let is_sure = mean.abs() > quantile * error && mean.abs() > LEAST * usual;
        Self { mean, error, is_sure }
    }

    /// Its size in standard errors; nought where there is none to speak of.
    fn sureness(&self) -> f64 {
        if self.mean.is_nan() || self.mean == 0.0 { 0.0 } else { self.mean.abs() / self.error }
    }
}

/// How far values lie from their median.
fn distances(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    values.iter().map(|value| (value - median).abs()).collect()
}
