//! Context: in what regions differ as places for solutions, as numbers computed from columns.

use crate::form::PlacedText;
use crate::numeric::ln;

/// A context number of a region: a column or a ratio of two, plain or its logarithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Formula {
    /// As it is written.
    pub text: String,
    /// The places of the columns in the file.
    pub numerator: usize,
    pub denominator: Option<usize>,
    is_logarithm: bool,
}

impl Formula {
    /// Understands `a`, `ln a`, `a / b` and `ln a / b`; if a column is not in the header, its name.
    pub fn parse(written: &PlacedText, header: &[String]) -> Result<Self, String> {
        let text = written.text.clone();
        let find = |name: &str| header.iter().position(|column| column == name.trim());
        // a column may itself be called `ln a` or `a / b`
        if let Some(numerator) = find(&text) {
            return Ok(Self { text, numerator, denominator: None, is_logarithm: false });
        }
        let logarithm = text.strip_prefix("ln ");
        let rest = logarithm.unwrap_or(&text);
        let (above, below) = match rest.split_once(" / ") {
            Some((above, below)) if find(rest).is_none() => (above, Some(below)),
            _ => (rest, None),
        };
        let place = |name: &str| find(name).ok_or_else(|| name.trim().to_owned());
        let (numerator, denominator) = (place(above)?, below.map(place).transpose()?);
        let is_logarithm = logarithm.is_some();
        Ok(Self { text, numerator, denominator, is_logarithm })
    }

    /// The number for one region, or why there is none.
    pub fn value(&self, numerator: f64, denominator: f64) -> Result<f64, &'static str> {
        if denominator == 0.0 {
            return Err("divides by 0");
        }
        let ratio = numerator / denominator;
        if self.is_logarithm && ratio <= 0.0 {
            return Err("takes the logarithm of a number that isn't above 0");
        }
        let value = if self.is_logarithm { ln(ratio) } else { ratio };
        if value.is_finite() { Ok(value) } else { Err("gives no finite number") }
    }
}

/// Shifts and scales numbers to mean 0 and standard deviation 1 over people. Equal numbers become 0: they
/// tell no place from another. Returns whether they differed.
pub(super) fn standardise(values: &mut [f64], population: &[f64]) -> bool {
    // rounding leaves equal numbers apart by this share of their size at most
    const ROUNDING: f64 = 1e-12;
    let people: f64 = population.iter().sum();
    let over_people = |values: &[f64]| {
        values.iter().zip(population).map(|(value, people)| value * people).sum::<f64>() / people
    };
    let mean = over_people(values);
    let squares: Vec<f64> = values.iter().map(|value| (value - mean) * (value - mean)).collect();
    let deviation = over_people(&squares).sqrt();
    let differ = deviation > mean.abs() * ROUNDING;
    for value in values {
        *value = if differ { (*value - mean) / deviation } else { 0.0 };
    }
    differ
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Place;

    fn parse(text: &str) -> Result<Formula, String> {
        let header = ["lat", "people", "area", "a / b"].map(String::from);
        Formula::parse(&PlacedText { text: text.into(), place: Place::default() }, &header)
    }

    #[test]
    fn formulas_are_columns_ratios_and_logarithms() {
        assert_eq!(parse("lat").unwrap().value(3.0, 1.0), Ok(3.0));
        assert_eq!(parse("people / area").unwrap().value(3.0, 2.0), Ok(1.5));
        assert_eq!(parse("ln people / area").unwrap().value(6.0, 2.0), Ok(ln(3.0)));
        assert_eq!(parse("ln a / b").unwrap().denominator, None);
        assert_eq!(parse("a / b").unwrap().numerator, 3);
        assert_eq!(parse("ln people / aera"), Err("aera".into()));
    }

    #[test]
    fn what_has_no_value_says_why() {
        assert!(parse("people / area").unwrap().value(3.0, 0.0).is_err());
        assert!(parse("ln lat").unwrap().value(-1.0, 1.0).is_err());
    }

    #[test]
    fn standardised_numbers_weigh_people() {
        // mean (1 x 3 + 3 x 1) / 4 = 1.5; variance (3 x 0.25 + 1 x 2.25) / 4 = 0.75
        let mut values = [1.0, 3.0];
        assert!(standardise(&mut values, &[3.0, 1.0]));
        let deviation = 0.75_f64.sqrt();
        assert!((values[0] + 0.5 / deviation).abs() < 1e-15);
        assert!((values[1] - 1.5 / deviation).abs() < 1e-15);
        let mut equal = [7.0, 7.0];
        assert!(!standardise(&mut equal, &[3.0, 1.0]));
        assert!(equal.iter().all(|value| value.abs() < f64::MIN_POSITIVE));
    }
}
