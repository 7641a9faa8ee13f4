//! Files for somebody to go on with, in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};

use super::terminal::print;
use crate::error::{Error, Result};
use crate::report::words::quoted;
use crate::scenario::{Scenario, schema};
use crate::store::Folder;
use crate::store::folder::Destination;

/// The schema, which editors find by the first line of a scenario.
pub const SCHEMA: &str = "scenario.schema.json";

/// Files with their names in a folder.
pub type Files = Vec<(String, String)>;

/// Writes files and the schema into a folder that is new or empty: all of them or none.
///
/// # Errors
/// A folder in which there is something; what the system says.
pub fn write(place: &Path, files: &Files) -> Result<PathBuf> {
    let has_something = fs::read_dir(place).is_ok_and(|mut entries| entries.next().is_some());
    if has_something || place.is_file() {
        return Err(Error::Usage(format!(
            "`{}` exists already, and nothing is overwritten\n  = help: name a folder that does not exist or is empty",
            place.display()
        )));
    }
    let folder = Folder::begin(&Destination::Exactly(place.to_owned()))?;
    for (name, content) in files {
        folder.write(name, content.as_bytes())?;
    }
    folder.write_json(SCHEMA, &schema::schema(&Scenario::declarations()))?;
    folder.finish()
}

/// Says what was written, and which commands come next.
///
/// # Errors
/// A terminal that takes nothing.
pub fn tell(place: &Path, files: &Files, next: &[(String, &str)]) -> Result<()> {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let width = next.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let lines = next.iter().map(|(command, what)| format!("  missionmix {command:<width$}   {what}\n"));
    print(&format!(
        "{}: {}\n\nWhat comes next:\n  cd {}\n{}",
        place.display(),
        names.join(", "),
        quoted(&place.to_string_lossy()),
        lines.collect::<String>()
    ))
}
