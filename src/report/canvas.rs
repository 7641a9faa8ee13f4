//! A sheet on which figures are drawn as SVG: lines, areas, words, and paths that are defined once and used often.

use std::fmt::Write;

use super::colour::{FAINT_INK, INK, PAPER};
use super::typeface::{FAMILIES, Typeface, Weight};

/// Where a text's position lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub struct Lettering<'a> {
    /// Height of the letters in pixels.
    pub size: f64,
    /// How heavy they are.
    pub weight: Weight,
    /// Their colour.
    pub colour: &'a str,
    /// Which end the position means.
    pub anchor: Anchor,
    /// Whether a white rim keeps them readable on a drawing.
    pub rim: bool,
}

const fn lettering(size: f64, weight: Weight, colour: &'static str) -> Lettering<'static> {
    Lettering { size, weight, colour, anchor: Anchor::Start, rim: false }
}

/// The title of a figure.
pub const TITLE: Lettering<'static> = lettering(19.0, Weight::Semibold, INK);
/// The sentence below it.
pub const SUBTITLE: Lettering<'static> = lettering(13.5, Weight::Regular, FAINT_INK);
/// The name of a panel or row.
pub const NAME: Lettering<'static> = lettering(13.0, Weight::Semibold, INK);
/// What an axis or legend shows, marks inside a drawing.
pub const LABEL: Lettering<'static> = lettering(12.0, Weight::Regular, INK);
/// Numbers along an axis.
pub const TICK: Lettering<'static> = lettering(12.0, Weight::Regular, FAINT_INK);
/// The lines under a figure.
pub const CAPTION: Lettering<'static> = lettering(11.0, Weight::Regular, FAINT_INK);

impl<'a> Lettering<'a> {
    /// The same, placed by another end.
    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }
    /// The same in another colour.
    #[must_use]
    pub fn coloured<'b>(self, colour: &'b str) -> Lettering<'b>
    where
        'a: 'b,
    {
        Lettering { colour, ..self }
    }
    /// The same with a white rim.
    #[must_use]
    pub fn rimmed(self) -> Self {
        Self { rim: true, ..self }
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
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Stroke<'a> {
    /// Its colour.
    pub colour: &'a str,
    /// Its width in pixels.
    pub width: f64,
    /// Whether it is dashed.
    pub dashed: bool,
}

/// How an area is filled.
#[derive(Clone, Copy, Debug)]
pub struct Fill<'a> {
    /// Its colour.
    pub colour: &'a str,
    /// 0 unseen, 1 opaque.
    pub opacity: f64,
}

/// A drawing in the making; its height is set last.
#[derive(Debug, Default)]
pub struct Canvas {
    definitions: String,
    body: String,
}

impl Canvas {
    fn put(&mut self, element: std::fmt::Arguments) {
        // Writing to a String can't fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.curve(&[from, to], stroke);
    }

    /// A line through points.
    pub fn curve(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let dashes = if stroke.dashed { r#" stroke-dasharray="5 3.5""# } else { "" };
        let (d, Stroke { colour, width, .. }) = (path(points), stroke);
        self.put(format_args!(
            r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashes}/>"#
        ));
    }

