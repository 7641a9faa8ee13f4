//! **Maps**: once a year each agency looks at places, and what it sees is its own map. Lines may go by two others: one
//! without errors, and a wrong one on which places are exchanged.
//!
//! `need seen ~ problem exp(s N)`, capacity and fit `+ s N` within 0 and 1, with `s = view_noise (1 - C)`. On the wrong map
//! need per head, capacity and fit of a region are those seen of another, and people stay where they are: so money is as
//! concentrated as it would be, in other places.
//!
//! Reads: problem, capacity and fit of regions, capability. Writes: what the agency sees.
//!
//! Told in section 7.5 of docs/odd.md.

use super::Setting;
use crate::chance::Purpose;
use crate::numeric::{exp, normal_quantile};
use crate::scenario::agency::MOST_AGENCIES;
use crate::world::World;
use crate::world::agencies::{Map, View};

/// What an error is about.
#[derive(Clone, Copy)]
enum Thing {
    Need,
    Capacity,
    Fit,
}

/// An agency looks at places: at where the problem lies, at capacity and at fit, with errors that fall with its
/// capability, anew each year.
pub(super) fn look_around(world: &mut World, setting: Setting, place: usize) {
    let agency = &mut world.agencies[place];
    let noise = setting.scenario.parameters.agencies.view_noise.0 * (1.0 - agency.capability);
    let luck = setting.streams.luck(Purpose::AgencyView, world.step * MOST_AGENCIES + place);
    let error = |which: usize, thing: Thing| noise * normal_quantile(luck.uniform(which, thing as usize));
    let mut view = std::mem::take(&mut agency.view);
    look(world, &mut view, error);
    if goes_by(setting, place, Map::Exact) {
        let mut exact = view.clone();
        look(world, &mut exact, |_, _| 0.0);
        world.agencies[place].exact_view = exact;
    }
    if goes_by(setting, place, Map::Wrong) {
        world.agencies[place].wrong_view = exchanged(world, &view, place);
    }
    world.agencies[place].view = view;
}

/// Whether a line of an agency goes by a map.
fn goes_by(setting: Setting, agency: usize, map: Map) -> bool {
    let mut lines = setting.policy.lines.iter();
    lines.any(|line| line.terms.agency.index() == agency && line.terms.design.map == map)
}

/// What is seen with such errors.
fn look(world: &World, view: &mut View, error: impl Fn(usize, Thing) -> f64) {
    let regions = world.regions.len();
    for (mission, seen) in view.need.iter_mut().enumerate() {
        for (region, seen) in seen.iter_mut().enumerate() {
            let problem = world.missions[mission].traits.problem[region];
            *seen = problem * exp(error(mission * regions + region, Thing::Need));
        }
        sum_to_one(seen);
    }
    for (region, seen) in view.capacity.iter_mut().enumerate() {
        *seen = (world.regions.capacity[region] + error(region, Thing::Capacity)).clamp(0.0, 1.0);
    }
    let (fit, solutions) = (world.solutions.native_fit.cells(), &world.solutions.traits);
    for (place, (seen, fit)) in view.fit.cells_mut().iter_mut().zip(fit).enumerate() {
        // those who were asked have said what their place is like
        let (region, solution) = (place / solutions.len(), place % solutions.len());
        let unheard = 1.0 - world.missions[solutions[solution].mission.index()].asked[region];
        *seen = (f64::from(*fit) + unheard * error(place, Thing::Fit)).clamp(0.0, 1.0) as f32;
    }
}

/// What an agency sees, with places exchanged.
fn exchanged(world: &World, view: &View, agency: usize) -> View {
    let taken_for = &world.agencies[agency].traits.exchanged;
    let people = &world.regions.geography.population;
    let mut wrong = view.clone();
    for (here, there) in taken_for.iter().map(|id| id.index()).enumerate() {
        for (wrong, seen) in wrong.need.iter_mut().zip(&view.need) {
            wrong[here] = seen[there] / people[there] * people[here];
        }
        wrong.capacity[here] = view.capacity[there];
        wrong.fit.row_mut(here).copy_from_slice(view.fit.row(there));
    }
    wrong.need.iter_mut().for_each(|need| sum_to_one(need));
    wrong
}

fn sum_to_one(shares: &mut [f64]) {
    let total: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ids::RegionId;
    use crate::world::agencies::{Agency, AgencyTraits};
    use crate::world::grid::Grid;
    use crate::world::regions::Geography;

    #[test]
    fn on_the_wrong_map_places_are_exchanged_and_people_stay() {
        let mut world = World::default();
        let geography = Geography { population: vec![1.0, 2.0, 5.0], ..Geography::default() };
        world.regions.geography = Arc::new(geography);
        let exchanged_with = [1, 0, 2].map(RegionId::new).to_vec();
        world.agencies.push(Agency {
            traits: AgencyTraits { exchanged: exchanged_with, ..AgencyTraits::default() },
            ..Agency::default()
        });
        let mut fit = Grid::filled(3, 2, 0.0);
        fit[(0, 1)] = 0.5;
        // a fifth, two fifths, two fifths: 0.2, 0.2, 0.08 a head
        let view = View { need: vec![vec![0.2, 0.4, 0.4]], capacity: vec![0.1, 0.2, 0.3], fit };
        let wrong = exchanged(&world, &view, 0);
        for (found, expected) in wrong.need[0].iter().zip([0.2, 0.4, 0.4]) {
            assert!((found - expected).abs() < 1e-15, "need per head of both is the same");
        }
        assert_eq!(wrong.capacity, [0.2, 0.1, 0.3]);
        assert_eq!((wrong.fit[(0, 1)], wrong.fit[(1, 1)]), (0.0, 0.5));
        // 0.5 and 0.1 a head change places: 0.1 x 1, 0.5 x 2 and 0.1 x 5 of 1.6
        let view = View { need: vec![vec![0.5, 0.2, 0.5]], ..view };
        for (found, expected) in exchanged(&world, &view, 0).need[0].iter().zip([0.0625, 0.625, 0.3125]) {
            assert!((found - expected).abs() < 1e-15);
        }
    }
}
