//! Textures, which say in grey too what colours say: slanted lines and dots, aligned over all outlines of a drawing.

use plotters::element::{Circle, PathElement, Polygon};
use plotters::style::{Color, RGBColor};

use super::colour::{HATCH, INK, PAPER};
use super::geometry::{Ring, spans};
use super::ink::{Area, stroke, units};
use crate::error::Result;

/// The distance of two slanted lines, and their width, pixels.
const LINES: (f64, f64) = (3.6, 0.6);
/// The distance of two dots, and their radius, pixels.
const DOTS: (f64, f64) = (4.4, 0.65);

/// What lies on the colour of an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texture {
    /// Nothing.
    Plain,
    /// Dots.
    Dotted,
    /// Slanted lines.
    Hatched,
}

/// Paints an outline (its rings in pixels) but for its holes.
pub fn paint(area: &Area, rings: &[Ring], (colour, texture): (RGBColor, Texture)) -> Result<()> {
    for (place, ring) in rings.iter().enumerate() {
        let corners: Vec<(i32, i32)> = ring.iter().map(|&(x, y)| (units(x), units(y))).collect();
        area.draw(&Polygon::new(corners, if place > 0 { PAPER } else { colour }))?;
    }
    match texture {
        Texture::Plain => Ok(()),
        Texture::Dotted => dot(area, rings),
        Texture::Hatched => hatch(area, rings),
    }
}

/// Draws slanted lines over what is in an outline and in none of its holes.
fn hatch(area: &Area, rings: &[Ring]) -> Result<()> {
    // across and along the lines, each a diagonal of the pixels
    let distance = LINES.0 * std::f64::consts::SQRT_2;
    for level in levels(rings.iter().flatten().map(|(x, y)| x + y), distance) {
        for (from, to) in spans(rings, level, |(x, y)| (x - y, x + y)) {
            let end = |along: f64| (units(f64::midpoint(level, along)), units(f64::midpoint(level, -along)));
            area.draw(&PathElement::new(vec![end(from), end(to)], stroke(HATCH, LINES.1)))?;
        }
    }
    Ok(())
}

/// Draws dots over what is in an outline and in none of its holes: one at least where there is room for one.
pub fn dot(area: &Area, rings: &[Ring]) -> Result<()> {
    let (distance, radius) = DOTS;
    let draw = |x: f64, y: f64| -> Result<()> {
        Ok(area.draw(&Circle::new((units(x), units(y)), units(radius), INK.filled()))?)
    };
    let mut widest: Option<(f64, f64, f64)> = None;
    let mut is_empty = true;
    let rows = distance * 0.75_f64.sqrt();
    for y in levels(rings.iter().flatten().map(|corner| corner.1), rows) {
        // every other row is moved by half a distance
        let shift = if (y / rows).round().rem_euclid(2.0) < 0.5 { 0.0 } else { distance / 2.0 };
        for (from, to) in spans(rings, y, |point| point) {
            if widest.is_none_or(|(width, ..)| to - from > width) {
                widest = Some((to - from, f64::midpoint(from, to), y));
            }
            for x in levels([from + radius - shift, to - radius - shift].into_iter(), distance) {
                draw(x + shift, y)?;
                is_empty = false;
            }
        }
    }
    match widest {
        Some((width, x, y)) if is_empty && width > 2.0 * radius => draw(x, y),
        _ => Ok(()),
    }
}

/// The multiples of a distance between the least and the greatest of some values; none where they are in the wrong order.
fn levels(values: impl Iterator<Item = f64>, distance: f64) -> impl Iterator<Item = f64> {
    let mut values = values.peekable();
    let first = values.peek().copied().unwrap_or(0.0);
    let (low, high) = values.fold((first, first), |(low, high), value| (low.min(value), high.max(value)));
    let (from, to) = ((low / distance).ceil() as i64, (high / distance).floor() as i64);
    (from..=to).map(move |place| place as f64 * distance)
}

#[cfg(test)]
mod tests {
    use plotters::backend::SVGBackend;
    use plotters::drawing::IntoDrawingArea;

    use super::*;

    fn drawn(rings: &[Ring], how: fn(&Area, &[Ring]) -> Result<()>) -> String {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (1000, 1000)).into_drawing_area();
            how(&area, rings).unwrap();
        }
        svg
    }

    fn square(half: f64) -> Ring {
        vec![
            (50.0 - half, 50.0 - half),
            (50.0 + half, 50.0 - half),
            (50.0 + half, 50.0 + half),
            (50.0 - half, 50.0 + half),
        ]
    }

    #[test]
    fn lines_are_cut_by_holes_and_dots_are_not_in_them() {
        let count = |svg: String, tag: &str| svg.matches(tag).count();
        let (whole, holed) = (vec![square(20.0)], vec![square(20.0), square(15.0)]);
        // x + y is from 60 to 140, so 15 or 16 lines at a distance of 3.6 times the root of 2
        let lines = count(drawn(&whole, hatch), "<polyline");
        assert!((15..=16).contains(&lines), "{lines}");
        // those through the hole, x + y from 70 to 130, are in two pieces
        let pieces = count(drawn(&holed, hatch), "<polyline");
        assert!((lines + 11..=lines + 12).contains(&pieces), "{pieces}");
        let (all, few) = (count(drawn(&whole, dot), "<circle"), count(drawn(&holed, dot), "<circle"));
        // of 1600 square pixels 17 each, less those at the rim; and the rim of 700
        assert!(all > 65 && all < 105 && few > 10 && few * 2 < all, "{all} {few}");
    }

    #[test]
    fn a_small_outline_has_one_dot_and_a_smaller_one_none() {
        assert_eq!(drawn(&[square(1.7)], dot).matches("<circle").count(), 1);
        assert_eq!(drawn(&[square(0.5)], dot).matches("<circle").count(), 0);
    }
}
