//! Points that the user brings, as a CSV file.

use std::io;
use std::path::Path;

use crate::error::{Error, Result};
use crate::scenario::Scenario;
use crate::studies::designs::Design;

/// The points of a file: a first line of parameters, or of uncertainties of the scenario by name, and a line for each point.
///
/// # Errors
/// A file that can't be read, or is no such table.
pub fn read(path: &Path, scenario: &Scenario) -> Result<Design> {
    let advice = "a CSV file: a first line of parameters or uncertainties, then a line for each point";
    let failed = |error: csv::Error| Error::file("could not read", path, io::Error::from(error), advice);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(failed)?;
    let head: Vec<String> = reader.headers().map_err(failed)?.iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| Ok(record?.iter().map(str::to_owned).collect()));
    let rows = rows.collect::<std::result::Result<Vec<Vec<String>>, csv::Error>>().map_err(failed)?;
    Design::of_rows(&scenario.uncertainties, &head, &rows)
}
