//! Scores: how well a distribution foretold what came.

use crate::numeric::{exp, ln, normal_quantile};

/// The continuous ranked probability score of a sample: the mean distance to what came, less half the mean distance of the
/// sample to itself (Gneiting, Raftery 2007). In the unit of what is foretold; nought is perfect, and of a single number it
/// is its absolute error. NaN of an empty sample.
pub fn crps(sample: &[f64], came: f64) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let off = sorted.iter().map(|value| (value - came).abs()).sum::<f64>() / count;
    // of sorted numbers the sum of all distances is a weighted sum
    let weighted = sorted.iter().enumerate().map(|(rank, value)| (2.0 * rank as f64 + 1.0 - count) * value);
    off - weighted.sum::<f64>() / (count * count)
}

/// What is left over of ratios, as the standard deviation of their logarithm: `fitted` numbers were chosen for them.
pub fn relative_error(ratios: &[f64], fitted: usize) -> f64 {
    let squares: f64 = ratios.iter().map(|ratio| ln(*ratio) * ln(*ratio)).sum();
    (squares / ratios.len().saturating_sub(fitted).max(1) as f64).sqrt()
}

/// How many numbers stand for an error.
const DRAWS: usize = 49;

/// A sample with an error about each of its numbers: in ratios, whose logarithm is normal with this standard deviation.
pub fn with_relative_error(sample: &[f64], error: f64) -> Vec<f64> {
    let factors: Vec<f64> = quantiles().map(|quantile| exp(error * quantile)).collect();
    sample.iter().flat_map(|value| factors.iter().map(move |factor| value * factor)).collect()
}

/// The same with a normal error in its own unit.
pub fn with_absolute_error(sample: &[f64], error: f64) -> Vec<f64> {
    let errors: Vec<f64> = quantiles().map(|quantile| error * quantile).collect();
    sample.iter().flat_map(|value| errors.iter().map(move |error| value + error)).collect()
}

fn quantiles() -> impl Iterator<Item = f64> {
    (0..DRAWS).map(|draw| normal_quantile((draw as f64 + 0.5) / DRAWS as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        assert_eq!(crps(&[3.0], 5.0), 2.0);
        // mean distance 1, the sample's own pairs 0, 2, 2, 0
        assert!((crps(&[4.0, 6.0], 5.0) - 0.5).abs() < 1e-12);
        // a distribution that is right is better than a wide one, and than a narrow one beside it
        assert!(crps(&[4.0, 6.0], 5.0) < crps(&[0.0, 10.0], 5.0));
        assert!(crps(&[4.0, 6.0], 5.0) < crps(&[7.0, 7.0], 5.0));
        assert!(crps(&[], 1.0).is_nan());
    }

    /// CRPS of a standard normal at its middle: `2 / sqrt(2 pi) - 1 / sqrt(pi)` = 0.2337.
    #[test]
    fn the_score_of_a_normal_is_the_known_one() {
        let score = crps(&with_absolute_error(&[0.0], 1.0), 0.0);
        assert!((score - 0.2337).abs() < 0.005, "{score}");
    }

    #[test]
    fn ratios_have_the_error_that_was_put_in() {
        let sample = with_relative_error(&[2.0], 0.3);
        let ratios: Vec<f64> = sample.iter().map(|value| value / 2.0).collect();
        // 49 quantiles are a little narrower than the normal that they stand for
        assert!((relative_error(&ratios, 1) - 0.3).abs() < 0.01);
    }
}
