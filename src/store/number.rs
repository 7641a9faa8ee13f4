//! Numbers in tables: in the fewest digits that give them back.

use serde::{Serialize, Serializer};

/// A number in a table: an empty cell when it is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Number {
    /// As a cell shows it.
    pub fn text(self) -> String {
        if !self.0.is_finite() {
            return String::new();
        }
        // adding nought takes the sign from a negative nought
        let text = format!("{:?}", self.0 + 0.0);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_come_back() {
        for (value, text) in
            [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (1e-7, "1e-7"), (2.5e20, "2.5e20"), (f64::NAN, "")]
        {
            assert_eq!(Number(value).text(), text);
        }
        let third = 1.0_f64 / 3.0;
        assert_eq!(Number(third).text().parse::<f64>().unwrap().to_bits(), third.to_bits());
    }
}
