//! Links: agencies of one level, or of different ones, come to share what they know. It takes time and hours.
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::{Setting, staff};
use crate::ids::AgencyId;
use crate::world::World;

/// Links grow in equal steps from the start until they are formed; friction between fields takes a part of them.
pub(super) fn form(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.agencies;
    let grown = ((world.step + 1) as f64 / parameters.links.time.quarters().max(1.0)).min(1.0);
    for place in 0..world.agencies.len() {
        if !staff::is_at_work(world, setting, place) {
            continue;
        }
        let mut linked = 0.0;
        for other in (0..world.agencies.len()).filter(|other| *other != place) {
            if !staff::is_at_work(world, setting, other) || !is_foreseen(world, setting, place, other) {
                continue;
            }
            let alike = world.agencies[place].traits.field == world.agencies[other].traits.field;
            let lost = if alike { 0.0 } else { parameters.links.friction.0 };
            world.agencies[place].links[other] = grown * (1.0 - lost);
            linked += 1.0;
        }
        if linked > 0.0 {
            staff::charge_agency(world, setting, AgencyId::new(place), linked * parameters.staff.link.0);
        }
    }
}

/// Whether the policy links two agencies.
fn is_foreseen(world: &World, setting: Setting, one: usize, other: usize) -> bool {
    let governance = &setting.policy.governance;
    if world.agencies[one].traits.level == world.agencies[other].traits.level {
        governance.horizontal_links
    } else {
        governance.vertical_links
    }
}
