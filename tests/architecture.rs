//! Architecture: Rust lets modules form circles, so this reads the sources and holds them against the order
//! of the modules in `src/lib.rs` and against the rules of the house.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Functions that may be longer than [`LONGEST_FUNCTION`]: each is one list of declarations, a sentence a
/// parameter, and cutting it would separate parameters that belong together.
const LONG_LISTS: &[&str] = &[
    "scenario/mission.rs: read",
    "scenario/observed.rs: read",
    "scenario/parameters/calls.rs: read",
    "scenario/parameters/firms.rs: read",
    "scenario/parameters/owners.rs: read",
    "scenario/parameters/space.rs: read",
    "scenario/parameters/supply.rs: read",
    "scenario/solution.rs: read",
];

const LONGEST_FUNCTION: usize = 60;
const LONGEST_FILE: usize = 400;

/// One source file without comments and tests.
struct Source {
    /// Seen from `src`, with forward slashes.
    name: String,
    /// The module of `src/lib.rs` to which it belongs; `lib` and `main` for themselves.
    module: String,
    whole: String,
    /// Its lines up to the tests, comments emptied.
    lines: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> Vec<Source> {
    let mut folders = vec![root()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(read(&path));
            }
        }
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(sources.len() > 50, "the sources are found");
    sources
}

fn read(path: &Path) -> Source {
    let whole = std::fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
    let module = name.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
    let is_test = name.ends_with("/tests.rs");
    let until_tests = whole.lines().take_while(|line| !is_test && line.trim() != "#[cfg(test)]");
    let lines = until_tests
        .map(|line| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() })
        .collect();
    Source { name, module, whole, lines }
}

/// The modules in the order of `src/lib.rs`.
fn order() -> Vec<String> {
    let map = std::fs::read_to_string(root().join("lib.rs")).unwrap();
    map.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The words that follow `crate::` in a line, groups in braces included.
fn crate_paths(line: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    for (place, _) in line.match_indices("crate::") {
        let rest = &line[place + "crate::".len()..];
        let tops: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or("").split(',').collect(),
            None => vec![rest],
        };
        for top in tops {
            let word: String = top.trim().chars().take_while(|letter| is_word(*letter)).collect();
            found.push(word);
        }
    }
    found
}

#[test]
fn modules_use_only_those_above_them() {
    let order = order();
    assert!(order.len() > 10, "{order:?}");
    let rank: BTreeMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    let mut offences = String::new();
    for source in sources().iter().filter(|source| source.module != "lib" && source.module != "main") {
        let Some(&mine) = rank.get(source.module.as_str()) else {
            let _ = writeln!(offences, "{} belongs to no module of lib.rs", source.name);
            continue;
        };
        for (number, line) in source.lines.iter().enumerate() {
            for used in crate_paths(line) {
                if rank.get(used.as_str()).is_none_or(|&used| used > mine) {
                    let _ = writeln!(offences, "{}:{}: uses {used}", source.name, number + 1);
                }
            }
        }
    }
    assert!(offences.is_empty(), "modules that use one below them:\n{offences}");
}

#[test]
fn the_reading_of_paths_finds_what_it_should() {
    assert_eq!(crate_paths("use crate::world::grid::Grid;"), ["world"]);
    assert_eq!(crate_paths("use crate::{units, world::World};"), ["units", "world"]);
    assert_eq!(crate_paths("const MOST: usize = crate::scenario::MOST;"), ["scenario"]);
}

#[test]
fn measuring_sees_nothing_but_the_world() {
    let allowed = ["world", "units", "numeric", "outcomes"];
    for source in sources().iter().filter(|source| source.module == "outcomes") {
        for used in source.lines.iter().flat_map(|line| crate_paths(line)) {
            assert!(allowed.contains(&used.as_str()), "{} uses {used}", source.name);
        }
        let text = source.lines.join("\n");
        assert!(!text.contains("&mut World"), "{} could change what it measures", source.name);
    }
}

/// Words that only some modules may say: what they mean, the words, the modules.
const RESERVED: &[(&str, &[&str], &[&str])] = &[
    ("makes random generators", &["rand::", "rand_chacha", "SeedableRng"], &["chance"]),
    ("runs in parallel", &["rayon", "thread::spawn", "thread::scope"], &["studies"]),
    (
        "touches files or the terminal",
        &[
            "std::fs",
            "fs::read",
            "fs::write",
            "File::",
            "stdout",
            "stderr",
            "stdin",
            "print!",
            "println!",
            "eprint!",
            "eprintln!",
            "std::env",
        ],
        &["scenario", "store", "report", "cli", "main"],
    ),
    ("reads the clock", &["Instant::now", "SystemTime::now"], &["store", "report", "cli", "main"]),
];

#[test]
fn only_the_right_modules_draw_thread_and_touch_the_outside() {
    let mut offences = String::new();
    for source in sources() {
        for (what, words, modules) in RESERVED {
            if modules.contains(&source.module.as_str()) {
                continue;
            }
            for (number, line) in source.lines.iter().enumerate() {
                if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                    let _ = writeln!(offences, "{}:{}: {what} ({word})", source.name, number + 1);
                }
            }
        }
    }
    assert!(offences.is_empty(), "{offences}");
}

