//! Nothing is lost: whoever is stopped, killed or damaged goes on, and comes to the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::desk::{Desk, assert_code, complaint, names, out};

const STUDY: &str = "run small.toml -n 700 --no-figures -j 2";
const TABLES: [&str; 3] = ["runs.csv", "series.csv", "summary.csv"];

pub fn tables(folder: &Path) -> [Vec<u8>; 3] {
    TABLES.map(|table| fs::read(folder.join(table)).unwrap())
}

/// The tables of the study where nothing happened, and how long it took.
fn undisturbed(desk: &Desk) -> ([Vec<u8>; 3], Duration) {
    let started = Instant::now();
    assert_code(&desk.run(&format!("{STUDY} -q -o undisturbed")), 0);
    (tables(&desk.path("undisturbed")), started.elapsed())
}

/// The tables of runs that are whole on disk.
fn whole_parts(desk: &Desk) -> usize {
    names(&desk.path("stopped/runs")).iter().filter(|name| !name.starts_with('.')).count()
}

/// Sends a signal to the study when some of its parts are on disk: far from its end, however fast the machine is just then.
fn stop_midway(desk: &Desk, signal: &str) {
    let code = stop(desk, signal, || {
        while whole_parts(desk) < 3 {
            sleep(Duration::from_millis(1));
        }
    });
    assert_eq!(code, Some(75));
}

/// Sends a signal to the study after a wait. Says with which code it ended.
fn stop(desk: &Desk, signal: &str, wait: impl FnOnce()) -> Option<i32> {
    let study = format!("{STUDY} -q -o stopped");
    let mut child = desk.command(&study).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    wait();
    let asked = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    asked.unwrap();
    child.wait().unwrap().code()
}

fn killed_at(moments: u32) {
    let desk = Desk::new();
    let (wanted, time) = undisturbed(&desk);
    let mut kept = Vec::new();
    for moment in 0..moments {
        let after = time.mul_f64((f64::from(moment) + 0.5) / f64::from(moments));
        stop(&desk, "-KILL", || sleep(after));
        let parts = whole_parts(&desk);
        let output = desk.run(&format!("{STUDY} -o stopped"));
        if output.status.code() != Some(2) {
            // it was not finished before it was killed
            assert_code(&output, 0);
            let said = complaint(&output);
            let went_on = said.contains("going on with") && said.contains("of 32 parts are there");
            assert!(went_on || parts == 0, "{parts} parts: {said}");
            kept.push(parts);
        }
        assert!(tables(&desk.path("stopped")) == wanted, "killed at moment {moment}");
        // killed at the very end, parts are left beside the whole table
        assert_code(&desk.run("finish stopped"), 0);
        let left = names(&desk.path("stopped"));
        assert!(
            !left
                .iter()
                .any(|name| name.starts_with('.') || ["runs", "unfinished", "lock"].contains(&name.as_str())),
            "{left:?}"
        );
        fs::remove_dir_all(desk.path("stopped")).unwrap();
    }
    println!("parts that were there when it was killed: {kept:?}");
    assert!(
        kept.iter().any(|parts| *parts > 0),
        "it was always killed before the first part or after the last"
    );
}

#[test]
fn who_was_killed_goes_on_to_the_same_bytes() {
    killed_at(6);
}

/// The long form.
#[test]
#[ignore = "half a minute: cargo test --test command_line -- --ignored"]
fn who_was_killed_at_any_of_fifty_moments_goes_on_to_the_same_bytes() {
    killed_at(50);
}

#[test]
fn who_is_asked_to_stop_keeps_what_is_whole() {
    let desk = Desk::new();
    let (wanted, _) = undisturbed(&desk);
    for signal in ["-TERM", "-INT"] {
        stop_midway(&desk, signal);
        assert!(!names(&desk.path("stopped/runs")).is_empty());
        assert!(!desk.path("stopped/manifest.json").exists());
        let status = desk.run("status stopped");
        assert_code(&status, 5);
        assert!(out(&status).contains("missing: ") && !out(&status).contains("being written"));
        assert!(complaint(&desk.run("verify stopped")).contains("missing"), "not that it can be finished");
        assert_code(&desk.run("finish stopped"), 5);
        assert_code(&desk.run(&format!("{STUDY} -q -o stopped")), 0);
        assert_code(&desk.run("status stopped"), 0);
        assert!(tables(&desk.path("stopped")) == wanted);
        fs::remove_dir_all(desk.path("stopped")).unwrap();
    }
}

/// The first file of some kind of part.
fn part(desk: &Desk, kind: &str) -> PathBuf {
    let folder = desk.path("stopped").join(kind);
    folder.join(names(&folder).first().expect("a part"))
}

#[test]
fn a_damaged_part_is_found_and_run_again() {
    let desk = Desk::new();
    let (wanted, _) = undisturbed(&desk);
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    let truncate = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
    };
    for (kind, damage) in [
        ("runs", &flip as &dyn Fn(&Path)),
        ("runs", &truncate),
        ("unfinished", &flip),
        ("unfinished", &truncate),
    ] {
        stop_midway(&desk, "-TERM");
        damage(&part(&desk, kind));
        let output = desk.run(&format!("{STUDY} -o stopped"));
        assert_code(&output, 0);
        let said = complaint(&output);
        assert!(said.contains("part-00000") && said.contains("is damaged: its part is run again"), "{said}");
        assert!(tables(&desk.path("stopped")) == wanted, "{kind}");
        fs::remove_dir_all(desk.path("stopped")).unwrap();
    }
}

