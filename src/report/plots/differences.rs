//! Differences between policies under the same luck: how much more of the problem one removes than another, and how much
//! more likely it reaches the target, each with its interval, against the baseline first and then against each other.
//!
//! **Reads** `differences.csv`: `problem_removed.MISSION` and `target_reached.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::PathElement;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

use crate::error::Result;
use crate::report::colour::{self, FAINT_INK, INK};
use crate::report::forest::{Mark, bounds};
use crate::report::ink::{Area, LABEL, MARK, NAME, TICK, mark, ruled, stroke, units, write};
use crate::report::manifest::{Manifest, Mission};
use crate::report::page::{Page, WIDTH, first_of, left_out, origin};
use crate::report::pairs::{Pair, Pairs};
use crate::report::penalties::Estimate;
use crate::report::results::Results;
use crate::report::scale::{number, span, step};
use crate::report::{Drawing, Typeface};

/// How many pairs are drawn at most, as the verdict tells at most.
const MOST_PAIRS: usize = 15;
/// What the panels measure: their names, and what their axes say.
const MEASURES: [(&str, &str); 2] = [
    ("Problem removed", "difference, points of the problem"),
    ("P(target)", "difference, percentage points"),
];

/// The height of a pair and of the line that names what pairs are held against, pixels.
const ROW: f64 = 22.0;
const HEADING: f64 = 30.0;
/// Room above the rows for the names of the panels and below them for the axes, pixels.
const ABOVE: f64 = 26.0;
const BELOW: f64 = 42.0;
/// The width of the names of policies at most, of the numbers beside a panel, and between a panel and the next, pixels.
const WIDEST_NAME: f64 = 170.0;
const NUMBERS: f64 = 118.0;
const GAP: f64 = 16.0;
/// How far names stand in below their heading, pixels.
const INDENT: f64 = 10.0;
/// How finely numbers are written: as finely as an axis of so many ticks would ask for.
const FINENESS: usize = 30;

/// A line of the figure, with the height of its middle.
enum Line<'a> {
    /// What the pairs below are held against.
    Against(f64, usize),
    /// A pair.
    Pair(f64, &'a Pair),
}

/// What both panels share.
struct Rows<'a> {
    typeface: &'a Typeface,
    manifest: &'a Manifest,
    colours: Vec<RGBColor>,
    lines: Vec<Line<'a>>,
    /// The height of all lines, pixels.
    height: f64,
    /// The width of the names with the space behind them, pixels.
    names: f64,
    /// Which measures have numbers.
    measures: Vec<usize>,
}

/// Draws the differences between policies on a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    if manifest.policies.len() < 2 {
        return Ok(Drawing::Omitted("a single policy has none to be held against".into()));
    }
    let found = results.pairs(mission)?;
    let shown = &found.all[..found.all.len().min(MOST_PAIRS)];
    let has_numbers = |place: &usize| shown.iter().any(|pair| pair.estimates[*place].is_some());
    let measures: Vec<usize> = (0..MEASURES.len())
        .filter(has_numbers)
        .filter(|place| *place == 0 || mission.target.is_some())
        .collect();
    if measures.is_empty() {
        return Ok(Drawing::Omitted(format!(
            "differences.csv has no number for `problem_removed.{}`",
            mission.name
        )));
    }
    let rows = Rows::new(typeface, manifest, shown, measures);
    let page = Page {
        typeface,
        title: format!("Differences between policies: {}", mission.name),
        subtitle: "How many points of the problem a policy removes more than another, and how much more likely it reaches the \
                   target, each replicate under the same luck. Right of nought it does more."
            .into(),
        caption: caption(manifest, &found),
    };
    Ok(Drawing::Drawn(page.draw(ABOVE + rows.height + BELOW, |area| rows.draw(area))?))
}

fn caption(manifest: &Manifest, found: &Pairs) -> Vec<String> {
    let mut sentences = vec![origin(manifest)];
    sentences.extend(first_of(manifest, found.cases));
    sentences.extend(left_out(found.skipped));
    let estimates = || found.all.iter().flat_map(|pair| pair.estimates).flatten();
    if estimates().any(|estimate| estimate.interval.is_some()) {
        sentences.push("Lines, and numbers in brackets: 95 % intervals.".into());
    } else {
        sentences.push("One replicate allows no interval.".into());
    }
    if estimates().any(|estimate| !estimate.is_clear()) {
        sentences.push("Hollow marks can’t be told from nought.".into());
    }
    match found.all.len().saturating_sub(MOST_PAIRS) {
        0 => (),
        1 => sentences.push("One more pair is in differences.csv.".into()),
        more => sentences.push(format!("{more} more pairs are in differences.csv.")),
    }
    sentences
}

