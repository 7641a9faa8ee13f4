//! A box that a search found: the cases in the plane of its two most telling limits, or along the only one, and how boxes on
//! the way trade what they cover for how dense they are.
//!
//! **Reads** `found.csv`, `box.csv`, `trajectory.csv` and `points.csv` of the folder of a search.

use plotters::chart::ChartBuilder;
use plotters::element::{Circle, EmptyElement, PathElement, Polygon, Rectangle};
use plotters::series::LineSeries;
use plotters::style::text_anchor::HPos;
use plotters::style::{Color, RGBColor, ShapeStyle};

use crate::error::Result;
use crate::report::Typeface;
use crate::report::boxes::{Case, FoundBox, Limit, Step};
use crate::report::colour::{self, FAINT_INK, INK, PAPER};
use crate::report::ink::{
    Area, Chart, LABEL, NAME, TICK, mark, mark_over, outline, ruled, stroke, units, write,
};
use crate::report::manifest::Manifest;
use crate::report::page::{Page, WIDTH, origin};
use crate::report::scale::{number, span, step, ticks};

/// The width of the plane with its axis, and the room left of it and of the trajectory, pixels.
const PLANE: f64 = 410.0;
const LEFT: f64 = 58.0;
const GAP: f64 = 34.0;
/// The height of a plane, of a strip for a single limit, of the name above and of the axis below, pixels.
const HEIGHT: f64 = 330.0;
const STRIP: f64 = 150.0;
const ABOVE: f64 = 44.0;
const BELOW: f64 = 44.0;
/// Values along an axis, at most.
const VALUES: usize = 6;

/// A parameter along which cases are placed.
struct Axis {
    name: String,
    /// The words that it can be, from the lowest place; none where it is numbers.
    words: Vec<String>,
    bounds: (f64, f64),
    /// What of it is in the box.
    inside: Vec<(f64, f64)>,
}

/// Draws a box; the title says what happens in it.
pub fn draw(
    (found, cases): (&FoundBox, &[Case]),
    title: String,
    manifest: &Manifest,
    typeface: &Typeface,
) -> Result<String> {
    let axes: Vec<Axis> = found
        .limits
        .iter()
        .take(2)
        .enumerate()
        .map(|(place, limit)| Axis::new(limit, place, cases))
        .collect();
    let page = Page {
        typeface,
        title,
        subtitle: found.sentence.replace('`', ""),
        caption: caption(found, manifest),
    };
    let height = ABOVE + BELOW + if axes.len() == 2 { HEIGHT } else { STRIP };
    let colour = colour::of_policies([false])[0];
    page.draw(height, |area| {
        let plane = area.margin(0, 0, 0, units(WIDTH - PLANE));
        match &axes[..] {
            [across, upright, ..] => {
                let (head, body) = plane.split_vertically(units(ABOVE));
                write(&head, (0.0, ABOVE - 12.0), &upright.label(typeface, PLANE), TICK)?;
                draw_cases(&body, (across, Some(upright)), cases, colour, typeface)?;
            }
            [across] => {
                let (_, body) = plane.split_vertically(units(ABOVE));
                draw_cases(&body, (across, None), cases, colour, typeface)?;
            }
            [] => (),
        }
        draw_legend(&plane, colour)?;
        draw_trajectory(&area.margin(0, 0, units(PLANE + GAP), 0), found)
    })
}

fn caption(found: &FoundBox, manifest: &Manifest) -> Vec<String> {
    let word = &manifest.case_word;
    let mut sentences = vec![
        origin(manifest),
        format!("Each dot is a {word}, judged by the mean over its replicates; the frame is the box."),
    ];
    match found.limits.len().saturating_sub(2) {
        0 => (),
        1 => sentences.push(format!("Its third limit, of {}, is not seen here.", found.limits[2].parameter)),
        more => sentences.push(format!("{more} more limits are not seen here.")),
    }
    if found.number() > 1 {
        sentences.push(format!("Each {word} of an earlier box is left out, and counts in the coverage."));
    }
    sentences.push(
        "Right: from all cases, peeled to ever smaller boxes (dots), with cases pasted on again (hollow); the diamond is the box \
         that is told."
            .into(),
    );
    sentences
}

