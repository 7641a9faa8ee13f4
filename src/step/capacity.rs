//! **Capacity**: regions learn from local projects and capacity building, and slip back towards their start; agencies
//! learn from projects that they finish and review, forget with those who leave, and tire.
//!
//! Reads: local money, reviewed projects and hours of this quarter. Writes: institutional capacity Q of regions,
//! capability C and load of agencies.
//!
//! `dQ = 0.01 (1 - Q) x (EUR per head and year) / 3 - 0.04 (Q - Q_0)` a year [A];
//! `dC = learning (1 - C) reviewed / staff - turnover (C - newcomers)`; load is hours asked over
//! hours there, as a mean in which older quarters fade.
//!
//! Told in section 7.13 of docs/odd.md.

use super::{Setting, donors, staff};
use crate::numeric::pow;
use crate::units::{Euros, Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::agencies::HOURS_A_QUARTER;

pub(super) fn learn(world: &mut World, setting: Setting) {
    donors::keep_up(world, setting);
    regions(world, setting);
    for place in 0..world.agencies.len() {
        if staff::is_at_work(world, setting, place) {
            agency(world, setting, place);
        }
    }
}

fn agency(world: &mut World, setting: Setting, place: usize) {
    let parameters = &setting.scenario.parameters.agencies;
    let agency = &mut world.agencies[place];
    let gain = parameters.learning.0 * (1.0 - agency.capability) * agency.reviewed / agency.staff;
    let loss = parameters.turnover.per_quarter() * (agency.capability - parameters.newcomers.0);
    agency.capability = (agency.capability + gain - loss).clamp(0.0, 1.0);
    // work that comes all at once is done over the year
    let asked = agency.hours / (agency.staff * HOURS_A_QUARTER);
    agency.load += (asked - agency.load) / QUARTERS_PER_YEAR;
    agency.delay = pow(agency.load.max(1.0), parameters.staff.strain.0);
    (agency.hours, agency.reviewed) = (0.0, 0.0);
}

/// What local money of a quarter adds to a level of capacity.
pub(super) fn gain(setting: Setting, capacity: f64, quarter: Euros) -> f64 {
    let space = &setting.scenario.parameters.space;
    let yearly = quarter * QUARTERS_PER_YEAR;
    space.capacity_gain.per_quarter() * (1.0 - capacity) * yearly.over(space.capacity_money)
}

fn regions(world: &mut World, setting: Setting) {
    let space = &setting.scenario.parameters.space;
    let regions = &mut world.regions;
    for region in 0..regions.geography.population.len() {
        let quarter = Money(regions.local_money[region]).per_head(regions.geography.population[region]);
        let capacity = &mut regions.capacity[region];
        let gain = gain(setting, *capacity, quarter);
        let slip = space.capacity_slip.per_quarter() * (*capacity - regions.capacity_start[region]);
        *capacity = (*capacity + gain - slip).clamp(0.0, 1.0);
    }
}
