//! Many machines: a study dealt into shards comes to the same bytes as in one piece, whoever runs which of them, when and how
//! often.

use std::fs;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::desk::{Desk, assert_code, complaint, names, out};
use super::resuming::tables;

const STUDY: &str = "run small.toml -n 700 --no-figures";

/// Plans the study in so many shards, in a folder of this name.
fn plan(desk: &Desk, folder: &str, shards: u64) {
    assert_code(&desk.run(&format!("{STUDY} -q -o {folder} --plan --shards {shards}")), 0);
}

fn start(desk: &Desk, arguments: &str) -> Child {
    desk.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn one_two_and_seven_shards_come_to_the_same_bytes() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{STUDY} -q -o whole")), 0);
    let whole = tables(&desk.path("whole"));
    // their order, the threads of each, and one that is run twice
    for (shards, order) in [(1, &[0][..]), (2, &[1, 0]), (7, &[3, 0, 6, 6, 1, 5, 2, 4])] {
        let folder = format!("in_{shards}");
        plan(&desk, &folder, shards);
        for (place, shard) in order.iter().enumerate() {
            assert_code(&desk.run(&format!("finish {folder}")), 5);
            let jobs = place % 3 + 1;
            assert_code(&desk.run(&format!("resume {folder} --shard {shard}/{shards} -j {jobs}")), 0);
        }
        assert_code(&desk.run(&format!("finish {folder} --no-figures")), 0);
        assert!(tables(&desk.path(&folder)) == whole, "{shards} shards");
        assert_code(&desk.run(&format!("verify {folder}")), 0);
        // who comes late has nothing to do
        assert_code(&desk.run(&format!("resume {folder} --shard 0/{shards}")), 0);
        assert!(tables(&desk.path(&folder)) == whole);
    }
}

#[test]
fn shards_run_at_the_same_time_and_the_same_one_twice() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{STUDY} -q -o whole")), 0);
    plan(&desk, "dealt", 4);
    let mut all: Vec<Child> =
        [0, 1, 1, 2, 3].iter().map(|k| start(&desk, &format!("resume dealt --shard {k}/4 -j 1"))).collect();
    let codes: Vec<_> = all.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    assert_eq!(codes, [Some(0); 5]);
    assert_code(&desk.run("finish dealt --no-figures"), 0);
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
}

#[test]
fn every_study_takes_a_shard_and_the_first_one_plans() {
    let desk = Desk::new();
    let whole = "sweep small.toml -n 40 --no-figures -q --vary mission.heat.target=0.1,0.2,0.3";
    assert_code(&desk.run(&format!("{whole} -o whole")), 0);
    let mut all: Vec<Child> =
        (0..3).map(|k| start(&desk, &format!("{whole} -o dealt --shard {k}/3"))).collect();
    let codes: Vec<_> = all.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    assert_eq!(codes, [Some(0); 3]);
    // once more, as a scheduler does that has lost count
    assert_code(&desk.run(&format!("{whole} -o dealt --shard 1/3")), 0);
    assert_code(&desk.run("finish dealt"), 0);
    for table in ["runs.csv", "summary.csv"] {
        let of = |folder: &str| fs::read(desk.path(folder).join(table)).unwrap();
        assert!(of("dealt") == of("whole"), "{table}");
    }
    assert_code(&desk.run(&format!("{whole} -o dealt --shard 2/3")), 0);
}

#[test]
fn status_says_which_shards_a_killed_machine_left() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{STUDY} -q -o whole")), 0);
    plan(&desk, "dealt", 7);
    for shard in [0, 1, 4] {
        assert_code(&desk.run(&format!("resume dealt --shard {shard}/7 --progress none")), 0);
    }
    let before = names(&desk.path("dealt/runs")).len();
    let mut killed = start(&desk, "resume dealt --shard 2/7 -j 1");
    while names(&desk.path("dealt/runs")).len() == before {
        sleep(Duration::from_millis(1));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let status = desk.run("status dealt");
    assert_code(&status, 5);
    assert!(out(&status).contains("4 shards of 7 to run: --array=2-3,5-6\n"), "{}", out(&status));
    assert!(complaint(&status).contains("resume dealt --shard K/7"), "{}", complaint(&status));
    let array = desk.run("status dealt --array");
    assert_code(&array, 0);
    assert_eq!(out(&array), "2-3,5-6\n");
    assert_code(&desk.run("finish dealt"), 5);
    for shard in [2, 3, 5, 6] {
        assert_code(&desk.run(&format!("resume dealt --shard {shard}/7")), 0);
    }
    assert_eq!(out(&desk.run("status dealt --array")), "\n");
    // what a program leaves that is killed while it writes
    fs::write(desk.path("dealt/.series.csv.0123456789abcdef.writing"), "half").unwrap();
    assert_code(&desk.run("finish dealt --no-figures"), 0);
    assert!(tables(&desk.path("dealt")) == tables(&desk.path("whole")));
    let left = names(&desk.path("dealt"));
    assert!(!left.iter().any(|name| name.starts_with('.') || name == "lock" || name == "unfinished"));
}

