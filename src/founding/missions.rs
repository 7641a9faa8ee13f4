//! Missions at the start: what owners use, how old it is, and what owners are like.

use std::sync::Arc;

use super::Ground;
use crate::chance::{Purpose, Streams};
use crate::numeric::{exp, exponential_quantile, ln, normal_quantile};
use crate::scenario::Scenario;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::{Mission, MissionTraits};
use crate::world::purse::Purse;
use crate::world::stock::{INCUMBENT, Order, OwnerKind, OwnerTraits, Stock, Tastes};
use crate::world::support::Takeup;

pub(super) fn found(
    ground: &Ground,
    scenario: &Scenario,
    streams: Streams,
    world: &mut World,
) -> Vec<Mission> {
    let missions = (0..scenario.missions.len())
        .map(|place| found_one(ground, scenario, streams, world, place))
        .collect();
    for mission in &missions {
        count_home_units(world, mission, scenario.parameters.supply.home_learning.0);
    }
    missions
}

fn found_one(ground: &Ground, scenario: &Scenario, streams: Streams, world: &World, place: usize) -> Mission {
    let traits = ground.missions[place].clone();
    let stocks = OwnerKind::ALL.map(|kind| stock(ground, scenario, streams, world, (place, kind)));
    let regions = traits.units.len();
    let mut mission = Mission {
        stocks,
        incumbent_luck: 0.0,
        levy: 0.0,
        given_back: 0.0,
        compliance: 0.0,
        heed: vec![1.0; regions],
        installers: traits
            .units
            .iter()
            .map(|units| units * scenario.parameters.supply.installers_start.0 / 4.0)
            .collect(),
        installer_demand: vec![0.0; regions],
        installer_slack: vec![0.0; regions],
        trained: vec![0.0; regions],
        cohorts: Vec::new(),
        bought: [0.0; 2],
        waiting: 0.0,
        stranded: 0.0,
        owners_extra_cost: 0.0,
        takeup: Takeup::default(),
        purse: Purse::default(),
        removed: vec![0.0; regions],
        uptake: vec![0.0; regions],
        path: Vec::with_capacity(scenario.horizon.quarters),
        uptake_path: Vec::with_capacity(scenario.horizon.quarters),
        reached: None,
        milestones: (0, 0),
        has_missed: false,
        mandate: 1.0,
        told: vec![0.0; regions],
        asked: vec![0.0; regions],
        units_by_good: Vec::new(),
        traits,
    };
    mission.units_by_good = mission.recount();
    mission
}

/// Enters what is in use at the start as units ever installed.
fn count_home_units(world: &mut World, mission: &Mission, home_learning: f64) {
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        let solution = id.index();
        world.solutions.home_units[solution] = mission.units_by_good[rank + 1] / mission.traits.total_units();
        world.solutions.first_units[solution] += home_learning * world.solutions.home_units[solution];
        for region in 0..mission.traits.units.len() {
            world.solutions.region_units[(region, solution)] =
                (mission.units_of(region, rank + 1) / mission.traits.units[region]) as f32;
        }
    }
}

fn stock(
    ground: &Ground,
    scenario: &Scenario,
    streams: Streams,
    world: &World,
    (place, kind): (usize, OwnerKind),
) -> Stock {
    let traits = &ground.missions[place];
    let share = scenario.missions[place].owner_shares[kind as usize].0;
    // who owns nothing of the problem has nothing to choose
    let region_of = if share > 0.0 { world.owner_regions(kind) } else { &[] };
    let count = region_of.len();
    let luck = streams.luck(Purpose::FoundOwner, place * OwnerKind::ALL.len() + kind as usize);
    let uniform = |owner: usize, question: usize| luck.uniform(owner, question);

    let mut owned = Vec::with_capacity(count);
    let mut due = Vec::with_capacity(count);
    let mut counts = Grid::filled(traits.units.len(), traits.solutions.len() + 1, 0_u32);
    for (owner, &region) in region_of.iter().enumerate() {
        let good = first_good(scenario, traits, uniform(owner, 3));
        let lifetime = match good.checked_sub(1) {
            None => traits.incumbent_lifetime,
            Some(rank) => scenario.solutions[traits.solutions[usize::from(rank)].index()].lifetime.0,
        };
        due.push(first_due(lifetime, |question| uniform(owner, 4 + question)));
        counts[(usize::from(region), usize::from(good))] += 1;
        owned.push(good);
    }
    let mut contacts_using = Grid::filled(0, traits.solutions.len(), 0_u8);
    if kind == OwnerKind::Household {
        contacts_using = Grid::filled(count, traits.solutions.len(), 0);
        for (owner, good) in owned.iter().enumerate() {
            if let Some(rank) = good.checked_sub(1) {
                for &contact in world.households.people.contacts.of(owner) {
                    contacts_using[(contact as usize, usize::from(rank))] += 1;
                }
            }
        }
    }
    let owner_traits = owner_traits(ground, scenario, world, (place, kind), &uniform);
    let (orders, helped) = (vec![Order::NONE; count], vec![false; count]);
    Stock {
        kind,
        traits: Arc::new(owner_traits),
        owned,
        due,
        orders,
        forced: Vec::new(),
        helped,
        contacts_using,
        counts,
    }
}

