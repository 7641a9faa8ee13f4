//! Maps of what a policy removes of each region's problem beyond another: of a spatial study beyond the blind comparator,
//! elsewhere beyond the baseline.
//!
//! **Reads** `series.csv`: the regional means of `region_removed.MISSION` at the deadline; and the boundaries that the
//! manifest names.

use crate::error::Result;
use crate::report::atlas::{Atlas, NO_MAP, Panel, caption};
use crate::report::manifest::{Manifest, Mission};
use crate::report::results::{Regions, Results};
use crate::report::shading::Shading;
use crate::report::{Drawing, Typeface};
use crate::studies::spatial;

/// Points are hundredths.
const POINTS: f64 = 100.0;

/// Draws the maps of a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    if manifest.map.is_none() {
        return Ok(Drawing::Omitted(NO_MAP.into()));
    }
    let (reference, policies) = compared(manifest);
    if policies.is_empty() {
        return Ok(Drawing::Omitted("no policy is there that could be held against another".into()));
    }
    let outcome = format!("region_removed.{}", mission.name);
    let gathered = results.regional(&outcome)?;
    let removed = |policy: usize| gathered.policies[policy].get(&mission.deadline);
    let panels: Vec<Panel> = policies
        .iter()
        .map(|&policy| Panel {
            name: name(manifest, policy),
            regions: removed(policy)
                .zip(removed(reference))
                .map(|(own, other)| gain(own, other))
                .unwrap_or_default(),
        })
        .collect();
    let values = panels.iter().flat_map(|panel| panel.regions.values().copied());
    let Some(shading) = Shading::about_nought("points of the region’s problem", values) else {
        return Ok(Drawing::Omitted(format!(
            "series.csv has no regional `{outcome}` in {}",
            mission.deadline
        )));
    };
    let against = name(manifest, reference);
    let shared = if panels.len() > 1 { "; all maps share one scale" } else { "" };
    let mut caption = caption(manifest, &gathered);
    caption.insert(1, "Small differences may be luck.".into());
    let atlas = Atlas {
        typeface,
        title: format!("Regions that gain and lose against “{against}”: {}", mission.name),
        subtitle: format!(
            "Share of the region’s own problem removed by {}, less that under “{against}” with the same luck; mean of the \
             runs. Blue: more is removed. Orange with dots: less{shared}.",
            mission.deadline
        ),
        caption,
        shading,
        panels,
        columns: None,
    };
    atlas.draw(results)
}

/// The policy that others are held against, and those others, by their places.
fn compared(manifest: &Manifest) -> (usize, Vec<usize>) {
    let of_spatial = manifest.place_of(spatial::OPEN).zip(manifest.place_of(spatial::SENSITIVE));
    match of_spatial.filter(|_| manifest.study == spatial::STUDY) {
        Some((open, sensitive)) => (open, vec![sensitive]),
        None => (0, (1..manifest.policies.len()).collect()),
    }
}

/// The name of a policy; of the sensitive one of a spatial study that of the scenario's policy that it is.
fn name(manifest: &Manifest, policy: usize) -> String {
    let name = &manifest.policies[policy].name;
    if manifest.study == spatial::STUDY && name == spatial::SENSITIVE {
        return spatial::origin(&manifest.changes).to_owned();
    }
    name.clone()
}

/// What is removed beyond what another policy removes, in points.
fn gain(own: &Regions, other: &Regions) -> Regions {
    let less = |(region, value): (&String, &f64)| {
        let reference = other.get(region).copied().unwrap_or(f64::NAN);
        (region.clone(), (value - reference) * POINTS)
    };
    own.iter().map(less).collect()
}
