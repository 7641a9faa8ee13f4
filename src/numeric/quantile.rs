//! Quantiles of the exponential family: waiting times, sizes and growth shocks.

use super::{ln_f32, ln_one_plus, pow};

/// The quantile of the exponential distribution with mean 1.
#[inline]
pub fn exponential_quantile(u: f64) -> f64 {
    if u < 0.0 { f64::NAN } else { -ln_one_plus(-u) }
}

/// The quantile of the Laplace distribution around 0 with scale 1 (standard deviation sqrt 2).
///
/// In single precision and without a branch, so that loops over columns vectorise; at the ends it is that of
/// the smallest normal number, -87.3 and 87.3. Numbers outside 0 to 1 count as the nearer end.
#[inline(always)]
pub fn laplace_quantile(u: f32) -> f32 {
    let tail = ln_f32(2.0 * u.min(1.0 - u));
    if u < 0.5 { tail } else { -tail }
}

/// The quantile of a Pareto distribution with this tail exponent, cut off to lie from `low` to `high`.
///
/// `tail` and `low` are positive and `high` is above `low` (it may be infinite).
#[inline]
pub fn pareto_quantile(u: f64, tail: f64, low: f64, high: f64) -> f64 {
    if !(0.0..=1.0).contains(&u) {
        return f64::NAN;
    }
    let cut = 1.0 - pow(low / high, tail);
    (low * pow(1.0 - u * cut, -1.0 / tail)).max(low).min(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSIDE: [f64; 7] = [1.2e-10, 1e-4, 0.049_999, 0.05, 0.5, 0.95, 0.999_999_999_9];

    #[test]
    fn each_quantile_undoes_its_distribution_function() {
        for u in INSIDE {
            let near = |back: f64| assert!((back / u - 1.0).abs() < 1e-12, "{u}: {back}");
            near(-(-exponential_quantile(u)).exp_m1());
        }
    }

    #[test]
    fn the_laplace_quantile_undoes_its_distribution_function_in_single_precision() {
        for u in [1e-6, 1e-4, 0.05, 0.49, 0.5, 0.51, 0.95, 0.9999] {
            let x = f64::from(laplace_quantile(u));
            let back = if x < 0.0 { 0.5 * x.exp() } else { 1.0 - 0.5 * (-x).exp() };
            assert!((back - f64::from(u)).abs() < 2e-7, "{u}: {back}");
        }
        assert_eq!(laplace_quantile(0.5), 0.0);
        assert_eq!(laplace_quantile(0.25), -laplace_quantile(0.75));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the ends are exact")]
    fn pareto_sizes_stay_between_the_ends() {
        // Tail 1, from 1 to 2: u = (1 - 1/x) / (1 - 1/2), so the median is 4/3.
        assert!((pareto_quantile(0.5, 1.0, 1.0, 2.0) - 4.0 / 3.0).abs() < 1e-15);
        assert!((pareto_quantile(0.99, 2.0, 1.0, f64::INFINITY) - 10.0).abs() < 1e-12);
        assert_eq!(pareto_quantile(0.0, 1.06, 1.0, 5e4), 1.0);
        assert!((pareto_quantile(1.0, 1.06, 1.0, 5e4) / 5e4 - 1.0).abs() < 1e-10);
    }

    #[test]
    fn the_ends_and_beyond() {
        let all: [fn(f64) -> f64; 2] = [exponential_quantile, |u| pareto_quantile(u, 1.0, 1.0, 2.0)];
        for quantile in all {
            assert!([-0.1, 1.1, f64::NAN].into_iter().all(|u| quantile(u).is_nan()));
        }
        assert_eq!((exponential_quantile(0.0), exponential_quantile(1.0)), (0.0, f64::INFINITY));
        assert!(
            laplace_quantile(0.0) < -87.0
                && laplace_quantile(1.0) > 87.0
                && laplace_quantile(f32::NAN).is_nan()
        );
    }

    #[test]
    fn neighbouring_words_keep_their_order() {
        let all: [fn(f64) -> f64; 2] = [exponential_quantile, |u| pareto_quantile(u, 1.06, 1.0, 5e4)];
        for start in [0_u32, 214_748_300, 1 << 31, u32::MAX - 2000] {
            for word in start..start + 1999 {
                let [lower, upper] =
                    [word, word + 1].map(|word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0);
                assert!(all.iter().all(|quantile| quantile(lower) <= quantile(upper)), "{word}");
            }
        }
    }
}
