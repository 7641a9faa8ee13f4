//! When the runs of a study first meet a target.

use std::collections::BTreeMap;

use super::manifest::Mission;
use super::results::{Gathered, Results};
use super::table::Table;
use crate::error::Result;
use crate::studies::statistics::{Interval, wilson};

/// Quarters of a year.
const QUARTERS: f64 = 4.0;

/// When the runs of a policy first meet the target.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// All of its runs.
    pub runs: u64,
    /// How many meet it first in which quarter after the start of the mission.
    pub quarters: BTreeMap<u64, u64>,
}

impl Arrivals {
    /// The runs that ever meet it.
    pub fn ever(&self) -> u64 {
        self.quarters.values().sum()
    }

    /// The runs that have met it after so many years.
    pub fn until(&self, years: f64) -> u64 {
        let whole = (years * QUARTERS).floor() as u64;
        self.quarters.range(..=whole).map(|(_, runs)| runs).sum()
    }

    /// The share of runs that have met it as it rises: from years and nought to the years given and its last value.
    pub fn steps(&self, end: f64) -> Vec<(f64, f64)> {
        let mut steps = vec![(0.0, 0.0)];
        let mut met = 0;
        for (quarter, runs) in &self.quarters {
            let time = *quarter as f64 / QUARTERS;
            steps.push((time, self.share(met)));
            met += runs;
            steps.push((time, self.share(met)));
        }
        steps.push((end, self.share(met)));
        steps
    }

    fn share(&self, runs: u64) -> f64 {
        runs as f64 / self.runs.max(1) as f64
    }

    /// The 95 % interval of the share of runs that meet it in so many years.
    pub fn interval(&self, years: f64) -> Interval {
        wilson(self.until(years) as f64, self.runs)
    }
}

impl Results {
    /// When runs first meet a mission's target, from `runs.csv`: an empty time is a run that never does.
    pub fn arrivals(&self, mission: &Mission) -> Result<Gathered<Arrivals>> {
        let column = format!("time_to_target.{}", mission.name);
        let mut policies = vec![Arrivals::default(); self.manifest.policies.len()];
        let mut futures = 1;
        Table::open(self.folder(), "runs", &["policy", &self.manifest.case_word, &column])?.each(|row| {
            let future = row.count(1)?;
            futures = futures.max(future + 1);
            if future > 0 {
                return Ok(());
            }
            let arrivals = &mut policies[self.policy(&row.text(0))?];
            arrivals.runs += 1;
            if let Some(years) = row.number(2)? {
                *arrivals.quarters.entry((years * QUARTERS).round() as u64).or_default() += 1;
            }
            Ok(())
        })?;
        Ok(Gathered { policies, skipped: 0, futures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_rises_in_steps_and_stays() {
        let arrivals = Arrivals { runs: 4, quarters: BTreeMap::from([(8, 1), (10, 2)]) };
        assert_eq!(
            arrivals.steps(5.0),
            [(0.0, 0.0), (2.0, 0.0), (2.0, 0.25), (2.5, 0.25), (2.5, 0.75), (5.0, 0.75)]
        );
        assert_eq!(
            (arrivals.ever(), arrivals.until(2.0), arrivals.until(2.4), arrivals.until(1.9)),
            (3, 1, 1, 0)
        );
        assert_eq!(Arrivals::default().steps(5.0), [(0.0, 0.0), (5.0, 0.0)]);
    }
}