/// What an owner uses at the start, by the solutions' initial uptake.
fn first_good(scenario: &Scenario, traits: &MissionTraits, uniform: f64) -> u8 {
    let mut below = 0.0;
    for (rank, id) in traits.solutions.iter().enumerate() {
        below += scenario.solutions[id.index()].initial_uptake.0;
        if uniform < below {
            return rank as u8 + 1;
        }
    }
    INCUMBENT
}

/// The step in which a good that is in use at the start wears out. In a stock that has been renewed for long
/// each of the three stages of an Erlang-3 life is as likely: what is left is one, two or three of them.
fn first_due(lifetime: f64, uniform: impl Fn(usize) -> f64) -> u16 {
    let stages = 1 + (3.0 * uniform(0)) as usize;
    let product: f64 = (1..=stages).map(uniform).product();
    let quarters = lifetime * 4.0 * -ln(product) / 3.0;
    (quarters as usize).min(usize::from(u16::MAX)) as u16
}

fn owner_traits(
    ground: &Ground,
    scenario: &Scenario,
    world: &World,
    (place, kind): (usize, OwnerKind),
    uniform: &impl Fn(usize, usize) -> f64,
) -> OwnerTraits {
    let parameters = &scenario.parameters.owners;
    let traits = &ground.missions[place];
    let share = scenario.missions[place].owner_shares[kind as usize].0;
    let count = if share > 0.0 { world.owner_regions(kind).len() } else { 0 };
    let people = &world.households.people;
    let normal = |owner: usize, question: usize| normal_quantile(uniform(owner, question));
    let sensitivity = |owner: usize| {
        parameters.price_sensitivity.0 * exp(parameters.price_sensitivity_spread.0 * normal(owner, 0))
    };
    let hassle = |owner: usize| parameters.hassle.0 + parameters.hassle_spread.0 * normal(owner, 1);
    let column = |value: &dyn Fn(usize) -> f64| (0..count).map(|owner| value(owner) as f32).collect();
    let everyone = Tastes {
        price_sensitivity: column(&sensitivity),
        hassle: column(&hassle),
        attention: column(&|owner| exponential_quantile(uniform(owner, 2))),
        concern: vec![parameters.concern.0 as f32; count],
        purse: vec![f32::INFINITY; count],
        per_contact: vec![0.0; count],
        class: vec![0; count],
    };
    let tastes = match kind {
        OwnerKind::Household if count > 0 => Tastes {
            concern: people.concern.clone(),
            purse: people.income.iter().map(|income| parameters.affordable.0 as f32 * income).collect(),
            per_contact: people.per_contact.clone(),
            class: people.poorest.clone(),
            ..everyone
        },
        _ => everyone,
    };
    let agents = match kind {
        OwnerKind::Household => &ground.households,
        OwnerKind::Firm => &ground.firms,
        OwnerKind::Body => &ground.bodies,
    };
    let per_agent = |whole: &[f64]| whole.iter().zip(agents).map(|(w, n)| w * share / *n as f64).collect();
    OwnerTraits { tastes, units: per_agent(&traits.units), problem: per_agent(&traits.problem) }
}
