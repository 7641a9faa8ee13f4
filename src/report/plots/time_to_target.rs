//! When the target is first met: the share of runs that have met it, year by year. What is missing to the top at the right
//! are the runs that never do.
//!
//! **Reads** `runs.csv`: the column `time_to_target.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::{EmptyElement, PathElement};
use plotters::series::{DashedLineSeries, LineSeries};
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

use crate::calendar::Quarter;
use crate::error::Result;
use crate::report::arrivals::Arrivals;
use crate::report::colour::{self, FAINT_INK, INK};
use crate::report::ink::{Area, CAPTION, Chart, MARK, NAME, TICK, mark, ruled, stroke, units};
use crate::report::labels::apart;
use crate::report::manifest::Mission;
use crate::report::page::{Page, WIDTH, provenance};
use crate::report::results::Results;
use crate::report::scale::percent;
use crate::report::{Drawing, Typeface};
use crate::studies::statistics::Interval;

/// The room at the left for shares, at the right for names, above for the name of the deadline and below for years, pixels.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 190.0;
const ABOVE: f64 = 20.0;
const BELOW: f64 = 42.0;
/// The height of the curves, and what a name with its line of numbers takes, pixels.
const HEIGHT: f64 = 300.0;
const ENTRY: f64 = 36.0;

/// What is drawn.
struct Curves<'a> {
    typeface: &'a Typeface,
    names: Vec<&'a str>,
    policies: &'a [Arrivals],
    colours: Vec<RGBColor>,
    /// The deadline and the end of the axis, years from the start of the mission.
    deadline: f64,
    end: f64,
    mission: &'a Mission,
}

/// Draws when the runs of each policy first meet a mission's target.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    if mission.target.is_none() {
        return Ok(Drawing::Omitted(format!("no target is set for `{}`", mission.name)));
    }
    let gathered = results.arrivals(mission)?;
    let policies = &gathered.policies;
    if policies.iter().all(|arrivals| arrivals.runs == 0) {
        return Ok(Drawing::Omitted("runs.csv has no runs".into()));
    }
    let deadline = years(mission.start, mission.deadline);
    let last = policies.iter().filter_map(|arrivals| arrivals.quarters.keys().last()).max();
    let end = last.map_or(deadline, |last| deadline.max(*last as f64 / 4.0)) + 0.5;
    let curves = Curves {
        typeface,
        names: manifest.policies.iter().map(|policy| policy.name.as_str()).collect(),
        policies,
        colours: colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline)),
        deadline,
        end,
        mission,
    };
    let mut caption = provenance(manifest, &gathered);
    caption.push(
        "Right: the share that has met the target by the deadline, and its 95 % interval. A run can lose the target again: \
         P(target) asks at the deadline."
            .into(),
    );
    let page = Page {
        typeface,
        title: format!("When the target is first met: {}", mission.name),
        subtitle: format!(
            "The share of runs that have met the target, by years from {}. What a curve lacks to 100 % at its end are runs that \
             have not met it when the simulation ends.",
            mission.start
        ),
        caption,
    };
    Ok(Drawing::Drawn(page.draw(curves.height(), |area| curves.draw(area))?))
}

/// Years from the beginning of a quarter to the end of another.
fn years(from: Quarter, to: Quarter) -> f64 {
    let quarters = |quarter: Quarter| f64::from(quarter.year()) * 4.0 + f64::from(quarter.number());
    (quarters(to) - quarters(from) + 1.0) / 4.0
}

impl Curves<'_> {
    /// As high as the names beside the curves ask for.
    fn height(&self) -> f64 {
        HEIGHT.max(ENTRY * self.names.len() as f64) + ABOVE + BELOW
    }

    fn draw(&self, area: &Area) -> Result<()> {
        let mut builder = ChartBuilder::on(area);
        builder
            .margin_top(units(ABOVE))
            .margin_right(units(RIGHT))
            .set_label_area_size(plotters::chart::LabelAreaPosition::Left, units(LEFT))
            .x_label_area_size(units(BELOW));
        let mut chart = builder.build_cartesian_2d(0.0..self.end, 0.0..1.0)?;
        ruled(chart.configure_mesh().disable_x_mesh())
            .x_labels(((WIDTH - LEFT - RIGHT) / 50.0) as usize)
            .y_labels(6)
            .x_label_formatter(&|time| if time.fract() == 0.0 { format!("{time:.0}") } else { String::new() })
            .y_label_formatter(&|share| format!("{:.0}\u{a0}%", share * 100.0))
            .x_desc("years from the start of the mission")
            .axis_desc_style(TICK.style())
            .draw()?;
        let line = [(self.deadline, 0.0), (self.deadline, 1.0)];
        chart.draw_series(DashedLineSeries::new(line, units(5.0), units(3.5), stroke(INK, 1.2)))?;
        let text = format!("deadline {}", self.mission.deadline);
        mark(&chart, line[1], (0.0, -6.0), &text, MARK.anchored(HPos::Center))?;
        for (arrivals, colour) in self.policies.iter().zip(&self.colours) {
            chart.draw_series(LineSeries::new(arrivals.steps(self.end), stroke(*colour, 2.2)))?;
        }
        self.draw_names(&chart)
    }

    /// The names beside the ends of their curves, moved apart where they would lie over each other.
    fn draw_names(&self, chart: &Chart) -> Result<()> {
        let plot = self.height() - ABOVE - BELOW;
        let end = |arrivals: &Arrivals| arrivals.steps(self.end).last().map_or(0.0, |(_, share)| *share);
        let ends: Vec<f64> = self.policies.iter().map(end).collect();
        for (place, middle) in apart(&ends, ENTRY / plot).into_iter().enumerate() {
            let (arrivals, colour) = (&self.policies[place], self.colours[place]);
            let link = [(0, 0), (units(10.0), units((ends[place] - middle) * plot))];
            let link = PathElement::new(link, stroke(FAINT_INK, 0.8));
            chart.plotting_area().draw(&(EmptyElement::at((self.end, ends[place])) + link))?;
            let name = NAME.wrap(self.typeface, self.names[place], RIGHT - 14.0, 1).concat();
            let at = (self.end, middle);
            mark(chart, at, (14.0, -2.0), &name, NAME.coloured(colour::for_words(colour)))?;
            let Interval { low, high } = arrivals.interval(self.deadline);
            let text = if arrivals.runs == 0 {
                "no runs".to_owned()
            } else {
                let share = percent(arrivals.until(self.deadline), arrivals.runs);
                format!("{share} in time ({:.0} to {:.0}\u{a0}%)", low * 100.0, high * 100.0)
            };
            mark(chart, at, (14.0, 12.0), &text, CAPTION)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_at_the_end_of_its_quarter() {
        assert_eq!(years(Quarter::of(2026, 1), Quarter::of(2026, 1)), 0.25);
        assert_eq!(years(Quarter::of(2026, 1), Quarter::of(2041, 4)), 16.0);
    }
}
