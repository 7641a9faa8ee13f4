//! discover as a user meets it.

use std::collections::BTreeMap;
use std::fs;

use super::desk::{Desk, Row, assert_code, complaint, names, number, out, table};

const BUDGET: &str = "policy.need.adoption_subsidy.rebate.budget";
/// Ten years in which something happens, at points that differ in one lever of `need` and two numbers of the world.
const SWEEP: &str = "sweep small.toml --set mission.heat.target=96 --set years=10 --set mission.heat.deadline=2035q4 \
                     --set supply.capacity_start=0.1 --set policy.need.adoption_subsidy.rebate.until=2035q4 \
                     --vary policy.need.adoption_subsidy.rebate.budget=1..60 --vary owners.hassle=1..10 \
                     --vary firms.count=10,20,30 --design latin_hypercube -q";

fn swept(size: usize, replicates: usize) -> Desk {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{SWEEP} --size {size} -n {replicates} -o swept")), 0);
    desk
}

/// The mean of an outcome over the replicates of each point, by hand from the table of runs.
fn means(runs: &[Row], policy: &str, outcome: &str) -> BTreeMap<u64, f64> {
    let mut sums: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for row in runs.iter().filter(|row| row["policy"] == policy) {
        let (sum, count) = sums.entry(row["point"].parse().unwrap()).or_default();
        *sum += number(row, outcome);
        *count += 1.0;
    }
    sums.into_iter().map(|(point, (sum, count))| (point, sum / count)).collect()
}

/// Whether a point is within the limits of a table of a box.
fn is_inside(limits: &[Row], point: &Row) -> bool {
    limits.iter().all(|limit| {
        let value = number(point, &limit["parameter"]);
        let (low, high) = (number(limit, "low"), number(limit, "high"));
        (low.is_nan() || value >= low) && (high.is_nan() || value <= high)
    })
}

/// Every number of a text.
fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
    words.filter_map(|word| word.trim_end_matches('.').parse().ok()).collect()
}

#[test]
fn the_sentence_says_what_the_table_of_runs_says() {
    let desk = swept(80, 5);
    let output = desk.run("discover swept -o found");
    assert_code(&output, 0);
    let (text, found) = (out(&output), table(&desk, "found/found.csv"));
    assert_eq!(found.iter().map(|row| row["policy"].as_str()).collect::<Vec<_>>(), ["blind", "need"]);
    let need = &found[1];
    assert!(text.contains(&need["sentence"]), "{text}");
    let runs = table(&desk, "swept/runs.csv");
    let means = means(&runs, "need", "target_reached.heat");
    let limits: Vec<Row> =
        table(&desk, "found/box.csv").into_iter().filter(|row| row["policy"] == "need").collect();
    // what is limited is what decides, and it is said with its unit
    assert!(limits.iter().any(|limit| limit["parameter"] == BUDGET || limit["parameter"] == "owners.hassle"));
    let first = |point: u64| runs.iter().find(|row| row["point"] == point.to_string()).unwrap();
    let inside: Vec<u64> = means.keys().copied().filter(|point| is_inside(&limits, first(*point))).collect();
    let misses = |points: &[u64]| points.iter().filter(|point| means[point] < 0.5).count();
    let all: Vec<u64> = means.keys().copied().collect();
    let (hits, of_all) = (misses(&inside), misses(&all));
    assert!(of_all > 10 && of_all < 80 && inside.len() < 80, "{of_all} of 80, {} inside", inside.len());
    let said = format!("in {hits} of the {} points (", inside.len());
    assert!(
        need["sentence"].starts_with("`need` misses heat more often than not ")
            && need["sentence"].contains(&said)
    );
    let end = need["sentence"].split("That is").nth(1).unwrap();
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let expected =
        [hits as f64, of_all as f64, percent(hits, of_all), 80.0, of_all as f64, percent(of_all, 80)];
    let said = numbers(end);
    assert_eq!(said.len(), 6, "{end}");
    // percentages have two digits
    assert!(
        said.iter().zip(expected).all(|(said, expected)| (said - expected).abs() <= 0.5),
        "{end}: {expected:?}"
    );
    // the points are those of the runs, each with where it is
    for row in table(&desk, "found/points.csv").iter().filter(|row| row["policy"] == "need") {
        let point = row["point"].parse().unwrap();
        assert!((number(row, "mean") - means[&point]).abs() < 1e-12);
        assert_eq!(row["holds"], (means[&point] < 0.5).to_string());
        assert_eq!(row["box"] == "1", inside.contains(&point));
    }
}

