//! What policies cost and what they reach: each policy a point, and the frontier of those that none outdoes.
//!
//! **Reads** `summary.csv`: `net_public_cost` and `problem_removed.MISSION`.

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::element::{Circle, EmptyElement, PathElement};
use plotters::series::{DashedLineSeries, LineSeries};
use plotters::style::{Color, RGBColor};

use crate::error::Result;
use crate::outcomes::REMOVED;
use crate::report::answer::NET;
use crate::report::colour::{self, FAINT_INK, INK};
use crate::report::ink::{Area, Chart, MARK, NAME, TICK, mark, ruled, stroke, units};
use crate::report::labels::apart;
use crate::report::manifest::Mission;
use crate::report::page::{Page, WIDTH, provenance};
use crate::report::results::Results;
use crate::report::scale::{number, span, step};
use crate::report::summaries::Mean;
use crate::report::{Drawing, Typeface};

/// The height of the plot, and the room around it, pixels.
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 50.0;
const RIGHT: f64 = 170.0;
const ABOVE: f64 = 12.0;
const BELOW: f64 = 42.0;
/// The height that a name takes, pixels.
const ENTRY: f64 = 20.0;
const TICKS: usize = 6;

/// A policy: its place, what it costs and what it removes, in M EUR and per cent.
struct Point {
    policy: usize,
    cost: Mean,
    removed: Mean,
}

/// Draws cost against the share of a mission's problem that is removed.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let outcome = format!("{REMOVED}.{}", mission.name);
    let gathered = results.means([NET, &outcome])?;
    let percent = |mean: Mean| Mean { mean: mean.mean * 100.0, error: mean.error * 100.0 };
    let point = |(policy, means): (usize, &[Option<Mean>; 2])| {
        Some(Point { policy, cost: means[0]?, removed: percent(means[1]?) })
    };
    let points: Vec<Point> = gathered.policies.iter().enumerate().filter_map(point).collect();
    if points.len() < 2 || points.iter().all(|point| point.cost.mean == 0.0) {
        return Ok(Drawing::Omitted("no policy costs anything that others could be held against".into()));
    }
    let mut caption = provenance(manifest, &gathered);
    caption.push(
        "Cost over the baseline, present value. Lines at points: 95 % intervals of the means; under the same luck policies \
         differ more surely than these show."
            .into(),
    );
    let page = Page {
        typeface,
        title: format!("What policies cost and what they reach: {}", mission.name),
        subtitle: "Mean net public cost and mean share of the problem removed at the deadline. The dashed line joins the \
                   policies that none outdoes: no other removes more and costs no more."
            .into(),
        caption,
    };
    let plot = Plot {
        typeface,
        names: manifest.policies.iter().map(|policy| policy.name.as_str()).collect(),
        colours: colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline)),
        costs: bounds(points.iter().map(|point| point.cost)),
        removed: bounds(points.iter().map(|point| point.removed)),
        points,
    };
    Ok(Drawing::Drawn(page.draw(ABOVE + HEIGHT + BELOW, |area| plot.draw(area))?))
}

/// From nought, where nothing lies below it.
fn bounds(means: impl Iterator<Item = Mean>) -> (f64, f64) {
    let ends: Vec<f64> = means.flat_map(|mean| [mean.interval().0, mean.interval().1]).collect();
    let (low, high) = span(ends.iter().copied().chain([0.0]), 0.06).unwrap_or((0.0, 1.0));
    (if ends.iter().all(|end| *end >= 0.0) { 0.0 } else { low }, high)
}

struct Plot<'a> {
    typeface: &'a Typeface,
    names: Vec<&'a str>,
    colours: Vec<RGBColor>,
    points: Vec<Point>,
    /// The lowest and the highest value of both axes.
    costs: (f64, f64),
    removed: (f64, f64),
}

