//! The README can't lie: its commands are run, its files are those that ship, its output is what comes out.
//!
//! Every line of a `sh` block that calls the program is run in a folder of its own that holds a copy of the
//! scenarios. Two rules: `cargo run --release --` and `missionmix` stand for the program, and every run has
//! one replicate, whatever the line says. A `text` block below `<!-- output of: COMMAND -->` is what the
//! command prints, with its own number of replicates, down to where the results are.
//!
//! `MISSIONMIX_REGENERATE=1 cargo test --test readme` writes these outputs anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap().replace("\r\n", "\n")
}

/// The contents of the blocks of a language, in order.
fn blocks<'r>(text: &'r str, language: &str) -> Vec<&'r str> {
    let opening = format!("\n```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// A folder with a copy of the scenarios.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    for folder in ["scenarios", "scenarios/data"] {
        fs::create_dir_all(desk.path().join(folder)).unwrap();
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let file: PathBuf = entry.unwrap().path();
            if file.is_file() {
                fs::copy(&file, desk.path().join(folder).join(file.file_name().unwrap())).unwrap();
            }
        }
    }
    desk
}

fn call(desk: &TempDir, words: &[String]) -> Output {
    let program = env!("CARGO_BIN_EXE_missionmix");
    Command::new(program).args(words).current_dir(desk.path()).output().unwrap()
}

/// What a line gives the program, if it calls it.
fn arguments(line: &str) -> Option<Vec<String>> {
    let rest = line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("missionmix "))?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// The same with one replicate.
fn once(mut words: Vec<String>) -> Vec<String> {
    if words[0] == "run" {
        match words.iter().position(|word| word == "-n") {
            Some(place) => "1".clone_into(&mut words[place + 1]),
            None => words.extend(["-n".to_owned(), "1".to_owned()]),
        }
    }
    words
}

#[test]
fn the_commands_of_the_readme_work() {
    let (text, desk) = (readme(), desk());
    let lines: Vec<&str> = blocks(&text, "sh").into_iter().flat_map(str::lines).collect();
    let calls: Vec<Vec<String>> = lines.iter().filter_map(|line| arguments(line)).collect();
    assert!(calls.len() >= 12, "the README shows {} calls of the program", calls.len());
    for words in calls {
        let output = call(&desk, &once(words.clone()));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {errors}", words.join(" "));
        assert!(!output.stdout.is_empty(), "{} prints nothing", words.join(" "));
    }
    for line in lines.into_iter().filter(|line| arguments(line).is_none()) {
        assert_eq!(line, "cargo test", "a line that this test can't run");
    }
    for command in ["cargo run --release -- run scenarios/europe_regions.toml", "cargo test"] {
        assert!(text.contains(&format!("```sh\n{command}\n```")), "{command}");
    }
}

#[test]
fn the_scenario_of_the_readme_is_the_one_that_ships() {
    let text = readme();
    for (language, file) in
        [("toml", "scenarios/first_steps.toml"), ("csv", "scenarios/data/first_steps.csv")]
    {
        let shipped = fs::read_to_string(root().join(file)).unwrap().replace("\r\n", "\n");
        assert_eq!(blocks(&text, language), [shipped.as_str()], "{file}");
    }
}

#[test]
fn the_outputs_of_the_readme_are_what_comes_out() {
    let (mut text, desk) = (readme(), desk());
    let commands: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("<!-- output of: ")?.strip_suffix(" -->"))
        .map(str::to_owned)
        .collect();
    assert!(!commands.is_empty(), "the README shows what a run prints");
    for command in commands {
        let output = call(&desk, &arguments(&command).unwrap());
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8(output.stdout).unwrap();
        let shown: Vec<&str> = printed.lines().take_while(|line| !line.starts_with("results: ")).collect();
        let shown = shown.join("\n");
        let before = format!("<!-- output of: {command} -->\n```text\n");
        let (head, rest) = text.split_once(&before).unwrap();
        let (found, tail) = rest.split_once("```").unwrap();
        let wanted = format!("{}\n", shown.trim_end());
        if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
            text = format!("{head}{before}{wanted}```{tail}");
            fs::write(root().join("README.md"), &text).unwrap();
        } else {
            assert_eq!(
                found, wanted,
                "{command}: `MISSIONMIX_REGENERATE=1 cargo test --test readme` writes the output anew"
            );
        }
    }
}
