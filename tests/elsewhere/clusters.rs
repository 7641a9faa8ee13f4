//! A study in the hands of real schedulers: SLURM, GNU parallel, Snakemake, and what Kubernetes takes.
//!
//! SLURM is one that runs (`sbatch`, `squeue` and `scancel` work in the shell that starts the test), on a node of this machine.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};

use missionmix::store::fingerprint;

use crate::desk::{Desk, assert_code, names, out};
use crate::python::{program, python};

/// The bytes of the tables of a study, in one file each or in parts, by their names.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = ["runs", "series", "summary"].iter().flat_map(|table| {
        let parts = names(&folder.join(table)).into_iter().map(move |name| format!("{table}/{name}"));
        parts.chain([format!("{table}.csv")])
    });
    let read = |name: String| Some((name.clone(), fs::read(folder.join(name)).ok()?));
    let found: Vec<_> = files.filter_map(read).collect();
    assert!(found.len() >= 3, "no tables in {}", folder.display());
    found
}

/// Their fingerprints, as a page.
fn fingerprints(folder: &Path) -> String {
    let of = |(name, bytes): &(String, Vec<u8>)| format!("{} {name}\n", &fingerprint::of(bytes)[..16]);
    tables(folder).iter().map(of).collect()
}

/// A desk with the study in one piece, and with its plan in so many shards.
fn planned(replicates: u64, shards: u64) -> Desk {
    let desk = Desk::new();
    let study = format!("run small.toml -n {replicates} --no-figures -q");
    assert_code(&desk.run(&format!("{study} -o whole")), 0);
    assert_code(&desk.run(&format!("{study} -o dealt --plan --shards {shards}")), 0);
    desk
}

#[track_caller]
fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}{}", out(output), String::from_utf8_lossy(&output.stderr));
    out(output)
}

/// What a command of SLURM says.
#[track_caller]
fn slurm(command: &str, arguments: &[&str]) -> String {
    let output = Command::new(command).args(arguments).output();
    said(&output.unwrap_or_else(|error| panic!("no SLURM runs here: {command}: {error}")))
}

/// The jobs of an array or one job, each with its state.
fn record(job: &str) -> String {
    slurm("squeue", &["--noheader", "--states=all", "--array", "--format=%i %j %T", "--jobs", job])
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(300), "not within five minutes: {what}");
        sleep(Duration::from_millis(100));
    }
}

/// Submits what is missing. Says the numbers of the array and of the job that finishes.
fn submit(desk: &Desk) -> (String, String) {
    let submitted = said(&desk.run("submit slurm dealt --minutes 5"));
    let number = |before: &str| {
        let rest = submitted.split_once(before).unwrap().1;
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    (number("shards: job "), number("finish: job "))
}

#[test]
#[ignore = "needs a SLURM: cargo test --test elsewhere slurm -- --ignored --nocapture"]
fn slurm_runs_twelve_shards_and_the_one_that_was_killed_again() {
    let desk = planned(20_000, 12);
    let (array, finish) = submit(&desk);
    let killed = format!("{array}_5");
    wait_until("shard 5 runs", || record(&killed).contains("RUNNING"));
    slurm("scancel", &["--full", "--signal=KILL", &killed]);
    wait_until("the job that finishes has ended", || record(&finish).contains("FAILED"));
    println!("{}{}", record(&array), record(&finish));
    assert!(record(&killed).contains("FAILED") || record(&killed).contains("CANCELLED"));
    let log = fs::read_to_string(desk.path(&format!("dealt/log/finish.{finish}.txt"))).unwrap();
    assert!(log.contains("is not finished") && log.contains("missing"), "{log}");
    let missing = said(&desk.run("status dealt --array"));
    println!("status: --array={missing}");
    assert_eq!(missing, "5\n");
    let (again, finish) = submit(&desk);
    wait_until("the second job that finishes has ended", || record(&finish).contains("COMPLETED"));
    println!("{}{}", record(&again), record(&finish));
    assert_eq!(record(&again).lines().count(), 1, "one shard was run again");
    assert_code(&desk.run("status dealt"), 0);
    println!("{}", fingerprints(&desk.path("dealt")));
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
}

#[test]
#[ignore = "needs GNU parallel: cargo test --test elsewhere -- --ignored"]
fn gnu_parallel_runs_shards_and_finishes() {
    let desk = planned(700, 7);
    said(&desk.run("submit parallel dealt"));
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
}

#[test]
#[ignore = "needs Snakemake: cargo test --test elsewhere -- --ignored"]
fn snakemake_runs_shards_and_finishes() {
    let desk = planned(700, 7);
    fs::write(desk.path("Snakefile"), said(&desk.run("submit snakemake dealt --print"))).unwrap();
    let snakemake =
        || Command::new(program("snakemake")).args(["--cores", "2"]).current_dir(desk.path("")).output();
    said(&snakemake().unwrap());
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
}

/// Checks the file against the schemas of Kubernetes, then does what its pods would do.
const PODS: &str = "
import os, subprocess, sys, yaml, kubernetes_validate
shards, finish = yaml.safe_load_all(open('study.yaml'))
for job in (shards, finish):
    kubernetes_validate.validate(job, '1.33', strict=True)
assert finish['spec']['suspend']
os.environ['PATH'] = os.path.dirname(sys.argv[1]) + ':' + os.environ['PATH']
def run(job, **environment):
    container, = job['spec']['template']['spec']['containers']
    subprocess.run(container['command'] + container['args'], check=True, env=os.environ | environment)
for index in range(shards['spec']['completions']):
    run(shards, JOB_COMPLETION_INDEX=str(index))
run(finish)
";

#[test]
#[ignore = "needs Python: cargo test --test elsewhere -- --ignored"]
fn what_kubernetes_takes_is_sound_and_its_pods_do_the_study() {
    let desk = planned(700, 7);
    fs::write(desk.path("study.yaml"), said(&desk.run("submit kubernetes dealt --print"))).unwrap();
    python(PODS, &[crate::desk::PROGRAM], &desk.path(""));
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
}
