//! The map of a study: the outlines of its regions on a plane, those overseas in boxes at its edge.
//!
//! Figures and pages draw the same map: `Geometry` has it in kilometres, `Picture` on a grid as fine as it is shown.

/// Polygons cut at a rectangle.
mod clip;
/// Where there is room for boxes.
mod insets;
/// The map in whole cells.
mod picture;
/// What lies overseas.
mod remote;

use std::collections::BTreeSet;
use std::path::Path;

pub use clip::spans;
pub use picture::{Inset, Picture, Shape};

use super::boundaries::{self, Outline};
use super::projection::EqualArea;
use super::results::Results;
use crate::error::Result;
use remote::{Parts, divide};

/// East and north of the point where the plane touches the Earth, km.
pub type Point = (f64, f64);
/// The corners of an outline, none twice.
pub type Ring = Vec<Point>;
/// West, south, east and north end, km.
pub type Rectangle = [f64; 4];

/// The outlines of regions on the map plane.
#[derive(Clone, Debug)]
pub struct Geometry {
    /// From the largest to the smallest, so that each may be painted over those before it: a region within another lies on top
    /// of it. Those in boxes have been moved there and have their box's scale.
    pub patches: Vec<Patch>,
    /// The boxes of regions overseas, row by row.
    pub frames: Vec<Frame>,
    /// What the map takes, boxes included.
    pub extent: Rectangle,
}

/// A connected piece of a region.
#[derive(Clone, Debug)]
pub struct Patch {
    /// The name of the region, as in the results.
    pub key: String,
    /// Its outer ring, then its holes.
    pub rings: Vec<Ring>,
}

/// The box of a region overseas.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Where it is.
    pub rectangle: Rectangle,
    /// The name of the region; the upper part of the box is left free for it, as high as [`Frame::LABEL`] says.
    pub label: String,
}

impl Frame {
    /// The share of a box's height that is for its label.
    pub const LABEL: f64 = 0.3;
}

/// What a window shows may be wider than it by this share of its longer side, so that a region is not cut for a cape.
const BEYOND_WINDOW: f64 = 0.1;
/// What is left free around the outermost corners, a share of the longer side.
const MARGIN: f64 = 0.01;
/// No map is smaller than this, so that a window on a single corner is one, km.
const LEAST: f64 = 0.001;

impl Results {
    /// The map on which regions of these names can be shown. None when the scenario gives no boundaries; without a patch
    /// when none of these regions has a boundary in the window.
    pub fn geometry(&self, regions: &BTreeSet<String>) -> Result<Option<Geometry>> {
        let manifest = &self.manifest;
        let (Some(file), Some(key)) = (&manifest.map, &manifest.map_key) else { return Ok(None) };
        Geometry::read(&self.folder().join(file), key, manifest.map_window, regions).map(Some)
    }
}

impl Geometry {
    /// Reads the boundaries in a file. `key` is the property that names a region, `regions` are those that have results, and
    /// the window (west, south, east, north, degrees) says what is drawn; without one it is where most regions are.
    pub fn read(
        path: &Path,
        key: &str,
        window: Option<[f64; 4]>,
        regions: &BTreeSet<String>,
    ) -> Result<Self> {
        Ok(Self::new(&boundaries::read(path, key)?, window, regions))
    }

    fn new(outlines: &[Outline], window: Option<[f64; 4]>, regions: &BTreeSet<String>) -> Self {
        let parts = divide(outlines, window, |key| regions.contains(key));
        let plane = EqualArea::near(parts.mainland.iter().flat_map(|&one| &outlines[one].rings).flatten());
        let Some(extent) = extent(outlines, &parts, window, plane) else {
            return Self { patches: Vec::new(), frames: Vec::new(), extent: [0.0; 4] };
        };
        let overseas: BTreeSet<usize> = parts.overseas.iter().flatten().copied().collect();
        let patches = outlines.iter().enumerate().filter(|(place, _)| !overseas.contains(place));
        let patches = patches.filter_map(|(_, outline)| project(outline, plane).within(extent)).collect();
        let mut geometry = Self { patches, frames: Vec::new(), extent };
        geometry.add_boxes(outlines, &parts.overseas);
        geometry.patches.sort_by(|one, other| other.area().total_cmp(&one.area()));
        geometry
    }

