//! Evidence: the record says what facts give, and `docs/evidence.md` is made from it.
//!
//! `missionmix validate -o FOLDER` writes the table that becomes `src/evidence/record.csv` where the model has changed;
//! `MISSIONMIX_REGENERATE=1 cargo test --test evidence` then writes the document anew.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::Path;

use missionmix::evidence::calibrated;
use missionmix::evidence::laboratory::Laboratory;
use missionmix::evidence::record::{Row, rows};
use missionmix::evidence::reference::{is_met, reference};
use missionmix::evidence::{FACTS, SEED};

#[test]
fn every_fact_is_a_claim_with_a_source_and_a_record() {
    let recorded = rows().unwrap();
    let mut codes = BTreeSet::new();
    for fact in &FACTS {
        let code = fact.code;
        assert!(codes.insert(code), "{code} stands twice");
        assert!(fact.claim.ends_with('.') && fact.asked.ends_with('.'), "{code} is told in sentences");
        assert!(!fact.sources.is_empty(), "{code} has no source");
        let of_fact: Vec<&Row> = recorded.iter().filter(|row| row.fact == code).collect();
        assert!(!of_fact.is_empty(), "{code} has no record");
        assert!(of_fact.iter().all(|row| row.kind == fact.kind.word()), "{code} was of another kind");
        assert_eq!(
            is_met(&of_fact) == Some(false),
            fact.unmet.is_some(),
            "{code}: a reason is told where it is not met, and only there"
        );
    }
    let known = |row: &&Row| codes.contains(row.fact.as_str());
    assert_eq!(recorded.iter().filter(known).count(), recorded.len(), "the record knows facts that are gone");
}

#[test]
fn quick_facts_give_what_the_record_says() {
    let laboratory = Laboratory::open(SEED, NonZero::new(2).unwrap()).unwrap();
    let recorded = rows().unwrap();
    let mut count = 0;
    for fact in FACTS.iter().filter(|fact| fact.is_quick) {
        let readings = (fact.ask)(&laboratory).unwrap();
        let found: Vec<Row> = readings.iter().map(|reading| Row::of(fact, reading)).collect();
        let wanted: Vec<Row> = recorded.iter().filter(|row| row.fact == fact.code).cloned().collect();
        assert_eq!(found, wanted, "{}", fact.code);
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn the_documents_are_fresh() {
    let documents = [("evidence", reference().unwrap()), ("calibration", calibrated::reference().unwrap())];
    for (name, fresh) in documents {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.md"));
        if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
            std::fs::write(&path, fresh).unwrap();
            continue;
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == fresh,
            "docs/{name}.md is stale: MISSIONMIX_REGENERATE=1 cargo test --test evidence"
        );
    }
}

#[test]
fn what_the_notes_point_at_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let notes = std::fs::read_to_string(root.join("docs/trace.md")).unwrap();
    let named: Vec<&str> = notes.split('`').skip(1).step_by(2).filter(|name| name.contains('/')).collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(root.join(name).exists(), "docs/trace.md points at {name}");
    }
}
