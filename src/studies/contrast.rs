//! A contrast: two policies held against each other under the same luck, outcome by outcome.

use super::statistics::{Interval, Moments, Sign, paired_shares};
use crate::outcomes::{Better, Outcome, REACHED};
use crate::run::{Survey, Values};

/// What is kept of two policies beside each other.
#[derive(Debug)]
pub struct Contrast {
    /// The columns that are compared, in order.
    columns: Vec<usize>,
    pairs: Vec<Paired>,
}

/// One outcome of two policies: the first less the other.
#[derive(Clone, Copy, Debug)]
pub struct Paired {
    better: Better,
    /// Whether it is 1 or 0 in each run.
    is_yes_or_no: bool,
    /// Under the same luck.
    pub difference: Moments,
    /// Replicates in which the first is better.
    pub ahead: u64,
    /// Replicates in which both are the same.
    pub level: u64,
    /// The first less the other's replicate before: under other luck, as with seeds of their own.
    unpaired: Moments,
    /// What the other one was in the replicate before.
    before: f64,
}

/// A ratio of variances of fewer pairs says little.
const FEWEST_PAIRS: u64 = 29;

impl Contrast {
    /// Nothing is known yet of these columns.
    pub fn new(survey: &Survey, columns: Vec<usize>) -> Self {
        let pairs = columns.iter().map(|column| Paired::new(survey.columns[*column].outcome)).collect();
        Self { columns, pairs }
    }

    /// Takes a replicate of both.
    pub fn add(&mut self, run: &Values, reference: &Values) {
        for (pair, column) in self.pairs.iter_mut().zip(&self.columns) {
            pair.add(run[*column], reference[*column]);
        }
    }

    /// One outcome.
    pub fn of(&self, column: usize) -> Option<&Paired> {
        self.columns.binary_search(&column).ok().map(|place| &self.pairs[place])
    }
}

impl Paired {
    fn new(outcome: &Outcome) -> Self {
        let (difference, unpaired) = (Moments::default(), Moments::default());
        let (better, is_yes_or_no) = (outcome.better, outcome.name == REACHED);
        Self { better, is_yes_or_no, difference, ahead: 0, level: 0, unpaired, before: f64::NAN }
    }

    fn add(&mut self, value: f64, other: f64) {
        let gap = value - other;
        if gap.is_finite() {
            self.difference.add(gap);
            self.level += u64::from(gap == 0.0);
            self.ahead += u64::from(match self.better {
                Better::More => gap > 0.0,
                Better::Less => gap < 0.0,
                Better::Neither => false,
            });
        }
        let unpaired = value - self.before;
        if unpaired.is_finite() {
            self.unpaired.add(unpaired);
        }
        self.before = other;
    }

    /// The 95 % interval of the mean difference: by Student's t, or as one of shares where each run says yes or no.
    pub fn interval(&self) -> Interval {
        if self.is_yes_or_no { paired_shares(&self.difference) } else { self.difference.interval() }
    }

    /// What it says of which policy has more.
    pub fn sign(&self) -> Sign {
        self.interval().sign()
    }

    /// Whether more or less of the outcome is better.
    pub fn has_better(&self) -> bool {
        !matches!(self.better, Better::Neither)
    }

    /// The same with the policies in the other order.
    #[must_use]
    pub fn turned_round(self) -> Self {
        let behind = if self.has_better() { self.difference.count() - self.ahead - self.level } else { 0 };
        Self { difference: self.difference.negated(), ahead: behind, ..self }
    }

    /// How many times as many replicates it would take to know the difference as well, if the policies did not meet the same
    /// luck: the variance of differences between replicates over that within them.
    pub fn saved_by_pairing(&self) -> Option<f64> {
        let paired = self.difference.variance();
        (self.unpaired.count() >= FEWEST_PAIRS && paired > 0.0).then(|| self.unpaired.variance() / paired)
    }
}
