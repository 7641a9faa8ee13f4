//! Forty years at the ends of what is allowed: nothing panics, and every number is one.
//!
//! Each scenario takes every bounded number of the world to one end, to the other, or to ends drawn at random;
//! the policy has every kind of instrument throughout.

mod common;
#[path = "common/recipe.rs"]
mod recipe;

use common::{MIX, NO_POLICY, SMALL_WORLD, numbers, run_all, try_load, watch};
use missionmix::chance::{Purpose, Streams};
use missionmix::run::Survey;
use missionmix::scenario::Scenario;
use missionmix::world::World;
use recipe::Parameter;

/// Outcomes that are empty when what they measure never came about.
const MAY_BE_EMPTY: &[&str] = &[
    "quality_of_awards",
    "repeat_awards",
    "supply_of_entrants",
    "free_riders",
    "cost_per_additional_unit",
    "share_of_purchases",
    "time_to_target",
    "milestones_met",
    "take_off",
    "fastest_change",
    "nine_tenths",
    "payments_over_commitments",
    "money_returned",
    "weak_regions_uptake",
    "money_per_head",
    "concentration_by_solution",
    "concentration_by_stage",
    "concentration_by_region",
    "best_served_fifth",
    "projects_in_market",
    "projects_on_trial",
    "projects_market_failure",
    "projects_technical_failure",
    "projects_stopped",
    "projects_at_work",
    "money_in_duds",
    "zombies",
    "duplication",
    "alignment",
    "cofunding_ratio",
    "projects_abandoned",
    "applicants_lost",
    "support_forgone",
    "value_where_used",
    "success_rate",
    "success_rate_by_capacity",
    "agency_capability",
    "agency_load",
    "belief_error",
    "evidence_per_euro",
];

/// The small world and its mix over forty years.
fn forty_years(changes: &[String]) -> Result<Scenario, String> {
    let mix = MIX.replace("2033q4", "2064q4").replace("2035q4", "2065q4").replace("2031q4", "2065q4");
    let mut all = vec!["years=40".to_owned(), "mission.heat.deadline=2064q4".to_owned()];
    all.extend_from_slice(changes);
    try_load(&format!("{SMALL_WORLD}{NO_POLICY}{mix}"), &all)
}

fn assert_all_numbers(world: &World, what: &str) {
    let regions = &world.regions;
    let (firms, solutions) = (&world.firms, &world.solutions);
    let columns: [(&str, &[f64]); 30] = [
        ("gdp", &regions.gdp),
        ("capacity", &regions.capacity),
        ("local money", &regions.local_money),
        ("public money", &regions.public_money),
        ("household account", &regions.household_account),
        ("research", &regions.research),
        ("research of projects", &regions.project_research),
        ("real research", &regions.real_research),
        ("market share", &firms.market_share),
        ("sales", &firms.sales),
        ("funds of firms", &firms.funds),
        ("productivity", &firms.productivity),
        ("displaced", &firms.displaced),
        ("own part", &firms.own_part),
        ("duties", &firms.duty),
        ("supply capacity", &firms.supply_capacity),
        ("private research", &firms.private_research),
        ("funds of bodies", &world.bodies.funds),
        ("readiness", &solutions.readiness),
        ("first units", &solutions.first_units),
        ("world units", &solutions.world_units),
        ("home effort", &solutions.home_effort),
        ("home units", &solutions.home_units),
        ("cost", &solutions.cost),
        ("price", &solutions.price),
        ("ordered", &solutions.ordered),
        ("installed", &solutions.installed),
        ("home capacity", &solutions.home_capacity),
        ("import capacity", &solutions.import_capacity),
        ("turnover", &solutions.turnover),
    ];
    for (name, column) in columns {
        assert!(column.iter().all(|value| value.is_finite()), "{what}, step {}: {name}", world.step);
    }
    let grids = [
        ("knowledge", &firms.knowledge),
        ("adaptation", &solutions.adaptation),
        ("visible", &solutions.visible),
        ("exposure", &solutions.exposure),
        ("units of regions", &solutions.region_units),
    ];
    for (name, grid) in grids {
        assert!(grid.cells().iter().all(|value| value.is_finite()), "{what}, step {}: {name}", world.step);
    }
    for (mission, support) in world.missions.iter().zip(&world.households.support) {
        assert!(support.iter().all(|value| value.is_finite()), "{what}, step {}: support", world.step);
        let sums = [mission.waiting, mission.stranded, mission.owners_extra_cost, mission.incumbent_luck];
        let trade = [&mission.installers[..], &mission.trained].concat();
        let columns = [&sums[..], &mission.removed, &mission.uptake, &trade, &mission.path];
        for values in columns {
            assert!(values.iter().all(|value| value.is_finite()), "{what}, step {}: mission", world.step);
        }
    }
}

