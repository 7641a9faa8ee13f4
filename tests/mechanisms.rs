//! Mechanisms: each says where it stands and why one may believe it, and `docs/mechanisms.md` is made from them.
//!
//! `MISSIONMIX_REGENERATE=1 cargo test --test mechanisms` writes the document anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use missionmix::policy::CATALOGUE;
use missionmix::step::mechanisms::{PHASES, WORKS, catalogue, reference};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file or folder of a phase.
fn source_of(phase: &str) -> PathBuf {
    match phase {
        "founding" => root().join("src/founding"),
        _ => root().join("src/step").join(phase),
    }
}

#[test]
fn every_mechanism_has_a_source_or_is_marked() {
    let mut names = BTreeSet::new();
    for mechanism in catalogue() {
        let name = mechanism.name;
        assert!(names.insert(name), "`{name}` stands twice");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "`{name}` is not in snake_case");
        assert!(
            mechanism.meaning.len() > 20 && mechanism.meaning.ends_with('.'),
            "`{name}` is not a sentence"
        );
        assert!(
            !mechanism.source().is_empty(),
            "`{name}` has neither a source nor the mark of an assumption"
        );
    }
}

#[test]
fn every_phase_has_a_file_and_mechanisms() {
    for phase in PHASES {
        let place = source_of(phase);
        assert!(place.is_dir() || place.with_extension("rs").is_file(), "{phase} has no file");
        assert!(catalogue().any(|mechanism| mechanism.phase == *phase), "{phase} has no mechanism");
    }
    // the catalogue knows the phases of a quarter, in their order
    let text = std::fs::read_to_string(root().join("src/step/mod.rs")).unwrap();
    let advance = text.split("pub fn advance").nth(1).unwrap();
    let calls: Vec<&str> = advance
        .lines()
        .filter(|line| !line.contains("accounts::open"))
        .filter_map(|line| line.trim().split_once("::").map(|(phase, _)| phase))
        .collect();
    assert_eq!(calls, PHASES[1..]);
}

#[test]
fn every_instrument_is_a_mechanism_whose_sources_are_in_the_bibliography() {
    for kind in CATALOGUE {
        assert!(catalogue().any(|mechanism| mechanism.name == kind.name), "{} is no mechanism", kind.name);
        for source in kind.source.split("; ") {
            assert!(WORKS.iter().any(|work| source.starts_with(work.key)), "{}: `{source}`", kind.name);
        }
    }
}

#[test]
fn every_work_is_cited_and_stands_in_order() {
    let cited: BTreeSet<&str> =
        catalogue().flat_map(|mechanism| mechanism.sources.iter().map(|work| work.key)).collect();
    for work in WORKS {
        assert!(cited.contains(work.key), "nothing cites {}", work.key);
    }
    assert!(WORKS.is_sorted_by(|a, b| a.key < b.key), "works stand by first author");
}

#[test]
fn the_document_is_fresh() {
    let file = root().join("docs/mechanisms.md");
    let note = "<!-- made by `MISSIONMIX_REGENERATE=1 cargo test --test mechanisms` -->\n";
    let text = format!("{note}{}", reference());
    if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == text,
        "docs/mechanisms.md is stale; `MISSIONMIX_REGENERATE=1 cargo test --test mechanisms` writes it anew"
    );
}
