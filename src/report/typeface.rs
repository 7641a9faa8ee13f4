//! The bundled typeface: measures text exactly as it will be drawn, breaks it into lines, and renders SVG to PNG.
//! Nothing of the system's fonts is used, so a figure is the same on every machine.

use std::sync::Arc;

use plotters::style::FontStyle;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::{Error, Result};

const REGULAR: &[u8] = include_bytes!("fonts/OpenSans-Regular.ttf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/OpenSans-Semibold.ttf");

/// The families an SVG asks for: ours first, then faces that are no wider, so that nothing is cut without ours.
pub const FAMILIES: &str = "'Open Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

/// The fonts, loaded once for all figures.
pub struct Typeface {
    options: Options<'static>,
}

impl Default for Typeface {
    fn default() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(SEMIBOLD.to_vec());
        fonts.set_sans_serif_family("Open Sans");
        Self {
            options: Options {
                fontdb: Arc::new(fonts),
                font_family: "Open Sans".into(),
                ..Options::default()
            },
        }
    }
}

impl Typeface {
    /// The width of a line of text, in pixels at a size in pixels.
    pub fn width(&self, text: &str, size: f64, weight: FontStyle) -> f64 {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text font-family="Open Sans" font-size="{size}" font-weight="{}">{}</text></svg>"#,
            weight.as_str(),
            escape(text)
        );
        let tree = Tree::from_str(&svg, &self.options);
        tree.map_or(0.0, |tree| {
            tree.root().children().first().map_or(0.0, |node| f64::from(node.bounding_box().width()))
        })
    }

    /// Breaks text into at most so many lines no wider than `limit` pixels, at spaces and after `_`, `-` and `/`;
    /// what is longer ends in an ellipsis.
    pub fn wrap(&self, text: &str, size: f64, weight: FontStyle, limit: f64, most: usize) -> Vec<String> {
        let fits = |line: &str| self.width(line.trim_end(), size, weight) <= limit;
        let mut lines = vec![String::new()];
        for piece in text
            .split_inclusive([' ', '_', '-', '/'])
            .flat_map(|piece| self.shards(piece, size, weight, limit))
        {
            let line = lines.last_mut().map(|line| format!("{line}{piece}")).unwrap_or_default();
            match lines.last_mut() {
                Some(last) if last.is_empty() || fits(&line) => *last = line,
                _ => lines.push(piece),
            }
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && !fits(&format!("{last}…")) {
                    last.pop();
                }
                last.push('…');
            }
        }
        lines
    }

    /// A piece without a place to break, cut by letters where it is wider than a line.
    fn shards(&self, piece: &str, size: f64, weight: FontStyle, limit: f64) -> Vec<String> {
        if self.width(piece, size, weight) <= limit {
            return vec![piece.to_owned()];
        }
        let mut shards = vec![String::new()];
        for letter in piece.chars() {
            let longer = shards.last().map(|shard| format!("{shard}{letter}")).unwrap_or_default();
            match shards.last_mut() {
                Some(last) if last.is_empty() || self.width(&longer, size, weight) <= limit => *last = longer,
                _ => shards.push(letter.to_string()),
            }
        }
        shards
    }

    /// Renders an SVG document as PNG, `zoom` pixels of the image to a pixel of the drawing.
    pub fn png(&self, svg: &str, zoom: f32) -> Result<Vec<u8>> {
        let tree = Tree::from_str(svg, &self.options)
            .map_err(|error| Error::Bug(format!("a figure is not valid SVG: {error}")))?;
        let size = tree.size();
        let (width, height) = ((size.width() * zoom).ceil() as u32, (size.height() * zoom).ceil() as u32);
        let mut pixels = Pixmap::new(width, height)
            .ok_or_else(|| Error::Bug(format!("a figure can't have {width} by {height} pixels")))?;
        resvg::render(&tree, Transform::from_scale(zoom, zoom), &mut pixels.as_mut());
        pixels
            .encode_png()
            .map_err(|error| Error::Bug(format!("a figure could not be encoded as PNG: {error}")))
    }
}

/// Whether XML, or a line of words, has no place for a character.
pub fn is_forbidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}')
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
            forbidden if is_forbidden(forbidden) => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_proportional_to_size_and_heavier_is_wider() {
        let typeface = Typeface::default();
        let small = typeface.width("policy", 10.0, FontStyle::Normal);
        assert!(small > 20.0 && small < 45.0, "{small}");
        assert!((typeface.width("policy", 20.0, FontStyle::Normal) - 2.0 * small).abs() < 0.2);
        assert!(typeface.width("policy", 10.0, FontStyle::Bold) > small);
        assert!(typeface.width("", 10.0, FontStyle::Normal).abs() < 1e-9);
    }

    #[test]
    fn lines_break_where_a_name_allows_and_never_exceed_the_limit() {
        let typeface = Typeface::default();
        let name = "place_based_grants_with_capacity_building_and_outcome_procurement";
        let lines = typeface.wrap(name, 13.0, FontStyle::Bold, 150.0, 9);
        assert_eq!(lines.concat(), name);
        assert!(lines.len() > 2);
        let cut = typeface.wrap(name, 13.0, FontStyle::Bold, 150.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'));
        for line in
            lines.iter().chain(&cut).chain(&typeface.wrap(&"x".repeat(90), 13.0, FontStyle::Bold, 150.0, 9))
        {
            assert!(typeface.width(line, 13.0, FontStyle::Bold) <= 150.0, "{line}");
        }
        assert_eq!(typeface.wrap("one two", 13.0, FontStyle::Normal, 500.0, 2), ["one two"]);
    }
}
