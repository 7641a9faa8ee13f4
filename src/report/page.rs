//! A page: title and sentence above, the drawing, the caption below; and panels side by side.

use super::canvas::{Anchor, CAPTION, Canvas, Lettering, NAME, SUBTITLE, TITLE};
use super::manifest::Manifest;
use super::results::Gathered;
use super::typeface::Typeface;

/// The width of every figure, pixels: at 16 cm in print, captions are then 6.6 points high and names 8.
pub const WIDTH: f64 = 760.0;
/// The empty border, pixels.
pub const MARGIN: f64 = 24.0;

/// A figure in the making.
pub struct Page<'a> {
    /// The letters, to measure with.
    pub typeface: &'a Typeface,
    /// Where to draw.
    pub canvas: Canvas,
    /// The first free pixel below the title.
    pub top: f64,
    title: String,
    subtitle: String,
}

impl<'a> Page<'a> {
    /// A page with its title and the sentence below it.
    pub fn titled(typeface: &'a Typeface, title: &str, subtitle: &str) -> Self {
        let mut canvas = Canvas::default();
        let wide = WIDTH - 2.0 * MARGIN;
        let lines = TITLE.wrap(typeface, title, wide, 3);
        let below = canvas.lines((MARGIN, MARGIN + TITLE.size), &lines, TITLE) - 1.0;
        let lines = SUBTITLE.wrap(typeface, subtitle, wide, 4);
        let below = canvas.lines((MARGIN, below), &lines, SUBTITLE);
        let top = below - SUBTITLE.size + 14.0;
        Self { typeface, canvas, top, title: title.to_owned(), subtitle: subtitle.to_owned() }
    }

    /// Writes the caption below the drawing, which ends at `bottom`, and returns the finished SVG document.
    pub fn captioned(mut self, bottom: f64, sentences: &[String]) -> String {
        let text = sentences.join(" ");
        let lines = CAPTION.wrap(self.typeface, &text, WIDTH - 2.0 * MARGIN, 12);
        let below = self.canvas.lines((MARGIN, bottom + 22.0 + CAPTION.size), &lines, CAPTION);
        let height = below - CAPTION.size + MARGIN;
        self.canvas.document((WIDTH, height), &self.title, &format!("{} {text}", self.subtitle))
    }

    /// Words in a colour after a mark of that colour was drawn by `mark` at the left: an entry of a legend.
    /// Returns where the next entry begins.
    pub fn legend_entry(&mut self, (x, y): (f64, f64), mark_width: f64, text: &str, how: Lettering) -> f64 {
        let start = x + mark_width + 7.0;
        self.canvas.words((start, y), text, how);
        start + how.width(self.typeface, text) + 22.0
    }
}

/// What every caption says first: how many runs, from which chance, and what is not shown.
pub fn provenance<T>(manifest: &Manifest, gathered: &Gathered<T>) -> Vec<String> {
    let scenario = if manifest.title.is_empty() { &manifest.scenario } else { &manifest.title };
    let replicates = match manifest.replicates {
        1 => "1 replicate".to_owned(),
        many => format!("{many} replicates"),
    };
    let mut sentences =
        vec![format!("{}. {replicates} per policy, seed {}.", scenario.trim_end_matches('.'), manifest.seed)];
    if gathered.futures > 1 {
        let count = gathered.futures;
        sentences.push(format!("Shown is future 0, the scenario’s own assumptions, of {count} futures."));
    }
    match gathered.skipped {
        0 => (),
        1 => sentences.push("1 cell without a number was left out.".into()),
        many => sentences.push(format!("{many} cells without a number were left out.")),
    }
    sentences
}

/// Panels of equal size in rows, with names above them.
pub struct Panels {
    columns: usize,
    count: usize,
    left: f64,
    gap: f64,
    /// The width of a panel.
    pub width: f64,
    names: Vec<Vec<String>>,
}

impl Panels {
    /// Panels for these names from `left` to the right margin: up to three in a row, four as two by two.
    pub fn new(typeface: &Typeface, names: &[&str], left: f64, gap: f64) -> Self {
        let columns = match names.len() {
            4 => 2,
            count => count.clamp(1, 3),
        };
        let width = (WIDTH - MARGIN - left - gap * (columns - 1) as f64) / columns as f64;
        let names: Vec<_> = names.iter().map(|name| NAME.wrap(typeface, name, width, 3)).collect();
        Self { columns, count: names.len(), left, gap, width, names }
    }

    /// How many stand side by side.
    pub fn columns(&self) -> usize {
        self.columns
    }
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.count.div_ceil(self.columns)
    }
    /// Whether a panel stands at the left.
    pub fn is_first_in_row(&self, panel: usize) -> bool {
        panel.is_multiple_of(self.columns)
    }
    /// Whether no panel stands below it.
    pub fn is_lowest(&self, panel: usize) -> bool {
        panel + self.columns >= self.count
    }
    /// The left end of a panel.
    pub fn left(&self, panel: usize) -> f64 {
        self.left + (panel % self.columns) as f64 * (self.width + self.gap)
    }
    /// The row of a panel, from 0.
    pub fn row(&self, panel: usize) -> usize {
        panel / self.columns
    }
    /// The height that the names of a row take: as much as its longest.
    pub fn name_height(&self, row: usize) -> f64 {
        let names = self.names.iter().skip(row * self.columns).take(self.columns);
        names.map(Vec::len).max().unwrap_or(1) as f64 * NAME.leading()
    }
    /// Writes the name of a panel; names of a row share the last base line, `y`.
    pub fn write_name(&self, canvas: &mut Canvas, panel: usize, y: f64, colour: &str) {
        let Some(lines) = self.names.get(panel) else { return };
        let first = y - (lines.len() - 1) as f64 * NAME.leading();
        let how = NAME.anchored(Anchor::Start).coloured(colour);
        canvas.lines((self.left(panel), first), lines, how);
    }
}
