//! A sketch: how many numbers of a stream lie where, in cells whose width is a fixed share of what is in them.
//!
//! Every doubling is cut into equal cells, as in a high dynamic range histogram (Tene): the cell of a number is the beginning
//! of its bits. Counts are whole numbers, so a sketch does not depend on the order of the numbers, on the processor, or on how
//! the stream was split.

use serde::{Deserialize, Serialize};

/// Largest relative error of a quantile.
pub const ACCURACY: f64 = 0.001;
/// What is nearer to nought than this counts as nought.
const NOUGHT: f64 = 1e-9;
/// The bits of a number that say where it lies in its cell. The others, sign aside, are the number of the cell: of the fraction
/// it has the first nine bits, so a cell is at most 1/512 of what is in it wide, and its middle within 1/1024.
const WITHIN: u32 = 52 - 9;

/// The numbers of a stream, by cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Numbers of the cells that hold any, in rising order, each as its distance from the one before.
    steps: Vec<i32>,
    counts: Vec<u64>,
    least: f64,
    most: f64,
}

impl Sketch {
    /// The sketch of some numbers.
    pub fn of(values: &[f64]) -> Self {
        let mut cells: Vec<i32> = values.iter().map(|value| cell(*value)).collect();
        cells.sort_unstable();
        let mut sketch = Self {
            steps: Vec::new(),
            counts: Vec::new(),
            least: values.iter().copied().fold(f64::INFINITY, f64::min),
            most: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        let mut last = 0;
        for same in cells.chunk_by(|one, other| one == other) {
            sketch.steps.push(same[0] - last);
            sketch.counts.push(same.len() as u64);
            last = same[0];
        }
        sketch
    }

    /// Takes the numbers of another one as well.
    pub fn merge(&mut self, other: &Self) {
        let (mut steps, mut counts) = (Vec::with_capacity(self.steps.len()), Vec::new());
        let (mut mine, mut theirs) = (self.cells().peekable(), other.cells().peekable());
        let mut last = 0;
        loop {
            let next = match (mine.peek(), theirs.peek()) {
                (Some((one, _)), Some((another, _))) => *one.min(another),
                (Some((one, _)), None) | (None, Some((one, _))) => *one,
                (None, None) => break,
            };
            let is_next = |cell: &(i32, u64)| cell.0 == next;
            let count = |found: Option<(i32, u64)>| found.map_or(0, |(_, count)| count);
            steps.push(next - last);
            counts.push(count(mine.next_if(is_next)) + count(theirs.next_if(is_next)));
            last = next;
        }
        drop((mine, theirs));
        let (least, most) = (self.least.min(other.least), self.most.max(other.most));
        *self = Self { steps, counts, least, most };
    }

    /// The cells that hold any, with how many.
    fn cells(&self) -> impl Iterator<Item = (i32, u64)> {
        let mut cell = 0;
        self.steps.iter().zip(&self.counts).map(move |(step, count)| {
            cell += step;
            (cell, *count)
        })
    }

    /// The value below which this share of the numbers lies, never outside what was seen.
    pub fn quantile(&self, share: f64) -> f64 {
        let total: u64 = self.counts.iter().sum();
        let place = (share * total.saturating_sub(1) as f64).floor() as u64;
        let mut below = 0;
        let found = self.cells().find(|(_, count)| {
            below += count;
            below > place
        });
        found.map_or(f64::NAN, |(cell, _)| middle(cell).clamp(self.least, self.most))
    }
}

/// The number of the cell of a number: that of nought is nought, and those of numbers below it are.
fn cell(value: f64) -> i32 {
    let size = value.abs();
    if size < NOUGHT {
        return 0;
    }
    let number = (size.to_bits() >> WITHIN) as i32;
    if value < 0.0 { -number } else { number }
}

/// What stands for the numbers of a cell.
fn middle(cell: i32) -> f64 {
    if cell == 0 {
        return 0.0;
    }
    let end = |number: u32| f64::from_bits(u64::from(number) << WITHIN);
    let size = f64::midpoint(end(cell.unsigned_abs()), end(cell.unsigned_abs() + 1));
    if cell < 0 { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Purpose, Streams};
    use crate::numeric::exp;

    /// Numbers of many sizes and both signs, and nought.
    fn numbers(count: usize) -> Vec<f64> {
        let luck = Streams::new(3, 0).luck(Purpose::Choice, 0);
        let size = |agent: usize| exp((luck.uniform(agent, 0) - 0.5) * 36.0);
        let sign = |agent: usize| [1.0, -1.0, 0.0][(luck.uniform(agent, 1) * 3.0) as usize];
        (0..count).map(|agent| sign(agent) * size(agent)).collect()
    }

    #[test]
    fn quantiles_are_within_their_accuracy() {
        let values = numbers(5000);
        let sketch = Sketch::of(&values);
        let mut sorted = values;
        sorted.sort_unstable_by(f64::total_cmp);
        for share in [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0] {
            let exact = sorted[(share * 4999.0) as usize];
            let found = sketch.quantile(share);
            assert!(
                (found - exact).abs() <= exact.abs() * ACCURACY * 1.0001 + NOUGHT,
                "{found}, not {exact}"
            );
        }
        assert!(Sketch::of(&[]).quantile(0.5).is_nan());
    }

    #[test]
    fn it_is_the_same_however_the_stream_was_split() {
        let values = numbers(900);
        let whole = Sketch::of(&values);
        for split in [1, 7, 450, 899] {
            let (first, second) = values.split_at(split);
            let mut merged = Sketch::of(second);
            merged.merge(&Sketch::of(first));
            assert_eq!(merged, whole);
        }
        let total: u64 = whole.counts.iter().sum();
        assert_eq!(total, 900);
    }
}
