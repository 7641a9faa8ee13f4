//! Curves without any mechanism: what a model has to beat.
//!
//! Both have a height, which follows from their shape, and two numbers of shape, which are searched for on a grid that closes
//! in on the best.

use super::scores::{relative_error, with_absolute_error, with_relative_error};
use crate::numeric::{exp, ln};

/// A family of curves over years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Yearly sales of a durable good that is bought once (Bass 1969): `m (F(t) - F(t - 1))`, the first year is `t = 1`,
    /// `F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t)`.
    Bass,
    /// `m / (1 + e^-b(t - t0))`, m at most 1 (Griliches 1957).
    Logistic,
}

/// In what errors are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors {
    /// As a share: all ratios count alike.
    Relative,
    /// In the unit of what was seen: years with large numbers count most.
    Absolute,
}

impl Curve {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Bass, Self::Logistic];

    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bass => "Bass curve",
            Self::Logistic => "logistic curve",
        }
    }

    /// The lowest and the highest of each number of its shape, both searched in equal ratios (Bass) or steps (logistic).
    fn bounds(self) -> [(f64, f64); 2] {
        match self {
            // ln p, ln q
            Self::Bass => [(ln(1e-7), ln(0.5)), (ln(0.01), ln(4.0))],
            // b a year, t0 years
            Self::Logistic => [(0.01, 4.0), (-5.0, 60.0)],
        }
    }

    /// A year of the curve with height one.
    fn at(self, [first, second]: [f64; 2], year: f64) -> f64 {
        match self {
            Self::Bass => {
                let (p, q) = (exp(first), exp(second));
                let sold = |time: f64| {
                    let left = exp(-(p + q) * time);
                    (1.0 - left) / (1.0 + q / p * left)
                };
                sold(year) - sold(year - 1.0)
            }
            Self::Logistic => 1.0 / (1.0 + exp(-first * (year - second))),
        }
    }

    /// The height is a share of a market at most.
    fn highest(self) -> f64 {
        match self {
            Self::Bass => f64::INFINITY,
            Self::Logistic => 1.0,
        }
    }

    /// What it foretells for a year (the first is 1) from what was seen in others, as a sample with the error that it leaves
    /// in them.
    pub fn foretell(self, seen: &[(f64, f64)], errors: Errors, year: f64) -> Vec<f64> {
        let (shape, height) = self.fit(seen, errors);
        let curve = |year: f64| height * self.at(shape, year);
        match errors {
            Errors::Relative => {
                let ratios: Vec<f64> = seen.iter().map(|(year, value)| value / curve(*year)).collect();
                with_relative_error(&[curve(year)], relative_error(&ratios, NUMBERS))
            }
            Errors::Absolute => {
                let squares: f64 = seen.iter().map(|(year, value)| square(value - curve(*year))).sum();
                let freedom = seen.len().saturating_sub(NUMBERS).max(1);
                with_absolute_error(&[curve(year)], (squares / freedom as f64).sqrt())
            }
        }
    }

    /// The shape and the height with the least squares.
    fn fit(self, seen: &[(f64, f64)], errors: Errors) -> ([f64; 2], f64) {
        let mut bounds = self.bounds();
        let mut best = ([f64::NAN; 2], f64::NAN, f64::INFINITY);
        for _ in 0..ROUNDS {
            let step = |place: usize, number: usize| {
                let (low, high) = bounds[place];
                low + (high - low) * number as f64 / (GRID - 1) as f64
            };
            for place in 0..GRID * GRID {
                let shape = [step(0, place / GRID), step(1, place % GRID)];
                let (height, squares) = self.height(seen, errors, shape);
                if squares < best.2 {
                    best = (shape, height, squares);
                }
            }
            // the next grid spans two steps each way of the best so far
            for (place, (low, high)) in bounds.iter_mut().enumerate() {
                let reach = 2.0 * (*high - *low) / (GRID - 1) as f64;
                let (lowest, highest) = self.bounds()[place];
                (*low, *high) = ((best.0[place] - reach).max(lowest), (best.0[place] + reach).min(highest));
            }
        }
        (best.0, best.1)
    }

    /// The height that suits a shape best, and the squares that it leaves.
    fn height(self, seen: &[(f64, f64)], errors: Errors, shape: [f64; 2]) -> (f64, f64) {
        let curve: Vec<f64> = seen.iter().map(|(year, _)| self.at(shape, *year)).collect();
        let pairs = || seen.iter().map(|(_, value)| *value).zip(curve.iter().copied());
        if curve.iter().any(|one| *one <= 0.0) {
            return (f64::NAN, f64::INFINITY);
        }
        let free = match errors {
            Errors::Relative => {
                exp(pairs().map(|(value, one)| ln(value / one)).sum::<f64>() / seen.len() as f64)
            }
            Errors::Absolute => {
                pairs().map(|(value, one)| value * one).sum::<f64>()
                    / pairs().map(|(_, one)| one * one).sum::<f64>()
            }
        };
        let height = free.min(self.highest());
        let off = |(value, one): (f64, f64)| match errors {
            Errors::Relative => square(ln(value / (height * one))),
            Errors::Absolute => square(value - height * one),
        };
        (height, pairs().map(off).sum())
    }
}

