//! How long a report takes: of 1,000 replicates of four policies on the 322 regions of Europe, map and all, from the tables of
//! the folder. `cargo bench --bench report`; a number after `--` is that of the replicates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What it may take at most, seconds and bytes.
const SECONDS: f64 = 10.0;
const BYTES: u64 = 5_000_000;
/// How often it is written.
const ROUNDS: usize = 3;

fn main() {
    let asked = std::env::args().skip(1).find_map(|word| word.parse::<u64>().ok());
    let replicates = asked.unwrap_or(1000).to_string();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/europe_regions.toml");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("report-bench");
    let _ = fs::remove_dir_all(&folder);
    let start = Instant::now();
    let mut study = missionmix();
    study.arg("run").arg(&scenario).args(["--set", "policy.fourth.like=need", "-n", &replicates]);
    assert!(
        study.args(["--no-figures", "-q", "-o"]).arg(&folder).status().expect("the program runs").success()
    );
    println!("{replicates} replicates of four policies: run in {:.0} s", start.elapsed().as_secs_f64());
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            assert!(missionmix().arg("report").arg(&folder).status().expect("the program runs").success());
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let bytes = fs::metadata(folder.join("report.html")).expect("a report").len();
    println!(
        "report: {:.2} s (median of {ROUNDS}: {times:.2?}), {:.2} MB",
        times[ROUNDS / 2],
        bytes as f64 / 1e6
    );
    assert!(times[ROUNDS / 2] < SECONDS && bytes < BYTES, "it takes too long or too much");
}

fn missionmix() -> Command {
    Command::new(env!("CARGO_BIN_EXE_missionmix"))
}
