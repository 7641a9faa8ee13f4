//! The span of values, round ticks, and numbers as a reader expects them.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// The span of the finite values, widened by a share of itself at both ends, and never of no width. None without values.
pub fn span(values: impl IntoIterator<Item = f64>, widen: f64) -> Option<(f64, f64)> {
    let mut bounds: Option<(f64, f64)> = None;
    for value in values.into_iter().filter(|value| value.is_finite()) {
        bounds = Some(bounds.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
    }
    bounds.map(|(low, high)| {
        // Below a millionth of the level a difference is rounding, and no axis could label it.
        let least = high.abs().max(low.abs()) * 1e-6;
        let margin = if high - low > least { (high - low) * widen } else { (high.abs() * 0.05).max(0.01) };
        (low - margin, high + margin)
    })
}

/// The round values that an axis of so many ticks at most shows.
pub fn ticks((low, high): (f64, f64), most: usize) -> Vec<f64> {
    RangedCoordf64::from(low..high).key_points(most)
}

/// The distance of those ticks.
pub fn step(bounds: (f64, f64), most: usize) -> f64 {
    match ticks(bounds, most.max(2)).as_slice() {
        [first, second, ..] => second - first,
        _ => bounds.1 - bounds.0,
    }
}

/// A number with as many decimals as the distance of its neighbours asks for, a true minus and thin spaces between thousands.
pub fn number(value: f64, step: f64) -> String {
    let decimals = (-(step * 1.000_001).log10().floor()).clamp(0.0, 9.0) as usize;
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        text.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len() > 4 && (whole.len() - place).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number as someone would write it down: up to four significant digits, no zeros behind.
pub fn plain(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(0.0, 1.0);
    }
    let finest = 10_f64.powf(value.abs().log10().floor() - 3.0);
    let text = number(value, finest.min(1.0));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A share as per cent: never 0 or 100 unless it is exactly that.
pub fn percent(part: u64, whole: u64) -> String {
    let share = part as f64 / whole.max(1) as f64 * 100.0;
    match part {
        0 => "0\u{a0}%".into(),
        _ if part == whole => "100\u{a0}%".into(),
        _ if share < 1.0 => "<1\u{a0}%".into(),
        _ if share > 99.0 => ">99\u{a0}%".into(),
        _ => format!("{share:.0}\u{a0}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks((71.0, 104.0), 5), [80.0, 90.0, 100.0]);
        assert!((step((2026.0, 2042.0), 5) - 5.0).abs() < 1e-12);
        assert!((step((0.0, 1e-3), 2) - 1e-3).abs() < 1e-12);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(-0.5, 0.5), "\u{2212}0.5");
        assert_eq!(number(-0.0001, 0.5), "0.0");
        assert_eq!(number(1_234_567.0, 1000.0), "1\u{a0}234\u{a0}567");
        assert_eq!(number(2035.0, 5.0), "2035");
        assert_eq!(number(0.3, 0.1), "0.3");
        assert_eq!(plain(80.0), "80");
        assert_eq!(plain(0.125), "0.125");
        assert_eq!(plain(2.5), "2.5");
        assert_eq!(plain(123_456.0), "123\u{a0}456");
    }

    #[test]
    fn a_small_share_is_not_called_zero() {
        assert_eq!(percent(0, 200), "0\u{a0}%");
        assert_eq!(percent(1, 200), "<1\u{a0}%");
        assert_eq!(percent(68, 200), "34\u{a0}%");
        assert_eq!(percent(1999, 2000), ">99\u{a0}%");
        assert_eq!(percent(200, 200), "100\u{a0}%");
    }

    #[test]
    fn spans_have_width() {
        assert_eq!(span([], 0.1), None);
        assert_eq!(span([f64::NAN, 1.0, 3.0], 0.5), Some((0.0, 4.0)));
        let (low, high) = span([7.0, 7.0], 0.1).unwrap();
        assert!(low < 7.0 && high > 7.0);
    }
}
