//! From values to pixels, round ticks, and numbers as a reader expects them.

/// A straight line from values to pixels.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The values at the two ends.
    pub domain: (f64, f64),
    /// The pixels at the two ends.
    pub range: (f64, f64),
}

impl Scale {
    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        let ((low, high), (from, to)) = (self.domain, self.range);
        from + (value - low) / (high - low) * (to - from)
    }

    /// The pixel of a value, kept between the ends.
    pub fn within(&self, value: f64) -> f64 {
        let (from, to) = (self.range.0.min(self.range.1), self.range.0.max(self.range.1));
        self.at(value).clamp(from, to)
    }
}

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

/// Round values (1, 2 or 5 times a power of ten apart) between two bounds, about so many of them.
pub fn ticks(low: f64, high: f64, about: usize) -> Vec<f64> {
    let step = step(low, high, about);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).take(100).map(|n| n as f64 * step).collect()
}

/// The distance of round ticks.
pub fn step(low: f64, high: f64, about: usize) -> f64 {
    let rough = ((high - low) / about.max(1) as f64).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let factor =
        [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= rough * 0.999_999).unwrap_or(10.0);
    factor * power
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
        assert_eq!(ticks(0.0, 100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(71.0, 104.0, 4), [80.0, 90.0, 100.0]);
        assert_eq!(ticks(-1.2, 1.2, 5), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert!((step(2026.0, 2042.0, 4) - 5.0).abs() < 1e-12);
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

    #[test]
    fn scales_are_linear_and_can_hold_back() {
        let scale = Scale { domain: (0.0, 10.0), range: (100.0, 0.0) };
        assert!((scale.at(2.5) - 75.0).abs() < 1e-12);
        assert!((scale.within(99.0)).abs() < 1e-12);
    }
}
