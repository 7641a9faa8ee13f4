//! A forest plot: in each row a mean with its interval against each comparator, on one scale, and the same in numbers.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, EmptyElement, PathElement, Rectangle};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor};

use super::colour::{self, FAINT_INK, INK, PAPER};
use super::ink::{Area, Chart, LABEL, NAME, TICK, mark, ruled, stroke, units, write};
use super::manifest::Manifest;
use super::page::{WIDTH, left_out, origin};
use super::penalties::{Entry, Estimate, Found};
use super::scale::{number, span, step};
use super::typeface::Typeface;
use crate::error::Result;

/// The height of a line of a row, and what a row has beside its lines, pixels.
const LINE: f64 = 15.0;
const BETWEEN: f64 = 10.0;
/// Room below the rows for the axis and its name, pixels.
const BELOW: f64 = 42.0;
/// The widths of a column of numbers and of what may be taken by the names of rows, pixels.
const COLUMN: f64 = 130.0;
const WIDEST_NAME: f64 = 170.0;
/// How many lines the name of a comparator may take.
const HEAD: usize = 3;
/// How finely numbers are written: as finely as an axis of so many ticks would ask for.
const FINENESS: usize = 200;

/// A policy with which the sensitive one is compared.
pub struct Comparator {
    /// Its name.
    pub name: String,
    /// Its colour, the same as in the other figures of the folder.
    pub colour: RGBColor,
    /// Whether its means are squares, which a reader without colours tells from dots.
    is_square: bool,
}

/// The comparators of what was found.
pub fn comparators(manifest: &Manifest, found: &Found) -> Vec<Comparator> {
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let comparator = |(place, &policy): (usize, &usize)| Comparator {
        name: manifest.policies[policy].name.clone(),
        colour: colours[policy],
        is_square: place % 2 == 1,
    };
    found.comparators.iter().enumerate().map(comparator).collect()
}

impl Comparator {
    /// One beside which there is no other.
    pub fn only(name: &str) -> Self {
        let colour = colour::of_policies([false]).first().copied().unwrap_or(INK);
        Self { name: name.to_owned(), colour, is_square: false }
    }

    /// Its name, as what something is held against, in lines no wider than a limit in pixels.
    pub fn label(&self, typeface: &Typeface, limit: f64) -> Vec<String> {
        let name = NAME.wrap(typeface, &self.name, limit, HEAD - 1);
        ["against".to_owned()].into_iter().chain(name).collect()
    }

    /// Draws a mean, hollow where it can't be told from nought, and the line of its interval between two points.
    pub fn draw(&self, chart: &Chart, at: (f64, f64), ends: [(f64, f64); 2], is_clear: bool) -> Result<()> {
        Mark { colour: self.colour, is_square: self.is_square }.draw(chart, at, ends, is_clear)
    }
}

/// How a mean and its interval look.
#[derive(Clone, Copy)]
pub struct Mark {
    /// The colour of both.
    pub colour: RGBColor,
    /// Whether the mean is a square, else a dot.
    pub is_square: bool,
}

impl Mark {
    /// Draws a mean, hollow where it can't be told from nought, and the line of its interval between two points.
    pub fn draw(self, chart: &Chart, at: (f64, f64), ends: [(f64, f64); 2], is_clear: bool) -> Result<()> {
        chart.plotting_area().draw(&PathElement::new(ends, stroke(self.colour, 1.8)))?;
        let sizes: &[(f64, RGBColor)] =
            if is_clear { &[(4.2, self.colour)] } else { &[(4.2, self.colour), (2.6, PAPER)] };
        for &(radius, colour) in sizes {
            let (radius, style) = (units(radius), colour.filled());
            if self.is_square {
                // a square looks larger than a circle of the same width
                let half = radius * 9 / 10;
                let square = Rectangle::new([(-half, -half), (half, half)], style);
                chart.plotting_area().draw(&(EmptyElement::at(at) + square))?;
            } else {
                chart.plotting_area().draw(&Circle::new(at, radius, style))?;
            }
        }
        Ok(())
    }
}

/// What every caption of such a figure says first.
pub fn caption(manifest: &Manifest, found: &Found) -> Vec<String> {
    let mut sentences = vec![origin(manifest)];
    sentences.extend(found.pairs_in_words());
    sentences.extend(left_out(found.skipped));
    let estimates = || found.entries.iter().flat_map(|entry| &entry.against).flatten();
    if estimates().any(|estimate| estimate.interval.is_some()) {
        sentences.push("Lines, and numbers after ±: 95 % intervals.".into());
    }
    if estimates().any(|estimate| !estimate.is_clear()) {
        sentences.push("Hollow marks can’t be told from nought.".into());
    }
    sentences
}

/// A row: its name, and what was found.
pub struct Row<'a> {
    /// Its name.
    pub name: &'a str,
    /// What was found in it, against each comparator.
    pub entry: &'a Entry,
    /// Whether a line divides it from the row above.
    pub is_apart: bool,
}

