//! What the store costs: a batch of 100,000 runs of a small scenario with it and without it, its peak memory, and how well
//! the time left was foretold. `cargo bench --bench store`; a number after `--` is that of the runs.

use std::fs;
use std::io::{BufRead, BufReader};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use missionmix::error::Error;
use missionmix::scenario::Scenario;
use missionmix::studies::monte_carlo::{self, Audience, Order, Runs, Script, Stage};

/// Pairs of batches, of which the middle ratio counts: the machine is noisy.
const PAIRS: usize = 3;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first_steps.toml");
    let loaded = Scenario::load(&scenario, &[], false).unwrap_or_else(|error| panic!("{error}"));
    let runs: u64 = asked.unwrap_or(100_000);
    let replicates = runs.div_ceil(loaded.policies.len() as u64);
    println!("{} runs of {}", replicates * loaded.policies.len() as u64, scenario.display());
    let mut ratios = Vec::new();
    for _ in 0..PAIRS {
        let without = without_store(&loaded, replicates);
        let with = with_store(&scenario, replicates);
        let ratio = without.as_secs_f64() / with.time.as_secs_f64();
        println!(
            "without a store {:.1} s, with it {:.1} s: {:.1} % of the throughput; peak memory {:.0} MB; time left off by at \
             most {:.0} % from a tenth of the way to nine tenths",
            without.as_secs_f64(),
            with.time.as_secs_f64(),
            100.0 * ratio,
            with.peak,
            100.0 * with.worst
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!("throughput: {:.1} % (median of {PAIRS} pairs, {ratios:.3?})", 100.0 * ratios[PAIRS / 2]);
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

fn without_store(scenario: &Scenario, replicates: u64) -> Duration {
    let stage = Stage::new(Script::Borrowed(scenario), (0..scenario.policies.len()).collect());
    let threads = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let start = Instant::now();
    monte_carlo::run(stage.orders(scenario.seed, 0..replicates), threads, &mut Nobody)
        .expect("the batch runs");
    start.elapsed()
}

/// What a batch with a store came to.
struct Stored {
    time: Duration,
    /// Peak memory, MB.
    peak: f64,
    /// The largest error of the time left, as a share of what it was.
    worst: f64,
}

fn with_store(scenario: &Path, replicates: u64) -> Stored {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("store-bench");
    let _ = fs::remove_dir_all(&folder);
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_missionmix"))
        .arg("run")
        .arg(scenario)
        .args(["--no-figures", "--progress", "json", "-n", &replicates.to_string(), "-o"])
        .arg(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let mut told = Vec::new();
    for line in BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok) {
        peak = peak.max(peak_memory(&status));
        if let Ok(line) = serde_json::from_str::<serde_json::Value>(&line) {
            let number = |key: &str| line[key].as_f64().unwrap_or(f64::NAN);
            told.push((
                number("done") / number("replicates"),
                start.elapsed().as_secs_f64(),
                number("seconds_left"),
            ));
        }
    }
    let outcome = child.wait().expect("the program ends");
    assert!(outcome.success(), "{outcome}");
    let time = start.elapsed();
    let ended = told.last().map_or(0.0, |(_, at, _)| *at);
    let _ = fs::remove_dir_all(&folder);
    let errors = told.iter().filter(|(share, ..)| (0.1..0.9).contains(share)).map(|(_, at, left)| {
        let true_left = ended - at;
        ((left - true_left) / true_left).abs()
    });
    Stored { time, peak, worst: errors.fold(0.0, f64::max) }
}

/// The most memory that a process has had so far, MB; nought where the system doesn't say.
fn peak_memory(status: &str) -> f64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1000.0)
}
