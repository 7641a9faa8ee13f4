//! `missionmix status`: how far a study is.

use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{note, print};
use super::words::{count, quoted};
use crate::error::{Error, Result};
use crate::store::Folder;
use crate::store::parts::Parts;
use crate::store::plan::{Plan, is_finished};
use crate::studies::conduct::missing_parts;

/// Which study.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let plan = Plan::read(&self.folder)?;
        print(&described(&plan))?;
        if is_finished(&self.folder) {
            return print("finished\n");
        }
        let is_held = Folder::is_held(&self.folder);
        let parts = Parts::find(&self.folder)?;
        for path in &parts.damaged {
            note(&format!("`{}` is damaged: its part counts as missing", path.display()));
        }
        let missing = missing_parts(&plan, &parts)?;
        if missing.is_empty() {
            print(&format!("all of the {} that are needed are there\n", count(plan.parts(), "part")))?;
        } else {
            print(&format!(
                "{} of {} are there; missing: {}\n",
                parts.count(plan.parts()),
                count(plan.parts(), "part"),
                ranges(&missing)
            ))?;
        }
        if is_held {
            print("it is being written\n")?;
        }
        Err(unfinished(&plan, &self.folder, missing.len() as u64))
    }
}

/// The plan of a study that has to be finished.
///
/// # Errors
/// A folder that holds no study, or one that is not finished, with what is missing.
pub(super) fn finished(folder: &Path) -> Result<Plan> {
    let plan = Plan::read(folder)?;
    if is_finished(folder) {
        return Ok(plan);
    }
    let missing = missing_parts(&plan, &Parts::find(folder)?)?.len() as u64;
    Err(unfinished(&plan, folder, missing))
}

/// Why a study is not finished, and what to do.
pub(super) fn unfinished(plan: &Plan, folder: &Path, missing: u64) -> Error {
    let place = folder.display();
    let command = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        format!("missionmix {}", words.join(" "))
    };
    Error::Incomplete(if missing == 0 {
        let finish = command(&["finish".into(), place.to_string()]);
        format!("`{place}` is not finished\n  = help: {finish}")
    } else {
        format!(
            "`{place}` is not finished: {} missing\n  = help: what began it goes on with it: {}",
            count(missing, "part"),
            command(&plan.arguments)
        )
    })
}

/// What a study runs; worlds in which assumptions are wrong are drawn on the way, and are no cases of a plan.
fn described(plan: &Plan) -> String {
    let worlds = plan.assumptions.as_ref().map(|assumed| assumed.worlds);
    let cases = worlds.unwrap_or(plan.cases.len() as u64);
    format!(
        "{} {}: {} x {} x {}{}\n",
        plan.study,
        plan.name,
        count(cases, &plan.case_word),
        count(plan.policies.len() as u64, "policy"),
        count(plan.replicates, "replicate"),
        worlds.map_or_else(|| format!(" = {}", count(plan.runs(), "run")), |_| String::new()),
    )
}

/// Numbers in rising order as ranges, in the syntax of job arrays.
fn ranges(numbers: &[u64]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let texts = runs.map(|run| match run {
        [one] => one.to_string(),
        run => format!("{}-{}", run[0], run[run.len() - 1]),
    });
    texts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), "0-2,5,7-8");
        assert_eq!((ranges(&[]), ranges(&[4])), (String::new(), "4".into()));
    }
}
