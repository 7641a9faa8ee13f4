//! Places: worlds in which regions differ less, and regions that are joined. What is kept, what changes, and what goes away.

#![expect(clippy::float_cmp, reason = "what is kept is kept to the bit")]

mod small_worlds;

use missionmix::chance::Streams;
use missionmix::founding::Ground;
use missionmix::scenario::Scenario;
use missionmix::scenario::regions::RegionTable;
use missionmix::world::World;
use small_worlds::{EVERYTHING, Folder, SEED, bits, load, run_all};

/// Regions differ in all that counterfactuals are about.
const DIFFERENT: [&str; 3] =
    ["space.regional_capacity=1", "mission.heat.need_elasticity=-1", "mission.travel.need_elasticity=1"];

fn scenario(changes: &[&str]) -> Scenario {
    load(EVERYTHING, &[&DIFFERENT[..], changes].concat())
}

fn founded(scenario: &Scenario) -> World {
    Ground::survey(scenario).found(scenario, Streams::new(SEED, 0))
}

fn mean(values: &[f64], people: &[f64]) -> f64 {
    values.iter().zip(people).map(|(value, people)| value * people).sum::<f64>() / people.iter().sum::<f64>()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Problem per head of a mission, relative to the mean.
fn need(world: &World, mission: usize) -> Vec<f64> {
    let people = &world.regions.geography.population;
    let all: f64 = people.iter().sum();
    world.missions[mission]
        .traits
        .problem
        .iter()
        .zip(people)
        .map(|(share, here)| share * all / here)
        .collect()
}

/// Rank correlation of two lists without equals.
fn rank_correlation(a: &[f64], b: &[f64]) -> f64 {
    let rank = |values: &[f64], one: f64| values.iter().filter(|other| **other < one).count() as f64;
    let squares: f64 = a.iter().zip(b).map(|(x, y)| (rank(a, *x) - rank(b, *y)).powi(2)).sum();
    let count = a.len() as f64;
    1.0 - 6.0 * squares / (count * (count * count - 1.0))
}

#[test]
fn the_world_as_it_is_is_no_counterfactual() {
    let plain = bits(&run_all(&scenario(&[]), 0..1));
    let written = [
        "counterfactual.capacity=as_it_is",
        "counterfactual.need=as_it_is",
        "counterfactual.distance=as_it_is",
        "counterfactual.fit=as_it_is",
        // nothing is handed out by lot
        "counterfactual.shuffle=7",
        "regions.zoning=4",
    ];
    assert_eq!(plain, bits(&run_all(&scenario(&written), 0..1)));
}

#[test]
fn each_counterfactual_changes_runs_where_regions_differ_and_nothing_where_they_do_not() {
    let alike = [
        "regions.synthetic.capacity={mean=0.5, spread=0}",
        "regions.synthetic.context_spread=0",
        "mission.heat.need_elasticity=0",
        "mission.travel.need_elasticity=0",
        "space.spillover=0",
        "owners.social.abroad=0",
    ];
    let homes = ["pump", "network", "tram"].map(|name| format!("solution.{name}.home_context=[0, 0]"));
    let alike: Vec<&str> = alike.into_iter().chain(homes.iter().map(String::as_str)).collect();
    let (plain, plain_alike) =
        (bits(&run_all(&scenario(&[]), 0..1)), bits(&run_all(&scenario(&alike), 0..1)));
    for change in ["capacity=mean", "capacity=shuffled", "need=per_head", "distance=mean", "fit=one"] {
        let change = format!("counterfactual.{change}");
        assert!(bits(&run_all(&scenario(&[&change]), 0..1)) != plain, "{change} changes nothing");
        let changes: Vec<&str> = alike.iter().copied().chain([change.as_str()]).collect();
        assert!(bits(&run_all(&scenario(&changes), 0..1)) == plain_alike, "{change} changes what is alike");
    }
}

#[test]
fn capacity_at_the_mean_keeps_the_mean_and_who_is_weak() {
    let (plain, level) = (founded(&scenario(&[])), founded(&scenario(&["counterfactual.capacity=mean"])));
    let people = &plain.regions.geography.population;
    let expected = mean(&plain.regions.capacity, people);
    assert!(level.regions.capacity.iter().all(|capacity| *capacity == expected));
    // the same people are asked after
    assert_eq!(plain.regions.standing.weak, level.regions.standing.weak);
    assert_eq!(plain.regions.standing.quarter, level.regions.standing.quarter);
    assert!(plain.regions.standing.weak != vec![true; people.len()]);
}

#[test]
fn capacities_are_shuffled_within_countries() {
    let plain = founded(&scenario(&[]));
    let country = &plain.regions.geography.country;
    let shuffle = |number: usize| {
        let number = format!("counterfactual.shuffle={number}");
        founded(&scenario(&["counterfactual.capacity=shuffled", &number])).regions.capacity
    };
    let (first, second) = (shuffle(0), shuffle(1));
    for shuffled in [&first, &second] {
        assert_ne!(**shuffled, plain.regions.capacity);
        for regions in &plain.regions.geography.of_country {
            let of =
                |values: &[f64]| sorted(&regions.iter().map(|id| values[id.index()]).collect::<Vec<_>>());
            assert_eq!(of(shuffled), of(&plain.regions.capacity), "{country:?}");
        }
    }
    assert!(first != second && first == shuffle(0));
    // where countries have no differences inside, there is nothing to exchange
    let flat = ["space.regional_capacity=0", "counterfactual.capacity=shuffled"];
    let found = founded(&scenario(&flat)).regions.capacity;
    assert_eq!(found, founded(&scenario(&flat[..1])).regions.capacity);
}

#[test]
fn a_problem_in_proportion_to_people_is_as_large() {
    let level = founded(&scenario(&["counterfactual.need=per_head"]));
    for mission in 0..2 {
        assert!(need(&level, mission).iter().all(|need| (need - 1.0).abs() < 1e-12));
        let total: f64 = level.missions[mission].traits.problem.iter().sum();
        assert!((total - 1.0).abs() < 1e-12);
    }
    assert!(need(&founded(&scenario(&[])), 0).iter().any(|need| (need - 1.0).abs() > 0.1));
}

#[test]
fn needs_are_handed_out_anew_with_the_correlation_that_is_asked_for() {
    let plain = founded(&scenario(&[]));
    for wanted in [-0.8, 0.0, 0.5, 0.95] {
        let change = format!("counterfactual.need_capacity_correlation={wanted}");
        let handed = founded(&scenario(&[&change]));
        for mission in 0..2 {
            let (before, after) = (need(&plain, mission), need(&handed, mission));
            let found = rank_correlation(&after, &handed.regions.capacity);
            assert!((found - wanted).abs() <= 0.01 + 1e-12, "{found} {wanted}");
            // the same needs, but for the share that makes the problem as large as it was
            let ratios: Vec<f64> =
                sorted(&after).iter().zip(sorted(&before)).map(|(after, before)| after / before).collect();
            assert!(ratios.iter().all(|ratio| (ratio / ratios[0] - 1.0).abs() < 1e-12), "{ratios:?}");
            let total: f64 = handed.missions[mission].traits.problem.iter().sum();
            assert!((total - 1.0).abs() < 1e-12);
        }
        let other = founded(&scenario(&[&change, "counterfactual.shuffle=3"]));
        // of the few orders that are so near to an end, two draws may be the same
        let is_other = need(&handed, 0) != need(&other, 0);
        assert!(is_other || wanted.abs() > 0.5, "another order by lot");
    }
}

#[test]
fn regions_equally_far_from_each_other_get_as_much_in_all() {
    // what comes over from elsewhere at the start, by the research of the table
    let over = |scenario: &Scenario| -> (f64, Vec<f32>) {
        let world = founded(scenario);
        let table = &scenario.regions;
        let links = &world.regions.geography.spillovers;
        let all: Vec<(usize, f32)> =
            (0..table.len()).flat_map(|here| links.weighted(here).collect::<Vec<_>>()).collect();
        let sum = all
            .iter()
            .map(|(there, weight)| f64::from(*weight) * table.gdp[*there] * table.research_intensity[*there]);
        (sum.sum(), all.iter().map(|(_, weight)| *weight).collect())
    };
    let (before, weights) = over(&scenario(&[]));
    let (after, level) = over(&scenario(&["counterfactual.distance=mean"]));
    // weights are single precision: 6e-8
    assert!((after / before - 1.0).abs() < 1e-6 && before > 0.0, "{before} {after}");
    assert!(level.len() == 9 * 8 && level.iter().all(|weight| *weight == level[0]));
    assert!(weights.iter().any(|weight| *weight != weights[0]));
}

#[test]
fn every_solution_fits_everywhere_as_at_home() {
    let level = founded(&scenario(&["counterfactual.fit=one"]));
    assert!(level.solutions.native_fit.cells().iter().all(|fit| *fit == 1.0));
    // this is not the same as a mission that does not ask for it: who knows contexts selects by fit all the same
    let sensitivity = ["mission.heat.context_sensitivity=0", "mission.travel.context_sensitivity=0"];
    let fitting = [sensitivity[0], sensitivity[1], "counterfactual.fit=one"];
    assert_ne!(bits(&run_all(&scenario(&sensitivity), 0..1)), bits(&run_all(&scenario(&fitting), 0..1)));
}

#[test]
fn with_all_of_them_regions_of_one_economy_differ_in_people_only() {
    let economy = ["gdp_per_head", "research_intensity", "human_capital"]
        .map(|column| format!("regions.synthetic.{column}.spread=0"));
    let mut changes: Vec<&str> = economy.iter().map(String::as_str).collect();
    changes.extend(["capacity=mean", "need=per_head", "distance=mean", "fit=one"].map(
        |change| match change {
            "capacity=mean" => "counterfactual.capacity=mean",
            "need=per_head" => "counterfactual.need=per_head",
            "distance=mean" => "counterfactual.distance=mean",
            _ => "counterfactual.fit=one",
        },
    ));
    let world = founded(&scenario(&changes));
    let regions = &world.regions;
    let people = &regions.geography.population;
    let is_one = |values: Vec<f64>| values.iter().all(|value| (value / values[0] - 1.0).abs() < 1e-12);
    assert!(is_one(regions.capacity.clone()) && is_one(regions.geography.human_capital.clone()));
    assert!(is_one((0..people.len()).map(|region| regions.gdp_per_head(region)).collect()));
    assert!(is_one(need(&world, 0)) && is_one(need(&world, 1)));
    let solutions = &world.solutions;
    for solution in 0..solutions.len() {
        assert!((0..people.len()).all(|region| solutions.fit(0.7, region, solution) == 1.0));
        assert!(
            (0..people.len())
                .all(|region| { solutions.type_of(region, solution) == solutions.type_of(0, solution) })
        );
    }
    assert!(!is_one(people.clone()), "people differ");
}

/// A table of regions whose codes begin alike, and one that stands alone.
const TABLE: &str = "code,name,country,population,gdp,research_intensity_percent,human_capital_percent,capacity,longitude,latitude,height\n\
                     AA1,One,A,1000,30,1,20,0.2,0,50,1\nAA2,Two,A,3000,60,2,40,0.6,4,52,3\nAB1,Three,A,2000,50,3,30,0.4,2,51,2\n";

fn zoned(zoning: &str) -> Scenario {
    let (before, after) = EVERYTHING.split_once("[regions.synthetic]").unwrap();
    let (_, after) = after.split_once("\n\n[mission").unwrap();
    let regions = format!("[regions]\ntable = \"t.csv\"\n{zoning}columns.context = [\"height\"]\n");
    let mut text = format!("{before}{regions}\n[mission{after}");
    for home in ["[0.6, -0.4]", "[-0.6, 0.4]", "[0, 0]"] {
        text = text.replace(&format!("home_context = {home}"), "home_context = [0]");
    }
    let text = text.replace("regions = [\"S1R1\", \"S1R2\", \"S1R3\"]\n", "").replace("labs = 3", "labs = 1");
    let folder = Folder::with(text);
    folder.add("t.csv", TABLE);
    folder.load(&["mission.heat.need_elasticity=-2"]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn joined_regions_have_the_people_money_and_problem_of_their_parts() {
    let (fine, coarse) = (zoned(""), zoned("zoning = 2\n"));
    let table = &coarse.regions;
    assert_eq!(
        (table.code.as_slice(), table.name.as_slice()),
        (["AA".into(), "AB".into()].as_slice(), ["AA".into(), "Three".into()].as_slice())
    );
    assert_eq!(
        (table.population.as_slice(), table.gdp.as_slice()),
        ([4000.0, 2000.0].as_slice(), [90.0, 50.0].as_slice())
    );
    // means over people, by hand
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    near(table.capacity[0], 0.5);
    near(table.human_capital[0], 0.35);
    near(table.longitude[0], 3.0);
    near(table.latitude[0], 51.5);
    // of 90 of GDP 0.3 and 1.2 are research
    near(table.research_intensity[0], 1.5 / 90.0);
    // contexts are those of the places, by the measure of the whole table
    near(table.context[0][0], (fine.regions.context[0][0] + 3.0 * fine.regions.context[1][0]) / 4.0);
    assert_eq!(table.context[1], fine.regions.context[2]);
    // the problem, that of the parts
    let problem = |scenario: &Scenario| founded(scenario).missions[0].traits.problem.clone();
    let (parts, whole) = (problem(&fine), problem(&coarse));
    near(whole[0], parts[0] + parts[1]);
    assert!(
        table.notes.contains(&"3 regions are joined into 2 by the first 2 letters of their codes".into())
    );
    // and it runs
    run_all(&coarse, 0..1);
}

#[test]
fn a_zoning_that_joins_nothing_changes_nothing() {
    // folders differ from run to run
    let table = |zoning: &str| RegionTable { files: Vec::new(), ..zoned(zoning).regions };
    assert_eq!(table(""), table("zoning = 3\n"));
    assert_eq!(table(""), table("zoning = 60\n"));
}
