//! What matters: on what the removed share of a mission's problem hangs, or how far a policy is from the baseline in it. Of
//! Morris the mean size of effects, of Sobol total and first order, each with its interval.
//!
//! **Reads** the table `sensitivity`: `problem_removed.MISSION`.

use plotters::chart::ChartBuilder;
use plotters::element::{PathElement, Rectangle};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor};

use crate::error::Result;
use crate::report::colour::{self, FAINT_INK, INK, PAPER};
use crate::report::indices::{Index, Indices, Subject};
use crate::report::ink::{Area, Chart, LABEL, NAME, TICK, mark_over, outline, ruled, stroke, units, write};
use crate::report::manifest::{Manifest, Mission};
use crate::report::page::{Page, WIDTH, origin};
use crate::report::results::Results;
use crate::report::scale::{number, span, step};
use crate::report::{Drawing, Typeface};
use crate::studies::sensitivity::Method;

/// How many parameters are drawn at most, and how many panels stand beside each other.
const MOST_ROWS: usize = 20;
const BESIDE: usize = 3;
/// The height of a row, of the bars of Morris and of one of the two of Sobol, pixels.
const ROW: f64 = 24.0;
const BAR: f64 = 11.0;
const HALF_BAR: f64 = 7.0;
/// Room above the rows for the names of panels and below them for the axis, pixels.
const BELOW: f64 = 46.0;
/// The width of the names of parameters at most, and between two panels, pixels.
const WIDEST_NAME: f64 = 240.0;
const GAP: f64 = 20.0;
/// How far beyond the shares that can be an axis goes at most, whatever intervals say.
const SHARES: (f64, f64) = (-0.1, 1.1);

/// What all panels share.
struct Bars<'a> {
    typeface: &'a Typeface,
    manifest: &'a Manifest,
    indices: &'a Indices,
    /// The parameters from the top, and what they are called.
    rows: Vec<(usize, &'a str)>,
    colours: Vec<RGBColor>,
    /// The lowest and the highest value.
    values: (f64, f64),
    /// The width of the names with the space behind them, pixels.
    names: f64,
}

/// Draws what matters for a mission.
pub fn draw(results: &Results, mission: &Mission, typeface: &Typeface) -> Result<Drawing> {
    let manifest = &results.manifest;
    let indices = results.indices(mission)?;
    let ranked = indices.ranked();
    if ranked.is_empty() {
        return Ok(Drawing::Omitted(format!(
            "the table `sensitivity` has no number for `problem_removed.{}`",
            mission.name
        )));
    }
    let own = format!("mission.{}.", mission.name);
    let named = |parameter: usize| {
        let name = indices.parameters[parameter].as_str();
        (parameter, name.strip_prefix(&own).unwrap_or(name))
    };
    let rows: Vec<(usize, &str)> = ranked.iter().take(MOST_ROWS).map(|place| named(*place)).collect();
    let bars = Bars::new(typeface, manifest, &indices, rows);
    let page = Page {
        typeface,
        title: format!("What matters: {}", mission.name),
        subtitle: subtitle(&indices),
        caption: caption(manifest, &indices, ranked.len(), &own),
    };
    Ok(Drawing::Drawn(page.draw(bars.height(), |area| bars.draw(area))?))
}

fn subtitle(indices: &Indices) -> String {
    let is_difference = indices.subjects.iter().any(|subject| subject.policies.1.is_some());
    let what = if is_difference {
        "what a policy removes of the problem more than the baseline, under the same luck"
    } else {
        "what a policy removes of the problem"
    };
    match indices.method {
        Method::Morris => {
            format!("By how many points one thing that varies moves, on average, {what} (Morris).")
        }
        Method::Sobol => format!(
            "The share of the variance of {what} that goes with one thing that varies (Sobol): alone and together with others \
             (total order, upper bar), and alone (first order, lower bar)."
        ),
    }
}

