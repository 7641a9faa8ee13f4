//! The shape of Subbotin's distribution, of which Laplace's is that of shape 1 and the normal one that of shape 2.
//!
//! Its density is `exp(-|x / a|^b / b) / (2 a b^(1/b) gamma(1 + 1/b))` (Subbotin 1923; Bottazzi, Secchi 2006).

use crate::numeric::{ln, ln_gamma, pow};

/// The shapes between which the best is sought.
const SHAPES: (f64, f64) = (0.2, 8.0);

/// The shape under which deviations from nought are most likely; not a number without any.
pub fn shape(deviations: &[f64]) -> f64 {
    /// The part of an interval at which it is cut (Kiefer 1953).
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    if deviations.is_empty() {
        return f64::NAN;
    }
    let (mut low, mut high) = SHAPES;
    // forty cuts leave 1e-8 of the interval
    for _ in 0..40 {
        let (one, other) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        if likelihood(deviations, one) > likelihood(deviations, other) { high = other } else { low = one }
    }
    f64::midpoint(low, high)
}

/// Mean logarithm of the density of a shape, with the scale that fits best: `a = (mean of |x|^b)^(1/b)`.
fn likelihood(deviations: &[f64], shape: f64) -> f64 {
    let powers: f64 = deviations.iter().map(|x| if *x == 0.0 { 0.0 } else { pow(x.abs(), shape) }).sum();
    let scale = ln(powers / deviations.len() as f64) / shape;
    -ln(2.0) - scale - ln(shape) / shape - ln_gamma(1.0 + 1.0 / shape) - 1.0 / shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::{laplace_quantile, normal_quantile};

    #[test]
    fn the_shapes_of_known_distributions_are_recovered() {
        let places = || (0..4000).map(|n| (f64::from(n) + 0.5) / 4000.0);
        let normal: Vec<f64> = places().map(|u| 0.3 * normal_quantile(u)).collect();
        let laplace: Vec<f64> = places().map(|u| 5.0 * f64::from(laplace_quantile(u as f32))).collect();
        let uniform: Vec<f64> = places().map(|u| u - 0.5).collect();
        let found = [&normal, &laplace, &uniform].map(|deviations| shape(deviations));
        assert!((found[0] - 2.0).abs() < 0.03, "{found:?}");
        assert!((found[1] - 1.0).abs() < 0.02, "{found:?}");
        assert!(found[2] > 6.0 && shape(&[]).is_nan(), "{found:?}");
    }
}
