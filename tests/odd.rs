//! `docs/odd.md` describes the model after the ODD protocol. What of it can be made from the source is made from it:
//! the tables of parameters from their declarations, the schedule from the phases and their mechanisms.
//!
//! A table stands between `<!-- parameters of: PATH -->`, or `<!-- parameters of: PATH: KEY, KEY -->` for some of a
//! table's keys, and `<!-- end -->`; the schedule between `<!-- schedule -->` and `<!-- end -->`.
//! `MISSIONMIX_REGENERATE=1 cargo test --test odd` writes all of them anew.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use missionmix::form::{Declaration, Default};
use missionmix::scenario::Scenario;
use missionmix::step::mechanisms::{PHASES, catalogue};

const PARAMETERS: &str = "<!-- parameters of: ";
const SCHEDULE: &str = "<!-- schedule -->";
const END: &str = "<!-- end -->";
/// What stands for the path of parameters that are in no table of a scenario.
const TOP: &str = "top of the file";

/// The elements of the protocol, in its order (Grimm et al. 2020).
const ELEMENTS: [&str; 7] = [
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialisation",
    "Input data",
    "Submodels",
];

/// The design concepts of the protocol, in its order.
const CONCEPTS: [&str; 11] = [
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
];

fn document() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/odd.md");
    std::fs::read_to_string(file).unwrap().replace("\r\n", "\n")
}

/// The table in which a parameter stands, as it is written.
fn table_of(declaration: &Declaration) -> String {
    let path = declaration.path_text();
    path.rsplit_once('.').map_or(TOP, |(table, _)| table).to_owned()
}

/// What a mark of a table asks for: a path, and keys where it is not the whole table.
fn asked(mark: &str) -> (&str, Option<Vec<&str>>) {
    match mark.split_once(": ") {
        Some((path, keys)) => (path, Some(keys.split(", ").collect())),
        None => (mark, None),
    }
}

/// The parameters that a mark asks for, in the order of their declaration.
fn chosen<'d>(declarations: &'d [Declaration], mark: &str) -> Vec<&'d Declaration> {
    let (path, keys) = asked(mark);
    let all: Vec<&Declaration> =
        declarations.iter().filter(|one| !one.is_table() && table_of(one) == path).collect();
    assert!(!all.is_empty(), "docs/odd.md asks for the parameters of `{path}`, and there are none");
    let Some(keys) = keys else { return all };
    for key in &keys {
        assert!(all.iter().any(|one| one.key() == *key), "docs/odd.md: `{path}` has no parameter `{key}`");
    }
    all.into_iter().filter(|one| keys.contains(&one.key().as_str())).collect()
}

/// Text that can't break a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn parameter_table(declarations: &[Declaration], mark: &str) -> String {
    let (path, _) = asked(mark);
    let title = if path == TOP { "At the top of the file".to_owned() } else { format!("`[{path}]`") };
    let mut text =
        format!("{title}\n\n| parameter | meaning | unit | default | source |\n|---|---|---|---|---|\n");
    for one in chosen(declarations, mark) {
        let default = match &one.default {
            Default::Value(value) => format!("`{value}`"),
            other => other.to_string(),
        };
        let source = one.source.to_string().replace("[A] assumption", "[A]");
        let cells = [one.meaning, one.unit.unwrap_or(""), &default, &source].map(cell);
        let _ = writeln!(text, "| `{}` | {} |", one.key(), cells.join(" | "));
    }
    text
}

fn schedule() -> String {
    let mut text = String::from("| section | phase | mechanisms |\n|---|---|---|\n");
    for (place, phase) in PHASES.iter().enumerate() {
        let of_phase = catalogue().filter(|mechanism| mechanism.phase == *phase);
        let names: Vec<String> = of_phase.map(|mechanism| format!("`{}`", mechanism.name)).collect();
        let _ = writeln!(text, "| 7.{} | {phase} | {} |", place + 1, names.join(", "));
    }
    text
}

/// The marks of the document, without their brackets.
fn marks(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix(PARAMETERS)?.strip_suffix(" -->")).collect()
}

/// The document with everything anew that is made from the source.
fn anew(text: &str, declarations: &[Declaration]) -> String {
    let mut made = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(made, "{line}");
        let table = if line == SCHEDULE {
            schedule()
        } else if let Some(mark) = line.strip_prefix(PARAMETERS).and_then(|rest| rest.strip_suffix(" -->")) {
            parameter_table(declarations, mark)
        } else {
            continue;
        };
        assert!(lines.any(|line| line == END), "docs/odd.md: `{line}` has no `{END}`");
        let _ = writeln!(made, "{table}{END}");
    }
    made
}

#[test]
fn what_is_made_from_the_source_is_fresh() {
    let found = document();
    let wanted = anew(&found, &Scenario::declarations());
    if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/odd.md"), &wanted).unwrap();
        return;
    }
    let stale = found.lines().zip(wanted.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        found == wanted,
        "docs/odd.md is stale from line {}; `MISSIONMIX_REGENERATE=1 cargo test --test odd` writes it anew",
        stale.map_or_else(|| found.lines().count(), |line| line + 1)
    );
}

/// Every parameter stands in a table; of instruments it is enough that one of them shows what they have in common.
#[test]
fn every_parameter_stands_in_a_table() {
    let (text, declarations) = (document(), Scenario::declarations());
    let shown: Vec<&Declaration> =
        marks(&text).into_iter().flat_map(|mark| chosen(&declarations, mark)).collect();
    let is_shown = |one: &Declaration| {
        shown.iter().any(|other| {
            one.key() == other.key()
                && one.meaning == other.meaning
                && one.path.first() == other.path.first()
                && (one.kind == other.kind && one.default == other.default && one.source == other.source)
        })
    };
    let missing: BTreeSet<String> = declarations
        .iter()
        .filter(|one| !one.is_table() && !is_shown(one))
        .map(Declaration::path_text)
        .collect();
    assert!(missing.is_empty(), "docs/odd.md shows no table with {missing:#?}");
}

