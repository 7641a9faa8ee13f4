//! The outlines of regions: read from `GeoJSON`, projected, cut to a window and fitted into a panel.

use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::canvas::path;
use super::projection::EqualArea;
use super::table::{damaged, unreadable};
use crate::error::Result;

/// Two corners of an outline that would be nearer than this on the page are drawn as one, pixels.
const FINEST: f64 = 0.25;

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
    regions: Vec<Region>,
    /// West, south, east and north end on the plane.
    extent: [f64; 4],
}

struct Region {
    key: String,
    rings: Vec<Ring<Point>>,
}

/// A region's outline fitted into a panel.
pub struct Outline {
    /// The name of the region, as in the results.
    pub key: String,
    /// Content of an SVG path; holes by the even-odd rule.
    pub data: String,
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
            regions: Vec::new(),
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
            let mut region = Region { key: name.to_owned(), rings: Vec::new() };
            for polygon in polygons {
                region.rings.extend(boundaries.project(&polygon, window, plane).ok_or_else(|| {
                    damaged(path, format!("`{name}` has a corner without longitude and latitude"))
                })?);
            }
            if !region.rings.is_empty() {
                boundaries.regions.push(region);
            }
        }
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

    fn extend(&mut self, (x, y): Point) {
        let [west, south, east, north] = self.extent;
        self.extent = [west.min(x), south.min(y), east.max(x), north.max(y)];
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// Height over width of what is shown.
    pub fn proportion(&self) -> f64 {
        let [west, south, east, north] = self.extent;
        ((north - south) / (east - west)).clamp(0.2, 5.0)
    }

    /// The outlines, fitted into the middle of a panel.
    pub fn fitted(&self, (width, height): (f64, f64)) -> Vec<Outline> {
        let [west, south, east, north] = self.extent;
        let scale = (width / (east - west).max(1e-9)).min(height / (north - south).max(1e-9));
        let (left, top) = ((width - scale * (east - west)) / 2.0, (height - scale * (north - south)) / 2.0);
        let place = |&(x, y): &Point| (left + scale * (x - west), top + scale * (north - y));
        let outline = |region: &Region| {
            let rings = region.rings.iter().map(|ring| simplified(ring.iter().map(place)));
            let data: Vec<String> =
                rings.filter(|ring| ring.len() > 2).map(|ring| path(&ring) + "Z").collect();
            Outline { key: region.key.clone(), data: data.concat() }
        };
        self.regions.iter().map(outline).filter(|outline| !outline.data.is_empty()).collect()
    }
}

/// The points that are farther than a page can show from the one before.
fn simplified(ring: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for (x, y) in ring {
        if kept.last().is_none_or(|last| (last.0 - x).hypot(last.1 - y) >= FINEST) {
            kept.push((x, y));
        }
    }
    kept
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
    fn holes_and_parts_are_kept_and_the_window_cuts() {
        let everything = read(TWO, None).unwrap().fitted((200.0, 100.0));
        assert_eq!(everything.iter().map(|o| o.data.matches('M').count()).collect::<Vec<_>>(), [2, 2]);
        let boundaries = read(TWO, Some([0.0, 40.0, 20.0, 60.0])).unwrap();
        let cut = boundaries.fitted((200.0, 200.0));
        assert_eq!(cut.iter().map(|o| o.data.matches('M').count()).collect::<Vec<_>>(), [2, 1]);
        assert!(
            boundaries.proportion() > 0.7 && boundaries.proportion() < 1.0,
            "{}",
            boundaries.proportion()
        );
        assert!(read(TWO, Some([100.0, 0.0, 120.0, 10.0])).unwrap().is_empty());
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
