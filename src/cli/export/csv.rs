//! Tables as CSV files, a part of one in memory at a time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::terminal::print;
use crate::error::Result;
use crate::report::table::{damaged, parts, unreadable};
use crate::report::words::count;
use crate::report::{Results, package};
use crate::store::plan::Plan;
use crate::store::tables::Table;
use crate::store::{Destination, Folder, parquet};

/// Writes every table of a folder into a new one, with what was read, and says again what the tables are.
///
/// # Errors
/// Tables that can't be read, what the system says.
pub fn write(source: &Path, plan: &Plan, output: &Path) -> Result<()> {
    let destination = Destination::Exactly(output.to_owned());
    destination.must_be_outside(source)?;
    let folder = Folder::begin(&destination)?;
    let mut written = Vec::new();
    for name in names(source)? {
        match parts(source, &name)? {
            Some(paths) if paths.is_empty() => continue,
            Some(paths) => join(&folder, &name, &paths)?,
            None => copy(&folder, source, Path::new(&format!("{name}.csv")))?,
        }
        written.push(PathBuf::from(format!("{name}.csv")));
    }
    for input in &plan.inputs {
        copy(&folder, source, &input.copy)?;
    }
    let title = Results::open(source)?.manifest.title;
    package::write(&folder, plan, &title, &written)?;
    let place = folder.finish()?;
    print(&format!("{} in {}\n", count(written.len() as u64, "table"), place.display()))
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

/// A file of the folder as it is.
fn copy(folder: &Folder, source: &Path, name: &Path) -> Result<()> {
    let path = source.join(name);
    let mut from = File::open(&path).map_err(|error| unreadable(&path, error))?;
    let name = name.to_string_lossy();
    let mut to = folder.create(&name)?;
    io::copy(&mut from, &mut to).map_err(|error| folder.failed(&name, error))?;
    to.finish()
}
