//! What became of the lessons of a case: the mean difference between the policies of each, here and where it should not come
//! out, with their intervals, each lesson on a scale of its own.

use super::answer::lesson::unit_words;
use super::colour::FAINT_INK;
use super::forest::{Comparator, Forest, Row as Line};
use super::ink::{Area, LABEL, NAME, units, write};
use super::page::{Page, WIDTH};
use super::penalties::{Entry, Estimate, POINTS};
use super::typeface::Typeface;
use super::words::count;
use crate::error::Result;
use crate::evidence::lessons::Row;
use crate::scenario::lesson::Lesson;

/// How many lines the sentence of a lesson and that on the other place may take.
const SENTENCE: usize = 3;
/// Below a lesson, pixels.
const GAP: f64 = 12.0;

/// A lesson as it is drawn.
struct Panel<'a> {
    typeface: &'a Typeface,
    row: &'a Row,
    /// What it says.
    says: Vec<String>,
    /// What became of it, and what is different there.
    standing: Vec<String>,
    comparators: [Comparator; 1],
    /// Here and there.
    places: Vec<(&'static str, Entry)>,
    axis: String,
}

/// Draws the lessons of a case with their rows of the record; nothing if it has none that was asked.
///
/// # Errors
/// A drawing that fails: a bug of ours.
pub fn draw(title: &str, taught: &[(&Lesson, &Row)], typeface: &Typeface) -> Result<Option<String>> {
    let Some((_, first)) = taught.first() else { return Ok(None) };
    let panels: Vec<Panel> = taught.iter().map(|(lesson, row)| Panel::new(lesson, row, typeface)).collect();
    let page = Page {
        typeface,
        title: title.to_owned(),
        subtitle: "What one policy does more than another under the same luck: here, and there, where that should not come out. \
                   Every panel has a scale of its own."
            .into(),
        caption: vec![
            format!("Simulated. {} of each world, seed {}.", count(first.replicates, "replicate"), first.seed),
            "Lines, and numbers after ±: 95 % intervals of means. Hollow marks can’t be told from nought.".into(),
        ],
    };
    let height = panels.iter().map(Panel::height).sum();
    let svg = page.draw(height, |area| {
        let mut rest = area.clone();
        for panel in &panels {
            let (own, below) = rest.split_vertically(units(panel.height()));
            panel.draw(&own)?;
            rest = below;
        }
        Ok(())
    })?;
    Ok(Some(svg))
}

impl<'a> Panel<'a> {
    fn new(lesson: &Lesson, row: &'a Row, typeface: &'a Typeface) -> Self {
        let standing = match row.not_there.as_str() {
            "" => row.standing.clone(),
            there => format!("{}; there: {there}", row.standing),
        };
        let unit = unit_words(&row.unit);
        let scale = if unit == row.unit { 1.0 } else { POINTS };
        let entry = |mean: f64, low: Option<f64>, high: Option<f64>| {
            let interval = low.zip(high).map(|(low, high)| (low * scale, high * scale));
            Entry { keys: Vec::new(), against: vec![Some(Estimate { mean: mean * scale, interval })] }
        };
        let here = row.here.map(|mean| ("here", entry(mean, row.here_low, row.here_high)));
        let there = row.there.map(|mean| ("there", entry(mean, row.there_low, row.there_high)));
        Self {
            typeface,
            row,
            says: NAME.wrap(typeface, &lesson.says, WIDTH, SENTENCE),
            standing: LABEL.wrap(typeface, &standing, WIDTH, SENTENCE),
            comparators: [Comparator::only(&row.against)],
            places: here.into_iter().chain(there).collect(),
            axis: format!("{} of {} less {}, {unit}", row.outcome, row.policy, row.against),
        }
    }

    fn forest(&self) -> Forest<'_> {
        Forest {
            typeface: self.typeface,
            heading: &self.row.policy,
            axis: &self.axis,
            rows: self.places.iter().map(|(name, entry)| Line { name, entry, is_apart: false }).collect(),
            comparators: &self.comparators,
        }
    }

    /// The height of the sentences.
    fn head(&self) -> f64 {
        self.says.len() as f64 * NAME.leading() + self.standing.len() as f64 * LABEL.leading() + 6.0
    }

    fn height(&self) -> f64 {
        self.head() + self.forest().height() + GAP
    }

    fn draw(&self, area: &Area) -> Result<()> {
        let (head, body) = area.split_vertically(units(self.head()));
        write(&head, (0.0, NAME.size), &self.says, NAME)?;
        let below = self.says.len() as f64 * NAME.leading() + LABEL.size;
        write(&head, (0.0, below), &self.standing, LABEL.coloured(FAINT_INK))?;
        let (plot, _) = body.split_vertically(units(self.forest().height()));
        self.forest().draw(&plot)
    }
}