#[test]
fn the_trajectory_and_the_limits_are_kept() {
    let desk = swept(60, 4);
    assert_code(&desk.run("discover swept --policy need -o found"), 0);
    assert_eq!(
        names(&desk.path("found")),
        [
            "box.csv",
            "datapackage.json",
            "figures",
            "found.csv",
            "manifest.json",
            "points.csv",
            "trajectory.csv"
        ]
    );
    assert_eq!(names(&desk.path("found/figures")), ["box.1.png", "box.1.svg"]);
    let steps = table(&desk, "found/trajectory.csv");
    assert_eq!(
        (steps[0]["coverage"].as_str(), steps[0]["mass"].as_str(), steps[0]["limits"].as_str()),
        ("1.0", "1.0", "")
    );
    let chosen: Vec<&Row> = steps.iter().filter(|row| row["chosen"] == "true").collect();
    let harmony = |row: &Row| {
        let (coverage, density) = (number(row, "coverage"), number(row, "density"));
        2.0 * coverage * density / (coverage + density)
    };
    assert_eq!(chosen.len(), 1);
    assert!(steps[1..].iter().all(|row| harmony(row) <= harmony(chosen[0]) + 1e-12));
    // the same question has the same answer, and another box can be told
    assert_code(&desk.run("discover swept --policy need -o again"), 0);
    for file in ["box.csv", "found.csv", "points.csv", "trajectory.csv"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(file)).unwrap();
        assert!(read("found") == read("again"), "{file}");
    }
    assert_code(&desk.run("discover swept --policy need --box 3 -o third"), 0);
    let third = &table(&desk, "third/found.csv")[0];
    assert_eq!(third["inside"], steps[3]["inside"]);
    assert_code(&desk.run("discover swept --policy need --density 0.95 -o dense"), 0);
    assert!(number(&table(&desk, "dense/found.csv")[0], "density") >= 0.95);
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(desk.path("found/manifest.json")).unwrap()).unwrap();
    let plan: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(desk.path("swept/plan.json")).unwrap()).unwrap();
    assert_eq!(manifest["read"]["fingerprint"], plan["fingerprint"]);
    assert_eq!((manifest["files"].as_array().unwrap().len(), &manifest["deals"]), (5, &199.into()));
}

/// Differences are of the same replicate.
#[test]
fn a_policy_can_be_held_against_another_one() {
    let desk = swept(60, 4);
    let output = desk.run("discover swept --policy need --against blind -o found");
    assert_code(&output, 0);
    let runs = table(&desk, "swept/runs.csv");
    let column = "problem_removed.heat";
    let (need, blind) = (means(&runs, "need", column), means(&runs, "blind", column));
    for row in table(&desk, "found/points.csv") {
        let point: u64 = row["point"].parse().unwrap();
        let difference = need[&point] - blind[&point];
        assert!((number(&row, "mean") - difference).abs() < 1e-12);
        let gaps: Vec<f64> = (0..4)
            .map(|replicate| {
                let value = |policy: &str| {
                    let is_it = |row: &&Row| {
                        row["policy"] == policy
                            && row["point"] == point.to_string()
                            && row["replicate"] == replicate.to_string()
                    };
                    number(runs.iter().find(is_it).unwrap(), column)
                };
                value("need") - value("blind")
            })
            .collect();
        let variance = gaps.iter().map(|gap| (gap - difference).powi(2)).sum::<f64>() / 3.0;
        assert!((number(&row, "standard_error") - (variance / 4.0).sqrt()).abs() < 1e-12);
    }
    assert!(
        out(&output).contains("`need` removes less of the problem of heat than `blind`"),
        "{}",
        out(&output)
    );
}

