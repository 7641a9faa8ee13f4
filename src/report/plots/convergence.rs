//! Whether the replicates are enough: what was known of each policy after the first of them, and how the error shrinks.
//!
//! **Reads** `runs.csv`: the column `indicator.MISSION`, or `problem_removed.MISSION` where no target is set.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::series::LineSeries;
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor};

use crate::error::Result;
use crate::report::colour::{self, GRID, INK, PAPER};
use crate::report::estimates::Estimate;
use crate::report::ink::{Area, Chart, LABEL, TICK, mark, mark_over, ruled, stroke, units, write};
use crate::report::manifest::Mission;
use crate::report::page::{Page, Panels, WIDTH, provenance};
use crate::report::results::Results;
use crate::report::scale::{number, percent, span, step, ticks};
use crate::report::{Drawing, Typeface};
use crate::studies::statistics::Interval;

/// Values along the upright axis, at most.
const VALUES: usize = 6;
/// The height of the name of the upright axis, of a panel, of what stands below it, and of the name of the lower axis, pixels.
const ABOVE: f64 = 24.0;
const PLOT: f64 = 150.0;
const BELOW: f64 = 66.0;
const REPLICATES: f64 = 4.0;
/// The distance of two panels, and the room at its right for the last number of the axis, pixels.
const GAP: f64 = 14.0;
const EDGE: f64 = 12.0;

/// What all panels share.
struct Panel {
    /// The lowest and the highest value, per cent.
    values: (f64, f64),
    /// The most replicates.
    most: u64,
    /// The room left of a panel for the values of the axis, pixels.
    left: f64,
    /// Whether values are shares of runs.
    is_share: bool,
}

/// Draws what was known on a mission after so many replicates.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.estimates(mission)?;
    let policies = &gathered.policies;
    let most = policies.iter().flatten().map(|estimate| estimate.replicates).max().unwrap_or(0);
    if most < 2 {
        return Ok(Drawing::Omitted("a single replicate can’t say how far it is from the next".into()));
    }
    let is_share = mission.target.is_some();
    let values = values(policies, is_share);
    let distance = step(values, VALUES);
    let wide = |tick| TICK.width(typeface, &number(tick, distance));
    let left = 9.0 + ticks(values, VALUES).into_iter().map(wide).fold(0.0, f64::max);
    let panel = Panel { values, most, left, is_share };
    let names: Vec<&str> = manifest.policies.iter().map(|policy| policy.name.as_str()).collect();
    let panels = Panels::new(typeface, &names, left, GAP);
    let mut caption = provenance(manifest, &gathered);
    caption.push(
        "Band: the 95 % interval after so many replicates, in the order of their numbers; grey: that of all. Four times as many \
         replicates halve an interval. Differences under the same luck are known better than this."
            .into(),
    );
    let (title, measured) = if is_share {
        ("P(target)", "The share of runs that reach the target")
    } else {
        ("The problem removed", "The mean share of the problem that is removed")
    };
    let page = Page {
        typeface,
        title: format!("{title} after so many replicates: {}", mission.name),
        subtitle: format!(
            "{measured}. Where a band is as narrow as the question asks, the replicates are enough."
        ),
        caption,
    };
    let axis = if is_share { "per cent of the runs" } else { "per cent of the problem removed" };
    let height = ABOVE + panels.height(PLOT + BELOW) + REPLICATES;
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let svg = page.draw(height, |area| {
        write(area, (0.0, LABEL.size), &[axis.to_owned()], TICK)?;
        let (_, below) = area.split_vertically(units(ABOVE));
        let words: Vec<RGBColor> = colours.iter().copied().map(colour::for_words).collect();
        let cells = panels.split(&below, PLOT + BELOW, &words)?;
        for ((cell, estimates), colour) in cells.iter().zip(policies).zip(&colours) {
            panel.draw(cell, panels.width, estimates, *colour)?;
        }
        let middle = (WIDTH / 2.0, height - ABOVE - 2.0);
        write(&below, middle, &["replicates".to_owned()], TICK.anchored(HPos::Center))
    })?;
    Ok(Drawing::Drawn(svg))
}

/// The values that panels show, per cent: of shares all from nought to a hundred that any policy reaches, of means those
/// that have an interval of use.
fn values(policies: &[Vec<Estimate>], is_share: bool) -> (f64, f64) {
    let ends = |estimate: &Estimate| {
        let Interval { low, high } = estimate.interval;
        // two replicates say next to nothing of a mean, and their interval would dwarf all others
        let counts = is_share || estimate.replicates >= 5;
        if counts { [low, high, estimate.value] } else { [f64::NAN, f64::NAN, estimate.value] }
    };
    let all = policies.iter().flatten().flat_map(ends).map(|value| value * 100.0);
    span(all, 0.04).unwrap_or((0.0, 100.0))
}

