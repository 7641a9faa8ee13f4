//! The fan chart: how a mission's indicator develops under each policy, with the spread of the replicates.
//!
//! **Reads** `series.csv`: the quantiles of `indicator.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::series::{DashedLineSeries, LineSeries};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, FontStyle, RGBColor};

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::colour::{self, INK, PAPER};
use crate::report::ink::{
    Area, Chart, LABEL, Lettering, MARK, TICK, mark, mark_over, ruled, stroke, units, write,
};
use crate::report::manifest::{Better, Mission};
use crate::report::page::{Page, Panels, WIDTH, provenance};
use crate::report::results::{Course, Results};
use crate::report::scale::{number, plain, span, step, ticks};
use crate::report::{Drawing, Typeface};

/// How strongly the outer and the inner band are coloured.
const BANDS: [(usize, usize, f64); 2] = [(0, 4, 0.2), (1, 3, 0.36)];
const MEDIAN: usize = 2;
/// Values along the upright axis, at most.
const VALUES: usize = 6;

/// The height of the legend with the name of the upright axis, pixels.
const LEGEND: f64 = 54.0;
/// Room above a panel for the name of the deadline, below it for the years, and below all for their name, pixels.
const ABOVE: f64 = 20.0;
const BELOW: f64 = 28.0;
const YEAR: f64 = 18.0;
/// The distance of two panels, pixels.
const GAP: f64 = 10.0;

