//! The README can't lie: its commands are run, its files are those that ship, its output is what comes out.
//!
//! Every line of a `sh` block that calls the program is run in a folder of its own that holds a copy of the
//! scenarios. Two rules: `cargo run --release --` and `missionmix` stand for the program, and every study has
//! one replicate, whatever the line says, unless it is only planned. A `text` block below `<!-- output of: COMMAND -->` is what the
//! command prints, with its own number of replicates, down to where the results are. Below that,
//! `<!-- from: START -->` and `<!-- to: START -->` take out of it the lines from one that begins so to one that does, which
//! is not shown; several such pairs follow each other in the output.
//!
//! `MISSIONMIX_REGENERATE=1 cargo test --test readme -- --include-ignored --test-threads=1` writes these outputs anew.

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

/// The same with one replicate, and as little of a search for equal cost as there can be; what is only planned stays.
fn once(mut words: Vec<String>) -> Vec<String> {
    if words.iter().any(|word| word == "--plan") {
        return words;
    }
    let place = |words: &[String], option: &str| words.iter().position(|word| word == option);
    if let Some(training) = place(&words, "--training") {
        "2".clone_into(&mut words[training + 1]);
    }
    if is_study(&words) {
        match place(&words, "-n") {
            Some(replicates) => "1".clone_into(&mut words[replicates + 1]),
            None => words.extend(["-n".to_owned(), "1".to_owned()]),
        }
    }
    if words[0] == "spatial" {
        words.push("--unequal".to_owned());
    }
    words
}

fn is_study(words: &[String]) -> bool {
    ["run", "compare", "sweep", "sensitivity", "spatial"].contains(&words[0].as_str())
}

/// The same without figures: they take longer than such a study.
fn undrawn(mut words: Vec<String>) -> Vec<String> {
    if is_study(&words) && !words.iter().any(|word| word == "--plan" || word == "--no-figures") {
        words.push("--no-figures".to_owned());
    }
    words
}

#[test]
fn the_commands_of_the_readme_work() {
    let (text, desk) = (readme(), desk());
    let lines: Vec<&str> = blocks(&text, "sh").into_iter().flat_map(str::lines).collect();
    let calls: Vec<Vec<String>> = lines.iter().filter_map(|line| arguments(line)).collect();
    assert!(calls.len() >= 12, "the README shows {} calls of the program", calls.len());
    for (place, words) in calls.into_iter().enumerate() {
        let asked = once(words.clone());
        // what a new user sees first is drawn as well
        let output = call(&desk, &if place == 0 { asked } else { undrawn(asked) });
        let errors = String::from_utf8_lossy(&output.stderr);
        // of a study that is on its way, status says what is missing
        let is_on_its_way = words[0] == "status" && output.status.code() == Some(5);
        assert!(output.status.success() || is_on_its_way, "{}: {errors}", words.join(" "));
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

/// A block that shows what a command prints.
struct Shown<'r> {
    command: &'r str,
    /// What is taken out of it: the beginning of the first line, and of the line after the last.
    pieces: Vec<(&'r str, &'r str)>,
    /// All of the README before the block, and what it shows.
    before: &'r str,
    found: &'r str,
}

/// What stands between an opening and a closing, if the text begins with it, and the rest.
fn comment<'r>(text: &'r str, opening: &str) -> Option<(&'r str, &'r str)> {
    text.strip_prefix("<!-- ")?.strip_prefix(opening)?.split_once(" -->\n")
}

impl<'r> Shown<'r> {
    fn all(text: &'r str) -> Vec<Self> {
        text.match_indices("<!-- output of: ").map(|(place, _)| Self::at(text, place)).collect()
    }

    fn at(text: &'r str, place: usize) -> Self {
        let (command, mut rest) = comment(&text[place..], "output of: ").unwrap();
        let mut pieces = Vec::new();
        while let Some((from, after)) = comment(rest, "from: ") {
            let (to, after) = comment(after, "to: ").expect("where the piece ends");
            pieces.push((from, to));
            rest = after;
        }
        let content = rest.strip_prefix("```text\n").expect("a block of text");
        let found = content.split_once("```").expect("the end of the block").0;
        Self { command, pieces, before: &text[..text.len() - content.len()], found }
    }

    /// What the block has to show, of what was printed.
    fn wanted(&self, printed: &str) -> String {
        let mut lines = printed.lines();
        let mut kept: Vec<&str> = Vec::new();
        for (from, to) in &self.pieces {
            let first = lines.find(|line| line.starts_with(from));
            kept.push(first.unwrap_or_else(|| panic!("{}: no line `{from}`", self.command)));
            kept.extend(lines.by_ref().take_while(|line| !line.starts_with(to)));
        }
        if self.pieces.is_empty() {
            kept = lines.take_while(|line| !line.starts_with("results: ")).collect();
        }
        format!("{}\n", kept.join("\n").trim_end())
    }
}

/// Holds the outputs of some commands against the README, or writes them anew.
fn check_outputs(is_meant: impl Fn(&Shown) -> bool) {
    let (text, desk) = (readme(), desk());
    let mut blocks = Shown::all(&text);
    blocks.retain(is_meant);
    assert!(!blocks.is_empty(), "the README shows what a run prints");
    let mut made = text.clone();
    // from the last to the first, so that places stay what they are
    for block in blocks.iter().rev() {
        let output = call(&desk, &undrawn(arguments(block.command).unwrap()));
        let command = block.command;
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let wanted = block.wanted(&String::from_utf8(output.stdout).unwrap());
        if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
            let place = block.before.len();
            made.replace_range(place..place + block.found.len(), &wanted);
        } else {
            assert_eq!(
                block.found, wanted,
                "{command}: `MISSIONMIX_REGENERATE=1 cargo test --test readme -- --include-ignored --test-threads=1` writes the output anew"
            );
        }
    }
    if made != text {
        fs::write(root().join("README.md"), made).unwrap();
    }
}

/// Studies that bring their policies to one cost, and go on until they are sure.
fn is_long(block: &Shown) -> bool {
    block.command.contains("places.toml")
}

#[test]
fn the_outputs_of_the_readme_are_what_comes_out() {
    check_outputs(|block| !is_long(block));
}

#[test]
#[ignore = "takes minutes: its own step of .ci/run"]
fn the_long_outputs_of_the_readme_are_what_comes_out() {
    check_outputs(is_long);
}
