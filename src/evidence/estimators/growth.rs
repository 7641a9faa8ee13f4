//! How uptake grows: a logistic, an exponential and a straight line, held against each other by Akaike's criterion.

use super::line::Line;
use crate::numeric::{exp, ln};

/// Points on each side of the grid on which the logistic and the exponential are sought.
const GRID: usize = 12;
/// How often the grid is drawn closer around the best point; each time to a third.
const ROUNDS: usize = 12;
/// A path with less than this spread is flat: nothing has grown.
const FLAT: f64 = 1e-12;
/// `ln 81`: a logistic goes from a tenth to nine tenths of its ceiling in so many of its time scales.
const TENTH_TO_NINE_TENTHS: f64 = 4.394_449_154_672_439;

/// A logistic `ceiling / (1 + exp(-(t - middle) / scale))`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    /// Where it ends, 1 at most: what grows is a share.
    pub ceiling: f64,
    /// The time at which half of that is reached.
    pub middle: f64,
    /// Its time scale.
    pub scale: f64,
    /// The sum of squares that it leaves.
    pub squares: f64,
}

impl Logistic {
    /// Time from a tenth to nine tenths of the ceiling.
    pub fn takes(&self) -> f64 {
        TENTH_TO_NINE_TENTHS * self.scale
    }

    /// The logistic that leaves the least squares.
    ///
    /// For a middle and a scale the best ceiling is known, so these two are sought on a grid that is drawn closer.
    pub fn through(path: &[(f64, f64)]) -> Option<Self> {
        let (first, last) = span(path)?;
        let length = last - first;
        let mut best: Option<Self> = None;
        // middles up to half a length before and after the path, scales from a hundredth of it to all of it
        let (mut middle, mut half) = (first + length / 2.0, length);
        let (mut log_scale, mut log_half) = (ln(length / 10.0), ln(10.0));
        for _ in 0..ROUNDS {
            for place in 0..=GRID * GRID + 2 * GRID {
                let (row, column) = (place / (GRID + 1), place % (GRID + 1));
                let at = |centre: f64, half: f64, number: usize| {
                    centre + half * (2.0 * number as f64 / GRID as f64 - 1.0)
                };
                let tried = Self::at(path, at(middle, half, row), exp(at(log_scale, log_half, column)));
                if best.is_none_or(|best| tried.squares < best.squares) {
                    best = Some(tried);
                }
            }
            if let Some(best) = best {
                (middle, log_scale) = (best.middle, ln(best.scale));
            }
            (half, log_half) = (half / 3.0, log_half / 3.0);
        }
        best
    }

    /// That of a middle and a scale with the best ceiling.
    fn at(path: &[(f64, f64)], middle: f64, scale: f64) -> Self {
        let shape = |time: f64| 1.0 / (1.0 + exp(-(time - middle) / scale));
        let ceiling = factor(path, shape).min(1.0);
        Self { ceiling, middle, scale, squares: left(path, |time| ceiling * shape(time)) }
    }
}

/// The exponential `a exp(rate t)` that leaves the least squares, by the squares that it leaves. Like the logistic it is sought
/// in the share itself, so that errors of all three are of one kind.
pub fn exponential_squares(path: &[(f64, f64)]) -> Option<f64> {
    let (first, last) = span(path)?;
    let length = last - first;
    let squares_at = |rate: f64| {
        let shape = |time: f64| exp(rate * (time - last));
        left(path, |time| factor(path, shape) * shape(time))
    };
    // from hardly growing at all to e-fold in a fiftieth of the path
    let (mut rate, mut half, mut least) = (25.0 / length, 25.0 / length, f64::INFINITY);
    for _ in 0..ROUNDS {
        let centre = rate;
        for place in 0..=4 * GRID {
            let tried = centre + half * (2.0 * place as f64 / (4 * GRID) as f64 - 1.0);
            let squares = squares_at(tried);
            if squares < least {
                (rate, least) = (tried, squares);
            }
        }
        half /= 3.0;
    }
    Some(least)
}

/// Akaike's criterion of a curve with normal errors: `n ln(squares / n) + 2 k`, the spread of the errors counted among the k.
pub fn criterion(points: usize, squares: f64, parameters: usize) -> f64 {
    let count = points as f64;
    count * ln(squares.max(FLAT) / count) + 2.0 * (parameters + 1) as f64
}

/// The logistic of a path, if it is better by Akaike's criterion than the exponential and than the straight line.
pub fn best_is_logistic(path: &[(f64, f64)]) -> Option<Logistic> {
    let count = path.len();
    let logistic = Logistic::through(path)?;
    let own = criterion(count, logistic.squares, 3);
    let exponential = criterion(count, exponential_squares(path)?, 2);
    let line = criterion(count, Line::through(path)?.squares, 2);
    (own < exponential && own < line).then_some(logistic)
}

/// From when to when a path goes; none where it has no length.
fn span(path: &[(f64, f64)]) -> Option<(f64, f64)> {
    let (first, last) = (path.first()?.0, path.last()?.0);
    (last > first).then_some((first, last))
}

/// By what a shape has to be multiplied to leave the least squares.
fn factor(path: &[(f64, f64)], shape: impl Fn(f64) -> f64) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    for &(time, share) in path {
        let height = shape(time);
        products += height * share;
        squares += height * height;
    }
    if squares > 0.0 { products / squares } else { 0.0 }
}

/// The squares that a curve leaves.
fn left(path: &[(f64, f64)], curve: impl Fn(f64) -> f64) -> f64 {
    path.iter().map(|(time, share)| (share - curve(*time)).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(share: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        (0_u8..40)
            .map(|year| {
                // a little error that is no curve
                let error = if year % 2 == 0 { 0.002 } else { -0.002 };
                (f64::from(year), share(f64::from(year)) + error)
            })
            .collect()
    }

    #[test]
    fn a_logistic_is_found_again() {
        let found = best_is_logistic(&path(|year| 0.8 / (1.0 + exp(-(year - 17.0) / 3.0)))).unwrap();
        assert!((found.ceiling - 0.8).abs() < 0.005, "{found:?}");
        assert!((found.middle - 17.0).abs() < 0.1 && (found.scale - 3.0).abs() < 0.1, "{found:?}");
        // from a tenth to nine tenths: 2 ln 9 = 4.394 scales
        assert!((found.takes() - 13.18).abs() < 0.5, "{found:?}");
    }

    #[test]
    fn what_grows_otherwise_is_not_taken_for_a_logistic() {
        assert_eq!(best_is_logistic(&path(|year| 0.01 + 0.02 * year)), None);
        assert_eq!(best_is_logistic(&path(|year| 0.001 * exp(0.12 * year))), None);
        assert_eq!(best_is_logistic(&[]), None);
    }

    #[test]
    fn the_criterion_asks_a_price_for_each_parameter() {
        // four points, squares of 4: 4 ln 1 + 2 x 3
        assert_eq!(criterion(4, 4.0, 2), 6.0);
    }
}
