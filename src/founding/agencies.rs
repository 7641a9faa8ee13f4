//! Agencies at the start: what they and the public expect before anybody has tried, and, once the policy is
//! known, the staff and the authority that they have.

use crate::chance::{Luck, Purpose, Streams};
use crate::ids::RegionId;
use crate::policy::{Policy, Spending};
use crate::scenario::Scenario;
use crate::world::World;
use crate::world::agencies::{Agency, AgencyTraits, Map, View};
use crate::world::beliefs::{Belief, Beliefs, REGION_TYPES};
use crate::world::grid::Grid;

/// All agencies, before any policy.
pub(super) fn found(scenario: &Scenario, streams: Streams, world: &World) -> Vec<Agency> {
    let mut fields: Vec<&str> = scenario.agencies.iter().map(|agency| agency.field.as_str()).collect();
    fields.sort_unstable();
    fields.dedup();
    let parameters = &scenario.parameters.agencies;
    let solutions = world.solutions.len();
    scenario
        .agencies
        .iter()
        .enumerate()
        .map(|(place, spec)| Agency {
            traits: AgencyTraits {
                level: spec.level,
                field: fields.partition_point(|field| *field < spec.field.as_str()),
                regions: spec.regions.clone(),
                exchanged: exchanged(world, spec.regions.as_deref(), streams.luck(Purpose::WrongMap, place)),
            },
            capability: spec.capability.unwrap_or(parameters.capability).0,
            view: View {
                need: world.missions.iter().map(|mission| mission.traits.problem.clone()).collect(),
                capacity: world.regions.capacity.clone(),
                fit: world.solutions.native_fit.as_ref().clone(),
            },
            delay: 1.0,
            weights: vec![0.0; solutions],
            locked: vec![None; world.missions.len()],
            links: vec![0.0; scenario.agencies.len()],
            funded: vec![0.0; solutions],
            intended: vec![0.0; solutions],
            ..Agency::default()
        })
        .collect()
}

/// The region for which each is taken on a wrong map: those of a territory in an order drawn by lot.
fn exchanged(world: &World, territory: Option<&[RegionId]>, luck: Luck) -> Vec<RegionId> {
    let mut taken_for: Vec<RegionId> = world.regions.ids().collect();
    let mut places = territory.map_or_else(|| taken_for.clone(), <[RegionId]>::to_vec);
    places.sort_unstable_by_key(|id| id.index());
    let mut others = places.clone();
    others.sort_by_key(|id| luck.bits(id.index(), 0));
    for (here, there) in places.into_iter().zip(others) {
        taken_for[here.index()] = there;
    }
    taken_for
}

/// How an agency or the public knows places before anybody has tried a solution.
#[derive(Clone, Copy, Debug)]
pub(super) enum Knowledge<'k> {
    /// It does not.
    Nothing,
    /// As they are.
    Places,
    /// Each as another one is.
    Exchanged(&'k [RegionId]),
}

/// What is expected of each solution before anybody has tried it: who knows the places expects what fits them,
/// who does not expects the same everywhere and is the less sure.
pub(super) fn expectations(world: &World, knowledge: Knowledge) -> Beliefs {
    let solutions = &world.solutions;
    let mut prior = Grid::filled(solutions.len(), REGION_TYPES, Belief::default());
    for (solution, traits) in solutions.traits.iter().enumerate() {
        let shares = solutions.type_share.row(solution);
        let true_fits = mean_fits(world, solution, |region| region);
        let mean: f64 = true_fits.iter().zip(shares).map(|(fit, share)| fit * share).sum();
        let variance: f64 =
            true_fits.iter().zip(shares).map(|(fit, share)| share * (fit - mean).powi(2)).sum();
        let (fits, doubt) = match knowledge {
            Knowledge::Nothing => ([mean; REGION_TYPES], variance),
            Knowledge::Places => (true_fits, 0.0),
            Knowledge::Exchanged(taken_for) => {
                (mean_fits(world, solution, |region| taken_for[region].index()), 0.0)
            }
        };
        for (region_type, fit) in fits.into_iter().enumerate() {
            prior[(solution, region_type)] = Belief {
                mean: traits.expected_potential * fit,
                variance: traits.potential_variance * fit * fit + traits.expected_potential.powi(2) * doubt,
            };
        }
    }
    Beliefs::new(prior)
}

/// Mean fit at the start of what is taken for the regions of each type, weighted by the problem; 1 where there is no such
/// region.
fn mean_fits(world: &World, solution: usize, taken_for: impl Fn(usize) -> usize) -> [f64; REGION_TYPES] {
    let solutions = &world.solutions;
    let mission = &world.missions[solutions.traits[solution].mission.index()].traits;
    let (mut fits, mut shares) = ([0.0; REGION_TYPES], [0.0; REGION_TYPES]);
    for region in 0..world.regions.len() {
        let region_type = solutions.type_of(region, solution);
        fits[region_type] +=
            mission.problem[region] * solutions.fit(mission.context_sensitivity, taken_for(region), solution);
        shares[region_type] += mission.problem[region];
    }
    std::array::from_fn(|place| if shares[place] > 0.0 { fits[place] / shares[place] } else { 1.0 })
}

/// What agencies owe to the policy: staff by the budgets that run projects, knowledge of places that its lines pay
/// for, and authority.
pub(super) fn appoint(world: &mut World, scenario: &Scenario, policy: &Policy) {
    for place in 0..world.agencies.len() {
        let mine = || policy.lines.iter().filter(|line| line.terms.agency.index() == place);
        let runs_projects = |kind| matches!(kind, Spending::Projects | Spending::Courses | Spending::Calls);
        let budgets: f64 =
            mine().filter(|line| runs_projects(line.kind().spending)).map(|line| line.terms.budget.0).sum();
        let mut informed = mine()
            .filter(|line| line.terms.budget.0 > 0.0 && line.terms.design.information.context)
            .map(|line| line.terms.design.map)
            .peekable();
        let knowledge = if informed.peek().is_none() {
            Knowledge::Nothing
        } else if informed.all(|map| map == Map::Wrong) {
            Knowledge::Exchanged(&world.agencies[place].traits.exchanged)
        } else {
            Knowledge::Places
        };
        let beliefs = expectations(world, knowledge);
        let by_budget = (scenario.parameters.agencies.staff.by_budget.0 * budgets).max(FEWEST_STAFF);
        let agency = &mut world.agencies[place];
        agency.staff = scenario.agencies[place].staff.map_or(by_budget, |staff| staff.0);
        agency.authority = policy.governance.authority;
        agency.beliefs = beliefs;
    }
}

/// An agency has one member of staff at least.
const FEWEST_STAFF: f64 = 1.0;
