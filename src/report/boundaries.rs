//! The outlines of regions, as a `GeoJSON` file has them.

use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

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
    geometry: Option<Shape>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Shape {
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// Longitude and latitude, and whatever else a file says of a corner.
type Position = Vec<f64>;

/// A connected piece of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The name of the region, as in the results.
    pub key: String,
    /// Its outer ring, then its holes: longitude and latitude in degrees, no corner twice.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Reads all polygons of a file; `key` is the property that names a region.
pub fn read(path: &Path, key: &str) -> Result<Vec<Outline>> {
    let file = std::fs::File::open(path).map_err(|source| unreadable(path, source))?;
    let collection: Collection =
        serde_json::from_reader(BufReader::new(file)).map_err(|error| damaged(path, error.to_string()))?;
    let mut outlines = Vec::new();
    for feature in collection.features {
        let properties = feature.properties.as_ref();
        let name = properties.and_then(|properties| properties.get(key)).and_then(Value::as_str);
        let name = name.ok_or_else(|| damaged(path, format!("a boundary has no property `{key}`")))?;
        let polygons = match feature.geometry {
            None => continue,
            Some(Shape::Polygon(polygon)) => vec![polygon],
            Some(Shape::MultiPolygon(polygons)) => polygons,
        };
        for polygon in polygons {
            let rings = polygon.iter().map(|ring| corners(ring)).collect::<Option<Vec<_>>>();
            let malformed = || damaged(path, format!("`{name}` has a corner without longitude and latitude"));
            outlines.push(Outline { key: name.to_owned(), rings: rings.ok_or_else(malformed)? });
        }
    }
    Ok(outlines)
}

/// The corners of a ring, without the last where it repeats the first. None if it is malformed.
fn corners(ring: &[Position]) -> Option<Vec<(f64, f64)>> {
    let corner = |position: &Position| Some((*position.first()?, *position.get(1)?));
    let mut corners = ring.iter().map(corner).collect::<Option<Vec<_>>>()?;
    if corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    Some(corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlines(text: &str) -> Result<Vec<Outline>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.geojson");
        std::fs::write(&path, text).unwrap();
        read(&path, "code")
    }

    #[test]
    fn every_polygon_comes_with_its_holes_and_without_repeated_ends() {
        let found = outlines(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":
              [[[9,51,7],[11,51],[11,53],[9,51,7]],[[9.5,51.5],[10.5,51.5],[10.5,52.5]]]}},
            {"type":"Feature","properties":{"code":"B"},"geometry":{"type":"MultiPolygon","coordinates":
              [[[[11,51],[13,51],[13,53],[11,51]]],[[[-60,3],[-50,3],[-50,6],[-60,3]]]]}},
            {"type":"Feature","properties":{"code":"C"},"geometry":null}]}"#,
        )
        .unwrap();
        let counts: Vec<_> = found
            .iter()
            .map(|one| (one.key.as_str(), one.rings.iter().map(Vec::len).collect::<Vec<_>>()))
            .collect();
        assert_eq!(counts, [("A", vec![3, 3]), ("B", vec![3]), ("B", vec![3])]);
        assert_eq!(found[0].rings[0], [(9.0, 51.0), (11.0, 51.0), (11.0, 53.0)]);
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
            assert_eq!(outlines(wrong).err().unwrap().exit_code(), 74, "{wrong}");
        }
    }
}