impl<'a> Rows<'a> {
    fn new(typeface: &'a Typeface, manifest: &'a Manifest, shown: &'a [Pair], measures: Vec<usize>) -> Self {
        let mut lines = Vec::new();
        let (mut height, mut reference) = (0.0, None);
        for pair in shown {
            if reference != Some(pair.policies.1) {
                reference = Some(pair.policies.1);
                lines.push(Line::Against(height + HEADING - 14.0, pair.policies.1));
                height += HEADING;
            }
            lines.push(Line::Pair(height + ROW / 2.0, pair));
            height += ROW;
        }
        let name = |policy: &usize| NAME.width(typeface, &manifest.policies[*policy].name);
        // names are indented below the heading of what they are held against
        let against = |policy: &usize| {
            LABEL.width(typeface, &format!("against {}", manifest.policies[*policy].name)) - INDENT
        };
        let wide = |pair: &Pair| name(&pair.policies.0).max(against(&pair.policies.1));
        let widest = shown.iter().map(wide).fold(0.0, f64::max);
        let colours = colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline));
        let names = widest.min(WIDEST_NAME) + 24.0;
        Self { typeface, manifest, colours, lines, height: height + 6.0, names, measures }
    }

    fn draw(&self, area: &Area) -> Result<()> {
        let (head, body) = area.split_vertically(units(ABOVE));
        self.draw_names(&body)?;
        let panels = self.measures.len() as f64;
        let each = (WIDTH - self.names - GAP * (panels - 1.0)) / panels;
        for (place, &measure) in self.measures.iter().enumerate() {
            let left = self.names + (each + GAP) * place as f64;
            write(&head, (left, 14.0), &[MEASURES[measure].0.to_owned()], NAME)?;
            let panel = body.margin(0, 0, units(left), units(WIDTH - left - each));
            self.draw_panel(&panel, each - NUMBERS, measure)?;
        }
        Ok(())
    }

    fn draw_names(&self, area: &Area) -> Result<()> {
        for line in &self.lines {
            let (middle, policy, how, indent) = match line {
                Line::Against(middle, policy) => (middle, *policy, LABEL.coloured(FAINT_INK), 0.0),
                Line::Pair(middle, pair) => {
                    let colour = colour::for_words(self.colours[pair.policies.0]);
                    (middle, pair.policies.0, NAME.coloured(colour), INDENT)
                }
            };
            let name = &self.manifest.policies[policy].name;
            let text = if indent > 0.0 { name.clone() } else { format!("against {name}") };
            let limit = self.names - 6.0 - indent;
            write(area, (indent, middle + 4.0), &how.wrap(self.typeface, &text, limit, 1), how)?;
        }
        Ok(())
    }

    fn draw_panel(&self, area: &Area, width: f64, measure: usize) -> Result<()> {
        let pairs = self.lines.iter().filter_map(|line| match line {
            Line::Pair(middle, pair) => Some((*middle, pair.policies.0, pair.estimates[measure])),
            Line::Against(..) => None,
        });
        let pairs: Vec<(f64, usize, Option<Estimate>)> = pairs.collect();
        let estimates = pairs.iter().filter_map(|(.., estimate)| estimate.as_ref());
        let values = bounds(estimates.clone());
        let mut builder = ChartBuilder::on(area);
        builder.margin_right(units(NUMBERS)).x_label_area_size(units(BELOW));
        let mut chart = builder.build_cartesian_2d(values.0..values.1, self.height..0.0)?;
        let most = (width / 34.0) as usize;
        let distance = step(values, most);
        ruled(chart.configure_mesh().disable_y_mesh().disable_y_axis())
            .x_labels(most)
            .x_label_formatter(&|&value| number(value, distance))
            .x_desc(TICK.wrap(self.typeface, MEASURES[measure].1, width + 40.0, 1).concat())
            .axis_desc_style(TICK.style())
            .draw()?;
        chart.plotting_area().draw(&PathElement::new([(0.0, 0.0), (0.0, self.height)], stroke(INK, 1.6)))?;
        // as finely as the narrower of all numbers and their intervals together asks for
        let largest = estimates.flat_map(|estimate| [estimate.ends().0.abs(), estimate.ends().1.abs()]);
        let finest = step(span(largest, 0.0).map_or(values, |(_, high)| (0.0, high)), FINENESS);
        for (middle, policy, estimate) in pairs {
            let how = MARK.anchored(HPos::Right).coloured(colour::for_words(self.colours[policy]));
            let text = estimate.map_or_else(
                || "no data".to_owned(),
                |estimate| estimate.text_with_ends(fine(&estimate, finest)),
            );
            mark(&chart, (values.1, middle), (NUMBERS - 2.0, 4.0), &text, how)?;
            if let Some(estimate) = estimate {
                let (low, high) = estimate.ends();
                let look = Mark { colour: self.colours[policy], is_square: false };
                let ends = [(low, middle), (high, middle)];
                look.draw(&chart, (estimate.mean, middle), ends, estimate.is_clear())?;
            }
        }
        Ok(())
    }
}

/// Digits so fine that what can be told from nought has no end that reads as nought.
fn fine(estimate: &Estimate, finest: f64) -> f64 {
    let (low, high) = estimate.ends();
    let nearest = low.abs().min(high.abs());
    if estimate.is_clear() && nearest < finest / 2.0 { finest / 10.0 } else { finest }
}
