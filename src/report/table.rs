//! Reads a CSV file as a stream, one row in memory at a time, and says in which line something is wrong.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use csv::{Reader, StringRecord};

use crate::error::{Error, Result};

/// A file that can't be read at all.
pub fn unreadable(path: &Path, source: io::Error) -> Error {
    let advice = "give the folder of a finished study; it holds manifest.json, runs.csv and series.csv";
    Error::file("could not read", path, source, advice)
}

/// A file that can be read but isn't what the program writes.
pub fn damaged(path: &Path, complaint: impl Into<String>) -> Error {
    let advice = "the file was changed or damaged after the study: run `missionmix verify` on the folder";
    Error::file("could not read", path, io::Error::new(io::ErrorKind::InvalidData, complaint.into()), advice)
}

/// No indicator is that large; and differences of numbers below it stay finite.
pub const BEYOND: f64 = 1e100;

/// An open CSV file and the columns that are wanted of it.
pub struct Table {
    path: PathBuf,
    reader: Reader<File>,
    columns: Vec<usize>,
}

/// The wanted cells of one row, in the order in which they were asked for.
pub struct Row<'a> {
    record: &'a StringRecord,
    columns: &'a [usize],
}

impl Row<'_> {
    /// A cell as text.
    pub fn text(&self, place: usize) -> &str {
        self.columns.get(place).and_then(|&column| self.record.get(column)).unwrap_or_default().trim()
    }

    /// A cell as a number; none when it is empty, not a number (NaN), or beyond anything an axis could show.
    pub fn number(&self, place: usize) -> std::result::Result<Option<f64>, String> {
        match self.text(place) {
            "" | "NA" => Ok(None),
            text => match text.parse::<f64>() {
                Ok(value) => Ok((value.abs() < BEYOND).then_some(value)),
                Err(_) => Err(format!("`{text}` is no number")),
            },
        }
    }

    /// A cell as a count.
    pub fn count(&self, place: usize) -> std::result::Result<u64, String> {
        self.text(place).parse().map_err(|_| format!("`{}` is no whole number", self.text(place)))
    }
}

impl Table {
    /// Opens a file and finds the columns.
    pub fn open(path: &Path, wanted: &[&str]) -> Result<Self> {
        let file = File::open(path).map_err(|source| unreadable(path, source))?;
        let mut reader = Reader::from_reader(file);
        let headers = reader.headers().map_err(|error| damaged(path, error.to_string()))?;
        let find = |&name: &&str| {
            headers
                .iter()
                .position(|header| header.trim() == name)
                .ok_or_else(|| damaged(path, format!("there is no column `{name}`")))
        };
        let columns = wanted.iter().map(find).collect::<Result<_>>()?;
        Ok(Self { path: path.to_owned(), reader, columns })
    }

    /// Shows every row to `visit`, whose complaint is reported with the line.
    pub fn each(mut self, mut visit: impl FnMut(&Row) -> std::result::Result<(), String>) -> Result<()> {
        let mut record = StringRecord::new();
        while self.reader.read_record(&mut record).map_err(|error| damaged(&self.path, error.to_string()))? {
            visit(&Row { record: &record, columns: &self.columns }).map_err(|complaint| {
                let line = record.position().map_or(0, csv::Position::line);
                damaged(&self.path, format!("line {line}: {complaint}"))
            })?;
        }
        Ok(())
    }
}
