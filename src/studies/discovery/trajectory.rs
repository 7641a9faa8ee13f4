//! A trajectory: boxes from all cases to the smallest, and back a little.

use super::case_box::CaseBox;

/// One box on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its limits.
    pub bounds: CaseBox,
    /// How many cases are in it.
    pub inside: usize,
    /// In how many of them it holds.
    pub hits: usize,
}

impl Step {
    /// The share of its cases in which it holds.
    pub fn density(&self) -> f64 {
        self.hits as f64 / self.inside as f64
    }
}

/// The boxes that were found one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// The boxes; the first has no limits.
    pub steps: Vec<Step>,
    /// How many of them were made by peeling, the first included; the others were pasted.
    pub peeled: usize,
    /// How many cases there are in all.
    pub cases: usize,
    /// In how many of them it holds.
    pub hits: usize,
}

impl Trajectory {
    /// The share of all cases in which it holds that are in a box.
    pub fn coverage(&self, step: &Step) -> f64 {
        step.hits as f64 / self.hits as f64
    }

    /// The share of all cases that are in a box.
    pub fn mass(&self, step: &Step) -> f64 {
        step.inside as f64 / self.cases as f64
    }

    /// The harmonic mean of coverage and density: 2 h / (H + n) for h of H hits in n cases.
    pub fn harmony(&self, step: &Step) -> f64 {
        2.0 * step.hits as f64 / (self.hits + step.inside) as f64
    }

    /// The box with the greatest harmonic mean of coverage and density; where several have it the one that limits fewer
    /// factors, then the earlier. The box without limits says nothing.
    pub fn best(&self) -> Option<usize> {
        let limited = (0..self.steps.len()).filter(|place| self.steps[*place].bounds.restricted() > 0);
        limited.reduce(|best, next| {
            let [one, other] = [best, next].map(|place| {
                let step = &self.steps[place];
                (self.harmony(step), step.bounds.restricted())
            });
            let is_better = other.0 > one.0 || (other.0 == one.0 && other.1 < one.1);
            if is_better { next } else { best }
        })
    }

    /// The largest box with limits that has at least this density.
    pub fn largest_with(&self, density: f64) -> Option<usize> {
        let is_dense = |place: &usize| {
            let step = &self.steps[*place];
            step.bounds.restricted() > 0 && step.density() >= density
        };
        // the first of those that are as large
        (0..self.steps.len()).filter(is_dense).rev().max_by_key(|place| self.steps[*place].inside)
    }
}
