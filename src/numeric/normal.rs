//! The normal distribution.

#![expect(clippy::unreadable_literal, reason = "the coefficients of a fit are not read digit by digit")]

use super::{ln, polynomial};

/// Wichura's rational approximation near the middle: numerator and denominator in 0.425^2 - (p - 1/2)^2.
const MIDDLE: [[f64; 8]; 2] = [
    [
        3.3871328727963666,
        133.14166789178438,
        1971.5909503065514,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
];
/// The tails down to e^-25, in sqrt(-ln p) - 1.6.
const TAIL: [[f64; 8]; 2] = [
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        0.0007745450142783414,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-9,
    ],
];
/// The tails beyond e^-25, in sqrt(-ln p) - 5.
const FAR_TAIL: [[f64; 8]; 2] = [
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-5,
        2.0103343992922881e-7,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-5,
        1.421511758316446e-7,
        2.0442631033899397e-15,
    ],
];

#[inline]
fn ratio(x: f64, [numerator, denominator]: &[[f64; 8]; 2]) -> f64 {
    polynomial(x, numerator) / polynomial(x, denominator)
}

/// The quantile of the standard normal distribution, relative error about 1e-15: algorithm AS 241, PPND16
/// (Wichura 1988, Applied Statistics 37).
#[inline]
pub fn normal_quantile(u: f64) -> f64 {
    let from_middle = u - 0.5;
    if from_middle.abs() <= 0.425 {
        return from_middle * ratio(0.180625 - from_middle * from_middle, &MIDDLE);
    }
    normal_tail_quantile(u)
}

fn normal_tail_quantile(u: f64) -> f64 {
    let lower = u < 0.5;
    let tail = if lower { u } else { 1.0 - u };
    if tail == 0.0 {
        return if lower { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let depth = (-ln(tail)).sqrt();
    let size = if depth <= 5.0 { ratio(depth - 1.6, &TAIL) } else { ratio(depth - 5.0, &FAR_TAIL) };
    if lower { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Probabilities and quantiles, computed with forty digits.
    const KNOWN: [(f64, f64); 9] = [
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798407),
        (1e-10, -6.361340902404056),
        (0.001, -3.0902323061678135),
        (0.025, -1.9599639845400542),
        (0.07, -1.4757910281791707),
        (0.3, -0.5244005127080408),
        (0.5, 0.0),
        (0.999, 3.0902323061678135),
    ];

    #[test]
    fn quantiles_are_the_known_ones() {
        for (u, x) in KNOWN {
            assert!((normal_quantile(u) - x).abs() <= 2e-15 * x.abs(), "{u}: {}", normal_quantile(u));
        }
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!([-0.1, 1.1, f64::NAN].into_iter().all(|u| normal_quantile(u).is_nan()));
    }

    /// The distribution function by the series 1/2 + density (x + x^3/3 + x^5/(3 5) + ...).
    fn distribution(x: f64) -> f64 {
        let (mut term, mut sum) = (x, x);
        for step in 1..60 {
            term *= x * x / f64::from(2 * step + 1);
            sum += term;
        }
        0.5 + sum * (-0.5 * x * x).exp() / (2.0 * std::f64::consts::PI).sqrt()
    }

    #[test]
    fn quantiles_undo_the_distribution_function_and_rise() {
        let mut before = f64::NEG_INFINITY;
        for step in 1..20_000 {
            let u = f64::from(step) / 20_000.0;
            let x = normal_quantile(u);
            assert!(x > before);
            assert!((distribution(x) - u).abs() < 1e-15, "{u}");
            before = x;
        }
    }
}
