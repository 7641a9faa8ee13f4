//! The map on which regions are drawn: a file of outlines and the window to show.

use std::collections::HashSet;

use serde_json::Value;

use super::RegionTable;
use super::gaps::first_few;
use super::table::read_text;
use crate::form::{FileReference, Form};
use crate::units::{Amount, Index};

/// What the scenario says of the map.
pub(super) struct Map {
    file: Option<FileReference>,
    key: String,
    window: Option<[f64; 4]>,
}

/// Regions farther than this from the middle of the population don't stretch the default window: they lie
/// overseas. Europe without its overseas regions is within, km.
const FAR: f64 = 2800.0;
/// What the default window shows around the outermost centres, degrees.
const MARGIN: f64 = 2.0;

impl Map {
    pub fn read(form: &mut Form) -> Self {
        let file = form.path("map", "outlines of the regions to draw, as GeoJSON in degrees").optional();
        let key =
            form.text("map_key", "property of an outline that holds the region's code").default("nuts2_code");
        let window = form
            .amounts::<Index>(
                "map_window",
                "part of the map to draw: western, southern, eastern and northern edge in degrees; if not given, \
                 around the regions without those overseas",
            )
            .within(-180.0, 180.0)
            .between_items(4, 4)
            .optional()
            .and_then(|edges| <[f64; 4]>::try_from(edges.iter().map(|edge| edge.value()).collect::<Vec<_>>()).ok());
        if let Some([west, south, east, north]) = window
            && (west >= east || south >= north)
        {
            form.complain("map_window", "the window is empty", "[west, south, east, north]");
        }
        Self { file, key, window }
    }

    /// Gives the regions their map.
    pub fn add_to(self, table: &mut RegionTable, form: &mut Form) {
        table.map_window = self.window.unwrap_or_else(|| window_around(table));
        if let Some(file) = self.file
            && !table.code.is_empty()
        {
            match outlined(&file, &self.key) {
                Ok(outlined) => note_missing(&outlined, table, &file, &self.key, form),
                Err(what) => {
                    let message = format!("{} {what}", file.path.display());
                    form.complain_at(file.place.clone(), message, "a GeoJSON file of outlines");
                }
            }
            table.files.push(file.path.clone());
            table.map = Some(file.path);
        }
        table.map_key = self.key;
    }
}

/// The codes that have an outline in a file, or the end of a sentence that begins with its path.
fn outlined(file: &FileReference, key: &str) -> Result<HashSet<String>, String> {
    let text = read_text(&file.path)?;
    let map: Value = serde_json::from_str(&text).map_err(|error| format!("is not JSON: {error}"))?;
    let features = map["features"].as_array().ok_or("has no list `features`")?;
    Ok(features.iter().filter_map(|feature| feature["properties"][key].as_str()).map(str::to_owned).collect())
}

fn note_missing(
    outlined: &HashSet<String>,
    table: &mut RegionTable,
    file: &FileReference,
    key: &str,
    form: &mut Form,
) {
    let missing: Vec<&str> =
        table.code.iter().map(String::as_str).filter(|code| !outlined.contains(*code)).collect();
    // a map of regions that are joined has other codes
    let is_of_zones = !table.parts.is_empty();
    if missing.len() == table.code.len() && !is_of_zones {
        let message = format!("{} has no outline of any region by its property `{key}`", file.path.display());
        form.complain_at(file.place.clone(), message, "a map whose `map_key` holds the codes of the regions");
    } else if !missing.is_empty() {
        let noun = if missing.len() == 1 { "region" } else { "regions" };
        let note = format!("the map has no outline of {} {noun} ({})", missing.len(), first_few(&missing));
        table.notes.push(note);
    }
}

/// The smallest window, with a margin, around the regions that are not far from where people live.
fn window_around(table: &RegionTable) -> [f64; 4] {
    // the region nearest to everybody: its distances, weighted by people, sum to least
    let burden = |from: usize| -> f64 {
        let people = table.population.iter().enumerate();
        people.map(|(to, people)| table.distance_km(from, to).0 * people).sum()
    };
    let burdens = (0..table.len()).map(|region| (region, burden(region)));
    let middle = burdens.min_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |(region, _)| region);
    let near = (0..table.len()).filter(|&region| table.distance_km(middle, region).0 <= FAR);
    let window = near.fold(None, |window: Option<[f64; 4]>, region| {
        let (x, y) = (table.longitude[region], table.latitude[region]);
        let [west, south, east, north] = window.unwrap_or([x, y, x, y]);
        Some([west.min(x), south.min(y), east.max(x), north.max(y)])
    });
    window.map_or([0.0; 4], |[west, south, east, north]| {
        [west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN]
    })
}
