//! Precision: when the differences between policies are known well enough to stop.

use super::statistics::{Interval, Moments, paired_shares};
use crate::error::{Error, Result};
use crate::outcomes::REACHED;
use crate::store::frame::Frame;
use crate::store::plan::Plan;

/// How well the differences between all policies in reaching the targets are known, part after part.
///
/// A study may stop at the end of a part when half the width of every 95 % interval, paired, is at most what was asked. To
/// look often and stop when it looks good makes an interval hold a little less often than it says; for widths, which do not
/// favour any result, the loss is small (Chow and Robbins 1965), and no study stops before its second part.
#[derive(Debug)]
pub struct Precision {
    width: f64,
    policies: Vec<String>,
    /// By column of the outcome and pair of policies, the later first.
    differences: Vec<Moments>,
    parts: u64,
}

impl Precision {
    /// Nothing is known yet.
    ///
    /// # Errors
    /// A plan for which it makes no sense.
    pub fn new(plan: &Plan, width: f64) -> Result<Self> {
        if plan.policies.len() < 2 || plan.cases.len() != 1 {
            return Err(Error::Usage(
                "`--until-ci` needs two policies or more, and one future\n  = help: give the number of replicates with -n"
                    .into(),
            ));
        }
        Ok(Self { width, policies: plan.policies.clone(), differences: Vec::new(), parts: 0 })
    }

    /// Takes the runs of the next part, and says whether it is enough.
    pub fn is_enough_after(&mut self, runs: &Frame) -> bool {
        let columns = runs.names.iter().enumerate().filter(|(_, name)| name.starts_with(REACHED));
        let columns: Vec<usize> = columns.map(|(place, _)| place).collect();
        let count = self.policies.len();
        let pairs: Vec<(usize, usize)> =
            (0..count).flat_map(|one| (0..one).map(move |other| (one, other))).collect();
        self.differences.resize(columns.len() * pairs.len(), Moments::default());
        let mut row = 0;
        while row < runs.rows() {
            let replicate = |row: usize| runs.columns[2].number(row);
            let end =
                (row..runs.rows()).find(|other| replicate(*other) != replicate(row)).unwrap_or(runs.rows());
            let place =
                |policy: usize| (row..end).find(|row| runs.columns[0].text(*row) == self.policies[policy]);
            let places: Vec<Option<usize>> = (0..count).map(place).collect();
            for (at, column) in columns.iter().enumerate() {
                for (pair, (one, other)) in pairs.iter().enumerate() {
                    if let (Some(one), Some(other)) = (places[*one], places[*other]) {
                        let value = |row: usize| runs.columns[*column].number(row);
                        self.differences[at * pairs.len() + pair].add(value(one) - value(other));
                    }
                }
            }
            row = end;
        }
        self.parts += 1;
        self.parts > 1 && self.widest() <= self.width
    }

    /// Half the width of the widest interval.
    pub fn widest(&self) -> f64 {
        let half = |moments: &Moments| {
            let Interval { low, high } = paired_shares(moments);
            (high - low) / 2.0
        };
        self.differences.iter().map(half).fold(0.0, f64::max)
    }
}