/// Runs all policies of a scenario and looks at every column every year and at every outcome.
fn assert_sound(scenario: &Scenario, what: &str) {
    let streams = Streams::new(3, 0);
    for policy in 0..scenario.policies.len() {
        watch(scenario, policy, streams, |world| {
            if world.step.is_multiple_of(4) {
                assert_all_numbers(world, what);
            }
        });
    }
    let survey = Survey::of(scenario);
    for trajectory in run_all(scenario, streams) {
        for (name, value) in numbers(&survey, &trajectory) {
            let outcome = name.split(['.', '@', '[']).next().unwrap_or_default();
            let fine = value.is_finite() || (value.is_nan() && MAY_BE_EMPTY.contains(&outcome));
            assert!(fine, "{what}: {name} is {value}");
        }
    }
}

#[test]
fn with_the_defaults() {
    assert_sound(&forty_years(&[]).unwrap(), "defaults");
}

#[test]
fn with_every_number_of_the_world_at_one_end() {
    let parameters = recipe::parameters();
    let all_low: Vec<String> = parameters.iter().map(|p| format!("{}={}", p.path, p.low)).collect();
    let all_high: Vec<String> = parameters.iter().map(|p| format!("{}={}", p.path, p.high)).collect();
    assert_sound(&forty_years(&all_low).unwrap(), "all low");
    assert_sound(&forty_years(&all_high).unwrap(), "all high");
}

/// Puts each number at either end, the others as they are; gives back how many such scenarios are valid.
fn one_by_one(numbers: &[Parameter]) -> usize {
    let ends = numbers.iter().flat_map(|number| [(number, number.low), (number, number.high)]);
    let valid = ends.filter_map(|(number, end)| {
        let change = format!("{}={end}", number.path);
        let scenario = forty_years(std::slice::from_ref(&change)).ok()?;
        assert_sound(&scenario, &change);
        Some(())
    });
    valid.count()
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn with_one_number_of_the_world_at_one_end() {
    let parameters = recipe::parameters();
    assert_eq!(one_by_one(&parameters), 2 * parameters.len());
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn with_one_number_of_a_mission_solution_instrument_or_region_at_one_end() {
    // some ends are refused: a budget that pays for no project, a target above the baseline, half a distribution
    let levers = recipe::levers();
    let valid = one_by_one(&levers);
    assert!(valid >= levers.len());
}

#[test]
fn with_a_third_of_the_numbers_at_random_ends() {
    let parameters = recipe::parameters();
    for case in 0..100 {
        let luck = Streams::new(99, case).luck(Purpose::Choice, 0);
        let changes: Vec<String> = parameters
            .iter()
            .enumerate()
            .filter(|(place, _)| luck.uniform(*place, 0) < 1.0 / 3.0)
            .map(|(place, p)| {
                let end = if luck.uniform(place, 1) < 0.5 { p.low } else { p.high };
                format!("{}={end}", p.path)
            })
            .collect();
        assert_sound(&forty_years(&changes).unwrap(), &format!("case {case}: {}", changes.join(" ")));
    }
}

/// Small places beside large ones, where everybody's contacts lead next door and most use a solution.
#[test]
fn with_crowds_of_contacts() {
    let changes = [
        "regions.synthetic.count=40",
        "regions.synthetic.population.mean=1000000",
        "regions.synthetic.population.spread=999999",
        "owners.households=8000",
        "owners.social.contacts=16",
        "owners.social.abroad=1",
        "solution.pump.initial_uptake=0.9",
    ];
    let changes = changes.map(ToString::to_string);
    assert_sound(&forty_years(&changes).unwrap(), "crowds");
}