    /// Draws each group of patches overseas in a box of its own.
    fn add_boxes(&mut self, outlines: &[Outline], groups: &[Vec<usize>]) {
        let (boxes, extent) = insets::place(&self.patches, self.extent, groups.len());
        self.extent = extent;
        for (group, rectangle) in groups.iter().zip(boxes) {
            let corners = group.iter().flat_map(|&one| &outlines[one].rings).flatten();
            let plane = EqualArea::near(corners);
            let mut patches: Vec<Patch> = group.iter().map(|&one| project(&outlines[one], plane)).collect();
            insets::fit(&mut patches, rectangle);
            self.patches.append(&mut patches);
            self.frames.push(Frame { rectangle, label: outlines[group[0]].key.clone() });
        }
    }

    /// Height over width of what is shown.
    pub fn proportion(&self) -> f64 {
        let [west, south, east, north] = self.extent;
        if east > west { (north - south) / (east - west) } else { 1.0 }
    }
}

/// What the map shows of the mainland. None without one.
fn extent(
    outlines: &[Outline],
    parts: &Parts,
    window: Option<[f64; 4]>,
    plane: EqualArea,
) -> Option<Rectangle> {
    let corners = |shown: &dyn Fn(Point) -> bool| {
        let rings = parts.mainland.iter().flat_map(|&one| &outlines[one].rings);
        let corners = rings.flatten().filter(|corner| shown(**corner));
        around(corners.filter_map(|&(longitude, latitude)| plane.project(longitude, latitude)))
    };
    let mut extent = corners(&|_| true)?;
    if let Some(window) = window {
        let seen = corners(&|corner| contains(window, corner))?;
        extent = intersection(extent, widened(seen, BEYOND_WINDOW));
    }
    Some(widened(extent, MARGIN))
}

fn contains([west, south, east, north]: Rectangle, (x, y): Point) -> bool {
    (west..=east).contains(&x) && (south..=north).contains(&y)
}

fn intersection(one: Rectangle, other: Rectangle) -> Rectangle {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

/// The same with a share of its longer side around it.
fn widened([west, south, east, north]: Rectangle, share: f64) -> Rectangle {
    let room = ((east - west).max(north - south) * share).max(LEAST);
    [west - room, south - room, east + room, north + room]
}

/// The smallest rectangle around points.
fn around(points: impl Iterator<Item = Point>) -> Option<Rectangle> {
    points.fold(None, |extent: Option<Rectangle>, (x, y)| {
        let [west, south, east, north] = extent.unwrap_or([x, y, x, y]);
        Some([west.min(x), south.min(y), east.max(x), north.max(y)])
    })
}

/// An outline on a plane, without corners that have no place there.
fn project(outline: &Outline, plane: EqualArea) -> Patch {
    let ring = |ring: &Vec<(f64, f64)>| -> Ring {
        ring.iter().filter_map(|&(longitude, latitude)| plane.project(longitude, latitude)).collect()
    };
    Patch { key: outline.key.clone(), rings: outline.rings.iter().map(ring).collect() }
}

impl Patch {
    /// Its area with its holes, square kilometres of the map.
    fn area(&self) -> f64 {
        let ring = self.rings.first().map_or(&[][..], Vec::as_slice);
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
    }

    /// What of it is in a rectangle; none when nothing is.
    fn within(mut self, rectangle: Rectangle) -> Option<Self> {
        for ring in &mut self.rings {
            *ring = clip::clip(std::mem::take(ring), rectangle);
        }
        let outer = self.rings.first().is_some_and(|ring| ring.len() > 2);
        self.rings.retain(|ring| ring.len() > 2);
        outer.then_some(self)
    }
}

#[cfg(test)]
mod tests;
