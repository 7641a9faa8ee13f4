//! A question to the cases of a study, and what is found.

use crate::error::Result;
use crate::report::cases::Measure;
use crate::store::plan::Plan;
use crate::studies::discovery::cases::{Cases, Factor};
use crate::studies::discovery::{self, Choice, FEWEST_CASES, Found, Lots, Settings};
use crate::studies::statistics::Moments;

use super::condition::Condition;

/// Where a condition holds for a policy, or for how far it is from another one.
#[derive(Clone, Debug)]
pub struct Question {
    /// The place of the policy in the plan.
    pub policy: usize,
    /// The place of the policy that it is held against, if there is one.
    pub reference: Option<usize>,
    /// What is asked.
    pub condition: Condition,
    /// The unit of the outcome; empty where it has none.
    pub unit: String,
}

impl Question {
    /// What is read for it.
    pub fn measure(&self) -> Measure {
        let Self { policy, reference, condition, .. } = self;
        Measure { policy: *policy, reference: *reference, outcome: condition.outcome.clone() }
    }

    /// What the policy does where it holds.
    pub fn clause(&self, plan: &Plan) -> String {
        let name = |place: usize| plan.policies[place].as_str();
        self.condition.clause(name(self.policy), self.reference.map(name), &self.unit)
    }
}

/// How boxes are looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// Which box is told.
    pub choice: Choice,
    /// How many boxes.
    pub boxes: usize,
    /// How often chance is asked.
    pub lots: Lots,
}

/// What was found.
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The cases that have a number, in their order: each its place in the plan, and its mean over the replicates.
    pub judged: Vec<(usize, Moments)>,
    /// The same for the search, what does not vary left out.
    pub cases: Cases,
    /// The places in the plan of what varies.
    pub varied: Vec<usize>,
    /// The boxes.
    pub found: Vec<Found>,
}

impl Answer {
    /// Looks for it.
    ///
    /// # Errors
    /// A choice that can't be.
    pub fn find(plan: &Plan, question: Question, moments: &[Moments], search: Search) -> Result<Self> {
        let judged: Vec<(usize, Moments)> =
            moments.iter().copied().enumerate().filter(|(_, moments)| moments.count() > 0).collect();
        let of = |place: usize| {
            let texts: Vec<&str> =
                judged.iter().map(|(case, _)| plan.cases[*case].values[place].as_str()).collect();
            (place, Factor::of_texts(&texts))
        };
        let varying = (0..plan.varied.len()).map(of).filter(|(_, factor)| !factor.is_constant());
        let (varied, factors) = varying.unzip();
        let holds = judged.iter().map(|(_, moments)| question.condition.holds(moments.mean())).collect();
        let cases = Cases { factors, holds };
        let found = if cases.holds.len() < FEWEST_CASES {
            Vec::new()
        } else {
            discovery::discover(&cases, Settings::default(), search.choice, (search.boxes, search.lots))?
        };
        Ok(Self { question, judged, cases, varied, found })
    }

    /// Cases whose mean lies within one standard error of the number that decides.
    pub fn unsure(&self) -> usize {
        let is_unsure = |(_, moments): &&(usize, Moments)| {
            (moments.mean() - self.question.condition.threshold).abs() < moments.standard_error()
        };
        self.judged.iter().filter(is_unsure).count()
    }

    /// The number of the box that a case is in: the first, from 1 on.
    pub fn box_of(&self, place: usize) -> Option<usize> {
        let holds = |found: &Found| !found.limits.is_empty() && found.told.bounds.admits(&self.cases, place);
        self.found.iter().position(holds).map(|number| number + 1)
    }
}