/// What all panels share.
struct Fan<'a> {
    mission: &'a Mission,
    typeface: &'a Typeface,
    /// The first and the last year.
    years: (f64, f64),
    /// The lowest and the highest value.
    values: (f64, f64),
    /// The room left of a panel for the values of the axis, pixels.
    left: f64,
    /// The width of a panel with that room, pixels.
    width: f64,
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
    let years = span(times, 0.0).unwrap_or((0.0, 1.0));
    let values = value_bounds(bounds, mission);
    let distance = step(values, VALUES);
    let wide = |tick| TICK.width(typeface, &number(tick, distance));
    let left = 9.0 + ticks(values, VALUES).into_iter().map(wide).fold(0.0, f64::max);

    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, left, GAP);
    let fan = Fan { mission, typeface, years, values, left, width: panels.width };
    let plot = [290.0, 230.0, 200.0][panels.columns.min(3) - 1];
    let each = ABOVE + plot + BELOW;
    let whose = if let [only] = names[..] { only } else { "each policy" };
    let page = Page {
        typeface,
        title: format!("{} under {whose}", mission.headline()),
        subtitle: subtitle(mission),
        caption: provenance(manifest, &gathered),
    };
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let dark: Vec<_> = colours.iter().copied().map(colour::for_words).collect();
    let height = LEGEND + panels.height(each) + YEAR;
    let svg = page.draw(height, |area| {
        draw_legend(area, typeface)?;
        write(area, (0.0, LEGEND - 8.0), &[mission.with_unit()], TICK)?;
        let (_, below) = area.split_vertically(units(LEGEND));
        let cells = panels.split(&below, each, &dark)?;
        for (place, cell) in cells.iter().enumerate() {
            let first = place.is_multiple_of(panels.columns);
            fan.draw_panel(cell, first, &gathered.policies[place], colours[place])?;
        }
        let middle = f64::midpoint(left, WIDTH);
        write(area, (middle, height - 10.0), &["year".to_owned()], TICK.anchored(HPos::Center))
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
fn draw_legend(area: &Area, typeface: &Typeface) -> Result<()> {
    let (mut x, base) = (0.0, LABEL.size);
    let entries = [
        ("median", &[][..]),
        ("middle half of the runs", &BANDS[..]),
        ("5 % to 95 % of the runs", &BANDS[..1]),
    ];
    for (text, bands) in entries {
        let (from, to) = (units(x), units(x + 22.0));
        let middle = units(base - 4.0);
        for (_, _, opacity) in bands {
            let corners = [(from, middle - units(5.5)), (to, middle + units(5.5))];
            area.draw(&Rectangle::new(corners, INK.mix(*opacity).filled()))?;
        }
        if bands.is_empty() {
            area.draw(&PathElement::new([(from, middle), (to, middle)], stroke(INK, 2.0)))?;
        }
        write(area, (x + 29.0, base), &[text.to_owned()], LABEL)?;
        x += 51.0 + LABEL.width(typeface, text);
    }
    Ok(())
}

impl Fan<'_> {
    /// Draws a policy's panel; only the first of a row says its values.
    fn draw_panel(&self, cell: &Area, first: bool, course: &Course, colour: RGBColor) -> Result<()> {
        let mut builder = ChartBuilder::on(cell);
        builder.margin_top(units(ABOVE)).margin_left(units(self.left)).x_label_area_size(units(BELOW));
        let mut chart =
            builder.build_cartesian_2d(self.years.0..self.years.1, self.values.0..self.values.1)?;
        // Years are whole: a tick between them would name a year twice.
        let whole = |time: &f64| if time.fract() == 0.0 { format!("{time:.0}") } else { String::new() };
        ruled(chart.configure_mesh().disable_x_mesh().disable_y_axis())
            .x_labels((self.width / 55.0).min(self.years.1 - self.years.0 + 1.0) as usize)
            .y_labels(VALUES)
            .x_label_formatter(&whole)
            .draw()?;
        if first {
            let distance = step(self.values, VALUES);
            for tick in ticks(self.values, VALUES) {
                let text = number(tick, distance);
                mark(&chart, (self.years.0, tick), (-9.0, 4.2), &text, TICK.anchored(HPos::Right))?;
            }
        }
        self.draw_course(&mut chart, course, colour)?;
        self.draw_goal(&mut chart)?;
        self.draw_end(&chart, course, colour)
    }

    /// Bands and median; a quarter without numbers leaves a gap.
    fn draw_course(&self, chart: &mut Chart, course: &Course, colour: RGBColor) -> Result<()> {
        let points: Vec<_> =
            course.iter().map(|(quarter, quantiles)| (year(*quarter), quantiles.at)).collect();
        let stretches = |low: usize, high: usize| {
            points
                .split(move |(_, at)| !(at[low].is_finite() && at[high].is_finite()))
                .filter(|stretch| !stretch.is_empty())
        };
        if !points.iter().any(|(_, at)| at.iter().any(|value| value.is_finite())) {
            let middle =
                (f64::midpoint(self.years.0, self.years.1), f64::midpoint(self.values.0, self.values.1));
            let how = TICK.anchored(HPos::Center);
            mark_over(chart, middle, (0.0, 0.0), "no data", how)?;
        }
        for (low, high, opacity) in BANDS {
            for stretch in stretches(low, high) {
                let below = stretch.iter().map(|(time, at)| (*time, at[low]));
                let above = stretch.iter().rev().map(|(time, at)| (*time, at[high]));
                let band = Polygon::new(below.chain(above).collect::<Vec<_>>(), colour.mix(opacity));
                chart.plotting_area().draw(&band)?;
            }
        }
        for stretch in stretches(MEDIAN, MEDIAN) {
            let line = stretch.iter().map(|(time, at)| (*time, at[MEDIAN]));
            chart.draw_series(LineSeries::new(line, stroke(colour, 2.2)))?;
        }
        Ok(())
    }

    /// The target as a dashed line and the deadline as an upright one.
    fn draw_goal(&self, chart: &mut Chart) -> Result<()> {
        let (mission, (low, high)) = (self.mission, self.values);
        let deadline = year(mission.deadline);
        let upright = LineSeries::new([(deadline, low), (deadline, high)], stroke(INK, 1.0));
        chart.draw_series(upright)?;
        let text = format!("deadline {}", mission.deadline);
        let half = MARK.width(self.typeface, &text) / 2.0;
        let across = self.width - self.left;
        let x = across * (deadline - self.years.0) / (self.years.1 - self.years.0);
        let shift = x.min(across - half).max(half) - x;
        mark(chart, (deadline, high), (shift, -6.0), &text, MARK.anchored(HPos::Center))?;
        if let Some(target) = mission.target {
            let ends = [(self.years.0, target), (self.years.1, target)];
            let dashes = DashedLineSeries::new(ends, units(5.0), units(3.5), stroke(INK, 1.2));
            chart.draw_series(dashes)?;
            let base = if mission.better == Better::Lower { MARK.size + 3.0 } else { -5.0 };
            let text = format!("target {}", plain(target));
            mark_over(chart, ends[0], (3.0, base), &text, MARK)?;
        }
        Ok(())
    }

    /// The median at the deadline as a dot with its value.
    fn draw_end(&self, chart: &Chart, course: &Course, colour: RGBColor) -> Result<()> {
        let deadline = self.mission.deadline;
        let median = |quarter| course.get(&quarter).map_or(f64::NAN, |quantiles| quantiles.at[MEDIAN]);
        let end = median(deadline);
        if !end.is_finite() {
            return Ok(());
        }
        let at = (year(deadline), end);
        for (radius, colour) in [(4.8, PAPER), (3.6, colour)] {
            chart.plotting_area().draw(&Circle::new(at, units(radius), colour.filled()))?;
        }
        let how = Lettering { weight: FontStyle::Bold, ..MARK };
        let how = how.anchored(HPos::Right).coloured(colour::for_words(colour));
        // On the side of the line from which it does not come.
        let base = if median(deadline.plus(-6)) > end { 15.0 } else { -7.0 };
        mark_over(chart, at, (-7.0, base), &number(end, step(self.values, 50)), how)
    }
}
