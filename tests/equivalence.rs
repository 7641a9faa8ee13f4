//! Four times as many household agents stand for the same households: mean outcomes stay within 2 %.
//!
//! Both numbers of agents run under the same luck of the world (prices, potentials, growth, firms), so each
//! replicate gives a pair and most of the noise between replicates cancels. The test first holds its own
//! Monte Carlo error against the margin: the standard error of the mean relative difference must be below
//! 2 % / 4. Then, were there no difference at all, the false-alarm rate of each of the three outcomes is that
//! of four standard errors, 6e-5, below 2e-4 for all; and a true difference of 4 % is missed as rarely.
//!
//! It holds from about 500 agents a region. With 133 a region, four times as many raised uptake by 3 %
//! (standard error 0.2 %): one agent is then a fifth of what a region's installers put in in a quarter and a
//! large part of a quarter's subsidies, and what a quarter can't use is lost. Without those bounds the
//! difference was below 1 %.

mod common;

use std::thread;

use common::{NO_POLICY, SMALL_WORLD, load, place_of};
use missionmix::chance::Streams;
use missionmix::founding::Ground;
use missionmix::run::{Survey, run_replicate};
use missionmix::scenario::Scenario;

const MARGIN: f64 = 0.02;
const REPLICATES: u64 = 300;

/// Goods that sell, so that what households do decides the outcomes, and money that they take up.
const POLICY: &str = r#"
[policy.rebate.adoption_subsidy.rebate]
mission = "heat"
from = "2027q1"
until = "2033q4"
budget = 12
"#;
const LIVELY: &[&str] = &[
    "solution.pump.readiness=8",
    "solution.pump.unit_cost=6500",
    "solution.loop.readiness=7.5",
    "solution.loop.unit_cost=7500",
    "supply.capacity_start=0.05",
    "supply.installers_start=0.1",
    "owners.news=0.2",
];

/// What is measured of the policy in every replicate: what is removed, uptake, public cost.
fn measured(scenario: &Scenario) -> Vec<[f64; 3]> {
    let (survey, ground) = (Survey::of(scenario), Ground::survey(scenario));
    let policy = place_of(scenario, "rebate");
    let places = ["problem_removed.heat", "uptake.heat", "public_cost"]
        .map(|name| survey.columns.iter().position(|column| column.name == name).unwrap());
    let one = |replicate| {
        let runs = run_replicate(scenario, &ground, &survey, &[policy], Streams::new(17, replicate));
        let values = &runs[0].as_ref().unwrap().values;
        places.map(|place| values[place])
    };
    let half = REPLICATES / 2;
    thread::scope(|scope| {
        let second = scope.spawn(|| (half..REPLICATES).map(one).collect::<Vec<_>>());
        let mut all: Vec<_> = (0..half).map(one).collect();
        all.extend(second.join().unwrap());
        all
    })
}

#[test]
fn four_times_as_many_households_change_little() {
    let text = format!("{SMALL_WORLD}{NO_POLICY}{POLICY}");
    let few = measured(&load(&text, &[LIVELY, &["owners.households=4800"]].concat()));
    let many = measured(&load(&text, &[LIVELY, &["owners.households=19200"]].concat()));
    for (place, outcome) in ["problem_removed", "uptake", "public_cost"].into_iter().enumerate() {
        let count = few.len() as f64;
        let mean = few.iter().map(|run| run[place]).sum::<f64>() / count;
        let differences: Vec<f64> =
            few.iter().zip(&many).map(|(few, many)| (many[place] - few[place]) / mean).collect();
        let difference = differences.iter().sum::<f64>() / count;
        let variance =
            differences.iter().map(|d| (d - difference) * (d - difference)).sum::<f64>() / (count - 1.0);
        let error = (variance / count).sqrt();
        println!("{outcome}: mean {mean:.4}, relative difference {difference:.4}, standard error {error:.4}");
        assert!(error <= MARGIN / 4.0, "{outcome}: too few replicates, standard error {error:.4}");
        assert!(difference.abs() <= MARGIN, "{outcome}: {difference:.4} with standard error {error:.4}");
    }
}
