//! A page: title and sentence above, the drawing, the caption below; and panels side by side.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use plotters::style::RGBColor;

use super::colour::PAPER;
use super::ink::{Area, CAPTION, FINE, Lettering, NAME, SUBTITLE, TITLE, units, write};
use super::manifest::Manifest;
use super::results::Gathered;
use super::typeface::{Typeface, escape, is_forbidden};
use crate::error::Result;

/// The width of a drawing, pixels: with the margins, at 16 cm in print, captions are 6.6 points high and names 8.
pub const WIDTH: f64 = 712.0;
/// The empty border around it, pixels.
const MARGIN: f64 = 24.0;

/// What stands around the drawing.
pub struct Page<'a> {
    /// The letters, to measure with.
    pub typeface: &'a Typeface,
    /// The title.
    pub title: String,
    /// The sentence below it.
    pub subtitle: String,
    /// The sentences under the drawing.
    pub caption: Vec<String>,
}

impl Page<'_> {
    /// The SVG document with a drawing of so many pixels in height.
    pub fn draw(&self, height: f64, drawing: impl FnOnce(&Area) -> Result<()>) -> Result<String> {
        let caption = self.caption.join(" ");
        let wrap = |text, how: Lettering, most| how.wrap(self.typeface, text, WIDTH, most);
        let (title, subtitle) = (wrap(&self.title, TITLE, 3), wrap(&self.subtitle, SUBTITLE, 4));
        let caption = wrap(&caption, CAPTION, 12);
        let tall = |lines: &[String], how: Lettering| lines.len() as f64 * how.leading();
        let sentence = tall(&title, TITLE) + 4.0;
        let head = sentence + tall(&subtitle, SUBTITLE) + 14.0;
        let foot = tall(&caption, CAPTION) + 18.0;
        let size = (WIDTH + 2.0 * MARGIN, head + height + foot + 2.0 * MARGIN);

        let mut svg = String::new();
        {
            let sheet = SVGBackend::with_string(&mut svg, (units(size.0) as u32, units(size.1) as u32))
                .into_drawing_area();
            sheet.fill(&PAPER)?;
            let margin = units(MARGIN);
            let (above, below) = sheet.margin(margin, margin, margin, margin).split_vertically(units(head));
            write(&above, (0.0, TITLE.size), &title, TITLE)?;
            write(&above, (0.0, sentence + SUBTITLE.size), &subtitle, SUBTITLE)?;
            let (middle, below) = below.split_vertically(units(height));
            drawing(&middle)?;
            write(&below, (0.0, 18.0 + CAPTION.size), &caption, CAPTION)?;
            sheet.present()?;
        }
        Ok(self.headed(&svg, size))
    }

    /// The document with a first tag that says its size in pixels and its meaning to those who can't see it.
    fn headed(&self, svg: &str, (width, height): (f64, f64)) -> String {
        // XML has no place for these characters, and plotters lets them through.
        let forbidden = |letter: char| letter != '\n' && is_forbidden(letter);
        let body = svg.split_once('\n').map_or(svg, |(_, body)| body).replace(forbidden, " ");
        let (title, description) = (escape(&self.title), escape(&self.subtitle));
        let description = format!("{description} {}", escape(&self.caption.join(" ")));
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {} {}" role="img" stroke-linejoin="round">
<title>{title}</title>
<desc>{description}</desc>
{body}"#,
            width * FINE,
            height * FINE,
        )
    }
}

/// What every caption says first: how many runs, from which chance, and what is not shown.
pub fn provenance<T>(manifest: &Manifest, gathered: &Gathered<T>) -> Vec<String> {
    let mut sentences = vec![origin(manifest)];
    sentences.extend(first_of(manifest, gathered.futures));
    sentences.extend(left_out(gathered.skipped));
    sentences
}

