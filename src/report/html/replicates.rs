//! Single replicates, as many as a page can show one by one.

use crate::studies::rows::Subject;
use crate::studies::tally::Tally;
use crate::studies::walk::Witness;

/// At most so many replicates are kept ...
const MOST: usize = 1000;
/// ... and at most so many numbers.
const NUMBERS: usize = 60_000;

/// What most ask for: one by one only these are shown.
pub const SHOWN: [&str; 14] = [
    "indicator",
    "problem_removed",
    "target_reached",
    "shortfall",
    "time_to_target",
    "net_public_cost",
    "social_cost",
    "cost_per_additional_unit",
    "uptake",
    "weak_regions_uptake",
    "regions_over_line",
    "support",
    "free_riders",
    "money_in_duds",
];

/// The first replicates of the first case.
#[derive(Debug, Default)]
pub struct Replicates {
    /// The columns that are kept, by their places in the survey.
    pub columns: Vec<usize>,
    /// The numbers of the replicates.
    pub numbers: Vec<u64>,
    /// By policy and column: the value in each replicate, NaN where there is none.
    pub values: Vec<Vec<Vec<f64>>>,
}

impl Witness for Replicates {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&[f64]>]) {
        if subject.case > 0 {
            return;
        }
        if self.values.is_empty() {
            let columns = subject.survey.columns.iter().enumerate();
            let shown = columns.filter(|(_, column)| SHOWN.contains(&column.outcome.name));
            self.columns = shown.map(|(place, _)| place).collect();
            self.values = vec![vec![Vec::new(); self.columns.len()]; runs.len()];
        }
        if self.numbers.len() == MOST.min(NUMBERS / (self.columns.len() * runs.len()).max(1)) {
            return;
        }
        self.numbers.push(number);
        for (columns, run) in self.values.iter_mut().zip(runs) {
            for (values, column) in columns.iter_mut().zip(&self.columns) {
                values.push(run.map_or(f64::NAN, |run| run[*column]));
            }
        }
    }

    fn case(&mut self, _: Subject, _: &Tally) {}
}
