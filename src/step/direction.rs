//! **Direction**: once a year each firm chooses where to search: the status quo or one of the solutions.
//!
//! Reads: offers, turnover and readiness of solutions, knowledge and directions of firms. Writes: directions.
//!
//! Softmax with inertia over prospects
//! `U_s = a ln(1 + R_s / 1 % of the field's sales) + b relatedness + c share that searches there - d missing readiness - switching`
//! (relatedness: Boschma, Balland, Kogler 2015; market pull: Aghion et al. 2016). The weights are assumptions.

use super::Setting;
use super::turns::turn;
use crate::chance::Purpose;
use crate::numeric::{exp, ln, sum};
use crate::scenario::parameters::Search;
use crate::world::World;
use crate::world::firms::{Direction, Firms};
use crate::world::solutions::ON_SALE;

/// Sales that count as a prospect of one unit, as a share of the field's sales [A].
pub(super) const PROSPECT: f64 = 0.01;

/// Whether a firm chooses in a quarter where to search.
pub fn chooses_direction(firms: &Firms, firm: usize, step: usize) -> bool {
    turn(&firms.of_region(usize::from(firms.region[firm])), step).contains(&firm)
}

pub(super) fn choose(world: &mut World, setting: Setting) {
    let search = &setting.scenario.parameters.firms.search;
    let prospects = prospects(world, search);
    let luck = setting.streams.luck(Purpose::Direction, world.step);
    // beyond, one prospect is everything and the other nothing
    let weight = |value: f64| exp((search.sharpness.0 * value).clamp(-100.0, 100.0));
    let status_quo = weight(search.outside.0);
    // what firms without knowledge of a solution see of it: the same for all
    let from_outside: Vec<f64> =
        prospects.iter().map(|prospect| weight(prospect - search.switching.0)).collect();
    let stay = weight(search.switching.0);
    let firms = &mut world.firms;
    let mut weights = vec![0.0; prospects.len() + 1];
    let starts = firms.starts.clone();
    for firm in starts.windows(2).flat_map(|ends| turn(&(ends[0] as usize..ends[1] as usize), world.step)) {
        let now = usize::from(firms.direction[firm]);
        weights[0] = status_quo;
        weights[1..].copy_from_slice(&from_outside);
        for (solution, known) in firms.knowledge.row(firm).iter().enumerate() {
            if *known > 0.0 {
                let (known, wish) = (f64::from(*known), firms.intensity[firm] * firms.sales[firm] * 4.0);
                weights[solution + 1] *= weight(search.relatedness.0 * known / (known + wish));
            }
        }
        if now != 0 {
            // it is the others that cost a change of direction
            weights[now] *= stay;
            weights[0] /= stay;
        }
        let mut left = luck.uniform(firm, 0) * weights.iter().sum::<f64>();
        let chosen = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        let chosen = chosen.unwrap_or(now);
        if chosen != now {
            firms.direction[firm] = chosen as Direction;
            firms.supply_capacity[firm] = 0.0;
        }
    }
}

/// What every firm sees of each solution: expected revenue, how many search there, how ready it is.
fn prospects(world: &World, search: &Search) -> Vec<f64> {
    let firms = &world.firms;
    let field_sales = sum(&firms.sales) * 4.0;
    (0..world.solutions.len())
        .map(|solution| {
            let revenue = world.offers.announced[solution] + world.solutions.turnover[solution];
            let towards = solution as Direction + 1;
            let searching: u32 = firms.direction.iter().map(|to| u32::from(*to == towards)).sum();
            let missing = (ON_SALE - world.solutions.readiness[solution]).max(0.0);
            search.revenue.0 * ln(1.0 + revenue / (PROSPECT * field_sales))
                + search.expectations.0 * f64::from(searching) / firms.len() as f64
                - search.readiness.0 * missing
        })
        .collect()
}
