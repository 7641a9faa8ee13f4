//! Cuts outlines: at the edge of a map (Sutherland, Hodgman 1974, one edge after the other), and into stretches of lines.

use super::{Point, Rectangle, Ring};

/// What of a ring lies in a rectangle. Where it leaves and comes back, its parts are joined along the edge.
pub fn clip(ring: Ring, [west, south, east, north]: Rectangle) -> Ring {
    // how far inside of each edge a point lies
    let edges: [&dyn Fn(Point) -> f64; 4] =
        [&|point| point.0 - west, &|point| east - point.0, &|point| point.1 - south, &|point| {
            north - point.1
        }];
    edges.into_iter().fold(ring, |ring, inside| cut(&ring, inside))
}

fn cut(ring: &[Point], inside: &dyn Fn(Point) -> f64) -> Ring {
    if ring.iter().all(|&corner| inside(corner) >= 0.0) {
        return ring.to_vec();
    }
    let mut kept = Ring::new();
    for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let (before, after) = (inside(from), inside(to));
        if before >= 0.0 {
            kept.push(from);
        }
        if (before > 0.0 && after < 0.0) || (before < 0.0 && after > 0.0) {
            let share = before / (before - after);
            kept.push((from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1)));
        }
    }
    kept
}

/// The stretches of a line that lie inside of an outline and outside of its holes. `turned` gives the place of a point along
/// the line and across; the line is where the latter is at `level`.
pub fn spans(rings: &[Ring], level: f64, turned: impl Fn(Point) -> Point) -> Vec<(f64, f64)> {
    let mut crossings = Vec::new();
    for ring in rings {
        for (&from, &to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (from, to) = (turned(from), turned(to));
            // a corner on the line belongs to one of its two sides alone
            if (from.1 < level) != (to.1 < level) {
                crossings.push(from.0 + (level - from.1) / (to.1 - from.1) * (to.0 - from.0));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Rectangle = [0.0, 0.0, 4.0, 4.0];

    #[test]
    fn what_is_inside_stays_and_what_is_outside_goes() {
        let triangle = vec![(1.0, 1.0), (3.0, 1.0), (2.0, 4.0)];
        assert_eq!(clip(triangle.clone(), SQUARE), triangle);
        assert!(clip(vec![(5.0, 1.0), (7.0, 1.0), (6.0, 3.0)], SQUARE).is_empty());
    }

    #[test]
    fn what_crosses_an_edge_is_cut_there() {
        // half way between 2 and 6 along both sides that cross
        let cut = clip(vec![(2.0, 0.0), (6.0, 2.0), (2.0, 4.0)], SQUARE);
        assert_eq!(cut, [(2.0, 0.0), (4.0, 1.0), (4.0, 3.0), (2.0, 4.0)]);
        // one that holds the whole rectangle becomes it
        let mut all = clip(vec![(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0)], SQUARE);
        all.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(all, [(0.0, 0.0), (0.0, 4.0), (4.0, 0.0), (4.0, 4.0)]);
    }

    #[test]
    fn a_line_is_inside_but_for_holes() {
        let hole = vec![(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0)];
        let rings = [vec![(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)], hole];
        assert_eq!(spans(&rings, 2.0, |point| point), [(0.0, 1.0), (3.0, 4.0)]);
        // through corners of the hole, and outside of all
        assert_eq!(spans(&rings, 3.0, |point| point), [(0.0, 1.0), (3.0, 4.0)]);
        assert_eq!(spans(&rings, 5.0, |point| point), []);
        // down instead of across
        assert_eq!(spans(&rings, 0.5, |(x, y)| (y, x)), [(0.0, 4.0)]);
    }
}
