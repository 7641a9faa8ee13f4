//! **Supply**: costs fall with experience, solutions come on sale, and suppliers and installers build
//! capacity after the orders they saw.
//!
//! Reads: units, readiness, last quarter's orders, productivity and knowledge. Writes: costs, prices,
//! capacities of suppliers, imports and installers.
//!
//! Wright's law `c = c0 (X / X0)^-b exp(luck)`, X the units of the world and of home; by a switch also `(K / K0)^-a`, K
//! what research has found (Kouvaritakis, Soria, Isoard 2000). Capacity grows by at
//! most `capacity_growth` a year; shares of suppliers follow a quasi-replicator on productivity and
//! knowledge (Dosi, Fagiolo, Roventini 2010).
//!
//! Told in section 7.10 of docs/odd.md.

use super::readiness::effort_between;
use super::{Desk, HEADROOM, Setting, courses};
use crate::numeric::{exp, ln_f32, pow, sum};
use crate::world::World;
use crate::world::firms::STATUS_QUO;
use crate::world::solutions::Solutions;

/// Share of the field's sales at which firms that turn to a solution bring all of its first capacity at home [A].
const ENTRY: f64 = 0.01;

/// Room for the firms that work on each solution.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// By solution, in order.
    pub suppliers: Vec<Vec<u32>>,
}

pub(super) fn build(world: &mut World, setting: Setting, desk: &mut Desk) {
    let suppliers = &mut desk.supply.suppliers;
    suppliers.iter_mut().for_each(Vec::clear);
    suppliers.resize_with(world.solutions.len(), Vec::new);
    for (firm, direction) in world.firms.direction.iter().enumerate() {
        if *direction != STATUS_QUO {
            suppliers[usize::from(*direction) - 1].push(firm as u32);
        }
    }
    for (solution, suppliers) in suppliers.iter().enumerate() {
        learn_by_doing(world, setting, solution);
        if world.solutions.on_sale(solution) {
            build_capacity(world, setting, solution, suppliers);
        }
        let installed = world.solutions.installed[solution];
        let turnover = &mut world.solutions.turnover[solution];
        *turnover += (installed * world.solutions.price[solution] * 4e-6 - *turnover) / 4.0;
    }
    train_installers(world, setting);
    courses::hold(world, setting);
}

fn learn_by_doing(world: &mut World, setting: Setting, solution: usize) {
    let supply = &setting.scenario.parameters.supply;
    let solutions = &mut world.solutions;
    let traits = &solutions.traits[solution];
    let units = solutions.world_units[solution] + supply.home_learning.0 * solutions.home_units[solution];
    let experience = units / solutions.first_units[solution];
    let searched = if traits.search_exponent > 0.0 { searched(solutions, setting, solution) } else { 1.0 };
    solutions.cost[solution] = traits.cost_start
        * pow(experience, -traits.learning_exponent)
        * exp(solutions.cost_luck[solution])
        * searched;
    let (home, imports) = (solutions.home_capacity[solution], solutions.import_capacity[solution]);
    let import_share = if home + imports > 0.0 { imports / (home + imports) } else { 0.0 };
    solutions.price[solution] =
        solutions.cost[solution] * (1.0 + import_share * (supply.import_price.0 - 1.0));
}

/// What research has left of a cost, `(K / K0)^-a`: K is all effort up to the world's readiness, and what research at
/// home has added since the start.
fn searched(solutions: &Solutions, setting: Setting, solution: usize) -> f64 {
    let supply = &setting.scenario.parameters.supply;
    let up_to = |level| effort_between(supply.readiness_cost, supply.readiness_growth, 0.0, level);
    let first = up_to(setting.scenario.solutions[solution].readiness.0);
    let known = up_to(solutions.world_readiness[solution]) + solutions.home_effort[solution];
    pow(known / first, -solutions.traits[solution].search_exponent)
}

fn build_capacity(world: &mut World, setting: Setting, solution: usize, suppliers: &[u32]) {
    let supply = &setting.scenario.parameters.supply;
    let traits = &world.solutions.traits[solution];
    let stock = world.missions[traits.mission.index()].traits.total_units();
    let first = supply.capacity_start.0 * stock / 4.0;
    let import_share = if traits.imports { supply.import_share.0 } else { 0.0 };
    let first_home = first * (1.0 - import_share);

    let field_sales = sum(&world.firms.sales);
    let mut home = 0.0;
    for &firm in suppliers {
        let capacity = &mut world.firms.supply_capacity[firm as usize];
        if *capacity <= 0.0 {
            // a firm that has come to work on the solution begins to supply it
            let share = world.firms.sales[firm as usize] / field_sales;
            *capacity = first_home * (share / ENTRY).min(1.0);
        }
        home += *capacity;
    }
    let imports = world.solutions.import_capacity[solution].max(first * import_share);
    let wanted = HEADROOM * world.solutions.ordered[solution];
    let most = pow(1.0 + supply.capacity_growth.0, 0.25);
    let growth = if home + imports > 0.0 { (wanted / (home + imports)).clamp(1.0, most) } else { 1.0 };
    compete(world, supply.competition.0, (solution, suppliers), growth);
    world.solutions.home_capacity[solution] = home * growth;
    world.solutions.import_capacity[solution] = imports * growth;
}

/// Suppliers grow together by a factor, the fitter ones at the cost of the others.
fn compete(world: &mut World, strength: f64, (solution, suppliers): (usize, &[u32]), growth: f64) {
    let firms = &mut world.firms;
    let fitness: Vec<f64> = suppliers
        .iter()
        .map(|&firm| {
            let knowledge = ln_f32(1.0 + firms.knowledge[(solution, firm as usize)]);
            firms.productivity[firm as usize] * (1.0 + f64::from(knowledge))
        })
        .collect();
    let (mut capacity, mut weighted) = (0.0, 0.0);
    for (&firm, fitness) in suppliers.iter().zip(&fitness) {
        capacity += firms.supply_capacity[firm as usize];
        weighted += firms.supply_capacity[firm as usize] * fitness;
    }
    if capacity <= 0.0 {
        return;
    }
    let per_mean = capacity / weighted;
    let mut reached = 0.0;
    for (&firm, fitness) in suppliers.iter().zip(&fitness) {
        let edge = (fitness * per_mean - 1.0).clamp(-1.0, 1.0);
        firms.supply_capacity[firm as usize] *= growth * (1.0 + strength * edge);
        reached += firms.supply_capacity[firm as usize];
    }
    // clamping may move the sum a little: bring it back to what the factor allows
    let scale = capacity * growth / reached;
    for &firm in suppliers {
        firms.supply_capacity[firm as usize] *= scale;
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::chance::Streams;
    use crate::founding::Ground;
    use crate::scenario::Scenario;

    #[test]
    fn a_doubling_of_what_is_known_takes_the_search_rate_off_the_cost() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let changes = ["solution.pump.search_rate=0.2".to_owned(), "supply.readiness_growth=1".to_owned()];
        let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
        let streams = Streams::new(1, 0);
        let mut world = Ground::survey(&scenario).found(&scenario, streams);
        let setting = Setting { scenario: &scenario, policy: &scenario.policies[0], streams };
        // nobody has found anything yet
        assert_eq!(searched(&world.solutions, setting, 0), 1.0);
        // where every level costs the same, the start is `readiness` of them; as much again at home makes twice that
        let start = scenario.solutions[0].readiness.0 * scenario.parameters.supply.readiness_cost.0;
        world.solutions.home_effort[0] = start;
        assert!((searched(&world.solutions, setting, 0) - 0.8).abs() < 1e-12);
    }
}
