//! Runs that failed: their table, and the commands that repeat them.

use std::path::Path;

use serde::Serialize;

use crate::report::words::quoted;
use crate::store::plan::Plan;
use crate::studies::conduct::Failure;

/// The first line of the table of failures.
pub const HEAD: [&str; 5] = ["policy", "case", "replicate", "what", "command"];

/// A run that failed, and the command that repeats it, as a row.
#[derive(Debug, Serialize)]
pub struct FailureRow {
    pub policy: String,
    pub case: usize,
    pub replicate: u64,
    pub what: String,
    pub command: String,
}

impl FailureRow {
    /// The row of a run of a study in a folder.
    pub fn new(plan: &Plan, place: &Path, failure: &Failure) -> Self {
        let Failure { case, policy, replicate, what } = failure;
        let name = plan.policies[*policy].clone();
        let changes = plan.changes.iter().chain(&plan.cases[*case].changes);
        let changes: String = changes.flat_map(|change| [" --set ".to_owned(), quoted(change)]).collect();
        let scenario = quoted(&place.join(&plan.scenario).to_string_lossy());
        let command = format!(
            "missionmix run {scenario} --seed {} --policy {name} --first {replicate} --replicates 1{changes}",
            plan.seed
        );
        Self { policy: name, case: *case, replicate: *replicate, what: what.clone(), command }
    }
}
