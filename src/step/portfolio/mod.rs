//! **Portfolio**: agencies hear what projects and use have shown, change their beliefs, stop what promises too
//! little, scale up what promises most, and shift the weights of solutions; links form between them.
//!
//! Reads: reports of the last quarter, use a year ago, beliefs, projects. Writes: beliefs, links, weights,
//! commitments to one solution, authority to steer, projects that are stopped or scaled up.
//!
//! Beliefs are normal: `precision = 1 / v0 + sum over sources of 1 / (common^2 + 1 / sum of precisions)`. A project is
//! stopped when `((b - b*/2) / (b*/2)) / share of its money that is left` falls below a hurdle, b what the agency
//! expects of its solution in its type of region and b* of the best. Thompson sampling: Thompson 1933.
//!
//! Told in section 7.4 of docs/odd.md.

mod links;
mod mimicry;
mod news;
mod stopping;
mod weights;

use super::{Setting, staff};
use crate::ids::AgencyId;
use crate::world::World;

pub(super) use mimicry::authority_in_effect;
pub use stopping::promise;
pub(super) use weights::alignment;

pub(super) fn steer(world: &mut World, setting: Setting) {
    links::form(world, setting);
    news::hear(world, setting);
    stopping::review(world, setting);
    weights::shift(world, setting);
    keep_authority(world, setting);
}

/// Authority to steer slips back towards ordinary calls, unless a mission team holds it.
fn keep_authority(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.agencies;
    for place in 0..world.agencies.len() {
        if !staff::is_at_work(world, setting, place) {
            continue;
        }
        if setting.policy.governance.mission_team {
            staff::charge_agency(world, setting, AgencyId::new(place), parameters.staff.team.0);
        } else {
            world.agencies[place].authority *= 1.0 - parameters.steering.reversion.0;
        }
    }
}
