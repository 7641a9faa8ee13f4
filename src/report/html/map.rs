//! The regions of the first case on the map: their shapes, and what was measured in each.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::brief::{hexadecimal, round};
use super::tables::unit_of;
use crate::error::Result;
use crate::outcomes::Column;
use crate::report::colour::{diverging, sequential};
use crate::report::geometry::{self, Picture};
use crate::report::results::{Results, SERIES_QUARTER, SERIES_REGION, SERIES_VALUE};
use crate::studies::rows::Subject;

/// How many cells the map is wide: finer than the screen shows it.
const CELLS: u16 = 1400;
/// At most about so many numbers are kept: of many policies and regions fewer quarters.
const NUMBERS: usize = 200_000;
/// How many colours a scale has.
const COLOURS: usize = 41;

/// All of it.
#[derive(Debug, Serialize)]
pub struct Map {
    width: i32,
    height: i32,
    shapes: Vec<Shape>,
    boxes: Vec<Inset>,
    /// The codes of the regions.
    regions: Vec<String>,
    measures: Vec<Measure>,
    /// What the owner of the boundaries wants said with them.
    notice: String,
    /// Colours from little to much.
    sequential: Vec<String>,
    /// Colours from less over nought to more.
    diverging: Vec<String>,
}

/// A connected piece of a region.
#[derive(Debug, Serialize)]
struct Shape {
    /// The place of the region; none for one without results.
    region: Option<usize>,
    path: String,
}

/// The box of a region overseas.
#[derive(Debug, Serialize)]
struct Inset {
    from: (i32, i32),
    to: (i32, i32),
    label: String,
}

/// Something that was measured in each region.
#[derive(Debug, Serialize)]
struct Measure {
    name: String,
    kind: &'static str,
    unit: String,
    meaning: &'static str,
    mission: Option<usize>,
    quarters: Vec<String>,
    /// The place of the deadline among them, which is seen first.
    deadline: usize,
    /// By policy, quarter and region.
    values: Vec<Vec<Vec<f64>>>,
}

impl Map {
    /// Gathers it from the series of the folder; none where the scenario has no boundaries, or no region has one.
    pub fn gather(results: &Results, subject: Subject) -> Result<Option<Self>> {
        let regions = subject.scenario.regions.code.clone();
        let Some(geometry) = results.geometry(&regions.iter().cloned().collect::<BTreeSet<String>>())? else {
            return Ok(None);
        };
        if geometry.patches.is_empty() {
            return Ok(None);
        }
        let place_of: HashMap<&str, usize> =
            regions.iter().enumerate().map(|(place, code)| (code.as_str(), place)).collect();
        let Picture { width, height, shapes, boxes } = geometry.picture(CELLS);
        let shape = |shape: &geometry::Shape| Shape {
            region: place_of.get(shape.key.as_str()).copied(),
            path: shape.path(),
        };
        let measures = measures(results, subject, &place_of)?;
        Ok(Some(Self {
            width,
            height,
            shapes: shapes.iter().map(shape).collect(),
            boxes: boxes
                .into_iter()
                .map(|inset| Inset { from: inset.from, to: inset.to, label: inset.label })
                .collect(),
            measures,
            notice: results.manifest.map_notice.clone(),
            sequential: (0..COLOURS).map(|place| hexadecimal(sequential(share(place)))).collect(),
            diverging: (0..COLOURS).map(|place| hexadecimal(diverging(2.0 * share(place) - 1.0))).collect(),
            regions,
        }))
    }
}

fn share(place: usize) -> f64 {
    place as f64 / (COLOURS - 1) as f64
}

/// The means of all that was measured by region, from the table of series.
fn measures(results: &Results, subject: Subject, regions: &HashMap<&str, usize>) -> Result<Vec<Measure>> {
    let survey = subject.survey;
    let policies = subject.plan.policies.len();
    let horizon = &subject.scenario.horizon;
    let most = NUMBERS / (policies * regions.len() * survey.regional.len()).max(1);
    let empty = |(column, moments): (&Column, &Vec<usize>)| {
        let deadline = survey.step_of(column);
        let steps = thinned(moments, most, deadline);
        let quarters: Vec<String> = steps.iter().map(|step| horizon.date_of(*step).to_string()).collect();
        Measure {
            name: column.name.clone(),
            kind: column.outcome.name,
            unit: unit_of(subject, column).to_owned(),
            meaning: column.outcome.meaning,
            mission: column.mission,
            values: vec![vec![vec![f64::NAN; regions.len()]; quarters.len()]; policies],
            deadline: steps.iter().position(|step| *step == deadline).unwrap_or(0),
            quarters,
        }
    };
    let mut measures: Vec<Measure> = survey.regional.iter().zip(&survey.moments).map(empty).collect();
    let measure_of: HashMap<&str, usize> =
        survey.regional.iter().enumerate().map(|(place, column)| (column.name.as_str(), place)).collect();
    let places = results.places_in(subject.plan);
    results.each_in_series(
        |name| measure_of.get(name).copied(),
        |policy, measure, row| {
            let (code, quarter) = (row.text(SERIES_REGION), row.text(SERIES_QUARTER));
            let measure = &mut measures[measure];
            let Some(step) = measure.quarters.iter().position(|known| *known == quarter) else {
                return Ok(false);
            };
            let region = regions.get(&*code).ok_or_else(|| format!("`{code}` is not of this study"))?;
            let value = row.number(SERIES_VALUE)?;
            measure.values[places[policy]][step][*region] = value.map_or(f64::NAN, round);
            Ok(value.is_none())
        },
    )?;
    Ok(measures)
}

/// Some of the steps, evenly, the last and the deadline among them: about so many at most.
fn thinned(steps: &[usize], most: usize, deadline: usize) -> Vec<usize> {
    let stride = steps.len().div_ceil(most.max(1)).max(1);
    let first = steps.len().saturating_sub(1) % stride;
    let kept = |(place, step): &(usize, &usize)| {
        (place + stride - first).is_multiple_of(stride) || **step == deadline
    };
    steps.iter().enumerate().filter(kept).map(|(_, step)| *step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_quarter_and_the_deadline_are_always_kept() {
        let of = |most| thinned(&[3, 7, 11, 15, 19], most, 15);
        assert_eq!((of(5), of(3), of(1)), (vec![3, 7, 11, 15, 19], vec![3, 11, 15, 19], vec![15, 19]));
        assert_eq!(of(0), [15, 19]);
        assert!(thinned(&[], 3, 15).is_empty());
    }
}