/// How many numbers are fitted: the height and two of the shape.
const NUMBERS: usize = 3;
/// Points of a grid each way, and how often it closes in.
const GRID: usize = 41;
const ROUNDS: usize = 6;

fn square(number: f64) -> f64 {
    number * number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(of: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        (1..=8).map(f64::from).map(|year| (year, of(year))).collect()
    }

    #[test]
    fn a_logistic_is_found_again_and_foretells_its_next_year() {
        let truth = |year: f64| 0.6 / (1.0 + exp(-0.9 * (year - 6.0)));
        for errors in [Errors::Relative, Errors::Absolute] {
            let ([slope, middle], height) = Curve::Logistic.fit(&years(truth), errors);
            assert!((slope - 0.9).abs() < 0.01 && (middle - 6.0).abs() < 0.02, "{slope} {middle}");
            assert!((height - 0.6).abs() < 0.01, "{height}");
            let foretold = Curve::Logistic.foretell(&years(truth), errors, 9.0);
            assert!(foretold.iter().all(|value| (value - truth(9.0)).abs() < 0.01));
        }
    }

    #[test]
    fn a_bass_curve_is_found_again() {
        let (p, q) = (0.003_f64, 0.6_f64);
        let truth = years(|year| 3.0 * Curve::Bass.at([ln(p), ln(q)], year));
        for errors in [Errors::Relative, Errors::Absolute] {
            let (shape, height) = Curve::Bass.fit(&truth, errors);
            assert!((exp(shape[1]) - q).abs() < 0.01, "{}", exp(shape[1]));
            assert!((height - 3.0).abs() < 0.1, "{height}");
        }
    }

    /// Bass by hand: p = q gives `F = (1 - x) / (1 + x)`, `x = e^-2pt`; with `2p = ln 2` F(1) = 1/3 and F(2) = 3/5.
    #[test]
    fn two_years_of_bass_by_hand() {
        let half = ln(ln(2.0) / 2.0);
        assert!((Curve::Bass.at([half, half], 1.0) - 1.0 / 3.0).abs() < 1e-12);
        assert!((Curve::Bass.at([half, half], 2.0) - (0.6 - 1.0 / 3.0)).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_lie_on_the_curve_widens_what_it_foretells() {
        let rough = [(1.0, 0.1), (2.0, 0.4), (3.0, 0.2), (4.0, 0.9), (5.0, 0.4)];
        let foretold = Curve::Logistic.foretell(&rough, Errors::Absolute, 3.0);
        assert!(foretold[foretold.len() - 1] - foretold[0] > 0.2);
    }
}
