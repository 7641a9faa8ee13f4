//! The distribution of a mission's indicator at the deadline, policy by policy: a smooth shape, a bar of quantiles and
//! single runs, so that two humps are seen as two, the share of runs that reach the target, and how sure it is that there
//! is more than one hump.
//!
//! **Reads** `runs.csv`: the column `indicator.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, PathElement};
use plotters::series::{AreaSeries, DashedLineSeries, LineSeries};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor};

use crate::error::Result;
use crate::report::colour::{self, INK, PAPER};
use crate::report::ink::{Area, CAPTION, Chart, LABEL, NAME, TICK, mark, mark_over, ruled, stroke, units};
use crate::report::manifest::{Better, Manifest, Mission};
use crate::report::page::{Page, WIDTH, provenance};
use crate::report::results::{Ending, Gathered, Results};
use crate::report::scale::{number, percent, plain, span, step};
use crate::report::{Drawing, Typeface};
use crate::studies::dip::{self, Dip};
use crate::studies::statistics::{Interval, wilson};

/// The width that the names of policies may take, pixels.
const WIDEST_NAME: f64 = 170.0;
/// The width of the column that says how many runs reach the target, and of humps, pixels.
const VERDICT: f64 = 156.0;
/// Room above the rows for the name of the target, below them for the axis, pixels.
const ABOVE: f64 = 26.0;
const BELOW: f64 = 42.0;

/// Fewer runs than this have no shape worth drawing: only the runs themselves are shown.
const FEWEST: u64 = 10;
/// A dip less likely than this under one hump is said to be of more.
const UNLIKELY: f64 = 0.05;

/// Where the parts of a row stand, in heights of a row from its top, and how single runs are drawn.
struct Layout {
    /// How high a row is, in those of the fewest runs.
    height: f64,
    /// The peak of the shape, its foot, and the bar of quantiles.
    peak: f64,
    foot: f64,
    bar: f64,
    /// The strip of single runs.
    strip: (f64, f64),
    /// The size of their dots in pixels, and how much they cover.
    radius: f64,
    opacity: f64,
}

/// By the most runs of a policy that are drawn: the more, the wider their strip and the smaller their dots.
const LAYOUTS: [(usize, Layout); 3] = [
    (
        FEWEST as usize - 1,
        Layout {
            height: 1.0,
            peak: 0.04,
            foot: 0.56,
            bar: 0.66,
            strip: (0.56, 0.56),
            radius: 4.0,
            opacity: 0.8,
        },
    ),
    (
        400,
        Layout {
            height: 1.0,
            peak: 0.04,
            foot: 0.56,
            bar: 0.66,
            strip: (0.75, 0.92),
            radius: 1.6,
            opacity: 0.45,
        },
    ),
    (
        usize::MAX,
        Layout {
            height: 1.3,
            peak: 0.03,
            foot: 0.43,
            bar: 0.51,
            strip: (0.58, 0.94),
            radius: 1.0,
            opacity: 0.4,
        },
    ),
];

/// What all rows share.
struct Rows<'a> {
    mission: &'a Mission,
    typeface: &'a Typeface,
    /// The names of the policies in lines.
    names: Vec<Vec<String>>,
    /// The lowest and the highest value.
    values: (f64, f64),
    /// The room for the names at the left and for the verdicts at the right, pixels.
    sides: (f64, f64),
    /// The width of what is between them, pixels.
    width: f64,
    layout: &'static Layout,
    /// How far each policy is from one hump, where it has runs enough to say so.
    dips: Vec<Option<Dip>>,
}

/// Draws the distribution of a mission's indicator at the deadline.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.endings(mission)?;
    let endings = &gathered.policies;
    if endings.iter().all(|ending| ending.runs == 0) {
        return Ok(Drawing::Omitted(format!(
            "no run has a number in the column `indicator.{}`",
            mission.name
        )));
    }
    let names: Vec<_> =
        manifest.policies.iter().map(|policy| NAME.wrap(typeface, &policy.name, WIDEST_NAME, 4)).collect();
    let widest = names.iter().flatten().map(|line| NAME.width(typeface, line)).fold(0.0, f64::max);
    let sides = (widest + 20.0, VERDICT);
    let most = endings.iter().map(|ending| ending.sample.len()).max().unwrap_or(0);
    let (_, layout) = LAYOUTS.iter().find(|(runs, _)| most <= *runs).unwrap_or(&LAYOUTS[0]);
    let row = [190.0, 150.0, 128.0, 112.0, 100.0][names.len().clamp(1, 5) - 1] * layout.height;
    let height = row * names.len() as f64;
    let title = format!("{} at the deadline, run by run", mission.headline());
    let caption = caption(manifest, mission, &gathered);
    let page = Page { typeface, title, subtitle: subtitle(mission), caption };
    let width = WIDTH - sides.0 - sides.1;
    let values = domain(endings, mission);
    let rows = Rows { mission, typeface, names, values, sides, width, layout, dips: dips_of(endings) };
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    let svg = page.draw(ABOVE + height + BELOW, |area| rows.draw(area, endings, &colours))?;
    Ok(Drawing::Drawn(svg))
}

