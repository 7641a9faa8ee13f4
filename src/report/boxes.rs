//! The boxes that a search found, from its folder.

use std::path::Path;

use super::table::{Row, Table};
use crate::error::Result;

/// Which box it is: the policy, what it is held against, what is looked for, and the number among the boxes of that question.
type Key = [String; 4];

/// A limit of a box.
#[derive(Clone, Debug)]
pub struct Limit {
    /// The parameter, and its unit.
    pub parameter: String,
    /// The unit of its numbers.
    pub unit: String,
    /// The least and the most that it is in the box.
    pub ends: (Option<f64>, Option<f64>),
    /// The words that it is in the box, where it is words.
    pub words: Vec<String>,
    /// How likely as many cases hold if the limit meant nothing.
    quasi_p: f64,
}

/// A box on the way to the one that is told.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The share of the cases of interest that are in it.
    pub coverage: f64,
    /// The share of its cases that are of interest.
    pub density: f64,
    /// Whether cases were pasted on it, else peeled off.
    pub is_pasted: bool,
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is in the parameters that are asked for, as written.
    pub values: Vec<String>,
    /// Whether the condition holds.
    pub holds: bool,
}

/// A box that is told.
#[derive(Clone, Debug)]
pub struct FoundBox {
    key: Key,
    /// What it says.
    pub sentence: String,
    /// The share of the cases of interest that are in it, and of its cases that are of interest.
    pub told: Step,
    /// Its limits by parameter, what is most unlikely to be luck first.
    pub limits: Vec<Limit>,
    /// The boxes on the way, from all cases to the smallest.
    pub steps: Vec<Step>,
}

/// The columns that name a box.
const KEY: [&str; 4] = ["policy", "reference", "condition", "box"];

fn key(row: &Row) -> Key {
    std::array::from_fn(|place| row.text(place).into_owned())
}

fn columns<'c>(others: &[&'c str]) -> Vec<&'c str> {
    [&KEY[..], others].concat()
}

/// All boxes of a folder, in their order.
pub fn read(folder: &Path) -> Result<Vec<FoundBox>> {
    let mut boxes: Vec<FoundBox> = Vec::new();
    let share = |row: &Row, place| Ok::<f64, String>(row.number(place)?.unwrap_or(f64::NAN));
    Table::open(folder, "found", &columns(&["coverage", "density", "sentence"]))?.each(|row| {
        let key = key(row);
        if !key[3].is_empty() {
            let told = Step { coverage: share(row, 4)?, density: share(row, 5)?, is_pasted: false };
            let sentence = row.text(6).into_owned();
            boxes.push(FoundBox { key, sentence, told, limits: Vec::new(), steps: Vec::new() });
        }
        Ok(())
    })?;
    let own = |boxes: &[FoundBox], row: &Row| {
        let key = key(row);
        boxes.iter().position(|found| found.key == key).ok_or_else(|| "found.csv has no such box".to_owned())
    };
    let limits = ["parameter", "unit", "low", "high", "words", "quasi_p"];
    Table::open(folder, "box", &columns(&limits))?.each(|row| {
        let place = own(&boxes, row)?;
        boxes[place].limit(row)
    })?;
    Table::open(folder, "trajectory", &columns(&["coverage", "density", "how"]))?.each(|row| {
        let place = own(&boxes, row)?;
        let is_pasted = row.text(6) == "pasted";
        boxes[place].steps.push(Step { coverage: share(row, 4)?, density: share(row, 5)?, is_pasted });
        Ok(())
    })?;
    for found in &mut boxes {
        found.limits.sort_by(|one, other| one.quasi_p.total_cmp(&other.quasi_p));
    }
    Ok(boxes)
}

impl FoundBox {
    /// The number of the box among those of its question.
    pub fn number(&self) -> usize {
        self.key[3].parse().unwrap_or(1)
    }

    /// Notes a limit; the two ends of a parameter are one.
    fn limit(&mut self, row: &Row) -> std::result::Result<(), String> {
        let parameter = row.text(4);
        let place = self.limits.iter().position(|known| known.parameter == parameter).unwrap_or_else(|| {
            let (parameter, unit) = (parameter.clone().into_owned(), row.text(5).into_owned());
            self.limits.push(Limit { parameter, unit, ends: (None, None), words: Vec::new(), quasi_p: 1.0 });
            self.limits.len() - 1
        });
        let limit = &mut self.limits[place];
        limit.ends = (row.number(6)?.or(limit.ends.0), row.number(7)?.or(limit.ends.1));
        limit.words.extend(row.text(8).split(" | ").filter(|word| !word.is_empty()).map(str::to_owned));
        limit.quasi_p = limit.quasi_p.min(row.number(9)?.unwrap_or(1.0));
        Ok(())
    }

    /// The cases among which it was found, with what they are in its first limits.
    pub fn cases(&self, folder: &Path, limits: &[Limit]) -> Result<Vec<Case>> {
        let parameters: Vec<&str> = limits.iter().map(|limit| limit.parameter.as_str()).collect();
        let wanted = columns(&[&["holds"], &parameters[..]].concat());
        let mut cases = Vec::new();
        Table::open(folder, "points", &wanted)?.each(|row| {
            let other = key(row);
            // those of earlier boxes were out of the way
            let is_left = other[3].parse::<usize>().map_or(true, |number| number >= self.number());
            if other[..3] == self.key[..3] && is_left {
                let values = (0..parameters.len()).map(|place| row.text(KEY.len() + 1 + place).into_owned());
                cases.push(Case { values: values.collect(), holds: row.text(KEY.len()) == "true" });
            }
            Ok(())
        })?;
        Ok(cases)
    }
}