impl Panel {
    fn draw(&self, cell: &Area, width: f64, estimates: &[Estimate], colour: RGBColor) -> Result<()> {
        let end = (self.most as f64).log10();
        let mut builder = ChartBuilder::on(cell);
        builder.margin_left(units(self.left)).margin_right(units(EDGE)).x_label_area_size(units(BELOW));
        let mut chart = builder.build_cartesian_2d(0.0..end, self.values.0..self.values.1)?;
        let distance = step(self.values, VALUES);
        ruled(chart.configure_mesh().disable_x_mesh().disable_x_axis().disable_y_axis())
            .y_labels(VALUES)
            .draw()?;
        for tick in ticks(self.values, VALUES) {
            let text = number(tick, distance);
            mark(&chart, (0.0, tick), (-9.0, 4.2), &text, TICK.anchored(HPos::Right))?;
        }
        self.draw_counts(&chart, width - self.left - EDGE, end)?;
        let Some(last) = estimates.last() else {
            return mark_over(
                &chart,
                (0.0, f64::midpoint(self.values.0, self.values.1)),
                (6.0, 4.0),
                "no data",
                TICK,
            );
        };
        if let Some((low, high)) = self.ends(last) {
            let all = Rectangle::new([(0.0, high), (end, low)], GRID.mix(0.9).filled());
            chart.plotting_area().draw(&all)?;
        }
        self.draw_estimates(&mut chart, estimates, colour)?;
        let how = LABEL.coloured(colour::for_words(colour));
        mark(&chart, (0.0, self.values.0), (0.0, 40.0), &self.verdict(last), how)
    }

    /// The numbers of replicates: powers of ten, and the last.
    fn draw_counts(&self, chart: &Chart, width: f64, end: f64) -> Result<()> {
        let floor = self.values.0;
        let axis = PathElement::new([(0.0, floor), (end, floor)], stroke(INK, 1.0));
        chart.plotting_area().draw(&axis)?;
        let last = number(self.most as f64, 1.0);
        mark(chart, (end, floor), (0.0, 18.0), &last, TICK.anchored(HPos::Center))?;
        for decade in 0..=self.most.ilog10() {
            let place = f64::from(decade);
            if (end - place) / end * width > 34.0 {
                let text = number(10_f64.powi(decade as i32), 1.0);
                mark(chart, (place, floor), (0.0, 18.0), &text, TICK.anchored(HPos::Center))?;
            }
        }
        Ok(())
    }

    /// The ends of an interval as far as they are seen, per cent.
    fn ends(&self, estimate: &Estimate) -> Option<(f64, f64)> {
        let Interval { low, high } = estimate.interval;
        let seen = |share: f64| (share * 100.0).clamp(self.values.0, self.values.1);
        (low.is_finite() && high.is_finite()).then(|| (seen(low), seen(high)))
    }

    fn draw_estimates(&self, chart: &mut Chart, estimates: &[Estimate], colour: RGBColor) -> Result<()> {
        let place = |estimate: &Estimate| (estimate.replicates as f64).log10();
        let band: Vec<(f64, (f64, f64))> =
            estimates.iter().filter_map(|estimate| Some((place(estimate), self.ends(estimate)?))).collect();
        let lower = band.iter().map(|(x, (low, _))| (*x, *low));
        let upper = band.iter().rev().map(|(x, (_, high))| (*x, *high));
        let outline: Vec<(f64, f64)> = lower.chain(upper).collect();
        if band.len() > 1 {
            chart.plotting_area().draw(&Polygon::new(outline, colour.mix(0.3).filled()))?;
        }
        let line = || estimates.iter().map(|estimate| (place(estimate), estimate.value * 100.0));
        chart.draw_series(LineSeries::new(line(), stroke(colour, 1.8)))?;
        for at in line() {
            for (radius, colour) in [(3.4, colour), (1.8, PAPER)] {
                chart.plotting_area().draw(&Circle::new(at, units(radius), colour.filled()))?;
            }
        }
        Ok(())
    }

    /// The last estimate with its interval.
    fn verdict(&self, last: &Estimate) -> String {
        let Interval { low, high } = last.interval;
        let distance = if self.is_share { 1.0 } else { step(self.values, VALUES) / 10.0 };
        let show = |share: f64| number(share * 100.0, distance);
        let value = if self.is_share {
            percent((last.value * last.replicates as f64).round() as u64, last.replicates)
        } else {
            format!("{}\u{a0}%", show(last.value))
        };
        format!("{value}, from {} to {}\u{a0}%", show(low), show(high))
    }
}
