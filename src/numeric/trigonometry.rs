//! Sine, cosine and arcsine. The polynomials are our own fits at Chebyshev nodes.

#![expect(clippy::unreadable_literal, reason = "the coefficients of a fit are not read digit by digit")]

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2};

use super::polynomial;

/// Half of pi in two parts, the first with so few bits that its products with small integers are exact.
const HALF_PI: [f64; 2] = [1.570796325802803, 9.920935796805404e-10];

/// (sin(r)/r - 1) / z with z = r^2, for r within a quarter of pi around 0; error below 3e-17.
const SIN: [f64; 6] = [
    -0.16666666666666666,
    0.008333333333330948,
    -0.00019841269836756774,
    2.7557316101617874e-06,
    -2.505113165023518e-08,
    1.5918115263265974e-10,
];

/// (cos(r) - 1 + z/2) / z^2 with z = r^2, for the same r; error below 2e-18.
const COS: [f64; 6] = [
    0.041666666666666664,
    -0.0013888888888887398,
    2.480158729876456e-05,
    -2.7557317271145144e-07,
    2.087614614655861e-09,
    -1.1382623647474604e-11,
];

/// (arcsin(x)/x - 1) / z with z = x^2, for x within a half around 0; error below 2e-17.
const ASIN: [f64; 13] = [
    0.16666666666666669,
    0.07499999999998425,
    0.04464285714637338,
    0.030381944137085216,
    0.022372173002005596,
    0.017352391265909227,
    0.013971235301124539,
    0.011478952690257387,
    0.010324318288744113,
    0.00545087818772055,
    0.017419357964884856,
    -0.014881409392818066,
    0.02877844261259304,
];

/// The sine of an angle in radians; absolute error below 3e-16 for angles up to a thousand turns.
pub fn sin(angle: f64) -> f64 {
    let (quadrant, rest) = reduce(angle);
    of_quadrant(quadrant, rest)
}

/// The cosine of an angle in radians; absolute error below 3e-16 for angles up to a thousand turns.
pub fn cos(angle: f64) -> f64 {
    let (quadrant, rest) = reduce(angle);
    of_quadrant(quadrant.wrapping_add(1), rest)
}

/// The angle in radians, from minus to plus half of pi, with this sine; relative error below 5e-16. Not a
/// number outside -1 to 1.
pub fn asin(x: f64) -> f64 {
    let size = x.abs();
    let angle = if size <= 0.5 {
        asin_near_zero(size)
    } else {
        // sin(pi/2 - 2 a) = 1 - 2 sin(a)^2
        FRAC_PI_2 - 2.0 * asin_near_zero(((1.0 - size) * 0.5).sqrt())
    };
    angle.copysign(x)
}

fn asin_near_zero(x: f64) -> f64 {
    let z = x * x;
    x + x * z * polynomial(z, &ASIN)
}

/// How many quarter turns an angle holds, to the nearest, and the rest.
fn reduce(angle: f64) -> (i64, f64) {
    let quarters = (angle * FRAC_2_PI).round();
    (quarters as i64, (angle - quarters * HALF_PI[0]) - quarters * HALF_PI[1])
}

/// The sine of so many quarter turns and a rest within an eighth of a turn.
fn of_quadrant(quadrant: i64, rest: f64) -> f64 {
    let z = rest * rest;
    let size = if quadrant & 1 == 0 {
        rest + rest * z * polynomial(z, &SIN)
    } else {
        1.0 - (0.5 * z - z * z * polynomial(z, &COS))
    };
    if quadrant & 2 == 0 { size } else { -size }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    #[test]
    fn sine_and_cosine_agree_with_the_standard_library() {
        for step in -20_000..=20_000 {
            let angle = f64::from(step) * 0.00173;
            assert!((sin(angle) - angle.sin()).abs() < 3e-16, "sin {angle}");
            assert!((cos(angle) - angle.cos()).abs() < 3e-16, "cos {angle}");
        }
        assert!((sin(6000.1) - 6000.1_f64.sin()).abs() < 3e-16);
    }

    #[test]
    fn small_angles_keep_their_relative_accuracy() {
        for angle in [1e-3_f64, 1e-8, 1e-300, 0.0] {
            assert!((sin(angle) - angle.sin()).abs() <= 2e-16 * angle);
            assert!((asin(angle) - angle.asin()).abs() <= 2e-16 * angle);
        }
    }

    #[test]
    fn arcsine_agrees_with_the_standard_library() {
        for step in -10_000..=10_000 {
            let x = f64::from(step) / 10_000.0;
            assert!((asin(x) - x.asin()).abs() <= 5e-16 * x.abs(), "{x}");
        }
        assert!((asin(1.0) - PI / 2.0).abs() < 3e-16);
        assert!((asin(0.5) - PI / 6.0).abs() < 2e-16);
    }

    #[test]
    fn what_is_no_number_stays_none() {
        assert!(sin(f64::NAN).is_nan() && cos(f64::INFINITY).is_nan());
        assert!(asin(1.1).is_nan() && asin(f64::NAN).is_nan());
    }
}