/// How far policies with runs enough to say so are from one hump.
fn dips_of(endings: &[Ending]) -> Vec<Option<Dip>> {
    let has_dip = |ending: &&Ending| ending.runs >= FEWEST;
    let lots: Vec<&[f64]> = endings.iter().filter(has_dip).map(|ending| ending.sample.as_slice()).collect();
    let mut dips = dip::dips(&lots).into_iter();
    endings.iter().map(|ending| has_dip(&ending).then(|| dips.next()).flatten()).collect()
}

fn caption(manifest: &Manifest, mission: &Mission, gathered: &Gathered<Ending>) -> Vec<String> {
    let endings = &gathered.policies;
    let mut caption = provenance(manifest, gathered);
    if endings.iter().any(|ending| ending.runs >= FEWEST) {
        caption
            .push("Bar: 5, 25, 50, 75 and 95 % quantiles. Every shape is scaled to its own height.".into());
    }
    if mission.target.is_some() {
        caption.push("In brackets: the 95 % interval of the share.".into());
    }
    if endings.iter().any(|ending| (ending.sample.len() as u64) < ending.runs) {
        caption.push("Dots: an evenly spaced part of the runs; everything else is from all runs.".into());
    }
    if endings.iter().any(|ending| ending.runs >= FEWEST) {
        caption.push(
            "Dip: how far the runs are from a single hump, from 0 to 0.25 (Hartigan and Hartigan 1985); p: how likely they \
             would be as far from it, or farther, if there were one."
                .into(),
        );
    }
    if endings.iter().any(|ending| ending.runs as usize > dip::MOST) {
        caption.push(format!("Dips are of at most {} runs.", number(dip::MOST as f64, 1.0)));
    }
    caption
}

fn subtitle(mission: &Mission) -> String {
    let deadline = mission.deadline;
    match mission.target.map(|target| (plain(target), mission.better)) {
        None => format!("Each dot is one run in {deadline}; no target is set."),
        Some((target, better)) => {
            let side = if better == Better::Lower { "lower" } else { "higher" };
            format!(
                "Each dot is one run in {deadline}. The full colour marks what reaches the target of {target} or {side}."
            )
        }
    }
}

/// The values that any policy shows.
fn domain(endings: &[Ending], mission: &Mission) -> (f64, f64) {
    let ends =
        endings.iter().filter(|ending| ending.runs > 0).flat_map(|ending| [ending.ends.0, ending.ends.1]);
    span(ends.chain(mission.target), 0.03).unwrap_or((0.0, 1.0))
}

