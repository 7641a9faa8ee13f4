//! How solutions come into use, and what they are by then.

use super::{Better, Measure, Outcome, When};
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;
use crate::world::missions::Mission;
use crate::world::stock::OwnerKind;

/// Share of units in use from which a transition counts as begun.
const TAKE_OFF: f64 = 0.05;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "uptake",
        unit: "share",
        meaning: "share of all units that are solutions",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| uptake(&world.missions[mission])),
    },
    Outcome {
        name: "uptake_after_money",
        unit: "share",
        meaning: "share of all units that are solutions when money has ended for five years",
        better: Better::More,
        when: When::AfterMoney,
        path: false,
        measure: Measure::Mission(|world, mission| uptake(&world.missions[mission])),
    },
    Outcome {
        name: "uptake_household",
        unit: "share",
        meaning: "share of households' units that are solutions",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| uptake_of(world, mission, OwnerKind::Household)),
    },
    Outcome {
        name: "uptake_firm",
        unit: "share",
        meaning: "share of firms' units that are solutions",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| uptake_of(world, mission, OwnerKind::Firm)),
    },
    Outcome {
        name: "uptake_public_body",
        unit: "share",
        meaning: "share of public bodies' units that are solutions",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| uptake_of(world, mission, OwnerKind::Body)),
    },
    Outcome {
        name: "incumbent_share",
        unit: "share",
        meaning: "share of all units that are still the incumbent",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| 1.0 - uptake(&world.missions[mission])),
    },
    Outcome {
        name: "take_off",
        unit: "years",
        meaning: "years from the start until solutions are 5 % of all units; empty when they never are",
        better: Better::Less,
        when: When::End,
        path: false,
        measure: Measure::Mission(|world, mission| years_until(&world.missions[mission], TAKE_OFF)),
    },
    Outcome {
        name: "fastest_change",
        unit: "years",
        meaning: "years from the start to the year in which uptake grew fastest",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::Mission(fastest_change),
    },
    Outcome {
        name: "nine_tenths",
        unit: "years",
        meaning: "years from the start until uptake reached nine tenths of what it is at the end",
        better: Better::Neither,
        when: When::End,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            years_until(mission, 0.9 * uptake(mission))
        }),
    },
    Outcome {
        name: "share_of_purchases",
        unit: "share",
        meaning: "share of the goods that owners bought in the quarter that are solutions; empty where nobody bought any",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let [incumbents, solutions] = world.missions[mission].bought;
            solutions / (incumbents + solutions)
        }),
    },
    Outcome {
        name: "waiting",
        unit: "share",
        meaning: "share of all units whose owners could not be served in the quarter",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            mission.waiting / mission.traits.total_units()
        }),
    },
    Outcome {
        name: "installers",
        unit: "share",
        meaning: "share of all units that installers of all regions can put in within a year",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            mission.installers.iter().sum::<f64>() * QUARTERS_PER_YEAR / mission.traits.total_units()
        }),
    },
    Outcome {
        name: "stranded",
        unit: "share",
        meaning: "share of all units whose owners had to comply in the quarter and found nothing to comply with",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let mission = &world.missions[mission];
            mission.stranded / mission.traits.total_units()
        }),
    },
    Outcome {
        name: "readiness",
        unit: "level",
        meaning: "technology readiness level of the solution at home",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| world.solutions.readiness[solution]),
    },
    Outcome {
        name: "unit_price",
        unit: "EUR",
        meaning: "price of one unit of the solution before support and adaptation",
        better: Better::Less,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| world.solutions.price[solution]),
    },
    Outcome {
        name: "supply_capacity",
        unit: "share/year",
        meaning: "units that suppliers at home can make in a year, as a share of all units",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Solution(|world, solution| {
            let mission = &world.missions[world.solutions.traits[solution].mission.index()];
            world.solutions.home_capacity[solution] * QUARTERS_PER_YEAR / mission.traits.total_units()
        }),
    },
    Outcome {
        name: "solution_share",
        unit: "share",
        meaning: "share of the mission's units that are this solution",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| {
            let traits = &world.solutions.traits[solution];
            let mission = &world.missions[traits.mission.index()];
            mission.units_by_good[traits.rank + 1] / mission.traits.total_units()
        }),
    },
];

fn uptake(mission: &Mission) -> f64 {
    mission.uptake_path.last().copied().unwrap_or(0.0)
}

fn uptake_of(world: &World, mission: usize, kind: OwnerKind) -> f64 {
    let stock = &world.missions[mission].stocks[kind as usize];
    let (mut all, mut using) = (0.0, 0.0);
    for (region, row) in stock.counts.rows().enumerate() {
        let owners: u32 = row.iter().sum();
        all += f64::from(owners) * stock.traits.units[region];
        using += f64::from(owners - row[0]) * stock.traits.units[region];
    }
    if all > 0.0 { using / all } else { f64::NAN }
}

/// Years from the start of the mission until uptake first reached a level.
fn years_until(mission: &Mission, level: f64) -> f64 {
    let path = &mission.uptake_path;
    let start = mission.traits.start.min(path.len());
    if path.last().is_none_or(|last| *last <= 0.0) {
        return f64::NAN;
    }
    path[start..]
        .iter()
        .position(|share| *share >= level)
        .map_or(f64::NAN, |quarters| (quarters + 1) as f64 / QUARTERS_PER_YEAR)
}

fn fastest_change(world: &World, mission: usize) -> f64 {
    let mission = &world.missions[mission];
    let path = &mission.uptake_path;
    let year = QUARTERS_PER_YEAR as usize;
    let first = mission.traits.start + year;
    let mut fastest = (f64::NAN, 0.0);
    for step in first..path.len() {
        let change = path[step] - path[step - year];
        if change > fastest.1 {
            // the middle of the year that ends here
            let middle = (step + 1 - mission.traits.start) as f64 - QUARTERS_PER_YEAR / 2.0;
            fastest = (middle / QUARTERS_PER_YEAR, change);
        }
    }
    fastest.0
}
