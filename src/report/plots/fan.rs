//! The fan chart: how a mission's indicator develops under each policy, with the spread of the replicates.
//!
//! **Reads** `series.csv`: the quantiles of `indicator.MISSION`.

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::canvas::{Anchor, Fill, LABEL, Lettering, Stroke, TICK};
use crate::report::colour::{self, FAINT_INK, GRID, INK, PAPER};
use crate::report::manifest::{Better, Mission};
use crate::report::page::{MARGIN, Page, Panels, WIDTH, provenance};
use crate::report::results::{Course, Results};
use crate::report::scale::{Scale, number, plain, span, step, ticks};
use crate::report::typeface::Weight;
use crate::report::{Drawing, Typeface};

/// How strongly the outer and the inner band are coloured.
const BANDS: [(usize, usize, f64); 2] = [(0, 4, 0.2), (1, 3, 0.36)];
const MEDIAN: usize = 2;
/// Marks inside a drawing.
const MARK: Lettering<'static> = Lettering { size: 11.0, ..LABEL };

/// The two axes that all panels share.
struct Axes {
    years: Scale,
    values: Scale,
    year_ticks: Vec<f64>,
    value_ticks: Vec<f64>,
}

/// A quarter as a point in time, years.
fn year(quarter: Quarter) -> f64 {
    f64::from(quarter.year()) + f64::from(quarter.number() - 1) / 4.0
}

/// Draws the fan chart of a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.courses(mission)?;
    let points = || gathered.policies.iter().flatten();
    let Some(bounds) = span(points().flat_map(|(_, quantiles)| quantiles.at), 0.0) else {
        return Ok(Drawing::Omitted(format!("series.csv has no quantiles of `indicator.{}`", mission.name)));
    };
    let times =
        points().map(|(quarter, _)| year(*quarter)).chain([year(mission.start), year(mission.deadline)]);
    let times = span(times, 0.0).unwrap_or((0.0, 1.0));
    let values = value_bounds(bounds, mission);

    let whose = match manifest.policies.as_slice() {
        [only] => only.name.as_str(),
        _ => "each policy",
    };
    let mut page =
        Page::titled(typeface, &format!("{} under {whose}", mission.headline()), &subtitle(mission));
    let legend = page.top + LABEL.size;
    draw_legend(&mut page, legend);

    let rough = ticks(values.0, values.1, 5);
    let distance = step(values.0, values.1, 5);
    let widest = rough.iter().map(|&tick| TICK.width(typeface, &number(tick, distance))).fold(0.0, f64::max);
    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, MARGIN + widest + 9.0, 26.0);
    let height =
        [290.0, 230.0, 200.0][panels.columns().min(3) - 1] - if panels.rows() > 1 { 24.0 } else { 0.0 };

    let axis_title = legend + 34.0;
    page.canvas.words((MARGIN, axis_title), &mission.with_unit(), LABEL.coloured(FAINT_INK));
    let mut top = axis_title + 6.0;
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    for row in 0..panels.rows() {
        let name = top + panels.name_height(row);
        top = name + MARK.leading() + 10.0;
        for panel in (0..names.len()).filter(|&panel| panels.row(panel) == row) {
            let left = panels.left(panel);
            let axes = Axes {
                years: Scale { domain: times, range: (left, left + panels.width - 6.0) },
                values: Scale { domain: values, range: (top + height, top) },
                year_ticks: ticks(times.0, times.1, (panels.width / 48.0).min(9.0) as usize),
                value_ticks: rough.clone(),
            };
            panels.write_name(&mut page.canvas, panel, name, &colour::for_words(&colours[panel]));
            draw_axes(&mut page, &axes, &panels, panel);
            draw_course(&mut page, &axes, &gathered.policies[panel], &colours[panel]);
            draw_goal(&mut page, &axes, mission);
            draw_end(&mut page, &axes, &gathered.policies[panel], mission, &colours[panel]);
        }
        top += height + if row + 1 < panels.rows() { 20.0 } else { 30.0 };
    }
    let middle = f64::midpoint(panels.left(0), WIDTH - MARGIN);
    page.canvas.words((middle, top + 6.0), "year", LABEL.coloured(FAINT_INK).anchored(Anchor::Middle));
    Ok(Drawing::Drawn(page.captioned(top + 6.0, &provenance(manifest, &gathered))))
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
    let all = [data.0, data.1, mission.baseline_value].into_iter().chain(mission.target);
    let (low, high) = span(all, 0.07).unwrap_or(data);
    let room = (high - low) * 0.08;
    match (mission.target, mission.better) {
        (Some(target), Better::Lower) => (low.min(target - room), high),
        (Some(target), Better::Higher) => (low, high.max(target + room)),
        (None, _) => (low, high),
    }
}

/// What line and bands mean.
fn draw_legend(page: &mut Page, y: f64) {
    let (mut x, middle) = (MARGIN, y - 4.0);
    page.canvas.line((x, middle), (x + 22.0, middle), Stroke { colour: INK, width: 2.0, dashed: false });
    x = page.legend_entry((x, y), 22.0, "median", LABEL);
    let swatch = |page: &mut Page, x: f64, bands: &[(usize, usize, f64)]| {
        for band in bands {
            page.canvas.rectangle((x, middle - 5.5), (22.0, 11.0), Fill { colour: INK, opacity: band.2 });
        }
    };
    swatch(page, x, &BANDS);
    x = page.legend_entry((x, y), 22.0, "middle half of the runs", LABEL);
    swatch(page, x, &BANDS[..1]);
    page.legend_entry((x, y), 22.0, "5 % to 95 % of the runs", LABEL);
}

