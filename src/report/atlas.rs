//! Maps of regions on a page, on one scale of colours. A figure says what its maps show; this draws them.

use std::collections::BTreeSet;

use plotters::element::{PathElement, Rectangle};
use plotters::style::ShapeStyle;

use super::colour::{FAINT_INK, INK, PAPER};
use super::geometry::{Geometry, Inset, Picture, Ring};
use super::ink::{Area, CAPTION, Lettering, TICK, stroke, units, write};
use super::manifest::Manifest;
use super::page::{Page, Panels, WIDTH, provenance};
use super::results::{Gathered, Regions, Results};
use super::shading::{LEGEND, Shading};
use super::texture;
use super::{Drawing, Typeface};
use crate::error::Result;

/// The distance of two maps side by side and of one from what is below it, pixels.
const GAP: f64 = 16.0;
/// A map is never higher than this, pixels.
const TALLEST: f64 = 560.0;
/// All maps of a figure together are rather not higher than this, pixels.
const PAGE: f64 = 660.0;
/// So many stand side by side at most, unless a figure asks for more.
const MOST_COLUMNS: usize = 4;
/// The side of a cell of the grid on which outlines are drawn, pixels.
const CELL: f64 = 0.4;
/// On a narrower map lines between regions would take too much of its colours, pixels.
const NARROW: f64 = 200.0;
/// How wide such lines are, and on maps twice as wide, pixels.
const EDGES: (f64, f64) = (0.3, 0.5);
/// A rim in its own colour keeps a small island visible in a box, pixels.
const RIM: f64 = 0.7;
/// The smallest letters that are read on paper, pixels.
const SMALLEST: f64 = 7.5;

/// A map.
pub struct Panel {
    /// What stands above it.
    pub name: String,
    /// What it shows of each region; NaN where there is no number.
    pub regions: Regions,
}

/// The maps of a figure.
pub struct Atlas<'a> {
    /// The letters, to measure with.
    pub typeface: &'a Typeface,
    /// The title.
    pub title: String,
    /// The sentence below it.
    pub subtitle: String,
    /// The sentences under the maps.
    pub caption: Vec<String>,
    /// What the colours mean.
    pub shading: Shading,
    /// The maps.
    pub panels: Vec<Panel>,
    /// How many stand side by side; none for as many as look well.
    pub columns: Option<usize>,
}

/// What the caption of a figure of maps says first.
pub fn caption<T>(manifest: &Manifest, gathered: &Gathered<T>) -> Vec<String> {
    let mut sentences = provenance(manifest, gathered);
    sentences.push("Lambert azimuthal equal-area projection.".into());
    if !manifest.map_notice.is_empty() {
        sentences.push(format!("{}.", manifest.map_notice.trim_end_matches('.')));
    }
    sentences
}

/// Why a figure of maps is left out where the scenario has no map.
pub const NO_MAP: &str = "the scenario gives no boundaries to draw";

