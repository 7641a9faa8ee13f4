//! compare, sweep and spatial as a user meets them.

use std::fs;

use super::desk::{Desk, Row, assert_code, complaint, number, out, table};

#[test]
fn compare_tells_of_every_outcome_of_every_pair() {
    let desk = Desk::new();
    let output = desk.run("compare small.toml -n 40 -o pairs --no-figures");
    assert_code(&output, 0);
    let text = out(&output);
    for said in [
        "need - blind",
        "Removes most of the problem of heat:",
        "Differences under the same luck, 40 replicates",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let rows = table(&desk, "pairs/differences.csv");
    let runs = table(&desk, "pairs/runs.csv");
    let outcomes = runs[0].len() - 3;
    assert_eq!(rows.len(), 3 * outcomes, "three pairs");
    // by hand from the table of runs
    let value = |policy: &str, replicate: usize, column: &str| {
        let is_it = |row: &&Row| row["policy"] == policy && row["replicate"] == replicate.to_string();
        number(runs.iter().find(is_it).unwrap(), column)
    };
    let column = "problem_removed.heat";
    let gaps: Vec<f64> = (0..40)
        .map(|replicate| value("need", replicate, column) - value("blind", replicate, column))
        .collect();
    let mean = gaps.iter().sum::<f64>() / 40.0;
    let is_it =
        |row: &&Row| row["policy"] == "need" && row["reference"] == "blind" && row["outcome"] == column;
    let row = rows.iter().find(is_it).unwrap();
    assert!((number(row, "difference") - mean).abs() < 1e-15);
    let ahead = gaps.iter().filter(|gap| **gap > 0.0).count() as f64 / 40.0;
    assert!((number(row, "share_ahead") - ahead).abs() < 1e-15);
}

#[test]
fn a_study_stops_when_its_intervals_are_narrow_enough() {
    let desk = Desk::new();
    let target = "--set mission.heat.target=99.6";
    let study = format!("compare small.toml -n 2000 --no-figures {target}");
    assert_code(&desk.run(&format!("{study} --until-ci 0.06 -q -o narrow -j 1")), 0);
    assert_code(&desk.run(&format!("{study} --until-ci 0.06 -q -o again -j 3")), 0);
    assert_code(&desk.run(&format!("{study} -q -o whole")), 0);
    let read = |folder: &str| fs::read_to_string(desk.path(folder).join("runs.csv")).unwrap();
    assert_eq!(read("narrow"), read("again"), "it does not hang on threads when it stops");
    let replicates = (read("narrow").lines().count() - 1) / 3;
    assert!(replicates % 63 == 0 && (126..2000).contains(&replicates), "{replicates} replicates");
    assert!(read("whole").starts_with(&read("narrow")), "they are the first of those of the whole study");
    let widths = |folder: &str| -> Vec<f64> {
        let rows = table(&desk, &format!("{folder}/differences.csv"));
        let reached = rows.iter().filter(|row| row["outcome"] == "target_reached.heat");
        reached.map(|row| (number(row, "high") - number(row, "low")) / 2.0).collect()
    };
    assert!(widths("narrow").iter().all(|width| *width <= 0.06), "{:?}", widths("narrow"));
    // the rule says no earlier than needed: a part before, at least one interval was too wide
    let fewer = replicates - 63;
    assert_code(&desk.run(&format!("compare small.toml -n {fewer} --no-figures {target} -q -o fewer")), 0);
    assert!(fewer < 126 || widths("fewer").iter().any(|width| *width > 0.06), "{:?}", widths("fewer"));
    assert_code(&desk.run("compare small.toml --until-ci 2"), 2);
    assert_code(&desk.run("compare small.toml -n 20 --policy need"), 2);
}

#[test]
fn two_folders_stand_side_by_side() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 40 --no-figures -q -o one"), 0);
    assert_code(
        &desk.run("run small.toml -n 40 --no-figures -q -o other --seed 9 --set policy.need.scale=30"),
        0,
    );
    let output = desk.run("compare one other");
    assert_code(&output, 0);
    let text = out(&output);
    assert!(text.contains("public_cost") && text.contains("beyond the error of both"), "{text}");
    let same = out(&desk.run("compare one one"));
    assert!(same.contains(" 0 beyond the error of both (95 %), 0 not to be told apart"), "{same}");
    assert_code(&desk.run("compare one small.toml"), 2);
    assert_code(&desk.run("compare one"), 2);
}

