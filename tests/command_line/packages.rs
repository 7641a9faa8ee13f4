//! Every results folder says what its tables are, column by column.

use std::fs;
use std::path::Path;

use missionmix::report::package::tables::{CASE, TABLES, TableKind};
use serde_json::Value;

use super::desk::{Desk, SCENARIO, assert_code, complaint};
use super::futures::UNCERTAIN;

/// The description of a folder.
fn package(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("datapackage.json")).unwrap()).unwrap()
}

/// Checks a folder against its description. Says which tables it has.
fn described(folder: &Path, study: &str, case_word: &str) -> Vec<String> {
    let package = package(folder);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let resources = package["resources"].as_array().unwrap();
    for resource in resources {
        let name = text(&resource["name"]);
        let table = fs::read_to_string(folder.join(text(&resource["path"]))).unwrap();
        let head: Vec<String> = table.lines().next().unwrap().split(',').map(str::to_owned).collect();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<String> = fields.iter().map(|field| text(&field["name"])).collect();
        assert_eq!(names, head, "{name}");
        assert!(fields.iter().all(|field| text(&field["description"]).len() > 5), "{name}");
        // columns that stand in the catalogue stand in the file
        let kind = TableKind::of(study, &name).unwrap();
        let own = kind.columns.iter().map(|column| column.name);
        let is_named_so = |column: &str, known: &str| column == known || known == CASE && column == case_word;
        assert!(own.zip(&head).all(|(known, column)| is_named_so(column, known)), "{name}: {head:?}");
        assert!(kind.columns.len() <= head.len());
        for key in resource["schema"]["primaryKey"].as_array().into_iter().flatten() {
            assert!(names.contains(&text(key)), "{name}: {key}");
        }
        let cells =
            |name: &str| fields.iter().find(|field| field["name"] == name).map(|field| text(&field["type"]));
        if name == "runs" {
            assert_eq!(cells("replicate").as_deref(), Some("integer"));
            assert_eq!(cells("problem_removed.heat").as_deref(), Some("number"));
        }
    }
    resources.iter().map(|resource| text(&resource["name"])).collect()
}

#[test]
fn every_table_of_every_study_is_described() {
    let desk = Desk::new();
    fs::write(desk.path("uncertain.toml"), format!("{SCENARIO}{UNCERTAIN}")).unwrap();
    let mut seen = Vec::new();
    for (study, case_word, arguments) in [
        ("run", "future", "-n 2 --no-figures"),
        ("compare", "future", "-n 2 --no-figures --futures 3"),
        ("sweep", "point", "-n 2 --vary mission.heat.target=0.1,0.2 --vary owners.hassle=1..2"),
        ("sensitivity", "point", "-n 2 --uncertain --size 4"),
        ("spatial", "case", "-n 2 --no-figures --training 2"),
        ("assumptions", "world", "-n 2 -w 10"),
    ] {
        assert_code(&desk.run(&format!("{study} uncertain.toml -o {study} {arguments}")), 0);
        seen.extend(described(&desk.path(study), study, case_word));
    }
    assert_code(&desk.run("discover sweep --policy need -o discover"), 0);
    seen.extend(described(&desk.path("discover"), "discover", "point"));
    for table in &TABLES {
        assert!(seen.iter().any(|name| name == table.name), "no study here has `{}`", table.name);
    }
}

#[test]
fn a_description_that_was_changed_is_told() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 2 --no-figures -q -o results"), 0);
    let path = desk.path("results/datapackage.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("no forecast", "a forecast")).unwrap();
    let verified = desk.run("verify results");
    assert_code(&verified, 3);
    assert!(complaint(&verified).contains("datapackage.json"));
}
