//! Areas that make up a whole over time, stacked: a panel a policy, one stack below the other. Parts are named in their areas
//! where every one has room for its name in some panel, else in a legend.

use plotters::element::{PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor};

use super::Typeface;
use super::colour::{self, PAPER};
use super::ink::{Area, Chart, LABEL, MARK, NAME, TICK, mark, stroke, units, write};
use super::manifest::Manifest;
use super::page::{Page, Panels, WIDTH};
use super::timeline::{Timeline, YEAR, name_years, room};
use crate::error::Result;

/// The distance of two panels, the room above them, that between two stacks, and the height of the unit, pixels.
const GAP: f64 = 10.0;
const ABOVE: f64 = 6.0;
const BETWEEN: f64 = 18.0;
const UNIT: f64 = 20.0;
/// The height of a title and of a line of the legend, pixels.
const LINE: f64 = 22.0;
/// A swatch of the legend with the room beside it, pixels.
const SWATCH: (f64, f64) = (14.0, 20.0);

/// Parts of a whole over time under some policies.
pub struct Stack {
    /// What it shows, as a title; empty where it needs none.
    pub title: String,
    /// The names and colours of the parts, from below.
    pub parts: Vec<(String, RGBColor)>,
    /// Points in time, years.
    pub times: Vec<f64>,
    /// By policy and part: a value at each time.
    pub policies: Vec<Vec<Vec<f64>>>,
}

impl Stack {
    /// The highest that it gets under any policy.
    pub fn top(&self) -> f64 {
        let tops = (0..self.policies.len()).filter_map(|policy| self.edges(policy).pop());
        tops.flatten().fold(0.0, f64::max)
    }

    /// The edges of the areas under a policy, from the ground up: one more than there are parts.
    fn edges(&self, policy: usize) -> Vec<Vec<f64>> {
        let mut edges = vec![vec![0.0; self.times.len()]];
        for values in &self.policies[policy] {
            let below = &edges[edges.len() - 1];
            edges.push(below.iter().zip(values).map(|(below, value)| below + value).collect());
        }
        edges
    }
}

/// Stacks of the same policies below each other.
pub struct Sheet<'a> {
    /// What was studied.
    pub manifest: &'a Manifest,
    /// The places of the policies that are shown.
    pub policies: Vec<usize>,
    /// The stacks; one at least.
    pub stacks: Vec<Stack>,
    /// The unit of their values.
    pub unit: &'static str,
    /// The height of a plot where one, two and three stand side by side, pixels.
    pub plots: [f64; 3],
}

impl Sheet<'_> {
    /// The document.
    pub fn draw(self, page: &Page) -> Result<String> {
        let (manifest, typeface) = (self.manifest, page.typeface);
        let left = self.stacks.iter().map(|stack| room(typeface, (0.0, stack.top()))).fold(0.0, f64::max);
        let name = |policy: &usize| manifest.policies[*policy].name.as_str();
        let names: Vec<&str> = self.policies.iter().map(name).collect();
        let panels = Panels::new(typeface, &names, left, GAP);
        let plot = self.plots[panels.columns.min(3) - 1];
        let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
        let dark: Vec<_> = self.policies.iter().map(|policy| colour::for_words(colours[*policy])).collect();
        let section = |stack| Section::new(stack, (left, panels.width, plot), typeface);
        let sections: Vec<Section> = self.stacks.into_iter().map(section).collect();
        let each: Vec<f64> = sections.iter().map(|section| section.height(&panels) + BETWEEN).collect();
        let height = UNIT + each.iter().sum::<f64>() - BETWEEN + YEAR;
        page.draw(height, |area| {
            write(area, (0.0, TICK.size), &[self.unit.to_owned()], TICK)?;
            let (_, mut rest) = area.split_vertically(units(UNIT));
            for (section, height) in sections.iter().zip(&each) {
                section.draw(&rest, &panels, &dark)?;
                rest = rest.split_vertically(units(*height)).1;
            }
            name_years(area, left, height - 10.0)
        })
    }
}