#[test]
fn a_sweep_has_a_line_for_each_run_of_each_point() {
    let desk = Desk::new();
    let vary = "--vary policy.need.adoption_subsidy.rebate.budget=20..80 --vary firms.count=20,30";
    let output = desk.run(&format!("sweep small.toml {vary} --design grid --size 3 -n 4 -o grid"));
    assert_code(&output, 0);
    assert!(out(&output).contains("6 points x 3 policies x 4 replicates = 72 runs"), "{}", out(&output));
    let rows = table(&desk, "grid/runs.csv");
    assert_eq!(rows.len(), 72);
    let budgets: Vec<&str> =
        rows.iter().map(|row| row["policy.need.adoption_subsidy.rebate.budget"].as_str()).collect();
    assert!(budgets.contains(&"20") && budgets.contains(&"50") && budgets.contains(&"80"));
    // a point is the scenario with its values, under the same luck
    let alone = "--set policy.need.adoption_subsidy.rebate.budget=80 --set firms.count=30";
    assert_code(&desk.run(&format!("run small.toml {alone} -n 4 -q -o alone --no-figures")), 0);
    let last: Vec<&Row> = rows.iter().filter(|row| row["point"] == "5").collect();
    for (point, own) in last.iter().zip(table(&desk, "alone/runs.csv")) {
        assert!(own.iter().filter(|(name, _)| *name != "future").all(|(name, value)| point[name] == *value));
    }
    // the order is that of the points for any number of threads
    assert_code(&desk.run(&format!("sweep small.toml {vary} --design grid --size 3 -n 4 -q -j 1 -o one")), 0);
    assert!(fs::read(desk.path("one/runs.csv")).unwrap() == fs::read(desk.path("grid/runs.csv")).unwrap());
    assert_code(&desk.run("verify grid"), 0);
}

