//! Quantiles of the exponential family: waiting times, lifetimes, sizes and growth shocks.

use super::{exp, ln, ln_one_plus, normal_quantile, pow};

/// The quantile of the exponential distribution with mean 1.
#[inline]
pub fn exponential_quantile(u: f64) -> f64 {
    -ln_one_plus(-u)
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
    (low * pow(1.0 - u * cut, -1.0 / tail)).clamp(low, high)
}

/// The quantile of the Erlang distribution of three stages with mean 1; relative error below 1e-13.
///
/// With y = 3x the distribution function is 1 - e^-y (1 + y + y^2/2). Two steps of Halley's method from a
/// start that is good to a few per cent: the series of the inverse below, the cube root's normality
/// (Wilson, Hilferty 1931) above.
pub fn erlang3_quantile(u: f64) -> f64 {
    if u <= 0.0 || u >= 1.0 || u.is_nan() {
        return if u == 0.0 {
            0.0
        } else if u == 1.0 {
            f64::INFINITY
        } else {
            f64::NAN
        };
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