#[test]
fn a_study_goes_on_from_its_folder_alone() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{STUDY} -q -o whole")), 0);
    plan(&desk, "planned", 1);
    assert!(desk.path("planned/plan.json").exists() && !desk.path("planned/runs").exists());
    fs::remove_file(desk.path("small.toml")).unwrap();
    let resumed = desk.run("resume planned --no-figures");
    assert_code(&resumed, 0);
    assert!(out(&resumed).contains("Problem removed, under the same luck"));
    assert!(tables(&desk.path("planned")) == tables(&desk.path("whole")));
}

#[test]
fn a_folder_is_somebodys_alone_or_shared_by_shards() {
    let desk = Desk::new();
    plan(&desk, "dealt", 2);
    let lock = fs::File::options().append(true).open(desk.path("dealt/lock")).unwrap();
    lock.lock_shared().unwrap();
    assert_code(&desk.run("resume dealt --shard 0/2"), 0);
    for alone in ["resume dealt", "finish dealt"] {
        let refused = desk.run(alone);
        assert_code(&refused, 2);
        assert!(complaint(&refused).contains("being written by another run"));
    }
    lock.unlock().unwrap();
    lock.lock().unwrap();
    assert_code(&desk.run("resume dealt --shard 1/2"), 2);
    lock.unlock().unwrap();
    assert_code(&desk.run("resume dealt --no-figures"), 0);
}

#[test]
fn shards_that_can_not_be_are_refused_with_advice() {
    let desk = Desk::new();
    plan(&desk, "dealt", 7);
    for (arguments, what, help) in [
        ("resume dealt --shard 7/7", "numbered from 0 to 6", "--help"),
        ("resume dealt --shard 3", "such as 0/8", "--help"),
        ("resume dealt --shard 0/3", "planned in 7 shards, not in 3", "--shard K/7"),
        ("resume nowhere", "holds no study", "give the folder"),
        (
            "run small.toml -n 700 --no-figures -o dealt --plan --shards 3",
            "planned in 7 shards, not in 3",
            "anew",
        ),
        (
            "run small.toml -n 20 -o new --plan --shards 3",
            "2 parts can't be dealt into 3 shards",
            "2 shards at most",
        ),
        (
            "run small.toml -n 20 -o new --shard 0/3",
            "2 parts can't be dealt into 3 shards",
            "2 shards at most",
        ),
        ("run small.toml --shard 0/3", "--output", "--help"),
        ("run small.toml --shards 3", "--plan", "--help"),
        (
            "run small.toml -n 700 --until-ci 0.01 -o new --plan --shards 3",
            "judged on all parts",
            "no shards",
        ),
        ("submit kubernetes dealt", "printed", "--print"),
        ("submit slurm nowhere", "holds no study", "give the folder"),
        ("submit clouds dealt", "slurm, parallel, snakemake, kubernetes", "--help"),
    ] {
        let refused = desk.run(arguments);
        assert_code(&refused, 2);
        let said = complaint(&refused);
        assert!(said.contains(what) && said.contains(help), "{arguments}: {said}");
    }
    assert!(!desk.path("new").exists(), "nothing was begun");
}

