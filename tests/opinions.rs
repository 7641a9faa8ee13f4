//! Opinions: what a levy and a standard cost households weighs on their support, and does not where it costs them nothing.

mod small_worlds;

use missionmix::run::Survey;
use missionmix::world::stock::OwnerKind;
use small_worlds::{country, line, run_all, value, watch};

/// Budgets do not answer to support here, and nobody talks: only what a household bears is between two worlds.
const APART: [&str; 2] = ["politics.mode=off", "opinion.talk=0"];

/// Support in each of six replicates.
fn support(policy: &str, changes: &[&str]) -> Vec<f64> {
    let scenario = country(policy, &[&APART, changes].concat());
    let survey = Survey::of(&scenario);
    run_all(&scenario, 0..6).iter().map(|runs| value(&survey, &runs[0], "support.warm_homes")).collect()
}

fn all_more(less: &[f64], more: &[f64]) -> bool {
    less.iter().zip(more).all(|(less, more)| less < more)
}

#[test]
fn a_dear_good_that_one_had_to_choose_costs_support_and_a_cheap_one_does_not() {
    let standard = line("standard", "standard", "share = 0.8\nramp = 1");
    let dear = ["solution.heat_pump.readiness=8", "solution.heat_pump.running_cost=1600"];
    let with = |rest: &[&str]| support(&standard, &[&dear[..], rest].concat());
    let (borne, unfelt) = (with(&[]), with(&["opinion.burden=0"]));
    assert!(all_more(&borne, &unfelt), "{borne:?} and {unfelt:?}");
    let twice = with(&["opinion.burden=10"]);
    assert!(all_more(&twice, &borne), "the heavier the more");
    // what is cheaper than the incumbent weighs on nobody, though all had to
    let cheap = [
        "solution.heat_pump.readiness=8",
        "solution.heat_pump.unit_cost=6000",
        "solution.heat_pump.running_cost=0",
        "solution.insulation.unit_cost=6000",
        "solution.insulation.running_cost=0",
    ];
    let free = |burden: &str| support(&standard, &[&cheap[..], &[burden]].concat());
    assert_eq!(free("opinion.burden=5"), free("opinion.burden=0"));
    // and without a standard nobody has to
    let nothing =
        |burden: &str| support("[policy.nothing]\nbaseline = true\n", &[&dear[..], &[burden]].concat());
    assert_eq!(nothing("opinion.burden=5"), nothing("opinion.burden=0"));
}

#[test]
fn what_it_costs_is_noted_for_those_who_must_alone_and_ends_with_another_choice() {
    let standard = line("standard", "standard", "share = 0.5").replace("2041q4", "2030q4");
    let scenario =
        country(&standard, &["solution.heat_pump.readiness=8", "solution.heat_pump.running_cost=1600"]);
    let (mut most, mut last) = (0, 0);
    watch(&scenario, 1, |world| {
        let stock = &world.missions[0].stocks[OwnerKind::Household as usize];
        last = stock.forced.iter().filter(|cost| **cost > 0.0).count();
        most = most.max(last);
        // half of those who chose had to, and some of them would have done so anyway
        assert!(last <= stock.owned.len(), "{last}");
    });
    assert!(most > 50 && last < most / 2, "{most}, and {last} at the end");
}

#[test]
fn a_rebate_that_is_noticed_weighs_against_the_levy() {
    let levy = line("levy", "levy", "rate = 300");
    let with = |rest: &[&str]| support(&levy, rest);
    let (unnoticed, noticed) = (with(&[]), with(&["opinion.rebate=1"]));
    assert!(all_more(&unnoticed, &noticed), "{unnoticed:?} and {noticed:?}");
    // what the exchequer keeps nobody can notice
    let kept = |rebate: &str| with(&["exchequer.levy_returned=0", rebate]);
    assert_eq!(kept("opinion.rebate=0"), kept("opinion.rebate=1"));
}