fn caption(manifest: &Manifest, indices: &Indices, moving: usize, own: &str) -> Vec<String> {
    let mut sentences =
        vec![origin(manifest), "Lines: 95 % intervals. Hollow bars can’t be told from nothing.".into()];
    if indices.lacks_differences {
        sentences.push("How far policies are from the baseline has no number that could be shown.".into());
    }
    if indices.method == Method::Morris {
        sentences.push("+ and \u{2212}: more of it removes more, or less, where that is told.".into());
    }
    if indices.parameters.iter().any(|name| name.starts_with(own)) {
        sentences.push(format!("Names of the mission are without “{}”.", own.trim_end_matches('.')));
    }
    let (less, nothing) = (moving.saturating_sub(MOST_ROWS), indices.parameters.len() - moving);
    let all = indices.subjects.iter().flat_map(|subject| &subject.indices).flatten().flatten();
    let is_cut = |end: &f64| !(SHARES.0..=SHARES.1).contains(end);
    if indices.method == Method::Sobol && all.flat_map(ends).any(|end| is_cut(&end)) {
        sentences.push("What goes beyond the axis is cut; the table sensitivity has it.".into());
    }
    if less > 0 {
        sentences.push(format!("{less} more that matter less are in the table sensitivity."));
    }
    if nothing > 0 {
        sentences.push(format!("{nothing} do nothing here."));
    }
    sentences
}

/// The ends of an index and of its interval.
fn ends(index: &Index) -> [f64; 3] {
    let (low, high) = index.interval.unwrap_or((index.value, index.value));
    [low, index.value, high]
}

impl<'a> Bars<'a> {
    fn new(
        typeface: &'a Typeface,
        manifest: &'a Manifest,
        indices: &'a Indices,
        rows: Vec<(usize, &'a str)>,
    ) -> Self {
        let is_sobol = indices.method == Method::Sobol;
        let drawn = if is_sobol { 2 } else { 1 };
        let of_row =
            |subject: &'a Subject| rows.iter().flat_map(move |(row, _)| &subject.indices[*row][..drawn]);
        let all = indices.subjects.iter().flat_map(of_row).flatten().flat_map(ends);
        let seen = |value: f64| if is_sobol { value.clamp(SHARES.0, SHARES.1) } else { value };
        let (low, high) = span(all.map(seen).chain([0.0]), 0.06).unwrap_or((0.0, 1.0));
        let widest = rows.iter().map(|(_, name)| LABEL.width(typeface, name)).fold(0.0, f64::max);
        Self {
            typeface,
            manifest,
            indices,
            colours: colour::of_policies(manifest.policies.iter().map(|policy| policy.baseline)),
            // sizes have nothing below nought
            values: (if is_sobol { low } else { 0.0 }, high),
            names: widest.min(WIDEST_NAME) + 16.0,
            rows,
        }
    }

    fn blocks(&self) -> impl Iterator<Item = &'a [Subject]> {
        self.indices.subjects.chunks(BESIDE)
    }

    /// The names of a panel: the policy, and what is taken from it, in lines.
    fn heads(&self, subject: &Subject, width: f64) -> Vec<String> {
        let name = |place: usize| self.manifest.policies[place].name.as_str();
        let (policy, reference) = subject.policies;
        let less = reference.map(|place| format!(" \u{2212} {}", name(place))).unwrap_or_default();
        NAME.wrap(self.typeface, &format!("{}{less}", name(policy)), width, 3)
    }

    fn panel_width(&self, block: &[Subject]) -> f64 {
        (WIDTH - self.names - GAP * (block.len() - 1) as f64) / block.len() as f64
    }

    /// The height of the names of the panels of a block.
    fn head(&self, block: &[Subject]) -> f64 {
        let width = self.panel_width(block);
        let most = block.iter().map(|subject| self.heads(subject, width).len()).max().unwrap_or(1);
        most as f64 * NAME.leading() + 8.0
    }

    fn rows_height(&self) -> f64 {
        ROW * self.rows.len() as f64
    }

    fn height(&self) -> f64 {
        self.blocks().map(|block| self.head(block) + self.rows_height() + BELOW).sum()
    }

    /// A path that is too long without its first steps: its end says what it is.
    fn shortened(&self, path: &str) -> String {
        let mut text = path.to_owned();
        let mut left = path;
        while LABEL.width(self.typeface, &text) > self.names - 14.0
            && let Some((_, rest)) = left.split_once('.')
        {
            (left, text) = (rest, format!("\u{2026}{rest}"));
        }
        text
    }

    fn draw(&self, area: &Area) -> Result<()> {
        let mut rest = area.clone();
        for block in self.blocks() {
            let head = self.head(block);
            let (own, below) = rest.split_vertically(units(head + self.rows_height() + BELOW));
            rest = below;
            let (above, body) = own.split_vertically(units(head));
            for (place, (_, name)) in self.rows.iter().enumerate() {
                let base = (place as f64 + 0.5) * ROW + 4.0;
                let right = LABEL.anchored(HPos::Right);
                let name = right.wrap(self.typeface, &self.shortened(name), self.names - 14.0, 1);
                write(&body, (self.names - 10.0, base), &name, right)?;
            }
            let width = self.panel_width(block);
            for (place, subject) in block.iter().enumerate() {
                let left = self.names + (width + GAP) * place as f64;
                let how = NAME.coloured(colour::for_words(self.colours[subject.policies.0]));
                write(&above, (left, NAME.size), &self.heads(subject, width), how)?;
                let panel = body.margin(0, 0, units(left), units(WIDTH - left - width));
                self.draw_panel(&panel, width, subject)?;
            }
        }
        Ok(())
    }

