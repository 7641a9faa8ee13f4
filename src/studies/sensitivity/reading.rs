//! Reads the runs of a study, and says of every outcome, and of every difference between two policies, what it hangs on.

use super::{Analysis, Design, Index, Method, Part, Resamples};
use crate::error::{Error, Result};
use crate::outcomes::Column;
use crate::run::{Survey, Values};
use crate::store::frame::{Cells, Frame};
use crate::store::plan::Plan;
use crate::studies::rows::Subject;
use crate::studies::tally::Tally;
use crate::studies::walk::Witness;

/// The most numbers that are kept at once, 8 bytes each: 268 MB.
pub const MOST_NUMBERS: u64 = 1 << 25;

/// What is looked at where all that is measured would be too much.
pub const MAIN_OUTCOMES: [&str; 8] = [
    "problem_removed",
    "target_reached",
    "indicator",
    "weak_regions_removed",
    "regions_over_line",
    "regions_set_back",
    "net_public_cost",
    "support",
];

/// What is known of an outcome under a policy, or of its difference to another one.
#[derive(Debug)]
pub struct Found {
    /// The policy.
    pub policy: String,
    /// The one that it is held against; empty for the outcome itself.
    pub reference: String,
    /// The column of the survey.
    pub outcome: String,
    /// Its unit.
    pub unit: String,
    /// What is known.
    pub analysis: Analysis,
}

/// Reads the runs of a study.
#[derive(Debug)]
pub struct Reading {
    /// Its points.
    pub design: Design,
    /// All that is known, when the last run was read: policy after policy, then pair after pair, each outcome after outcome.
    pub found: Vec<Found>,
    names: Vec<String>,
    /// The columns that are looked at.
    columns: Vec<usize>,
    replicates: usize,
    /// By policy and looked-at column: point after point, each with all its replicates.
    values: Vec<Vec<Vec<f64>>>,
    resamples: Resamples,
}

impl Reading {
    /// Nothing is read yet of a study of this plan.
    ///
    /// # Errors
    /// A plan of another kind of study.
    pub fn new(plan: &Plan) -> Result<Self> {
        let asked = plan.sensitivity.as_ref();
        let asked = asked.and_then(|asked| Some((asked, Method::of(&asked.method)?)));
        let (asked, method) = asked.ok_or_else(|| Error::Bug("a plan without a design".into()))?;
        Ok(Self {
            design: Design::of(method, plan.varied.len(), asked.rows.clone(), plan.seed)?,
            found: Vec::new(),
            names: asked.outcomes.clone(),
            columns: Vec::new(),
            replicates: plan.replicates as usize,
            values: Vec::new(),
            resamples: Resamples::new(plan.seed),
        })
    }

    /// What is known of an outcome under a policy, or of its difference to a reference.
    pub fn of(&self, policy: &str, reference: &str, outcome: &str) -> Option<&Found> {
        let is_it =
            |one: &&Found| one.policy == policy && one.reference == reference && one.outcome == outcome;
        self.found.iter().find(is_it)
    }

    /// Makes room when it is known what is measured.
    fn begin(&mut self, survey: &Survey, policies: usize) {
        let is_named = |place: &usize| self.names.contains(&survey.columns[*place].name);
        self.columns = (0..survey.columns.len()).filter(is_named).collect();
        let empty = vec![f64::NAN; self.design.points() * self.replicates];
        self.values = vec![vec![empty; self.columns.len()]; policies];
    }

    /// What is known when all is read.
    fn conclude(&mut self, subject: Subject, tally: &Tally) {
        let whole = (0..tally.policies()).map(|policy| (policy, None));
        let pairs = tally.pairs().into_iter().map(|(policy, reference)| (policy, Some(reference)));
        for (policy, reference) in whole.chain(pairs) {
            for place in 0..self.columns.len() {
                let column = self.columns[place];
                let own = &self.values[policy][place];
                let analysis = match reference {
                    None => self.design.analyse(own, self.replicates, &mut self.resamples),
                    Some(other) if tally.pair(policy, other, column).is_some() => {
                        let pairs = own.iter().zip(&self.values[other][place]);
                        let gaps: Vec<f64> = pairs.map(|(own, other)| own - other).collect();
                        self.design.analyse(&gaps, self.replicates, &mut self.resamples)
                    }
                    Some(_) => continue,
                };
                let column: &Column = &subject.survey.columns[column];
                self.found.push(Found {
                    policy: subject.name(policy).to_owned(),
                    reference: reference.map(|other| subject.name(other).to_owned()).unwrap_or_default(),
                    outcome: column.name.clone(),
                    unit: subject.unit(column).to_owned(),
                    analysis,
                });
            }
        }
        self.values = Vec::new();
    }
}

