//! Every euro, owner, unit and project is accounted for, on random valid scenarios: by the program's own
//! accounts, and by an audit that counts the world afresh.
//!
//! `PROPTEST_CASES` says how many scenarios are tried, `PROPTEST_RNG_SEED` which.

mod common;
#[path = "common/audit.rs"]
mod audit;
#[path = "common/recipe.rs"]
mod recipe;

use audit::Audit;
use common::{MIX, NO_POLICY, SMALL_WORLD, load, place_of, try_load};
use missionmix::chance::Streams;
use missionmix::founding::{Ground, open_accounts};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};
use missionmix::world::ledger::Flow;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Runs a policy under audit; gives back what went through each flow, or the first quarter's complaints.
fn audited(scenario: &Scenario, policy: usize, streams: Streams) -> Result<[f64; Flow::COUNT], String> {
    let policy = &scenario.policies[policy];
    let mut world = Ground::survey(scenario).found(scenario, streams);
    open_accounts(&mut world, scenario, policy);
    let mut audit = Audit::open(scenario, policy, &world);
    let mut desk = Desk::default();
    for step in 0..scenario.horizon.quarters {
        advance(&mut world, Setting { scenario, policy, streams }, &mut desk)
            .map_err(|imbalance| format!("the program's own accounts: {imbalance}"))?;
        let complaints = audit.look(&world);
        if !complaints.is_empty() {
            return Err(format!("quarter {step}:\n  {}", complaints[..complaints.len().min(8)].join("\n  ")));
        }
    }
    Ok(audit.flowed)
}

fn config() -> Config {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 300, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 256;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_260_101);
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_random_scenario_balances(recipe in recipe::recipes(), replicate in 0_u64..1000) {
        let scenario = try_load(recipe.text(), &[]).map_err(TestCaseError::fail)?;
        let audit = audited(&scenario, 0, Streams::new(1, replicate));
        prop_assert!(audit.is_ok(), "{}", audit.unwrap_err());
    }
}

/// The random scenarios are no still lifes: in a hundred of them each flow that needs a policy or a market
/// moves money in at least three.
#[test]
fn random_scenarios_are_lively() {
    let mut runner = TestRunner::new(config());
    let mut moved = [0; Flow::COUNT];
    for _ in 0..100 {
        let recipe = recipe::recipes().new_tree(&mut runner).unwrap().current();
        let scenario = try_load(recipe.text(), &[]).unwrap();
        let flowed = audited(&scenario, 0, Streams::new(1, 0)).unwrap();
        Flow::ALL.into_iter().for_each(|flow| moved[flow as usize] += u32::from(flowed[flow as usize] > 0.0));
    }
    for flow in Flow::ALL {
        assert!(moved[flow as usize] >= 3, "{flow:?} in {} of 100", moved[flow as usize]);
    }
}

#[test]
fn the_small_world_balances_and_every_flow_flows() {
    let scenario = load(&format!("{SMALL_WORLD}{NO_POLICY}{MIX}"), &[]);
    for replicate in 0..4 {
        for policy in 0..2 {
            let flowed = audited(&scenario, policy, Streams::new(1, replicate)).unwrap();
            if policy == place_of(&scenario, "mix") {
                for flow in Flow::ALL {
                    assert!(flowed[flow as usize] > 0.0, "nothing ever went through {flow:?}");
                }
            }
        }
    }
}
