//! What was estimated after so many replicates, from the runs of a study as a stream.

use super::manifest::Mission;
use super::results::{Gathered, Results};
use super::table::Table;
use crate::error::Result;
use crate::outcomes::REMOVED;
use crate::studies::statistics::{Interval, Moments, wilson};

/// What a policy came to after so many replicates.
#[derive(Clone, Copy, Debug)]
pub struct Estimate {
    /// How many.
    pub replicates: u64,
    /// The share or mean.
    pub value: f64,
    /// Its 95 % interval; of a mean NaN at both ends after a single replicate.
    pub interval: Interval,
}

/// The replicates of a policy as they come.
#[derive(Clone, Debug, Default)]
struct Stream {
    moments: Moments,
    estimates: Vec<Estimate>,
}

impl Stream {
    fn add(&mut self, value: f64, is_share: bool) {
        self.moments.add(value);
        if is_looked_at(self.moments.count()) {
            self.note(is_share);
        }
    }

    fn note(&mut self, is_share: bool) {
        let (count, value) = (self.moments.count(), self.moments.mean());
        if self.estimates.last().is_some_and(|last| last.replicates == count) || count == 0 {
            return;
        }
        let interval = if is_share { wilson(value * count as f64, count) } else { self.moments.interval() };
        self.estimates.push(Estimate { replicates: count, value, interval });
    }
}

/// Whether estimates are looked at after so many: 1, 2, 5, 10, 20, 50 and so on.
fn is_looked_at(count: u64) -> bool {
    let decade = 10_u64.pow(count.ilog10());
    [1, 2, 5].contains(&(count / decade)) && count.is_multiple_of(decade)
}

impl Results {
    /// The share of runs that reach a mission's target, or where none is set the mean share of the problem that is removed,
    /// after more and more replicates in the order of their numbers, which is that of `runs.csv`.
    pub fn estimates(&self, mission: &Mission) -> Result<Gathered<Vec<Estimate>>> {
        let is_share = mission.target.is_some();
        let column = format!("{}.{}", if is_share { "indicator" } else { REMOVED }, mission.name);
        let mut streams = vec![Stream::default(); self.manifest.policies.len()];
        let (mut skipped, mut futures) = (0, 1);
        Table::open(self.folder(), "runs", &["policy", &self.manifest.case_word, &column])?.each(|row| {
            let future = row.count(1)?;
            futures = futures.max(future + 1);
            if future > 0 {
                return Ok(());
            }
            let policy = self.policy(&row.text(0))?;
            match row.number(2)? {
                Some(value) if is_share => {
                    streams[policy].add(f64::from(u8::from(mission.reached(value))), true);
                }
                Some(value) => streams[policy].add(value, false),
                None => skipped += 1,
            }
            Ok(())
        })?;
        streams.iter_mut().for_each(|stream| stream.note(is_share));
        Ok(Gathered {
            policies: streams.into_iter().map(|stream| stream.estimates).collect(),
            skipped,
            futures,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_are_those_of_the_first_replicates_and_the_last_is_of_all() {
        let mut stream = Stream::default();
        (0..13).for_each(|number| stream.add(f64::from(number % 2), true));
        stream.note(true);
        let seen: Vec<(u64, f64)> = stream
            .estimates
            .iter()
            .map(|estimate| (estimate.replicates, (estimate.value * 1e3).round()))
            .collect();
        assert_eq!(seen, [(1, 0.0), (2, 500.0), (5, 400.0), (10, 500.0), (13, 462.0)]);
        stream.note(true);
        assert_eq!(stream.estimates.len(), 5);
    }
}
