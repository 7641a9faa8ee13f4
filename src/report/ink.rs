//! What plotters needs to draw as exactly as a figure asks: a finer grid than pixels, lines, and words of known width.

use plotters::backend::SVGBackend;
use plotters::chart::{ChartContext, LabelAreaPosition, MeshStyle};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{EmptyElement, PathElement, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::colour::{FAINT_INK, GRID, INK, PAPER};
use super::typeface::{FAMILIES, Typeface};
use crate::error::{Error, Result};

/// A part of the page.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A part of the page with axes.
pub type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Plotters knows whole units only, so that a line would be one or two pixels wide and nothing between: ten of its units are
/// a pixel of the page.
pub const FINE: f64 = 10.0;
/// Plotters divides the size of letters by this, as it means their full height.
const HEIGHT_OF_LETTERS: f64 = 1.24;
/// From the top of a line of words, as plotters means it, to its base line, in sizes.
const TOP_TO_BASE: f64 = 0.76;

/// Pixels in units of plotters.
pub fn units(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

/// How a line of so many pixels is drawn.
pub fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    colour.stroke_width(units(width) as u32)
}

/// The axes of such a part, before they are drawn.
type Mesh<'a, 'b> = MeshStyle<'a, 'b, RangedCoordf64, RangedCoordf64, SVGBackend<'a>>;

/// The axes that all figures have: faint lines at the marks and none between, words of one size.
pub fn ruled<'m, 'a, 'b>(mesh: &'m mut Mesh<'a, 'b>) -> &'m mut Mesh<'a, 'b> {
    mesh.max_light_lines(0)
        .bold_line_style(stroke(GRID, 1.0))
        .axis_style(stroke(FAINT_INK, 1.0))
        .label_style(TICK.style())
        .set_tick_mark_size(LabelAreaPosition::Bottom, units(4.0))
}

impl From<DrawingAreaErrorKind<std::io::Error>> for Error {
    /// Drawing into memory can't fail for a reason that a user could remove.
    fn from(error: DrawingAreaErrorKind<std::io::Error>) -> Self {
        Self::Bug(format!("a figure could not be drawn: {error}"))
    }
}

/// How words are set.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// Height of the letters in pixels.
    pub size: f64,
    /// How heavy they are.
    pub weight: FontStyle,
    /// Their colour.
    pub colour: RGBColor,
    /// Which end their position means.
    pub anchor: HPos,
}

const fn lettering(size: f64, weight: FontStyle, colour: RGBColor) -> Lettering {
    Lettering { size, weight, colour, anchor: HPos::Left }
}

/// The title of a figure.
pub const TITLE: Lettering = lettering(19.0, FontStyle::Bold, INK);
/// The sentence below it.
pub const SUBTITLE: Lettering = lettering(13.5, FontStyle::Normal, FAINT_INK);
/// The name of a panel or row.
pub const NAME: Lettering = lettering(13.0, FontStyle::Bold, INK);
/// What a legend shows.
pub const LABEL: Lettering = lettering(12.0, FontStyle::Normal, INK);
/// Along an axis: its numbers and its name.
pub const TICK: Lettering = lettering(12.0, FontStyle::Normal, FAINT_INK);
/// Marks inside a drawing.
pub const MARK: Lettering = lettering(11.0, FontStyle::Normal, INK);
/// The lines under a figure.
pub const CAPTION: Lettering = lettering(11.0, FontStyle::Normal, FAINT_INK);

impl Lettering {
    /// The same, placed by another end.
    #[must_use]
    pub fn anchored(self, anchor: HPos) -> Self {
        Self { anchor, ..self }
    }
    /// The same in another colour.
    #[must_use]
    pub fn coloured(self, colour: RGBColor) -> Self {
        Self { colour, ..self }
    }
    /// The distance of two lines, pixels.
    pub fn leading(self) -> f64 {
        (self.size * 1.35).round()
    }
    /// How wide a line is, pixels.
    pub fn width(self, typeface: &Typeface, text: &str) -> f64 {
        typeface.width(text, self.size, self.weight)
    }
    /// At most so many lines no wider than a limit in pixels.
    pub fn wrap(self, typeface: &Typeface, text: &str, limit: f64, most: usize) -> Vec<String> {
        typeface.wrap(text, self.size, self.weight, limit, most)
    }
    /// The same for plotters.
    pub fn style(self) -> TextStyle<'static> {
        TextStyle {
            font: (FAMILIES, self.size * HEIGHT_OF_LETTERS * FINE, self.weight).into(),
            color: self.colour.to_backend_color(),
            pos: Pos::new(self.anchor, VPos::Top),
        }
    }
    /// A line of words, its base line at a place in pixels.
    fn line(self, (x, y): (f64, f64), text: &str) -> Text<'static, (i32, i32), String> {
        let text = text.to_owned();
        Text::new(text, (units(x), units(y - TOP_TO_BASE * self.size)), self.style())
    }
}

/// Writes lines of words, the first on a base line in pixels.
pub fn write(area: &Area, (x, y): (f64, f64), lines: &[String], how: Lettering) -> Result<()> {
    for (place, line) in lines.iter().enumerate() {
        area.draw(&how.line((x, y + place as f64 * how.leading()), line))?;
    }
    Ok(())
}

/// Writes words in a chart, their base line so many pixels right of and below a point of it.
pub fn mark(chart: &Chart, at: (f64, f64), offset: (f64, f64), text: &str, how: Lettering) -> Result<()> {
    Ok(chart.plotting_area().draw(&(EmptyElement::at(at) + how.line(offset, text)))?)
}

/// The outline of a rectangle between two corners: plotters draws its own as a hairline, whatever is asked for.
pub fn outline(
    [(left, top), (right, bottom)]: [(f64, f64); 2],
    style: ShapeStyle,
) -> PathElement<(f64, f64)> {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top), (right, top)];
    PathElement::new(corners, style)
}

/// Around a word: where its rim is drawn, pixels.
const RIM: [(f64, f64); 8] =
    [(-1.7, 0.0), (-1.2, -1.2), (0.0, -1.7), (1.2, -1.2), (1.7, 0.0), (1.2, 1.2), (0.0, 1.7), (-1.2, 1.2)];

/// As [`mark`], with a white rim that keeps the words readable on a drawing: plotters fills letters only, so it is made of
/// white copies.
pub fn mark_over(
    chart: &Chart,
    at: (f64, f64),
    (x, y): (f64, f64),
    text: &str,
    how: Lettering,
) -> Result<()> {
    for (right, down) in RIM {
        mark(chart, at, (x + right, y + down), text, how.coloured(PAPER))?;
    }
    mark(chart, at, (x, y), text, how)
}