/// No parameter stands in two tables: whoever looks for it finds one place.
#[test]
fn no_parameter_stands_in_two_tables() {
    let (text, declarations) = (document(), Scenario::declarations());
    let mut seen = BTreeSet::new();
    for one in marks(&text).into_iter().flat_map(|mark| chosen(&declarations, mark)) {
        assert!(seen.insert(one.path_text()), "docs/odd.md shows `{}` twice", one.path_text());
    }
}

/// The submodel of the nth phase is section 7.n, and there are no others.
#[test]
fn every_phase_is_a_submodel() {
    let text = document();
    let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### 7.")).collect();
    let found: Vec<&str> = found.iter().map(|title| title.split(':').next().unwrap()).collect();
    let wanted: Vec<String> =
        PHASES.iter().enumerate().map(|(place, phase)| format!("{} {phase}", place + 1)).collect();
    assert_eq!(found, wanted, "sections `### 7.n phase: title` of docs/odd.md, in the order of the phases");
}

#[test]
fn the_elements_and_concepts_of_the_protocol_stand_in_order() {
    let text = document();
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let wanted: Vec<String> =
        ELEMENTS.iter().enumerate().map(|(place, title)| format!("{} {title}", place + 1)).collect();
    assert_eq!(sections[..ELEMENTS.len()], wanted);
    let concepts: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("### 4.")?.split_once(' '))
        .map(|(_, t)| t)
        .collect();
    assert_eq!(concepts, CONCEPTS);
}

/// The files of the step, seen from the project; the paragraph itself and the catalogue of mechanisms are no submodels.
fn files_of_the_step() -> BTreeSet<String> {
    fn gather(folder: &Path, files: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("mechanisms") {
                gather(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
                files.insert(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut files = BTreeSet::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/step"), &mut files);
    files.remove("src/step/mod.rs");
    files
}

/// The sections in which a file says that it is told, such as 7.9.
fn sections_told(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let head = text.lines().take_while(|line| line.starts_with("//!"));
    let told =
        head.filter_map(|line| line.strip_prefix("//! Told in section")?.strip_suffix(" of docs/odd.md."));
    told.flat_map(|told| told.trim_start_matches('s').split_whitespace())
        .map(|word| word.trim_end_matches(','))
        .filter(|word| word.starts_with("7."))
        .map(str::to_owned)
        .collect()
}

/// Whoever reads a file of the step finds its section, and whoever reads a section its files.
#[test]
fn files_and_sections_point_at_each_other() {
    let text = document();
    let all = files_of_the_step();
    let mut named: BTreeSet<(String, String)> = BTreeSet::new();
    for number in 1..=PHASES.len() {
        let section = text.split(&format!("\n### 7.{number} ")).nth(1).unwrap();
        let line = section.lines().find(|line| line.starts_with("*Files: ")).unwrap_or_else(|| {
            panic!("docs/odd.md: section 7.{number} has no line `*Files: ...*`");
        });
        for name in line.split('`').skip(1).step_by(2) {
            let path = if name.contains('/') { name.to_owned() } else { format!("src/step/{name}") };
            let exists = Path::new(env!("CARGO_MANIFEST_DIR")).join(&path).exists();
            assert!(exists, "docs/odd.md: section 7.{number} names `{name}`, and there is none");
            let covered =
                all.iter().filter(|file| **file == path || path.ends_with('/') && file.starts_with(&path));
            named.extend(covered.map(|file| (file.clone(), format!("7.{number}"))));
        }
    }
    let told: BTreeSet<(String, String)> = all
        .iter()
        .flat_map(|file| sections_told(file).into_iter().map(|section| (file.clone(), section)))
        .collect();
    let silent: Vec<&String> = all.iter().filter(|file| sections_told(file).is_empty()).collect();
    assert!(silent.is_empty(), "these do not say `Told in section 7.n of docs/odd.md.`: {silent:?}");
    let apart: Vec<_> = named.symmetric_difference(&told).collect();
    assert!(apart.is_empty(), "a file and a section, of which only one names the other: {apart:#?}");
}

/// The summary is one page, follows the elements of the protocol and leads to the whole.
#[test]
fn the_summary_is_one_page_and_names_every_phase() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/odd_summary.md");
    let text = std::fs::read_to_string(file).unwrap();
    let words = text.split_whitespace().count();
    assert!((300..=900).contains(&words), "one page has 300 to 900 words, not {words}");
    assert!(text.contains("(odd.md)"));
    let missing: Vec<&&str> = PHASES.iter().filter(|phase| !text.contains(&format!("*{phase}*"))).collect();
    assert!(missing.is_empty(), "docs/odd_summary.md does not tell {missing:?}");
}

/// Every mechanism is told in the section of its phase: its name stands there.
#[test]
fn every_mechanism_is_told_in_the_section_of_its_phase() {
    let text = document();
    for (place, phase) in PHASES.iter().enumerate() {
        let section = text.split(&format!("\n### 7.{} {phase}", place + 1)).nth(1).unwrap();
        let section = section.split("\n### ").next().unwrap();
        let missing: Vec<&str> = catalogue()
            .filter(|one| one.phase == *phase && !section.contains(&format!("`{}`", one.name)))
            .map(|one| one.name)
            .collect();
        assert!(missing.is_empty(), "docs/odd.md: section 7.{} does not tell {missing:?}", place + 1);
    }
}
