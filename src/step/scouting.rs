//! Scouting: people go and see what the rest of the world can do with a solution, and bring it home. Where the
//! world is not ahead there is nothing to bring, and nothing is paid.
//!
//! Reads: offers, readiness at home and in the world, absorption. Writes: line accounts, wages, effort and
//! readiness, knowledge of firms.
//!
//! Effort = money x real research x (0.5 + 0.5 A) / imitation_cost, no more than closes the gap in readiness:
//! what others can do already costs less than what nobody can (Mansfield, Schwartz, Wagner 1981), and a region
//! takes in as much as it absorbs (Cohen, Levinthal 1990).
//!
//! Told in section 7.9 of docs/odd.md.

use super::Setting;
use super::learning::{Learners, take_up};
use super::pace::pace_at;
use super::readiness::{effort_between, raise};
use super::staff::pay_region;
use crate::ids::{LineId, SolutionId};
use crate::scenario::parameters::Supply;
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::Flow;

/// Pays for as much as there is to bring home, as it looks before the quarter's research.
pub(super) fn pay(world: &mut World, setting: Setting) {
    if world.offers.scouting.is_empty() {
        return;
    }
    let mut offers = std::mem::take(&mut world.offers.scouting);
    let supply = &setting.scenario.parameters.supply;
    // what no line pays for yet
    let mut missing: Vec<f64> =
        (0..world.solutions.len()).map(|solution| gap(world, supply, solution)).collect();
    for offer in &mut offers {
        for (column, id) in offer.solutions.iter().enumerate() {
            let missing = &mut missing[id.index()];
            let regions = 0..world.regions.len();
            let offered: f64 =
                regions.clone().map(|r| offer.money[(r, column)] * worth(world, setting, r)).sum();
            let needed = if offered > *missing { *missing / offered } else { 1.0 };
            *missing = (*missing - offered * needed).max(0.0);
            for region in regions {
                offer.money[(region, column)] *= needed;
                send_out(world, offer.line, region, Money(offer.money[(region, column)]));
            }
        }
    }
    world.offers.scouting = offers;
}

/// Effort that brings a solution at home to where the world is.
fn gap(world: &World, supply: &Supply, solution: usize) -> f64 {
    let solutions = &world.solutions;
    let (home, world) = (solutions.readiness[solution], solutions.world_readiness[solution]);
    effort_between(supply.readiness_cost, supply.readiness_growth, home, world)
}

/// Effort that a euro is worth in a region.
fn worth(world: &World, setting: Setting, region: usize) -> f64 {
    let supply = &setting.scenario.parameters.supply;
    let regions = &world.regions;
    let absorbed = pace_at(setting, regions.geography.human_capital[region], regions.capacity[region]);
    regions.real_research[region] * absorbed / supply.imitation_cost.0
}

/// Pays the people of a region who go and see: they are researchers like others, so wages rise with their number.
fn send_out(world: &mut World, line: LineId, region: usize, money: Money) {
    pay_region(world, line, Flow::Scouting, money, region);
    world.regions.project_research[region] += money.0;
}

/// Brings home what was paid for: readiness up to the world's, and knowledge to the firms at work on it.
pub(super) fn bring_home(world: &mut World, setting: Setting) {
    let offers = std::mem::take(&mut world.offers.scouting);
    for offer in &offers {
        for (column, id) in offer.solutions.iter().enumerate() {
            let mut brought = 0.0;
            for region in 0..world.regions.len() {
                let effort = offer.money[(region, column)] * worth(world, setting, region);
                if effort > 0.0 {
                    take_up(world, region, id.index(), effort, Learners::WhoWorkOnIt);
                    brought += effort;
                }
            }
            reach_out(world, setting, *id, brought);
        }
    }
    world.offers.scouting = offers;
}

/// Raises readiness by an effort, at most to where the world is.
fn reach_out(world: &mut World, setting: Setting, id: SolutionId, effort: f64) {
    let most = gap(world, &setting.scenario.parameters.supply, id.index());
    raise(world, setting, id.index(), effort.min(most));
}