impl Atlas<'_> {
    /// Draws them on the map of a study.
    pub fn draw(mut self, results: &Results) -> Result<Drawing> {
        let regions: BTreeSet<String> =
            self.panels.iter().flat_map(|panel| panel.regions.keys()).cloned().collect();
        let Some(geometry) = results.geometry(&regions)? else { return Ok(Drawing::Omitted(NO_MAP.into())) };
        let drawn: BTreeSet<&str> = geometry.patches.iter().map(|patch| patch.key.as_str()).collect();
        if drawn.iter().all(|key| !regions.contains(*key)) {
            let key = results.manifest.map_key.as_deref().unwrap_or_default();
            let reason =
                format!("no region of the results has a boundary in the window whose `{key}` is its name");
            return Ok(Drawing::Omitted(reason));
        }
        let has_gaps = self.panels.iter().any(|panel| drawn.iter().any(|key| !panel.value(key).is_finite()));
        self.caption.extend(boxes_in_words(&geometry));
        let page = Page {
            typeface: self.typeface,
            title: std::mem::take(&mut self.title),
            subtitle: std::mem::take(&mut self.subtitle),
            caption: std::mem::take(&mut self.caption),
        };
        let names: Vec<&str> = self.panels.iter().map(|panel| panel.name.as_str()).collect();
        let columns = self.columns.unwrap_or_else(|| columns(names.len(), geometry.proportion()));
        let panels = Panels::in_columns(columns, WIDTH, self.typeface, &names, 0.0, GAP);
        let width = panels.width.min(TALLEST / geometry.proportion());
        let picture = geometry.picture((width / CELL) as u16);
        let height = f64::from(picture.height) * CELL + GAP;
        let svg = page.draw(LEGEND + panels.height(height), |area| {
            let (legend, maps) = area.split_vertically(units(LEGEND));
            self.shading.draw(&legend, self.typeface, has_gaps)?;
            let cells = panels.split(&maps, height, &vec![INK; names.len()])?;
            for (cell, panel) in cells.iter().zip(&self.panels) {
                let map = cell.margin(0, 0, units((panels.width - width) / 2.0), 0);
                self.draw_map(&map, &picture, panel)?;
            }
            Ok(())
        })?;
        Ok(Drawing::Drawn(svg))
    }

    fn draw_map(&self, area: &Area, picture: &Picture, panel: &Panel) -> Result<()> {
        let width = f64::from(picture.width) * CELL;
        let edge = if width < 2.0 * NARROW { EDGES.0 } else { EDGES.1 };
        for shape in &picture.shapes {
            let pixels = |&(x, y): &(i32, i32)| (f64::from(x) * CELL, f64::from(y) * CELL);
            let rings: Vec<Ring> = shape.rings.iter().map(|ring| ring.iter().map(pixels).collect()).collect();
            let look = self.shading.look(panel.value(&shape.key));
            texture::paint(area, &rings, look)?;
            let is_overseas = picture.boxes.iter().any(|inset| inset.contains(shape.rings[0][0]));
            let line = if is_overseas { stroke(look.0, RIM) } else { stroke(PAPER, edge) };
            if is_overseas || width > NARROW {
                rings.iter().try_for_each(|ring| draw_ring(area, ring, line))?;
            }
        }
        picture.boxes.iter().try_for_each(|inset| self.draw_box(area, inset))
    }

    /// Draws the frame of a box and, where it can be read, its label.
    fn draw_box(&self, area: &Area, inset: &Inset) -> Result<()> {
        let pixels = |(x, y): (i32, i32)| (f64::from(x) * CELL, f64::from(y) * CELL);
        let (from, to, head) = (pixels(inset.from), pixels(inset.to), f64::from(inset.head) * CELL);
        let corner = |(x, y)| (units(x), units(y));
        area.draw(&Rectangle::new([corner(from), corner(to)], stroke(FAINT_INK, 0.5)))?;
        let how = Lettering { size: (head * 0.9).min(CAPTION.size), ..TICK };
        let room = to.0 - from.0 - 3.0;
        if how.size >= SMALLEST && how.width(self.typeface, &inset.label) <= room {
            write(area, (from.0 + 2.0, from.1 + head * 0.95), std::slice::from_ref(&inset.label), how)?;
        }
        Ok(())
    }
}

fn draw_ring(area: &Area, ring: &Ring, line: ShapeStyle) -> Result<()> {
    let corners = ring.iter().chain(&ring[..1]).map(|&(x, y)| (units(x), units(y)));
    Ok(area.draw(&PathElement::new(corners.collect::<Vec<_>>(), line))?)
}

impl Panel {
    fn value(&self, region: &str) -> f64 {
        self.regions.get(region).copied().unwrap_or(f64::NAN)
    }
}

/// How many of so many maps stand side by side: as few as keep the figure on a page, and rather not so many that the last is
/// alone in its row. `proportion` is their height over their width.
fn columns(count: usize, proportion: f64) -> usize {
    let fewest = if count == 4 { 2 } else { count.clamp(1, 3) };
    let fits = |columns: &usize| {
        let each = (WIDTH - GAP * (columns - 1) as f64) / *columns as f64 * proportion;
        let rows = count.div_ceil(*columns);
        rows == 1 || (count % columns != 1 && rows as f64 * each <= PAGE)
    };
    (fewest..=MOST_COLUMNS).find(fits).unwrap_or(MOST_COLUMNS)
}

/// Which boxes there are, for those who can't read their labels.
fn boxes_in_words(geometry: &Geometry) -> Option<String> {
    let labels: Vec<&str> = geometry.frames.iter().map(|frame| frame.label.as_str()).collect();
    (!labels.is_empty())
        .then(|| format!("In boxes, row by row, each at a scale of its own: {}.", labels.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tall_maps_stand_closer_than_flat_ones() {
        // Europe is about 0.84 as high as wide, Germany 1.33
        assert_eq!([1, 2, 3, 4, 5, 6, 9].map(|count| columns(count, 0.84)), [1, 2, 3, 2, 3, 3, 3]);
        assert_eq!([1, 2, 3, 4, 5, 6, 9].map(|count| columns(count, 1.33)), [1, 2, 3, 4, 3, 3, 4]);
    }
}
