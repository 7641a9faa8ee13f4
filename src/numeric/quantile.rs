//! Quantiles of the exponential family: waiting times, lifetimes, sizes and growth shocks.

use super::{exp, ln, ln_one_plus, normal_quantile, pow};

/// The quantile of the exponential distribution with mean 1.
#[inline]
pub fn exponential_quantile(u: f64) -> f64 {
    if u < 0.0 { f64::NAN } else { -ln_one_plus(-u) }
}

/// The quantile of the Laplace distribution around 0 with scale 1 (standard deviation sqrt 2).
#[inline]
pub fn laplace_quantile(u: f64) -> f64 {
    if u < 0.5 { ln(2.0 * u) } else { -ln(2.0 * (1.0 - u)) }
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

/// The quantile of the Erlang distribution of three stages with mean 1; relative error below 1e-13.
///
/// With y = 3x the distribution function is 1 - e^-y (1 + y + y^2/2). Two steps of Halley's method from a
/// start that is good to a few per cent: the series of the inverse below, the cube root's normality
/// (Wilson, Hilferty 1931) above.
pub fn erlang3_quantile(u: f64) -> f64 {
    if !(u > 0.0 && u < 1.0) {
        return exponential_quantile(u);
    }
    let y = if u < 0.05 { erlang3_lower(u) } else { erlang3_upper(u) };
    y / 3.0
}

/// Solves distribution function = u where 1 - e^-y (...) would cancel: all terms of the series are positive.
fn erlang3_lower(u: f64) -> f64 {
    let root = exp(ln(6.0 * u) / 3.0);
    let mut y = root * (1.0 + root * (0.25 + root * 0.0875));
    for _ in 0..2 {
        let series = (1..14).rev().fold(1.0, |sum, term| 1.0 + sum * y / f64::from(3 + term));
        let density = exp(-y) * y * y / 2.0;
        y = halley(y, density * y / 3.0 * series - u, density, 2.0 / y - 1.0);
    }
    y
}

/// Solves -ln(survival) = -ln(1 - u), which is nearly straight in the upper tail.
fn erlang3_upper(u: f64) -> f64 {
    let target = exponential_quantile(u);
    let root = 1.0 - 1.0 / 27.0 + normal_quantile(u) / 27.0_f64.sqrt();
    let mut y = 3.0 * root * root * root;
    for _ in 0..2 {
        let sum = 1.0 + y + 0.5 * y * y;
        y = halley(y, y - ln(sum) - target, 0.5 * y * y / sum, 2.0 / y - (1.0 + y) / sum);
    }
    y
}

/// One step of Halley's method; `curvature` is the second derivative over the first.
#[inline]
fn halley(x: f64, excess: f64, slope: f64, curvature: f64) -> f64 {
    let newton = excess / slope;
    x - newton / (1.0 - 0.5 * newton * curvature)
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
            let x = laplace_quantile(u);
            near(if x < 0.0 { 0.5 * x.exp() } else { 1.0 - 0.5 * (-x).exp() });
        }
    }

    #[test]
    fn erlang_lifetimes_are_the_known_ones() {
        // Quantiles of Gamma(3, 1/3), computed with forty digits.
        let known = [
            (1e-10, 0.000_281_203_520_828_242_5),
            (0.001, 0.063_511_125_856_134_4),
            (0.05, 0.272_563_815_721_317_75),
            (0.5, 0.891_353_437_907_853_5),
            (0.9, 1.774_106_779_278_07),
        ];
        for (u, x) in known {
            assert!((erlang3_quantile(u) / x - 1.0).abs() < 1e-13, "{u}: {}", erlang3_quantile(u));
        }
        // The mean of the quantiles of 10,000 equal cells is the mean of the distribution.
        let mean = (0..10_000).map(|cell| erlang3_quantile((f64::from(cell) + 0.5) / 1e4)).sum::<f64>() / 1e4;
        assert!((mean - 1.0).abs() < 1e-4, "{mean}");
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
        let all: [fn(f64) -> f64; 4] =
            [exponential_quantile, laplace_quantile, erlang3_quantile, |u| pareto_quantile(u, 1.0, 1.0, 2.0)];
        for quantile in all {
            assert!([-0.1, 1.1, f64::NAN].into_iter().all(|u| quantile(u).is_nan()));
        }
        assert_eq!((exponential_quantile(0.0), exponential_quantile(1.0)), (0.0, f64::INFINITY));
        assert_eq!((erlang3_quantile(0.0), erlang3_quantile(1.0)), (0.0, f64::INFINITY));
        assert_eq!((laplace_quantile(0.0), laplace_quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(erlang3_quantile(1e-300) > 0.0 && erlang3_quantile(1.0_f64.next_down()).is_finite());
    }

    #[test]
    fn neighbouring_words_keep_their_order() {
        let all: [fn(f64) -> f64; 4] = [exponential_quantile, laplace_quantile, erlang3_quantile, |u| {
            pareto_quantile(u, 1.06, 1.0, 5e4)
        }];
        for start in [0_u32, 214_748_300, 1 << 31, u32::MAX - 2000] {
            for word in start..start + 1999 {
                let [lower, upper] =
                    [word, word + 1].map(|word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0);
                assert!(all.iter().all(|quantile| quantile(lower) <= quantile(upper)), "{word}");
            }
        }
    }
}
