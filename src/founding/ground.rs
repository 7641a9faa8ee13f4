//! The ground: what of the world does not depend on luck, surveyed once for all replicates.

use std::sync::Arc;

use super::{allocation, regions_by_country};
use crate::chance::{Purpose, Streams};
use crate::numeric::{beta_quantile, exp, ln, normal_quantile};
use crate::scenario::Scenario;
use crate::scenario::mission::{MissionSpec, Potentials};
use crate::scenario::solution::SolutionSpec;
use crate::units::Share;
use crate::world::beliefs::REGION_TYPES;
use crate::world::grid::Grid;
use crate::world::links::Links;
use crate::world::missions::MissionTraits;
use crate::world::regions::{Geography, Standing};
use crate::world::solutions::{SolutionTraits, Solutions};

/// What all replicates have in common.
#[derive(Debug)]
pub struct Ground {
    /// Regions and what lies between them.
    pub geography: Arc<Geography>,
    /// How regions compare at the start.
    pub(super) standing: Arc<Standing>,
    /// Institutional capacity at the start.
    pub(super) capacity: Vec<f64>,
    /// Fit of each solution to each region before adaptation.
    pub(super) native_fit: Arc<Grid<f32>>,
    /// The type of each region for each solution, and the types' shares of the problem.
    region_type: Arc<Grid<u8>>,
    type_share: Arc<Grid<f64>>,
    /// What the missions are.
    pub(super) missions: Vec<Arc<MissionTraits>>,
    /// Number of firms, household agents and public bodies in each region.
    pub(super) firms: Vec<usize>,
    pub(super) households: Vec<usize>,
    pub(super) bodies: Vec<usize>,
    /// The region nearest to each; nothing where all are equally far.
    pub(super) nearest: Option<Vec<usize>>,
    /// Human capital and capacity in standard deviations from the mean of people.
    pub(super) human_capital_score: Vec<f64>,
    pub(super) capacity_score: Vec<f64>,
}

/// The fewest agents that a region has, so that none is a single fate.
const FEWEST_FIRMS: usize = 2;
const FEWEST_HOUSEHOLDS: usize = 8;
const FEWEST_BODIES: usize = 2;

impl Ground {
    /// Surveys the ground of a scenario.
    pub fn survey(scenario: &Scenario) -> Self {
        let table = &scenario.regions;
        let people = &table.population;
        let country_regions = regions_by_country(&table.country);
        let capacity = scenario.capacity();
        let geography = Geography {
            country: table.country.clone(),
            population: people.clone(),
            human_capital: table.human_capital.clone(),
            context: table.context.clone(),
            capacity: scenario.capacity_as_it_is(),
            spillovers: Links::from_lists(&scenario.spillovers()),
            of_country: country_regions,
        };
        let parameters = &scenario.parameters;
        let missions: Vec<Arc<MissionTraits>> = scenario
            .missions
            .iter()
            .enumerate()
            .map(|(place, spec)| Arc::new(mission_traits(scenario, place, spec)))
            .collect();
        let native_fit = native_fit(scenario);
        let region_type = region_types(&capacity, &native_fit);
        Self {
            standing: Arc::new(Standing::of(&geography, &capacity)),
            geography: Arc::new(geography),
            type_share: Arc::new(type_shares(scenario, &missions, &region_type)),
            native_fit: Arc::new(native_fit),
            region_type: Arc::new(region_type),
            missions,
            firms: allocation::allocate(parameters.firms.count, FEWEST_FIRMS, &table.gdp),
            households: allocation::allocate(parameters.owners.households, FEWEST_HOUSEHOLDS, people),
            bodies: allocation::allocate(parameters.owners.bodies, FEWEST_BODIES, people),
            nearest: scenario.nearest(),
            human_capital_score: score(&table.human_capital, people),
            capacity_score: score(&capacity, people),
            capacity,
        }
    }

