//! Numbers and colours as the page has them: no longer than they have to be.

use plotters::style::RGBColor;

/// Five digits: more than a screen can show.
pub fn round(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(f64::NAN)
}

/// The same of many.
pub fn rounded(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| round(*value)).collect()
}

/// A colour as style sheets write it.
pub fn hexadecimal(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
