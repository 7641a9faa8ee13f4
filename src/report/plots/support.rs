//! Who stands behind a mission: the mean support of households over time under each policy, with the spread of the
//! replicates.
//!
//! **Reads** `series.csv`: mean and quantiles of `support.MISSION`.

use plotters::series::LineSeries;

use crate::error::Result;
use crate::report::colour::{self, FAINT_INK};
use crate::report::ink::{TICK, stroke, units, write};
use crate::report::manifest::Mission;
use crate::report::page::{Page, Panels, provenance};
use crate::report::results::{MEAN, Results};
use crate::report::scale::span;
use crate::report::timeline::{Band, DEADLINE, Timeline, YEAR, draw_legend, name_years, room, year};
use crate::report::{Drawing, Typeface};

/// From the 5 to the 95 % quantile.
const BANDS: [Band; 1] = [(0, 4, 0.28)];
/// The height of the legend with the name of the upright axis, and the distance of two panels, pixels.
const LEGEND: f64 = 54.0;
const GAP: f64 = 10.0;

/// Draws the support for a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let outcome = format!("support.{}", mission.name);
    let gathered = results.courses(&outcome)?;
    let points = || gathered.policies.iter().flatten();
    let shown = points().flat_map(|(_, seen)| [seen.at[0], seen.at[4], seen.at[MEAN]]);
    if !points().any(|(_, seen)| seen.at[MEAN].is_finite()) {
        return Ok(Drawing::Omitted(format!("series.csv has no means of `{outcome}`")));
    }
    let values = span(shown.chain([0.0]), 0.12).unwrap_or((-1.0, 1.0));
    let times = points().map(|(quarter, _)| year(*quarter)).chain([year(mission.deadline)]);
    let years = span(times, 0.0).unwrap_or((0.0, 1.0));
    let left = room(typeface, values);
    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, left, GAP);
    let timeline = Timeline { typeface, years, values, left, width: panels.width, above: DEADLINE };
    let each = timeline.tall([260.0, 200.0, 170.0][panels.columns.min(3) - 1]);
    let page = Page {
        typeface,
        title: format!("Support for the mission: {}", mission.name),
        subtitle:
            "Mean support of households, from −1, all are against it, to 1, all are for it; 0 is neither."
                .into(),
        caption: provenance(manifest, &gathered),
    };
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let dark: Vec<_> = colours.iter().copied().map(colour::for_words).collect();
    let height = LEGEND + panels.height(each) + YEAR;
    let svg = page.draw(height, |area| {
        draw_legend(area, typeface, &[("mean", &[][..]), ("5 % to 95 % of the runs", &BANDS[..])])?;
        write(area, (0.0, LEGEND - 8.0), &["support (index)".to_owned()], TICK)?;
        let (_, below) = area.split_vertically(units(LEGEND));
        for (place, cell) in panels.split(&below, each, &dark)?.iter().enumerate() {
            let mut chart = timeline.draw_axes(cell, place.is_multiple_of(panels.columns))?;
            let zero = [(years.0, 0.0), (years.1, 0.0)];
            chart.draw_series(LineSeries::new(zero, stroke(FAINT_INK, 0.8)))?;
            let course = &gathered.policies[place];
            timeline.draw_course(&mut chart, course, (&BANDS, MEAN), colours[place])?;
            timeline.draw_deadline(&mut chart, mission.deadline)?;
            timeline.draw_end(&chart, course, (mission.deadline, MEAN), colours[place])?;
        }
        name_years(area, left, height - 10.0)
    })?;
    Ok(Drawing::Drawn(svg))
}