/// Which of several cases is shown.
pub fn first_of(manifest: &Manifest, cases: u64) -> Option<String> {
    (cases > 1).then(|| match manifest.case_word.as_str() {
        "future" => format!("Shown is future 0, the scenario’s own assumptions, of {cases} futures."),
        word => format!("Shown is the first of {cases} {word}s."),
    })
}

/// From how many runs and from which chance.
pub fn origin(manifest: &Manifest) -> String {
    let scenario = if manifest.title.is_empty() { &manifest.scenario } else { &manifest.title };
    let replicates = match manifest.replicates {
        1 => "1 replicate".to_owned(),
        many => format!("{many} replicates"),
    };
    format!("{}. {replicates} per policy, seed {}.", scenario.trim_end_matches('.'), manifest.seed)
}

/// How many cells without a number were left out, if any were.
pub fn left_out(cells: u64) -> Option<String> {
    match cells {
        0 => None,
        1 => Some("1 cell without a number was left out.".into()),
        many => Some(format!("{many} cells without a number were left out.")),
    }
}

/// Panels of equal size in rows, up to three side by side and four as two by two, with names above them.
pub struct Panels {
    /// How many stand side by side.
    pub columns: usize,
    /// The width of a panel, pixels.
    pub width: f64,
    names: Vec<Vec<String>>,
    indent: f64,
    gap: f64,
}

impl Panels {
    /// Panels with a gap between them; their names begin at an indent. Pixels.
    pub fn new(typeface: &Typeface, names: &[&str], indent: f64, gap: f64) -> Self {
        Self::within(WIDTH, typeface, names, indent, gap)
    }

    /// The same in rows of another width, which leave the rest of the page free at the right.
    pub fn within(row: f64, typeface: &Typeface, names: &[&str], indent: f64, gap: f64) -> Self {
        let columns = match names.len() {
            4 => 2,
            count => count.clamp(1, 3),
        };
        Self::in_columns(columns, row, typeface, names, indent, gap)
    }

    /// The same with so many side by side.
    pub fn in_columns(
        columns: usize,
        row: f64,
        typeface: &Typeface,
        names: &[&str],
        indent: f64,
        gap: f64,
    ) -> Self {
        let width = (row - gap * (columns - 1) as f64) / columns as f64;
        let names = names.iter().map(|name| NAME.wrap(typeface, name, width - indent, 3)).collect();
        Self { columns, width, names, indent, gap }
    }

    /// The height of the names of each row: as much as its longest takes.
    fn name_heights(&self) -> impl Iterator<Item = f64> {
        let longest = |row: &[Vec<String>]| row.iter().map(Vec::len).max().unwrap_or(1);
        self.names.chunks(self.columns).map(move |row| longest(row) as f64 * NAME.leading() + 4.0)
    }

    /// The height of all panels if what stands below the names has so many pixels.
    pub fn height(&self, each: f64) -> f64 {
        self.name_heights().map(|name| name + each).sum()
    }

    /// Writes the names in their colours and returns what is below them, `each` pixels high, panel by panel.
    pub fn split<'a>(&self, area: &Area<'a>, each: f64, colours: &[RGBColor]) -> Result<Vec<Area<'a>>> {
        let lefts: Vec<f64> =
            (0..self.columns).map(|column| (self.width + self.gap) * column as f64).collect();
        let rows = self.names.chunks(self.columns).zip(colours.chunks(self.columns));
        let (mut panels, mut rest) = (Vec::new(), area.clone());
        for ((names, colours), height) in rows.zip(self.name_heights()) {
            let (above, below) = rest.split_vertically(units(height));
            let (row, below) = below.split_vertically(units(each));
            rest = below;
            for ((lines, colour), left) in names.iter().zip(colours).zip(&lefts) {
                let first = height - 8.0 - (lines.len() - 1) as f64 * NAME.leading();
                write(&above, (left + self.indent, first), lines, NAME.coloured(*colour))?;
                let right = WIDTH - left - self.width;
                panels.push(row.margin(0, 0, units(*left), units(right)));
            }
        }
        Ok(panels)
    }
}
