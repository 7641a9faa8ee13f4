//! The same scenario, seed and replicate give the same bits: again, on other threads, beside other policies.

mod common;

use std::thread;

use common::{MIX, NO_POLICY, SMALL_WORLD, assert_same_bits, load, place_of, run_all, run_some};
use missionmix::chance::Streams;
use missionmix::founding::{Ground, open_accounts};
use missionmix::numeric::Width;
use missionmix::outcomes::Measure;
use missionmix::run::{Survey, Trajectory, run_replicate};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};

const SEED: u64 = 20_260_101;
const REPLICATES: u64 = 12;

fn scenario() -> Scenario {
    load(&format!("{SMALL_WORLD}{NO_POLICY}{MIX}"), &[])
}

fn assert_all_same(survey: &Survey, a: &[Trajectory], b: &[Trajectory], what: &str) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert_same_bits(survey, a, b, what);
    }
}

#[test]
fn one_seed_twice_is_one_result_and_another_seed_another() {
    let scenario = scenario();
    let survey = Survey::of(&scenario);
    let once = run_all(&scenario, Streams::new(SEED, 3));
    assert_all_same(&survey, &once, &run_all(&scenario, Streams::new(SEED, 3)), "twice");
    // without this the comparison could pass on runs in which nothing happens
    assert!(once[1].values != once[0].values, "the mix does something");
    for other in [Streams::new(SEED, 4), Streams::new(SEED + 1, 3)] {
        assert!(once[1].values != run_all(&scenario, other)[1].values, "other luck, other results");
    }
}

/// Where the processor has no wide registers the two are one and the same.
#[test]
fn wide_registers_change_no_bit() {
    let scenario = scenario();
    let policy = &scenario.policies[place_of(&scenario, "mix")];
    let streams = Streams::new(SEED, 2);
    let run = |width| {
        let mut world = Ground::survey(&scenario).found(&scenario, streams);
        open_accounts(&mut world, &scenario, policy);
        let mut desk = Desk::default();
        desk.width = width;
        for _ in 0..scenario.horizon.quarters {
            advance(&mut world, Setting { scenario: &scenario, policy, streams }, &mut desk).unwrap();
        }
        let firms = &world.firms;
        let mut numbers =
            [&firms.productivity, &firms.funds, &firms.market_share, &firms.sales].map(Clone::clone).concat();
        numbers.extend(
            firms.knowledge.cells().iter().chain(&world.households.support[0]).map(|x| f64::from(*x)),
        );
        numbers.extend(firms.direction.iter().map(|to| f64::from(*to)));
        for mission in &world.missions {
            numbers.extend(&mission.path);
            for stock in &mission.stocks {
                numbers.extend(stock.owned.iter().map(|good| f64::from(*good)));
                numbers.extend(stock.due.iter().map(|due| f64::from(*due)));
            }
        }
        numbers.into_iter().map(f64::to_bits).collect::<Vec<_>>()
    };
    assert!(run(Width::default()) == run(Width::plain()));
}

#[test]
fn order_and_number_of_threads_do_not_matter() {
    let scenario = scenario();
    let (survey, ground) = (Survey::of(&scenario), Ground::survey(&scenario));
    let run = |replicate| {
        let runs = run_replicate(&scenario, &ground, &survey, &[0, 1], Streams::new(SEED, replicate));
        runs.into_iter().map(Result::unwrap).collect::<Vec<_>>()
    };
    let in_order: Vec<_> = (0..REPLICATES).map(run).collect();
    for threads in [1, 2, 3, 5] {
        // each thread takes every so-manieth replicate, the last one first
        let mut shuffled: Vec<(u64, Vec<Trajectory>)> = thread::scope(|scope| {
            let workers: Vec<_> = (0..threads)
                .map(|thread| {
                    scope.spawn(move || {
                        let mine = (0..REPLICATES).rev().filter(|r| r % threads == thread);
                        mine.map(|replicate| (replicate, run(replicate))).collect::<Vec<_>>()
                    })
                })
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        });
        shuffled.sort_by_key(|(replicate, _)| *replicate);
        for (expected, (replicate, got)) in in_order.iter().zip(&shuffled) {
            assert_all_same(&survey, expected, got, &format!("{threads} threads, replicate {replicate}"));
        }
    }
}

#[test]
fn a_policy_does_not_notice_the_others() {
    let levy = MIX.replace("policy.mix", "policy.other").replace("rate = 150", "rate = 600");
    let forward = load(&format!("{SMALL_WORLD}{NO_POLICY}{MIX}{levy}"), &[]);
    let backward = load(&format!("{SMALL_WORLD}{levy}{MIX}{NO_POLICY}"), &[]);
    let alone = load(&format!("{SMALL_WORLD}{MIX}"), &[]);
    let survey = Survey::of(&forward);
    for replicate in 0..4 {
        let streams = Streams::new(SEED, replicate);
        let all = run_all(&forward, streams);
        let reversed = run_all(&backward, streams);
        for (policy, expected) in forward.policies.iter().zip(&all) {
            let got = &reversed[place_of(&backward, &policy.name)];
            assert_same_bits(&survey, expected, got, &format!("{}, other order in the file", policy.name));
        }
        let mix = &all[place_of(&forward, "mix")];
        // the only policy of a file is its own baseline, and what is held against the baseline is another thing there
        let mut only = run_all(&alone, streams).remove(0);
        for (place, column) in survey.columns.iter().enumerate() {
            if matches!(column.outcome.measure, Measure::Beside(_) | Measure::MissionBeside(_)) {
                only.values[place] = mix.values[place];
            }
        }
        assert_same_bits(&survey, mix, &only, "the only policy of the file");
        // the order in which policies are run, and one twice: nothing is left lying on the desk
        for order in [vec![1], vec![2, 1], vec![1, 1], vec![2, 0, 1]] {
            let got = run_some(&forward, &order, streams).pop().unwrap();
            assert_same_bits(&survey, mix, &got, &format!("run in the order {order:?}"));
        }
    }
}