impl Witness for Reading {
    fn replicate(&mut self, subject: Subject, number: u64, runs: &[Option<&Values>]) {
        if self.values.is_empty() {
            self.begin(subject.survey, runs.len());
        }
        let place = subject.case * self.replicates + (number - subject.plan.first_replicate) as usize;
        for (columns, run) in self.values.iter_mut().zip(runs) {
            let Some(run) = run else { continue };
            for (values, column) in columns.iter_mut().zip(&self.columns) {
                values[place] = run[*column];
            }
        }
    }

    fn case(&mut self, subject: Subject, tally: &Tally) {
        if subject.case + 1 == subject.plan.cases.len() {
            self.conclude(subject, tally);
        }
    }
}

/// A table of these columns, the first of which say what is looked at.
fn frame<const COUNT: usize>(of: &[&Found], columns: [(&str, Cells); COUNT]) -> Frame {
    let texts = |read: fn(&Found) -> &str| Cells::Texts(of.iter().map(|one| read(one).to_owned()).collect());
    let keys = [
        ("policy", texts(|one| &one.policy)),
        ("reference", texts(|one| &one.reference)),
        ("outcome", texts(|one| &one.outcome)),
        ("unit", texts(|one| &one.unit)),
    ];
    Frame::new(keys.into_iter().chain(columns).map(|(name, cells)| (name.to_owned(), cells)))
}

impl Reading {
    /// The table of all indices.
    pub fn index_table(&self, plan: &Plan) -> Frame {
        let rows: Vec<(&Found, &Index)> = self
            .found
            .iter()
            .flat_map(|one| one.analysis.indices.iter().map(move |index| (one, index)))
            .collect();
        let numbers =
            |read: fn(&Index) -> f64| Cells::Numbers(rows.iter().map(|(_, index)| read(index)).collect());
        let words = |read: &dyn Fn(&Index) -> String| {
            Cells::Texts(rows.iter().map(|(_, index)| read(index)).collect())
        };
        frame(
            &rows.iter().map(|(one, _)| *one).collect::<Vec<_>>(),
            [
                ("statistic", words(&|index| index.statistic.to_owned())),
                ("parameter", words(&|index| plan.varied[index.factor].clone())),
                ("value", numbers(|index| index.estimate.value)),
                ("low", numbers(|index| index.estimate.interval.low)),
                ("high", numbers(|index| index.estimate.interval.high)),
                ("error_of_points", numbers(|index| index.estimate.error_of_points)),
                ("error_of_luck", numbers(|index| index.estimate.error_of_luck)),
                ("note", words(&|index| index.note.words().to_owned())),
            ],
        )
    }

    /// The table of what the variance of a single run consists of.
    pub fn variance_table(&self) -> Frame {
        let mut rows: Vec<(&Found, &str, Part)> = Vec::new();
        for one in &self.found {
            let Some(variance) = &one.analysis.variance else { continue };
            rows.push((one, "factors", variance.factors));
            rows.push((one, "luck", variance.luck));
            rows.push((one, "luck with factors", variance.luck_with_factors));
        }
        let numbers =
            |read: fn(&(&Found, &str, Part)) -> f64| Cells::Numbers(rows.iter().map(read).collect());
        let counts = |read: fn(&Found) -> usize| {
            Cells::Counts(rows.iter().map(|(one, ..)| read(one) as u64).collect())
        };
        frame(
            &rows.iter().map(|(one, ..)| *one).collect::<Vec<_>>(),
            [
                ("source", Cells::Texts(rows.iter().map(|(_, source, _)| (*source).to_owned()).collect())),
                ("variance", numbers(|(.., part)| part.variance)),
                ("share", numbers(|(.., part)| part.share)),
                ("error_of_luck", numbers(|(.., part)| part.error_of_luck)),
                ("rows", counts(|one| one.analysis.rows)),
                ("left_out", counts(|one| one.analysis.left_out)),
            ],
        )
    }

    /// The table of what has to be kept in mind.
    pub fn doubt_table(&self, plan: &Plan) -> Frame {
        let name = |factor: usize| plan.varied[factor].clone();
        let rows: Vec<(&Found, String)> = self
            .found
            .iter()
            .flat_map(|one| one.analysis.doubts.iter().map(move |doubt| (one, doubt)))
            .map(|(one, doubt)| (one, doubt.words(self.design.method, &name)))
            .collect();
        frame(
            &rows.iter().map(|(one, _)| *one).collect::<Vec<_>>(),
            [("warning", Cells::Texts(rows.iter().map(|(_, words)| words.clone()).collect()))],
        )
    }
}
