//! `missionmix status`: how far a study is.

use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{note, print};
use crate::error::{Error, Result};
use crate::report::words::{count, quoted};
use crate::store::Folder;
use crate::store::parts::Parts;
use crate::store::plan::{Plan, is_finished};
use crate::studies::conduct::missing_parts;

/// Which study.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The folder of its results
    folder: PathBuf,
    /// Say only which shards are missing, as the option --array of SLURM's sbatch takes it
    #[arg(long)]
    array: bool,
}

impl Arguments {
    pub fn run(&self) -> Result<()> {
        let plan = Plan::read(&self.folder)?;
        if self.array {
            return print(&format!("{}\n", ranges(&missing_shards(&plan, &self.folder)?)));
        }
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
            let (there, all) = (parts.count(), count(plan.parts(), "part"));
            print(&format!("all parts that are needed are there: {there} of {all}\n"))?;
        } else {
            print(&format!(
                "{} of {} are there; missing: {}\n",
                parts.count(),
                count(plan.parts(), "part"),
                ranges(&missing)
            ))?;
            if plan.shards > 1 {
                let shards = shards_of(&plan, &missing);
                let number = count(shards.len() as u64, "shard");
                print(&format!("{number} of {} to run: --array={}\n", plan.shards, ranges(&shards)))?;
            }
        }
        if is_held {
            print("it is being written\n")?;
        }
        Err(unfinished(&plan, &self.folder, missing.len() as u64))
    }
}

/// The shards of a study of which parts are missing: none where it is finished.
///
/// # Errors
/// Parts that can't be read.
pub(super) fn missing_shards(plan: &Plan, folder: &Path) -> Result<Vec<u64>> {
    if is_finished(folder) {
        return Ok(Vec::new());
    }
    Ok(shards_of(plan, &missing_parts(plan, &Parts::find(folder)?)?))
}

/// The shards that hold some of these parts.
fn shards_of(plan: &Plan, parts: &[u64]) -> Vec<u64> {
    let holds = |shard: &u64| plan.shard(*shard).any(|part| parts.binary_search(&part).is_ok());
    (0..plan.shards).filter(holds).collect()
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
    let folder = quoted(&place.to_string());
    Error::Incomplete(if missing == 0 {
        format!("`{place}` is not finished\n  = help: missionmix finish {folder}")
    } else if plan.shards == 1 {
        format!(
            "`{place}` is not finished: {} missing\n  = help: missionmix resume {folder}",
            count(missing, "part"),
        )
    } else {
        format!(
            "`{place}` is not finished: {} missing\n  = help: missionmix resume {folder} --shard K/{} for each shard that is \
             missing, or missionmix submit",
            count(missing, "part"),
            plan.shards
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
pub(super) fn ranges(numbers: &[u64]) -> String {
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
