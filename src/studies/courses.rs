//! Courses: what is kept of how runs went, quarter by quarter and region by region.

use serde::{Deserialize, Serialize};

use super::monte_carlo::Runs;
use super::statistics::{Distribution, EXACT};
use crate::run::Trajectory;

/// What is kept of the paths and the regions of some replicates, for each policy. The courses of two stretches of
/// replicates make those of both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Courses {
    policies: Vec<Course>,
    /// Paths of replicates that are still to be taken into the courses, policy by policy.
    #[serde(skip)]
    pending: Vec<Vec<Option<Vec<Vec<f64>>>>>,
}

/// The paths of so many replicates are taken into the courses at once: quarter by quarter, for what is kept of one quarter
/// fits into the fast memory of a processor, and what is kept of all does not.
const AT_ONCE: usize = 128;

/// The same for one policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Course {
    /// By path and quarter.
    paths: Vec<Vec<Distribution>>,
    /// By part and quarter.
    parts: Vec<Vec<Average>>,
    /// By regional column, and by moment and region.
    regional: Vec<Vec<Average>>,
}

/// The mean of a stream of numbers, and nothing else: it is kept of so many that their spread would take much room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Average {
    count: u64,
    sum: f64,
}

impl Average {
    /// Takes one number; none that is not finite.
    fn add(&mut self, value: f64) {
        if value.is_finite() {
            self.merge(&Self { count: 1, sum: value });
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
    }

    /// The mean; NaN of nothing.
    pub fn mean(&self) -> f64 {
        self.sum / self.count as f64
    }
}

impl Courses {
    /// Takes all policies of a replicate.
    pub fn add(&mut self, runs: &Runs) {
        self.policies.resize(runs.len(), Course::default());
        for (course, run) in self.policies.iter_mut().zip(runs) {
            if let Ok(run) = run {
                course.add(run);
            }
        }
        self.pending.push(runs.iter().map(|run| Some(run.as_ref().ok()?.paths.clone())).collect());
        if self.pending.len() == AT_ONCE {
            self.settle();
        }
    }

    /// Takes in all that is pending.
    fn settle(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for (policy, course) in self.policies.iter_mut().enumerate() {
            let runs: Vec<&Vec<Vec<f64>>> = pending.iter().filter_map(|runs| runs[policy].as_ref()).collect();
            course.add_paths(&runs);
        }
    }

    /// Takes later replicates.
    pub fn merge(&mut self, later: &Self) {
        self.policies.resize(later.policies.len(), Course::default());
        for (course, later) in self.policies.iter_mut().zip(&later.policies) {
            course.merge(later);
        }
    }

    /// Closes them, and makes them short where there will be more replicates than are kept one by one.
    pub fn close(&mut self, replicates: u64) {
        self.settle();
        if replicates > EXACT as u64 {
            let quarters = self.policies.iter_mut().flat_map(|course| &mut course.paths).flatten();
            quarters.for_each(Distribution::condense);
        }
    }

    /// A kept path in all runs of a policy: a distribution for each quarter.
    pub fn path(&self, policy: usize, path: usize) -> &[Distribution] {
        self.policies.get(policy).and_then(|course| course.paths.get(path)).map_or(&[], Vec::as_slice)
    }

    /// A part in all runs of a policy: a mean for each quarter.
    pub fn part(&self, policy: usize, part: usize) -> &[Average] {
        self.policies.get(policy).and_then(|course| course.parts.get(part)).map_or(&[], Vec::as_slice)
    }

    /// A regional column in all runs of a policy: a mean for each region, moment after moment.
    pub fn regions(&self, policy: usize, column: usize) -> &[Average] {
        self.policies.get(policy).and_then(|course| course.regional.get(column)).map_or(&[], Vec::as_slice)
    }
}

impl Course {
    /// Takes what is kept of a run beside its paths.
    fn add(&mut self, run: &Trajectory) {
        merge_all(&mut self.parts, &run.parts, |average, value| average.add(*value));
        merge_all(&mut self.regional, &run.regional, |average, value| average.add(*value));
    }

    fn add_paths(&mut self, runs: &[&Vec<Vec<f64>>]) {
        let Some(first) = runs.first() else { return };
        let mut values = Vec::with_capacity(runs.len());
        self.paths.resize(first.len(), Vec::new());
        for (place, path) in self.paths.iter_mut().enumerate() {
            path.resize(first[place].len(), Distribution::default());
            for (step, quarter) in path.iter_mut().enumerate() {
                values.clear();
                values.extend(runs.iter().map(|run| run[place][step]));
                quarter.add_all(&values);
            }
        }
    }

    fn merge(&mut self, later: &Self) {
        merge_all(&mut self.paths, &later.paths, Distribution::merge);
        merge_all(&mut self.parts, &later.parts, Average::merge);
        merge_all(&mut self.regional, &later.regional, Average::merge);
    }
}

fn merge_all<T: Clone + Default, U>(own: &mut Vec<Vec<T>>, later: &[Vec<U>], merge: fn(&mut T, &U)) {
    own.resize(own.len().max(later.len()), Vec::new());
    for (own, later) in own.iter_mut().zip(later) {
        own.resize(own.len().max(later.len()), T::default());
        own.iter_mut().zip(later).for_each(|(own, later)| merge(own, later));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Run = Result<Trajectory, String>;

    fn run(value: f64) -> Trajectory {
        Trajectory {
            values: Vec::new(),
            paths: vec![vec![value, -value], vec![2.0 * value]],
            parts: vec![vec![1.0, value]],
            regional: vec![vec![value, f64::NAN, 1.0]],
        }
    }

    #[test]
    fn two_stretches_make_the_whole() {
        let failed = || Err("it failed".to_owned());
        let second = |one| if one == 5 { failed() } else { Ok(run(3.0)) };
        let replicates: Vec<[Run; 2]> = (0..700).map(|one| [Ok(run(f64::from(one))), second(one)]).collect();
        let of = |replicates: &[[Run; 2]]| {
            let mut courses = Courses::default();
            replicates.iter().for_each(|runs| courses.add(runs));
            courses.close(1);
            courses
        };
        let whole = of(&replicates);
        let mut merged = Courses::default();
        for stretch in replicates.chunks(96) {
            let mut stretch = of(stretch);
            stretch.close(700);
            // as it comes back from the disk
            let bytes = postcard::to_stdvec(&stretch).unwrap();
            merged.merge(&postcard::from_bytes(&bytes).unwrap());
        }
        assert_eq!(merged.path(0, 0)[1].quantile(0.5), whole.path(0, 0)[1].quantile(0.5));
        assert!((merged.path(0, 1)[0].moments().mean() - 699.0).abs() < 1e-9);
        // the second policy failed once; 0 to 699 are 349.5 on the mean
        assert_eq!(merged.regions(1, 0)[2], Average { count: 699, sum: 699.0 });
        assert!(merged.regions(0, 0)[1].mean().is_nan());
        assert_eq!(merged.part(0, 0).iter().map(Average::mean).collect::<Vec<_>>(), [1.0, 349.5]);
        assert_eq!(merged.part(1, 0)[1].mean(), 3.0);
        assert!(
            merged.path(2, 0).is_empty() && merged.part(0, 1).is_empty() && merged.regions(0, 9).is_empty()
        );
    }
}
