//! When it matters to be blind to place: the penalty against three properties of the world, and with other designs and
//! maps. What the study has no cases for is left out.
//!
//! **Reads** `penalties.csv`: `problem_removed.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::PathElement;
use plotters::series::LineSeries;
use plotters::style::text_anchor::HPos;

use crate::error::Result;
use crate::report::colour::{self, INK};
use crate::report::forest::{Comparator, Forest, Row, bounds, caption, comparators};
use crate::report::ink::{Area, Chart, LABEL, NAME, TICK, mark, ruled, stroke, units, write};
use crate::report::manifest::Mission;
use crate::report::page::{Page, Panels, WIDTH};
use crate::report::penalties::{Entry, Estimate, Found};
use crate::report::results::Results;
use crate::report::scale::{number, span, step, ticks};
use crate::report::table::damaged;
use crate::report::{Drawing, Typeface};
use crate::studies::spatial::{AS_IT_IS, CONTEXT, CORRELATION, DESIGN, SPREAD, WORLD, origin};

/// What is measured.
const AXIS: &str = "points of the problem removed";
/// The properties of the world: the group of cases, the name of the panel, and what its axis says.
const PROPERTIES: [(&str, &str, &str); 3] = [
    (CONTEXT, "Context sensitivity", "weight of place in fit"),
    (CORRELATION, "Need and capacity", "rank correlation"),
    (SPREAD, "Spread of capacity", "share of deviations kept"),
];
/// Values along the upright axis, at most.
const VALUES: usize = 6;

/// The height of the name of the upright axis, of a panel, of the axis below it, and of what divides panels and rows, pixels.
const ABOVE: f64 = 24.0;
const PLOT: f64 = 190.0;
const BELOW: f64 = 42.0;
const BETWEEN: f64 = 28.0;
/// The distance of two panels, and the room at the right for the names of the comparators, pixels.
const GAP: f64 = 12.0;
const NAMES: f64 = 128.0;
/// The distance of two marks of one setting, and of two names at least, pixels.
const APART: f64 = 7.0;
const LABEL_GAP: f64 = 4.0;

/// The penalty against one property of the world.
struct Curve<'a> {
    name: &'static str,
    axis: &'static str,
    /// From the lowest value of the property to the highest.
    points: Vec<(f64, &'a Entry)>,
}

/// What all panels share.
struct Curves<'a> {
    typeface: &'a Typeface,
    comparators: &'a [Comparator],
    properties: Vec<Curve<'a>>,
    /// The lowest and the highest penalty.
    values: (f64, f64),
    /// The room left of a panel for the values of the axis, pixels.
    left: f64,
}

/// Draws a mission's penalties.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let found = results.penalties(mission)?;
    let sensitive = origin(&results.manifest.changes);
    let comparators = comparators(&results.manifest, &found);
    let curves = Curves::new(typeface, &comparators, &found)
        .map_err(|complaint| damaged(&results.folder().join("penalties.csv"), complaint))?;
    let forest =
        Forest { typeface, heading: sensitive, axis: AXIS, rows: designs(&found), comparators: &comparators };
    if curves.properties.is_empty() && forest.rows.is_empty() {
        return Ok(Drawing::Omitted(format!(
            "penalties.csv has no number for `problem_removed.{}` in a case that is drawn",
            mission.name
        )));
    }
    let page = Page {
        typeface,
        title: format!("When it matters to be blind to place: {}", mission.name),
        subtitle: format!(
            "How many points of the problem “{sensitive}” removes beyond a policy that is blind to place, in worlds and with \
             designs that differ in one thing. Above nought, or right of it, it pays to look at places."
        ),
        caption: caption(&results.manifest, &found),
    };
    let upper = curves.height();
    let lower = if forest.rows.is_empty() { 0.0 } else { forest.height() };
    let between = if upper > 0.0 && lower > 0.0 { BETWEEN } else { 0.0 };
    let svg = page.draw(upper + between + lower, |area| {
        let (above, below) = area.split_vertically(units(upper + between));
        if upper > 0.0 {
            curves.draw(&above)?;
        }
        if lower > 0.0 { forest.draw(&below) } else { Ok(()) }
    })?;
    Ok(Drawing::Drawn(svg))
}

