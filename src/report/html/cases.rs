//! What differs between the cases of a study, and what each came to.

use serde::Serialize;

use super::brief::round;
use crate::report::answer::sweep::{Found, Points};
use crate::studies::rows::Subject;

/// At most so many are shown one by one.
const MOST: usize = 4000;

/// The futures of a study, or the points of a sweep.
#[derive(Debug, Serialize)]
pub struct Cases {
    /// What a case is.
    word: String,
    /// How many there are.
    all: usize,
    names: Vec<String>,
    parameters: Vec<String>,
    /// By case and parameter, as they are written.
    values: Vec<Vec<String>>,
    /// By mission, policy and case: the chance of reaching the target.
    chances: Vec<Vec<Vec<f64>>>,
    /// The same for the mean share of the problem removed.
    removed: Vec<Vec<Vec<f64>>>,
}

impl Cases {
    /// Gathers them; none where nothing differs that has a number.
    pub fn gather(subject: Subject, points: &Points) -> Option<Self> {
        let plan = subject.plan;
        let parameters: Vec<usize> = (0..plan.varied.len()).filter(|place| plan.is_number(*place)).collect();
        if plan.cases.len() < 2 || parameters.is_empty() {
            return None;
        }
        let missions = 0..subject.scenario.missions.len();
        let of = |read: fn(&Found) -> f64| {
            let of_policy =
                |points: &Vec<Found>| points.iter().take(MOST).map(|found| round(read(found))).collect();
            missions.clone().map(|mission| points.of(mission).iter().map(of_policy).collect()).collect()
        };
        let of_case = |case: &crate::store::plan::Case| {
            parameters.iter().map(|place| case.values[*place].clone()).collect()
        };
        Some(Self {
            word: plan.case_word.clone(),
            all: plan.cases.len(),
            names: plan.cases.iter().take(MOST).map(|case| case.name.clone()).collect(),
            parameters: parameters.iter().map(|place| plan.varied[*place].clone()).collect(),
            values: plan.cases.iter().take(MOST).map(of_case).collect(),
            chances: of(|found| found.chance),
            removed: of(|found| found.removed),
        })
    }
}
