//! Tables on disk: small ones as CSV, one row in memory at a time, numbers in the fewest digits that give them back; big ones
//! as parts.

use std::borrow::Cow;
use std::fs;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use csv::Writer;
use serde::Serialize;

use super::folder::WholeFile;
use super::frame::Frame;
use super::{Folder, parquet};
use crate::error::Result;

/// A table that is being written.
pub struct Table<'f> {
    folder: &'f Folder,
    name: String,
    writer: Writer<BufWriter<WholeFile<'f>>>,
}

impl<'f> Table<'f> {
    /// A new table of this name in a folder.
    ///
    /// # Errors
    /// A file that can't be created.
    pub fn create(folder: &'f Folder, name: &str) -> Result<Self> {
        let writer = Writer::from_writer(BufWriter::new(folder.create(name)?));
        Ok(Self { folder, name: name.to_owned(), writer })
    }

    /// The same for structs whose names are not the first line.
    fn create_without_head(folder: &'f Folder, name: &str) -> Result<Self> {
        let file = BufWriter::new(folder.create(name)?);
        let writer = csv::WriterBuilder::new().has_headers(false).from_writer(file);
        Ok(Self { folder, name: name.to_owned(), writer })
    }

    /// Writes a row: a struct, whose names become the first line, or a list of cells.
    ///
    /// # Errors
    /// What the system says.
    pub fn row(&mut self, row: impl Serialize) -> Result<()> {
        self.writer.serialize(row).map_err(|error| self.folder.failed(&self.name, io::Error::from(error)))
    }

    /// Writes the rows of a table in memory.
    ///
    /// # Errors
    /// What the system says.
    pub fn rows(&mut self, frame: &Frame) -> Result<()> {
        (0..frame.rows()).try_for_each(|row| {
            let cells: Vec<Cow<str>> = frame.columns.iter().map(|cells| cells.text(row)).collect();
            self.row(cells)
        })
    }

    /// Brings all of it to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<()> {
        let Self { folder, name, writer } = self;
        let buffer = writer.into_inner().map_err(|error| folder.failed(&name, error.into_error()))?;
        let file = buffer.into_inner().map_err(|error| folder.failed(&name, error.into_error()))?;
        file.finish()
    }
}

/// Up to so many cells a table is a CSV file, which opens in a spreadsheet; a bigger one is Parquet parts in a folder.
pub const MOST_CELLS: u64 = 5_000_000;
/// Rows of a part.
const ROWS: usize = 200_000;

/// A table that may be big.
pub struct BigTable<'f> {
    folder: &'f Folder,
    name: String,
    form: BigForm<'f>,
}

enum BigForm<'f> {
    Csv {
        table: Box<Table<'f>>,
        has_head: bool,
    },
    Parts {
        pending: Frame,
        next: u64,
    },
    /// The parts are there already.
    Nothing,
}

impl<'f> BigForm<'f> {
    fn csv(folder: &'f Folder, name: &str) -> Result<Self> {
        let table = Table::create(folder, &format!("{name}.csv"))?;
        Ok(Self::Csv { table: Box::new(table), has_head: false })
    }
}

impl<'f> BigTable<'f> {
    /// A new table of this name, without an ending, that will have so many cells.
    ///
    /// # Errors
    /// A file that can't be created.
    pub fn create(folder: &'f Folder, name: &str, cells: u64) -> Result<Self> {
        // what was left by somebody who was killed here
        folder.remove(name);
        let form = if cells <= MOST_CELLS {
            BigForm::csv(folder, name)?
        } else {
            BigForm::Parts { pending: Frame::default(), next: 0 }
        };
        Ok(Self { folder, name: name.to_owned(), form })
    }

    /// Writes a whole table of this name, without an ending.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(folder: &'f Folder, name: &str, frame: Frame) -> Result<()> {
        let cells = (frame.rows() * frame.names.len()) as u64;
        let mut table = Self::create(folder, name, cells)?;
        table.append(frame)?;
        table.finish()
    }

    /// The table whose parts stand in the folder of its name: a small one gets a CSV file beside them.
    ///
    /// # Errors
    /// A file that can't be created.
    pub fn of_parts(folder: &'f Folder, name: &str, cells: u64) -> Result<Self> {
        let form = if cells <= MOST_CELLS { BigForm::csv(folder, name)? } else { BigForm::Nothing };
        Ok(Self { folder, name: name.to_owned(), form })
    }

    /// Takes more rows.
    ///
    /// # Errors
    /// What the system says.
    pub fn append(&mut self, frame: Frame) -> Result<()> {
        match &mut self.form {
            BigForm::Csv { table, has_head } => {
                if !*has_head {
                    *has_head = true;
                    table.row(&frame.names)?;
                }
                table.rows(&frame)
            }
            BigForm::Parts { pending, next } => {
                pending.append(frame);
                while pending.rows() > ROWS {
                    let rest = pending.split_off(ROWS);
                    write_part(self.folder, &self.name, *next, pending)?;
                    (*pending, *next) = (rest, *next + 1);
                }
                Ok(())
            }
            BigForm::Nothing => Ok(()),
        }
    }

    /// Brings all of it to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<()> {
        match self.form {
            BigForm::Nothing => Ok(()),
            BigForm::Csv { table, .. } => table.finish(),
            BigForm::Parts { pending, next } => write_part(self.folder, &self.name, next, &pending),
        }
    }
}

/// The tables of a folder, in order of their names: CSV files, and the parts of those that are too big for one.
pub fn tables_in(place: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| {
        let entries = fs::read_dir(place.join(folder)).into_iter().flatten().flatten();
        let paths = entries.map(|entry| folder.join(entry.file_name()));
        paths
            .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
            .collect::<Vec<_>>()
    };
    let is = |path: &Path, wanted: &str| path.extension().is_some_and(|ending| ending == wanted);
    let own = entries(Path::new(""));
    let big =
        own.iter().filter(|path| place.join(path).is_dir() && !own.contains(&path.with_extension("csv")));
    let parts = big.flat_map(|folder| entries(folder)).filter(|path| is(path, "parquet"));
    let mut files: Vec<PathBuf> = own.iter().filter(|path| is(path, "csv")).cloned().chain(parts).collect();
    files.sort();
    files
}

fn write_part(folder: &Folder, name: &str, number: u64, frame: &Frame) -> Result<()> {
    let file = format!("{name}/part-{number:05}.parquet");
    let bytes = parquet::bytes_of(frame).map_err(|error| folder.failed(&file, io::Error::other(error)))?;
    folder.write(&file, &bytes)
}

/// Writes a whole table.
///
/// # Errors
/// What the system says.
pub fn write<R: Serialize>(folder: &Folder, name: &str, rows: impl IntoIterator<Item = R>) -> Result<()> {
    let mut table = Table::create(folder, name)?;
    for row in rows {
        table.row(row)?;
    }
    table.finish()
}

/// Writes a whole table that may have no rows, below this first line.
///
/// # Errors
/// What the system says.
pub fn write_with_head<R: Serialize>(
    folder: &Folder,
    name: &str,
    head: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<()> {
    let mut table = Table::create_without_head(folder, name)?;
    table.row(head)?;
    for row in rows {
        table.row(row)?;
    }
    table.finish()
}