/// The design as it is, and the others; none if there are no others.
fn designs(found: &Found) -> Vec<Row<'_>> {
    let has_number = |entry: &&Entry| entry.against.iter().any(Option::is_some);
    let is_whole = |entry: &Entry| entry.keys == [WORLD, AS_IT_IS];
    let others = found.entries.iter().filter(|entry| entry.keys[0] == DESIGN);
    if others.clone().filter(has_number).count() == 0 {
        return Vec::new();
    }
    let whole = found.entries.iter().filter(|entry| is_whole(entry));
    whole.chain(others).map(|entry| Row { name: &entry.keys[1], entry, is_apart: false }).collect()
}

/// The penalties against one property, if there are any.
fn curve<'a>(
    found: &'a Found,
    (group, name, axis): (&str, &'static str, &'static str),
) -> std::result::Result<Option<Curve<'a>>, String> {
    let entries = found.entries.iter().filter(|entry| entry.keys[0] == group);
    let point = |entry: &'a Entry| match entry.keys[1].parse::<f64>() {
        Ok(value) if value.is_finite() => Ok((value, entry)),
        _ => Err(format!("the setting `{}` of {group} is no number", entry.keys[1])),
    };
    let mut points: Vec<(f64, &Entry)> = entries.map(point).collect::<std::result::Result<_, _>>()?;
    points.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let has_number = points.iter().any(|(_, entry)| entry.against.iter().any(Option::is_some));
    Ok(has_number.then_some(Curve { name, axis, points }))
}

impl<'a> Curves<'a> {
    fn new(
        typeface: &'a Typeface,
        comparators: &'a [Comparator],
        found: &'a Found,
    ) -> std::result::Result<Self, String> {
        let curves: Vec<Option<Curve>> = PROPERTIES
            .into_iter()
            .map(|property| curve(found, property))
            .collect::<std::result::Result<_, _>>()?;
        let properties: Vec<Curve> = curves.into_iter().flatten().collect();
        let entries = properties.iter().flat_map(|curve| &curve.points).map(|(_, entry)| entry);
        let values = bounds(entries.flat_map(|entry| entry.against.iter().flatten()));
        let distance = step(values, VALUES);
        let wide = |tick| TICK.width(typeface, &number(tick, distance));
        let left = 9.0 + ticks(values, VALUES).into_iter().map(wide).fold(0.0, f64::max);
        Ok(Self { typeface, comparators, properties, values, left })
    }

    fn panels(&self) -> Panels {
        let names: Vec<&str> = self.properties.iter().map(|curve| curve.name).collect();
        Panels::within(WIDTH - NAMES, self.typeface, &names, self.left, GAP)
    }

    /// The height of all of it, pixels; nought without a panel.
    fn height(&self) -> f64 {
        if self.properties.is_empty() { 0.0 } else { ABOVE + self.panels().height(PLOT + BELOW) }
    }

    fn draw(&self, area: &Area) -> Result<()> {
        write(area, (0.0, LABEL.size), &[AXIS.to_owned()], TICK)?;
        let (_, below) = area.split_vertically(units(ABOVE));
        let panels = self.panels();
        let cells = panels.split(&below, PLOT + BELOW, &vec![INK; self.properties.len()])?;
        for (place, (cell, curve)) in cells.iter().zip(&self.properties).enumerate() {
            let chart = self.draw_panel(cell, panels.width, place == 0, curve)?;
            if place + 1 == self.properties.len() {
                self.draw_names(&chart, curve)?;
            }
        }
        Ok(())
    }

