//! The exponential function, the logarithm, and what is made of the two.
//!
//! The polynomials are our own fits at Chebyshev nodes; the reductions are the classical ones (Muller,
//! *Elementary Functions*, 2016, chapter 11).

#![expect(clippy::unreadable_literal, reason = "the coefficients of a fit are not read digit by digit")]

use super::polynomial;

/// Adding and subtracting it rounds a small number to the nearest integer, which then stands in the low bits.
const ROUND: f64 = 6755399441055744.0;
/// The same in single precision.
const ROUND_F32: f32 = 12582912.0;
/// ln 2 in two parts, the first with so few bits that its products with exponents are exact.
const LN_2: [f64; 2] = [0.6931467056274414, 4.7493250390316726e-7];
const LN_2_F32: [f32; 2] = [0.69314575, 1.4286068e-6];

/// (e^r - 1 - r) / r^2 for r within half of ln 2 around 0; error of e^r below 2e-17.
const EXP: [f64; 10] = [
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662382,
    0.008333333333330038,
    0.001388888891736708,
    0.00019841269863171555,
    0.000024801521057868206,
    2.7557268276905695e-6,
    2.762020159103155e-7,
    2.5100472505694997e-8,
];

/// (2 artanh(s)/s - 2) / z with z = s^2, for the mantissas from sqrt(1/2) to sqrt(2); error of ln below 5e-18.
const LN: [f64; 7] = [
    0.666666666666667,
    0.3999999999989889,
    0.2857142862625384,
    0.22222211089379496,
    0.1818289243253687,
    0.15331611722055008,
    0.14617807153417325,
];

/// e^x, within one unit in the last place; 0 below -746, infinite above 709.78.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-746.0, 710.0);
    let shifted = x * std::f64::consts::LOG2_E + ROUND;
    let twos = shifted - ROUND;
    let r = (x - twos * LN_2[0]) - twos * LN_2[1];
    let mantissa = 1.0 + (r + r * r * polynomial(r, &EXP));
    // Two factors, since 2^-1075 and 2^1024 have no bits of their own.
    let power = shifted.to_bits() as i32;
    let half = power >> 1;
    mantissa * power_of_two(half) * power_of_two(power.wrapping_sub(half))
}

/// 2 to an integer power from -1022 to 1023.
#[inline(always)]
fn power_of_two(power: i32) -> f64 {
    f64::from_bits((i64::from(power).wrapping_add(1023) as u64) << 52)
}

/// e^x in single precision: relative error below 2e-7, without a branch, so that loops over columns vectorise.
///
/// It saturates: 1.2e-38 below -87.3 and 2.2e38 above 88.3, never 0 and never infinite.
#[inline(always)]
pub fn exp_f32(x: f32) -> f32 {
    let x = x.clamp(-87.336, 88.3);
    let shifted = x * std::f32::consts::LOG2_E + ROUND_F32;
    let twos = shifted - ROUND_F32;
    let r = (x - twos * LN_2_F32[0]) - twos * LN_2_F32[1];
    let tail = 0.5 + r * (0.16666577 + r * (0.041666554 + r * (0.008363233 + r * 0.0013926251)));
    let mantissa = 1.0 + (r + r * r * tail);
    mantissa * f32::from_bits(shifted.to_bits().wrapping_add(127) << 23)
}

/// The natural logarithm, within one unit in the last place; minus infinity at 0, not a number below.
#[inline]
pub fn ln(x: f64) -> f64 {
    const SMALLEST_NORMAL: u64 = 1 << 52;
    const INFINITE: u64 = 0x7ff << 52;
    let bits = x.to_bits();
    if bits.wrapping_sub(SMALLEST_NORMAL) >= INFINITE - SMALLEST_NORMAL {
        return ln_beyond_normal(x);
    }
    ln_of_normal(bits, 0.0)
}

/// The logarithm of what is not a positive normal number.
#[cold]
fn ln_beyond_normal(x: f64) -> f64 {
    const TWO_54: f64 = 18014398509481984.0;
    if x == 0.0 {
        f64::NEG_INFINITY
    } else if x < 0.0 {
        f64::NAN
    } else if x < f64::MIN_POSITIVE {
        ln_of_normal((x * TWO_54).to_bits(), -54.0)
    } else {
        x
    }
}

/// ln of the positive normal number with these bits, times 2 to the power `twos`.
#[inline]
fn ln_of_normal(bits: u64, twos: f64) -> f64 {
    // The bits of sqrt(1/2): from here one exponent reaches to sqrt(2).
    const START: u64 = 0x3fe6a09e667f3bcd;
    let above = bits.wrapping_sub(START);
    let twos = twos + f64::from((above.cast_signed() >> 52) as i32);
    let mantissa = f64::from_bits((above & 0x000f_ffff_ffff_ffff).wrapping_add(START));
    // ln(1 + f) = f - f^2/2 + s (f^2/2 + R), s = f/(2 + f): the large terms are exact or nearly so.
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let correction = s * (half_square + z * polynomial(z, &LN)) + twos * LN_2[1];
    twos * LN_2[0] + (f - (half_square - correction))
}

/// The natural logarithm in single precision: relative error below 2e-7 (absolute 1e-7 near 1), no branch.
///
/// Arguments below the smallest normal number (1.2e-38), also negative ones, count as that number.
#[inline(always)]
pub fn ln_f32(x: f32) -> f32 {
    const START: u32 = 0x3f3504f3;
    let above = x.clamp(f32::MIN_POSITIVE, f32::MAX).to_bits().wrapping_sub(START);
    let twos = (above.cast_signed() >> 23) as f32;
    let f = f32::from_bits((above & 0x007f_ffff).wrapping_add(START)) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let series = z * (0.6666667 + z * (0.40000122 + z * (0.2855078 + z * 0.23331614)));
    let correction = s * (half_square + series) + twos * LN_2_F32[1];
    let value = twos * LN_2_F32[0] + (f - (half_square - correction));
    if x.is_nan() { x } else { value }
}

