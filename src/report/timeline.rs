//! Panels whose horizontal axis is time: their axes, curves with bands around them, and the deadline.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::series::LineSeries;
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, FontStyle, RGBColor};

use super::Typeface;
use super::colour::{self, INK, PAPER};
use super::ink::{Area, Chart, LABEL, Lettering, MARK, TICK, mark, mark_over, ruled, stroke, units, write};
use super::page::WIDTH;
use super::results::Course;
use super::scale::{number, step, ticks};
use crate::calendar::Quarter;
use crate::error::Result;

/// Values along the upright axis, at most.
const VALUES: usize = 6;
/// Room above a panel for the name of a deadline, below it for the years, and below all for their name, pixels.
pub const DEADLINE: f64 = 20.0;
const BELOW: f64 = 28.0;
pub const YEAR: f64 = 18.0;

/// A band: the statistics at its edges, and how strongly it is coloured.
pub type Band = (usize, usize, f64);

/// What all panels share.
pub struct Timeline<'a> {
    /// The letters, to measure with.
    pub typeface: &'a Typeface,
    /// The first and the last year.
    pub years: (f64, f64),
    /// The lowest and the highest value.
    pub values: (f64, f64),
    /// The room left of a panel for the values of the axis, pixels.
    pub left: f64,
    /// The width of a panel with that room, pixels.
    pub width: f64,
    /// The room above a panel, pixels.
    pub above: f64,
}

/// A quarter as a point in time, years.
pub fn year(quarter: Quarter) -> f64 {
    f64::from(quarter.year()) + f64::from(quarter.number() - 1) / 4.0
}

/// The room that the values of an axis take beside it, pixels.
pub fn room(typeface: &Typeface, values: (f64, f64)) -> f64 {
    let distance = step(values, VALUES);
    let wide = |tick| TICK.width(typeface, &number(tick, distance));
    9.0 + ticks(values, VALUES).into_iter().map(wide).fold(0.0, f64::max)
}

/// Writes what the axis of time shows under the panels, its base line in pixels.
pub fn name_years(area: &Area, left: f64, base: f64) -> Result<()> {
    let middle = f64::midpoint(left, WIDTH);
    write(area, (middle, base), &["year".to_owned()], TICK.anchored(HPos::Center))
}

/// What lines and bands mean, side by side: a line where there is no band.
pub fn draw_legend(area: &Area, typeface: &Typeface, entries: &[(&str, &[Band])]) -> Result<()> {
    let (mut x, base) = (0.0, LABEL.size);
    for (text, bands) in entries {
        let (from, to) = (units(x), units(x + 22.0));
        let middle = units(base - 4.0);
        for (_, _, opacity) in *bands {
            let corners = [(from, middle - units(5.5)), (to, middle + units(5.5))];
            area.draw(&Rectangle::new(corners, INK.mix(*opacity).filled()))?;
        }
        if bands.is_empty() {
            area.draw(&PathElement::new([(from, middle), (to, middle)], stroke(INK, 2.0)))?;
        }
        write(area, (x + 29.0, base), &[(*text).to_owned()], LABEL)?;
        x += 51.0 + LABEL.width(typeface, text);
    }
    Ok(())
}

impl Timeline<'_> {
    /// The height of a panel around a plot of so many pixels.
    pub fn tall(&self, plot: f64) -> f64 {
        self.above + plot + BELOW
    }

    /// Draws the axes into a panel; only the first of a row says its values.
    pub fn draw_axes<'c>(&self, cell: &Area<'c>, first: bool) -> Result<Chart<'c>> {
        let mut builder = ChartBuilder::on(cell);
        builder.margin_top(units(self.above)).margin_left(units(self.left)).x_label_area_size(units(BELOW));
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
        Ok(chart)
    }

    /// Bands and the line of a statistic; a quarter without numbers leaves a gap.
    pub fn draw_course(
        &self,
        chart: &mut Chart,
        course: &Course,
        (bands, line): (&[Band], usize),
        colour: RGBColor,
    ) -> Result<()> {
        let points: Vec<_> = course.iter().map(|(quarter, seen)| (year(*quarter), seen.at)).collect();
        let stretches = |low: usize, high: usize| {
            points
                .split(move |(_, at)| !(at[low].is_finite() && at[high].is_finite()))
                .filter(|stretch| !stretch.is_empty())
        };
        if !points.iter().any(|(_, at)| at.iter().any(|value| value.is_finite())) {
            let middle =
                (f64::midpoint(self.years.0, self.years.1), f64::midpoint(self.values.0, self.values.1));
            mark_over(chart, middle, (0.0, 0.0), "no data", TICK.anchored(HPos::Center))?;
        }
        for &(low, high, opacity) in bands {
            for stretch in stretches(low, high) {
                let below = stretch.iter().map(|(time, at)| (*time, at[low]));
                let above = stretch.iter().rev().map(|(time, at)| (*time, at[high]));
                let band = Polygon::new(below.chain(above).collect::<Vec<_>>(), colour.mix(opacity));
                chart.plotting_area().draw(&band)?;
            }
        }
        for stretch in stretches(line, line) {
            let line = stretch.iter().map(|(time, at)| (*time, at[line]));
            chart.draw_series(LineSeries::new(line, stroke(colour, 2.2)))?;
        }
        Ok(())
    }

    /// The deadline as an upright line with its name.
    pub fn draw_deadline(&self, chart: &mut Chart, deadline: Quarter) -> Result<()> {
        let (low, high) = self.values;
        let at = year(deadline);
        chart.draw_series(LineSeries::new([(at, low), (at, high)], stroke(INK, 1.0)))?;
        let text = format!("deadline {deadline}");
        let half = MARK.width(self.typeface, &text) / 2.0;
        let across = self.width - self.left;
        let x = across * (at - self.years.0) / (self.years.1 - self.years.0);
        let shift = x.min(across - half).max(half) - x;
        mark(chart, (at, high), (shift, -6.0), &text, MARK.anchored(HPos::Center))
    }

    /// A statistic at the deadline as a dot with its value.
    pub fn draw_end(
        &self,
        chart: &Chart,
        course: &Course,
        (deadline, statistic): (Quarter, usize),
        colour: RGBColor,
    ) -> Result<()> {
        let value = |quarter| course.get(&quarter).map_or(f64::NAN, |seen| seen.at[statistic]);
        let end = value(deadline);
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
        let base = if value(deadline.plus(-6)) > end { 15.0 } else { -7.0 };
        mark_over(chart, at, (-7.0, base), &number(end, step(self.values, 50)), how)
    }
}