    /// Draws a panel; only the first says its values.
    fn draw_panel<'c>(
        &self,
        cell: &Area<'c>,
        width: f64,
        is_first: bool,
        curve: &Curve,
    ) -> Result<Chart<'c>> {
        let (low, high) = span(curve.points.iter().map(|(value, _)| *value), 0.08).unwrap_or((0.0, 1.0));
        let mut builder = ChartBuilder::on(cell);
        builder.margin_left(units(self.left)).x_label_area_size(units(BELOW));
        let mut chart = builder.build_cartesian_2d(low..high, self.values.0..self.values.1)?;
        let across = width - self.left;
        let most = (across / 45.0) as usize;
        let distance = step((low, high), most);
        ruled(chart.configure_mesh().disable_x_mesh().disable_y_axis())
            .x_labels(most)
            .y_labels(VALUES)
            .x_label_formatter(&|&value| number(value, distance))
            .x_desc(TICK.wrap(self.typeface, curve.axis, across, 1).concat())
            .axis_desc_style(TICK.style())
            .draw()?;
        if is_first {
            let distance = step(self.values, VALUES);
            for tick in ticks(self.values, VALUES) {
                let text = number(tick, distance);
                mark(&chart, (low, tick), (-9.0, 4.2), &text, TICK.anchored(HPos::Right))?;
            }
        }
        chart.plotting_area().draw(&PathElement::new([(low, 0.0), (high, 0.0)], stroke(INK, 1.6)))?;
        // beside each other, so that no interval hides another
        let apart = (high - low) / across * APART;
        for (place, comparator) in self.comparators.iter().enumerate() {
            let shift = apart * (place as f64 - (self.comparators.len() - 1) as f64 / 2.0);
            draw_curve(&mut chart, comparator, &curve.against(place, shift))?;
        }
        Ok(chart)
    }

    /// Writes the names of the comparators right of the last panel, where their curves end, and out of each other's way.
    fn draw_names(&self, chart: &Chart, curve: &Curve) -> Result<()> {
        let scale = PLOT / (self.values.1 - self.values.0);
        let mut labels: Vec<(f64, Vec<String>, &Comparator)> = Vec::new();
        for (place, comparator) in self.comparators.iter().enumerate() {
            if let Some((_, end)) = curve.against(place, 0.0).into_iter().flatten().last() {
                let lines = comparator.label(self.typeface, NAMES - 14.0);
                labels.push(((self.values.1 - end.mean) * scale, lines, comparator));
            }
        }
        labels.sort_by(|one, other| one.0.total_cmp(&other.0));
        let heights: Vec<f64> =
            labels.iter().map(|(_, lines, _)| lines.len() as f64 * NAME.leading()).collect();
        let middles = spread(&labels.iter().map(|label| label.0).collect::<Vec<_>>(), &heights);
        let right = chart.x_range().end;
        for ((_, lines, comparator), (middle, height)) in labels.iter().zip(middles.iter().zip(&heights)) {
            let how = NAME.coloured(colour::for_words(comparator.colour));
            for (line, text) in lines.iter().enumerate() {
                let base = middle - height / 2.0 + NAME.leading() * line as f64 + NAME.size;
                mark(chart, (right, self.values.1), (10.0, base), text, how)?;
            }
        }
        Ok(())
    }
}

impl Curve<'_> {
    /// The penalties against a comparator, moved along the axis; none where there is no number.
    fn against(&self, comparator: usize, shift: f64) -> Vec<Option<(f64, Estimate)>> {
        let point = |(value, entry): &(f64, &Entry)| Some((value + shift, entry.against[comparator]?));
        self.points.iter().map(point).collect()
    }
}

/// Means joined by a line that has a gap where a number is missing, with their intervals.
fn draw_curve(chart: &mut Chart, comparator: &Comparator, points: &[Option<(f64, Estimate)>]) -> Result<()> {
    for stretch in points.split(Option::is_none) {
        let line = stretch.iter().flatten().map(|(x, estimate)| (*x, estimate.mean));
        chart.draw_series(LineSeries::new(line, stroke(comparator.colour, 1.0)))?;
    }
    for (x, estimate) in points.iter().flatten() {
        let (low, high) = estimate.ends();
        comparator.draw(chart, (*x, estimate.mean), [(*x, low), (*x, high)], estimate.is_clear())?;
    }
    Ok(())
}

/// Where labels of these heights stand that want to be in these middles, from the top: moved down as far as those above
/// them ask for, and then up again as far as the foot of the panel does.
fn spread(wanted: &[f64], heights: &[f64]) -> Vec<f64> {
    let mut middles = wanted.to_vec();
    let mut free = f64::NEG_INFINITY;
    for (middle, height) in middles.iter_mut().zip(heights) {
        *middle = middle.max(free + height / 2.0);
        free = *middle + height / 2.0 + LABEL_GAP;
    }
    let mut free = PLOT + BELOW;
    for (middle, height) in middles.iter_mut().zip(heights).rev() {
        *middle = middle.min(free - height / 2.0);
        free = *middle - height / 2.0 - LABEL_GAP;
    }
    middles
}
