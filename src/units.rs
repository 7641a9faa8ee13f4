//! Units: an amount is a type, a law of units is one line.
//!
//! Money is in million euros of constant prices, time in years unless a name says quarters. Inside a hot
//! loop columns of `f32` or `f64` are fine; between modules an amount carries its unit.

use derive_more::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign, Sum};
use serde::{Deserialize, Serialize};

/// A quantity that a parameter can declare: it knows its unit and how to come from a plain number.
pub trait Amount: Copy {
    /// The unit as documents and messages write it.
    const UNIT: &'static str;
    /// The amount of this many units.
    fn new(value: f64) -> Self;
    /// How many units it is.
    fn value(self) -> f64;
}

/// Declares a quantity: a number with a unit, and the arithmetic that every quantity has.
macro_rules! quantity {
    ($(#[$meaning:meta])* $name:ident, $unit:literal) => {
        $(#[$meaning])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize, Add, AddAssign, Sub,
            SubAssign, Neg, Mul, Div, Sum,
        )]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl Amount for $name {
            const UNIT: &'static str = $unit;
            fn new(value: f64) -> Self {
                Self(value)
            }
            fn value(self) -> f64 {
                self.0
            }
        }

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);
            /// The smaller of two.
            #[must_use]
            pub fn min(self, other: Self) -> Self {
                Self(self.0.min(other.0))
            }
            /// The larger of two.
            #[must_use]
            pub fn max(self, other: Self) -> Self {
                Self(self.0.max(other.0))
            }
            /// How many times the other it is: a plain ratio.
            pub fn over(self, other: Self) -> f64 {
                self.0 / other.0
            }
        }
    };
}

quantity!(
    /// Money: million euros, constant prices.
    Money, "M EUR"
);
quantity!(
    /// A flow of money: million euros a year, constant prices.
    MoneyPerYear, "M EUR/year"
);
quantity!(
    /// Money for one person, household or good: euros, constant prices.
    Euros, "EUR"
);
quantity!(
    /// A share of a whole: 0 to 1, or a fraction of growth.
    Share, "share"
);
quantity!(
    /// A rate: a share per year.
    PerYear, "1/year"
);
quantity!(
    /// A probability or hazard for one quarter.
    PerQuarter, "1/quarter"
);
quantity!(
    /// A length of time in years.
    Years, "years"
);
quantity!(
    /// A distance along the surface of the earth.
    Kilometres, "km"
);
quantity!(
    /// Technology readiness level, 1 to 9, continuous.
    Readiness, "level"
);
quantity!(
    /// A plain number without a unit: a weight, an elasticity, a ratio.
    Index, "1"
);

/// Quarters in a year.
pub const QUARTERS_PER_YEAR: f64 = 4.0;

impl MoneyPerYear {
    /// What flows in one quarter.
    pub fn per_quarter(self) -> Money {
        Money(self.0 / QUARTERS_PER_YEAR)
    }
}

impl Money {
    /// Euros for each of so many people: million euros times a million, over the people.
    pub fn per_head(self, people: f64) -> Euros {
        Euros(self.0 * 1e6 / people)
    }
}

impl Euros {
    /// What so many pay together.
    pub fn times(self, count: f64) -> Money {
        Money(self.0 * count * 1e-6)
    }
}

impl PerYear {
    /// The rate for one quarter, by simple division: rates here are small.
    pub fn per_quarter(self) -> f64 {
        self.0 / QUARTERS_PER_YEAR
    }
}

impl Years {
    /// The number of quarters.
    pub fn quarters(self) -> f64 {
        self.0 * QUARTERS_PER_YEAR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn euros_per_head_and_money_are_each_others_inverse() {
        // 5 EUR for each of 450 million people are 2,250 M EUR
        assert_eq!(Euros(5.0).times(450e6), Money(2250.0));
        assert_eq!(Money(2250.0).per_head(450e6), Euros(5.0));
    }

    #[test]
    fn a_year_has_four_quarters() {
        assert_eq!(MoneyPerYear(8.0).per_quarter(), Money(2.0));
        assert!((Years(15.0).quarters() - 60.0).abs() < 1e-12);
    }
}
