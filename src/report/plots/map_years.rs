//! Maps of uptake over the years up to the deadline: a row for each policy.
//!
//! **Reads** `series.csv`: the regional means of `region_uptake.MISSION` in the quarters that it keeps; and the boundaries
//! that the manifest names.

use std::collections::BTreeSet;

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::atlas::{Atlas, NO_MAP, Panel, caption};
use crate::report::manifest::Mission;
use crate::report::results::{Regions, Results};
use crate::report::shading::Shading;
use crate::report::{Drawing, Typeface};

/// So many years are shown at most: side by side more would be too small.
const YEARS: usize = 4;
const PERCENT: f64 = 100.0;

/// Draws the maps of a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    if manifest.map.is_none() {
        return Ok(Drawing::Omitted(NO_MAP.into()));
    }
    let outcome = format!("region_uptake.{}", mission.name);
    let gathered = results.regional(&outcome)?;
    let quarters = gathered.policies.iter().flat_map(|places| places.keys().copied());
    let kept: BTreeSet<Quarter> = quarters.filter(|quarter| *quarter <= mission.deadline).collect();
    let shown = spread(&kept.into_iter().collect::<Vec<_>>(), YEARS);
    if shown.len() < 2 {
        let reason =
            format!("series.csv has regional `{outcome}` of no more than one quarter up to the deadline");
        return Ok(Drawing::Omitted(reason));
    }
    let mut panels = Vec::new();
    for (policy, places) in manifest.policies.iter().zip(&gathered.policies) {
        for (column, quarter) in shown.iter().enumerate() {
            // the first of a row names its policy
            let name =
                if column == 0 { format!("{}, {}", policy.name, date(*quarter)) } else { date(*quarter) };
            let percent = |regions: &Regions| -> Regions {
                regions.iter().map(|(region, share)| (region.clone(), share * PERCENT)).collect()
            };
            panels.push(Panel { name, regions: places.get(quarter).map(percent).unwrap_or_default() });
        }
    }
    let values = panels.iter().flat_map(|panel| panel.regions.values().copied());
    let Some(shading) = Shading::from_little("uptake, % of units", values) else {
        return Ok(Drawing::Omitted(format!("series.csv has no number of regional `{outcome}`")));
    };
    let atlas = Atlas {
        typeface,
        title: format!("Uptake by region over the years: {}", mission.name),
        subtitle: "Share of the region’s units that are solutions at the end of the years shown, mean of the runs; a row for \
                   each policy, and all maps share one scale."
            .into(),
        caption: caption(manifest, &gathered),
        shading,
        panels,
        columns: Some(shown.len()),
    };
    atlas.draw(results)
}

/// At most so many of some quarters: the last, and others at equal distances before it.
fn spread(quarters: &[Quarter], most: usize) -> Vec<Quarter> {
    let count = quarters.len().min(most);
    (1..=count).map(|place| quarters[place * quarters.len() / count - 1]).collect()
}

/// A quarter in words: the last of a year is its end.
fn date(quarter: Quarter) -> String {
    if quarter.number() == 4 { quarter.year().to_string() } else { quarter.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_spread_evenly_up_to_the_last() {
        let ends: Vec<Quarter> = (2026..=2041).map(|year| Quarter::of(year, 4)).collect();
        let shown: Vec<String> = spread(&ends, YEARS).into_iter().map(date).collect();
        assert_eq!(shown, ["2029", "2033", "2037", "2041"]);
        assert_eq!(spread(&ends[..3], YEARS), &ends[..3]);
        assert_eq!(spread(&[], YEARS), []);
        assert_eq!(date(Quarter::of(2041, 2)), "2041q2");
    }
}