/// Which policies have none of what is shown, as a sentence.
pub fn without(manifest: &Manifest, policies: &[usize], what: &str) -> Option<String> {
    let names: Vec<&str> = policies.iter().map(|policy| manifest.policies[*policy].name.as_str()).collect();
    (!names.is_empty()).then(|| format!("Without {what}, and not shown: {}.", names.join(", ")))
}

/// A stack with its place on the page.
struct Section<'a> {
    /// What it shows.
    stack: Stack,
    /// The axes of its panels.
    timeline: Timeline<'a>,
    /// The height of a plot, pixels.
    plot: f64,
}

/// The middle of a name in the drawing: a time and a value.
type Place = (f64, f64);

impl<'a> Section<'a> {
    /// A stack whose panels have room at their left, are so wide with it, and whose plots are so high: pixels.
    fn new(stack: Stack, (left, width, plot): (f64, f64, f64), typeface: &'a Typeface) -> Self {
        let years = (stack.times[0], stack.times[stack.times.len() - 1]);
        let values = (0.0, stack.top() * 1.04);
        Self { timeline: Timeline { typeface, years, values, left, width, above: ABOVE }, stack, plot }
    }

    /// The height of it all, pixels.
    fn height(&self, panels: &Panels) -> f64 {
        self.head() + panels.height(self.timeline.tall(self.plot))
    }

    fn head(&self) -> f64 {
        let title = if self.stack.title.is_empty() { 0.0 } else { LINE };
        title + if self.has_legend() { self.legend().len() as f64 * LINE } else { 0.0 }
    }

    /// Draws title, legend and panels; names are in the colours of the policies.
    fn draw(&self, area: &Area, panels: &Panels, colours: &[RGBColor]) -> Result<()> {
        let mut base = 0.0;
        if !self.stack.title.is_empty() {
            write(area, (0.0, NAME.size), std::slice::from_ref(&self.stack.title), NAME)?;
            base += LINE;
        }
        let has_legend = self.has_legend();
        if has_legend {
            self.draw_legend(area, base)?;
        }
        let (_, below) = area.split_vertically(units(self.head()));
        let cells = panels.split(&below, self.timeline.tall(self.plot), colours)?;
        for (policy, cell) in cells.iter().enumerate() {
            let chart = self.timeline.draw_axes(cell, policy.is_multiple_of(panels.columns))?;
            self.draw_areas(&chart, policy)?;
            if !has_legend {
                self.draw_names(&chart, policy)?;
            }
        }
        Ok(())
    }

    /// The areas, with thin white seams between them.
    fn draw_areas(&self, chart: &Chart, policy: usize) -> Result<()> {
        let edges = self.stack.edges(policy);
        let along = |edge: &[f64]| -> Vec<(f64, f64)> {
            self.stack.times.iter().copied().zip(edge.iter().copied()).collect()
        };
        for (pair, (_, colour)) in edges.windows(2).zip(&self.stack.parts) {
            if pair[0] != pair[1] {
                let mut outline = along(&pair[0]);
                outline.extend(along(&pair[1]).into_iter().rev());
                chart.plotting_area().draw(&Polygon::new(outline, *colour))?;
            }
        }
        for edge in &edges[1..] {
            chart.plotting_area().draw(&PathElement::new(along(edge), stroke(PAPER, 0.9)))?;
        }
        Ok(())
    }

    fn draw_names(&self, chart: &Chart, policy: usize) -> Result<()> {
        for (place, (name, colour)) in self.places(policy).into_iter().zip(&self.stack.parts) {
            if let Some(at) = place {
                let how = MARK.anchored(HPos::Center).coloured(colour::over(*colour));
                mark(chart, at, (0.0, 0.36 * MARK.size), name, how)?;
            }
        }
        Ok(())
    }

    /// Whether there is a part that has room for its name in no panel.
    fn has_legend(&self) -> bool {
        let places: Vec<Vec<Option<Place>>> =
            (0..self.stack.policies.len()).map(|policy| self.places(policy)).collect();
        (0..self.stack.parts.len()).any(|part| places.iter().all(|places| places[part].is_none()))
    }

