//! The numbers of an outcome, point by replicate, as far as they count.

use super::Design;
use crate::numeric::sum;

/// Rows of a design in which no number is missing.
#[derive(Debug)]
pub struct Table<'t> {
    raw: &'t [f64],
    /// Less the mean over all points in the same replicate, which takes away the luck that all points share.
    centred: Vec<f64>,
    /// The places of the rows in the design.
    kept: Vec<usize>,
    width: usize,
    replicates: usize,
}

/// Differences below this share of the greatest number are those of rounding.
const ROUNDING: f64 = 1e-12;

impl<'t> Table<'t> {
    /// The rows of a design that have all their numbers.
    pub fn new(design: &Design, raw: &'t [f64], replicates: usize) -> Self {
        let width = design.width();
        let length = width * replicates;
        let is_whole =
            |row: &usize| raw[row * length..(row + 1) * length].iter().all(|value| value.is_finite());
        let kept: Vec<usize> = (0..design.rows).filter(is_whole).collect();
        let mut centred: Vec<f64> =
            kept.iter().flat_map(|row| &raw[row * length..(row + 1) * length]).copied().collect();
        for replicate in 0..replicates {
            let points: Vec<f64> = centred.iter().skip(replicate).step_by(replicates).copied().collect();
            let mean = sum(&points) / points.len() as f64;
            centred.iter_mut().skip(replicate).step_by(replicates).for_each(|value| *value -= mean);
        }
        Self { raw, centred, kept, width, replicates }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.kept.len()
    }

    /// How many replicates each point has.
    pub fn replicates(&self) -> usize {
        self.replicates
    }

    /// The place of a row in the design.
    pub fn row(&self, row: usize) -> usize {
        self.kept[row]
    }

    /// A point of a row in all replicates, as measured.
    pub fn raw(&self, row: usize, point: usize) -> &'t [f64] {
        let start = (self.kept[row] * self.width + point) * self.replicates;
        &self.raw[start..start + self.replicates]
    }

    /// Whether two points of a row are the same in every replicate, but by rounding.
    pub fn is_same(&self, row: usize, one: usize, other: usize) -> bool {
        let mut pairs = self.raw(row, one).iter().zip(self.raw(row, other));
        pairs.all(|(one, other)| (one - other).abs() <= ROUNDING * one.abs().max(other.abs()))
    }

    /// A point of a row in all replicates, beside the mean of all points in each.
    pub fn centred(&self, row: usize, point: usize) -> &[f64] {
        let start = (row * self.width + point) * self.replicates;
        &self.centred[start..start + self.replicates]
    }

    /// Whether no point differs from another in the same replicate, but by rounding.
    pub fn is_flat(&self) -> bool {
        let largest = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(0.0, |most: f64, value| most.max(value.abs()))
        };
        let all =
            &mut (0..self.rows()).flat_map(|row| (0..self.width).flat_map(move |point| self.raw(row, point)));
        largest(&mut self.centred.iter().copied()) <= ROUNDING * largest(&mut all.copied())
    }
}
