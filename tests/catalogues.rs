//! Catalogues: what users can choose from is unique, documented and used; the shipped scenarios run; the
//! generated documents are those of this source.
//!
//! `MISSIONMIX_REGENERATE=1 cargo test --test catalogues` writes the generated documents anew.

mod small_worlds;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use missionmix::form::check_declarations;
use missionmix::outcomes::{self, Measure, When};
use missionmix::policy::CATALOGUE;
use missionmix::report::FIGURES;
use missionmix::scenario::{Scenario, schema};

/// Population of agents above which a shipped scenario is a benchmark and isn't run here.
const LARGEST_RUN: usize = 30_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped scenario files.
fn shipped() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("scenarios"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "there are shipped scenarios");
    files
}

fn read(file: &Path) -> Scenario {
    Scenario::load(file, &[], false).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn assert_unique<'n>(what: &str, names: impl Iterator<Item = &'n str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "{what}: `{name}` stands twice");
        let is_snake = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        assert!(is_snake, "{what}: `{name}` is not in snake_case");
    }
}

#[test]
fn instruments_are_unique_documented_and_declare_what_they_move() {
    assert_unique("instruments", CATALOGUE.iter().map(|kind| kind.name));
    let outcomes: BTreeSet<&str> = outcomes::catalogue().map(|outcome| outcome.name).collect();
    let declared: BTreeSet<String> =
        Scenario::declarations().iter().map(missionmix::form::Declaration::path_text).collect();
    for kind in CATALOGUE {
        assert!(kind.summary.len() > 30, "{} has no summary", kind.name);
        for sentence in [kind.theory, kind.limits] {
            assert!(sentence.len() > 40 && sentence.ends_with('.'), "{}: {sentence}", kind.name);
        }
        assert!(kind.source.chars().any(|c| c.is_ascii_digit()), "{} has no dated source", kind.name);
        assert!(outcomes.contains(kind.expectation.outcome), "{} expects an unknown outcome", kind.name);
        let intensity = format!("policy.<policy>.{}.<name>.{}", kind.name, kind.intensity);
        assert!(declared.contains(&intensity), "{} has no lever {intensity}", kind.name);
    }
}

#[test]
fn outcomes_are_unique_and_documented() {
    assert_unique("outcomes", outcomes::catalogue().map(|outcome| outcome.name));
    for outcome in outcomes::catalogue() {
        assert!(outcome.meaning.len() > 20, "{} has no meaning", outcome.name);
        assert!(!outcome.unit.is_empty(), "{} has no unit", outcome.name);
        assert!(
            !(outcome.path && matches!(outcome.measure, Measure::RegionBeside(_))),
            "{}: runs are held beside each other at deadlines alone",
            outcome.name
        );
        let has_whole_path = outcome.path && !outcome.measure.is_part() && !outcome.measure.is_regional();
        assert!(has_whole_path || outcome.when != When::Throughout, "{}: of which path?", outcome.name);
    }
}

#[test]
fn every_declaration_is_sound() {
    let problems = check_declarations(&Scenario::declarations());
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn what_a_parameter_is_expected_to_move_is_measured() {
    let outcomes: BTreeSet<&str> = outcomes::catalogue().map(|outcome| outcome.name).collect();
    for declaration in Scenario::declarations() {
        if let Some(outcome) = declaration.moves {
            assert!(outcomes.contains(outcome), "{} moves an unknown {outcome}", declaration.path_text());
        }
    }
}

#[test]
fn every_instrument_is_used_by_a_shipped_scenario() {
    let used: BTreeSet<&str> = shipped()
        .iter()
        .flat_map(|file| read(file).policies)
        .flat_map(|policy| policy.lines.iter().map(|line| line.kind().name).collect::<Vec<_>>())
        .collect();
    let unused: Vec<&str> =
        CATALOGUE.iter().map(|kind| kind.name).filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "no shipped scenario uses {unused:?}");
}

#[test]
fn every_shipped_scenario_reads_and_runs() {
    let mut run = 0;
    for file in shipped() {
        let scenario = read(&file);
        assert!(!scenario.title.is_empty(), "{} has no title", file.display());
        assert!(scenario.policies.iter().filter(|policy| policy.baseline).count() == 1, "{}", file.display());
        let agents = small_worlds::agents(&scenario);
        if agents > LARGEST_RUN {
            continue;
        }
        let runs = small_worlds::run_all(&scenario, 0..2);
        let (first, second) = (small_worlds::bits(&runs[..1]), small_worlds::bits(&runs[1..]));
        assert_ne!(first, second, "{}: replicates differ", file.display());
        run += 1;
    }
    assert!(run > 0, "at least one shipped scenario is small enough to be run here");
}

/// Compares a generated document with the file, or writes it when asked to.
fn keep(path: &str, text: &str) {
    let file = root().join(path);
    if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    let differs = found.lines().zip(text.lines()).position(|(found, wanted)| found != wanted);
    assert!(
        found == text,
        "{path} is stale (first difference in line {}); `MISSIONMIX_REGENERATE=1 cargo test --test catalogues` \
         writes it anew",
        differs.map_or_else(|| found.lines().count().min(text.lines().count()) + 1, |line| line + 1)
    );
}

#[test]
fn the_parameter_reference_is_fresh() {
    let reference = schema::reference(&Scenario::declarations());
    let (title, rest) = reference.split_once('\n').unwrap();
    let note = "Every key that a scenario file can hold, made from the declarations in the source by \
                `MISSIONMIX_REGENERATE=1 cargo test --test catalogues`. **[A]** marks an assumption of ours. \
                `missionmix explain NAME` says the same about one of them.";
    keep("docs/parameters.md", &format!("{title}\n\n{note}\n{rest}"));
}

#[test]
fn the_outcome_reference_is_fresh() {
    let note = "<!-- made by `MISSIONMIX_REGENERATE=1 cargo test --test catalogues` -->\n";
    keep("docs/outcomes.md", &format!("{note}{}", outcomes::reference()));
}

#[test]
fn the_instrument_reference_is_fresh() {
    let note = "<!-- `missionmix explain --all`, kept by `MISSIONMIX_REGENERATE=1 cargo test --test catalogues` -->\n";
    let reference = missionmix::step::mechanisms::instrument_reference(&Scenario::declarations());
    keep("docs/instruments.md", &format!("{note}{reference}"));
}

#[test]
fn the_reference_of_tables_is_fresh() {
    keep("docs/tables.md", &missionmix::report::package::tables::reference());
}

#[test]
fn the_schema_is_fresh() {
    let schema = serde_json::to_string_pretty(&schema::schema(&Scenario::declarations())).unwrap();
    keep("docs/scenario.schema.json", &(schema + "\n"));
}

#[test]
fn the_gallery_shows_every_figure() {
    let docs = root().join("docs");
    let text = fs::read_to_string(docs.join("figures.md")).unwrap();
    // a search has its figure in a folder of its own
    let names: Vec<&str> = FIGURES.iter().map(|figure| figure.name).chain(["box"]).collect();
    for name in &names {
        assert!(text.contains(&format!("\n## `{name}`: ")), "docs/figures.md says nothing of {name}");
        assert!(text.contains(&format!("](figures/{name}.png)")), "docs/figures.md does not show {name}");
        let picture = fs::read(docs.join(format!("figures/{name}.png"))).unwrap();
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "{name}");
    }
    assert_eq!(text.matches("\n## ").count(), names.len());
    // those of calibrations stand in docs/calibration.md
    let shown = fs::read_dir(docs.join("figures"))
        .unwrap()
        .filter(|entry| !entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("calibration_"));
    assert_eq!(shown.count(), names.len());
}
