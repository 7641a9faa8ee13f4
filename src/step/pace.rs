//! Pace: how fast work goes in a place, by what the place and its organisations can take in.
//!
//! `0.5 + 0.5 A` with absorption A (Cohen, Levinthal 1990), of capacity that help raises for the projects of a line;
//! less where a region has more projects than it can carry.
//!
//! Told in section 7.8 of docs/odd.md.

use super::Setting;
use crate::ids::LineId;
use crate::numeric::exp;
use crate::world::World;
use crate::world::regions::absorption;

/// How fast the work of a line's project goes in a region, as a share of full speed.
pub(super) fn speed(world: &World, setting: Setting, line: LineId, region: usize) -> f64 {
    pace_at(
        setting,
        world.regions.geography.human_capital[region],
        capacity_with_help(world, setting, line, region),
    )
}

/// How fast work goes at a level of capacity, as a share of full speed: `0.5 + 0.5 A`.
pub(super) fn pace_at(setting: Setting, human_capital: f64, capacity: f64) -> f64 {
    let space = &setting.scenario.parameters.space;
    0.5 + 0.5 * absorption(space.absorption, space.absorption_threshold.0, human_capital, capacity)
}

/// Capacity of a region for the projects of a line: help closes a part of what it lacks.
pub(super) fn capacity_with_help(world: &World, setting: Setting, line: LineId, region: usize) -> f64 {
    let capacity = world.regions.capacity[region];
    match world.lines[line.index()].help.get(region) {
        Some(help) => {
            let closed = 1.0 - exp(-help / setting.scenario.parameters.space.help_money.0);
            capacity + (1.0 - capacity) * closed
        }
        None => capacity,
    }
}

/// Project money that a region can carry in a year without delay, M EUR.
pub(super) fn absorbable(world: &World, setting: Setting, region: usize) -> f64 {
    let space = &setting.scenario.parameters.space;
    let per_head = space.absorbable * (space.payment_floor.0 + world.regions.capacity[region]);
    per_head.times(world.regions.geography.population[region]).0
}

/// Share of their pace that the projects of a region keep: 1 unless they are more than it can carry.
pub(super) fn carried(world: &World, setting: Setting, region: usize) -> f64 {
    let pace = world.regions.project_pace[region];
    if pace > 0.0 { (absorbable(world, setting, region) / pace).min(1.0) } else { 1.0 }
}
