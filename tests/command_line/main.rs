//! The program as a user meets it: what it prints, its exit codes, and what it leaves on the disk.

mod assumptions;
mod calibrating;
mod desk;
mod discovering;
mod examples;
mod exporting;
mod futures;
mod packages;
mod pairs;
#[cfg(unix)]
mod refusals;
mod reporting;
#[cfg(unix)]
mod resuming;
#[cfg(unix)]
mod sharding;
mod sensitivity;
mod studies;
mod traces;

use std::fs;
#[cfg(unix)]
use std::process::Command;
use std::process::Output;

use desk::{Desk, SCENARIO, assert_code, complaint, names, out};

impl Desk {
    #[cfg(unix)]
    fn shell(&self, script: &str) -> Output {
        Command::new("sh").args(["-c", script]).current_dir(self.path("")).output().unwrap()
    }

    /// What stands beside the scenario.
    fn left(&self) -> Vec<String> {
        names(&self.path("")).into_iter().filter(|name| name != "small.toml").collect()
    }
}

const TABLES: [&str; 4] = ["runs.csv", "series.csv", "summary.csv", "outcomes.csv"];

#[test]
fn without_arguments_it_says_what_to_try() {
    let output = Desk::new().run("");
    assert_code(&output, 0);
    let tried = out(&output).lines().filter(|line| line.starts_with("  missionmix ")).count();
    assert_eq!(tried, 3);
}

#[test]
fn help_names_every_command_and_option() {
    let desk = Desk::new();
    let help = out(&desk.run("--help"));
    for command in [
        "example",
        "new",
        "lessons",
        "run",
        "compare",
        "sweep",
        "sensitivity",
        "spatial",
        "report",
        "resume",
        "status",
        "finish",
        "submit",
        "verify",
        "assumptions",
        "calibrate",
        "check",
        "explain",
        "schema",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        assert_code(&desk.run(&format!("{command} --help")), 0);
    }
    let help = out(&desk.run("run --help"));
    for option in [
        "-n, --replicates",
        "-s, --seed",
        "-j, --jobs",
        "-o, --output",
        "--policy",
        "--set",
        "--trace",
        "--progress",
        "--dry-run",
        "-q, --quiet",
    ] {
        assert!(help.contains(option), "{option}: {help}");
    }
}

#[test]
fn a_run_ends_with_a_verdict_and_a_whole_folder() {
    let desk = Desk::new();
    let output = desk.run("run small.toml -n 3");
    assert_code(&output, 0);
    let text = out(&output);
    for said in ["1 future x 3 policies x 3 replicates = 9 runs", "need - blind: ", "paired, 3 replicates"] {
        assert!(text.contains(said), "{text}");
    }
    let folders = names(&desk.path("outputs"));
    assert!(folders.len() == 1 && folders[0].starts_with("small-2"), "{folders:?}");
    let folder = desk.path("outputs").join(&folders[0]);
    for name in TABLES.into_iter().chain(["figures/fan.heat.svg"]) {
        assert!(folder.join(name).is_file(), "{name}");
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("inputs/small.toml"), SCENARIO);
    assert!(read("runs.csv").lines().count() == 1 + 9 && !read("runs.csv").contains("NaN"));
    assert!(read("outcomes.csv").contains("\nindicator.heat,Mt,less,"));
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!((&manifest["replicates"], &manifest["runs"]), (&3.into(), &9.into()));
}

#[test]
fn tables_are_the_same_bit_for_bit_for_any_number_of_threads() {
    let desk = Desk::new();
    for jobs in [1, 3] {
        assert_code(&desk.run(&format!("run small.toml -n 40 -j {jobs} -o {jobs} --no-figures")), 0);
    }
    for table in TABLES {
        let of = |jobs: &str| fs::read(desk.path(jobs).join(table)).unwrap();
        assert!(of("1") == of("3"), "{table}");
    }
}

#[test]
fn a_replicate_alone_is_the_one_among_many() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 4 -o many --no-figures"), 0);
    assert_code(&desk.run("run small.toml --first 2 -n 1 --policy need -o one --no-figures"), 0);
    let many = fs::read_to_string(desk.path("many/runs.csv")).unwrap();
    let one = fs::read_to_string(desk.path("one/runs.csv")).unwrap();
    let run = one.lines().nth(1).unwrap();
    assert!(run.starts_with("need,0,2,") && many.lines().any(|line| line == run), "{run}");
}

#[test]
fn nothing_is_ever_overwritten() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 1 -o results --no-figures -q"), 0);
    let before = fs::read(desk.path("results/runs.csv")).unwrap();
    let again = desk.run("run small.toml -n 2 -o results --no-figures");
    assert_code(&again, 2);
    assert!(complaint(&again).contains("never overwritten"), "{}", complaint(&again));
    assert_eq!(fs::read(desk.path("results/runs.csv")).unwrap(), before);
    assert_code(&desk.run("run small.toml -n 1 -o small.toml"), 2);
    assert_eq!(fs::read_to_string(desk.path("small.toml")).unwrap(), SCENARIO);
    // those of the same second get names of their own
    for _ in 0..3 {
        assert_code(&desk.run("run small.toml -n 1 --no-figures -q"), 0);
    }
    assert_eq!(names(&desk.path("outputs")).len(), 3);
}