fn draw_axes(page: &mut Page, axes: &Axes, panels: &Panels, panel: usize) {
    let (left, right) = axes.years.range;
    let (bottom, _) = axes.values.range;
    let distance = step(axes.values.domain.0, axes.values.domain.1, 5);
    for &tick in &axes.value_ticks {
        let y = axes.values.at(tick);
        page.canvas.line((left, y), (right, y), Stroke { colour: GRID, width: 1.0, dashed: false });
        if panels.is_first_in_row(panel) {
            page.canvas.words((left - 9.0, y + 4.2), &number(tick, distance), TICK.anchored(Anchor::End));
        }
    }
    page.canvas.line(
        (left, bottom),
        (right, bottom),
        Stroke { colour: FAINT_INK, width: 1.0, dashed: false },
    );
    for &tick in &axes.year_ticks {
        // Years are whole: a tick between them would name a year twice.
        if tick.fract() == 0.0 {
            let x = axes.years.at(tick);
            page.canvas.line(
                (x, bottom),
                (x, bottom + 4.0),
                Stroke { colour: FAINT_INK, width: 1.0, dashed: false },
            );
            if panels.is_lowest(panel) {
                page.canvas.words((x, bottom + 18.0), &format!("{tick:.0}"), TICK.anchored(Anchor::Middle));
            }
        }
    }
}

/// Bands and median; a quarter without numbers leaves a gap.
fn draw_course(page: &mut Page, axes: &Axes, course: &Course, colour: &str) {
    let stretches = |needed: &[usize]| -> Vec<Vec<(f64, [f64; 5])>> {
        let complete = |at: &[f64; 5]| needed.iter().all(|&place| at[place].is_finite());
        let points: Vec<_> =
            course.iter().map(|(quarter, quantiles)| (year(*quarter), quantiles.at)).collect();
        let whole = points.split(|(_, at)| !complete(at)).filter(|stretch| !stretch.is_empty());
        whole.map(<[_]>::to_vec).collect()
    };
    if !course.values().any(|quantiles| quantiles.at.iter().any(|value| value.is_finite())) {
        let middle = f64::midpoint(axes.years.range.0, axes.years.range.1);
        let how = LABEL.coloured(FAINT_INK).anchored(Anchor::Middle).rimmed();
        page.canvas.words((middle, f64::midpoint(axes.values.range.0, axes.values.range.1)), "no data", how);
    }
    let place = |time: f64, value: f64| (axes.years.at(time), axes.values.within(value));
    for (low, high, opacity) in BANDS {
        for stretch in stretches(&[low, high]) {
            let below = stretch.iter().map(|(time, at)| place(*time, at[low]));
            let above = stretch.iter().rev().map(|(time, at)| place(*time, at[high]));
            page.canvas.area(&below.chain(above).collect::<Vec<_>>(), Fill { colour, opacity });
        }
    }
    for stretch in stretches(&[MEDIAN]) {
        let line: Vec<_> = stretch.iter().map(|(time, at)| place(*time, at[MEDIAN])).collect();
        page.canvas.curve(&line, Stroke { colour, width: 2.2, dashed: false });
    }
}

/// The target as a dashed line and the deadline as an upright one.
fn draw_goal(page: &mut Page, axes: &Axes, mission: &Mission) {
    let (left, right) = axes.years.range;
    let (bottom, top) = axes.values.range;
    let deadline = axes.years.at(year(mission.deadline));
    page.canvas.line(
        (deadline, bottom),
        (deadline, top - 5.0),
        Stroke { colour: INK, width: 1.0, dashed: false },
    );
    let text = format!("deadline {}", mission.deadline);
    let half = MARK.width(page.typeface, &text) / 2.0;
    let centre = deadline.clamp(left + half, (right - half + 6.0).max(left + half));
    page.canvas.words((centre, top - 9.0), &text, MARK.anchored(Anchor::Middle));
    if let Some(target) = mission.target {
        let y = axes.values.at(target);
        page.canvas.line((left, y), (right, y), Stroke { colour: INK, width: 1.2, dashed: true });
        let below = mission.better == Better::Lower;
        let base = if below { y + MARK.size + 2.0 } else { y - 5.0 };
        page.canvas.words((left + 3.0, base), &format!("target {}", plain(target)), MARK.rimmed());
    }
}

/// The median at the deadline as a dot with its value.
fn draw_end(page: &mut Page, axes: &Axes, course: &Course, mission: &Mission, colour: &str) {
    let Some(median) = course.get(&mission.deadline).map(|quantiles| quantiles.at[MEDIAN]) else { return };
    if !median.is_finite() {
        return;
    }
    let (x, y) = (axes.years.at(year(mission.deadline)), axes.values.at(median));
    let rim = Stroke { colour: PAPER, width: 1.2, dashed: false };
    page.canvas.disc((x, y), 4.2, Fill { colour, opacity: 1.0 }, Some(rim));
    let distance = step(axes.values.domain.0, axes.values.domain.1, 50);
    let dark = colour::for_words(colour);
    let how = Lettering { weight: Weight::Semibold, ..MARK }.anchored(Anchor::End).coloured(&dark).rimmed();
    // On the side of the line from which it does not come.
    let before = course.get(&mission.deadline.plus(-6)).map_or(f64::NAN, |quantiles| quantiles.at[MEDIAN]);
    let base = if before > median { y + 15.0 } else { y - 7.0 };
    page.canvas.words((x - 6.0, base), &number(median, distance), how);
}