/// The whole plot.
pub struct Forest<'a> {
    /// The letters, to measure with.
    pub typeface: &'a Typeface,
    /// What stands above the names of the rows.
    pub heading: &'a str,
    /// What is measured, with its unit.
    pub axis: &'a str,
    /// The rows from the top.
    pub rows: Vec<Row<'a>>,
    /// With what is compared.
    pub comparators: &'a [Comparator],
}

impl Forest<'_> {
    /// Its height, pixels.
    pub fn height(&self) -> f64 {
        self.head() + self.row() * self.rows.len() as f64 + BELOW
    }

    fn row(&self) -> f64 {
        LINE * self.comparators.len() as f64 + BETWEEN
    }

    /// The height of what stands above the rows.
    fn head(&self) -> f64 {
        let lines = |comparator: &Comparator| comparator.label(self.typeface, COLUMN - 12.0).len();
        self.comparators.iter().map(lines).max().unwrap_or(1) as f64 * NAME.leading() + 8.0
    }

    /// The room at the left for names and at the right for numbers, pixels.
    fn sides(&self) -> (f64, f64) {
        let names = self.rows.iter().map(|row| LABEL.width(self.typeface, row.name));
        let widest = names.fold(NAME.width(self.typeface, self.heading), f64::max);
        (widest.min(WIDEST_NAME) + 16.0, COLUMN * self.comparators.len() as f64)
    }

    /// Draws it.
    pub fn draw(&self, area: &Area) -> Result<()> {
        let (left, right) = self.sides();
        let width = WIDTH - left - right;
        let values = bounds(self.rows.iter().flat_map(|row| &row.entry.against).flatten());
        let (head, body) = area.split_vertically(units(self.head()));
        self.draw_head(&head)?;
        let mut builder = ChartBuilder::on(&body);
        builder.margin_left(units(left)).margin_right(units(right)).x_label_area_size(units(BELOW));
        let mut chart = builder.build_cartesian_2d(values.0..values.1, self.rows.len() as f64..0.0)?;
        let most = (width / 40.0) as usize;
        let distance = step(values, most);
        ruled(chart.configure_mesh().disable_y_mesh().disable_y_axis())
            .x_labels(most)
            .x_label_formatter(&|&value| number(value, distance))
            .x_desc(TICK.wrap(self.typeface, self.axis, width, 1).concat())
            .axis_desc_style(TICK.style())
            .draw()?;
        let nought = [(0.0, 0.0), (0.0, self.rows.len() as f64)];
        chart.plotting_area().draw(&PathElement::new(nought, stroke(INK, 1.6)))?;
        for (place, row) in self.rows.iter().enumerate() {
            self.draw_row(&chart, place as f64, row, values)?;
        }
        Ok(())
    }

    fn draw_head(&self, area: &Area) -> Result<()> {
        let last = self.head() - 8.0;
        write(area, (0.0, last), &[self.heading.to_owned()], NAME)?;
        for (place, comparator) in self.comparators.iter().enumerate() {
            let lines = comparator.label(self.typeface, COLUMN - 12.0);
            let right = WIDTH - COLUMN * (self.comparators.len() - 1 - place) as f64;
            let first = last - (lines.len() - 1) as f64 * NAME.leading();
            let how = NAME.anchored(HPos::Right).coloured(colour::for_words(comparator.colour));
            write(area, (right, first), &lines, how)?;
        }
        Ok(())
    }

    fn draw_row(&self, chart: &Chart, top: f64, row: &Row, values: (f64, f64)) -> Result<()> {
        let (left, right) = self.sides();
        if row.is_apart {
            let line = [(values.0, top), (values.1, top)];
            chart.plotting_area().draw(&PathElement::new(line, stroke(FAINT_INK, 0.7)))?;
        }
        let name = LABEL.wrap(self.typeface, row.name, left - 12.0, 1).concat();
        mark(chart, (values.0, top + 0.5), (-left, 4.0), &name, LABEL)?;
        let finest = step(values, FINENESS);
        for (place, (comparator, estimate)) in self.comparators.iter().zip(&row.entry.against).enumerate() {
            let base = (BETWEEN / 2.0 + LINE * (place as f64 + 0.5)) / self.row();
            let text = estimate.map_or_else(|| "no data".to_owned(), |estimate| estimate.text(finest));
            let after = COLUMN * (self.comparators.len() - 1 - place) as f64;
            let how = LABEL.anchored(HPos::Right).coloured(colour::for_words(comparator.colour));
            mark(chart, (values.1, top + base), (right - after, 4.0), &text, how)?;
            if let Some(estimate) = estimate {
                let (low, high) = estimate.ends();
                let y = top + base;
                comparator.draw(chart, (estimate.mean, y), [(low, y), (high, y)], estimate.is_clear())?;
            }
        }
        Ok(())
    }
}

/// The values that these estimates reach, nought among them.
pub fn bounds<'a>(estimates: impl Iterator<Item = &'a Estimate>) -> (f64, f64) {
    let ends = estimates.flat_map(|estimate| {
        let (low, high) = estimate.ends();
        [low, high, estimate.mean]
    });
    span(ends.chain([0.0]), 0.06).unwrap_or((-1.0, 1.0))
}