#[test]
fn points_can_be_ones_own_and_what_can_not_be_swept_is_said() {
    let desk = Desk::new();
    fs::write(desk.path("points.csv"), "firms.count,owners.hassle\n20,5\n30,6\n").unwrap();
    assert_code(&desk.run("sweep small.toml --points points.csv -n 2 -q -o own"), 0);
    assert_eq!(table(&desk, "own/runs.csv").len(), 12);
    let vary = "sweep small.toml -n 2 --vary owners.hassle=1..9";
    for design in ["sobol", "latin_hypercube", "one_at_a_time"] {
        assert_code(&desk.run(&format!("{vary} --design {design} --size 4 -q -o {design}")), 0);
    }
    assert_code(&desk.run(&format!("{vary} --dry-run")), 0);
    assert_eq!(desk.left().len(), 5);
    for (arguments, said) in [
        ("sweep small.toml", "nothing is named that is to vary"),
        ("sweep small.toml --vary owners.hassel=1..2", "did you mean `owners.hassle`?"),
        ("sweep small.toml --vary owners.hassle=1..1000", "can't be, with owners.hassle="),
        ("sweep small.toml --vary firms.count=2.5..8", "whole numbers"),
        ("sweep small.toml --uncertain", "nothing in the scenario is uncertain"),
        ("sweep small.toml --points nowhere.csv", "could not read `nowhere.csv`"),
    ] {
        let output = desk.run(arguments);
        assert!([2, 74].contains(&output.status.code().unwrap()), "{arguments}");
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
}

/// Four regions with the same of everything: nothing that a design could know of them makes a difference.
const EQUAL: &str = "--set counterfactual.capacity=mean --set counterfactual.need=per_head --set counterfactual.distance=mean \
                     --set mission.heat.context_sensitivity=0 --set regions.synthetic.population.spread=0 \
                     --set regions.synthetic.gdp_per_head.spread=0 --set regions.synthetic.human_capital.spread=0 \
                     --set regions.synthetic.research_intensity.spread=0";

#[test]
fn where_regions_are_equal_blindness_costs_nothing() {
    let desk = Desk::new();
    // needs are seen with an error, which is what is left to differ: an exact map takes it away
    let output = desk.run(&format!(
        "spatial small.toml -n 30 --training 4 -q -o equal --set policy.need.adoption_subsidy.rebate.map=exact {EQUAL}"
    ));
    assert_code(&output, 0);
    let rows = table(&desk, "equal/penalties.csv");
    let of_world = rows.iter().filter(|row| row["case"] == "0" && row["outcome"] == "problem_removed.heat");
    let penalties: Vec<(f64, f64)> = of_world.map(|row| (number(row, "low"), number(row, "high"))).collect();
    assert_eq!(penalties.len(), 2);
    // 95 % intervals of two: a false alarm in one of ten on average, so the bits of this seed are what is tested
    assert!(penalties.iter().all(|(low, high)| *low <= 0.0 && *high >= 0.0), "{penalties:?}");
    let exactly = |row: &&Row| row["cause"] != "whole" && row["cause"] != "left when all are equal";
    for row in table(&desk, "equal/causes.csv").iter().filter(exactly) {
        if row["outcome"] == "problem_removed.heat" && row["cause"] != "fit" {
            // what is equal already can't be made more equal: but for the scale that is found anew in each world
            assert!(number(row, "part").abs() < 0.02, "{row:?}");
        }
    }
}

#[test]
fn the_parts_of_a_penalty_add_up() {
    let desk = Desk::new();
    let output = desk.run("spatial small.toml -n 12 --training 3 -o parts --no-figures");
    assert_code(&output, 0);
    let text = out(&output);
    for said in ["world: as it is", "design: wrong map", "due to differences in", "`need`"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let rows = table(&desk, "parts/causes.csv");
    let part = |reference: &str, outcome: &str, cause: &str| {
        let is_it =
            |row: &&Row| row["reference"] == reference && row["outcome"] == outcome && row["cause"] == cause;
        number(rows.iter().find(is_it).unwrap(), "part")
    };
    for reference in ["open_competition", "per_head"] {
        for outcome in ["problem_removed.heat", "weak_regions_removed.heat", "net_public_cost"] {
            let of = |cause| part(reference, outcome, cause);
            let parts: f64 = ["capacity", "need", "distance", "fit"].into_iter().map(of).sum();
            let scale = of("whole").abs().max(of("left when all are equal").abs()).max(1e-9);
            assert!((parts - of("all differences")).abs() <= 1e-9 * scale, "{reference} {outcome}");
            let whole = of("all differences") + of("left when all are equal");
            assert!((whole - of("whole")).abs() <= 1e-9 * scale, "{reference} {outcome}");
        }
    }
    // the whole is the penalty of the first case, and what finishes a study again tells the same
    let penalties = table(&desk, "parts/penalties.csv");
    let first =
        penalties.iter().find(|row| row["case"] == "0" && row["outcome"] == "problem_removed.heat").unwrap();
    assert!(
        (number(first, "penalty") - part("open_competition", "problem_removed.heat", "whole")).abs() < 1e-12
    );
    assert_code(&desk.run("verify parts"), 0);
    assert_code(&desk.run("spatial small.toml -n 2 --policy need"), 2);
    let taken = desk.run("spatial small.toml -n 2 --set policy.per_head.like=need --sensitive per_head");
    assert_code(&taken, 2);
    assert!(complaint(&taken).contains("the policies that this study makes"), "{}", complaint(&taken));
    let nothing = desk.run("spatial small.toml -n 2 --sensitive blind");
    assert_code(&nothing, 2);
    assert!(complaint(&nothing).contains("`blind` does nothing about place"), "{}", complaint(&nothing));
}