    /// The solutions with what is drawn once for a replicate: hidden potential and learning rate.
    pub(super) fn solutions(&self, scenario: &Scenario, streams: Streams) -> Solutions {
        let (count, regions) = (scenario.solutions.len(), scenario.regions.population.len());
        let (traits, potential) = traits(scenario, streams);
        let column = |value: f64| vec![value; count];
        let of =
            |read: fn(&SolutionSpec) -> f64| -> Vec<f64> { scenario.solutions.iter().map(read).collect() };
        Solutions {
            native_fit: self.native_fit.clone(),
            region_type: self.region_type.clone(),
            type_share: self.type_share.clone(),
            use_seen: Grid::filled(count, REGION_TYPES, (0.0, 0.0)),
            potential,
            readiness: of(|spec| spec.readiness.0),
            world_readiness: of(|spec| spec.readiness.0),
            home_effort: column(0.0),
            world_units: of(|spec| spec.world_units.0),
            home_units: column(0.0),
            first_units: of(|spec| spec.world_units.0),
            cost_luck: column(0.0),
            cost: of(|spec| spec.unit_cost.0),
            price: of(|spec| spec.unit_cost.0),
            ordered: column(0.0),
            unsold: column(0.0),
            installed: column(0.0),
            home_capacity: column(0.0),
            import_capacity: column(0.0),
            turnover: column(0.0),
            adaptation: Grid::filled(regions, count, 0.0),
            visible: Grid::filled(regions, count, 0.0),
            exposure: Grid::filled(regions, count, 0.0),
            region_units: Grid::filled(regions, count, 0.0),
            traits: Arc::new(traits),
        }
    }
}

/// What the solutions are, and their hidden potentials.
fn traits(scenario: &Scenario, streams: Streams) -> (Vec<SolutionTraits>, Vec<f64>) {
    let luck = streams.luck(Purpose::Potential, 0);
    let foresight = streams.luck(Purpose::Foresight, 0);
    let (mut traits, mut potential) = (Vec::new(), Vec::new());
    for (place, spec) in scenario.solutions.iter().enumerate() {
        let mission = &scenario.missions[spec.mission.index()];
        let hidden = hidden_potential(spec, mission, luck.uniform(place, 0));
        potential.push(hidden);
        let hint = normal_quantile(foresight.uniform(place, 0));
        let (expected_potential, potential_variance) = foreseen(spec, mission, hidden, hint);
        let (learning_exponent, search_exponent) = exponents(spec, luck.uniform(place, 1));
        let ranks = scenario.solutions_of(spec.mission.index());
        traits.push(SolutionTraits {
            mission: spec.mission,
            rank: ranks.iter().position(|id| id.index() == place).unwrap_or(0),
            cost_start: spec.unit_cost.0,
            running_cost: spec.running_cost.0,
            lifetime: spec.lifetime.0,
            handicap: spec.handicap.0,
            learning_exponent,
            search_exponent,
            world_path: yearly_factors(spec.world_units.0, &spec.world_path),
            world_growth: 1.0 + spec.world_growth.0,
            expected_potential,
            potential_variance,
            growth: growth_potential(mission, luck.uniform(place, 0), (streams, place)),
            imports: spec.imports,
        });
    }
    (traits, potential)
}

/// Exponents of a solution's cost: of experience, with a learning rate that luck draws around its mean, and of research.
fn exponents(spec: &SolutionSpec, luck: f64) -> (f64, f64) {
    let rate = spec.learning_rate.0 + spec.learning_rate_spread.0 * normal_quantile(luck);
    let exponent = |rate: f64| -ln(1.0 - rate) / ln(2.0);
    (exponent(rate.clamp(0.0, 0.6)), exponent(spec.search_rate.0))
}

/// What the world's units grow by in each year of which they are known at its end, as factors.
fn yearly_factors(start: f64, ends: &[Share]) -> Vec<f64> {
    let before = std::iter::once(start).chain(ends.iter().map(|end| end.0));
    ends.iter().zip(before).map(|(end, before)| end.0 / before).collect()
}

/// How often search for a solution finds better techniques: `exp(sd (a z + sqrt(1 - a^2) N))`, z the normal score of the
/// solution's hidden potential.
fn growth_potential(mission: &MissionSpec, hidden: f64, (streams, place): (Streams, usize)) -> f64 {
    let (spread, aligned) = (mission.growth.spread.0, mission.growth.alignment.0);
    if spread <= 0.0 {
        return 1.0;
    }
    let own = streams.luck(Purpose::GrowthPotential, 0).uniform(place, 0);
    let score = aligned * normal_quantile(hidden) + (1.0 - aligned * aligned).sqrt() * normal_quantile(own);
    exp(spread * score)
}

/// Spread of potentials that even a simple mission has, and what complexity adds [A].
const POTENTIAL_SPREAD: (f64, f64) = (0.08, 0.22);

/// What a solution really does: what is expected of it, or a draw.
fn hidden_potential(spec: &SolutionSpec, mission: &MissionSpec, uniform: f64) -> f64 {
    match mission.potentials {
        Potentials::Expected => spec.potential.0,
        Potentials::Drawn => draw_potential(spec.potential.0, mission.complexity.0, uniform),
    }
}