/// Names of instruments and spatial designs that are everyday words as well, with what the model means by them.
const EVERYDAY: &[(&str, &str)] = &[
    ("levy", "the charge on incumbents that a mission carries in a quarter, whoever laid it"),
    ("standard", "what new choices must comply with"),
    ("training", "money that teaches staff"),
    ("need", "where the problem lies"),
    ("per_head", "money for each inhabitant"),
    ("capacity", "institutional capacity of regions, and what suppliers can make"),
];

/// The phases and the state see offers, and never what laid them: a name can't carry an effect.
#[test]
fn no_mechanism_knows_an_instrument_a_design_or_a_policy_by_name() {
    let designs = missionmix::scenario::Scenario::declarations()
        .into_iter()
        .find_map(|declaration| match (declaration.key().as_str(), declaration.kind) {
            ("design", missionmix::form::ValueKind::Choice(options)) => Some(options),
            _ => None,
        })
        .expect("lines have a design");
    let names: Vec<&str> = missionmix::policy::CATALOGUE
        .iter()
        .map(|kind| kind.name)
        .chain(designs.iter().map(|(word, _)| *word))
        .filter(|name| EVERYDAY.iter().all(|(word, _)| word != name))
        .collect();
    assert!(names.len() > 12, "{names:?}");
    let mut offences = String::new();
    let places = ["step/", "world/", "outcomes/", "founding/"];
    for source in sources() {
        // the catalogue of mechanisms tells people of instruments, and does nothing
        let is_mechanism = places.iter().any(|place| source.name.starts_with(place));
        if !is_mechanism || source.name.starts_with("step/mechanisms/") {
            continue;
        }
        for (number, line) in source.lines.iter().enumerate() {
            let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            let named = names.iter().find(|name| words.contains(name));
            let asked = ["CATALOGUE", "InstrumentKind", "policy.name", "line.name", "agency.name"];
            if let Some(word) = named.or_else(|| asked.iter().find(|asked| line.contains(**asked))) {
                let _ = writeln!(offences, "{}:{}: {word}", source.name, number + 1);
            }
        }
    }
    assert!(offences.is_empty(), "mechanisms that know a name:\n{offences}");
}

#[test]
fn nothing_is_unsafe_and_every_file_says_what_it_is() {
    let map = std::fs::read_to_string(root().join("lib.rs")).unwrap();
    let documented_above = |source: &Source| {
        let declaration = format!("pub mod {};", source.module);
        let mut lines = map.lines().zip(map.lines().skip(1));
        !source.name.contains('/')
            && lines.any(|(above, line)| line == declaration && above.starts_with("///"))
    };
    for source in sources() {
        assert!(!source.lines.iter().any(|line| line.contains("unsafe")), "{}", source.name);
        let is_documented =
            source.whole.starts_with("//!") || source.name.ends_with("tests.rs") || documented_above(&source);
        assert!(is_documented, "{} begins with no sentence about itself", source.name);
    }
}

/// The functions of a file with how many lines each has, from its name to its closing brace.
fn functions(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (start, line) in source.lines.iter().enumerate() {
        let code = line.trim_start();
        let is_start = code.starts_with("fn ")
            || (code.starts_with("pub") && code.contains(" fn "))
            || code.starts_with("const fn ");
        let Some((_, after)) = code.split_once("fn ").filter(|_| is_start) else { continue };
        let name: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let indent = &line[..line.len() - code.len()];
        let closing = format!("{indent}}}");
        let end = source.lines[start..].iter().position(|line| *line == closing || line.ends_with(';'));
        let is_body = |end: usize| source.lines[start + end] == closing;
        // a line that ends with a semicolon before any brace is a function without a body
        let has_brace = |end: usize| source.lines[start..=start + end].iter().any(|line| line.ends_with('{'));
        match end {
            Some(end) if is_body(end) => found.push((name, end + 1)),
            Some(end) if has_brace(end) => {
                let length = source.lines[start..].iter().position(|line| *line == closing);
                found.push((name, length.map_or(0, |length| length + 1)));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn functions_and_files_fit_on_a_screen() {
    let (mut long, mut files) = (BTreeSet::new(), Vec::new());
    let mut counted = 0;
    for source in sources() {
        if source.lines.len() > LONGEST_FILE {
            files.push(format!("{} has {} lines before its tests", source.name, source.lines.len()));
        }
        for (name, lines) in functions(&source) {
            counted += 1;
            if lines > LONGEST_FUNCTION {
                long.insert(format!("{}: {name}", source.name));
            }
        }
    }
    assert!(counted > 400, "the functions are found: {counted}");
    assert!(files.is_empty(), "{files:#?}");
    let allowed: BTreeSet<String> = LONG_LISTS.iter().map(ToString::to_string).collect();
    assert_eq!(long, allowed, "functions of more than {LONGEST_FUNCTION} lines");
}
