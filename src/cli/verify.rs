//! `missionmix verify`: whether results are still those that were written, and those that the program comes to.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, value_parser};
use serde::Deserialize;

use super::pace::all_threads;
use super::signals::Interruption;
use super::status::finished;
use super::terminal::print;
use crate::error::{Error, Result};
use crate::report::table::{Row, Table};
use crate::report::words::count;
use crate::store::frame::Frame;
use crate::store::manifest::Written;
use crate::store::plan::{Input, MANIFEST, Plan};
use crate::store::{Folder, fingerprint};
use crate::studies::conduct::Conduct;
use crate::studies::rows::RUN_KEYS;

/// Which study, and how much of it.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
    /// How many parts of the study are run again, spread evenly over it; a part has 16 to 1024 replicates
    #[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = value_parser!(u64).range(0..))]
    parts: u64,
}

/// What a manifest says of the results: how many replicates count, and the fingerprints of files.
#[derive(Debug, Deserialize)]
pub(super) struct Sealed {
    replicates: u64,
    files: Vec<Written>,
    inputs: Vec<Input>,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let mut plan = finished(&self.folder)?;
        let manifest = sealed(&self.folder)?;
        // fewer than were planned where it was enough before
        plan.replicates = manifest.replicates;
        let mut differences = changed_files(&self.folder, manifest);
        print(&format!("{} other than they were written\n", count(differences.len() as u64, "file")))?;
        plan.must_be_of_this_version()?;
        if plan.cases.is_empty() {
            print("the worlds of this study can't be run again one by one\n")?;
        } else {
            let (runs, different) = self.run_again(&plan)?;
            print(&format!(
                "{runs} run again: {}\n",
                if different.is_empty() { "the same bits" } else { "not the same" }
            ))?;
            differences.extend(different);
        }
        if differences.is_empty() {
            return Ok(());
        }
        let shown: Vec<String> =
            differences.iter().take(MOST_SHOWN).map(|one| format!("  {one}\n")).collect();
        Err(Error::Differs(format!(
            "{} are not what they should be:\n{}",
            self.folder.display(),
            shown.concat().trim_end()
        )))
    }

    /// Runs a sample again: how many runs, and where they differ from the table.
    fn run_again(&self, plan: &Plan) -> Result<(String, Vec<String>)> {
        let interruption = Interruption::listen()?;
        let parts = self.parts.min(plan.parts());
        let mut wanted = Wanted::default();
        let folder = Folder::of(&self.folder);
        let conduct = Conduct { plan, folder: &folder, threads: all_threads() };
        for number in (0..parts).map(|place| place * plan.parts() / parts) {
            wanted.add(conduct.repeat(number, &mut |_| interruption.hear())?.0);
        }
        let runs = count(wanted.rows.len() as u64, "run");
        Ok((runs, wanted.compare(&self.folder)?))
    }
}

/// What the manifest of a folder says of its files.
///
/// # Errors
/// A manifest that can't be read.
pub(super) fn sealed(folder: &Path) -> Result<Sealed> {
    let path = folder.join(MANIFEST);
    let unreadable = |error| Error::file("could not read", &path, error, "give the folder of a study");
    let bytes = fs::read(&path).map_err(unreadable)?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(error.into()))
}

/// Files of a folder whose bytes are not those that were written.
pub(super) fn changed_files(folder: &Path, manifest: Sealed) -> Vec<String> {
    let files = manifest.files.into_iter().map(|file| (file.path, file.sha256));
    let all = files.chain(manifest.inputs.into_iter().map(|input| (input.copy, input.sha256)));
    let is_changed = |(path, sha256): &(PathBuf, String)| {
        !fs::read(folder.join(path)).is_ok_and(|bytes| fingerprint::of(&bytes) == *sha256)
    };
    let changed = all.filter(is_changed);
    changed.map(|(path, _)| format!("`{}` is gone or was changed", path.display())).collect()
}

/// How many differences are shown.
const MOST_SHOWN: usize = 10;

/// Runs that were run again.
#[derive(Debug, Default)]
struct Wanted {
    names: Vec<String>,
    /// The other cells of a run, by those that name it.
    rows: HashMap<Vec<String>, Vec<String>>,
}

impl Wanted {
    fn add(&mut self, frame: Frame) {
        for row in 0..frame.rows() {
            let mut cells: Vec<String> =
                frame.columns.iter().map(|cells| cells.text(row).into_owned()).collect();
            let rest = cells.split_off(RUN_KEYS);
            self.rows.insert(cells, rest);
        }
        self.names = frame.names;
    }

    /// Where the table of runs differs from them.
    fn compare(mut self, folder: &Path) -> Result<Vec<String>> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut differences = Vec::new();
        let mut visit = |row: &Row| {
            let keys: Vec<String> = (0..RUN_KEYS).map(|place| row.text(place).into_owned()).collect();
            let Some(wanted) = self.rows.remove(&keys) else { return Ok(()) };
            for (place, wanted) in wanted.iter().enumerate() {
                let found = row.text(RUN_KEYS + place);
                if found != **wanted {
                    let name = names[RUN_KEYS + place];
                    let run = keys.join(" ");
                    differences
                        .push(format!("`{name}` of the run {run} is {found}, and run again it is {wanted}"));
                }
            }
            Ok(())
        };
        if !names.is_empty() {
            Table::open(folder, "runs", &names)?.each(&mut visit)?;
        }
        let mut missing: Vec<&Vec<String>> = self.rows.keys().collect();
        missing.sort();
        differences.extend(missing.iter().map(|keys| format!("there is no run {}", keys.join(" "))));
        Ok(differences)
    }
}
