//! Missions: the goal, its deadline, how far it is, and the path so far.

use std::ops::Range;

use std::sync::Arc;

use super::grid::Grid;
use super::purse::Purse;
use super::stock::Stock;
use super::support::Takeup;
use crate::ids::{RegionId, SolutionId};

/// What a mission is and does not change.
#[derive(Clone, Debug)]
pub struct MissionTraits {
    /// The solutions that serve it, in order of rank.
    pub solutions: Vec<SolutionId>,
    /// Value of the indicator when nothing of the problem is removed.
    pub baseline_value: f64,
    /// Value of the indicator at which the mission is reached.
    pub target_value: f64,
    /// First step in which the mission runs.
    pub start: usize,
    /// The step at whose end the target has to be reached.
    pub deadline: usize,
    /// Shares of the goal that are promised at even steps from the start to the deadline: empty for the square of the
    /// time.
    pub promises: Vec<f64>,
    /// How much the local context decides about fit, 0 to 1.
    pub context_sensitivity: f64,
    /// What it adds to the weight of others' use that all in a region use a solution.
    pub norms: f64,
    /// Share of the problem in each region; the shares sum to 1.
    pub problem: Vec<f64>,
    /// Units in each region.
    pub units: Vec<f64>,
    /// Cost of one unit of the incumbent at the start, EUR.
    pub incumbent_cost: f64,
    /// Running cost of one unit of the incumbent at the start, EUR a year.
    pub incumbent_running_cost: f64,
    /// Mean lifetime of the incumbent, years.
    pub incumbent_lifetime: f64,
}

impl MissionTraits {
    /// Share of the problem that must be removed to reach the target.
    pub fn required(&self) -> f64 {
        1.0 - self.target_value / self.baseline_value
    }
    /// Share of the goal that was promised by the end of a step: by the square of the time, where nothing is written.
    pub fn promised(&self, step: usize) -> f64 {
        let elapsed = (step + 1).saturating_sub(self.start) as f64;
        promised(&self.promises, elapsed / (self.deadline + 1 - self.start) as f64)
    }
    /// Real units in all regions.
    pub fn total_units(&self) -> f64 {
        self.units.iter().sum()
    }
}

/// Quarters between milestones.
pub const MILESTONE: usize = 8;

/// Share of the goal that is promised after a share of the time: by its square, where no promises are written.
pub fn promised(promises: &[f64], time: f64) -> f64 {
    let time = time.min(1.0);
    if promises.is_empty() {
        return time * time;
    }
    let place = time * promises.len() as f64;
    let (before, after) = (place.floor() as usize, place.ceil() as usize);
    let at = |count: usize| if count == 0 { 0.0 } else { promises[count - 1] };
    at(before) + (at(after) - at(before)) * (place - place.floor())
}

/// Installers of a region who began their course together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cohort {
    /// Where they will work.
    pub region: RegionId,
    /// Units that they will be able to put in a quarter.
    pub units: f64,
    /// The step in which they can work.
    pub ready: usize,
}

/// The state of one mission.
#[derive(Clone, Debug)]
pub struct Mission {
    /// What does not change.
    pub traits: Arc<MissionTraits>,
    /// The goods of households, firms and public bodies.
    pub stocks: [Stock; 3],
    /// Logarithm of the luck in the incumbent's running cost.
    pub incumbent_luck: f64,
    /// Levy on one unit of the incumbent, EUR a year, in this quarter.
    pub levy: f64,
    /// Levy revenue that was given back to households in the last quarter, M EUR.
    pub given_back: f64,
    /// Share of new choices that must comply in this quarter, 0 to 1.
    pub compliance: f64,
    /// Share of those who must comply that do, by region.
    pub heed: Vec<f64>,
    /// Units of any solution that each region's installers can put in, a quarter.
    pub installers: Vec<f64>,
    /// Units a quarter that owners of each region wanted to have put in, as seen over a year.
    pub installer_demand: Vec<f64>,
    /// Units that installers of each region can put in on top, since they had time before (negative: less).
    pub installer_slack: Vec<f64>,
    /// The part of each region's installers that came from courses.
    pub trained: Vec<f64>,
    /// Installers who are in courses.
    pub cohorts: Vec<Cohort>,
    /// Units that owners bought in this quarter: of the incumbent, and of solutions.
    pub bought: [f64; 2],
    /// Owners whose time had come and who could not be served in this quarter, in real units.
    pub waiting: f64,
    /// Owners who had to comply and found nothing to comply with in this quarter, in real units.
    pub stranded: f64,
    /// Extra capital cost of solutions over the incumbent that owners paid so far, M EUR.
    pub owners_extra_cost: f64,
    /// What it brings the exchequer and costs its owners.
    pub purse: Purse,
    /// What was made of support under conditions.
    pub takeup: Takeup,
    /// Share of the problem removed in each region, of that region's problem.
    pub removed: Vec<f64>,
    /// Share of each region's units that are solutions.
    pub uptake: Vec<f64>,
    /// Share of the whole problem removed at the end of each quarter so far.
    pub path: Vec<f64>,
    /// Share of all units that are solutions at the end of each quarter so far.
    pub uptake_path: Vec<f64>,
    /// The step at whose end the target was first reached.
    pub reached: Option<usize>,
    /// Milestones met and milestones passed so far.
    pub milestones: (u32, u32),
    /// Whether a milestone was missed in this quarter.
    pub has_missed: bool,
    /// Share of its promised budgets that elections have let stand, 0 to 1.
    pub mandate: f64,
    /// Share of the people of each region who are reached and told of its solutions in this quarter.
    pub told: Vec<f64>,
    /// Share of them who are reached and asked.
    pub asked: Vec<f64>,
    /// Units removed from use minus units put in, by good, must be this: total units by good.
    pub units_by_good: Vec<f64>,
}

impl Mission {
    /// The indicator, in its own unit, after a share of the problem is removed.
    pub fn indicator(&self, removed: f64) -> f64 {
        self.traits.baseline_value * (1.0 - removed)
    }
    /// Share of the whole problem removed so far.
    pub fn removed_total(&self) -> f64 {
        self.path.last().copied().unwrap_or(0.0)
    }
    /// Real units that use each good (column 0 the incumbent) in each region, from the counts.
    pub fn units_of(&self, region: usize, good: usize) -> f64 {
        self.stocks.iter().map(|s| f64::from(s.counts[(region, good)]) * s.traits.units[region]).sum()
    }
    /// Number of goods: the incumbent and the solutions.
    pub fn goods(&self) -> usize {
        self.traits.solutions.len() + 1
    }
    /// Real units that use each good in all regions.
    pub fn recount(&self) -> Vec<f64> {
        let mut units = vec![0.0; self.goods()];
        for (good, total) in units.iter_mut().enumerate() {
            *total = (0..self.traits.units.len()).map(|region| self.units_of(region, good)).sum();
        }
        units
    }
    /// Counts what owners use, afresh from every owner: a row a region, whose owners of the kind stand in this range.
    pub fn census(&self, kind: usize, owners_of: impl Fn(usize) -> Range<usize>) -> Grid<u32> {
        let stock = &self.stocks[kind];
        let regions = self.traits.units.len();
        let mut counts = Grid::filled(regions, self.goods(), 0);
        for region in 0..regions {
            // where the kind owns no part of the problem there are no goods
            let here = stock.owned.get(owners_of(region)).unwrap_or_default();
            for (good, count) in counts.row_mut(region).iter_mut().enumerate() {
                *count = here.iter().map(|owned| u32::from(usize::from(*owned) == good)).sum();
            }
        }
        counts
    }
}
