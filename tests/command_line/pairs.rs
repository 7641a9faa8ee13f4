//! What is said of differences between policies: the same policy under two names, and what pairing saves.

use std::fs;

use super::desk::{Desk, SCENARIO, assert_code, out};

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
