//! What colours of a map mean: a scale from little to much, or one about nought, with its legend.

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::element::Rectangle;
use plotters::style::{Color, RGBColor};

use super::colour::{INK, NO_DATA, diverging, sequential};
use super::geometry::Ring;
use super::ink::{Area, LABEL, TICK, stroke, units, write};
use super::page::WIDTH;
use super::scale::{number, span, step};
use super::texture::{self, Texture};
use super::typeface::Typeface;
use crate::error::Result;

/// The size of the bar of colours, pixels.
const BAR: (f64, f64) = (260.0, 12.0);
/// Where it begins, pixels from the top.
const TOP: f64 = 4.0;
/// The height of the legend, pixels.
pub const LEGEND: f64 = 52.0;
/// Numbers along the bar, at most; about nought one more, so that both ends can have theirs.
const VALUES: usize = 6;
/// So near to nought, as a share of the farthest value, that no colour would tell on which side.
const NEARLY: f64 = 0.01;

/// A scale of colours.
#[derive(Clone, Debug)]
pub struct Shading {
    /// What is shown, with its unit.
    name: String,
    low: f64,
    high: f64,
    is_about_nought: bool,
}

impl Shading {
    /// A scale from little to much: from nought unless all values lie far above it, to the next round value. None without a
    /// value.
    pub fn from_little(name: impl Into<String>, values: impl Iterator<Item = f64>) -> Option<Self> {
        let (low, high) = span(values, 0.0)?;
        let low = if low >= 0.0 && low < 0.5 * high { 0.0 } else { low };
        let distance = step((low, high), VALUES);
        let (low, high) =
            ((low / distance + 1e-9).floor() * distance, (high / distance - 1e-9).ceil() * distance);
        Some(Self { name: name.into(), low, high, is_about_nought: false })
    }

    /// A scale that reaches as far below nought as above it. None without a value.
    pub fn about_nought(name: impl Into<String>, values: impl Iterator<Item = f64>) -> Option<Self> {
        let (low, high) = span(values, 0.0)?;
        let farthest = high.max(-low);
        let distance = step((-farthest, farthest), VALUES + 1);
        let high = (farthest / distance - 1e-9).ceil() * distance;
        Some(Self { name: name.into(), low: -high, high, is_about_nought: true })
    }

    /// How a value is shown. Below nought with dots, for there colours are as dark as above it; no number with lines.
    pub fn look(&self, value: f64) -> (RGBColor, Texture) {
        match value {
            missing if !missing.is_finite() => (NO_DATA, Texture::Hatched),
            less if self.is_about_nought && less < -NEARLY * self.high => {
                (self.colour(less), Texture::Dotted)
            }
            value => (self.colour(value), Texture::Plain),
        }
    }

    fn colour(&self, value: f64) -> RGBColor {
        if self.is_about_nought {
            diverging(value / self.high)
        } else {
            sequential((value - self.low) / (self.high - self.low))
        }
    }

    /// Draws the bar of colours with its unit, and what no data look like if some are missing.
    pub fn draw(&self, area: &Area, typeface: &Typeface, has_gaps: bool) -> Result<()> {
        write(area, (0.0, 15.0), std::slice::from_ref(&self.name), LABEL)?;
        let left = LABEL.width(typeface, &self.name) + 16.0;
        let (low, high) = (self.low, self.high);
        let mut builder = ChartBuilder::on(area);
        builder
            .margin_left(units(left))
            .margin_right(units(WIDTH - left - BAR.0))
            .margin_top(units(TOP))
            .x_label_area_size(units(LEGEND - TOP - BAR.1));
        let mut chart = builder.build_cartesian_2d(low..high, 0.0..1.0)?;
        let steps = 140;
        for step in 0..steps {
            let at = |step: i32| low + f64::from(step) / f64::from(steps) * (high - low);
            let colour = self.colour(f64::midpoint(at(step), at(step + 1)));
            // Each reaches to the end, so that no seam of white shows between two.
            let bar = Rectangle::new([(at(step), 0.0), (high, 1.0)], colour.filled());
            chart.plotting_area().draw(&bar)?;
        }
        if self.is_about_nought {
            texture::dot(area, &[rectangle(left, BAR.0 / 2.0)])?;
        }
        let values = VALUES + usize::from(self.is_about_nought);
        let distance = step((low, high), values);
        let sign = |value: f64| if self.is_about_nought && value > distance / 2.0 { "+" } else { "" };
        chart
            .configure_mesh()
            .disable_mesh()
            .disable_y_axis()
            .x_labels(values)
            .x_label_formatter(&|&value| format!("{}{}", sign(value), number(value, distance)))
            .axis_style(stroke(INK, 1.0))
            .set_tick_mark_size(LabelAreaPosition::Bottom, units(4.0))
            .x_label_style(TICK.style())
            .draw()?;
        if has_gaps {
            let (x, wide) = (left + BAR.0 + 36.0, 22.0);
            texture::paint(area, &[rectangle(x, wide)], self.look(f64::NAN))?;
            write(area, (x + wide + 7.0, 15.0), &["no data".to_owned()], LABEL)?;
        }
        Ok(())
    }
}

/// The corners of a part of the legend as high as the bar, pixels.
fn rectangle(left: f64, width: f64) -> Ring {
    let (right, foot) = (left + width, TOP + BAR.1);
    vec![(left, TOP), (right, TOP), (right, foot), (left, foot)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::colour::PAPER;

    #[test]
    fn scales_end_at_round_values() {
        let ends = |shading: Shading| (shading.low, shading.high);
        let close = |(low, high): (f64, f64), expected: (f64, f64)| {
            assert!((low - expected.0).abs() < 1e-9 && (high - expected.1).abs() < 1e-9, "{low} {high}");
        };
        close(ends(Shading::from_little("", [3.0, 47.0].into_iter()).unwrap()), (0.0, 50.0));
        close(ends(Shading::from_little("", [81.0, 97.0].into_iter()).unwrap()), (80.0, 100.0));
        close(ends(Shading::about_nought("", [-1.2, 3.7].into_iter()).unwrap()), (-4.0, 4.0));
        close(ends(Shading::about_nought("", [-3.7, -1.0, f64::NAN].into_iter()).unwrap()), (-4.0, 4.0));
        assert!(Shading::from_little("", [f64::NAN].into_iter()).is_none());
    }

    #[test]
    fn a_loss_is_dotted_no_number_is_hatched_and_nought_is_nearly_white() {
        let shading = Shading::about_nought("", [-2.0, 2.0].into_iter()).unwrap();
        assert_eq!(shading.look(-1.0).1, Texture::Dotted);
        assert_eq!(shading.look(1.0).1, Texture::Plain);
        assert_eq!(shading.look(-0.01).1, Texture::Plain);
        assert_eq!(shading.look(f64::NAN), (NO_DATA, Texture::Hatched));
        let (RGBColor(red, ..), texture) = shading.look(0.0);
        assert!(red > 240 && shading.look(0.0).0 != PAPER && texture == Texture::Plain);
        let little = Shading::from_little("", [-2.0, 2.0].into_iter()).unwrap();
        assert_eq!(little.look(-1.0).1, Texture::Plain);
    }
}