impl Plot<'_> {
    fn draw(&self, area: &Area) -> Result<()> {
        let mut builder = ChartBuilder::on(area);
        builder
            .margin_top(units(ABOVE))
            .margin_right(units(RIGHT))
            .set_label_area_size(LabelAreaPosition::Left, units(LEFT))
            .x_label_area_size(units(BELOW));
        let (costs, removed) = (self.costs, self.removed);
        let mut chart = builder.build_cartesian_2d(costs.0..costs.1, removed.0..removed.1)?;
        let (along, up) = (step(costs, TICKS), step(removed, TICKS));
        ruled(&mut chart.configure_mesh())
            .x_labels(TICKS)
            .y_labels(TICKS)
            .x_label_formatter(&|cost| number(*cost, along))
            .y_label_formatter(&|share| format!("{}\u{a0}%", number(*share, up)))
            .x_desc("net public cost, M EUR")
            .axis_desc_style(TICK.style())
            .draw()?;
        let frontier = frontier(&self.points);
        let line: Vec<(f64, f64)> = frontier
            .iter()
            .map(|place| (self.points[*place].cost.mean, self.points[*place].removed.mean))
            .collect();
        chart.draw_series(DashedLineSeries::new(line, units(5.0), units(3.5), stroke(FAINT_INK, 1.2)))?;
        if removed.0 < 0.0 {
            chart.draw_series(LineSeries::new([(costs.0, 0.0), (costs.1, 0.0)], stroke(INK, 1.0)))?;
        }
        for point in &self.points {
            self.draw_point(&chart, point)?;
        }
        self.draw_names(&chart)
    }

    fn draw_point(&self, chart: &Chart, Point { policy, cost, removed }: &Point) -> Result<()> {
        let (colour, at) = (self.colours[*policy], (cost.mean, removed.mean));
        let (along, up) = (cost.interval(), removed.interval());
        for line in [[(along.0, at.1), (along.1, at.1)], [(at.0, up.0), (at.0, up.1)]] {
            chart.plotting_area().draw(&PathElement::new(line, stroke(colour, 1.4)))?;
        }
        Ok(chart.plotting_area().draw(&Circle::new(at, units(4.6), colour.filled()))?)
    }

    /// The names at the right, each with a line to its point.
    fn draw_names(&self, chart: &Chart) -> Result<()> {
        let share = |value: f64, (low, high): (f64, f64)| (value - low) / (high - low);
        let height = |point: &Point| share(point.removed.mean, self.removed);
        let heights: Vec<f64> = self.points.iter().map(height).collect();
        let places = apart(&heights, ENTRY / HEIGHT);
        for ((point, place), height) in self.points.iter().zip(places).zip(heights) {
            let colour = self.colours[point.policy];
            let across = (WIDTH - LEFT - RIGHT) * (1.0 - share(point.cost.mean, self.costs)) + 10.0;
            let at = (point.cost.mean, point.removed.mean);
            let up = (height - place) * HEIGHT;
            let link = PathElement::new([(0, 0), (units(across), units(up))], stroke(colour, 0.7));
            chart.plotting_area().draw(&(EmptyElement::at(at) + link))?;
            let name = NAME.wrap(self.typeface, self.names[point.policy], RIGHT - 16.0, 1).concat();
            let offset = (across + 4.0, up + 0.35 * NAME.size);
            mark(chart, at, offset, &name, NAME.coloured(colour::for_words(colour)))?;
        }
        let corner = (self.costs.0, self.removed.1);
        mark(chart, corner, (6.0, MARK.size + 2.0), "problem removed", MARK)
    }
}

/// The points that none outdoes, from the cheapest: no other removes more and costs no more.
fn frontier(points: &[Point]) -> Vec<usize> {
    let outdoes = |rival: &Point, own: &Point| {
        rival.cost.mean <= own.cost.mean
            && rival.removed.mean >= own.removed.mean
            && (rival.cost.mean < own.cost.mean || rival.removed.mean > own.removed.mean)
    };
    let stands = |place: &usize| !points.iter().any(|rival| outdoes(rival, &points[*place]));
    let mut places: Vec<usize> = (0..points.len()).filter(stands).collect();
    places.sort_by(|one, other| points[*one].cost.mean.total_cmp(&points[*other].cost.mean));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point((cost, removed): (f64, f64)) -> Point {
        let of = |mean| Mean { mean, error: 0.1 };
        Point { policy: 0, cost: of(cost), removed: of(removed) }
    }

    #[test]
    fn the_frontier_leaves_out_what_another_outdoes() {
        let points = [(0.0, 1.0), (50.0, 8.0), (40.0, 9.0), (60.0, 12.0), (60.0, 11.0)].map(point);
        assert_eq!(frontier(&points), [0, 2, 3]);
        // what is the same twice outdoes itself nowhere
        assert_eq!(frontier(&[(1.0, 1.0), (1.0, 1.0)].map(point)), [0, 1]);
    }
}
