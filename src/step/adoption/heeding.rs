//! Heeding: how many of those whom a standard binds comply with it, a switch.
//!
//! Who supports the mission complies of itself, and where capacity is high the others are made to: either is enough
//! (power of authorities and trust in them: Kirchler, Hoelzl, Wahl 2008; the form is an assumption).
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::Setting;
use crate::world::World;
use crate::world::missions::Mission;

/// Notes for each region the share of those bound by standards who comply.
pub(super) fn of_standards(world: &World, setting: Setting, mission: &mut Mission, place: usize) {
    let evasion = setting.scenario.parameters.owners.evasion.0;
    if evasion <= 0.0 || mission.compliance <= 0.0 {
        return;
    }
    for (region, heed) in mission.heed.iter_mut().enumerate() {
        *heed = heeding(evasion, world.regions.capacity[region], world.support_in(place, region));
    }
}

/// `1 - evasion (1 - Q) (1 - S) / 2`: those who evade are against it and nobody makes them comply.
fn heeding(evasion: f64, capacity: f64, support: f64) -> f64 {
    1.0 - evasion * (1.0 - capacity) * (1.0 - support) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_evade_who_are_against_it_and_are_not_made_to() {
        // full capacity or full support is enough, and without the switch nobody evades
        assert_eq!([heeding(1.0, 1.0, -1.0), heeding(1.0, 0.0, 1.0), heeding(0.0, 0.0, -1.0)], [1.0; 3]);
        assert_eq!(heeding(1.0, 0.0, -1.0), 0.0);
        // half of the capacity is lacking and three quarters are against it: 0.8 x 0.5 x 0.75 evade
        assert!((heeding(0.8, 0.5, -0.5) - 0.7).abs() < 1e-12);
    }
}
