//! Mimicry: an agency may have been given authority to steer, as the fashion is, and be too weak to use it; a switch.
//!
//! What looks like a capable administration need not be one (isomorphic mimicry: Andrews, Pritchett, Woolcock 2017; the
//! form is an assumption).
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::Setting;
use crate::ids::AgencyId;
use crate::numeric::pow;
use crate::world::World;
use crate::world::agencies::{AgencyTraits, Level};

/// What an agency's authority to steer comes to: `authority (C q)^m`, C its capability, and q the capacity of its
/// territory where it is regional or of a city, else 1.
pub(in super::super) fn authority_in_effect(world: &World, setting: Setting, id: AgencyId) -> f64 {
    let agency = &world.agencies[id.index()];
    let power = setting.scenario.parameters.agencies.steering.mimicry.0;
    if power <= 0.0 {
        return agency.authority;
    }
    agency.authority * pow(agency.capability * capacity_around(world, &agency.traits), power)
}

/// Capacity where the people of an agency's territory live, if it is regional or of a city; 1 for wider ones.
fn capacity_around(world: &World, traits: &AgencyTraits) -> f64 {
    if traits.level < Level::Regional {
        return 1.0;
    }
    let regions = &world.regions;
    let all = || regions.ids().collect::<Vec<_>>();
    let (mut people, mut able) = (0.0, 0.0);
    for region in traits.regions.clone().unwrap_or_else(all) {
        let here = regions.geography.population[region.index()];
        people += here;
        able += here * regions.capacity[region.index()];
    }
    able / people
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ids::RegionId;
    use crate::world::regions::{Geography, Regions};

    #[test]
    fn the_capacity_around_regional_agencies_is_that_of_their_people() {
        let geography = Geography { population: vec![1.0, 3.0, 6.0], ..Geography::default() };
        let regions =
            Regions { geography: Arc::new(geography), capacity: vec![0.2, 0.6, 0.9], ..Regions::default() };
        let world = World { regions, ..World::default() };
        let of = |level, regions: Option<Vec<usize>>| {
            let regions = regions.map(|regions| regions.into_iter().map(RegionId::new).collect());
            capacity_around(&world, &AgencyTraits { level, regions, ..AgencyTraits::default() })
        };
        // (1 x 0.2 + 3 x 0.6) / 4 in its territory; with 6 x 0.9 everywhere 7.4 / 10
        assert!((of(Level::Regional, Some(vec![0, 1])) - 0.5).abs() < 1e-12);
        assert!((of(Level::City, None) - 0.74).abs() < 1e-12);
        assert_eq!(of(Level::National, Some(vec![0])), 1.0);
    }
}
