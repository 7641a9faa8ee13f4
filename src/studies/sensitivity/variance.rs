//! Of what the variance of a single run consists: what factors do, what luck does at every point alike, and what luck does here
//! and not there.
//!
//! y(point, replicate) = mean + f(point) + common(replicate) + own(point, replicate): the components of variance of a two-way
//! layout with random effects, one number in each cell (Henderson 1953). The mean square of the rest is the variance of the
//! last; what it adds to the variances of the means over replicates and over points is taken away.

use super::resampling::jackknife;
use super::{Design, Method, Table};
use crate::studies::statistics::student_t;

/// One part of a variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// In squares of the unit; below nought where chance makes it so.
    pub variance: f64,
    /// Of the whole, none below nought.
    pub share: f64,
    /// The standard error of the share through luck; not a number below three replicates.
    pub error_of_luck: f64,
}

/// The parts of the variance of a single run; not numbers where there is one replicate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variance {
    /// What is varied.
    pub factors: Part,
    /// Luck that does the same at all points.
    pub luck: Part,
    /// Luck that does here what it does not there.
    pub luck_with_factors: Part,
    /// The mean correlation of two replicates over the points, however great luck makes the numbers of each.
    pub agreement: f64,
    /// The standard error of that through luck; not a number below three replicates.
    pub error_of_agreement: f64,
}

/// Sums of a table of points by replicates, from which its parts follow.
struct Sums {
    points: f64,
    replicates: f64,
    all: f64,
    squares: f64,
    of_points: f64,
    of_replicates: f64,
}

impl Sums {
    /// The parts, as they are.
    fn parts(&self) -> [f64; 3] {
        let Self { points, replicates, all, squares, of_points, of_replicates } = *self;
        let whole = all * all / (points * replicates);
        let between_points = of_points / replicates - whole;
        let between_replicates = of_replicates / points - whole;
        let rest = squares - whole - between_points - between_replicates;
        let rest = (rest / ((points - 1.0) * (replicates - 1.0))).max(0.0);
        [
            (between_points / (points - 1.0) - rest) / replicates,
            (between_replicates / (replicates - 1.0) - rest) / points,
            rest,
        ]
    }
}

impl Variance {
    /// Whether what varies is told from luck: whether replicates agree over the points, beyond the error of so many of them.
    pub fn tells_factors(&self, replicates: usize) -> bool {
        self.agreement - student_t(replicates as u64 - 1) * self.error_of_agreement > 0.0
    }

    /// Of the points that stand for all.
    pub fn of(design: &Design, table: &Table) -> Self {
        let places: Vec<usize> = match design.method {
            Method::Morris => (0..design.width()).collect(),
            // those of A and B, which have nothing in common
            Method::Sobol => vec![0, design.width() - 1],
        };
        let rows = (0..table.rows()).flat_map(|row| places.iter().map(move |place| (row, *place)));
        Self::of_points(&rows.map(|(row, place)| table.raw(row, place)).collect::<Vec<_>>())
    }

    /// Of points in all replicates.
    pub fn of_points(points: &[&[f64]]) -> Self {
        let (count, replicates) = (points.len() as f64, points[0].len());
        let mean = points.iter().flat_map(|point| *point).sum::<f64>() / (count * replicates as f64);
        let of_points: Vec<f64> =
            points.iter().map(|point| point.iter().map(|value| value - mean).sum()).collect();
        let of_replicates: Vec<f64> =
            (0..replicates).map(|place| points.iter().map(|point| point[place] - mean).sum()).collect();
        let squares: Vec<f64> = (0..replicates)
            .map(|place| points.iter().map(|point| (point[place] - mean).powi(2)).sum())
            .collect();
        let square = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>();
        let whole = Sums {
            points: count,
            replicates: replicates as f64,
            all: of_points.iter().sum(),
            squares: squares.iter().sum(),
            of_points: square(&of_points),
            of_replicates: square(&of_replicates),
        };
        let without = |place: usize| Sums {
            replicates: whole.replicates - 1.0,
            all: whole.all - of_replicates[place],
            squares: whole.squares - squares[place],
            of_points: points
                .iter()
                .zip(&of_points)
                .map(|(point, sum)| (sum - (point[place] - mean)).powi(2))
                .sum(),
            of_replicates: whole.of_replicates - of_replicates[place].powi(2),
            ..whole
        };
        let left_out: Vec<[f64; 3]> = if replicates < 3 {
            Vec::new()
        } else {
            (0..replicates).map(|place| shares(without(place).parts())).collect()
        };
        let parts = if replicates < 2 { [f64::NAN; 3] } else { whole.parts() };
        let of = |place: usize| Part {
            variance: parts[place],
            share: shares(parts)[place],
            error_of_luck: jackknife(&left_out.iter().map(|shares| shares[place]).collect::<Vec<_>>()),
        };
        let (agreement, error_of_agreement) = agreement(points);
        Self { factors: of(0), luck: of(1), luck_with_factors: of(2), agreement, error_of_agreement }
    }
}

/// The mean correlation of all pairs of replicates over the points, and its error. Of numbers that each replicate has been
/// given the same mean and spread of, it follows from the squares of their sums over replicates.
fn agreement(points: &[&[f64]]) -> (f64, f64) {
    let (count, replicates) = (points.len() as f64, points[0].len());
    let scaled: Vec<Vec<f64>> = (0..replicates)
        .map(|place| {
            let mean = points.iter().map(|point| point[place]).sum::<f64>() / count;
            let square = points.iter().map(|point| (point[place] - mean).powi(2)).sum::<f64>() / count;
            let scale = if square > 0.0 { square.sqrt() } else { f64::INFINITY };
            points.iter().map(|point| (point[place] - mean) / scale).collect()
        })
        .collect();
    let sums: Vec<f64> = (0..points.len()).map(|point| scaled.iter().map(|of| of[point]).sum()).collect();
    let own = |of: &[f64]| of.iter().map(|value| value * value).sum::<f64>() / count;
    let owns: Vec<f64> = scaled.iter().map(|of| own(of)).collect();
    let all = owns.iter().sum::<f64>();
    let mean =
        |squares: f64, owns: f64, replicates: f64| (squares - owns) / (replicates * (replicates - 1.0));
    let without = |place: usize| {
        let left: Vec<f64> = sums.iter().zip(&scaled[place]).map(|(sum, value)| sum - value).collect();
        mean(own(&left), all - owns[place], replicates as f64 - 1.0)
    };
    let error =
        if replicates < 3 { f64::NAN } else { jackknife(&(0..replicates).map(without).collect::<Vec<_>>()) };
    (mean(own(&sums), all, replicates as f64), error)
}

/// What each is of all, none below nought.
fn shares(parts: [f64; 3]) -> [f64; 3] {
    let whole: f64 = parts.iter().map(|part| part.max(0.0)).sum();
    parts.map(|part| if part.is_nan() { f64::NAN } else { part.max(0.0) / whole })
}
