//! The outlines of regions: read from `GeoJSON`, projected, and cut to a window.

use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::projection::EqualArea;
use super::table::{damaged, unreadable};
use crate::error::Result;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<Map<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring<Vec<f64>>>),
    MultiPolygon(Vec<Vec<Ring<Vec<f64>>>>),
}

type Ring<P> = Vec<P>;
type Point = (f64, f64);

/// The outlines of all regions on the map plane, kilometres east and north.
pub struct Boundaries {
    /// From the largest to the smallest, so that each may be painted over those before it: a plotter has no holes, and a
    /// region within another lies on top of it.
    pub patches: Vec<Patch>,
    /// West, south, east and north end of what is inside the window.
    pub extent: [f64; 4],
}

/// A connected piece of a region.
pub struct Patch {
    /// The name of the region, as in the results.
    pub key: String,
    /// Its outer ring, then its holes.
    pub rings: Vec<Ring<Point>>,
}

impl Boundaries {
    /// Reads the polygons whose longitudes and latitudes lie, at least in part, in the window (west, south, east, north).
    /// `key` is the property that names a region.
    pub fn read(path: &Path, key: &str, window: Option<[f64; 4]>) -> Result<Self> {
        let file = std::fs::File::open(path).map_err(|source| unreadable(path, source))?;
        let collection: Collection = serde_json::from_reader(BufReader::new(file))
            .map_err(|error| damaged(path, error.to_string()))?;
        let window = window.unwrap_or([-180.0, -90.0, 180.0, 90.0]);
        let plane = EqualArea::of_europe();
        let mut boundaries = Self {
            patches: Vec::new(),
            extent: [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        };
        for feature in collection.features {
            let name = feature
                .properties
                .as_ref()
                .and_then(|properties| properties.get(key))
                .and_then(Value::as_str);
            let name = name.ok_or_else(|| damaged(path, format!("a boundary has no property `{key}`")))?;
            let polygons = match feature.geometry {
                None => continue,
                Some(Geometry::Polygon(polygon)) => vec![polygon],
                Some(Geometry::MultiPolygon(polygons)) => polygons,
            };
            for polygon in polygons {
                let rings = boundaries.project(&polygon, window, plane).ok_or_else(|| {
                    damaged(path, format!("`{name}` has a corner without longitude and latitude"))
                })?;
                if !rings.is_empty() {
                    boundaries.patches.push(Patch { key: name.to_owned(), rings });
                }
            }
        }
        boundaries.patches.sort_by(|one, other| other.area().total_cmp(&one.area()));
        Ok(boundaries)
    }

    /// The rings of a polygon on the plane: none of them when all of it is outside the window. None if it is malformed.
    fn project(
        &mut self,
        polygon: &[Ring<Vec<f64>>],
        [west, south, east, north]: [f64; 4],
        plane: EqualArea,
    ) -> Option<Vec<Ring<Point>>> {
        let (mut rings, mut seen) = (Vec::new(), false);
        for ring in polygon {
            let mut projected = Vec::with_capacity(ring.len());
            for position in ring {
                let (&longitude, &latitude) = (position.first()?, position.get(1)?);
                let Some(point) = plane.project(longitude, latitude) else { continue };
                if (west..=east).contains(&longitude) && (south..=north).contains(&latitude) {
                    seen = true;
                    self.extend(point);
                }
                projected.push(point);
            }
            rings.push(projected);
        }
        Some(if seen { rings } else { Vec::new() })
    }

    /// Makes room for a point, and a metre around it so that no extent is empty.
    fn extend(&mut self, (x, y): Point) {
        let [west, south, east, north] = self.extent;
        let room = 0.001;
        self.extent = [west.min(x - room), south.min(y - room), east.max(x + room), north.max(y + room)];
    }

    /// Height over width of what is shown.
    pub fn proportion(&self) -> f64 {
        let [west, south, east, north] = self.extent;
        ((north - south) / (east - west)).clamp(0.2, 5.0)
    }
}

impl Patch {
    /// Its area with its holes, square kilometres.
    fn area(&self) -> f64 {
        let ring = self.rings.first().map_or(&[][..], Vec::as_slice);
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
    }

    /// Its rings without the corners that are nearer than so many kilometres to the one before; none with less than three.
    pub fn simplified(&self, finest: f64) -> impl Iterator<Item = Ring<Point>> {
        let thinned = move |ring: &Ring<Point>| {
            let mut kept: Ring<Point> = Vec::new();
            for &(x, y) in ring {
                if kept.last().is_none_or(|last| (last.0 - x).hypot(last.1 - y) >= finest) {
                    kept.push((x, y));
                }
            }
            kept
        };
        self.rings.iter().map(thinned).filter(|ring| ring.len() > 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, window: Option<[f64; 4]>) -> Result<Boundaries> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.geojson");
        std::fs::write(&path, text).unwrap();
        Boundaries::read(&path, "code", window)
    }

    const TWO: &str = r#"{"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":
        [[[9,51],[11,51],[11,53],[9,53],[9,51]],[[9.5,51.5],[10.5,51.5],[10.5,52.5],[9.5,51.5]]]}},
      {"type":"Feature","properties":{"code":"B"},"geometry":{"type":"MultiPolygon","coordinates":
        [[[[11,51],[13,51],[13,53],[11,51]]],[[[-60,3],[-50,3],[-50,6],[-60,3]]]]}},
      {"type":"Feature","properties":{"code":"C"},"geometry":null}]}"#;

    #[test]
    fn holes_and_parts_are_kept_large_before_small_and_the_window_cuts() {
        let rings = |boundaries: &Boundaries| -> Vec<(String, usize)> {
            boundaries.patches.iter().map(|patch| (patch.key.clone(), patch.rings.len())).collect()
        };
        let [a, b] = ["A".to_owned(), "B".to_owned()];
        // Of B's triangles that near the equator is the larger one, and it is larger than A.
        let everything = read(TWO, None).unwrap();
        assert_eq!(rings(&everything), [(b.clone(), 1), (a.clone(), 2), (b.clone(), 1)]);
        let cut = read(TWO, Some([0.0, 40.0, 20.0, 60.0])).unwrap();
        assert_eq!(rings(&cut), [(a, 2), (b, 1)]);
        assert!(cut.proportion() > 0.7 && cut.proportion() < 1.0, "{}", cut.proportion());
        assert!(read(TWO, Some([100.0, 0.0, 120.0, 10.0])).unwrap().patches.is_empty());
    }

    #[test]
    fn near_corners_become_one_and_a_ring_of_two_none() {
        let ring = vec![(0.0, 0.0), (0.1, 0.0), (3.0, 0.0), (3.0, 4.0)];
        let patch = Patch { key: String::new(), rings: vec![ring, vec![(1.0, 1.0), (1.1, 1.0), (1.1, 1.1)]] };
        assert!((patch.area() - 6.0).abs() < 1e-12);
        let simplified: Vec<_> = patch.simplified(0.5).collect();
        assert_eq!(simplified, [[(0.0, 0.0), (3.0, 0.0), (3.0, 4.0)]]);
    }

    #[test]
    fn what_is_no_map_is_an_error() {
        for wrong in [
            "",
            "[]",
            r#"{"features":[{"properties":{},"geometry":null}]}"#,
            r#"{"features":[{"properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[1],[2]]]}}]}"#,
            r#"{"features":[{"properties":{"code":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#,
        ] {
            assert_eq!(read(wrong, None).err().unwrap().exit_code(), 74, "{wrong}");
        }
    }
}
