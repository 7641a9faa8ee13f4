//! Reads a table of a results folder as a stream, a row or a part in memory at a time, and says where something is wrong.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use csv::{Reader, StringRecord};

use crate::error::{Error, Result};
use crate::store::frame::Frame;
use crate::store::parquet;

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

/// A table of a results folder and the columns that are wanted of it: one CSV file, or Parquet parts.
pub struct Table {
    wanted: Vec<String>,
    source: Source,
}

enum Source {
    Csv { path: PathBuf, reader: Reader<File>, columns: Vec<usize> },
    Parts(Vec<PathBuf>),
}

/// The wanted cells of one row, in the order in which they were asked for.
pub struct Row<'a>(Cells<'a>);

enum Cells<'a> {
    Csv { record: &'a StringRecord, columns: &'a [usize] },
    Part { frame: &'a Frame, columns: &'a [usize], row: usize },
}

impl Row<'_> {
    /// A cell as text.
    pub fn text(&self, place: usize) -> Cow<'_, str> {
        match &self.0 {
            Cells::Csv { record, columns } => {
                columns.get(place).and_then(|&column| record.get(column)).unwrap_or_default().trim().into()
            }
            Cells::Part { frame, columns, row } => frame.columns[columns[place]].text(*row),
        }
    }

    /// A cell as a number; none when it is empty, not a number (NaN), or beyond anything an axis could show.
    pub fn number(&self, place: usize) -> std::result::Result<Option<f64>, String> {
        let shown = |value: f64| (value.abs() < BEYOND).then_some(value);
        if let Cells::Part { frame, columns, row } = &self.0 {
            return Ok(shown(frame.columns[columns[place]].number(*row)));
        }
        match &*self.text(place) {
            "" | "NA" => Ok(None),
            text => text.parse().map(shown).map_err(|_| format!("`{text}` is no number")),
        }
    }

    /// A cell as a count.
    pub fn count(&self, place: usize) -> std::result::Result<u64, String> {
        let text = self.text(place);
        text.parse().map_err(|_| format!("`{text}` is no whole number"))
    }
}

impl Table {
    /// Opens the table of this name in a folder and finds the columns.
    pub fn open(folder: &Path, name: &str, wanted: &[&str]) -> Result<Self> {
        let source = match parts(folder, name)? {
            Some(paths) => Source::Parts(paths),
            None => open_csv(csv_path(folder, name), wanted)?,
        };
        Ok(Self { wanted: wanted.iter().map(ToString::to_string).collect(), source })
    }

    /// The names of all columns of the table of this name in a folder.
    pub fn columns(folder: &Path, name: &str) -> Result<Vec<String>> {
        match parts(folder, name)? {
            Some(paths) => paths.first().map_or(Ok(Vec::new()), |path| head(path)),
            None => head(&csv_path(folder, name)),
        }
    }

    /// Shows every row to `visit`, whose complaint is reported with the line.
    pub fn each(self, mut visit: impl FnMut(&Row) -> std::result::Result<(), String>) -> Result<()> {
        match self.source {
            Source::Csv { path, mut reader, columns } => {
                let mut record = StringRecord::new();
                while reader.read_record(&mut record).map_err(|error| damaged(&path, error.to_string()))? {
                    visit(&Row(Cells::Csv { record: &record, columns: &columns })).map_err(|complaint| {
                        let line = record.position().map_or(0, csv::Position::line);
                        damaged(&path, format!("line {line}: {complaint}"))
                    })?;
                }
                Ok(())
            }
            Source::Parts(paths) => {
                paths.iter().try_for_each(|path| each_in_part(path, &self.wanted, &mut visit))
            }
        }
    }
}

/// Where a table stands as one file.
fn csv_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension("csv")
}

/// The parts of a table in the order of their names, where it is kept in parts and in no file.
pub fn parts(folder: &Path, name: &str) -> Result<Option<Vec<PathBuf>>> {
    let parts = folder.join(name);
    if csv_path(folder, name).exists() || !parts.is_dir() {
        return Ok(None);
    }
    let entries = fs::read_dir(&parts).map_err(|source| unreadable(&parts, source))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    paths.sort();
    Ok(Some(paths))
}

/// The names of the columns of a file.
pub(super) fn head(path: &Path) -> Result<Vec<String>> {
    if path.extension().is_some_and(|ending| ending == "parquet") {
        let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
        return parquet::names_in(bytes).map_err(|error| damaged(path, error.to_string()));
    }
    let mut reader = Reader::from_path(path).map_err(|error| damaged(path, error.to_string()))?;
    let head = reader.headers().map_err(|error| damaged(path, error.to_string()))?;
    Ok(head.iter().map(str::to_owned).collect())
}

fn open_csv(path: PathBuf, wanted: &[&str]) -> Result<Source> {
    let file = File::open(&path).map_err(|source| unreadable(&path, source))?;
    let mut reader = Reader::from_reader(file);
    let headers = reader.headers().map_err(|error| damaged(&path, error.to_string()))?;
    let columns = headers.iter().map(str::trim).collect::<Vec<_>>();
    let columns = places(&path, &columns, wanted)?;
    Ok(Source::Csv { path, reader, columns })
}

fn each_in_part(
    path: &Path,
    wanted: &[String],
    visit: &mut dyn FnMut(&Row) -> std::result::Result<(), String>,
) -> Result<()> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    let frame = parquet::columns_in(bytes, |name| wanted.iter().any(|wanted| wanted == name))
        .map_err(|error| damaged(path, error.to_string()))?;
    let columns = places(path, &frame.names, wanted)?;
    (0..frame.rows()).try_for_each(|row| {
        visit(&Row(Cells::Part { frame: &frame, columns: &columns, row }))
            .map_err(|complaint| damaged(path, format!("row {}: {complaint}", row + 1)))
    })
}

/// Where the wanted columns stand.
fn places<K: AsRef<str>, W: AsRef<str>>(path: &Path, known: &[K], wanted: &[W]) -> Result<Vec<usize>> {
    let find = |name: &W| {
        let place = known.iter().position(|known| known.as_ref() == name.as_ref());
        place.ok_or_else(|| damaged(path, format!("there is no column `{}`", name.as_ref())))
    };
    wanted.iter().map(find).collect()
}
