//! Taxes: a part of prices and running costs reaches the exchequer. Owners pay the same with and without them, so
//! nothing that they choose depends on a rate; what they choose decides on the revenue.
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::Setting;
use crate::numeric::exp;
use crate::units::{Euros, Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::missions::Mission;

/// The trade hands over the tax on what it sold.
pub(super) fn on_sales(world: &mut World, setting: Setting, mission: &mut Mission, revenue: Money) {
    collect(world, mission, revenue * setting.scenario.parameters.exchequer.tax_on_sales.0);
}

/// Suppliers of energy hand over the tax on what goods in use took in the quarter.
pub(super) fn on_use(world: &mut World, setting: Setting, mission: &mut Mission) {
    let rates = &setting.scenario.parameters.exchequer;
    let cost = mission.traits.incumbent_running_cost * exp(mission.incumbent_luck);
    let a_quarter = |cost: f64, units: f64| Euros(cost).times(units / QUARTERS_PER_YEAR);
    let mut taxes = a_quarter(cost, mission.units_by_good[0]) * rates.tax_on_incumbent.0;
    for (units, id) in mission.units_by_good[1..].iter().zip(&mission.traits.solutions) {
        let cost = world.solutions.traits[id.index()].running_cost;
        taxes += a_quarter(cost, *units) * rates.tax_on_solutions.0;
    }
    collect(world, mission, taxes);
}

fn collect(world: &mut World, mission: &mut Mission, taxes: Money) {
    mission.purse.taxes.add(taxes);
    world.ledger.world -= taxes.0;
    world.ledger.exchequer += taxes.0;
    world.ledger.enter(Flow::Tax, Sector::World, Sector::Exchequer, taxes);
}
