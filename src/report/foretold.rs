//! What is foretold, year by year, with what was seen: a panel for each course, each on a scale of its own.

use plotters::backend::SVGBackend;
use plotters::coord::CoordTranslate;
use plotters::drawing::DrawingArea;
use plotters::element::Circle;
use plotters::style::Color;

use super::Typeface;
use super::colour::{self, INK, PAPER};
use super::ink::{LABEL, units, write};
use super::page::{Page, Panels, WIDTH};
use super::results::{Course as Line, Seen};
use super::scale::span;
use super::timeline::{Band, Timeline, YEAR, draw_legend, name_years, room};
use crate::calendar::Quarter;
use crate::error::Result;

/// A course, as it is foretold and as it was seen.
#[derive(Clone, Debug, Default)]
pub struct Foretold {
    /// What stands above its panel.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// By year: the 5, 25, 50, 75 and 95 % quantiles.
    pub quantiles: Vec<(i32, [f64; 5])>,
    /// What was seen and the points were held against, by year.
    pub seen: Vec<(i32, f64)>,
    /// What was seen later and nothing was held against.
    pub later: Vec<(i32, f64)>,
}

/// The bands around the median: the outer and the inner one.
const BANDS: [Band; 2] = [(0, 4, 0.2), (1, 3, 0.36)];
const MEDIAN: usize = 2;
/// The height of the legend, of a plot, and the distance of two panels, pixels.
const LEGEND: f64 = 30.0;
const PLOT: f64 = 150.0;
const GAP: f64 = 14.0;

/// Draws all courses.
///
/// # Errors
/// A drawing that fails: a bug of ours.
pub fn draw(courses: &[Foretold], title: &str, caption: Vec<String>, typeface: &Typeface) -> Result<String> {
    let bounds: Vec<(f64, f64)> = courses.iter().map(values).collect();
    let years = courses.iter().flat_map(|course| course.quantiles.iter().map(|(year, _)| f64::from(*year)));
    let years = span(years, 0.0).unwrap_or((0.0, 1.0));
    let left = bounds.iter().map(|values| room(typeface, *values)).fold(0.0, f64::max);
    let names: Vec<&str> = courses.iter().map(|course| course.name.as_str()).collect();
    let columns = courses.len().clamp(1, 3);
    let panels = Panels::in_columns(columns, WIDTH, typeface, &names, left, GAP);
    let has_later = courses.iter().any(|course| !course.later.is_empty());
    let page = Page {
        typeface,
        title: title.to_owned(),
        subtitle: format!("Upright: {}. Every panel has a scale of its own.", unit(courses)),
        caption,
    };
    let timeline = |values| Timeline { typeface, years, values, left, width: panels.width, above: 6.0 };
    let each = timeline((0.0, 1.0)).tall(PLOT);
    let height = LEGEND + panels.height(each) + YEAR;
    page.draw(height, |area| {
        let entries = [("median", &[][..]), ("middle half", &BANDS[..]), ("5 % to 95 %", &BANDS[..1])];
        draw_legend(area, typeface, &entries)?;
        let mut x = 330.0;
        for (text, is_later) in [("seen, calibrated on", false), ("seen later", true)] {
            if is_later && !has_later {
                continue;
            }
            dot(area, (units(x), units(LABEL.size - 4.0)), is_later)?;
            write(area, (x + 9.0, LABEL.size), &[text.to_owned()], LABEL)?;
            x += 40.0 + LABEL.width(typeface, text);
        }
        let (_, below) = area.split_vertically(units(LEGEND));
        let colour = colour::of_policies([false]).first().copied().unwrap_or(INK);
        let colours = vec![INK; courses.len()];
        let cells = panels.split(&below, each, &colours)?;
        for ((cell, course), values) in cells.iter().zip(courses).zip(&bounds) {
            let timeline = timeline(*values);
            let mut chart = timeline.draw_axes(cell, true)?;
            timeline.draw_course(&mut chart, &line(course), (&BANDS, MEDIAN), colour)?;
            for (points, is_later) in [(&course.seen, false), (&course.later, true)] {
                for (when, value) in points {
                    dot(chart.plotting_area(), (f64::from(*when), *value), is_later)?;
                }
            }
        }
        name_years(area, left, height - 10.0)
    })
}

/// A dot where something was seen: hollow where nothing was held against it.
fn dot<C: CoordTranslate>(area: &DrawingArea<SVGBackend, C>, at: C::From, is_later: bool) -> Result<()>
where
    C::From: Clone,
{
    area.draw(&Circle::new(at.clone(), units(3.4), INK.filled()))?;
    if is_later {
        area.draw(&Circle::new(at, units(2.2), PAPER.filled()))?;
    }
    Ok(())
}

/// From nought to the highest that is shown.
fn values(course: &Foretold) -> (f64, f64) {
    let seen = course.seen.iter().chain(&course.later).map(|(_, value)| *value);
    let all = course.quantiles.iter().map(|(_, quantiles)| quantiles[4]).chain(seen);
    span(all.chain([0.0]), 0.0).unwrap_or((0.0, 1.0))
}

fn unit(courses: &[Foretold]) -> String {
    let mut units: Vec<&str> = courses.iter().map(|course| course.unit.as_str()).collect();
    units.dedup();
    units.join(", ")
}

fn line(course: &Foretold) -> Line {
    let at = |(when, [a, b, c, d, e]): &(i32, [f64; 5])| {
        (Quarter::of(*when, 1), Seen { at: [*a, *b, *c, *d, *e, f64::NAN] })
    };
    course.quantiles.iter().map(at).collect()
}
