//! How able agencies are, how busy, what they have learned, and where their hours go.

use super::{Better, Measure, Outcome, When};
use crate::world::World;
use crate::world::agencies::Agency;
use crate::world::beliefs::REGION_TYPES;

pub(super) const OUTCOMES: &[Outcome] = &[
    Outcome {
        name: "agency_capability",
        unit: "share",
        meaning: "how well agencies prepare, read and run, 0 to 1: mean over those at work",
        better: Better::More,
        when: When::Throughout,
        path: true,
        measure: Measure::World(|world| mean_at_work(world, |agency| agency.capability)),
    },
    Outcome {
        name: "agency_load",
        unit: "ratio",
        meaning: "hours asked of agencies in a quarter over the hours that their staff has: mean over those at work",
        better: Better::Neither,
        when: When::Throughout,
        path: true,
        measure: Measure::World(|world| mean_at_work(world, |agency| agency.load)),
    },
    Outcome {
        name: "belief_error",
        unit: "share",
        meaning: "root mean square of what agencies expect one adoption to remove less what it does remove, over solutions and types of region weighted by the problem: mean over agencies at work",
        better: Better::Less,
        when: When::Throughout,
        path: true,
        measure: Measure::Mission(|world, mission| {
            let truth = truth(world, mission);
            mean_at_work(world, |agency| belief_error(world, agency, mission, &truth))
        }),
    },
    Outcome {
        name: "evidence_per_euro",
        unit: "1/M EUR",
        meaning: "precision that projects have added to beliefs of the mission's solutions, weighted by the problem, for each M EUR of public money paid to them: mean over agencies at work",
        better: Better::More,
        when: When::Deadline,
        path: false,
        measure: Measure::Mission(|world, mission| {
            let money = project_money(world, mission);
            let gain = mean_at_work(world, |agency| gain(world, agency, mission));
            if money > 0.0 { gain / money } else { f64::NAN }
        }),
    },
    Outcome {
        name: "staff_hours",
        unit: "h",
        meaning: "hours that the staff of agencies worked so far, for projects and for their agency as a whole",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| world.agencies.iter().fold(0.0, |sum, agency| sum + agency.worked)),
    },
    Outcome {
        name: "staff_hours_per_head",
        unit: "h",
        meaning: "hours for projects so far for each inhabitant, by quarter of the population from weak to strong capacity",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Quartile(|world, wanted| {
            let quartile = &world.regions.standing.quarter;
            hours_per_head(world, |region| quartile[region] == wanted)
        }),
    },
    Outcome {
        name: "staff_hours_weak",
        unit: "h",
        meaning: "hours for projects so far for each inhabitant of the weak regions",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::World(|world| {
            let weak = &world.regions.standing.weak;
            hours_per_head(world, |region| weak[region])
        }),
    },
    Outcome {
        name: "region_staff_hours",
        unit: "h",
        meaning: "hours for projects in the region so far, for each inhabitant",
        better: Better::Neither,
        when: When::Deadline,
        path: false,
        measure: Measure::Region(|world, _, region| {
            world.regions.staff_hours[region] / world.regions.geography.population[region]
        }),
    },
];

/// Mean over the agencies with a line that has been given money; NaN where there is none.
fn mean_at_work(world: &World, of: impl Fn(&Agency) -> f64) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (place, agency) in world.agencies.iter().enumerate() {
        if world.lines.iter().any(|line| line.agency.index() == place && line.promised > 0.0) {
            sum += of(agency);
            count += 1.0;
        }
    }
    sum / count
}

/// By solution of a mission: what one adoption removes in regions of each type; nought where there are none.
fn truth(world: &World, mission: usize) -> Vec<[f64; REGION_TYPES]> {
    let traits = &world.missions[mission].traits;
    let of = |solution: usize| {
        let (mut sum, shares) = ([0.0; REGION_TYPES], world.solutions.type_share.row(solution));
        for (region, problem) in traits.problem.iter().enumerate() {
            let does = world.solutions.contribution(traits.context_sensitivity, region, solution);
            sum[world.solutions.type_of(region, solution)] += problem * does;
        }
        std::array::from_fn(|place| if shares[place] > 0.0 { sum[place] / shares[place] } else { 0.0 })
    };
    traits.solutions.iter().map(|id| of(id.index())).collect()
}

