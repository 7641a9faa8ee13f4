//! **Shocks**: what comes from outside. GDP grows with common luck; the incumbent's running cost and the
//! costs of solutions take a random step; the rest of the world builds units and readiness; donors leave.
//!
//! Reads: parameters. Writes: GDP, luck of costs, units and readiness of the world, discount, donors.
//!
//! `ln c(t+1) = ln c(t) + sd N / 2` a quarter (Farmer, Lafond 2016); home readiness follows the world's
//! with a lag of one year.
//!
//! Told in section 7.2 of docs/odd.md.

use super::{Setting, donors};
use crate::chance::Purpose;
use crate::numeric::{exp, ln, normal_quantile, pow};
use crate::world::World;
use crate::world::solutions::READY;

/// Standard deviation of a quarter's step in units of a year's.
const QUARTER_STEP: f64 = 0.5;

pub(super) fn strike(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters;
    let shocks = &parameters.shocks;
    let luck = setting.streams.luck(Purpose::WorldShock, world.step);
    let normal = |agent: usize| normal_quantile(luck.uniform(agent, 0));

    world.discount = pow(1.0 + shocks.discount_rate.0, -(world.step as f64) / 4.0);
    let growth = ln(1.0 + shocks.growth.0) / 4.0 + shocks.growth_spread.0 * QUARTER_STEP * normal(0);
    let regions = &mut world.regions;
    for (gdp, research) in regions.gdp.iter_mut().zip(&mut regions.usual_research) {
        *gdp *= exp(growth);
        *research *= exp(growth);
    }

    for (place, mission) in world.missions.iter_mut().enumerate() {
        mission.incumbent_luck += shocks.incumbent_spread.0 * QUARTER_STEP * normal(1 + place);
    }

    let solutions = &mut world.solutions;
    let yearly_gain = parameters.supply.world_readiness;
    for (place, traits) in solutions.traits.iter().enumerate() {
        solutions.cost_luck[place] +=
            shocks.cost_spread.0 * QUARTER_STEP * normal(1 + world.missions.len() + place);
        let yearly = traits.world_path.get(world.step / 4).unwrap_or(&traits.world_growth);
        solutions.world_units[place] *= pow(*yearly, 0.25);
        let world_readiness = &mut solutions.world_readiness[place];
        *world_readiness = (*world_readiness + yearly_gain.per_quarter()).min(READY);
        let followed = *world_readiness - yearly_gain.0;
        solutions.readiness[place] = solutions.readiness[place].max(followed);
    }
    donors::leave(world, setting);
}
