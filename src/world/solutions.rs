//! Solutions: competing ways to reach a mission; readiness, cost, potential, and how they fit a place.

use std::sync::Arc;

use super::grid::Grid;
use crate::ids::{MissionId, SolutionId};

/// What a solution is and does not change.
#[derive(Clone, Debug)]
pub struct SolutionTraits {
    /// The mission that it serves.
    pub mission: MissionId,
    /// Its number among the mission's solutions, from 0.
    pub rank: usize,
    /// Cost of one unit at the start, EUR.
    pub cost_start: f64,
    /// Running cost of one unit, EUR a year.
    pub running_cost: f64,
    /// Mean lifetime of one unit, years.
    pub lifetime: f64,
    /// What it lacks for who uses it, in units of utility.
    pub handicap: f64,
    /// Exponent of Wright's law: `b = -log2(1 - learning rate)`.
    pub learning_exponent: f64,
    /// Exponent of the stock of knowledge in its cost: `a = -log2(1 - search rate)`.
    pub search_exponent: f64,
    /// What the world's units grow by in each year that is known, as a factor: the first is that of the first year.
    pub world_path: Vec<f64>,
    /// The same of all later years.
    pub world_growth: f64,
    /// What everybody expects the hidden potential to be, before anybody has tried.
    pub expected_potential: f64,
    /// Variance of the hidden potential around what is expected.
    pub potential_variance: f64,
    /// How often firms that search for it find better techniques, beside those that do not: 1 is as often.
    pub growth: f64,
    /// Whether units can be imported.
    pub imports: bool,
}

/// The state of the solutions of all missions, in columns.
#[derive(Clone, Debug, Default)]
pub struct Solutions {
    /// What does not change.
    pub traits: Arc<Vec<SolutionTraits>>,
    /// Fit to each region without adaptation, 0 to 1: a row a region.
    pub native_fit: Arc<Grid<f32>>,
    /// The type of each region for each solution, see [`super::beliefs::REGION_TYPES`]: a row a region.
    pub region_type: Arc<Grid<u8>>,
    /// Share of the mission's problem in the regions of each type: a row a solution.
    pub type_share: Arc<Grid<f64>>,
    /// Share of the problem that one adoption really removes: visible to nobody in the model.
    pub potential: Vec<f64>,
    /// Technology readiness at home, 1 to 9.
    pub readiness: Vec<f64>,
    /// Technology readiness in the world, 1 to 9.
    pub world_readiness: Vec<f64>,
    /// Effective research at home since the start, M EUR.
    pub home_effort: Vec<f64>,
    /// Units in the world outside, as a share of the home stock.
    pub world_units: Vec<f64>,
    /// Units ever installed at home, as a share of the home stock.
    pub home_units: Vec<f64>,
    /// Units in the world and at home at the start that count as experience, as a share of the home stock.
    pub first_units: Vec<f64>,
    /// Logarithm of the luck in the world's costs.
    pub cost_luck: Vec<f64>,
    /// World cost of one unit before adaptation, EUR.
    pub cost: Vec<f64>,
    /// Price of one unit before adaptation, home and imported units mixed, EUR.
    pub price: Vec<f64>,
    /// Units ordered a quarter, as suppliers see it over a year.
    pub ordered: Vec<f64>,
    /// Units that were made and not sold (negative: sold before they are made), up to a quarter's making.
    pub unsold: Vec<f64>,
    /// Units installed in this quarter.
    pub installed: Vec<f64>,
    /// Units that all suppliers at home can make in this quarter.
    pub home_capacity: Vec<f64>,
    /// Units that can be imported in this quarter.
    pub import_capacity: Vec<f64>,
    /// Sales to owners, M EUR a year: a mean in which older quarters fade.
    pub turnover: Vec<f64>,
    /// Adaptation to each region, 0 to 1: a row a region.
    pub adaptation: Grid<f32>,
    /// What demonstrations and local projects left to be seen, EUR a head: a row a region.
    pub visible: Grid<f32>,
    /// Exposure to news of the solution so far: an owner knows it when this exceeds its threshold. A row a region.
    pub exposure: Grid<f32>,
    /// Units ever installed in each region, as a share of its stock.
    pub region_units: Grid<f32>,
    /// What use showed a year ago in regions of each type: share in use, and what it removed for each owner
    /// that uses it: a row a solution.
    pub use_seen: Grid<(f64, f64)>,
}

impl Solutions {
    /// How many solutions there are in all missions.
    pub fn len(&self) -> usize {
        self.traits.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.traits.is_empty()
    }
    /// Their ids.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SolutionId> + Clone {
        SolutionId::all(self.len())
    }
    /// Local fit in a region, 0 to 1: `f = 1 - c (1 - f0) (1 - adaptation)`.
    #[inline]
    pub fn fit(&self, context_sensitivity: f64, region: usize, solution: usize) -> f64 {
        let native = f64::from(self.native_fit[(region, solution)]);
        let adaptation = f64::from(self.adaptation[(region, solution)]);
        1.0 - context_sensitivity * (1.0 - native) * (1.0 - adaptation)
    }
    /// What one adoption removes of its owner's problem in a region: what all evidence is about.
    #[inline]
    pub fn contribution(&self, context_sensitivity: f64, region: usize, solution: usize) -> f64 {
        self.potential[solution] * self.fit(context_sensitivity, region, solution)
    }
    /// The type of a region for a solution.
    #[inline]
    pub fn type_of(&self, region: usize, solution: usize) -> usize {
        usize::from(self.region_type[(region, solution)])
    }
    /// Whether owners can buy it: readiness 7 at home.
    #[inline]
    pub fn on_sale(&self, solution: usize) -> bool {
        self.readiness[solution] >= ON_SALE
    }
}

/// The readiness from which a solution is on sale.
pub const ON_SALE: f64 = 7.0;
/// The highest readiness.
pub const READY: f64 = 9.0;
