//! What a spatial study found, from its tables: means of paired differences with their intervals, in points.

use super::manifest::Mission;
use super::results::Results;
use super::scale::number;
use super::table::{Row, Table};
use crate::error::Result;
use crate::outcomes::REMOVED;

/// Points are hundredths.
pub const POINTS: f64 = 100.0;

/// A mean, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The ends of its 95 % interval; none from a single pair.
    pub interval: Option<(f64, f64)>,
}

impl Estimate {
    /// The lowest and the highest value that is drawn.
    pub fn ends(self) -> (f64, f64) {
        self.interval.unwrap_or((self.mean, self.mean))
    }

    /// Whether it can be told from nought.
    pub fn is_clear(self) -> bool {
        self.interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0)
    }

    /// The mean with its sign and the ends of its interval, as finely as asked for.
    pub fn text_with_ends(self, step: f64) -> String {
        let ends =
            self.interval.map(|(low, high)| format!(" ({} to {})", number(low, step), number(high, step)));
        format!("{}{}", signed(self.mean, step), ends.unwrap_or_default())
    }

    /// The mean with its sign, and half the width of its interval, as finely as asked for; 0 where all pairs are alike.
    pub fn text(self, step: f64) -> String {
        if self.mean == 0.0 && self.interval == Some((0.0, 0.0)) {
            return "0".into();
        }
        let half = self.interval.map(|(low, high)| format!(" ±{}", number((high - low) / 2.0, step)));
        format!("{}{}", signed(self.mean, step), half.unwrap_or_default())
    }
}

/// A number with its sign, unless it is nought as finely as it is written.
fn signed(value: f64, step: f64) -> String {
    let text = number(value, step);
    let is_nought = !text.contains(|letter: char| ('1'..='9').contains(&letter));
    if is_nought || value < 0.0 { text } else { format!("+{text}") }
}

/// What was found in one place of a table.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What names it: the cells of the columns that were asked for.
    pub keys: Vec<String>,
    /// The estimate against each comparator; none where the table has no number.
    pub against: Vec<Option<Estimate>>,
}

/// What was found on a mission.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The policies with which the sensitive one is compared, by their places in the manifest.
    pub comparators: Vec<usize>,
    /// Entries in the order of the table.
    pub entries: Vec<Entry>,
    /// The fewest and the most pairs of runs of any estimate.
    pub pairs: Option<(u64, u64)>,
    /// Lines without a number.
    pub skipped: u64,
}

impl Found {
    /// Notes an estimate against a comparator.
    fn add(&mut self, comparator: usize, keys: &[String], estimate: Option<Estimate>) {
        let column = place_or_push(&mut self.comparators, |known| *known == comparator, || comparator);
        let row = place_or_push(
            &mut self.entries,
            |known| known.keys == keys,
            || Entry { keys: keys.to_vec(), against: Vec::new() },
        );
        let against = &mut self.entries[row].against;
        if against.len() <= column {
            against.resize(column + 1, None);
        }
        against[column] = estimate;
    }

    /// Whether any estimate is there.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_none()
    }

    /// How many pairs stand behind an estimate, as a sentence.
    pub fn pairs_in_words(&self) -> Option<String> {
        let (fewest, most) = self.pairs?;
        Some(match (fewest, most) {
            (1, 1) => "Each mean is from 1 pair of runs, which allows no interval.".into(),
            (fewest, most) if fewest == most => {
                format!("Each mean is from {most} pairs of runs under the same luck.")
            }
            (fewest, most) => {
                format!("Each mean is from {fewest} to {most} pairs of runs under the same luck.")
            }
        })
    }
}

/// Where something stands in a list, at whose end it is put if it doesn't yet.
fn place_or_push<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> usize {
    list.iter().position(is_it).unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    })
}

/// Of the columns of a table: first these, then the mean under its own name, then those that name an entry.
const COLUMNS: [&str; 5] = ["reference", "outcome", "pairs", "low", "high"];

impl Results {
    /// What of the penalty of blindness is due to what, from `causes.csv`: entries are named by cause.
    pub fn causes(&self, mission: &Mission) -> Result<Found> {
        self.found(mission, "causes", "part", &["cause"])
    }

    /// The penalties of blindness, from `penalties.csv`: entries are named by group and setting.
    pub fn penalties(&self, mission: &Mission) -> Result<Found> {
        self.found(mission, "penalties", "penalty", &["group", "setting"])
    }

    fn found(&self, mission: &Mission, table: &str, mean: &str, keys: &[&str]) -> Result<Found> {
        let outcome = format!("{REMOVED}.{}", mission.name);
        let columns = [&COLUMNS[..], &[mean], keys].concat();
        let mut found = Found::default();
        Table::open(self.folder(), table, &columns)?.each(|row| {
            if row.text(1) != outcome {
                return Ok(());
            }
            let comparator = self.policy(&row.text(0))?;
            let estimate = estimate(row)?;
            if estimate.is_some() {
                let pairs = row.count(2)?;
                let (fewest, most) = found.pairs.unwrap_or((pairs, pairs));
                found.pairs = Some((fewest.min(pairs), most.max(pairs)));
            } else {
                found.skipped += 1;
            }
            let names = COLUMNS.len() + 1..columns.len();
            let keys: Vec<String> = names.map(|place| row.text(place).into_owned()).collect();
            found.add(comparator, &keys, estimate);
            Ok(())
        })?;
        let count = found.comparators.len();
        found.entries.iter_mut().for_each(|entry| entry.against.resize(count, None));
        Ok(found)
    }
}

/// The estimate of a line, in points.
fn estimate(row: &Row) -> std::result::Result<Option<Estimate>, String> {
    let Some(mean) = row.number(COLUMNS.len())? else { return Ok(None) };
    let interval = row.number(3)?.zip(row.number(4)?);
    let interval = interval.map(|(low, high)| (low * POINTS, high * POINTS));
    Ok(Some(Estimate { mean: mean * POINTS, interval }))
}
