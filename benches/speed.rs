//! How fast the engine is: `cargo bench --bench speed`.
//!
//! Everything goes through `advance` on shipped scenarios. The common workload stands beside the same work
//! written with boxed objects, taken in turns in one run, since only ratios survive a noisy machine.

#[path = "boxed/mod.rs"]
mod boxed;

use std::fs;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use missionmix::chance::Streams;
use missionmix::error::Error;
use missionmix::founding::{Ground, open_accounts};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};
use missionmix::studies::monte_carlo::{self, Audience, Order, Runs, Script, Stage};

const ROUNDS: usize = 5;

fn main() {
    println!("CPU nanoseconds for each agent and quarter, least of {ROUNDS} rounds taken in turns:");
    common_workload("every household every quarter", "common_workload", None);
    common_workload("goods that last twelve years", "common_workload_stock", Some(12));
    national_scenario();
    threads();
}

/// The engine and the boxed objects in turns, on the same work.
fn common_workload(name: &str, file: &str, stock_years: Option<u32>) {
    let scenario = load(file);
    let (households, firms) = (scenario_agents(&scenario), 10_000);
    let steps = ((households + firms) * scenario.horizon.quarters) as f64;
    let (mut engine, mut objects) = (f64::INFINITY, f64::INFINITY);
    for round in 0..ROUNDS {
        engine = engine.min(engine_time(&scenario, 0, round as u64).as_nanos() as f64 / steps);
        let founding = cpu_time_of(|| boxed::run(households, firms, 0, stock_years)).0;
        let all = cpu_time_of(|| boxed::run(households, firms, scenario.horizon.quarters, stock_years)).0;
        objects = objects.min(all.saturating_sub(founding).as_nanos() as f64 / steps);
    }
    println!("  {name}: engine {engine:.2}, boxed objects {objects:.2}, ratio {:.2}", objects / engine);
}

fn scenario_agents(scenario: &Scenario) -> usize {
    Ground::survey(scenario).found(scenario, Streams::new(scenario.seed, 0)).households.len()
}

/// A national scenario with all phases and instruments: CPU time of one run.
fn national_scenario() {
    let scenario = load("germany_regions");
    for (place, policy) in scenario.policies.iter().enumerate() {
        let least =
            (0..ROUNDS).map(|round| engine_time(&scenario, place, round as u64)).min().unwrap_or_default();
        println!("national scenario, {}: {:.1} ms a run", policy.name, least.as_secs_f64() * 1e3);
    }
}

/// CPU time of one run of a policy after the founding.
fn engine_time(scenario: &Scenario, policy: usize, replicate: u64) -> Duration {
    let streams = Streams::new(scenario.seed, replicate);
    let policy = &scenario.policies[policy];
    let mut world = Ground::survey(scenario).found(scenario, streams);
    open_accounts(&mut world, scenario, policy);
    let mut desk = Desk::default();
    cpu_time_of(|| {
        for _ in 0..scenario.horizon.quarters {
            advance(&mut world, Setting { scenario, policy, streams }, &mut desk).expect("the accounts hold");
        }
    })
    .0
}

/// Two threads against one on the same batch, in interleaved pairs.
fn threads() {
    let scenario = load("germany_regions");
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let one = batch_time(&scenario, 1);
            let two = batch_time(&scenario, 2);
            one.as_secs_f64() / two.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "two threads over one: {:.2} (median of {ROUNDS} interleaved pairs, {ratios:.2?})",
        ratios[ROUNDS / 2]
    );
}

/// Somebody who wants the runs and keeps nothing.
struct Nobody;

impl Audience for Nobody {
    fn take(&mut self, _: &Order, runs: &Runs) -> Result<(), Error> {
        assert!(runs.iter().all(Result::is_ok), "a run failed");
        Ok(())
    }
    fn hear(&mut self, _: u64) -> ControlFlow<Error> {
        ControlFlow::Continue(())
    }
}

/// Time of a batch on the clock.
fn batch_time(scenario: &Scenario, threads: usize) -> Duration {
    let stage = Stage::new(Script::Borrowed(scenario), (0..scenario.policies.len()).collect());
    let threads = NonZero::new(threads).expect("one thread at least");
    let start = Instant::now();
    monte_carlo::run(stage.orders(scenario.seed, 0..24), threads, &mut Nobody).expect("the batch runs");
    start.elapsed()
}

fn load(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name).with_extension("toml");
    Scenario::load(&path, &[], false).unwrap_or_else(|error| panic!("{error}"))
}

/// The CPU time that a calculation takes on this thread, and its result.
fn cpu_time_of<T>(calculation: impl FnOnce() -> T) -> (Duration, T) {
    let (wall, before) = (Instant::now(), thread_cpu_time());
    let result = std::hint::black_box(calculation());
    let time = match (before, thread_cpu_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => wall.elapsed(),
    };
    (time, result)
}

/// The CPU time of this thread so far, where the system tells it (Linux). The count is brought up to date when the
/// thread gives way, else only with every tick, some 4 ms: too coarse for what takes 15.
fn thread_cpu_time() -> Option<Duration> {
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
