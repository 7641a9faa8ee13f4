//! The distribution of a mission's indicator at the deadline, policy by policy: a smooth shape, a bar of quantiles and
//! single runs, so that two humps are seen as two, and the share of runs that reach the target.
//!
//! **Reads** `runs.csv`: the column `indicator.MISSION`.

use crate::error::Result;
use crate::report::canvas::{Anchor, CAPTION, Fill, LABEL, NAME, Stroke, TICK};
use crate::report::colour::{self, FAINT_INK, GRID, INK, PAPER};
use crate::report::density::interval_of_share;
use crate::report::manifest::{Better, Mission};
use crate::report::page::{MARGIN, Page, WIDTH, provenance};
use crate::report::results::{Ending, Results};
use crate::report::scale::{Scale, number, percent, plain, span, step, ticks};
use crate::report::{Drawing, Typeface};

/// The width that the names of policies may take, pixels.
const WIDEST_NAME: f64 = 170.0;
/// The width of the column that says how many runs reach the target, pixels.
const VERDICT: f64 = 128.0;

/// Fewer runs than this have no shape worth drawing: only the runs themselves are shown.
const FEWEST: u64 = 10;

/// Where the parts of a row stand, pixels from its top.
struct Row {
    top: f64,
    /// Where the shape stands.
    base: f64,
    /// The middle of the bar of quantiles.
    bar: f64,
    /// The strip of single runs.
    points: (f64, f64),
}

impl Row {
    fn new(top: f64, height: f64) -> Self {
        let at = |share: f64| top + share * height;
        Self { top: at(0.04), base: at(0.56), bar: at(0.66), points: (at(0.75), at(0.92)) }
    }
}

/// Draws the distribution of a mission's indicator at the deadline.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let gathered = results.endings(mission)?;
    if gathered.policies.iter().all(|ending| ending.runs == 0) {
        return Ok(Drawing::Omitted(format!(
            "no run has a number in the column `indicator.{}`",
            mission.name
        )));
    }
    let title = format!("{} at the deadline, run by run", mission.headline());
    let mut page = Page::titled(typeface, &title, &subtitle(mission));
    let names: Vec<_> =
        manifest.policies.iter().map(|policy| NAME.wrap(typeface, &policy.name, WIDEST_NAME, 4)).collect();
    let widest = names.iter().flatten().map(|line| NAME.width(typeface, line)).fold(0.0, f64::max);
    let verdict = if mission.target.is_some() { VERDICT } else { 0.0 };
    let range = (MARGIN + widest + 20.0, WIDTH - MARGIN - verdict);
    let values = Scale { domain: domain(&gathered.policies, mission), range };
    let height = [190.0, 150.0, 128.0, 112.0, 100.0][names.len().clamp(1, 5) - 1];
    let top = page.top + LABEL.leading() + 10.0;
    let bottom = top + height * names.len() as f64;

    draw_axis(&mut page, &values, (top, bottom), mission);
    let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
    for (place, (ending, colour)) in gathered.policies.iter().zip(&colours).enumerate() {
        let row = Row::new(top + place as f64 * height, height);
        let lines = &names[place];
        let first = row.base - (lines.len() - 1) as f64 * NAME.leading() / 2.0 - 4.0;
        page.canvas.lines((MARGIN, first), lines, NAME.coloured(&colour::for_words(colour)));
        if ending.runs == 0 {
            page.canvas.words((range.0 + 6.0, row.base), "no run has a number", TICK.rimmed());
            continue;
        }
        draw_runs(&mut page, &values, &row, ending, colour);
        if ending.runs >= FEWEST {
            draw_shape(&mut page, &values, &row, ending, mission, colour);
            draw_quantiles(&mut page, &values, &row, ending, colour);
        }
        draw_verdict(&mut page, &row, ending, mission, colour);
    }
    draw_target(&mut page, &values, (top, bottom), mission);
    let mut caption = provenance(manifest, &gathered);
    if gathered.policies.iter().any(|ending| ending.runs >= FEWEST) {
        caption
            .push("Bar: 5, 25, 50, 75 and 95 % quantiles. Every shape is scaled to its own height.".into());
    }
    if mission.target.is_some() {
        caption.push("In brackets: the 95 % interval of the share.".into());
    }
    if gathered.policies.iter().any(|ending| (ending.sample.len() as u64) < ending.runs) {
        caption.push("Dots: an evenly spaced part of the runs; everything else is from all runs.".into());
    }
    Ok(Drawing::Drawn(page.captioned(bottom + 46.0, &caption)))
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

/// The values that any policy shows, shape included.
fn domain(endings: &[Ending], mission: &Mission) -> (f64, f64) {
    let ends = endings.iter().filter(|ending| ending.runs > 0).flat_map(|ending| {
        let reach = 2.5 * ending.histogram.bandwidth(ending.deviation);
        [ending.histogram.quantile(0.0) - reach, ending.histogram.quantile(1.0) + reach]
    });
    span(ends.chain(mission.target), 0.03).unwrap_or((0.0, 1.0))
}