    /// A closed area.
    pub fn area(&mut self, points: &[(f64, f64)], fill: Fill) {
        let (d, Fill { colour, opacity }) = (path(points), fill);
        self.put(format_args!(r#"<path d="{d}Z" fill="{colour}" fill-opacity="{opacity}"/>"#));
    }

    /// A rectangle from its upper left corner, in pixels.
    pub fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: Fill) {
        self.area(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill);
    }

    /// A disc; `rim` gives it an edge.
    pub fn disc(&mut self, centre: (f64, f64), radius: f64, fill: Fill, rim: Option<Stroke>) {
        let edge = rim.map(|rim| format!(r#" stroke="{}" stroke-width="{}""#, rim.colour, rim.width));
        let (x, y, edge) = (pixel(centre.0), pixel(centre.1), edge.unwrap_or_default());
        let Fill { colour, opacity } = fill;
        self.put(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" fill-opacity="{opacity}"{edge}/>"#
        ));
    }

    /// A line of words; `at` is on their base line.
    pub fn words(&mut self, at: (f64, f64), text: &str, how: Lettering) {
        let (x, y, text) = (pixel(at.0), pixel(at.1), escape(text));
        let Lettering { size, colour, .. } = how;
        let weight = match how.weight {
            Weight::Regular => String::new(),
            Weight::Semibold => format!(r#" font-weight="{}""#, how.weight.number()),
        };
        let anchor = match how.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let place = format!(r#"x="{x}" y="{y}" font-size="{size}"{weight}{anchor}"#);
        if how.rim {
            self.put(format_args!(
                r#"<text {place} fill="{PAPER}" stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round" stroke-opacity="0.85" aria-hidden="true">{text}</text>"#
            ));
        }
        self.put(format_args!(r#"<text {place} fill="{colour}">{text}</text>"#));
    }

    /// Several lines of words, the first on the base line `at`. Returns the base line of one more.
    pub fn lines(&mut self, at: (f64, f64), lines: &[String], how: Lettering) -> f64 {
        let mut y = at.1;
        for line in lines {
            self.words((at.0, y), line, how);
            y += how.leading();
        }
        y
    }

    /// Defines an outline that [`Canvas::stamp`] repeats; `data` is the content of an SVG path.
    pub fn define_outline(&mut self, name: &str, data: &str) {
        let _ = writeln!(self.definitions, r#"<path id="{name}" d="{data}" fill-rule="evenodd"/>"#);
    }

    /// Defines a rectangular window, its upper left corner at the origin, for [`Canvas::open_panel`].
    pub fn define_window(&mut self, name: &str, (width, height): (f64, f64)) {
        let (width, height) = (pixel(width), pixel(height));
        let _ = writeln!(
            self.definitions,
            r#"<clipPath id="{name}"><rect width="{width}" height="{height}"/></clipPath>"#
        );
    }

    /// Defines a fill that runs from left to right through colours at equal distances.
    pub fn define_gradient(&mut self, name: &str, colours: &[String]) {
        let _ = writeln!(self.definitions, r#"<linearGradient id="{name}">"#);
        for (place, colour) in colours.iter().enumerate() {
            let offset = place as f64 / (colours.len().max(2) - 1) as f64;
            let _ = writeln!(self.definitions, r#"<stop offset="{offset:.4}" stop-color="{colour}"/>"#);
        }
        self.definitions.push_str("</linearGradient>\n");
    }

    /// Opens a panel with its origin at a place, cut by a window. Outlines in it have an edge of `edge`.
    pub fn open_panel(&mut self, at: (f64, f64), window: &str, edge: Stroke) {
        let (x, y, Stroke { colour, width, .. }) = (pixel(at.0), pixel(at.1), edge);
        self.put(format_args!(
            r#"<g transform="translate({x} {y})"><g clip-path="url(#{window})" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round">"#
        ));
    }

    /// Draws a defined outline in a colour, with words that a pointer shows.
    pub fn stamp(&mut self, outline: &str, colour: &str, meaning: &str) {
        let meaning = escape(meaning);
        self.put(format_args!(
            r##"<g><title>{meaning}</title><use href="#{outline}" fill="{colour}"/></g>"##
        ));
    }

    /// Closes the panel.
    pub fn close_panel(&mut self) {
        self.put(format_args!("</g></g>"));
    }

    /// The whole document, with a title and a description for those who can't see it.
    pub fn document(&self, (width, height): (f64, f64), title: &str, description: &str) -> String {
        let (width, height) = (width.ceil(), height.ceil());
        let (title, description) = (escape(title), escape(description));
        let Self { definitions, body } = self;
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" font-family="{FAMILIES}">
<title>{title}</title>
<desc>{description}</desc>
<defs>
{definitions}</defs>
<rect width="{width}" height="{height}" fill="{PAPER}"/>
{body}</svg>
"#
        )
    }
}

/// Text as XML allows it.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

/// A position to a hundredth of a pixel, in as few letters as it takes.
pub fn pixel(position: f64) -> f64 {
    let rounded = (position * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// The points as SVG path data.
pub fn path(points: &[(f64, f64)]) -> String {
    let mut data = String::with_capacity(points.len() * 12);
    for (place, &(x, y)) in points.iter().enumerate() {
        let _ = write!(data, "{}{} {}", if place == 0 { 'M' } else { 'L' }, pixel(x), pixel(y));
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_hold_anything_and_the_document_stays_valid() {
        let mut canvas = Canvas::default();
        canvas.words((1.0, 2.0), "a < b & \"c\" \u{1} 100 % ©", LABEL.rimmed().anchored(Anchor::End));
        canvas.line((0.0, 0.0), (1.004, -0.001), Stroke { colour: INK, width: 1.0, dashed: true });
        let svg = canvas.document((20.0, 10.2), "<title>", "&");
        assert!(svg.contains("M0 0L1 0\""), "{svg}");
        assert!(svg.contains("viewBox=\"0 0 20 11\""));
        assert!(Typeface::default().png(&svg, 1.0).unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    }
}
