//! Maps of uptake at the deadline, one a policy, on one scale of colour.
//!
//! **Reads** `series.csv`: the regional means of `region_uptake.MISSION`, and the boundaries that the manifest names.

use std::collections::{HashMap, HashSet};

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::element::{PathElement, Polygon, Rectangle};
use plotters::style::Color;

use crate::error::Result;
use crate::report::colour::{INK, NO_DATA, PAPER, sequential};
use crate::report::geometry::Geometry;
use crate::report::ink::{Area, FINE, LABEL, TICK, stroke, units, write};
use crate::report::manifest::Mission;
use crate::report::page::{Page, Panels, WIDTH, provenance};
use crate::report::results::Results;
use crate::report::scale::{number, span, step};
use crate::report::{Drawing, Typeface};

/// The size of the bar of colours, pixels.
const BAR: (f64, f64) = (280.0, 12.0);
/// The height of the legend, pixels.
const LEGEND: f64 = 52.0;
/// The distance of two maps side by side and of one from what is below it, pixels.
const GAP: f64 = 16.0;
/// A map is never higher than this, pixels.
const TALLEST: f64 = 560.0;

/// Draws the maps of a mission's uptake.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let (Some(_), Some(key)) = (&manifest.map, &manifest.map_key) else {
        return Ok(Drawing::Omitted("the scenario gives no boundaries to draw".into()));
    };
    let gathered = results.uptake(mission)?;
    let Some(shares) = shares(&gathered.policies) else {
        return Ok(Drawing::Omitted(format!(
            "series.csv has no regional `region_uptake.{}` in {}",
            mission.name, mission.deadline
        )));
    };
    let regions = gathered.policies.iter().flat_map(HashMap::keys).cloned().collect();
    let Some(geometry) = results.geometry(&regions)? else {
        return Ok(Drawing::Omitted("the scenario gives no boundaries to draw".into()));
    };
    let drawn: HashSet<&str> = geometry.patches.iter().map(|patch| patch.key.as_str()).collect();
    let known =
        |regions: &HashMap<String, f64>| drawn.iter().filter(|key| regions.contains_key(**key)).count();
    let known: Vec<usize> = gathered.policies.iter().map(known).collect();
    if known.iter().all(|&regions| regions == 0) {
        return Ok(Drawing::Omitted(format!(
            "no region of the results has a boundary whose `{key}` is its name"
        )));
    }

    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, 0.0, GAP);
    let height = (panels.width * geometry.proportion()).min(TALLEST);
    let mut caption = provenance(manifest, &gathered);
    caption.push("Lambert azimuthal equal-area projection.".into());
    if !manifest.map_notice.is_empty() {
        caption.push(format!("{}.", manifest.map_notice.trim_end_matches('.')));
    }
    let title = format!("Uptake by region at the deadline: {}", mission.name);
    let page = Page { typeface, title, subtitle: subtitle(mission, names.len()), caption };
    let svg = page.draw(LEGEND + panels.height(height + GAP), |area| {
        let (legend, maps) = area.split_vertically(units(LEGEND));
        draw_legend(&legend, typeface, shares, known.iter().any(|&regions| regions < drawn.len()))?;
        let cells = panels.split(&maps, height + GAP, &vec![INK; names.len()])?;
        for (cell, regions) in cells.iter().zip(&gathered.policies) {
            draw_map(cell, height, &geometry, |key| {
                let share = regions.get(key)?;
                Some((share - shares.0) / (shares.1 - shares.0))
            })?;
        }
        Ok(())
    })?;
    Ok(Drawing::Drawn(svg))
}

fn subtitle(mission: &Mission, maps: usize) -> String {
    let shared = if maps > 1 { "; all maps share one scale" } else { "" };
    format!(
        "Share of owners that have taken up a solution by {}, mean of the runs{shared}.",
        mission.deadline
    )
}

