//! Pattern 12: under one policy, with all potentials as expected, some replicates take off and others don't.

use crate::Study;

/// Replicates with less than a third of owners, between, and more than two thirds, 23 years after the money ends.
fn thirds(weight: f64, hassle: f64, learning: f64) -> [f64; 3] {
    let mut changes: Vec<String> = [
        "years=40",
        "mission.clean_heat.deadline=2064q4",
        "mission.clean_heat.potentials=expected",
        "mission.clean_heat.incumbent_lifetime=6",
    ]
    .map(str::to_owned)
    .to_vec();
    changes.extend([format!("owners.social.weight={weight}"), format!("owners.hassle={hassle}")]);
    for solution in ["heat_pump", "heat_network", "deep_retrofit", "storage"] {
        changes.push(format!("solution.{solution}.world_growth=0"));
        changes.push(format!("solution.{solution}.lifetime=8"));
        changes.push(format!("solution.{solution}.learning_rate={learning}"));
    }
    let study = Study::shipped("governing", &changes, &["formative"], 300);
    let mut counts = [0.0; 3];
    for uptake in study.values("formative", "uptake.clean_heat") {
        counts[((uptake * 3.0) as usize).min(2)] += 1.0;
    }
    println!("weight {weight}, learning {learning}: {counts:?} replicates of 300 by thirds of uptake");
    counts
}

/// How much larger the smaller hump is than the valley, in standard errors.
fn depth([low, between, high]: [f64; 3]) -> f64 {
    let hump = low.min(high);
    (hump - between) / (hump + between).sqrt().max(1.0)
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn replicates_fall_into_two_humps_where_owners_follow_each_other_and_prices_learn() {
    let depths = [(10.0, 6.5, 0.25), (5.0, 4.0, 0.12), (0.0, 2.0, 0.0)]
        .map(|(weight, hassle, learning)| depth(thirds(weight, hassle, learning)));
    println!("depth of the valley in standard errors: {depths:.1?}");
    assert!(depths[0] > 3.0, "two humps: {depths:?}");
    assert!(depths[2] <= 0.0, "one hump: {depths:?}");
}