#[test]
fn where_there_is_nothing_to_find_it_says_so() {
    let desk = swept(24, 2);
    for (arguments, said) in [
        ("--where problem_removed.heat<0", "in none of 24 points: there is nothing to look for"),
        ("--where problem_removed.heat>=0", "in all of 24 points, wherever they are"),
    ] {
        let output = desk.run(&format!("discover swept --policy need {arguments}"));
        assert_code(&output, 0);
        assert!(out(&output).contains(said), "{}", out(&output));
    }
    assert_code(&desk.run(&format!("{SWEEP} --size 19 -n 2 -o few")), 0);
    let few = desk.run("discover few --policy need");
    assert_code(&few, 0);
    assert!(out(&few).contains("too few to look for a box in, which takes 20"), "{}", out(&few));
    // which side a point is on by luck alone nobody can say of one replicate
    assert_code(&desk.run(&format!("{SWEEP} --size 24 -n 1 -o single")), 0);
    let single = out(&desk.run("discover single --policy need --where public_cost>5"));
    assert!(single.contains("judged by 1 replicate, so nobody can say"), "{single}");
}

#[test]
fn what_can_not_be_asked_is_refused_and_nothing_is_left() {
    let desk = swept(24, 2);
    assert_code(&desk.run("run small.toml -n 2 -q --no-figures -o alone"), 0);
    assert_code(&desk.run("spatial small.toml -n 2 --training 2 -q --no-figures -o places"), 0);
    let before = desk.left();
    for (arguments, code, said) in [
        ("small.toml", 2, "holds no study"),
        ("nowhere", 2, "holds no study"),
        ("alone", 2, "nothing is varied"),
        ("places", 2, "worlds of its own making"),
        ("swept --where target_reached.heat", 2, "no comparison"),
        ("swept --where target_reached.heat<x", 2, "`x` is no number"),
        ("swept --where target_reached.heta<0.5", 2, "did you mean `target_reached.heat`?"),
        ("swept --policy ned", 2, "did you mean `need`?"),
        ("swept --against blnd", 2, "did you mean `blind`?"),
        ("swept --policy need --against need", 2, "no policy is left"),
        ("swept --box 3", 2, "name one policy"),
        ("swept --box 3 --density 0.5", 2, "cannot be used with"),
        ("swept --density 1.5", 2, "a share from 0 to 1"),
        ("swept --policy need --where public_cost>5 --box 9999", 2, "there is no box 9999"),
        ("swept -o swept", 2, "exists already"),
        ("swept -o swept/inside", 2, "stays as it is"),
    ] {
        let output = desk.run(&format!("discover {arguments}"));
        assert_code(&output, code);
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
    assert_eq!(desk.left(), before);
    fs::remove_file(desk.path("swept/manifest.json")).unwrap();
    assert_code(&desk.run("discover swept"), 5);
}

#[test]
fn what_could_not_be_told_from_luck_is_not_asked() {
    let desk = Desk::new();
    let vary = "--vary policy.need.adoption_subsidy.rebate.budget=0..100 --vary owners.hassle=1..4";
    assert_code(&desk.run(&format!("sweep small.toml -n 2 -q --size 16 {vary} -o swept")), 0);
    assert_code(&desk.run(&format!("sensitivity small.toml -n 2 -q --size 5 {vary} -o screened")), 0);
    for (arguments, what) in [
        ("discover swept --deals 6", "19 to 100000 deals"),
        ("discover screened", "trajectories repeat each other"),
        ("export swept --to ema -o swept/all.tar.gz", "in the folder that is read"),
        ("sweep small.toml --vary owners.hassle=1..4 --set owners.hassle=2", "--set gives it one value"),
    ] {
        let refused = desk.run(arguments);
        assert_code(&refused, 2);
        assert!(complaint(&refused).contains(what), "{arguments}: {}", complaint(&refused));
    }
    let unasked = desk.run("discover swept --deals 0 -q --no-figures -o found");
    assert!(!desk.path("found/figures").exists());
    assert_code(&unasked, 0);
    assert!(!out(&unasked).contains("NOISE"), "{}", out(&unasked));
}
