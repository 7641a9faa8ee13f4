//! `missionmix assumptions`: what it says, what it leaves, and that its bits are those of any number of threads.

use std::fs;

use super::desk::{Desk, assert_code, complaint, names, out};

#[test]
fn it_says_how_much_hangs_on_what_we_assumed_and_keeps_every_world() {
    let desk = Desk::new();
    // a world in which something happens in four years
    let lively = "--set years=10 --set mission.heat.deadline=2035q4 --set supply.capacity_start=0.1";
    let output = desk.run(&format!("assumptions small.toml -w 10 -n 2 -j 1 {lively} -o one"));
    assert_code(&output, 0);
    let text = out(&output);
    for said in [
        "assumptions between 1/2 and 2 times",
        "blind - no_policy:",
        "of its variance between runs",
        "removes most:",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for name in ["assumptions.csv", "worlds.csv", "differences.csv", "manifest.json"] {
        assert!(desk.path("one").join(name).is_file(), "{name}");
    }
    let worlds = fs::read_to_string(desk.path("one/worlds.csv")).unwrap();
    assert_eq!(worlds.lines().count(), 11);
    // something happens in some of them
    let differences = fs::read_to_string(desk.path("one/differences.csv")).unwrap();
    let moved = |line: &str| line.split(',').nth(6).is_some_and(|difference| difference.len() > 3);
    assert!(differences.lines().skip(4).any(moved), "{differences}");
    // what the command line says is no assumption of ours
    let head = worlds.lines().next().unwrap();
    assert!(head.contains("owners.hassle") && !head.contains("supply.capacity_start"), "{head}");
    assert_code(&desk.run(&format!("assumptions small.toml -w 10 -n 2 -j 3 {lively} -o three")), 0);
    for name in ["assumptions.csv", "worlds.csv", "differences.csv"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(name)).unwrap();
        assert!(read("one") == read("three"), "{name}");
    }
}

#[test]
fn policies_are_brought_to_one_cost_in_each_world_anew() {
    let desk = Desk::new();
    let lively = "--set years=10 --set mission.heat.deadline=2035q4 --set supply.capacity_start=0.1";
    let output = desk.run(&format!(
        "assumptions small.toml -w 10 -n 2 --alone 2 {lively} --equalise --training 4 -o worlds"
    ));
    assert_code(&output, 0);
    let text = out(&output);
    assert!(text.contains("Brought to the net public cost of `blind`"), "{text}");
    assert!(text.contains("and anew in each other world"), "{text}");
    let worlds = fs::read_to_string(desk.path("worlds/worlds.csv")).unwrap();
    let scales: Vec<&str> = worlds.lines().filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(scales[0], "policy.need.scale");
    let mut found: Vec<f64> = scales[1..].iter().map(|scale| scale.parse().unwrap()).collect();
    assert!(found.iter().all(|scale| *scale > 0.0), "{found:?}");
    found.dedup();
    assert!(found.len() > 1, "each world has its own: {found:?}");
}

#[test]
fn what_cannot_be_asked_is_refused_and_nothing_is_left() {
    let desk = Desk::new();
    for (arguments, said) in [
        ("--within 1", "a factor above 1"),
        ("--within nan", "a factor above 1"),
        ("--policy blind", "no ranking of one policy"),
        ("--policy blnd,need", "did you mean `blind`?"),
        ("-w 3", "10..=1000000"),
    ] {
        let output = desk.run(&format!("assumptions small.toml {arguments}"));
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{said}: {}", complaint(&output));
    }
    assert_eq!(names(&desk.path("outputs")), Vec::<String>::new());
}
