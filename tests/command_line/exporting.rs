//! export as a user meets it: what stands in its files, without the programs that they are for (those: tests/elsewhere).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;

use flate2::read::GzDecoder;

use super::desk::{Desk, assert_code, complaint, number, table};

const VARY: &str = "--vary owners.hassle=1.5,5.5,9.5 --vary policy.need.adoption_subsidy.rebate.design=blind,need --vary firms.count=20,30 --design grid";

/// The files of an archive as texts.
fn files(desk: &Desk, name: &str) -> BTreeMap<String, String> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(desk.path(name)).unwrap()));
    let read = |entry: std::io::Result<tar::Entry<GzDecoder<File>>>| {
        let mut entry = entry.unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        (entry.path().unwrap().to_string_lossy().into_owned(), text)
    };
    archive.entries().unwrap().map(read).collect()
}

#[test]
fn an_archive_has_an_experiment_for_each_case_and_policy() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("sweep small.toml {VARY} --series -n 3 -q -o grid")), 0);
    assert_code(&desk.run("export grid --to ema -o a.tar.gz"), 0);
    let files = files(&desk, "a.tar.gz");
    let experiments: Vec<&str> = files["experiments.csv"].lines().collect();
    assert_eq!(
        experiments[0],
        "owners.hassle,policy.need.adoption_subsidy.rebate.design,firms.count,scenario,policy,model"
    );
    assert_eq!((experiments.len(), experiments[1]), (1 + 12 * 3, "1.5,blind,20,0,no_policy,small"));
    assert_eq!(experiments[36], "9.5,need,30,11,need,small");
    let metadata: serde_json::Value = serde_json::from_str(&files["metadata.json"]).unwrap();
    for (column, kind) in [
        ("owners.hassle", "float64"),
        ("firms.count", "int64"),
        ("policy.need.adoption_subsidy.rebate.design", "category"),
        ("scenario", "category"),
    ] {
        assert_eq!(metadata["experiments"][column], kind);
    }
    // means of three replicates, in the order of the experiments, and a number or nan for each
    let runs = table(&desk, "grid/runs.csv");
    for outcome in ["problem_removed.heat", "public_cost", "time_to_target.heat"] {
        let cells: Vec<&str> = files[&format!("{outcome}.cls")].lines().collect();
        assert_eq!(cells.len(), 36);
        for (cell, experiment) in cells.iter().zip(&experiments[1..]) {
            let [.., point, policy, _] = experiment.split(',').collect::<Vec<_>>()[..] else {
                panic!("{experiment}")
            };
            let own = runs.iter().filter(|row| row["policy"] == policy && row["point"] == point);
            let own: Vec<f64> =
                own.map(|row| number(row, outcome)).filter(|value| value.is_finite()).collect();
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            let value: f64 = cell.parse().unwrap();
            assert!(value.is_nan() && own.is_empty() || (value - mean).abs() <= 1e-12 * mean.abs().max(1.0));
        }
    }
    // paths have a head, for their reader takes the first line for one
    let path: Vec<&str> = files["problem_removed.heat.path.csv"].lines().collect();
    assert!(path[0].starts_with("2026q1,2026q2,") && path.len() == 37, "{}", path[0]);
    let series = table(&desk, "grid/series.csv");
    let last = series.iter().rfind(|row| {
        row["policy"] == "need"
            && row["point"] == "11"
            && row["outcome"] == "problem_removed.heat"
            && row["statistic"] == "mean"
    });
    assert_eq!(path[36].rsplit(',').next(), Some(last.unwrap()["value"].as_str()));
    // the same bytes again, and never over anything
    assert_code(&desk.run("export grid --to ema -o b.tar.gz"), 0);
    assert!(fs::read(desk.path("a.tar.gz")).unwrap() == fs::read(desk.path("b.tar.gz")).unwrap());
}

#[test]
fn an_archive_can_have_every_run() {
    let desk = Desk::new();
    assert_code(&desk.run(&format!("sweep small.toml {VARY} -n 3 -q -o grid")), 0);
    assert_code(&desk.run("export grid --to ema --replicates -o a.tar.gz"), 0);
    let files = files(&desk, "a.tar.gz");
    let runs = table(&desk, "grid/runs.csv");
    let experiments: Vec<&str> = files["experiments.csv"].lines().skip(1).collect();
    let costs: Vec<&str> = files["public_cost.cls"].lines().collect();
    assert_eq!((experiments.len(), costs.len()), (108, 108));
    for ((experiment, cost), row) in experiments.iter().zip(costs).zip(runs) {
        let end = format!(",{},{},small,{}", row["point"], row["policy"], row["replicate"]);
        assert!(experiment.ends_with(&end) && cost == row["public_cost"], "{experiment}");
    }
    assert!(!files.keys().any(|name| name.ends_with(".path.csv")), "a sweep keeps no paths");
}

#[test]
fn every_table_can_be_csv() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 3 -q --no-figures -o study"), 0);
    assert_code(&desk.run("export study --to csv -o tables"), 0);
    for name in ["runs", "series", "summary", "differences", "outcomes", "failures"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(name).with_extension("csv")).unwrap();
        assert!(read("study") == read("tables"), "{name}");
    }
    // what they are is said as it is of the folder, and what was read is there
    for name in ["datapackage.json", "inputs/small.toml"] {
        let read = |folder: &str| fs::read(desk.path(folder).join(name)).unwrap();
        assert!(read("study") == read("tables"), "{name}");
    }
}

#[test]
fn nothing_is_overwritten_and_what_can_not_be_is_said() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 2 -q --no-figures -o study"), 0);
    fs::write(desk.path("there.tar.gz"), "mine").unwrap();
    let before = desk.left();
    for (arguments, code, said) in [
        ("study --to ema -o there.tar.gz", 2, "never overwritten"),
        ("study --to csv -o study", 2, "exists already"),
        ("study --to csv -o study/inside", 2, "stays as it is"),
        ("study --to csv --replicates -o new", 2, "--replicates goes with --to ema"),
        ("study --to xlsx -o new", 2, "possible values: ema, csv"),
        ("study --to ema", 2, "--output"),
        ("nowhere --to ema -o new.tar.gz", 2, "holds no study"),
    ] {
        let output = desk.run(&format!("export {arguments}"));
        assert_code(&output, code);
        assert!(complaint(&output).contains(said), "{arguments}: {}", complaint(&output));
    }
    assert_eq!(desk.left(), before);
    assert_eq!(fs::read_to_string(desk.path("there.tar.gz")).unwrap(), "mine");
    fs::remove_file(desk.path("study/manifest.json")).unwrap();
    assert_code(&desk.run("export study --to ema -o new.tar.gz"), 5);
}