#[test]
fn a_study_without_a_named_folder_is_found_again() {
    let desk = Desk::new();
    let study = "run small.toml -n 100000 -q --no-figures";
    let mut child = desk.command(study).stderr(Stdio::null()).spawn().unwrap();
    while !names(&desk.path("outputs"))
        .iter()
        .any(|name| desk.path("outputs").join(name).join("plan.json").exists())
    {
        sleep(Duration::from_millis(10));
    }
    // whoever writes it has it alone, and another study gets a folder of its own
    assert_code(&desk.run(&format!("{study} --dry-run")), 0);
    child.kill().unwrap();
    child.wait().unwrap();
    let folders = names(&desk.path("outputs"));
    assert_eq!(folders.len(), 1);
    let output = desk.run("run small.toml -n 100000 --no-figures --dry-run");
    assert!(out(&output).contains(&folders[0]), "{}", out(&output));
    let other = desk.run("run small.toml -n 3 -q --no-figures");
    assert_code(&other, 0);
    assert!(!out(&other).contains(&folders[0]), "another study has a folder of its own: {}", out(&other));
}

#[test]
fn a_run_that_fails_is_told_with_the_command_that_repeats_it_and_the_rest_counts() {
    let desk = Desk::new();
    let output =
        desk.run("run small.toml -n 40 --no-figures -o some --make-fail need:7 --make-fail blind:20");
    assert_code(&output, 4);
    assert!(complaint(&output).contains("2 runs of 120 failed"), "{}", complaint(&output));
    let failures = fs::read_to_string(desk.path("some/failures.csv")).unwrap();
    let repeats = "--seed 1 --policy need --first 7 --replicates 1";
    assert!(failures.lines().count() == 3 && failures.contains(repeats), "{failures}");
    let line = failures.lines().find(|line| line.starts_with("need,")).unwrap();
    let command = line.rsplit(',').next().unwrap().strip_prefix("missionmix ").unwrap().to_owned();
    assert_code(&desk.run(&format!("{command} --no-figures -o again")), 0);
    // all other runs are those of the batch in which nothing failed
    assert_code(&desk.run("run small.toml -n 40 --no-figures -q -o none"), 0);
    let runs = |folder: &str| fs::read_to_string(desk.path(folder).join("runs.csv")).unwrap();
    let failed = |line: &&str| line.starts_with("need,0,7,") || line.starts_with("blind,0,20,");
    let none = runs("none");
    assert!(runs("some").lines().eq(none.lines().filter(|line| !failed(line))));
    // and what is said of all is said of those that did not fail
    let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(desk.path(file)).unwrap();
        reader.deserialize().map(|row| row.unwrap()).collect()
    };
    let is_need = |row: &&BTreeMap<String, String>| row["policy"] == "need";
    let number = |text: &str| text.parse::<f64>().unwrap();
    let (all, summary) = (rows("some/runs.csv"), rows("some/summary.csv"));
    let uptakes: Vec<f64> = all.iter().filter(is_need).map(|row| number(&row["uptake.heat"])).collect();
    let said = summary.iter().filter(is_need).find(|row| row["outcome"] == "uptake.heat").unwrap();
    let mean = uptakes.iter().sum::<f64>() / 39.0;
    assert!(said["runs"] == "39" && said["missing"] == "0" && (number(&said["mean"]) - mean).abs() < 1e-12);
    let pairs = |row: &&BTreeMap<String, String>| {
        (&*row["policy"], &*row["reference"], &*row["outcome"]) == ("need", "blind", "uptake.heat")
    };
    assert_eq!(rows("some/differences.csv").iter().find(pairs).unwrap()["pairs"], "38");
    assert!(runs("again").lines().nth(1) == none.lines().find(|line| line.starts_with("need,0,7,")));
    // where all fail there is nothing to count
    assert_code(&desk.run("run small.toml -n 1 --policy need --make-fail need:0 --no-figures -o all"), 1);
}

#[test]
fn what_was_finished_can_be_verified() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 40 --no-figures -q -o study"), 0);
    let output = desk.run("verify study");
    assert_code(&output, 0);
    assert!(out(&output).contains("the same bits"), "{}", out(&output));
    // a number that was changed after the study, and the fingerprint with it
    let runs = fs::read_to_string(desk.path("study/runs.csv")).unwrap();
    fs::write(desk.path("study/runs.csv"), runs.replacen("need,0,3,", "need,0,3,7", 1)).unwrap();
    let output = desk.run("verify study");
    assert_code(&output, 3);
    assert!(complaint(&output).contains("runs.csv"), "{}", complaint(&output));
    for command in ["verify", "status", "finish", "compare study"] {
        for none in ["small.toml", "nowhere", "study/inputs"] {
            let output = desk.run(&format!("{command} {none}"));
            assert_code(&output, 2);
            assert!(complaint(&output).contains("holds no study"), "{command}: {}", complaint(&output));
        }
    }
}