fn draw_axis(page: &mut Page, values: &Scale, (top, bottom): (f64, f64), mission: &Mission) {
    let (low, high) = values.domain;
    let about = ((values.range.1 - values.range.0) / 75.0) as usize;
    let distance = step(low, high, about);
    for tick in ticks(low, high, about) {
        let x = values.at(tick);
        page.canvas.line((x, top), (x, bottom), Stroke { colour: GRID, width: 1.0, dashed: false });
        page.canvas.words((x, bottom + 18.0), &number(tick, distance), TICK.anchored(Anchor::Middle));
    }
    let (left, right) = values.range;
    page.canvas.line(
        (left, bottom),
        (right, bottom),
        Stroke { colour: FAINT_INK, width: 1.0, dashed: false },
    );
    let label = format!("{} in {}", mission.with_unit(), mission.deadline);
    let how = LABEL.coloured(FAINT_INK).anchored(Anchor::Middle);
    let half = how.width(page.typeface, &label) / 2.0;
    let centre = f64::midpoint(left, right).min(WIDTH - MARGIN - half).max(MARGIN + half);
    page.canvas.words((centre, bottom + 40.0), &label, how);
}

/// The density, in the full colour where the target is reached.
fn draw_shape(page: &mut Page, values: &Scale, row: &Row, ending: &Ending, mission: &Mission, colour: &str) {
    let histogram = &ending.histogram;
    let density = histogram.density(histogram.bandwidth(ending.deviation));
    let peak = density.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let curve: Vec<(f64, f64)> =
        density.iter().enumerate().map(|(bin, share)| (histogram.centre(bin), share / peak)).collect();
    let seen = |(_, height): &(f64, f64)| *height > 0.002;
    let first = curve.iter().position(seen).unwrap_or(0);
    let last = curve.iter().rposition(seen).unwrap_or(0);
    let shown = &curve[first..=last];
    let place =
        |&(value, height): &(f64, f64)| (values.within(value), row.base - height * (row.base - row.top));
    for part in shown.chunk_by(|one, next| mission.reached(one.0) == mission.reached(next.0)) {
        let (Some(first), Some(last)) = (part.first(), part.last()) else { continue };
        // Neighbouring parts meet in the middle between their bins.
        let half = histogram.width() / 2.0;
        let (from, to) = (first.0 - half, last.0 + half);
        let outline: Vec<_> = [place(&(from, 0.0)), place(&(from, first.1))]
            .into_iter()
            .chain(part.iter().map(place))
            .chain([place(&(to, last.1)), place(&(to, 0.0))])
            .collect();
        let opacity = if mission.reached(first.0) || mission.target.is_none() { 0.8 } else { 0.3 };
        page.canvas.area(&outline, Fill { colour, opacity });
    }
    let line: Vec<_> = shown.iter().map(place).collect();
    page.canvas.curve(&line, Stroke { colour, width: 1.4, dashed: false });
}

/// Single runs, spread over their strip by the golden ratio: even, and the same on every machine.
fn draw_runs(page: &mut Page, values: &Scale, row: &Row, ending: &Ending, colour: &str) {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let few = ending.runs < FEWEST;
    let (upper, lower) = if few { (row.base, row.base) } else { row.points };
    let (radius, opacity) = if few { (4.0, 0.8) } else { (1.6, 0.45) };
    for (place, &value) in ending.sample.iter().enumerate() {
        let y = upper + (place as f64 * GOLDEN).fract() * (lower - upper);
        page.canvas.disc((values.within(value), y), radius, Fill { colour, opacity }, None);
    }
}

fn draw_quantiles(page: &mut Page, values: &Scale, row: &Row, ending: &Ending, colour: &str) {
    let at = |share: f64| (values.within(ending.histogram.quantile(share)), row.bar);
    page.canvas.line(at(0.05), at(0.95), Stroke { colour, width: 1.6, dashed: false });
    page.canvas.line(at(0.25), at(0.75), Stroke { colour, width: 6.0, dashed: false });
    let rim = Stroke { colour, width: 1.8, dashed: false };
    page.canvas.disc(at(0.5), 4.2, Fill { colour: PAPER, opacity: 1.0 }, Some(rim));
}

/// "reached in 34 %", with the interval that the number of runs allows.
fn draw_verdict(page: &mut Page, row: &Row, ending: &Ending, mission: &Mission, colour: &str) {
    if mission.target.is_none() {
        return;
    }
    let right = WIDTH - MARGIN;
    let text = format!("reached in {}", percent(ending.reached, ending.runs));
    page.canvas.words(
        (right, row.base - 6.0),
        &text,
        NAME.anchored(Anchor::End).coloured(&colour::for_words(colour)),
    );
    let (low, high) = interval_of_share(ending.reached, ending.runs);
    let (low, high) = (low * 100.0, high * 100.0);
    let text = format!("of {} runs ({low:.0} to {high:.0}\u{a0}%)", number(ending.runs as f64, 1.0));
    page.canvas.words((right, row.base + 9.0), &text, CAPTION.anchored(Anchor::End));
}

fn draw_target(page: &mut Page, values: &Scale, (top, bottom): (f64, f64), mission: &Mission) {
    let Some(target) = mission.target else { return };
    let x = values.at(target);
    page.canvas.line((x, top - 4.0), (x, bottom), Stroke { colour: INK, width: 1.2, dashed: true });
    let text = format!("target {}", plain(target));
    let half = LABEL.width(page.typeface, &text) / 2.0;
    let centre = x.clamp(values.range.0 + half, values.range.1 - half);
    page.canvas.words((centre, top - 9.0), &text, LABEL.anchored(Anchor::Middle));
}
