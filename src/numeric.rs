//! Numeric: exp, ln and quantiles of distributions in pure Rust, with the same bits on every processor.
//!
//! Only + - * / and square roots are used, which IEEE 754 rounds in one way everywhere; the standard library's
//! `exp` and `ln` may differ in the last bit between systems, and a last bit can decide an adoption. There is
//! no fused multiply-add for the same reason.
//!
//! Two rules hold throughout. Not a number in gives not a number out. A quantile takes a probability from 0
//! to 1, gives the ends of the distribution at 0 and 1, and not a number outside.

mod beta;
mod elementary;
mod normal;
mod quantile;
mod sum;
mod trigonometry;
mod wide;

pub use beta::{beta_cdf, beta_quantile, ln_gamma};
use elementary::ln_one_plus;
pub use elementary::{exp, exp_f32, ln, ln_f32, pow};
pub use normal::normal_quantile;
pub use quantile::{exponential_quantile, laplace_quantile, pareto_quantile};
pub use sum::sum;
pub use trigonometry::{asin, cos, sin};
pub use wide::{Width, Work};

/// A number in four digits: what is said, what is run and what can be written into a scenario is then the same.
pub fn four_digits(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// The value of the polynomial with these coefficients, the constant first (Horner).
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, &coefficient| sum * x + coefficient)
}
