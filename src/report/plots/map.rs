//! Maps of the regions at the deadline, one a policy: what is taken up, paid, and able to act.
//!
//! **Reads** `series.csv`: the regional means of `region_uptake.MISSION`, `region_money.MISSION` or
//! `region_capacity.MISSION`; and the boundaries that the manifest names.

use crate::error::Result;
use crate::report::atlas::{Atlas, NO_MAP, Panel, caption};
use crate::report::manifest::Mission;
use crate::report::results::{Regions, Results};
use crate::report::shading::Shading;
use crate::report::{Drawing, Typeface};

/// What a figure shows.
struct Shown {
    outcome: &'static str,
    title: &'static str,
    /// The beginning of the sentence below the title, which goes on with the deadline.
    meaning: &'static str,
    /// What the legend says.
    legend: &'static str,
    /// What a value of the table is in the unit of the legend.
    factor: f64,
}

/// Draws the maps of a mission's uptake.
pub fn uptake(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let shown = Shown {
        outcome: "region_uptake",
        title: "Uptake by region at the deadline",
        meaning: "Share of the region’s units that are solutions by",
        legend: "uptake, % of units",
        factor: 100.0,
    };
    draw(results, mission, typeface, &shown)
}

/// Draws the maps of public money.
pub fn money(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let shown = Shown {
        outcome: "region_money",
        title: "Where public money has gone by the deadline",
        meaning: "Public money paid in the region for each inhabitant up to",
        legend: "EUR a head",
        factor: 1.0,
    };
    draw(results, mission, typeface, &shown)
}

/// Draws the maps of institutional capacity.
pub fn capacity(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let shown = Shown {
        outcome: "region_capacity",
        title: "Institutional capacity by region at the deadline",
        meaning: "How able the institutions of the region are, from 0 to 1, in",
        legend: "capacity, 0 to 1",
        factor: 1.0,
    };
    draw(results, mission, typeface, &shown)
}

fn draw(results: &Results, mission: &Mission, typeface: &Typeface, shown: &Shown) -> Result<Drawing> {
    let manifest = &results.manifest;
    if manifest.map.is_none() {
        return Ok(Drawing::Omitted(NO_MAP.into()));
    }
    let outcome = format!("{}.{}", shown.outcome, mission.name);
    let gathered = results.regional(&outcome)?;
    let scaled = |regions: &Regions| -> Regions {
        regions.iter().map(|(region, value)| (region.clone(), value * shown.factor)).collect()
    };
    let at_deadline = gathered.policies.iter().map(|places| places.get(&mission.deadline));
    let names = manifest.policies.iter().map(|policy| policy.name.clone());
    let panels: Vec<Panel> = names
        .zip(at_deadline)
        .map(|(name, regions)| Panel { name, regions: regions.map(scaled).unwrap_or_default() })
        .collect();
    let values = || panels.iter().flat_map(|panel| panel.regions.values().copied());
    let Some(shading) = Shading::from_little(shown.legend, values()) else {
        return Ok(Drawing::Omitted(format!(
            "series.csv has no regional `{outcome}` in {}",
            mission.deadline
        )));
    };
    if values().all(|value| value == 0.0) {
        return Ok(Drawing::Omitted(format!("`{outcome}` is nought in all regions under all policies")));
    }
    let shared = if panels.len() > 1 { "; all maps share one scale" } else { "" };
    let atlas = Atlas {
        typeface,
        title: format!("{}: {}", shown.title, mission.name),
        subtitle: format!("{} {}, mean of the runs{shared}.", shown.meaning, mission.deadline),
        caption: caption(manifest, &gathered),
        shading,
        panels,
        columns: None,
    };
    atlas.draw(results)
}
