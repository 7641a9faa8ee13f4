//! Tables as CSV files, a part of one in memory at a time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::terminal::print;
use crate::cli::words::count;
use crate::error::{Error, Result};
use crate::report::table::{damaged, parts, unreadable};
use crate::store::tables::Table;
use crate::store::{Destination, Folder, parquet};

/// What says what the tables are, where the folder has it.
const DESCRIPTION: &str = "datapackage.json";

/// Writes every table of a folder into a new one.
///
/// # Errors
/// Tables that can't be read, what the system says.
pub fn write(source: &Path, output: &Path) -> Result<()> {
    let destination = Destination::Exactly(output.to_owned());
    destination.must_be_outside(source)?;
    let folder = Folder::begin(&destination)?;
    let mut written = 0_u64;
    for name in names(source)? {
        match parts(source, &name)? {
            Some(paths) if paths.is_empty() => continue,
            Some(paths) => join(&folder, &name, &paths)?,
            None => copy(&folder, &source.join(format!("{name}.csv")))?,
        }
        written += 1;
    }
    let description = source.join(DESCRIPTION);
    if description.exists() {
        copy(&folder, &description)?;
    }
    let place = folder.finish()?;
    print(&format!("{} in {}\n", count(written, "table"), place.display()))
}

/// The names of what may be a table, in their order: CSV files and folders of parts.
fn names(source: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(source).map_err(|error| unreadable(source, error))?;
    let name = |path: PathBuf| {
        let is_table = path.is_dir() || path.extension().is_some_and(|ending| ending == "csv");
        is_table.then(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| name(entry.path())).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// The parts of a table as one file.
fn join(folder: &Folder, name: &str, paths: &[PathBuf]) -> Result<()> {
    let mut table = Table::create(folder, &format!("{name}.csv"))?;
    for (place, path) in paths.iter().enumerate() {
        let bytes = fs::read(path).map_err(|error| unreadable(path, error))?;
        let frame = parquet::table_in(bytes).map_err(|error| damaged(path, error.to_string()))?;
        if place == 0 {
            table.row(&frame.names)?;
        }
        table.rows(&frame)?;
    }
    table.finish()
}

fn copy(folder: &Folder, path: &Path) -> Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut from = File::open(path).map_err(|error| unreadable(path, error))?;
    let mut to = folder.create(&name)?;
    io::copy(&mut from, &mut to).map_err(|error| {
        Error::file("could not copy", path, error, "make room there, or name another folder")
    })?;
    to.finish()
}
