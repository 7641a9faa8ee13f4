//! Paired differences between policies, from the table of a study.

use super::manifest::Mission;
use super::penalties::{Estimate, POINTS};
use super::results::Results;
use super::table::Table;
use crate::error::Result;
use crate::outcomes::{REACHED, REMOVED};

/// Two policies under the same luck.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The places of the policy and of the one that is taken from it.
    pub policies: (usize, usize),
    /// How much more of the problem it removes, and how much more likely it reaches the target: points. None where there is
    /// no number.
    pub estimates: [Option<Estimate>; 2],
}

/// All pairs of a study in one of its cases.
#[derive(Debug, Default)]
pub struct Pairs {
    /// In the order of the table: against the baseline first.
    pub all: Vec<Pair>,
    /// Cells without a number, which were left out.
    pub skipped: u64,
    /// How many cases the table holds; only the first is shown.
    pub cases: u64,
}

/// The columns that are read.
const COLUMNS: [&str; 6] = ["policy", "reference", "outcome", "difference", "low", "high"];

impl Results {
    /// The paired differences on a mission, from `differences.csv`.
    pub fn pairs(&self, mission: &Mission) -> Result<Pairs> {
        let outcomes = [REMOVED, REACHED].map(|outcome| format!("{outcome}.{}", mission.name));
        let columns = [&COLUMNS[..], &[self.manifest.case_word.as_str()]].concat();
        let mut found = Pairs { cases: 1, ..Pairs::default() };
        Table::open(self.folder(), "differences", &columns)?.each(|row| {
            let Some(place) = outcomes.iter().position(|outcome| *outcome == row.text(2)) else {
                return Ok(());
            };
            let case = row.count(COLUMNS.len())?;
            found.cases = found.cases.max(case + 1);
            if case > 0 {
                return Ok(());
            }
            let policies = (self.policy(&row.text(0))?, self.policy(&row.text(1))?);
            let interval = row.number(4)?.zip(row.number(5)?);
            let interval = interval.map(|(low, high)| (low * POINTS, high * POINTS));
            let estimate = row.number(3)?.map(|mean| Estimate { mean: mean * POINTS, interval });
            found.skipped += u64::from(estimate.is_none());
            let pair = found.all.iter().position(|pair| pair.policies == policies).unwrap_or_else(|| {
                found.all.push(Pair { policies, estimates: [None; 2] });
                found.all.len() - 1
            });
            found.all[pair].estimates[place] = estimate;
            Ok(())
        })?;
        Ok(found)
    }
}
