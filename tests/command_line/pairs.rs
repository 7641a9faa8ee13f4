//! What is said of differences between policies: the same policy under two names, and what pairing saves.

use std::fs;

use super::desk::{Desk, SCENARIO, assert_code, complaint, out};

#[test]
fn the_same_policy_under_two_names_makes_no_difference_at_all() {
    let desk = Desk::new();
    let (_, need) = SCENARIO.split_once("[policy.need.").unwrap();
    fs::write(desk.path("null.toml"), format!("{SCENARIO}\n[policy.again.{need}")).unwrap();
    let lively = "--set years=10 --set mission.heat.deadline=2035q4 --set supply.capacity_start=0.1";
    let output = desk.run(&format!("run null.toml -n 40 --no-figures {lively} -o null"));
    assert_code(&output, 0);
    let text = out(&output);
    let line = |pair: &str| text.lines().find(|line| line.contains(pair)).unwrap_or_else(|| panic!("{text}"));
    assert!(line("again - need:").ends_with("paired, 40 replicates): the same in every replicate"), "{text}");
    // where there is a difference, pairing is seen to pay
    let (_, times) = line("need - no_policy:").split_once("; unpaired ").unwrap_or_else(|| panic!("{text}"));
    let times: f64 = times.split(' ').next().unwrap().parse().unwrap();
    assert!(times > 1.0, "{text}");
    assert!(!text.contains("`again` is best") && !text.contains("`need` is best"), "{text}");
    // and of every outcome the two have the same bits
    let runs = fs::read_to_string(desk.path("null/runs.csv")).unwrap();
    let of = |policy: &str| {
        let rows = runs.lines().filter_map(|line| line.strip_prefix(&format!("{policy},")));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(of("need").len() == 40 && of("need") == of("again"));
}

#[test]
fn a_study_that_was_enough_before_says_so_and_is_whole() {
    let desk = Desk::new();
    // reached never or always, so that differences are known at once: at the end of the second part
    let study = "compare small.toml --until-ci 0.1 -n 100 --no-figures -o enough";
    let output = desk.run(study);
    assert_code(&output, 0);
    assert!(out(&output).contains("Enough after 32 of at most 100 replicates"), "{}", out(&output));
    let runs = fs::read_to_string(desk.path("enough/runs.csv")).unwrap();
    assert_eq!(runs.lines().count(), 1 + 32 * 3);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(desk.path("enough/manifest.json")).unwrap()).unwrap();
    assert_eq!((&manifest["replicates"], &manifest["runs"]), (&32.into(), &96.into()));
    // runs that were never needed are not missed
    let output = desk.run("verify enough --parts 5");
    assert_code(&output, 0);
    assert!(
        out(&output).contains("96 runs run again: the same bits"),
        "{}{}",
        out(&output),
        complaint(&output)
    );
}

#[test]
fn a_study_that_was_not_enough_says_how_many_replicates_it_takes() {
    let desk = Desk::new();
    let lively = "--set mission.heat.target=92 --set years=10 --set mission.heat.deadline=2035q4";
    let output = desk.run(&format!("compare small.toml --until-ci 0.001 -n 40 --no-figures {lively}"));
    assert_code(&output, 0);
    assert!(out(&output).contains("Not enough after 40 replicates"), "{}", out(&output));
}
