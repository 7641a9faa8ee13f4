//! The tail of a distribution of sizes.

use crate::numeric::ln;

/// Exponent of a Pareto tail by the largest share of the sizes: the maximum of the likelihood (Hill 1975). Not a number where
/// fewer than two lie in the tail.
pub fn hill(sizes: &[f64], share: f64) -> f64 {
    let mut sorted: Vec<f64> = sizes.iter().copied().filter(|size| *size > 0.0).collect();
    sorted.sort_unstable_by(|one, other| other.total_cmp(one));
    let count = (share * sorted.len() as f64) as usize;
    let Some(threshold) = sorted.get(count).filter(|_| count > 1) else { return f64::NAN };
    count as f64 / sorted[..count].iter().map(|size| ln(size / threshold)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::pareto_quantile;

    #[test]
    fn the_exponent_of_a_pareto_distribution_is_recovered() {
        let sizes = |tail| -> Vec<f64> {
            (0..20_000).map(|n| pareto_quantile((f64::from(n) + 0.5) / 20_000.0, tail, 1.0, 1e12)).collect()
        };
        for tail in [0.8, 1.06, 1.5] {
            let found = hill(&sizes(tail), 0.1);
            assert!((found - tail).abs() < 0.01 * tail, "{found}, not {tail}");
        }
        // ln(8 / 2) + ln(4 / 2) = 3 ln 2, two sizes
        assert!((hill(&[1.0, 2.0, 4.0, 8.0, 0.0], 0.5) - 2.0 / (3.0 * ln(2.0))).abs() < 1e-12);
        assert!(hill(&[1.0, 2.0], 0.5).is_nan() && hill(&[], 0.1).is_nan());
    }
}