/// ln(1 + x) with full relative accuracy near 0 (Kahan's correction); not a number below -1.
#[inline]
pub(super) fn ln_one_plus(x: f64) -> f64 {
    let sum = 1.0 + x;
    let rounded = sum - 1.0;
    if rounded == 0.0 || !sum.is_finite() || sum <= 0.0 {
        return if rounded == 0.0 { x } else { ln(sum) };
    }
    ln(sum) * (x / rounded)
}

/// A positive base to any power, as e^(exponent ln base): relative error about 2e-16 x (1 + |exponent ln base|).
///
/// 0 to a positive power is 0; anything to the power 0 is 1; a negative base gives not a number.
#[inline]
pub fn pow(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 { 1.0 } else { exp(exponent * ln(base)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many doubles lie between two numbers of the same sign.
    fn steps_apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn exp_and_ln_agree_with_the_standard_library_to_two_steps() {
        // Ours and the library's are each within about one step of the truth.
        let mut x = -744.9;
        while x < 709.7 {
            assert!(steps_apart(exp(x), x.exp()) <= 2, "exp({x})");
            x += 0.013_7;
        }
        let mut x = 1e-321;
        while x < 1e308 {
            assert!((ln(x) - x.ln()).abs() <= 2.3e-16 * x.ln().abs().max(1e-300), "ln({x})");
            x *= 1.013_7;
        }
        for step in -4000..4000 {
            let x = 1.0 + f64::from(step) * 1e-4;
            assert!(steps_apart(ln(x), x.ln()) <= 2, "ln({x})");
            assert!((ln_one_plus(x - 1.0) - (x - 1.0).ln_1p()).abs() <= 5e-16 * (x - 1.0).abs());
        }
    }

    #[test]
    fn single_precision_is_good_to_2e_7_and_saturates() {
        let mut x = -87.3_f32;
        while x < 88.0 {
            let exact = f64::from(x).exp();
            assert!((f64::from(exp_f32(x)) / exact - 1.0).abs() < 2e-7, "exp_f32({x})");
            x += 0.001_3;
        }
        let mut x = f32::MIN_POSITIVE;
        while x < 1e38 {
            let exact = f64::from(x).ln();
            assert!((f64::from(ln_f32(x)) - exact).abs() < 1e-7 + 2e-7 * exact.abs(), "ln_f32({x})");
            x *= 1.001;
        }
        assert!(exp_f32(f32::NEG_INFINITY) > 0.0 && exp_f32(-1e30) < 1.2e-38);
        assert!(exp_f32(f32::INFINITY).is_finite() && exp_f32(1e30) > 2e38);
        assert!(exp_f32(f32::NAN).is_nan() && ln_f32(f32::NAN).is_nan());
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the ends are exact")]
    fn the_ends_are_the_mathematical_ones() {
        assert_eq!((exp(0.0), exp(-1e9), exp(710.0)), (1.0, 0.0, f64::INFINITY));
        assert_eq!((exp(f64::NEG_INFINITY), exp(f64::INFINITY)), (0.0, f64::INFINITY));
        assert!(exp(-745.0) > 0.0, "the smallest subnormal number");
        assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(ln_one_plus(-1.0), f64::NEG_INFINITY);
        assert_eq!((ln_one_plus(0.0), ln_one_plus(1e-300)), (0.0, 1e-300));
        for wrong in [exp(f64::NAN), ln(f64::NAN), ln(-1.0), ln(-5e-324), ln_one_plus(-1.5), pow(-2.0, 0.5)] {
            assert!(wrong.is_nan());
        }
        assert_eq!((pow(0.0, 0.3), pow(7.0, 0.0), pow(1.0, 1e6)), (0.0, 1.0, 1.0));
    }

    #[test]
    fn a_learning_curve_of_18_per_cent_loses_18_per_cent_a_doubling() {
        // b = -log2(0.82); ten doublings leave 0.82^10 = 0.137448031...
        let exponent = ln(0.82) / ln(2.0);
        assert!((pow(2.0, exponent) - 0.82).abs() < 1e-15);
        assert!((pow(1024.0, exponent) - 0.82_f64.powi(10)).abs() < 1e-15);
    }

    #[test]
    fn neighbours_keep_their_order() {
        for start in
            [-700.0, -20.0, -1.0, -0.346_573_590_279_972_6, 1e-3, 0.346_573_590_279_972_6, 5.0, 600.0]
        {
            let mut x: f64 = start;
            for _ in 0..1000 {
                let next = x.next_up();
                assert!(exp(next) >= exp(x), "{x}");
                assert!(ln(next.abs().max(x.abs())) >= ln(next.abs().min(x.abs())), "{x}");
                x = next;
            }
        }
    }

    #[test]
    fn the_bits_are_these_on_every_processor() {
        let bits = [exp(1.0), exp(-12.345), ln(10.0), ln(0.3), pow(3.7, -0.286)].map(f64::to_bits);
        assert_eq!(
            bits,
            [
                0x4005bf0a8b14576a,
                0x3ed240572f47cb82,
                0x40026bb1bbb55516,
                0xbff34378fcbda721,
                0x3fe602dfe180df06
            ]
        );
        assert_eq!(
            [exp_f32(1.0), exp_f32(-7.7), ln_f32(10.0)].map(f32::to_bits),
            [0x402df854, 0x39ed6972, 0x40135d8e]
        );
    }
}