    /// Where the name of each part fits into its area under a policy: where there is most room.
    fn places(&self, policy: usize) -> Vec<Option<Place>> {
        let edges = self.stack.edges(policy);
        let names = self.stack.parts.iter().map(|(name, _)| name);
        names.zip(edges.windows(2)).map(|(name, pair)| self.place(name, (&pair[0], &pair[1]))).collect()
    }

    fn place(&self, name: &str, (below, above): (&[f64], &[f64])) -> Option<Place> {
        let (timeline, times) = (&self.timeline, &self.stack.times);
        let ((start, end), (low, high)) = (timeline.years, timeline.values);
        let wide =
            (MARK.width(timeline.typeface, name) + 6.0) * (end - start) / (timeline.width - timeline.left);
        let tall = (MARK.size + 2.0) * (high - low) / self.plot;
        let mut best = (tall, None);
        for (first, &from) in times.iter().enumerate() {
            let to = from + wide;
            let Some(steps) = times[first..].iter().position(|time| *time >= to) else { break };
            let last = first + steps;
            let ground = below[first..=last].iter().copied().fold(0.0, f64::max);
            let roof = above[first..=last].iter().copied().fold(f64::INFINITY, f64::min);
            if roof - ground >= best.0 {
                best = (roof - ground, Some((from + wide / 2.0, f64::midpoint(ground, roof))));
            }
        }
        best.1
    }

    /// The parts of each line of the legend, and where each stands on it, pixels.
    fn legend(&self) -> Vec<Vec<(usize, f64)>> {
        let (mut lines, mut x) = (vec![Vec::new()], 0.0);
        for (part, (name, _)) in self.stack.parts.iter().enumerate() {
            let wide = SWATCH.1 + LABEL.width(self.timeline.typeface, name);
            if x > 0.0 && x + wide > WIDTH {
                lines.push(Vec::new());
                x = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push((part, x));
            }
            x += wide + 16.0;
        }
        lines
    }

    fn draw_legend(&self, area: &Area, top: f64) -> Result<()> {
        for (row, line) in self.legend().into_iter().enumerate() {
            let base = top + row as f64 * LINE + LABEL.size;
            for (part, x) in line {
                let (name, colour) = &self.stack.parts[part];
                let corners = [(units(x), units(base - 10.0)), (units(x + SWATCH.0), units(base + 1.0))];
                area.draw(&Rectangle::new(corners, colour.filled()))?;
                write(area, (x + SWATCH.1, base), std::slice::from_ref(name), LABEL)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two parts over ten years in a plot of 200 by 100 pixels up to a value of 10.
    fn section(typeface: &Typeface, lower: [f64; 11], upper: [f64; 11]) -> Section<'_> {
        let parts = ["low", "a longer name"].map(|name| (name.to_owned(), PAPER)).to_vec();
        let times = (0..11).map(f64::from).collect();
        let policies = vec![vec![lower.to_vec(), upper.to_vec()]];
        let stack = Stack { title: String::new(), parts, times, policies };
        let timeline = Timeline {
            typeface,
            years: (0.0, 10.0),
            values: (0.0, 10.0),
            left: 0.0,
            width: 200.0,
            above: 0.0,
        };
        Section { stack, timeline, plot: 100.0 }
    }

    #[test]
    fn a_name_stands_where_its_area_is_highest() {
        let typeface = Typeface::default();
        let rising = std::array::from_fn(|time| time as f64 / 2.0);
        let section = section(&typeface, rising, [1.0; 11]);
        assert_eq!(section.stack.top(), 6.0);
        let [Some((time, value)), None] = section.places(0)[..] else { panic!() };
        // three letters are some two years wide, so that they end where all ends, from 3.5 or 4 upward
        assert!((8.5..9.5).contains(&time) && (1.7..2.1).contains(&value), "{time} {value}");
        // an area of 10 pixels is lower than letters
        assert!(section.has_legend());
    }

    #[test]
    fn there_is_no_legend_where_every_part_is_named() {
        let typeface = Typeface::default();
        let mut section = section(&typeface, [4.0; 11], [0.0; 11]);
        assert!(section.has_legend());
        let other = vec![vec![0.0; 11], vec![4.0; 11]];
        section.stack.policies.push(other);
        assert!(!section.has_legend());
        assert_eq!(section.legend().len(), 1);
    }
}
