//! sensitivity as a user meets it.

use std::fs;

use super::desk::{Desk, Row, SCENARIO, assert_code, complaint, names, number, out, table};

const BUDGET: &str = "policy.need.adoption_subsidy.rebate.budget";
const VARY: &str = "--vary policy.need.adoption_subsidy.rebate.budget=0..100 --vary owners.hassle=1..4 \
                    --vary mission.heat.context_sensitivity=0..1";

/// What says when and where, or is a folder.
const DATED: [&str; 5] = ["manifest.json", "plan.json", "inputs", "figures", "report.html"];

/// The bytes of everything else that is written.
fn tables(desk: &Desk, folder: &str) -> Vec<(String, Vec<u8>)> {
    let written = names(&desk.path(folder)).into_iter().filter(|name| !DATED.contains(&name.as_str()));
    let read = |name: String| (name.clone(), fs::read(desk.path(folder).join(name)).unwrap());
    written.map(read).collect()
}

#[test]
fn what_matters_is_told_from_what_does_nothing() {
    let desk = Desk::new();
    let vary = "--vary policy.need.adoption_subsidy.rebate.budget=0..200 --vary owners.hassle=1..4 \
                --vary policy.blind.adoption_subsidy.rebate.budget=10,20,40";
    let study = format!("sensitivity small.toml {vary} --policy no_policy,need -n 40 --size 20 -o study");
    let output = desk.run(&study);
    assert_code(&output, 0);
    let text = out(&output);
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "80 points x 2 policies x 40 replicates = 6,400 runs",
        "problem_removed.heat: what it hangs on; effects per whole range, in points; 20 trajectories",
        "Does nothing at all: `policy.blind.adoption_subsidy.rebate.budget`.",
        "What matters most: `policy.need.adoption_subsidy.rebate.budget` (",
        "to luck that does here what it does not there",
    ] {
        assert!(flowing.contains(said), "{said}: {text}");
    }
    assert!(text.contains("\nneed - no_policy\n"), "{text}");
    assert_eq!(names(&desk.path("study/figures")), ["indices.heat.png", "indices.heat.svg"]);
    let rows = table(&desk, "study/sensitivity.csv");
    let of = |policy: &str, reference: &str, statistic: &str, parameter: &str| {
        let is_it = |row: &&Row| {
            row["outcome"] == "problem_removed.heat"
                && row["policy"] == policy
                && row["reference"] == reference
                && row["statistic"] == statistic
                && row["parameter"] == parameter
        };
        rows.iter().find(is_it).unwrap().clone()
    };
    // a policy that is not run does nothing, and no policy spends nothing
    for (policy, parameter) in
        [("need", "policy.blind.adoption_subsidy.rebate.budget"), ("no_policy", BUDGET)]
    {
        let idle = of(policy, "", "mu_star", parameter);
        assert_eq!((&idle["note"][..], &idle["value"][..], &idle["high"][..]), ("does nothing", "0", "0"));
    }
    let budget = of("need", "no_policy", "mu_star", BUDGET);
    assert!(budget["note"].is_empty() && number(&budget, "low") > 0.0, "{budget:?}");
    // what the baseline does not feel is the same alone and against it
    let alone = of("need", "", "mu", BUDGET);
    let against = of("need", "no_policy", "mu", BUDGET);
    assert!((number(&alone, "value") - number(&against, "value")).abs() < 1e-12, "{alone:?} {against:?}");
    let outcomes = table(&desk, "study/outcomes.csv").len();
    assert_eq!(rows.len(), 3 * outcomes * 3 * 3, "two policies and a pair, three statistics of three things");
    let shares = table(&desk, "study/variance.csv");
    let all: Vec<f64> = shares
        .iter()
        .filter(|row| {
            row["outcome"] == "problem_removed.heat" && row["policy"] == "need" && row["reference"].is_empty()
        })
        .map(|row| number(row, "share"))
        .collect();
    assert!(all.len() == 3 && (all.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{all:?}");
    assert_code(&desk.run("verify study"), 0);
}

#[test]
fn the_same_bytes_for_any_threads_and_whoever_finishes() {
    let desk = Desk::new();
    for method in ["morris", "sobol"] {
        let study = format!("sensitivity small.toml {VARY} -n 4 --size 8 --method {method} -q");
        let one = format!("{method}1");
        assert_code(&desk.run(&format!("{study} -j 1 -o {one}")), 0);
        assert_code(&desk.run(&format!("{study} -j 3 -o {method}3")), 0);
        assert_eq!(tables(&desk, &one), tables(&desk, &format!("{method}3")));
        // in shards, put together from the plan alone
        let dealt = format!("{method}_dealt");
        assert_code(&desk.run(&format!("{study} --plan --shards 2 -o {dealt}")), 0);
        for shard in ["1/2", "0/2"] {
            assert_code(&desk.run(&format!("resume {dealt} --shard {shard} -q")), 0);
        }
        fs::remove_file(desk.path("small.toml")).unwrap();
        let output = desk.run(&format!("finish {dealt}"));
        assert_code(&output, 0);
        assert!(out(&output).contains("what it hangs on"), "{}", out(&output));
        assert_eq!(tables(&desk, &one), tables(&desk, &dealt));
        fs::write(desk.path("small.toml"), SCENARIO).unwrap();
    }
}

#[test]
fn outcomes_can_be_named_and_runs_that_failed_are_left_out() {
    let desk = Desk::new();
    let study = format!("sensitivity small.toml {VARY} -n 3 --size 8 --outcome uptake,target_reached.heat");
    let output = desk.run(&format!("{study} -o named"));
    assert_code(&output, 0);
    for said in
        ["uptake.heat: what it hangs on", "target_reached.heat: what it hangs on; effects per whole range, "]
    {
        assert!(out(&output).contains(said), "{}", out(&output));
    }
    let rows = table(&desk, "named/sensitivity.csv");
    let mut named: Vec<&str> = rows.iter().map(|row| row["outcome"].as_str()).collect();
    named.dedup();
    named.sort_unstable();
    named.dedup();
    assert_eq!(named, ["target_reached.heat", "uptake.heat"]);
    // a replicate of `need` that fails at every point leaves nothing of it to be looked at
    let output = desk.run(&format!("{study} --make-fail need:1 -q -o failed"));
    assert_code(&output, 4);
    let warnings = table(&desk, "failed/warnings.csv");
    let of = |policy: &str| -> Vec<&str> {
        let rows = warnings.iter().filter(|row| row["policy"] == policy);
        rows.map(|row| row["warning"].as_str()).collect()
    };
    assert!(of("need").contains(&"left out: 8 trajectories, in which runs have no number"));
    assert!(of("need").contains(&"nothing can be said from 0 trajectories"));
    assert!(!of("blind").iter().any(|warning| warning.contains("left out")));
}

#[test]
fn every_assumption_can_be_a_thing_that_varies() {
    let desk = Desk::new();
    let study = "sensitivity small.toml --assumptions --vary owners.hassle=1..3 -n 1 --size 4 --policy need";
    let output = desk.run(&format!("{study} --outcome problem_removed -o all"));
    assert_code(&output, 0);
    let text = out(&output);
    assert!(text.contains("warning: with one replicate all of this is about its luck alone"), "{text}");
    let rows = table(&desk, "all/sensitivity.csv");
    let sizes: Vec<&Row> = rows.iter().filter(|row| row["statistic"] == "mu_star").collect();
    let named = |path: &str| sizes.iter().filter(|row| row["parameter"] == path).count();
    assert!(sizes.len() > 100, "{}", sizes.len());
    // what is named is varied as it is named, and once; what the scenario says is no assumption
    assert_eq!(
        (named("owners.hassle"), named("solution.pump.potential"), named("solution.pump.unit_cost")),
        (1, 1, 0)
    );
    let runs = table(&desk, "all/runs.csv");
    let values = |path: &str| {
        runs.iter()
            .map(|row| number(row, path))
            .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    assert_eq!(values("owners.hassle"), (1.0, 3.0));
    assert_eq!(values("owners.social.contacts"), (4.0, 16.0));
}

#[test]
fn what_can_not_be_asked_is_said() {
    let desk = Desk::new();
    for (arguments, said) in [
        ("", "nothing is named that is to vary"),
        ("--vary owners.hassel=1..2", "did you mean `owners.hassle`?"),
        ("--vary owners.hassle=1..2 --vary owners.hassle=1..3", "`owners.hassle` is varied twice"),
        ("--vary owners.hassle=1..1000", "can't be, with owners.hassle="),
        ("--uncertain", "nothing in the scenario is uncertain"),
        ("--vary owners.hassle=1..2 --outcome uptak", "did you mean `uptake`?"),
        ("--vary owners.hassle=1..2 --size 3", "from 4 to 500000; each has 2 points"),
        ("--vary owners.hassle=1..2 --size 70000 --method sobol", "from 4 to 65536; each has 3 points"),
        (
            "--vary owners.hassle=1..2 --size 1000 --outcome uptake -n 1000000",
            "more numbers than can be kept at once",
        ),
        ("--vary owners.hassle=1..2 --method sobl", "sobol"),
    ] {
        let output = desk.run(&format!("sensitivity small.toml {arguments}"));
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
    assert_eq!(desk.left(), Vec::<String>::new());
}

#[test]
fn a_dry_run_says_how_many_and_that_the_main_outcomes_are_looked_at_where_all_are_too_many() {
    let desk = Desk::new();
    let few = desk.run("sensitivity small.toml --vary owners.hassle=1..2 --dry-run");
    assert_code(&few, 0);
    assert!(out(&few).contains("40 points x 3 policies x 10 replicates = 1,200 runs"), "{}", out(&few));
    assert!(!complaint(&few).contains("are looked at"), "{}", complaint(&few));
    let many = desk.run("sensitivity small.toml --vary owners.hassle=1..2 --size 500 -n 500 --dry-run");
    assert_code(&many, 0);
    assert!(complaint(&many).contains("outcomes are looked at, not all"), "{}", complaint(&many));
}
