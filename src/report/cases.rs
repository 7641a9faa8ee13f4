//! Means over the replicates of each case, read from the table of runs as a stream: memory depends on cases and on what is
//! asked, not on runs.

use std::collections::BTreeMap;
use std::path::Path;

use super::table::Table;
use crate::error::Result;
use crate::store::plan::Plan;
use crate::studies::statistics::Moments;

/// What is asked of each case: an outcome of a policy, or how far it is from that of another policy under the same luck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The place of the policy in the plan.
    pub policy: usize,
    /// The place of the policy that is taken from it, if one is.
    pub reference: Option<usize>,
    /// The name of the outcome: a column of the table.
    pub outcome: String,
}

/// The moments of each measure in each case.
///
/// # Errors
/// A table that can't be read or has no such column.
pub fn moments(folder: &Path, plan: &Plan, measures: &[Measure]) -> Result<Vec<Vec<Moments>>> {
    let mut outcomes: Vec<&str> = measures.iter().map(|measure| measure.outcome.as_str()).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let column = |measure: &Measure| outcomes.binary_search(&measure.outcome.as_str()).unwrap_or(0);
    let columns: Vec<usize> = measures.iter().map(column).collect();
    let keys = ["policy", plan.case_word.as_str(), "replicate"];
    let wanted: Vec<&str> = keys.iter().chain(&outcomes).copied().collect();
    let mut all = vec![vec![Moments::default(); plan.cases.len()]; measures.len()];
    let mut add = |measure: usize, case: usize, value: f64| {
        if value.is_finite() {
            all[measure][case].add(value);
        }
    };
    let mut pairs = Pairs::new(plan.policies.len(), measures);
    Table::open(folder, "runs", &wanted)?.each(|row| {
        let name = row.text(0);
        let place = plan.policies.iter().position(|known| *known == name);
        let policy = place.ok_or_else(|| format!("the plan knows no policy `{name}`"))?;
        let case = row.count(1)? as usize;
        if case >= plan.cases.len() {
            return Err(format!("the plan knows no {} {case}", plan.case_word));
        }
        let mut values = Vec::with_capacity(outcomes.len());
        for place in 0..outcomes.len() {
            values.push(row.number(keys.len() + place)?.unwrap_or(f64::NAN));
        }
        for (place, measure) in measures.iter().enumerate() {
            if measure.policy == policy && measure.reference.is_none() {
                add(place, case, values[columns[place]]);
            }
        }
        if pairs.is_one[policy]
            && let Some(runs) = pairs.take((case, row.count(2)?), policy, values)
        {
            pairs.of(&runs).for_each(|(place, one, other)| {
                add(place, case, one[columns[place]] - other[columns[place]]);
            });
        }
        Ok(())
    })?;
    // replicates of which a run failed
    for ((case, _), runs) in &pairs.waiting {
        pairs.of(runs).for_each(|(place, one, other)| {
            add(place, *case, one[columns[place]] - other[columns[place]]);
        });
    }
    Ok(all)
}

/// The runs of one replicate by policy, as far as they came by.
type Runs = Vec<Option<Vec<f64>>>;

/// Runs that wait for those of the same replicate that they are held against. The table has them next to each other.
struct Pairs {
    /// The place of each measure that is a difference, with its two policies.
    asked: Vec<(usize, usize, usize)>,
    /// Whether a policy is one of two, by its place.
    is_one: Vec<bool>,
    waiting: BTreeMap<(usize, u64), Runs>,
}

impl Pairs {
    fn new(policies: usize, measures: &[Measure]) -> Self {
        let asked: Vec<(usize, usize, usize)> = measures
            .iter()
            .enumerate()
            .filter_map(|(place, measure)| Some((place, measure.policy, measure.reference?)))
            .collect();
        let is_one = |policy: usize| asked.iter().any(|(_, one, other)| [*one, *other].contains(&policy));
        Self { is_one: (0..policies).map(is_one).collect(), asked, waiting: BTreeMap::new() }
    }

    /// Takes a run; gives those of its replicate when all are there.
    fn take(&mut self, replicate: (usize, u64), policy: usize, values: Vec<f64>) -> Option<Runs> {
        let runs = self.waiting.entry(replicate).or_insert_with(|| vec![None; self.is_one.len()]);
        runs[policy] = Some(values);
        let is_whole = self.is_one.iter().zip(&*runs).all(|(is_one, run)| !is_one || run.is_some());
        if is_whole { self.waiting.remove(&replicate) } else { None }
    }

    /// The measures of which both runs of a replicate are there.
    fn of<'r>(&'r self, runs: &'r Runs) -> impl Iterator<Item = (usize, &'r [f64], &'r [f64])> {
        let pair = |(place, policy, reference): &(usize, usize, usize)| {
            Some((*place, runs[*policy].as_deref()?, runs[*reference].as_deref()?))
        };
        self.asked.iter().filter_map(pair)
    }
}
