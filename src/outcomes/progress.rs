//! How far the missions are.

use super::{Better, Measure, Outcome, When};
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "indicator",
        unit: "indicator",
        meaning: "the mission's indicator in its own unit",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            mission.indicator(mission.removed_total())
        }),
    },
    Outcome {
        name: "problem_removed",
        unit: "share",
        meaning: "share of the whole problem that solutions in use remove",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| world.missions[mission].removed_total()),
    },
    Outcome {
        name: "target_reached",
        unit: "share",
        meaning: "1 if the target is met at the deadline, else 0; its mean is the probability",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| f64::from(shortfall(world, mission) <= 0.0)),
    },
    Outcome {
        name: "shortfall",
        unit: "share",
        meaning: "what is missing at the deadline, as a share of what had to be removed; 0 when the target is met",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(shortfall),
    },
    Outcome {
        name: "time_to_target",
        unit: "years",
        meaning: "years from the start of the mission until the target was first met; empty when it was not",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            mission
                .reached
                .map_or(f64::NAN, |step| (step + 1 - mission.traits.start) as f64 / QUARTERS_PER_YEAR)
        }),
    },
    Outcome {
        name: "milestones_met",
        unit: "share",
        meaning: "share of the milestones (one every two years) that were met in time",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let (met, passed) = world.missions[mission].milestones;
            if passed == 0 { f64::NAN } else { f64::from(met) / f64::from(passed) }
        }),
    },
    Outcome {
        name: "support",
        unit: "index",
        meaning: "mean support of households for the mission, -1 to 1",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(World::mean_support),
    },
];

fn shortfall(world: &World, mission: usize) -> f64 {
    let mission = &world.missions[mission];
    let required = mission.traits.required();
    ((required - mission.removed_total()) / required).max(0.0)
}
