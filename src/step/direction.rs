//! **Direction**: once a year each firm chooses where to search: the status quo or one of the solutions.
//!
//! Reads: offers, turnover and readiness of solutions, knowledge and directions of firms. Writes: directions.
//!
//! Softmax with inertia over prospects
//! `U_s = a ln(1 + R_s / 1 % of the field's sales) + b relatedness + c share that searches there - d missing readiness - switching`
//! (relatedness: Boschma, Balland, Kogler 2015; market pull: Aghion et al. 2016). The weights are assumptions.

use super::{Desk, Setting};
use crate::chance::{Purpose, unit};
use crate::numeric::{exp, ln};
use crate::scenario::parameters::Search;
use crate::world::World;
use crate::world::firms::Direction;
use crate::world::solutions::ON_SALE;

/// Sales that count as a prospect of one unit, as a share of the field's sales [A].
const PROSPECT: f64 = 0.01;
/// Firms choose in four groups, one a quarter.
const GROUPS: usize = 4;

pub(super) fn choose(world: &mut World, setting: Setting, desk: &mut Desk) {
    let search = &setting.scenario.parameters.firms.search;
    let prospects = prospects(world, search);
    setting.streams.fill(Purpose::Direction, world.step, world.firms.len(), &mut desk.words);
    let firms = &mut world.firms;
    let mut weights = vec![0.0; prospects.len() + 1];
    for firm in (world.step % GROUPS..firms.len()).step_by(GROUPS) {
        let now = firms.direction[firm];
        let wish = firms.intensity[firm] * firms.sales[firm] * 4.0;
        let switching = |to: usize| if usize::from(now) == to { 0.0 } else { search.switching.0 };
        weights[0] = exp(search.sharpness.0 * (search.outside.0 - switching(0)));
        let mut total = weights[0];
        for (solution, prospect) in prospects.iter().enumerate() {
            let knowledge = f64::from(firms.knowledge[(firm, solution)]);
            let relatedness = if knowledge > 0.0 { knowledge / (knowledge + wish) } else { 0.0 };
            let value = prospect + search.relatedness.0 * relatedness - switching(solution + 1);
            weights[solution + 1] = exp(search.sharpness.0 * value);
            total += weights[solution + 1];
        }
        let mut left = unit(desk.words[firm]) * total;
        let chosen = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        let chosen = chosen.unwrap_or(usize::from(now)) as Direction;
        if chosen != now {
            firms.direction[firm] = chosen;
            firms.supply_capacity[firm] = 0.0;
        }
    }
}

/// What every firm sees of each solution: expected revenue, how many search there, how ready it is.
fn prospects(world: &World, search: &Search) -> Vec<f64> {
    let firms = &world.firms;
    let mut searching = vec![0.0; world.solutions.len() + 1];
    for &direction in &firms.direction {
        searching[usize::from(direction)] += 1.0;
    }
    let field_sales: f64 = firms.sales.iter().sum::<f64>() * 4.0;
    (0..world.solutions.len())
        .map(|solution| {
            let revenue = world.offers.announced[solution] + world.solutions.turnover[solution];
            let missing = (ON_SALE - world.solutions.readiness[solution]).max(0.0);
            search.revenue.0 * ln(1.0 + revenue / (PROSPECT * field_sales))
                + search.expectations.0 * searching[solution + 1] / firms.len() as f64
                - search.readiness.0 * missing
        })
        .collect()
}