impl Rows<'_> {
    fn draw(&self, area: &Area, endings: &[Ending], colours: &[RGBColor]) -> Result<()> {
        let mut builder = ChartBuilder::on(area);
        builder
            .margin_top(units(ABOVE))
            .margin_left(units(self.sides.0))
            .margin_right(units(self.sides.1))
            .x_label_area_size(units(BELOW));
        let mut chart =
            builder.build_cartesian_2d(self.values.0..self.values.1, endings.len() as f64..0.0)?;
        let most = (self.width / 60.0) as usize;
        let distance = step(self.values, most);
        let label = format!("{} in {}", self.mission.with_unit(), self.mission.deadline);
        ruled(chart.configure_mesh().disable_y_mesh().disable_y_axis())
            .x_labels(most)
            .x_label_formatter(&|&value| number(value, distance))
            .x_desc(LABEL.wrap(self.typeface, &label, self.width, 1).concat())
            .axis_desc_style(TICK.style())
            .draw()?;
        for (row, (ending, colour)) in endings.iter().zip(colours).enumerate() {
            self.draw_row(&mut chart, row, ending, *colour)?;
        }
        self.draw_target(&mut chart, endings.len() as f64)
    }

    fn draw_row(&self, chart: &mut Chart, row: usize, ending: &Ending, colour: RGBColor) -> Result<()> {
        let top = row as f64;
        let foot = (self.values.0, top + self.layout.foot);
        let lines = &self.names[row];
        for (line, text) in lines.iter().enumerate() {
            let base = (line as f64 - (lines.len() - 1) as f64 / 2.0) * NAME.leading() - 4.0;
            let how = NAME.coloured(colour::for_words(colour));
            mark(chart, foot, (-self.sides.0, base), text, how)?;
        }
        if ending.runs == 0 {
            return mark_over(chart, foot, (6.0, 0.0), "no run has a number", TICK);
        }
        self.draw_runs(chart, top, ending, colour)?;
        if ending.runs >= FEWEST && ending.ends.0 < ending.ends.1 {
            self.draw_shape(chart, top, ending, colour)?;
            draw_quantiles(chart, top + self.layout.bar, ending, colour)?;
        }
        self.draw_verdict(chart, row, ending, colour)
    }

    /// The density from the first run to the last, in the full colour where the target is reached.
    fn draw_shape(&self, chart: &mut Chart, top: f64, ending: &Ending, colour: RGBColor) -> Result<()> {
        let (histogram, mission) = (&ending.histogram, self.mission);
        let density = histogram.density(histogram.bandwidth(ending.deviation));
        let peak = density.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let foot = top + self.layout.foot;
        let height = |share: f64| foot - share / peak * (self.layout.foot - self.layout.peak);
        let curve: Vec<(f64, f64)> =
            density.iter().enumerate().map(|(bin, share)| (histogram.centre(bin), height(*share))).collect();
        // Neighbouring parts meet in the middle between their bins.
        let half = histogram.width() / 2.0;
        for part in curve.chunk_by(|one, next| mission.reached(one.0) == mission.reached(next.0)) {
            let (Some(&first), Some(&last)) = (part.first(), part.last()) else { continue };
            let outline = [(first.0 - half, first.1)].into_iter().chain(part.iter().copied());
            let outline = outline.chain([(last.0 + half, last.1)]);
            let opacity = if mission.reached(first.0) || mission.target.is_none() { 0.8 } else { 0.3 };
            chart.draw_series(AreaSeries::new(outline, foot, colour.mix(opacity)))?;
        }
        let start = [(ending.ends.0, foot), (ending.ends.0, curve[0].1)];
        let end = [(ending.ends.1, curve[curve.len() - 1].1), (ending.ends.1, foot)];
        let outline = start.into_iter().chain(curve).chain(end);
        chart.draw_series(LineSeries::new(outline, stroke(colour, 1.4)))?;
        Ok(())
    }

    /// Single runs, spread over their strip by the golden ratio: even, and the same on every machine.
    fn draw_runs(&self, chart: &Chart, top: f64, ending: &Ending, colour: RGBColor) -> Result<()> {
        const GOLDEN: f64 = 0.618_033_988_749_895;
        let Layout { strip: (upper, lower), radius, opacity, .. } = *self.layout;
        for (place, &value) in ending.sample.iter().enumerate() {
            let y = top + upper + (place as f64 * GOLDEN).fract() * (lower - upper);
            let dot = Circle::new((value, y), units(radius), colour.mix(opacity).filled());
            chart.plotting_area().draw(&dot)?;
        }
        Ok(())
    }

    /// "reached in 34 %", with the interval that the number of runs allows, and what is to be said of humps.
    fn draw_verdict(&self, chart: &Chart, row: usize, ending: &Ending, colour: RGBColor) -> Result<()> {
        let at = (self.values.1, row as f64 + self.layout.foot);
        let fine = CAPTION.anchored(HPos::Right);
        let mut base = -20.0;
        if self.mission.target.is_some() {
            let how = NAME.anchored(HPos::Right).coloured(colour::for_words(colour));
            let text = format!("reached in {}", percent(ending.reached, ending.runs));
            mark(chart, at, (self.sides.1, base), &text, how)?;
            let Interval { low, high } = wilson(ending.reached as f64, ending.runs);
            let (low, high) = (low * 100.0, high * 100.0);
            let noun = if ending.runs == 1 { "run" } else { "runs" };
            let text =
                format!("of {} {noun} ({low:.0} to {high:.0}\u{a0}%)", number(ending.runs as f64, 1.0));
            mark(chart, at, (self.sides.1, base + 15.0), &text, fine)?;
            base += 34.0;
        }
        if let Some(dip) = self.dips[row] {
            let (text, how) = if dip.probability < UNLIKELY {
                ("more than one hump", fine.coloured(INK))
            } else {
                ("one hump can’t be ruled out", fine)
            };
            mark(chart, at, (self.sides.1, base), text, how)?;
            let text = format!("dip {:.3}, {}", dip.dip, probability(dip.probability));
            mark(chart, at, (self.sides.1, base + 14.0), &text, fine)?;
        }
        Ok(())
    }

    fn draw_target(&self, chart: &mut Chart, bottom: f64) -> Result<()> {
        let Some(target) = self.mission.target else { return Ok(()) };
        let line = [(target, 0.0), (target, bottom)];
        chart.draw_series(DashedLineSeries::new(line, units(5.0), units(3.5), stroke(INK, 1.2)))?;
        let text = format!("target {}", plain(target));
        let half = LABEL.width(self.typeface, &text) / 2.0;
        let x = self.width * (target - self.values.0) / (self.values.1 - self.values.0);
        let shift = x.min(self.width - half).max(half) - x;
        mark(chart, line[0], (shift, -6.0), &text, LABEL.anchored(HPos::Center))
    }
}

/// A probability as far as it matters.
fn probability(p: f64) -> String {
    match p {
        ..0.001 => "p < 0.001".into(),
        ..0.01 => format!("p = {p:.3}"),
        _ => format!("p = {p:.2}"),
    }
}

fn draw_quantiles(chart: &Chart, y: f64, ending: &Ending, colour: RGBColor) -> Result<()> {
    let at = |share: f64| (ending.quantile(share), y);
    let area = chart.plotting_area();
    for (from, to, width) in [(0.05, 0.95, 1.6), (0.25, 0.75, 6.0)] {
        area.draw(&PathElement::new([at(from), at(to)], stroke(colour, width)))?;
    }
    for (radius, colour) in [(5.1, colour), (3.3, PAPER)] {
        area.draw(&Circle::new(at(0.5), units(radius), colour.filled()))?;
    }
    Ok(())
}
