//! The map on a grid: its cells are as small as what can be seen of it, and a corner is where two of their lines cross.
//!
//! Neighbours share their corners, so that they still do on the grid: no gap opens between them, however coarse it is.

use std::fmt::Write;

use super::{Geometry, Patch, Point, Rectangle};

/// A place on the grid: right and down from the upper left corner.
pub type Spot = (i32, i32);

/// A map on a grid.
#[derive(Clone, Debug)]
pub struct Picture {
    /// How many cells it is wide.
    pub width: i32,
    /// How many cells it is high.
    pub height: i32,
    /// In the order of the patches of the geometry: each may be painted over those before it.
    pub shapes: Vec<Shape>,
    /// The boxes of regions overseas, row by row.
    pub boxes: Vec<Inset>,
}

/// A connected piece of a region.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The name of the region, as in the results.
    pub key: String,
    /// Its outer ring, then its holes, without what the grid is too coarse for.
    pub rings: Vec<Vec<Spot>>,
}

/// The box of a region overseas.
#[derive(Clone, Debug)]
pub struct Inset {
    /// Its upper left corner.
    pub from: Spot,
    /// Its lower right corner.
    pub to: Spot,
    /// How much of its height, from the top, is left free for the label.
    pub head: i32,
    /// The name of the region.
    pub label: String,
}

impl Geometry {
    /// The map on a grid of so many cells in width.
    pub fn picture(&self, width: u16) -> Picture {
        let [west, south, east, north] = self.extent;
        let cell = (east - west) / f64::from(width.max(1));
        let spot = |(x, y): Point| (((x - west) / cell).round() as i32, ((north - y) / cell).round() as i32);
        let shape = |patch: &Patch| {
            let mut rings = patch.rings.iter().map(|ring| simplified(ring.iter().map(|&point| spot(point))));
            let outer = rings.next().filter(|ring| ring.len() > 2)?;
            let holes = rings.filter(|ring| ring.len() > 2);
            Some(Shape { key: patch.key.clone(), rings: std::iter::once(outer).chain(holes).collect() })
        };
        let inset = |[west, south, east, north]: Rectangle, label: &String| {
            let (from, to) = (spot((west, north)), spot((east, south)));
            let head = (f64::from(to.1 - from.1) * super::Frame::LABEL) as i32;
            Inset { from, to, head, label: label.clone() }
        };
        Picture {
            width: i32::from(width.max(1)),
            height: if cell > 0.0 { ((north - south) / cell).ceil() as i32 } else { 1 },
            shapes: self.patches.iter().filter_map(shape).collect(),
            boxes: self.frames.iter().map(|frame| inset(frame.rectangle, &frame.label)).collect(),
        }
    }
}

impl Inset {
    /// Whether a place is in the box.
    pub fn contains(&self, (x, y): Spot) -> bool {
        (self.from.0..=self.to.0).contains(&x) && (self.from.1..=self.to.1).contains(&y)
    }
}

impl Shape {
    /// As the `d` of an SVG path, to be filled by the rule `evenodd`: each corner is given from the one before it.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for ring in &self.rings {
            let mut before: Option<Spot> = None;
            for &(x, y) in ring {
                let _ = match before {
                    None => write!(path, "M{x} {y}l"),
                    Some((left, above)) => {
                        let (right, down) = (x - left, y - above);
                        let gap = if right < 0 || path.ends_with('l') { "" } else { " " };
                        let between = if down < 0 { "" } else { " " };
                        write!(path, "{gap}{right}{between}{down}")
                    }
                };
                before = Some((x, y));
            }
            path.push('z');
        }
        path
    }
}

/// A ring without corners at which it doesn't turn, and without there-and-back.
fn simplified(corners: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let mut ring: Vec<Spot> = Vec::new();
    for corner in corners {
        while let [.., before, last] = ring[..]
            && is_straight(before, last, corner)
        {
            ring.pop();
        }
        if ring.last() != Some(&corner) {
            ring.push(corner);
        }
    }
    // and where its end meets its beginning
    let mut from = 0;
    while ring.len() - from > 2 {
        let [.., before, last] = ring[..] else { break };
        if is_straight(before, last, ring[from]) {
            ring.pop();
        } else if is_straight(last, ring[from], ring[from + 1]) {
            from += 1;
        } else {
            break;
        }
    }
    ring.split_off(from)
}

/// Whether the way over three corners turns nowhere, or turns back.
fn is_straight(one: Spot, two: Spot, three: Spot) -> bool {
    let wide = |one: i32, other: i32| i64::from(other) - i64::from(one);
    wide(one.0, two.0) * wide(two.1, three.1) == wide(one.1, two.1) * wide(two.0, three.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_at_which_a_ring_does_not_turn_are_left_out() {
        let ring = |corners: &[Spot]| simplified(corners.iter().copied());
        let square = [(0, 0), (4, 0), (4, 4), (0, 4)];
        assert_eq!(ring(&square), square);
        // half way, twice the same, and a spike
        assert_eq!(ring(&[(0, 0), (2, 0), (4, 0), (4, 0), (4, 4), (0, 4), (0, 9), (0, 4)]), square);
        // where the end meets the beginning
        assert_eq!(ring(&[(2, 0), (4, 0), (4, 4), (0, 4), (0, 0), (1, 0)]), [(4, 0), (4, 4), (0, 4), (0, 0)]);
        assert!(ring(&[(3, 3), (3, 3), (3, 4)]).len() < 3);
        assert!(ring(&[(0, 0), (1, 1), (3, 3), (2, 2)]).len() < 3);
    }
}
