//! Pattern 8: linked agencies do not do the same work twice; links cost staff that grows with the square of their number.

use std::fmt::Write;

use crate::small_worlds::load;
use crate::{Effect, REMOVED, Study, comes_out_and_goes_away};

/// The world of `scenarios/governing.toml` with so many agencies of one level and field, which share the same money in
/// equal parts, apart and linked.
fn world(agencies: usize) -> String {
    let shipped = include_str!("../../scenarios/governing.toml");
    let (world, _) = shipped.split_once("[policy.open_calls]").expect("policies come last");
    let mut text = world.to_owned();
    for number in 0..agencies {
        let _ = writeln!(text, "[agency.a{number}]");
    }
    for (policy, are_linked) in [("apart", false), ("linked", true)] {
        let _ = writeln!(
            text,
            "[policy.{policy}.governance]\nevaluation = \"formative\"\nportfolio = \"greedy\"\nmission_team = true\n\
             horizontal_links = {are_linked}"
        );
        for number in 0..agencies {
            for (line, budget, cost) in [("rd_grant", 80.0, 2.0), ("demonstration", 160.0, 5.0)] {
                let _ = writeln!(
                    text,
                    "[policy.{policy}.{line}.of_a{number}]\nagency = \"a{number}\"\nmission = \"clean_heat\"\n\
                     from = \"2026q1\"\nuntil = \"2041q4\"\nbudget = {}\nproject_cost = {cost}",
                    budget / agencies as f64
                );
            }
        }
        let _ = writeln!(
            text,
            "[policy.{policy}.adoption_subsidy.rebate]\nmission = \"clean_heat\"\nfrom = \"2028q1\"\nuntil = \"2041q4\"\n\
             budget = 400\nrate = 0.3"
        );
    }
    text
}

fn gain_of_links(agencies: usize, changes: &[&str]) -> Effect {
    Study::of(&load(&world(agencies), changes), &["apart", "linked"], 60).effect("linked", "apart", REMOVED)
}

/// Pattern 8: Links gain what would have been done twice; nothing where there is no duplication to avoid.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn links_pay_where_work_would_be_done_twice() {
    let effects = [0.5, 0.2, 0.0]
        .map(|duplication| gain_of_links(4, &[&format!("agencies.links.duplication={duplication}")]));
    comes_out_and_goes_away("problem removed, four agencies linked over apart", &effects);
}

/// Pattern 8: The gain shrinks with their number, for the hours of links grow with its square; where staff is free it does not.
#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn too_many_links_eat_what_they_bring() {
    let few = gain_of_links(4, &[]);
    let many = gain_of_links(16, &[]);
    let free = gain_of_links(16, &["agencies.staff.link=0"]);
    few.show("four agencies, linked over apart");
    many.show("sixteen agencies");
    free.show("sixteen agencies, links without hours");
    assert!(few.beyond(&many).is_sure() && !many.is_sure());
    assert!(free.is_sure() && free.beyond(&many).is_sure());
}

/// With one agency links change nothing, not a single bit.
#[test]
fn one_agency_has_nobody_to_be_linked_to() {
    let study = Study::of(&load(&world(1), &[] as &[&str]), &["apart", "linked"], 4);
    for outcome in [REMOVED, "public_cost", "readiness.storage"] {
        assert_eq!(study.values("apart", outcome), study.values("linked", outcome), "{outcome}");
    }
}
