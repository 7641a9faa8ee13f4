//! **Missions**: indicators and milestones are measured.
//!
//! Reads: what owners use, potentials, fit. Writes: what is removed in each region, paths, the date of reaching.
//!
//! Removed share of the problem: `sum over owners of problem x potential x fit` of what they use.
//!
//! Told in section 7.14 of docs/odd.md.

use crate::world::World;
use crate::world::missions::{MILESTONE, Mission};

pub(super) fn measure(world: &mut World) {
    let mut missions = std::mem::take(&mut world.missions);
    for mission in &mut missions {
        measure_one(world, mission);
    }
    world.missions = missions;
}

fn measure_one(world: &World, mission: &mut Mission) {
    let traits = mission.traits.clone();
    let (mut total, mut users) = (0.0, 0.0);
    for region in 0..traits.units.len() {
        let mut removed = 0.0;
        for (rank, id) in traits.solutions.iter().enumerate() {
            let solution = id.index();
            let fit = world.solutions.fit(traits.context_sensitivity, region, solution);
            let effect = world.solutions.potential[solution] * fit;
            for stock in &mission.stocks {
                removed +=
                    f64::from(stock.counts[(region, rank + 1)]) * stock.traits.problem[region] * effect;
            }
        }
        total += removed;
        mission.removed[region] = removed / traits.problem[region];
        let incumbents = mission.units_of(region, 0);
        mission.uptake[region] = 1.0 - incumbents / traits.units[region];
        users += traits.units[region] - incumbents;
    }
    mission.path.push(total);
    mission.uptake_path.push(users / traits.total_units());
    if mission.reached.is_none() && world.step >= traits.start && total >= traits.required() {
        mission.reached = Some(world.step);
    }
    let running = world.step >= traits.start && world.step <= traits.deadline;
    mission.has_missed = false;
    if running && (world.step + 1 - traits.start).is_multiple_of(MILESTONE) {
        let met = total >= traits.promised(world.step) * traits.required();
        mission.milestones.0 += u32::from(met);
        mission.milestones.1 += 1;
        mission.has_missed = !met;
    }
}
