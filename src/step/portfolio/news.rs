//! News: reports of projects reach their agency and those linked to it, use reaches everybody a year late, and
//! all weigh what they have heard.
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::Setting;
use crate::chance::Purpose;
use crate::numeric::normal_quantile;
use crate::world::World;
use crate::world::beliefs::{REGION_TYPES, Signal, Source};

/// Quarters between two looks at use.
const YEAR: usize = 4;
/// Share of the owners whose use shows as much as use can show; below it the precision falls in proportion [A].
const WIDE_USE: f64 = 0.01;

pub(super) fn hear(world: &mut World, setting: Setting) {
    let evidence = &setting.scenario.parameters.agencies.evidence;
    let reports = std::mem::take(&mut world.reports);
    for report in &reports {
        world.public.hear(&report.signal, 1.0);
        for (place, agency) in world.agencies.iter_mut().enumerate() {
            let is_own = place == report.agency.index();
            agency
                .beliefs
                .hear(&report.signal, if is_own { 1.0 } else { agency.links[report.agency.index()] });
        }
    }
    world.reports = reports;
    world.reports.clear();
    if world.step.is_multiple_of(YEAR) {
        look_at_use(world, setting);
    }
    // what use shows has no error that all of it shares
    let mut common = evidence.noise;
    common[Source::Use as usize] = 0.0;
    world.public.weigh(evidence.carried.0, &common);
    for agency in &mut world.agencies {
        agency.beliefs.weigh(evidence.carried.0, &common);
    }
}

/// Everybody hears what use showed a year ago in regions of each type, and what it shows now is noted for the next.
fn look_at_use(world: &mut World, setting: Setting) {
    let noise = setting.scenario.parameters.agencies.evidence.noise[Source::Use as usize];
    let luck = setting.streams.luck(Purpose::UseEvidence, world.step);
    for solution in 0..world.solutions.len() {
        for region_type in 0..REGION_TYPES {
            let (used, removed) = world.solutions.use_seen[(solution, region_type)];
            if used > 0.0 {
                let spread = noise / (used / WIDE_USE).min(1.0).sqrt();
                let error = spread * normal_quantile(luck.uniform(solution * REGION_TYPES + region_type, 0));
                let signal = Signal {
                    solution,
                    region_type,
                    source: Source::Use,
                    value: removed + error,
                    precision: 1.0 / (spread * spread),
                };
                world.public.hear(&signal, 1.0);
                world.agencies.iter_mut().for_each(|agency| agency.beliefs.hear(&signal, 1.0));
            }
        }
        note_use(world, solution);
    }
}

/// Share of the owners in regions of each type that use a solution, and what it removes for each of them.
fn note_use(world: &mut World, solution: usize) {
    let traits = &world.solutions.traits[solution];
    let mission = &world.missions[traits.mission.index()];
    let (mut units, mut used, mut removed) = ([0.0; REGION_TYPES], [0.0; REGION_TYPES], [0.0; REGION_TYPES]);
    for region in 0..world.regions.len() {
        let region_type = world.solutions.type_of(region, solution);
        let here = mission.units_of(region, traits.rank + 1);
        units[region_type] += mission.traits.units[region];
        used[region_type] += here;
        removed[region_type] +=
            here * world.solutions.contribution(mission.traits.context_sensitivity, region, solution);
    }
    for region_type in 0..REGION_TYPES {
        let seen = &mut world.solutions.use_seen[(solution, region_type)];
        *seen = if used[region_type] > 0.0 {
            (used[region_type] / units[region_type], removed[region_type] / used[region_type])
        } else {
            (0.0, 0.0)
        };
    }
}