impl Axis {
    fn new(limit: &Limit, place: usize, cases: &[Case]) -> Self {
        let texts = || cases.iter().map(|case| case.values[place].as_str());
        let numbers: Option<Vec<f64>> = texts().map(|text| text.parse().ok()).collect();
        let name = if limit.unit.is_empty() || limit.unit == "share" {
            limit.parameter.clone()
        } else {
            format!("{} ({})", limit.parameter, limit.unit)
        };
        if let Some(numbers) = numbers.filter(|_| limit.words.is_empty()) {
            let ends = [limit.ends.0, limit.ends.1].into_iter().flatten();
            let bounds = span(numbers.into_iter().chain(ends), 0.03).unwrap_or((0.0, 1.0));
            let inside = vec![(limit.ends.0.unwrap_or(bounds.0), limit.ends.1.unwrap_or(bounds.1))];
            return Self { name, words: Vec::new(), bounds, inside };
        }
        let mut words: Vec<String> = texts().map(str::to_owned).collect();
        words.sort();
        words.dedup();
        let is_in = |(_, word): &(usize, &String)| limit.words.contains(word);
        let around = |(place, _): (usize, &String)| (place as f64 - 0.45, place as f64 + 0.45);
        let inside = words.iter().enumerate().filter(is_in).map(around).collect();
        Self { name, bounds: (-0.6, words.len() as f64 - 0.4), inside, words }
    }

    /// Where a case stands; words that are alike are strewn evenly, by the number of the case.
    fn place(&self, text: &str, number: usize) -> f64 {
        if self.words.is_empty() {
            return text.parse().unwrap_or(self.bounds.0);
        }
        let word = self.words.iter().position(|word| word == text).unwrap_or(0);
        word as f64 + (even(number) - 0.5) * 0.7
    }

    fn label(&self, typeface: &Typeface, limit: f64) -> Vec<String> {
        TICK.wrap(typeface, &self.name, limit, 1)
    }

    /// The marks of the axis with what they say.
    fn marks(&self) -> Vec<(f64, String)> {
        if self.words.is_empty() {
            let distance = step(self.bounds, VALUES);
            return ticks(self.bounds, VALUES)
                .into_iter()
                .map(|tick| (tick, number(tick, distance)))
                .collect();
        }
        self.words.iter().enumerate().map(|(place, word)| (place as f64, word.clone())).collect()
    }
}

/// Numbers from 0 to 1 by the golden ratio: even, and the same on every machine.
fn even(number: usize) -> f64 {
    (number as f64 * 0.618_033_988_749_895).fract()
}

/// What dots mean, above the plane.
fn draw_legend(area: &Area, colour: RGBColor) -> Result<()> {
    let mut left = LEFT;
    for (holds, text) in [(true, "it holds"), (false, "it does not")] {
        dot(
            |style, radius| Ok(area.draw(&Circle::new((units(left), units(10.0)), units(radius), style))?),
            holds,
            colour,
        )?;
        write(area, (left + 10.0, 14.0), &[text.to_owned()], LABEL)?;
        left += 84.0;
    }
    Ok(())
}

/// A dot, full where the condition holds.
fn dot(draw: impl Fn(ShapeStyle, f64) -> Result<()>, holds: bool, colour: RGBColor) -> Result<()> {
    if holds {
        return draw(colour.mix(0.85).filled(), 3.6);
    }
    draw(FAINT_INK.mix(0.8).filled(), 3.0)?;
    draw(PAPER.filled(), 2.1)
}

