//! What firms do.

use super::{Better, Measure, Outcome, When};
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "private_research",
        unit: "M EUR",
        meaning: "firms' own research money so far, their parts of projects included",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.private_research),
    },
    Outcome {
        name: "productivity",
        unit: "index",
        meaning: "productivity of firms, by their sales; the mean firm is about 1 at the start",
        better: Better::More,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| {
            let sales: f64 = world.firms.sales.iter().sum();
            let weighted = world.firms.sales.iter().zip(&world.firms.productivity).map(|(s, p)| s * p);
            weighted.sum::<f64>() / sales
        }),
    },
    Outcome {
        name: "trials",
        unit: "trials",
        meaning: "trials of firms in real places so far, each of a year",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| f64::from(world.trials.admitted)),
    },
    Outcome {
        name: "searching",
        unit: "share",
        meaning: "share of firms that search for this solution",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::Solution(|world, solution| {
            let firms = (0..world.firms.len()).filter(|firm| world.firms.solution(*firm) == Some(solution));
            firms.count() as f64 / world.firms.at_work() as f64
        }),
    },
    Outcome {
        name: "closures",
        unit: "1/year",
        meaning: "share of the field's places for firms whose firm closed down in a year, on the mean so far: with rivalry alone",
        better: Better::Neither,
        when: When::Deadline,
        path: true,
        measure: Measure::World(|world| a_year(world, world.firms.closed)),
    },
    Outcome {
        name: "entries",
        unit: "1/year",
        meaning: "firms that entered in a year for each place, on the mean so far",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| a_year(world, world.firms.entered)),
    },
    Outcome {
        name: "supply_of_entrants",
        unit: "share",
        meaning: "share of what firms at home can supply of the mission's solutions that lies with firms which entered after the start",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(supply_of_entrants),
    },
    Outcome {
        name: "region_value_added",
        unit: "EUR",
        meaning: "output of the field's firms in the region in a year for each inhabitant: ordinary sales at their productivity, and solutions of the mission that they supply",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Region(|world, mission, region| {
            let firms = &world.firms;
            let ordinary: f64 =
                firms.of_region(region).map(|firm| firms.sales[firm] * firms.productivity[firm]).sum();
            let people = world.regions.geography.population[region];
            (ordinary * 4.0 + supplied(world, mission, region)) * 1e6 / people
        }),
    },
    Outcome {
        name: "value_where_used",
        unit: "share",
        meaning: "how far solutions are made where they are used: what the regions' shares in their making at home and in their use have in common; 1 when both are the same",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(value_where_used),
    },
];

/// What happened to so many firms so far, for each place and year.
fn a_year(world: &World, firms: u32) -> f64 {
    f64::from(firms) / (world.firms.len() as f64 * (world.step as f64 / QUARTERS_PER_YEAR))
}

/// Capacity to supply is counted at today's prices.
fn supply_of_entrants(world: &World, mission: usize) -> f64 {
    let (mut all, mut entered) = (0.0, 0.0);
    for firm in 0..world.firms.len() {
        let Some(solution) = world.firms.solution(firm) else { continue };
        if world.solutions.traits[solution].mission.index() == mission {
            let supply = world.firms.supply_capacity[firm] * world.solutions.price[solution];
            all += supply;
            entered += if world.firms.born[firm] > 0 { supply } else { 0.0 };
        }
    }
    entered / all
}

/// Sales of solutions of a mission that the firms of a region supply, M EUR a year.
fn supplied(world: &World, mission: usize, region: usize) -> f64 {
    let (firms, solutions) = (&world.firms, &world.solutions);
    let of_firm = |firm: usize| {
        let solution = firms.solution(firm)?;
        let all = solutions.home_capacity[solution] + solutions.import_capacity[solution];
        let is_mine = solutions.traits[solution].mission.index() == mission && all > 0.0;
        is_mine.then(|| solutions.turnover[solution] * firms.supply_capacity[firm] / all)
    };
    firms.of_region(region).filter_map(of_firm).sum()
}

fn value_where_used(world: &World, mission: usize) -> f64 {
    let made: Vec<f64> = (0..world.regions.len()).map(|region| supplied(world, mission, region)).collect();
    let traits = &world.missions[mission].traits;
    let used: Vec<f64> = world.missions[mission]
        .uptake
        .iter()
        .zip(&traits.units)
        .map(|(uptake, units)| uptake * units)
        .collect();
    let (all_made, all_used) = (made.iter().sum::<f64>(), used.iter().sum::<f64>());
    if all_made <= 0.0 || all_used <= 0.0 {
        return f64::NAN;
    }
    made.iter().zip(&used).map(|(made, used)| (made / all_made).min(used / all_used)).sum()
}
