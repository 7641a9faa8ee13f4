//! Two results folders side by side.

use std::collections::BTreeMap;
use std::path::Path;

use super::page::Page;
use super::status::finished;
use super::terminal::print;
use crate::error::{Error, Result};
use crate::numeric::normal_quantile;
use crate::report::table::Table;
use crate::report::words::{count, short, signed};
use crate::store::plan::Plan;
use crate::studies::statistics::CONFIDENCE;

/// What a summary says of an outcome under a policy: unit, runs, mean and standard error.
struct Entry {
    unit: String,
    runs: u64,
    mean: f64,
    error: f64,
}

/// The entries of the first case, by policy and outcome.
type Summary = BTreeMap<(String, String), Entry>;

/// Outcomes that both have are told where they differ beyond the error of both.
///
/// # Errors
/// A folder that holds no finished study.
pub fn tell(one: &Path, other: &Path) -> Result<()> {
    let [first, second] = [one, other].map(open);
    let ((one_plan, first), (other_plan, second)) = (first?, second?);
    let mut page = Page {
        heads: ["policy", "outcome", "unit", "first", "second", "second - first"].map(str::to_owned).to_vec(),
        rows: Vec::new(),
    };
    let (mut shared, mut undecided, mut same) = (0, 0, 0);
    for (key @ (policy, outcome), entry) in &first {
        let Some(beside) = second.get(key) else { continue };
        shared += 1;
        let (difference, error) = (beside.mean - entry.mean, entry.error.hypot(beside.error));
        let reach = normal_quantile(0.5 + CONFIDENCE / 2.0) * error;
        if difference == 0.0 || difference.is_nan() {
            same += 1;
        } else if difference.abs() <= reach {
            undecided += 1;
        } else {
            let gap = format!("{} ±{}", signed(difference), short(reach));
            let cells = [policy, outcome, &entry.unit, &short(entry.mean), &short(beside.mean), &gap];
            page.rows.push((cells.map(Clone::clone).to_vec(), Vec::new()));
        }
    }
    if shared == 0 {
        let message = "the two folders have no outcome of any policy in common";
        return Err(Error::Usage(format!(
            "{message}\n  = help: compare studies whose policies have the same names"
        )));
    }
    let runs = |summary: &Summary| summary.values().map(|entry| entry.runs).max().unwrap_or(0);
    print(&format!(
        "first: {} ({}, seed {})\nsecond: {} ({}, seed {})\n",
        one.display(),
        count(runs(&first), "replicate"),
        one_plan.seed,
        other.display(),
        count(runs(&second), "replicate"),
        other_plan.seed,
    ))?;
    if !page.rows.is_empty() {
        print(&page.text())?;
    }
    print(&format!(
        "{} of both: {} beyond the error of both (95 %), {undecided} not to be told apart, {same} the same\n",
        count(shared, "outcome"),
        page.rows.len(),
    ))?;
    let alone = |one: &Summary, other: &Summary| one.keys().filter(|key| !other.contains_key(*key)).count();
    let (only_first, only_second) = (alone(&first, &second), alone(&second, &first));
    if only_first + only_second > 0 {
        print(&format!("only in the first: {only_first}; only in the second: {only_second}\n"))?;
    }
    print(&in_common(&one_plan, &other_plan))
}

/// What the two have in common beside policies, as far as it bears on their differences.
fn in_common(one: &Plan, other: &Plan) -> String {
    if one.name != other.name {
        return format!(
            "They are of different scenarios, `{}` and `{}`: worlds, targets and luck differ, and not policies alone.\n",
            one.name, other.name
        );
    }
    if one.seed != other.seed {
        return String::new();
    }
    "Both drew the same luck, so that the true error of the differences is likely smaller than this: policies in\none scenario are compared better.\n".into()
}

fn open(folder: &Path) -> Result<(Plan, Summary)> {
    let plan = finished(folder)?;
    let wanted = ["policy", "outcome", "unit", &plan.case_word, "runs", "mean", "standard_error"];
    let mut summary = Summary::new();
    Table::open(folder, "summary", &wanted)?.each(|row| {
        if row.count(3)? == 0 {
            let number = |place| row.number(place).map(|value| value.unwrap_or(f64::NAN));
            let entry = Entry {
                unit: row.text(2).into_owned(),
                runs: row.count(4)?,
                mean: number(5)?,
                error: number(6)?,
            };
            summary.insert((row.text(0).into_owned(), row.text(1).into_owned()), entry);
        }
        Ok(())
    })?;
    Ok((plan, summary))
}
