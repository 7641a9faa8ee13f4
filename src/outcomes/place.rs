//! Where it happens: regions over the line, weak regions, inequality, capacity.

use super::{Better, Measure, Outcome, When, Witness};
use crate::numeric::ln;
use crate::world::World;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "regions_over_line",
        unit: "share",
        meaning: "share of regions whose own indicator meets the target",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let over = over_line(world, mission).filter(|over| *over).count();
            over as f64 / world.regions.len() as f64
        }),
    },
    Outcome {
        name: "people_over_line",
        unit: "share",
        meaning: "share of the population that lives in regions whose own indicator meets the target",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let people = &world.regions.geography.population;
            let over: f64 = over_line(world, mission)
                .zip(people)
                .filter(|(over, _)| *over)
                .map(|(_, people)| people)
                .sum();
            over / world.regions.total_population()
        }),
    },
    Outcome {
        name: "regions_set_back",
        unit: "share",
        meaning: "share of regions that remove less of their own problem than under the baseline with the same luck",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::MissionBeside(|own, baseline, mission| {
            let regions = own.missions[mission].removed.len();
            (0..regions).map(|region| set_back(own, baseline, mission, region)).sum::<f64>() / regions as f64
        }),
    },
    Outcome {
        name: "weak_regions_uptake",
        unit: "ratio",
        meaning: "uptake in the weak regions over the mean uptake",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let uptake = &world.missions[mission].uptake;
            let weak = &world.regions.standing.weak;
            mean(world, uptake, |region| weak[region]) / mean(world, uptake, |_| true)
        }),
    },
    Outcome {
        name: "weak_regions_removed",
        unit: "share",
        meaning: "share of the weak regions' own problem that is removed",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let weak = &world.regions.standing.weak;
            mean(world, &world.missions[mission].removed, |region| weak[region])
        }),
    },
    Outcome {
        name: "theil_between",
        unit: "index",
        meaning: "Theil index of uptake between countries",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| theil(world, mission).0),
    },
    Outcome {
        name: "theil_within",
        unit: "index",
        meaning: "Theil index of uptake between the regions within countries",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| theil(world, mission).1),
    },
    Outcome {
        name: "adaptation",
        unit: "share",
        meaning: "how far the solution is adapted to the places where people live",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| {
            let adapted: Vec<f64> = (0..world.regions.len())
                .map(|r| f64::from(world.solutions.adaptation[(r, solution)]))
                .collect();
            mean(world, &adapted, |_| true)
        }),
    },
    Outcome {
        name: "capacity_mean",
        unit: "share",
        meaning: "institutional capacity where people live",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| mean(world, &world.regions.capacity, |_| true)),
    },
    Outcome {
        name: "capacity_after_money",
        unit: "share",
        meaning: "institutional capacity where people live when money has ended for five years",
        better: Better::More,
        when: When::AfterMoney,
        path: false,
        measure: Measure::World(|world| mean(world, &world.regions.capacity, |_| true)),
    },
    Outcome {
        name: "capacity_weak",
        unit: "share",
        meaning: "institutional capacity where people of the weak regions live",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| {
            let weak = &world.regions.standing.weak;
            mean(world, &world.regions.capacity, |region| weak[region])
        }),
    },
    Outcome {
        name: "region_uptake",
        unit: "share",
        meaning: "share of the region's units that are solutions",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Region(|world, mission, region| world.missions[mission].uptake[region]),
    },
    Outcome {
        name: "region_removed",
        unit: "share",
        meaning: "share of the region's own problem that is removed",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Region(|world, mission, region| world.missions[mission].removed[region]),
    },
    Outcome {
        name: "region_over_line",
        unit: "share",
        meaning: "1 if the region's own indicator meets the target, else 0; its mean is the probability of it",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Region(|world, mission, region| {
            let mission = &world.missions[mission];
            f64::from(mission.removed[region] >= mission.traits.required())
        }),
    },
    Outcome {
        name: "region_set_back",
        unit: "share",
        meaning: "1 if the region removes less of its own problem than under the baseline with the same luck, else 0; its mean is \
                  the probability of it",
        better: Better::Less,
        when: When::Deadline,
        path: false,
        measure: Measure::RegionBeside(set_back),
    },
    Outcome {
        name: "region_support",
        unit: "index",
        meaning: "mean support for the mission of the households of the region, -1 to 1",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Region(World::support_in),
    },
    Outcome {
        name: "region_money",
        unit: "EUR",
        meaning: "public money paid in the region so far, for each inhabitant",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Region(|world, _, region| {
            world.regions.public_money[region] * 1e6 / world.regions.geography.population[region]
        }),
    },
    Outcome {
        name: "region_capacity",
        unit: "share",
        meaning: "institutional capacity of the region",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Region(|world, _, region| world.regions.capacity[region]),
    },
];

fn set_back(own: &Witness, baseline: &Witness, mission: usize, region: usize) -> f64 {
    let removed = |witness: &Witness| witness.missions[mission].removed[region];
    f64::from(removed(own) < removed(baseline))
}

fn over_line(world: &World, mission: usize) -> impl Iterator<Item = bool> {
    let mission = &world.missions[mission];
    let required = mission.traits.required();
    mission.removed.iter().map(move |removed| *removed >= required)
}

/// Mean over people of the regions that are asked for; NaN when nobody lives there.
fn mean(world: &World, values: &[f64], of: impl Fn(usize) -> bool) -> f64 {
    let (mut sum, mut people) = (0.0, 0.0);
    for (region, value) in values.iter().enumerate().filter(|(region, _)| of(*region)) {
        sum += value * world.regions.geography.population[region];
        people += world.regions.geography.population[region];
    }
    sum / people
}

/// Theil index of uptake, between countries and within them (Theil 1967): the two add up to the whole.
fn theil(world: &World, mission: usize) -> (f64, f64) {
    let uptake = &world.missions[mission].uptake;
    let geography = &world.regions.geography;
    let all = mean(world, uptake, |_| true);
    if all <= 0.0 {
        return (0.0, 0.0);
    }
    let term = |ratio: f64| if ratio > 0.0 { ratio * ln(ratio) } else { 0.0 };
    let people = world.regions.total_population();
    let (mut between, mut total) = (0.0, 0.0);
    for regions in &geography.of_country {
        let here: f64 = regions.iter().map(|id| geography.population[id.index()]).sum();
        let sum: f64 = regions.iter().map(|id| geography.population[id.index()] * uptake[id.index()]).sum();
        if here > 0.0 {
            between += here / people * term(sum / here / all);
        }
        for id in regions {
            total += geography.population[id.index()] / people * term(uptake[id.index()] / all);
        }
    }
    (between, total - between)
}