    fn draw_panel(&self, area: &Area, width: f64, subject: &Subject) -> Result<()> {
        let mut builder = ChartBuilder::on(area);
        builder.x_label_area_size(units(BELOW));
        let (low, high) = self.values;
        let mut chart = builder.build_cartesian_2d(low..high, self.rows_height()..0.0)?;
        let most = (width / 36.0) as usize;
        let distance = step(self.values, most);
        let axis = match self.indices.method {
            Method::Morris => "points of the problem",
            Method::Sobol => "share of the variance",
        };
        ruled(chart.configure_mesh().disable_y_mesh().disable_y_axis())
            .x_labels(most)
            .x_label_formatter(&|&value| number(value, distance))
            .x_desc(TICK.wrap(self.typeface, axis, width, 1).concat())
            .axis_desc_style(TICK.style())
            .draw()?;
        let colour = self.colours[subject.policies.0];
        for (place, (row, _)) in self.rows.iter().enumerate() {
            let middle = (place as f64 + 0.5) * ROW;
            match (self.indices.method, subject.indices[*row]) {
                (_, [None, _]) => (),
                (Method::Morris, [Some(size), effect]) => {
                    self.draw_bar(&chart, (middle - BAR / 2.0, middle + BAR / 2.0), &size, (colour, 0.75))?;
                    self.draw_sign(&chart, middle, &size, effect, colour)?;
                }
                (Method::Sobol, [Some(total), first]) => {
                    self.draw_bar(&chart, (middle - HALF_BAR - 1.0, middle - 1.0), &total, (colour, 0.85))?;
                    if let Some(first) = first {
                        self.draw_bar(
                            &chart,
                            (middle + 1.0, middle + HALF_BAR + 1.0),
                            &first,
                            (colour, 0.35),
                        )?;
                    }
                }
            }
        }
        let nought = [(0.0, 0.0), (0.0, self.rows_height())];
        chart.plotting_area().draw(&PathElement::new(nought, stroke(INK, 1.4)))?;
        let is_empty = self.rows.iter().all(|(row, _)| subject.indices[*row][0].is_none());
        if is_empty {
            mark_over(&chart, (0.0, ROW / 2.0), (8.0, 4.0), "not told from luck", TICK)?;
        }
        Ok(())
    }

    /// A bar from nought between two heights, hollow where it isn't told from nothing, with its interval.
    fn draw_bar(
        &self,
        chart: &Chart,
        (top, bottom): (f64, f64),
        index: &Index,
        (colour, strength): (RGBColor, f64),
    ) -> Result<()> {
        let corners = [(0.0, top), (index.value, bottom)];
        let (line, fill) =
            if index.is_told { (colour, colour.mix(strength)) } else { (FAINT_INK, PAPER.mix(1.0)) };
        chart.plotting_area().draw(&Rectangle::new(corners, fill.filled()))?;
        chart.plotting_area().draw(&outline(corners, stroke(line, 1.0)))?;
        if let Some((low, high)) = index.interval {
            let seen = |value: f64| value.clamp(self.values.0, self.values.1);
            let middle = f64::midpoint(top, bottom);
            let line = if index.is_told { INK } else { FAINT_INK };
            let line = PathElement::new([(seen(low), middle), (seen(high), middle)], stroke(line, 1.4));
            chart.plotting_area().draw(&line)?;
        }
        Ok(())
    }

    /// Whether more of it removes more or less, where that is told.
    fn draw_sign(
        &self,
        chart: &Chart,
        middle: f64,
        size: &Index,
        effect: Option<Index>,
        colour: RGBColor,
    ) -> Result<()> {
        let Some(effect) = effect.filter(|effect| effect.is_told && size.is_told) else { return Ok(()) };
        let sign = if effect.value > 0.0 { "+" } else { "\u{2212}" };
        let [.., end] = ends(size);
        let how = NAME.coloured(colour::for_words(colour));
        mark_over(chart, (end.max(size.value).min(self.values.1), middle), (4.0, 4.6), sign, how)
    }
}