fn belief_error(world: &World, agency: &Agency, mission: usize, truth: &[[f64; REGION_TYPES]]) -> f64 {
    let solutions = &world.missions[mission].traits.solutions;
    let mut squares = 0.0;
    for (id, truth) in solutions.iter().zip(truth) {
        let shares = world.solutions.type_share.row(id.index());
        for (region_type, (truth, share)) in truth.iter().zip(shares).enumerate() {
            squares += share * (agency.beliefs.of(id.index(), region_type).mean - truth).powi(2);
        }
    }
    (squares / solutions.len() as f64).sqrt()
}

/// Precision that projects have added to what is believed of a mission's solutions, added up over them.
fn gain(world: &World, agency: &Agency, mission: usize) -> f64 {
    let mut gain = 0.0;
    for id in &world.missions[mission].traits.solutions {
        let shares = world.solutions.type_share.row(id.index());
        for (region_type, share) in shares.iter().enumerate() {
            gain += share * agency.beliefs.gain(id.index(), region_type);
        }
    }
    gain
}

/// Public money paid to projects for a mission's solutions, M EUR.
fn project_money(world: &World, mission: usize) -> f64 {
    let serves = |solution: usize| world.solutions.traits[solution].mission.index() == mission;
    let mine =
        world.projects.all.iter().filter(|project| project.solution.is_some_and(|id| serves(id.index())));
    mine.fold(0.0, |sum, project| sum + project.paid)
}

/// Hours for projects for each inhabitant of the regions that are asked for; NaN when nobody lives there.
fn hours_per_head(world: &World, of: impl Fn(usize) -> bool) -> f64 {
    let (mut hours, mut people) = (0.0, 0.0);
    for region in (0..world.regions.len()).filter(|region| of(*region)) {
        hours += world.regions.staff_hours[region];
        people += world.regions.geography.population[region];
    }
    hours / people
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::outcomes::tests::world as founded;
    use crate::world::beliefs::{Belief, Beliefs, Signal, Source};
    use crate::world::grid::Grid;

    /// The founded world with one agency that expects this of every solution everywhere.
    fn believing(mean: f64, variance: f64) -> World {
        let mut world = founded();
        world.agencies[0].beliefs = Beliefs::new(Grid::filled(3, REGION_TYPES, Belief { mean, variance }));
        world
    }

    #[test]
    fn the_error_of_beliefs_is_their_distance_from_the_truth() {
        // without sensitivity to context what a solution does is its potential everywhere
        let mut world = believing(0.5, 0.04);
        world.solutions.potential = vec![0.5, 0.8, 0.5];
        let error = belief_error(&world, &world.agencies[0], 0, &truth(&world, 0));
        // one of three is off by 0.3
        assert!((error - 0.3 / 3.0_f64.sqrt()).abs() < 1e-9, "{error}");
    }

    #[test]
    fn evidence_is_precision_gained() {
        let mut world = believing(0.5, 0.04);
        let mut shares = Grid::filled(3, REGION_TYPES, 0.0);
        (0..3).for_each(|solution| (shares[(solution, 0)], shares[(solution, 4)]) = (0.75, 0.25));
        world.solutions.type_share = Arc::new(shares);
        assert_eq!(gain(&world, &world.agencies[0], 0), 0.0);
        let beliefs = &mut world.agencies[0].beliefs;
        let signal =
            Signal { solution: 1, region_type: 4, source: Source::Develop, value: 0.9, precision: 60.0 };
        beliefs.hear(&signal, 1.0);
        beliefs.weigh(0.5, &[0.0; Source::COUNT]);
        // a quarter of the problem gains 60, the rest the half that carries over
        assert!((gain(&world, &world.agencies[0], 0) - (0.25 * 60.0 + 0.75 * 30.0)).abs() < 1e-9);
    }

    #[test]
    fn agencies_without_money_are_not_at_work() {
        let mut world = founded();
        let idle = Agency { capability: 0.1, ..world.agencies[0].clone() };
        world.agencies.push(idle);
        world.agencies[0].capability = 0.7;
        assert_eq!(mean_at_work(&world, |agency| agency.capability), 0.7);
        world.lines.clear();
        assert!(mean_at_work(&world, |agency| agency.capability).is_nan());
    }

    #[test]
    fn hours_of_projects_are_a_part_of_all_hours() {
        let world = founded();
        let for_projects: f64 = world.regions.staff_hours.iter().sum();
        assert!(for_projects > 0.0);
        assert!(world.agencies[0].worked >= for_projects - 1e-9);
        assert!((hours_per_head(&world, |_| true) - for_projects / 400_000.0).abs() < 1e-12);
    }
}
