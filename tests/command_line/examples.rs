//! Scenarios that come with the program, told and copied; a scenario of one's own; lessons.

use std::fs;
#[cfg(unix)]
use std::io::{BufRead, BufReader};
#[cfg(unix)]
use std::process::{Command, Stdio};

use crate::desk::{Desk, SCENARIO, assert_code, complaint, names, out, table};

#[test]
fn examples_are_told_with_what_they_teach() {
    let desk = Desk::new();
    let text = out(&desk.run("example list"));
    for said in [
        "reciprocity ",
        "What it teaches (3 lessons): what the public asks",
        "first_steps ",
        "policies: no_policy, ",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(text, out(&desk.run("example")));
}

#[test]
fn an_example_is_copied_whole_and_runs_where_it_is() {
    let desk = Desk::new();
    let output = desk.run("example copy first_steps");
    assert_code(&output, 0);
    assert!(out(&output).contains("check first_steps.toml"), "{}", out(&output));
    let wanted = ["README.md", "data", "first_steps.toml", "scenario.schema.json"];
    assert_eq!(names(&desk.path("first_steps")), wanted);
    assert_eq!(names(&desk.path("first_steps/data")), ["README.md", "first_steps.csv"]);
    let scenario = fs::read_to_string(desk.path("first_steps/first_steps.toml")).unwrap();
    assert!(scenario.starts_with("#:schema scenario.schema.json\n"));
    assert_code(&desk.run("check first_steps/first_steps.toml"), 0);
    assert_code(&desk.run("run first_steps/first_steps.toml -n 1 --no-figures"), 0);
    // whatever builds on another file brings it along, and outlines stay behind
    let output = desk.run("example copy germany_regions ours");
    assert_code(&output, 0);
    assert!(complaint(&output).contains("outlines of the regions are not copied"), "{}", complaint(&output));
    let wanted = ["README.md", "data", "europe_regions.toml", "germany_regions.toml", "scenario.schema.json"];
    assert_eq!(names(&desk.path("ours")), wanted);
    assert_code(&desk.run("check ours/germany_regions.toml"), 0);
}

#[test]
fn nothing_is_overwritten_by_a_copy() {
    let desk = Desk::new();
    fs::create_dir(desk.path("mine")).unwrap();
    fs::write(desk.path("mine/first_steps.toml"), "mine").unwrap();
    for arguments in ["example copy first_steps mine", "new mine", "new small.toml"] {
        let output = desk.run(arguments);
        assert_code(&output, 2);
        assert!(complaint(&output).contains("nothing is overwritten"), "{}", complaint(&output));
    }
    assert_eq!(fs::read_to_string(desk.path("mine/first_steps.toml")).unwrap(), "mine");
    assert_eq!(names(&desk.path("mine")), ["first_steps.toml"]);
    let output = desk.run("example copy first_stesp");
    assert_code(&output, 2);
    assert!(complaint(&output).contains("did you mean `first_steps`?"), "{}", complaint(&output));
}

#[test]
fn a_new_scenario_runs_as_it_is() {
    let desk = Desk::new();
    let output = desk.run("new mine");
    assert_code(&output, 0);
    assert!(out(&output).contains("cd mine\n  missionmix check mission.toml"), "{}", out(&output));
    let wanted = ["README.md", "mission.toml", "regions.csv", "scenario.schema.json"];
    assert_eq!(names(&desk.path("mine")), wanted);
    let output = desk.run("check mine/mission.toml");
    assert_code(&output, 0);
    assert!(
        out(&output).contains("6 regions in 2 countries, 1 mission, 2 solutions, 3 policies"),
        "{}",
        out(&output)
    );
    let output = desk.run("run mine/mission.toml -n 2 --no-figures");
    assert_code(&output, 0);
    // the lesson that stands there as a comment is one
    let path = desk.path("mine/mission.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (before, lesson) = text.split_once("# [lesson.money_helps]").unwrap();
    let (lesson, after) = lesson.split_once("\n\n").unwrap();
    let lesson = lesson.replace("\n# ", "\n");
    fs::write(&path, format!("{before}[lesson.money_helps]{lesson}\n\n{after}")).unwrap();
    let output = desk.run("lessons mine/mission.toml -n 20");
    assert_code(&output, 0);
    assert!(out(&output).contains("1 of 1 come out here and not there"), "{}", out(&output));
}

const LESSONS: &str = r#"
[lesson.money_helps]
says = "A rebate helps"
policy = "need"
against = "no_policy"
expect = "more"
not_where = ["owners.price_sensitivity=0"]

[lesson.place]
says = "Places matter"
outcome = "problem_removed.heat"
policy = "need"
against = "blind"
expect = "more"
not_in = "small"

[lesson.turned_round]
says = "Nothing helps more than a rebate"
policy = "no_policy"
against = "blind"
expect = "more"
finding = "the rebate helps"
"#;

#[test]
fn lessons_are_asked_here_and_there_and_written() {
    let desk = Desk::new();
    fs::write(desk.path("case.toml"), format!("{SCENARIO}{LESSONS}")).unwrap();
    let output = desk.run("lessons case.toml -n 12 -s 3 -o asked --record record.csv");
    assert_code(&output, 0);
    let rows = table(&desk, "asked/lessons.csv");
    assert_eq!(
        rows.iter().map(|row| row["lesson"].as_str()).collect::<Vec<_>>(),
        ["money_helps", "place", "turned_round"]
    );
    let [helps, place, turned] = &rows[..] else { panic!("three lessons") };
    assert!(
        helps["outcome"] == "problem_removed.heat" && helps["replicates"] == "12" && helps["seed"] == "3"
    );
    // the same world is no less anywhere
    assert!(
        place["not_there"] == "small" && place["less"] == "0.0" && place["here"] == place["there"],
        "{place:?}"
    );
    assert!(turned["there"].is_empty() && turned["standing"] == "a finding: does not come out");
    assert!(out(&output).contains("finding: the rebate helps"), "{}", out(&output));
    let drawn = fs::read_to_string(desk.path("asked/case.svg")).unwrap();
    for word in ["A rebate helps", "here", "there", "there: small"] {
        assert!(drawn.contains(word), "{word}");
    }
    assert!(fs::read(desk.path("asked/case.png")).unwrap().starts_with(b"\x89PNG"));
    // the record is the same table, and what it says of a case is replaced
    let read = |name: &str| fs::read_to_string(desk.path(name)).unwrap();
    assert_eq!(read("asked/lessons.csv"), read("record.csv"));
    assert_code(&desk.run("lessons case.toml -n 12 -s 3 -o again --record record.csv -j 1"), 0);
    assert_eq!(read("asked/lessons.csv"), read("record.csv"));
    // a study of the scenario says what its own runs say
    let output = desk.run("run case.toml -n 12 -s 3 --no-figures");
    assert_code(&output, 0);
    let text = out(&output).replace('\n', " ");
    for said in [
        "Lessons of this scenario:",
        "- A rebate helps. Comes out in these runs: `problem_removed.heat` of `need` less `no_policy`: +",
        "- Nothing helps more than a rebate. The opposite comes out in these runs",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let output = desk.run("run case.toml -n 2 --policy need,blind --no-figures");
    let text = out(&output).replace('\n', " ");
    assert!(text.contains("- Places matter.") && !text.contains("A rebate helps"), "{text}");
}

/// The first case takes moments, the second one far longer than it is waited for.
#[cfg(unix)]
#[test]
fn who_stops_asking_keeps_the_cases_that_were_asked() {
    let desk = Desk::new();
    let case = format!("{SCENARIO}{LESSONS}");
    fs::write(desk.path("case.toml"), &case).unwrap();
    let slow = case.replace("years = 4\n", "years = 40\n").replace("households = 60", "households = 30_000");
    assert_ne!(slow, case);
    fs::write(desk.path("slow.toml"), slow).unwrap();
    let mut asking = desk.command("lessons case.toml slow.toml -n 200 -o kept --progress json");
    let mut asking = asking.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(asking.stderr.take().unwrap()).lines().map(Result::unwrap);
    // the world of the case, and two in which lessons do not come out
    let is_at_the_second = |line: &String| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["done"].as_u64().unwrap() > 3 * 200
    };
    lines.by_ref().find(is_at_the_second).expect("progress");
    assert!(Command::new("kill").args(["-TERM", &asking.id().to_string()]).status().unwrap().success());
    let last = lines.last().unwrap();
    assert_eq!(asking.wait().unwrap().code(), Some(75), "{last}");
    assert!(last.contains("1 case asked to the end and kept"), "{last}");
    let rows = table(&desk, "kept/lessons.csv");
    assert!(rows.len() == 3 && rows.iter().all(|row| row["case"] == "case"), "{rows:?}");
}

#[test]
fn lessons_that_can_not_be_asked_are_refused() {
    let desk = Desk::new();
    let with = |lesson: &str| fs::write(desk.path("case.toml"), format!("{SCENARIO}{lesson}")).unwrap();
    with(&LESSONS.replace("not_in = \"small\"", "not_in = \"smal\""));
    let output = desk.run("lessons case.toml -n 1");
    assert_code(&output, 2);
    assert!(complaint(&output).contains("there is no case `smal`"), "{}", complaint(&output));
    // `check` says so before anything is run
    assert_code(&desk.run("check case.toml"), 2);
    with(&LESSONS.replace("not_in = \"small\"", "not_in = \"first_steps\""));
    let output = desk.run("lessons case.toml -n 1");
    assert_code(&output, 2);
    assert!(complaint(&output).contains("can't be asked of `first_steps`"), "{}", complaint(&output));
    for (arguments, said) in [
        ("lessons small.toml", "has no lessons"),
        ("lessons reciprocty", "did you mean `reciprocity`?"),
        ("lessons nowhere.toml", "there is no file `nowhere.toml`"),
    ] {
        let output = desk.run(arguments);
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
    assert_eq!(names(&desk.path("")), ["case.toml", "small.toml"]);
}
