//! **Capacity**: regions learn from local projects and capacity building, and slip back towards their start.
//!
//! Reads: local money of this quarter. Writes: institutional capacity Q.
//!
//! `dQ = 0.01 (1 - Q) x (EUR per head and year) / 3 - 0.04 (Q - Q_0)` a year [A].

use super::Setting;
use crate::units::{Money, QUARTERS_PER_YEAR};
use crate::world::World;

pub(super) fn learn(world: &mut World, setting: Setting) {
    let space = &setting.scenario.parameters.space;
    let regions = &mut world.regions;
    for region in 0..regions.geography.population.len() {
        let quarter = Money(regions.local_money[region]).per_head(regions.geography.population[region]);
        let yearly = quarter * QUARTERS_PER_YEAR;
        let capacity = &mut regions.capacity[region];
        let gain = space.capacity_gain.per_quarter() * (1.0 - *capacity) * yearly.over(space.capacity_money);
        let slip = space.capacity_slip.per_quarter() * (*capacity - regions.capacity_start[region]);
        *capacity = (*capacity + gain - slip).clamp(0.0, 1.0);
    }
}
