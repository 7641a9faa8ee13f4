use std::collections::BTreeSet;

use super::*;
use crate::scenario::Scenario;
use crate::studies::tests::small_scenario;

fn roles_in_small() -> Scenario {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
    Scenario::load(&path, &roles("need"), false).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_first_sixteen_cases_are_the_worlds_without_some_of_the_differences() {
    let cases = cases(&roles_in_small(), Some(3));
    assert_eq!(cases[0].changes, Vec::<String>::new());
    for (number, case) in cases.iter().take(WORLDS).enumerate() {
        let has = |place: usize| case.changes.iter().any(|change| change == CAUSES[place].1);
        assert!(
            (0..CAUSES.len()).all(|place| has(place) == (number & (1 << place) != 0)),
            "{number}: {case:?}"
        );
    }
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    // synthetic regions have no zones, and a design that is an envelope by need alone has no other part
    let only: Vec<&&str> = names.iter().filter(|name| name.ends_with("only")).collect();
    assert_eq!(only, [&"design: information only"]);
    assert!(!names.iter().any(|name| name.starts_with("zoning")));
    assert!(names.contains("design: wrong map") && names.contains("context sensitivity: 0.5"));
    assert_eq!(origin(&roles("need")), "need");
    assert!(!small_scenario().policies.iter().any(|policy| policy.name == SENSITIVE));
}

fn penalty() -> Penalty {
    Penalty {
        case: 0,
        reference: OPEN.into(),
        outcome: "problem_removed.heat".into(),
        unit: "share".into(),
        better: "more",
        difference: Moments::default(),
        interval: Interval { low: 0.0, high: 0.0 },
    }
}

/// A world whose penalty is what the differences that it has add up to, and a rest.
fn world(causes: [f64; 4], rest: f64) -> [f64; WORLDS] {
    std::array::from_fn(|without| {
        let has = |place: &usize| without & (1 << place) == 0;
        rest + (0..4).filter(has).map(|place| causes[place]).sum::<f64>()
    })
}

#[test]
fn a_penalty_is_attributed_to_what_it_is_due_to() {
    let replicates = [world([0.3, 0.0, -0.1, 0.2], 0.05), world([0.1, 0.0, -0.1, 0.4], 0.05)];
    let shares = attribute(&penalty(), &replicates);
    let of = |cause: &str| shares.iter().find(|share| share.cause == cause).unwrap().part;
    let near =
        |part: Moments, wanted: f64| assert!((part.mean() - wanted).abs() < 1e-12, "{part:?}, not {wanted}");
    near(of("capacity"), 0.2);
    near(of("need"), 0.0);
    near(of("distance"), -0.1);
    near(of("fit"), 0.3);
    near(of(REST), 0.05);
    near(of(ALL), 0.4);
    near(of(WHOLE), 0.45);
    assert_eq!(of("need").variance(), 0.0);
    assert!(of("fit").standard_error() > 0.0);
}

#[test]
fn parts_add_up_and_a_replicate_without_a_world_is_left_out() {
    let mut broken = world([0.1; 4], 0.0);
    broken[7] = f64::NAN;
    // two causes that matter only together share what they do
    let together: [f64; WORLDS] =
        std::array::from_fn(|without| f64::from(u8::from(without.trailing_zeros() >= 2)));
    let shares = attribute(&penalty(), &[together, broken]);
    let of = |cause: &str| shares.iter().find(|share| share.cause == cause).unwrap().part;
    assert_eq!(of(WHOLE).count(), 1);
    let parts: f64 = CAUSES.iter().map(|(cause, _)| of(cause).mean()).sum();
    assert!((parts - of(ALL).mean()).abs() < 1e-12 && (of("capacity").mean() - 0.5).abs() < 1e-12);
}

#[test]
fn a_policy_that_has_the_name_of_a_role_is_replaced() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
    let own =
        "policy.per_head.adoption_subsidy.other={mission='heat', from='2026q1', until='2029q4', budget=900}";
    let changes: Vec<String> = std::iter::once(own.to_owned()).chain(roles("need")).collect();
    let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
    let lines = |name: &str| {
        let policy = scenario.policies.iter().find(|policy| policy.name == name).unwrap();
        policy.lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(lines(PER_HEAD), lines("need"));
}