/// A hidden potential: Beta with this mean and a standard deviation that grows with complexity.
fn draw_potential(mean: f64, complexity: f64, uniform: f64) -> f64 {
    let spread = potential_spread(complexity);
    let precision = (mean * (1.0 - mean) / (spread * spread) - 1.0).max(0.5);
    beta_quantile(uniform, mean * precision, (1.0 - mean) * precision)
}

fn potential_spread(complexity: f64) -> f64 {
    POTENTIAL_SPREAD.0 + POTENTIAL_SPREAD.1 * complexity
}

/// What everybody knows of a potential before anybody has tried: mean and variance.
///
/// With a foresight of k the share k of the variance is known, as by a signal: the expectation is
/// `m + k (e - m) + sd sqrt(k (1 - k)) N` and the variance that is left is `(1 - k) sd^2`.
fn foreseen(spec: &SolutionSpec, mission: &MissionSpec, hidden: f64, hint: f64) -> (f64, f64) {
    let (mean, known) = (spec.potential.0, mission.foresight.0);
    let spread = potential_spread(mission.complexity.0);
    let expected = mean + known * (hidden - mean) + spread * (known * (1.0 - known)).sqrt() * hint;
    (expected.clamp(0.0, 1.0), (1.0 - known) * spread * spread)
}

/// The type of each region for each solution: its third by capacity and its third by fit.
fn region_types(capacity: &[f64], native_fit: &Grid<f32>) -> Grid<u8> {
    let by_capacity = thirds(capacity);
    let mut types = Grid::filled(capacity.len(), native_fit.columns(), 0);
    for solution in 0..native_fit.columns() {
        let fits: Vec<f64> = native_fit.rows().map(|fits| f64::from(fits[solution])).collect();
        for (region, (capacity, fit)) in by_capacity.iter().zip(thirds(&fits)).enumerate() {
            types[(region, solution)] = 3 * capacity + fit;
        }
    }
    types
}

/// The third of all to which each value belongs, the lowest first; equal values belong to one third.
fn thirds(values: &[f64]) -> Vec<u8> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let third = |value: f64| sorted.partition_point(|other| *other < value) * 3 / sorted.len();
    values.iter().map(|value| third(*value) as u8).collect()
}

/// Share of its mission's problem that lies in regions of each type: a row a solution.
fn type_shares(scenario: &Scenario, missions: &[Arc<MissionTraits>], types: &Grid<u8>) -> Grid<f64> {
    let mut shares = Grid::filled(scenario.solutions.len(), REGION_TYPES, 0.0);
    for (solution, spec) in scenario.solutions.iter().enumerate() {
        for (region, problem) in missions[spec.mission.index()].problem.iter().enumerate() {
            shares[(solution, usize::from(types[(region, solution)]))] += problem;
        }
    }
    shares
}

/// Fit of each solution to each region before adaptation.
fn native_fit(scenario: &Scenario) -> Grid<f32> {
    let (regions, solutions) = (scenario.regions.len(), scenario.solutions.len());
    let mut fit = Grid::filled(regions, solutions, 1.0_f32);
    for region in 0..regions {
        for solution in 0..solutions {
            fit[(region, solution)] = scenario.native_fit(region, solution) as f32;
        }
    }
    fit
}

/// Deviations from the mean of people, in standard deviations; nought where all are equal.
fn score(values: &[f64], people: &[f64]) -> Vec<f64> {
    let total: f64 = people.iter().sum();
    let mean = values.iter().zip(people).map(|(value, weight)| value * weight).sum::<f64>() / total;
    let variance = values
        .iter()
        .zip(people)
        .map(|(value, weight)| (value - mean) * (value - mean) * weight)
        .sum::<f64>()
        / total;
    let spread = variance.sqrt();
    values.iter().map(|value| if spread > 1e-9 { (value - mean) / spread } else { 0.0 }).collect()
}

fn mission_traits(scenario: &Scenario, place: usize, spec: &MissionSpec) -> MissionTraits {
    let table = &scenario.regions;
    MissionTraits {
        solutions: scenario.solutions_of(place),
        baseline_value: spec.baseline_value,
        target_value: spec.target,
        start: scenario.horizon.step_of(spec.start).max(0) as usize,
        deadline: scenario.horizon.step_of(spec.deadline).max(0) as usize,
        norms: spec.norms.0,
        promises: spec.promises.iter().map(|share| share.0).collect(),
        context_sensitivity: spec.context_sensitivity.0,
        problem: scenario.problem(place),
        units: table.population.iter().map(|people| people * spec.units_per_person.0).collect(),
        incumbent_cost: spec.incumbent_cost.0,
        incumbent_running_cost: spec.incumbent_running_cost.0,
        incumbent_lifetime: spec.incumbent_lifetime.0,
    }
}
