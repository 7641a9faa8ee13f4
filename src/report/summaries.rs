//! Means of outcomes by policy, from the summary of a study.

use super::results::{Gathered, Results};
use super::table::Table;
use crate::error::Result;

/// The mean of an outcome under a policy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its standard error; NaN from one run.
    pub error: f64,
}

impl Mean {
    /// The 95 % interval of the mean, by the normal distribution: a little narrow where runs are few.
    pub fn interval(self) -> (f64, f64) {
        let reach = 1.96 * if self.error.is_finite() { self.error } else { 0.0 };
        (self.mean - reach, self.mean + reach)
    }
}

impl Results {
    /// The means of these outcomes under each policy, from `summary.csv`; none where it has no number.
    pub fn means<const N: usize>(&self, outcomes: [&str; N]) -> Result<Gathered<[Option<Mean>; N]>> {
        let columns = ["policy", &self.manifest.case_word, "outcome", "mean", "standard_error"];
        let mut policies = vec![[None; N]; self.manifest.policies.len()];
        let (mut skipped, mut futures) = (0, 1);
        Table::open(self.folder(), "summary", &columns)?.each(|row| {
            let Some(place) = outcomes.iter().position(|outcome| *outcome == row.text(2)) else {
                return Ok(());
            };
            let future = row.count(1)?;
            futures = futures.max(future + 1);
            if future > 0 {
                return Ok(());
            }
            let policy = self.policy(&row.text(0))?;
            let error = row.number(4)?.unwrap_or(f64::NAN);
            policies[policy][place] = row.number(3)?.map(|mean| Mean { mean, error });
            skipped += u64::from(policies[policy][place].is_none());
            Ok(())
        })?;
        Ok(Gathered { policies, skipped, futures })
    }
}
