//! **Supply**: costs fall with experience, solutions come on sale, and suppliers and installers build
//! capacity after the orders they saw.
//!
//! Reads: units, readiness, last quarter's orders, productivity and knowledge. Writes: costs, prices,
//! capacities of suppliers, imports and installers.
//!
//! Wright's law `c = c0 (X / X0)^-b exp(luck)`, X the units of the world and of home. Capacity grows by at
//! most `capacity_growth` a year; shares of suppliers follow a quasi-replicator on productivity and
//! knowledge (Dosi, Fagiolo, Roventini 2010).

use super::Setting;
use crate::numeric::{exp, ln, pow};
use crate::world::World;

/// Capacity that suppliers hold beyond the orders that they saw [A].
const HEADROOM: f64 = 1.2;
/// Part of the first capacity at home that one new supplier brings [A].
const ENTRY: f64 = 0.1;

pub(super) fn build(world: &mut World, setting: Setting) {
    for solution in 0..world.solutions.len() {
        learn_by_doing(world, setting, solution);
        if world.solutions.on_sale(solution) {
            build_capacity(world, setting, solution);
        }
        let installed = world.solutions.installed[solution];
        let turnover = &mut world.solutions.turnover[solution];
        *turnover += (installed * world.solutions.price[solution] * 4e-6 - *turnover) / 4.0;
    }
    train_installers(world, setting);
}

fn learn_by_doing(world: &mut World, setting: Setting, solution: usize) {
    let supply = &setting.scenario.parameters.supply;
    let solutions = &mut world.solutions;
    let traits = &solutions.traits[solution];
    let units = solutions.world_units[solution] + supply.home_learning.0 * solutions.home_units[solution];
    let experience = units / traits.world_units_start;
    solutions.cost[solution] =
        traits.cost_start * pow(experience, -traits.learning_exponent) * exp(solutions.cost_luck[solution]);
    let (home, imports) = (solutions.home_capacity[solution], solutions.import_capacity[solution]);
    let import_share = if home + imports > 0.0 { imports / (home + imports) } else { 0.0 };
    solutions.price[solution] =
        solutions.cost[solution] * (1.0 + import_share * (supply.import_price.0 - 1.0));
}

fn build_capacity(world: &mut World, setting: Setting, solution: usize) {
    let supply = &setting.scenario.parameters.supply;
    let traits = &world.solutions.traits[solution];
    let stock = world.missions[traits.mission.index()].traits.total_units();
    let first = supply.capacity_start.0 * stock / 4.0;
    let import_share = if traits.imports { supply.import_share.0 } else { 0.0 };
    let first_home = first * (1.0 - import_share);

    enter(world, solution, first_home * ENTRY);
    let home = suppliers(world, solution).map(|firm| world.firms.supply_capacity[firm]).sum::<f64>();
    let imports = world.solutions.import_capacity[solution].max(first * import_share);
    let wanted = HEADROOM * world.solutions.ordered[solution];
    let most = pow(1.0 + supply.capacity_growth.0, 0.25);
    let growth = if home + imports > 0.0 { (wanted / (home + imports)).clamp(1.0, most) } else { 1.0 };
    compete(world, setting, solution, growth);
    world.solutions.home_capacity[solution] = home * growth;
    world.solutions.import_capacity[solution] = imports * growth;
}

/// Firms that work on the solution.
fn suppliers(world: &World, solution: usize) -> impl Iterator<Item = usize> {
    (0..world.firms.len()).filter(move |firm| world.firms.solution(*firm) == Some(solution))
}

/// Firms that have come to work on the solution begin to supply it.
fn enter(world: &mut World, solution: usize, capacity: f64) {
    for firm in 0..world.firms.len() {
        if world.firms.solution(firm) == Some(solution) && world.firms.supply_capacity[firm] <= 0.0 {
            world.firms.supply_capacity[firm] = capacity;
        }
    }
}

/// Suppliers grow together by a factor, the fitter ones at the cost of the others.
fn compete(world: &mut World, setting: Setting, solution: usize, growth: f64) {
    let strength = setting.scenario.parameters.supply.competition.0;
    let fitness = |world: &World, firm: usize| {
        world.firms.productivity[firm] * (1.0 + ln(1.0 + f64::from(world.firms.knowledge[(firm, solution)])))
    };
    let (mut capacity, mut weighted) = (0.0, 0.0);
    for firm in suppliers(world, solution) {
        capacity += world.firms.supply_capacity[firm];
        weighted += world.firms.supply_capacity[firm] * fitness(world, firm);
    }
    if capacity <= 0.0 {
        return;
    }
    let mean = weighted / capacity;
    let mut reached = 0.0;
    for firm in 0..world.firms.len() {
        if world.firms.solution(firm) == Some(solution) {
            let edge = (fitness(world, firm) / mean - 1.0).clamp(-1.0, 1.0);
            world.firms.supply_capacity[firm] *= growth * (1.0 + strength * edge);
            reached += world.firms.supply_capacity[firm];
        }
    }
    // clamping may move the sum a little: bring it back to what the factor allows
    let scale = capacity * growth / reached;
    for firm in 0..world.firms.len() {
        if world.firms.solution(firm) == Some(solution) {
            world.firms.supply_capacity[firm] *= scale;
        }
    }
}

/// Installers of a region grow where owners waited for them.
fn train_installers(world: &mut World, setting: Setting) {
    let most = pow(1.0 + setting.scenario.parameters.supply.installers_growth.0, 0.25);
    for mission in &mut world.missions {
        for (installers, demand) in mission.installers.iter_mut().zip(&mission.installer_demand) {
            if *installers > 0.0 {
                *installers *= (HEADROOM * demand / *installers).clamp(1.0, most);
            }
        }
    }
}
