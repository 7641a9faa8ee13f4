//! Scenario discovery (Bryant, Lempert 2010): in which part of what is varied something holds, as a box of few limits that
//! people can say, found by the patient rule induction method PRIM (Friedman, Fisher 1999).
//!
//! A box is good where much of what holds lies in it (**coverage**) and where much of what lies in it holds (**density**).
//! One is had at the cost of the other, so the whole trajectory of boxes is kept. With few cases the method finds boxes in
//! pure noise, so the box that is told is held against those that it finds when what holds is dealt out by lot.

/// Limits, and what they admit.
pub mod case_box;
/// What is looked through.
pub mod cases;
/// What chance alone finds.
mod noise;
/// From all cases to a few that hold, and back a little.
mod peeling;
/// Whether a limit is there for a reason.
mod significance;
/// From all cases to the smallest box.
pub mod trajectory;

use crate::error::{Error, Result};
use case_box::{CaseBox, Side};
use cases::{Cases, Left};
use trajectory::{Step, Trajectory};

/// How boxes are looked for: shares between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// Which share of the cases of a box is peeled off at once.
    pub peel: f64,
    /// Which share of the cases outside of a limit is pasted on at once.
    pub paste: f64,
    /// Which share of all cases a box holds at least.
    pub smallest: f64,
}

/// Those of Friedman and Fisher (1999) and of the programs in use.
impl Default for Settings {
    fn default() -> Self {
        Self { peel: 0.05, paste: 0.05, smallest: 0.05 }
    }
}

/// Above it a limit is dropped, and a box is one that noise would give.
pub const SIGNIFICANCE: f64 = 0.05;

/// Fewer cases hold no box: a twentieth of them is less than one.
pub const FEWEST_CASES: usize = 20;

/// Which box of a trajectory is told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// The one with the greatest harmonic mean of coverage and density, without the limits that are not significant.
    Best,
    /// The one with this number, as it is.
    Number(usize),
    /// The largest with at least this density, as it is.
    Density(f64),
}

/// How often labels are dealt out by lot, and with which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lots {
    /// How often.
    pub deals: u64,
    /// The seed.
    pub seed: u64,
}

/// A box that was found, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// All boxes on the way.
    pub trajectory: Trajectory,
    /// The place of the one that was chosen.
    pub chosen: usize,
    /// The limits that were dropped from it, each with the box that is left.
    pub dropped: Vec<(Limit, Step)>,
    /// The box that is told.
    pub told: Step,
    /// Its limits.
    pub limits: Vec<Limit>,
    /// In how many deals by lot chance alone found a box as good as the one that was chosen.
    pub by_chance: u64,
    /// How many deals there were.
    pub deals: u64,
}

/// One limit of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Of which factor.
    pub factor: usize,
    /// On which side.
    pub side: Side,
    /// How likely as many cases of the box hold, if this limit meant nothing.
    pub quasi_p: f64,
}

impl Found {
    /// How likely it is that chance alone finds as good a box: with the box itself counted as one of the deals, so that of
    /// pure noise at most one box in twenty has it at or below one twentieth, however few deals there are.
    pub fn chance(&self) -> f64 {
        (self.by_chance + 1) as f64 / (self.deals + 1) as f64
    }

    /// Whether noise would give such a box.
    ///
    /// Nothing is known of that where nothing was dealt out.
    pub fn is_noise(&self) -> bool {
        self.deals > 0 && self.chance() > SIGNIFICANCE
    }
}

/// Looks for a box, then for another among the cases that are left, and so on.
///
/// # Errors
/// A choice that the trajectory of the first box does not have.
pub fn discover(
    cases: &Cases,
    settings: Settings,
    choice: Choice,
    (boxes, lots): (usize, Lots),
) -> Result<Vec<Found>> {
    let mut left = Left::all(cases);
    let mut found: Vec<Found> = Vec::new();
    while found.len() < boxes && left.is_mixed() {
        match find(&left, settings, choice, lots) {
            Ok(Some(one)) => {
                left = left.without(&one.told.bounds);
                found.push(one);
            }
            Err(error) if found.is_empty() => return Err(error),
            Ok(None) | Err(_) => break,
        }
    }
    Ok(found)
}

fn find(left: &Left, settings: Settings, choice: Choice, lots: Lots) -> Result<Option<Found>> {
    let trajectory = peeling::trajectory(left, settings);
    let Some(best) = trajectory.best() else { return Ok(None) };
    let chosen = match choice {
        Choice::Best => best,
        Choice::Number(number) if (1..trajectory.steps.len()).contains(&number) => number,
        Choice::Number(number) => return Err(no_such_box(number, &trajectory)),
        Choice::Density(share) => {
            trajectory.largest_with(share).ok_or_else(|| not_as_dense(share, &trajectory))?
        }
    };
    let start = &trajectory.steps[chosen];
    let dropped =
        if choice == Choice::Best { significance::simplified(left, &start.bounds) } else { Vec::new() };
    let told = dropped.last().map_or(start, |(_, step)| step).clone();
    // deals are judged before anything is dropped as well
    let by_chance = noise::as_good(left, settings, trajectory.harmony(start), lots);
    let limits = significance::limits(left, &told.bounds);
    Ok(Some(Found { chosen, dropped, told, limits, by_chance, deals: lots.deals, trajectory }))
}

fn no_such_box(number: usize, trajectory: &Trajectory) -> Error {
    let last = trajectory.steps.len() - 1;
    Error::Usage(format!(
        "there is no box {number} with limits on the trajectory\n  = help: 1 to {last}; trajectory.csv of a search without --box lists them"
    ))
}

fn not_as_dense(share: f64, trajectory: &Trajectory) -> Error {
    let limited = trajectory.steps.iter().filter(|step| step.bounds.restricted() > 0);
    let most = limited.map(Step::density).fold(0.0, f64::max);
    // rounded down, so that what is advised can be had
    let most = (most * 1000.0).floor() / 1000.0;
    Error::Usage(format!(
        "no box has a density of {share} or more\n  = help: the densest has {most:.3}; ask for that or less"
    ))
}

/// The whole of what is varied: a box without limits.
fn everything(cases: &Cases) -> CaseBox {
    CaseBox::without_limits(cases.factors.len())
}

#[cfg(test)]
mod tests;
