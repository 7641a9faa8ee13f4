//! The fan chart: how a mission's indicator develops under each policy, with the spread of the replicates.
//!
//! **Reads** `series.csv`: the quantiles of `indicator.MISSION`.

use plotters::element::{EmptyElement, Polygon};
use plotters::series::DashedLineSeries;

use crate::error::Result;
use crate::report::colour::{self, INK};
use crate::report::ink::{Chart, MARK, TICK, mark_over, stroke, units, write};
use crate::report::manifest::{Better, Mission};
use crate::report::page::{Page, Panels, provenance};
use crate::report::results::Results;
use crate::report::scale::{plain, span};
use crate::report::timeline::{Band, DEADLINE, Timeline, YEAR, draw_legend, name_years, room, year};
use crate::report::{Drawing, Typeface};

/// The bands around the median: the outer and the inner one.
const BANDS: [Band; 2] = [(0, 4, 0.2), (1, 3, 0.36)];
const MEDIAN: usize = 2;

/// The height of the legend with the name of the upright axis, pixels.
const LEGEND: f64 = 54.0;
/// The distance of two panels, pixels.
const GAP: f64 = 10.0;

/// Draws the fan chart of a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.courses(&format!("indicator.{}", mission.name))?;
    let points = || gathered.policies.iter().flatten();
    let Some(bounds) = span(points().flat_map(|(_, seen)| seen.at), 0.0) else {
        return Ok(Drawing::Omitted(format!("series.csv has no quantiles of `indicator.{}`", mission.name)));
    };
    let times =
        points().map(|(quarter, _)| year(*quarter)).chain([year(mission.start), year(mission.deadline)]);
    let years = span(times, 0.0).unwrap_or((0.0, 1.0));
    let values = value_bounds(bounds, mission);
    let left = room(typeface, values);
    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, left, GAP);
    let timeline = Timeline { typeface, years, values, left, width: panels.width, above: DEADLINE };
    let each = timeline.tall([290.0, 230.0, 200.0][panels.columns.min(3) - 1]);
    let mut caption = provenance(manifest, &gathered);
    if !mission.milestones.is_empty() {
        caption.push("Diamonds: what is promised on the way to the target.".into());
    }
    let whose = if let [only] = names[..] { only } else { "each policy" };
    let page = Page {
        typeface,
        title: format!("{} under {whose}", mission.headline()),
        subtitle: subtitle(mission),
        caption,
    };
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let dark: Vec<_> = colours.iter().copied().map(colour::for_words).collect();
    let height = LEGEND + panels.height(each) + YEAR;
    let svg = page.draw(height, |area| {
        let entries = [
            ("median", &[][..]),
            ("middle half of the runs", &BANDS[..]),
            ("5 % to 95 % of the runs", &BANDS[..1]),
        ];
        draw_legend(area, typeface, &entries)?;
        write(area, (0.0, LEGEND - 8.0), &[mission.with_unit()], TICK)?;
        let (_, below) = area.split_vertically(units(LEGEND));
        let cells = panels.split(&below, each, &dark)?;
        for (place, (cell, course)) in cells.iter().zip(&gathered.policies).enumerate() {
            let mut chart = timeline.draw_axes(cell, place.is_multiple_of(panels.columns))?;
            timeline.draw_course(&mut chart, course, (&BANDS, MEDIAN), colours[place])?;
            timeline.draw_deadline(&mut chart, mission.deadline)?;
            draw_target(&mut chart, mission, years)?;
            draw_milestones(&chart, mission)?;
            timeline.draw_end(&chart, course, (mission.deadline, MEDIAN), colours[place])?;
        }
        name_years(area, left, height - 10.0)
    })?;
    Ok(Drawing::Drawn(svg))
}

fn subtitle(mission: &Mission) -> String {
    let (start, deadline) = (mission.start, mission.deadline);
    match (mission.target, mission.better) {
        (None, _) => format!("The mission runs from {start} to {deadline}; no target is set."),
        (Some(target), Better::Lower) => {
            format!("The mission starts in {start}; its target is {} or lower by {deadline}.", plain(target))
        }
        (Some(target), Better::Higher) => {
            format!("The mission starts in {start}; its target is {} or higher by {deadline}.", plain(target))
        }
    }
}

/// The range of values, with room for the label of the target on its far side.
fn value_bounds(data: (f64, f64), mission: &Mission) -> (f64, f64) {
    let promised = mission.milestones.iter().map(|(_, value)| *value);
    let all = [data.0, data.1, mission.baseline_value].into_iter().chain(mission.target).chain(promised);
    let (low, high) = span(all, 0.07).unwrap_or(data);
    let room = (high - low) * 0.08;
    match (mission.target, mission.better) {
        (Some(target), Better::Lower) => (low.min(target - room), high),
        (Some(target), Better::Higher) => (low, high.max(target + room)),
        (None, _) => (low, high),
    }
}

/// The target as a dashed line.
fn draw_target(chart: &mut Chart, mission: &Mission, years: (f64, f64)) -> Result<()> {
    let Some(target) = mission.target else { return Ok(()) };
    let ends = [(years.0, target), (years.1, target)];
    chart.draw_series(DashedLineSeries::new(ends, units(5.0), units(3.5), stroke(INK, 1.2)))?;
    let base = if mission.better == Better::Lower { MARK.size + 3.0 } else { -5.0 };
    mark_over(chart, ends[0], (3.0, base), &format!("target {}", plain(target)), MARK)
}

/// What is promised on the way, as diamonds.
fn draw_milestones(chart: &Chart, mission: &Mission) -> Result<()> {
    let reach = units(3.6);
    for (quarter, value) in &mission.milestones {
        let diamond = Polygon::new([(0, -reach), (reach, 0), (0, reach), (-reach, 0)], INK);
        chart.plotting_area().draw(&(EmptyElement::at((year(*quarter), *value)) + diamond))?;
    }
    Ok(())
}