/// The ends of the scale of colours, shares: from 0 unless all lie far above it, to the next round value.
fn shares(policies: &[HashMap<String, f64>]) -> Option<(f64, f64)> {
    let (low, high) = span(policies.iter().flat_map(|regions| regions.values().copied()), 0.0)?;
    let low = if low < 0.5 * high { 0.0 } else { low };
    let distance = step((low, high), 6);
    Some(((low / distance + 1e-9).floor() * distance, (high / distance - 1e-9).ceil() * distance))
}

/// Draws one map into the middle of a cell; `place` is where a region stands on the scale of colours, from 0 to 1.
fn draw_map(
    cell: &Area,
    height: f64,
    geometry: &Geometry,
    place: impl Fn(&str) -> Option<f64>,
) -> Result<()> {
    let wide = f64::from(cell.dim_in_pixel().0) / FINE;
    let across = wide.min(height / geometry.proportion());
    let picture = geometry.picture((across * 5.0) as u16);
    let beside = units((wide - across) / 2.0);
    let edge = stroke(PAPER, if height < 300.0 { 0.3 } else { 0.5 });
    for shape in &picture.shapes {
        let colour = place(&shape.key).map_or(NO_DATA, sequential);
        for (hole, ring) in shape.rings.iter().enumerate() {
            let mut ring: Vec<(i32, i32)> = ring.iter().map(|&(x, y)| (beside + 2 * x, 2 * y)).collect();
            cell.draw(&Polygon::new(ring.clone(), if hole > 0 { PAPER } else { colour }))?;
            ring.extend_from_within(..1);
            cell.draw(&PathElement::new(ring, edge))?;
        }
    }
    for inset in &picture.boxes {
        let place = |(x, y)| (beside + 2 * x, 2 * y);
        cell.draw(&Rectangle::new([place(inset.from), place(inset.to)], stroke(INK, 0.5)))?;
        let at = (
            f64::from(beside + 2 * inset.from.0) / FINE + 1.5,
            f64::from(2 * (inset.from.1 + inset.head)) / FINE,
        );
        write(cell, at, &[inset.label.clone()], crate::report::ink::Lettering { size: 8.0, ..TICK })?;
    }
    Ok(())
}

/// The bar of colours with its unit, and the grey of no data if there are gaps.
fn draw_legend(area: &Area, typeface: &Typeface, (low, high): (f64, f64), gaps: bool) -> Result<()> {
    let name = "uptake, % of owners";
    write(area, (0.0, 15.0), &[name.to_owned()], LABEL)?;
    let left = LABEL.width(typeface, name) + 16.0;
    let (low, high) = (low * 100.0, high * 100.0);
    let mut builder = ChartBuilder::on(area);
    builder
        .margin_left(units(left))
        .margin_right(units(WIDTH - left - BAR.0))
        .margin_top(units(4.0))
        .x_label_area_size(units(LEGEND - 4.0 - BAR.1));
    let mut chart = builder.build_cartesian_2d(low..high, 0.0..1.0)?;
    let steps = 140;
    for step in 0..steps {
        let share = f64::from(step) / f64::from(steps - 1);
        let from = low + f64::from(step) / f64::from(steps) * (high - low);
        // Each reaches to the end, so that no seam of white shows between two.
        let bar = Rectangle::new([(from, 0.0), (high, 1.0)], sequential(share).filled());
        chart.plotting_area().draw(&bar)?;
    }
    let distance = step((low, high), 6);
    chart
        .configure_mesh()
        .disable_mesh()
        .disable_y_axis()
        .x_labels(6)
        .x_label_formatter(&|&share| number(share, distance))
        .axis_style(stroke(INK, 1.0))
        .set_tick_mark_size(LabelAreaPosition::Bottom, units(4.0))
        .x_label_style(TICK.style())
        .draw()?;
    if gaps {
        let (x, top) = (left + BAR.0 + 40.0, 4.0);
        let corners = [(units(x), units(top)), (units(x + 22.0), units(top + BAR.1))];
        area.draw(&Rectangle::new(corners, NO_DATA.filled()))?;
        write(area, (x + 29.0, 15.0), &["no data".to_owned()], LABEL)?;
    }
    Ok(())
}
