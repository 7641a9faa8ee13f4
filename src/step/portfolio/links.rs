//! Links: agencies of one level, or of different ones, come to share what they know. It takes time and hours: by two
//! switches more of both between fields, and where people feel strongly about what the agencies are for.
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::{Setting, staff};
use crate::ids::AgencyId;
use crate::scenario::parameters::Links;
use crate::world::World;

/// Links grow in equal steps from the start until they are formed; friction between fields takes a part of them.
pub(super) fn form(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.agencies;
    let quarters = parameters.links.time.quarters().max(1.0);
    let salience = salience(world, setting);
    for place in 0..world.agencies.len() {
        if !staff::is_at_work(world, setting, place) {
            continue;
        }
        let mut effort = 0.0;
        for other in (0..world.agencies.len()).filter(|other| *other != place) {
            if !staff::is_at_work(world, setting, other) || !is_foreseen(world, setting, place, other) {
                continue;
            }
            let alike = world.agencies[place].traits.field == world.agencies[other].traits.field;
            let lost = if alike { 0.0 } else { parameters.links.friction.0 };
            let hard = hardship(&parameters.links, alike, salience[place].max(salience[other]));
            let grown = ((world.step + 1) as f64 / (quarters * hard)).min(1.0);
            let link = &mut world.agencies[place].links[other];
            // what has grown is not lost when a mission becomes salient
            *link = link.max(grown * (1.0 - lost));
            effort += hard;
        }
        if effort > 0.0 {
            staff::charge_agency(world, setting, AgencyId::new(place), effort * parameters.staff.link.0);
        }
    }
}

/// How many times the usual time and hours a link takes.
fn hardship(links: &Links, alike: bool, salience: f64) -> f64 {
    let distance = if alike { 0.0 } else { links.distance.0 };
    (1.0 + distance) * (1.0 + links.salience.0 * salience)
}

/// By agency: the mean strength, 0 to 1, of what people feel for or against that one of its missions about which
/// they feel most strongly; nought where it does not matter.
fn salience(world: &World, setting: Setting) -> Vec<f64> {
    let mut salience = vec![0.0_f64; world.agencies.len()];
    if setting.scenario.parameters.agencies.links.salience.0 <= 0.0 {
        return salience;
    }
    let felt: Vec<f64> =
        (0..world.missions.len()).map(|mission| world.strength_of_feeling(mission)).collect();
    for line in &setting.policy.lines {
        let mine = &mut salience[line.terms.agency.index()];
        *mine = mine.max(felt[line.terms.mission.index()]);
    }
    salience
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Index, Share, Years};

    #[test]
    fn links_are_harder_between_fields_and_where_feelings_are_strong() {
        let links = |distance, salience| Links {
            time: Years(2.0),
            duplication: Share(0.5),
            drift: Share(0.3),
            friction: Share(0.0),
            distance: Index(distance),
            salience: Index(salience),
            conflict: Share(0.0),
        };
        // twice as hard between fields, and half as hard again where feelings are as strong as can be
        assert_eq!(hardship(&links(1.0, 0.5), false, 1.0), 3.0);
        assert_eq!(hardship(&links(1.0, 0.5), true, 0.5), 1.25);
        // nobody feels anything, all in one field; or the switches are off
        assert_eq!(hardship(&links(1.0, 0.5), true, 0.0), 1.0);
        assert_eq!(hardship(&links(0.0, 0.0), false, 1.0), 1.0);
    }
}