fn draw_cases(
    area: &Area,
    (across, upright): (&Axis, Option<&Axis>),
    cases: &[Case],
    colour: RGBColor,
    typeface: &Typeface,
) -> Result<()> {
    let whole =
        Axis { name: String::new(), words: Vec::new(), bounds: (-0.08, 1.08), inside: vec![(-0.04, 1.04)] };
    let rows = upright.unwrap_or(&whole);
    let mut builder = ChartBuilder::on(area);
    builder.margin_left(units(LEFT)).x_label_area_size(units(BELOW));
    let (x, y) = (across.bounds, rows.bounds);
    let mut chart = builder.build_cartesian_2d(x.0..x.1, y.0..y.1)?;
    ruled(chart.configure_mesh().disable_mesh().disable_y_axis())
        .x_labels(VALUES)
        .x_label_formatter(&|_| String::new())
        .x_desc(across.label(typeface, PLANE - LEFT).concat())
        .axis_desc_style(TICK.style())
        .draw()?;
    let frame = [(x.0, y.1), (x.0, y.0), (x.1, y.0)];
    chart.plotting_area().draw(&PathElement::new(frame, stroke(FAINT_INK, 1.0)))?;
    for (place, text) in across.marks() {
        mark(&chart, (place, y.0), (0.0, 17.0), &text, TICK.anchored(HPos::Center))?;
    }
    for (place, text) in upright.map(Axis::marks).unwrap_or_default() {
        mark(&chart, (x.0, place), (-7.0, 4.2), &text, TICK.anchored(HPos::Right))?;
    }
    for (left, right) in &across.inside {
        for (low, high) in &rows.inside {
            let corners = [(*left, *high), (*right, *low)];
            chart.plotting_area().draw(&Rectangle::new(corners, colour.mix(0.1).filled()))?;
            chart.plotting_area().draw(&outline(corners, stroke(INK, 2.0)))?;
        }
    }
    // those of interest last, so that they lie above
    for wanted in [false, true] {
        for (place, case) in cases.iter().enumerate().filter(|(_, case)| case.holds == wanted) {
            let strewn = || even(place);
            let at = (
                across.place(&case.values[0], place),
                upright.map_or_else(strewn, |upright| upright.place(&case.values[1], place + 1)),
            );
            dot(
                |style, radius| Ok(chart.plotting_area().draw(&Circle::new(at, units(radius), style))?),
                wanted,
                colour,
            )?;
        }
    }
    Ok(())
}

fn draw_trajectory(area: &Area, found: &FoundBox) -> Result<()> {
    let (head, body) = area.split_vertically(units(ABOVE));
    write(
        &head,
        (0.0, ABOVE - 12.0),
        &["density: share of the dots in the box that are full".to_owned()],
        TICK,
    )?;
    let mut builder = ChartBuilder::on(&body);
    builder.margin_left(units(30.0)).margin_right(units(10.0)).x_label_area_size(units(BELOW));
    let lowest = found.steps.iter().map(|step| step.density).fold(1.0, f64::min);
    let floor = ((lowest - 0.05) * 10.0).floor().max(0.0) / 10.0;
    let mut chart = builder.build_cartesian_2d(0.0..1.02, floor..1.02)?;
    ruled(chart.configure_mesh().disable_y_axis())
        .x_labels(VALUES)
        .y_labels(VALUES)
        .x_label_formatter(&|share| format!("{share:.1}"))
        .x_desc("coverage: share of full dots in the box")
        .axis_desc_style(TICK.style())
        .draw()?;
    let distance = step((floor, 1.02), VALUES);
    for tick in ticks((floor, 1.02), VALUES) {
        mark(&chart, (0.0, tick), (-7.0, 4.2), &number(tick, distance), TICK.anchored(HPos::Right))?;
    }
    let at = |step: &Step| (step.coverage, step.density);
    let peeled = found.steps.iter().filter(|step| !step.is_pasted).map(at);
    chart.draw_series(LineSeries::new(peeled, stroke(FAINT_INK, 1.0)))?;
    for step in &found.steps {
        chart.plotting_area().draw(&Circle::new(at(step), units(2.6), FAINT_INK.filled()))?;
        if step.is_pasted {
            chart.plotting_area().draw(&Circle::new(at(step), units(1.5), PAPER.filled()))?;
        }
    }
    draw_told(&chart, &found.told)
}

/// The box that is told: a diamond, with its numbers beside it.
fn draw_told(chart: &Chart, told: &Step) -> Result<()> {
    let at = (told.coverage, told.density);
    let diamond = |size: f64| {
        let (near, far) = (units(size), units(-size));
        [(0, far), (near, 0), (0, near), (far, 0)]
    };
    for (size, colour) in [(8.5, PAPER), (6.5, INK)] {
        let shape = Polygon::new(diamond(size), colour.filled());
        chart.plotting_area().draw(&(EmptyElement::at(at) + shape))?;
    }
    let text = format!("{:.0}\u{a0}% covered,", told.coverage * 100.0);
    let (side, anchor) = if told.coverage > 0.5 { (-12.0, HPos::Right) } else { (12.0, HPos::Left) };
    let how = NAME.anchored(anchor);
    mark_over(chart, at, (side, 14.0), &text, how)?;
    mark_over(chart, at, (side, 30.0), &format!("{:.0}\u{a0}% dense", told.density * 100.0), how)
}
