//! Tables as CSV: one row in memory at a time, numbers in the fewest digits that give them back.

use std::fs::File;
use std::io::{self, BufWriter};

use csv::Writer;
use serde::{Serialize, Serializer};

use super::Folder;
use crate::error::Result;

/// A number in a table: an empty cell when it is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Number {
    /// As a cell shows it.
    pub fn text(self) -> String {
        if !self.0.is_finite() {
            return String::new();
        }
        // adding nought takes the sign from a negative nought
        let text = format!("{:?}", self.0 + 0.0);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// A table that is being written.
pub struct Table<'f> {
    folder: &'f Folder,
    name: String,
    writer: Writer<BufWriter<File>>,
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

    /// Writes a row: a struct, whose names become the first line, or a list of cells.
    ///
    /// # Errors
    /// What the system says.
    pub fn row(&mut self, row: impl Serialize) -> Result<()> {
        self.writer.serialize(row).map_err(|error| self.folder.failed(&self.name, io::Error::from(error)))
    }

    /// Brings all of it to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(self) -> Result<()> {
        let Self { folder, name, writer } = self;
        let buffer = writer.into_inner().map_err(|error| folder.failed(&name, error.into_error()))?;
        let file = buffer.into_inner().map_err(|error| folder.failed(&name, error.into_error()))?;
        file.sync_all().map_err(|error| folder.failed(&name, error))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_come_back() {
        for (value, text) in
            [(1.0, "1"), (-0.0, "0"), (0.1, "0.1"), (1e-7, "1e-7"), (2.5e20, "2.5e20"), (f64::NAN, "")]
        {
            assert_eq!(Number(value).text(), text);
        }
        let third = 1.0_f64 / 3.0;
        assert_eq!(Number(third).text().parse::<f64>().unwrap().to_bits(), third.to_bits());
    }
}
