//! Where boxes stand: where the map has nothing, at one of its edges, as large as may be; and where there is no room, below.

use super::clip::spans;
use super::{Frame, Patch, Rectangle, Ring, around};

/// So many cells along the longer side of the map are looked at for room.
const CELLS: usize = 96;
/// The side of a box with the gap to the next, in such cells: no larger, and no smaller.
const LARGEST: usize = 16;
const SMALLEST: usize = 8;
/// The gap, a share of the side.
const GAP: f64 = 0.08;
/// What is left free around the outlines in a box, a share of its side.
const PADDING: f64 = 0.06;

/// So many boxes of one size, row by row, and the map with them.
pub fn place(patches: &[Patch], extent: Rectangle, count: usize) -> (Vec<Rectangle>, Rectangle) {
    if count == 0 {
        return (Vec::new(), extent);
    }
    let ground = Ground::new(patches, extent);
    let [west, south, east, north] = extent;
    let found = (SMALLEST..=LARGEST).rev().find_map(|size| Some((size, ground.block(size, count)?)));
    if let Some((size, block)) = found {
        let corner = (west + block.left as f64 * ground.cell, north - block.top as f64 * ground.cell);
        return (boxes(corner, size as f64 * ground.cell, block.columns, count), extent);
    }
    let across = (east - west) / ground.cell;
    let size = (across / count as f64).clamp(SMALLEST as f64, LARGEST as f64).min(across);
    let columns = ((across / size + 1e-9) as usize).max(1);
    let side = size * ground.cell;
    let below = side * count.div_ceil(columns) as f64 + side * GAP;
    (boxes((west, south - side * GAP), side, columns, count), [west, south - below, east, north])
}

/// Boxes from an upper left corner, `side` from one to the next.
fn boxes((left, top): (f64, f64), side: f64, columns: usize, count: usize) -> Vec<Rectangle> {
    let gap = side * GAP / 2.0;
    let one = |place: usize| {
        let (x, y) = (left + side * (place % columns) as f64, top - side * (place / columns) as f64);
        [x + gap, y - side + gap, x + side - gap, y - gap]
    };
    (0..count).map(one).collect()
}

/// Moves and scales outlines into a box, below its label.
pub fn fit(patches: &mut [Patch], [west, south, east, north]: Rectangle) {
    let Some(own) = around(patches.iter().flat_map(|patch| patch.rings.iter().flatten().copied())) else {
        return;
    };
    let padding = PADDING * (east - west);
    let (wide, tall) = (east - west - 2.0 * padding, (north - south) * (1.0 - Frame::LABEL) - padding);
    let scale = (wide / (own[2] - own[0])).min(tall / (own[3] - own[1]));
    // a single corner has no size that could be scaled
    let scale = if scale.is_finite() { scale } else { 0.0 };
    let middle = (f64::midpoint(own[0], own[2]), f64::midpoint(own[1], own[3]));
    let target = (f64::midpoint(west, east), south + padding + tall / 2.0);
    for (x, y) in patches.iter_mut().flat_map(|patch| &mut patch.rings).flatten() {
        (*x, *y) = (target.0 + scale * (*x - middle.0), target.1 + scale * (*y - middle.1));
    }
}

/// What of the map is taken, in cells from the upper left.
struct Ground {
    cell: f64,
    columns: usize,
    rows: usize,
    /// How many cells are taken above and left of a corner of cells.
    taken: Vec<usize>,
}

/// A block of boxes that fits.
struct Block {
    left: usize,
    top: usize,
    columns: usize,
}

impl Ground {
    fn new(patches: &[Patch], [west, south, east, north]: Rectangle) -> Self {
        let cell = (east - west).max(north - south) / CELLS as f64;
        let count = |length: f64| ((length / cell + 1e-9) as usize).clamp(1, CELLS);
        let (columns, rows) = (count(east - west), count(north - south));
        let mut is_taken = vec![false; columns * rows];
        let place = |value: f64, most: usize| (value.max(0.0) as usize).min(most - 1);
        for patch in patches {
            let rings: Vec<Ring> = patch
                .rings
                .iter()
                .map(|ring| ring.iter().map(|(x, y)| ((x - west) / cell, (north - y) / cell)).collect())
                .collect();
            for &(x, y) in rings.iter().flatten() {
                is_taken[place(y, rows) * columns + place(x, columns)] = true;
            }
            for row in 0..rows {
                for (from, to) in spans(&rings, row as f64 + 0.5, |point| point) {
                    let (from, to) = (place(from, columns), place(to, columns));
                    is_taken[row * columns + from..=row * columns + to].fill(true);
                }
            }
        }
        let mut taken = vec![0; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            for column in 0..columns {
                let here = (row + 1) * (columns + 1) + column + 1;
                taken[here] = taken[here - 1]
                    + taken[here - columns - 1]
                    + usize::from(is_taken[row * columns + column])
                    - taken[here - columns - 2];
            }
        }
        Self { cell, columns, rows, taken }
    }

    /// Whether nothing is in a rectangle of cells and next to it.
    fn is_free(&self, left: usize, top: usize, wide: usize, tall: usize) -> bool {
        let (right, bottom) = ((left + wide + 1).min(self.columns), (top + tall + 1).min(self.rows));
        let (left, top) = (left.saturating_sub(1), top.saturating_sub(1));
        let taken = |column: usize, row: usize| self.taken[row * (self.columns + 1) + column];
        taken(right, bottom) + taken(left, top) == taken(left, bottom) + taken(right, top)
    }

    /// Where boxes of a size have room together at an edge: in a corner rather than between two, at the top rather than
    /// below, and as near to a square as may be.
    fn block(&self, size: usize, count: usize) -> Option<Block> {
        let mut shapes: Vec<(usize, usize)> =
            (1..=count).map(|columns| (columns, count.div_ceil(columns))).collect();
        shapes.sort_by_key(|&(columns, rows)| (columns * rows - count, columns.abs_diff(rows)));
        shapes.into_iter().find_map(|(columns, rows)| {
            let right = self.columns.checked_sub(columns * size)?;
            let bottom = self.rows.checked_sub(rows * size)?;
            let places = (0..=bottom).flat_map(|top| (0..=right).map(move |left| (left, top)));
            let edges = |(left, top): (usize, usize)| {
                u8::from(left == 0 || left == right) + u8::from(top == 0 || top == bottom)
            };
            places
                .filter(|&place| edges(place) > 0)
                .filter(|&(left, top)| self.is_free(left, top, columns * size, rows * size))
                .min_by_key(|&place| (2 - edges(place), place.1, place.0))
                .map(|(left, top)| Block { left, top, columns })
        })
    }
}