/// The factors are those of the manifest and of the piece of a scenario, and the runs are those with these factors.
#[test]
fn policies_are_brought_to_one_cost_before_they_are_compared() {
    let desk = Desk::new();
    let output = desk.run("run small.toml -n 3 --equalise --training 4 -o equal --no-figures");
    assert_code(&output, 0);
    let text = out(&output);
    assert!(
        text.contains("Brought to the net public cost of `blind`, on 4 replicates of their own:"),
        "{text}"
    );
    let read = |name: &str| fs::read_to_string(desk.path("equal").join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    let factor = &manifest["equalised"]["factors"][0];
    let scale = factor["scale"].as_f64().unwrap();
    assert!(factor["policy"] == "need" && scale > 0.0, "{factor}");
    assert!(read("scales.toml").contains(&format!("[policy.need]\nscale = {scale}\n")));
    let again = format!("run small.toml -n 3 --set policy.need.scale={scale} -o by_hand --no-figures -q");
    assert_code(&desk.run(&again), 0);
    assert_eq!(read("runs.csv"), fs::read_to_string(desk.path("by_hand/runs.csv")).unwrap());
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new();
    let output = desk.run("run small.toml -n 1000 --dry-run");
    assert_code(&output, 0);
    assert!(out(&output).contains("= 3,000 runs"), "{}", out(&output));
    let searching =
        |arguments: &str| complaint(&desk.run(arguments)).contains("search for equal cost comes on top");
    assert!(!complaint(&output).contains("search") && searching("compare small.toml --equalise --dry-run"));
    assert!(
        searching("spatial small.toml --dry-run") && !searching("spatial small.toml --unequal --dry-run")
    );
    assert_eq!(desk.left(), Vec::<String>::new());
}

#[test]
fn what_can_not_be_asked_is_said_with_exit_code_2() {
    let desk = Desk::new();
    for (arguments, said) in [
        ("run small.toml -j 0", "1..=1024"),
        ("run small.toml -n 0", "1..=10000000"),
        ("run small.toml -s -1", "-1"),
        ("run small.toml -s 9007199254740992", "9007199254740991"),
        ("run small.toml --policy ned", "did you mean `need`?"),
        ("run small.toml --policy something_else", "known: no_policy, blind, need"),
        ("run small.toml --set mission.heat.targt=1", "did you mean `target`?"),
        ("run small.toml --equalise=ned", "one of no_policy, blind, need"),
        ("run small.toml -n 1 --equalise=no_policy --training 2", "costs 0 M EUR"),
        ("run small.toml --training 5", "--equalise"),
        ("run small.toml --policy need --until-ci 0.1", "needs two policies or more"),
        ("compare small.toml --policy need", "one policy can't be compared"),
        ("compare small.toml --until-ci 2", "between 0 and 1"),
        ("compare small.toml --until-ci 0.1 --futures 2", "cannot be used with"),
        ("spatial small.toml --policy need", "--sensitive"),
        ("spatial small.toml --sensitive ned", "did you mean `need`?"),
        ("spatial small.toml --sensitive blind", "those that do: need"),
        ("spatial small.toml --policy no_policy,blind", "--sensitive"),
        ("run small.toml --equalise --first 4503599627370490", "begin lower"),
        ("explain", "NAME"),
        ("run nowhere.toml", "there is no file `nowhere.toml`"),
        ("run .", "is a folder"),
        ("check small.toml --set mission.heat.deadline=2025q1", "deadline"),
        ("explain rd_grant.budgt", "did you mean `budget`?"),
        ("explain shortfal", "did you mean `shortfall`?"),
        ("fly", "fly"),
    ] {
        let output = desk.run(arguments);
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
    assert_eq!(desk.left(), Vec::<String>::new());
}

#[test]
fn check_explain_and_schema_answer() {
    let desk = Desk::new();
    for (arguments, said) in [
        (
            "check small.toml",
            "ok: small: 4 regions in 1 country, 1 mission, 1 solution, 3 policies, 2026q1 to",
        ),
        ("explain adoption_subsidy.budget", "money promised a year"),
        ("explain rd_grant", "rd_grant (instrument)"),
        ("explain uptake.heat", "uptake (outcome)"),
        ("schema --reference", "# Parameters"),
        ("schema --outcomes", "| `indicator` |"),
    ] {
        let output = desk.run(arguments);
        assert_code(&output, 0);
        assert!(out(&output).contains(said), "{arguments}: {}", out(&output));
    }
    let schema: serde_json::Value = serde_json::from_str(&out(&desk.run("schema"))).unwrap();
    assert_eq!(schema["type"], "object");
}

#[test]
fn progress_as_json_is_a_line_of_json() {
    let output = Desk::new().run("run small.toml -n 2 --no-figures --progress json");
    assert_code(&output, 0);
    let text = complaint(&output);
    let last: serde_json::Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((&last["done"], &last["replicates"]), (&2.into(), &2.into()));
}