#[test]
fn what_schedulers_are_told_names_what_is_missing() {
    let desk = Desk::new();
    plan(&desk, "dealt", 7);
    assert_code(&desk.run("resume dealt --shard 2/7"), 0);
    let folder = fs::canonicalize(desk.path("dealt")).unwrap().display().to_string();
    for (scheduler, words) in [
        (
            "slurm --sbatch=--partition=long",
            &["--array=0-1,3-6", "\"$SLURM_ARRAY_TASK_ID/7\"", " --partition=long"][..],
        ),
        ("parallel", &["::: 0 1 3 4 5 6", "--shard {}/7"]),
        ("snakemake", &["range(7)", "--shard {wildcards.shard}/7"]),
        ("kubernetes", &["completions: 7", "\"$JOB_COMPLETION_INDEX/7\""]),
    ] {
        let printed = desk.run(&format!("submit {scheduler} dealt --print --minutes 30 --threads 2"));
        assert_code(&printed, 0);
        let text = out(&printed);
        let filled = |word: &str| !text.contains(&format!("@{word}@"));
        assert!(
            ["what", "folder", "shards", "threads", "memory", "minutes"].into_iter().all(filled),
            "{text}"
        );
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
        assert!(text.contains(&format!("resume {folder} --shard")), "{text}");
        assert!(text.contains(&format!("finish {folder}")), "{text}");
    }
    // a folder whose name a scheduler may read as something else
    fs::rename(desk.path("dealt"), desk.path("two words")).unwrap();
    let refused = desk.command("submit slurm --print").arg("two words").output().unwrap();
    assert_code(&refused, 2);
    assert!(complaint(&refused).contains("another name"), "{}", complaint(&refused));
    fs::rename(desk.path("two words"), desk.path("dealt")).unwrap();
    for shard in [0, 1, 3, 4, 5, 6] {
        assert_code(&desk.run(&format!("resume dealt --shard {shard}/7 -q")), 0);
    }
    let submitted = desk.run("submit slurm dealt --print");
    assert_code(&submitted, 5);
    assert!(complaint(&submitted).contains("missionmix finish dealt"));
    assert_code(&desk.run("finish dealt --no-figures"), 0);
    assert_code(&desk.run("submit slurm dealt"), 0);
}

#[test]
fn a_plan_stays_what_it_was_and_a_folder_belongs_to_one_study() {
    let desk = Desk::new();
    plan(&desk, "dealt", 2);
    let path = desk.path("dealt/plan.json");
    let planned = fs::read_to_string(&path).unwrap();
    // another study does not plan there, at the same time or later
    let other = format!("{STUDY} -q --seed 2 -o dealt --shard 0/2");
    assert_code(&desk.run(&other), 2);
    assert!(fs::read_to_string(&path).unwrap() == planned);
    let mut both: Vec<Child> = (1..=2)
        .map(|seed| start(&desk, &format!("{STUDY} -q --seed {seed} -o both --shard {}/2", seed - 1)))
        .collect();
    let mut codes: Vec<_> = both.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(2)]);
    // what somebody changes in it by hand is seen by every command
    fs::write(&path, planned.replace("\"seed\": 1", "\"seed\": 9")).unwrap();
    for command in ["resume dealt --shard 0/2", "finish dealt", "status dealt", "submit slurm dealt --print"]
    {
        let refused = desk.run(command);
        assert_code(&refused, 2);
        assert!(complaint(&refused).contains("was changed"), "{command}: {}", complaint(&refused));
    }
    fs::write(&path, planned).unwrap();
    assert_code(&desk.run("resume dealt --no-figures"), 0);
}

#[test]
fn who_comes_late_leaves_a_finished_study_as_it_is() {
    let desk = Desk::new();
    let study = format!("{STUDY} -o dealt");
    for shard in 0..2 {
        assert_code(&desk.run(&format!("{study} -q --shard {shard}/2")), 0);
    }
    // one looks at the study before it is finished, and comes to run its shard after that
    let late: Vec<Child> =
        (0..4).map(|shard| start(&desk, &format!("{study} --shard {}/2", shard % 2))).collect();
    let mut finished = desk.run("finish dealt --no-figures");
    for mut child in late {
        child.wait().unwrap();
    }
    if finished.status.code() != Some(0) {
        finished = desk.run("finish dealt --no-figures");
    }
    assert_code(&finished, 0);
    assert_code(&desk.run("status dealt"), 0);
    assert_code(&desk.run("verify dealt"), 0);
    // nothing is said among what is printed for a scheduler
    assert_eq!(out(&desk.run("submit snakemake dealt --print")), "");
}

#[test]
fn a_study_that_is_judged_on_all_its_parts_has_no_shards_to_submit() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("{STUDY} -q -o judged --plan --until-ci 0.01")), 0);
    let refused = desk.run("submit slurm judged --print");
    assert_code(&refused, 2);
    assert!(complaint(&refused).contains("judged on all parts"), "{}", complaint(&refused));
}
