//! EMA Workbench 3: it loads what we hand over, and its PRIM goes our way.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use missionmix::chance::{Purpose, Streams};
use missionmix::studies::discovery::case_box::Side;
use missionmix::studies::discovery::cases::{Cases, Factor};
use missionmix::studies::discovery::trajectory::Step;
use missionmix::studies::discovery::{Choice, Found, Lots, Settings, discover};
use serde_json::Value;

use crate::desk::{Desk, Row, assert_code, number, table};
use crate::python::python;

/// Its PRIM on a table, whose last column says where something holds: each box on its way with how many cases are in it, how
/// many of them hold, the limits on each column, and the quasi-p-values of the last one where all columns are numbers.
const PRIM: &str = r#"
import json, sys, warnings
warnings.filterwarnings("ignore")
import pandas as pd
from ema_workbench.analysis import prim

table = pd.read_csv(sys.argv[1])
x, holds = table.iloc[:, :-1], table.iloc[:, -1].to_numpy().astype(int)
for name in x.columns:
    if not pd.api.types.is_numeric_dtype(x[name]):
        x[name] = x[name].astype("category")
box = prim.Prim(x, holds).find_box()
path = box.peeling_trajectory
as_list = lambda cell: sorted(cell) if isinstance(cell, set) else float(cell)
boxes = [
    {"n": int(path.n[i]), "k": int(path.k[i]), "limits": {c: [as_list(v) for v in limits[c]] for c in limits}}
    for i, limits in enumerate(box.box_lims)
]
quasi_p = {}
if all(pd.api.types.is_numeric_dtype(x[name]) for name in x.columns):
    last = box.inspect(len(boxes) - 1, style="data")[0][1]
    quasi_p = {name: list(row)[2:] for name, row in zip(last.index, last.to_numpy().tolist())}
print(json.dumps({"boxes": boxes, "quasi_p": quasi_p}))
"#;

fn its_prim(folder: &Path, file: &str) -> Value {
    let said = python(PRIM, &[file], folder);
    serde_json::from_str(&said.lines().last().unwrap().replace("NaN", "null")).unwrap()
}

/// How many cases are in each of its boxes, and how many hold.
fn counts(theirs: &Value) -> Vec<(usize, usize)> {
    let whole = |value: &Value| value.as_u64().unwrap() as usize;
    theirs["boxes"].as_array().unwrap().iter().map(|one| (whole(&one["n"]), whole(&one["k"]))).collect()
}

/// Those of its boxes that it peeled: each is smaller than the one before.
fn peeled(counts: &[(usize, usize)]) -> usize {
    1 + counts.windows(2).take_while(|pair| pair[1].0 < pair[0].0).count()
}

/// So many cases with three numbers and perhaps a word.
fn planted(seed: u64, cases: usize, has_words: bool) -> (Vec<Vec<String>>, Cases) {
    let luck = Streams::new(seed, 0).luck(Purpose::Choice, 0);
    let words = ["bus", "cycle", "tram"];
    let row = |case: usize| {
        let mut row: Vec<String> = (0..3).map(|factor| luck.uniform(case, factor).to_string()).collect();
        if has_words {
            row.push(words[(luck.uniform(case, 3) * 3.0) as usize].to_owned());
        }
        row
    };
    let rows: Vec<Vec<String>> = (0..cases).map(row).collect();
    let holds = |(case, row): (usize, &Vec<String>)| {
        let at = |factor: usize| row[factor].parse::<f64>().unwrap();
        let is_in = at(0) < 0.45 && at(1) > 0.3 && row.get(3).is_none_or(|word| word != "tram");
        luck.uniform(case, 31) < if is_in { 0.9 } else { 0.08 }
    };
    let holds = rows.iter().enumerate().map(holds).collect();
    let column =
        |factor: usize| Factor::of_texts(&rows.iter().map(|row| row[factor].as_str()).collect::<Vec<_>>());
    let factors = (0..rows[0].len()).map(column).collect();
    (rows, Cases { factors, holds })
}

fn write(path: &Path, rows: &[Vec<String>], holds: &[bool]) {
    let heads: Vec<String> = (0..rows[0].len()).map(|factor| format!("f{factor}")).collect();
    let mut table = csv::Writer::from_path(path).unwrap();
    let mut line = |cells: &[String], last: &str| {
        table.write_record(cells.iter().map(String::as_str).chain([last])).unwrap();
    };
    line(&heads, "holds");
    rows.iter().zip(holds).for_each(|(row, holds)| line(row, if *holds { "1" } else { "0" }));
    table.flush().unwrap();
}

fn ours(cases: &Cases) -> Found {
    let lots = Lots { deals: 0, seed: 1 };
    discover(cases, Settings::default(), Choice::Best, (1, lots)).unwrap().remove(0)
}

fn pairs(steps: &[Step]) -> Vec<(usize, usize)> {
    steps.iter().map(|step| (step.inside, step.hits)).collect()
}

/// 2 h / (H + n), the harmonic mean of coverage and density.
fn harmony((inside, hits): (usize, usize), all: usize) -> f64 {
    2.0 * hits as f64 / (all + inside) as f64
}

/// Each box that it peels is ours, case by case, as far as it goes: it stops where no peel raises the density, and we go on.
/// Of its boxes none, pasted ones included, has a greater harmonic mean of coverage and density than the one that we choose by
/// more than a hundredth. Limits are those of the same gaps between numbers; words are the same.
#[test]
#[ignore = "needs Python 3.12, and installs EMA Workbench"]
fn its_prim_peels_the_boxes_that_ours_does() {
    let home = tempfile::tempdir().unwrap();
    let mut longer = 0;
    for seed in 0..12 {
        let (rows, cases) = planted(seed, 200 + 25 * seed as usize, seed % 2 == 1);
        write(&home.path().join("cases.csv"), &rows, &cases.holds);
        let (theirs, ours) = (its_prim(home.path(), "cases.csv"), ours(&cases));
        let counts = counts(&theirs);
        let steps = peeled(&counts);
        let own = pairs(&ours.trajectory.steps[..ours.trajectory.peeled]);
        assert_eq!(counts[..steps], own[..steps], "seed {seed}");
        longer += usize::from(own.len() > steps);
        let all = cases.hits();
        let best = counts[1..].iter().map(|count| harmony(*count, all)).fold(0.0, f64::max);
        let chosen = &ours.trajectory.steps[ours.chosen];
        assert!(harmony((chosen.inside, chosen.hits), all) >= best - 0.01, "seed {seed}");
        // the box that we choose is one of its own where it gets as far, with the limits that it has
        if ours.chosen < steps {
            let limits = &theirs["boxes"][ours.chosen]["limits"];
            for (factor, own) in chosen.bounds.limits.iter().enumerate() {
                let of = |end: usize| limits[format!("f{factor}")][end].as_f64();
                for (own, theirs) in [(own.low, of(0)), (own.high, of(1))] {
                    // the widest gaps of some hundred even numbers in a box are some hundredths
                    assert!(
                        own.is_none_or(|own| (own - theirs.unwrap()).abs() < 0.05),
                        "seed {seed}: {own:?} {theirs:?}"
                    );
                }
                if factor == 3 {
                    let kept = limits["f3"][0].as_array().unwrap().len();
                    assert_eq!(kept, 3 - own.barred.len());
                }
            }
        }
    }
    println!("ours goes on in {longer} of 12");
}

/// Limits by limits, its quasi-p-values of the last box that it peels are ours.
#[test]
#[ignore = "needs Python 3.12, and installs EMA Workbench"]
fn its_quasi_p_values_are_ours() {
    let home = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for seed in 20..30 {
        let (rows, cases) = planted(seed, 300, false);
        write(&home.path().join("cases.csv"), &rows, &cases.holds);
        let theirs = its_prim(home.path(), "cases.csv");
        let counts = counts(&theirs);
        let last = counts.len() - 1;
        if peeled(&counts) != counts.len() {
            continue;
        }
        let lots = (1, Lots { deals: 0, seed: 1 });
        let found = discover(&cases, Settings::default(), Choice::Number(last), lots).unwrap().remove(0);
        assert_eq!((found.told.inside, found.told.hits), counts[last]);
        for limit in &found.limits {
            let end = usize::from(limit.side == Side::High);
            let Some(theirs) = theirs["quasi_p"][format!("f{}", limit.factor)][end].as_f64() else {
                panic!("seed {seed}: it has no such limit")
            };
            let gap = (theirs - limit.quasi_p).abs();
            assert!(gap < 1e-9 && gap < 1e-6 * theirs.max(1e-6), "{theirs} {}", limit.quasi_p);
            compared += 1;
        }
    }
    assert!(compared >= 4, "{compared} limits");
}

/// A study that keeps paths, at points that differ in two numbers and a word.
fn swept(size: usize, replicates: usize, has_words: bool) -> Desk {
    let desk = Desk::new();
    let words =
        if has_words { "--vary policy.need.adoption_subsidy.rebate.design=blind,need,per_head" } else { "" };
    assert_code(
        &desk.run(&format!(
            "sweep small.toml --set mission.heat.target=96 --set years=10 --set mission.heat.deadline=2035q4 \
             --set supply.capacity_start=0.1 --set policy.need.adoption_subsidy.rebate.until=2035q4 \
             --vary policy.need.adoption_subsidy.rebate.budget=1..60 --vary owners.hassle=1..10 {words} \
             --design latin_hypercube --series --size {size} -n {replicates} -q -o swept"
        )),
        0,
    );
    assert_code(&desk.run("export swept --to ema -o results.tar.gz"), 0);
    desk
}

/// What it makes of the archive, as tables: the experiments, an outcome, a path.
const LOAD: &str = r#"
import json, warnings
warnings.filterwarnings("ignore")
from ema_workbench import load_results

experiments, outcomes = load_results("results.tar.gz")
experiments.to_csv("experiments.csv", index=False)
print(json.dumps({
    "types": {name: str(kind) for name, kind in experiments.dtypes.items()},
    "removed": outcomes["problem_removed.heat"].tolist(),
    "missing": outcomes["time_to_target.heat"].tolist(),
    "path": outcomes["problem_removed.heat.path"].tolist(),
    "outcomes": len(outcomes),
}))
"#;

#[test]
#[ignore = "needs Python 3.12, and installs EMA Workbench"]
fn it_loads_experiments_outcomes_and_paths() {
    // few enough for the paths to be one file
    let desk = swept(14, 3, true);
    let said = python(LOAD, &[], &desk.path(""));
    let loaded: Value = serde_json::from_str(&said.lines().last().unwrap().replace("NaN", "null")).unwrap();
    for (column, kind) in [
        ("policy.need.adoption_subsidy.rebate.budget", "float64"),
        ("policy.need.adoption_subsidy.rebate.design", "category"),
        ("scenario", "category"),
        ("policy", "category"),
    ] {
        assert_eq!(loaded["types"][column], kind);
    }
    let summary = table(&desk, "swept/summary.csv");
    let mean = |experiment: &Row, outcome: &str| {
        let is_it = |row: &&Row| {
            row["policy"] == experiment["policy"]
                && row["point"] == experiment["scenario"]
                && row["outcome"] == outcome
        };
        number(summary.iter().find(is_it).unwrap(), "mean")
    };
    let series = table(&desk, "swept/series.csv");
    let mut paths: HashMap<(String, String), Vec<f64>> = HashMap::new();
    for row in
        series.iter().filter(|row| row["outcome"] == "problem_removed.heat" && row["statistic"] == "mean")
    {
        paths.entry((row["policy"].clone(), row["point"].clone())).or_default().push(number(row, "value"));
    }
    let runs = table(&desk, "swept/runs.csv");
    let experiments = table(&desk, "experiments.csv");
    assert_eq!((experiments.len(), loaded["outcomes"].as_u64().unwrap() > 100), (42, true));
    for (place, experiment) in experiments.iter().enumerate() {
        let point = runs.iter().find(|row| row["point"] == experiment["scenario"]).unwrap();
        for column in ["policy.need.adoption_subsidy.rebate.design", "owners.hassle"] {
            assert_eq!(experiment[column], point[column]);
        }
        for (key, outcome) in [("removed", "problem_removed.heat"), ("missing", "time_to_target.heat")] {
            let (theirs, ours) = (loaded[key][place].as_f64(), mean(experiment, outcome));
            assert!(theirs.is_none() && ours.is_nan() || (theirs.unwrap() - ours).abs() < 1e-12, "{outcome}");
        }
        let path: Vec<f64> =
            loaded["path"][place].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect();
        // pandas reads a number to within its last bit
        let own = &paths[&(experiment["policy"].clone(), experiment["scenario"].clone())];
        let is_same = |(theirs, own): (&f64, &f64)| (theirs - own).abs() <= 1e-15 * own.abs();
        assert!(path.len() == own.len() && path.iter().zip(own).all(is_same), "{path:?} {own:?}");
        assert_eq!(path.len(), 40);
    }
}

/// The table that its PRIM sees of our archive, as a file for [`PRIM`].
const EXPERIMENTS: &str = r#"
import warnings
warnings.filterwarnings("ignore")
from ema_workbench import load_results

experiments, outcomes = load_results("results.tar.gz")
own = (experiments["policy"] == "need").to_numpy()
x = experiments[own].drop(columns=["scenario", "policy", "model"])
x["holds"] = (outcomes["target_reached.heat"][own] < 0.5).astype(int)
x.to_csv("cases.csv", index=False)
"#;

/// On a real sweep: case for case the boxes of `discover`, with the same coverage and density.
#[test]
#[ignore = "needs Python 3.12, and installs EMA Workbench"]
fn on_our_archive_its_prim_finds_what_discover_finds() {
    let desk = swept(120, 4, false);
    assert_code(&desk.run("discover swept --policy need --where target_reached.heat<0.5 -o found"), 0);
    python(EXPERIMENTS, &[], &desk.path(""));
    let theirs = its_prim(&desk.path(""), "cases.csv");
    let counts = counts(&theirs);
    let steps = table(&desk, "found/trajectory.csv");
    let own: Vec<(usize, usize)> = steps
        .iter()
        .map(|row| (number(row, "inside") as usize, number(row, "holding_inside") as usize))
        .collect();
    let peeled = peeled(&counts);
    assert!(peeled > 10, "{peeled}");
    assert_eq!(counts[..peeled], own[..peeled]);
    // the box that is told is one of its own
    let chosen = steps.iter().position(|row| row["chosen"] == "true").unwrap();
    assert!(chosen < peeled, "box {chosen} of {peeled}");
    let told = table(&desk, "found/found.csv").remove(0);
    let (inside, hits) = counts[chosen];
    let all = counts[0].1 as f64;
    // nothing was dropped from it
    assert_eq!(number(&told, "inside") as usize, inside);
    assert!((number(&told, "coverage") - hits as f64 / all).abs() < 1e-12);
    assert!((number(&told, "density") - hits as f64 / inside as f64).abs() < 1e-12);
    for limit in table(&desk, "found/box.csv") {
        let theirs = &theirs["boxes"][chosen]["limits"][&limit["parameter"]];
        let span = |ends: &Value| ends[1].as_f64().unwrap() - ends[0].as_f64().unwrap();
        let whole = span(&ends(&desk, &limit["parameter"]));
        for (end, column) in ["low", "high"].into_iter().enumerate() {
            let own = number(&limit, column);
            // the same gap between two points of a hypercube of 120
            assert!(
                own.is_nan() || (own - theirs[end].as_f64().unwrap()).abs() < 0.05 * whole,
                "{limit:?} {theirs}"
            );
        }
    }
}

/// The least and the greatest value of a factor.
fn ends(desk: &Desk, parameter: &str) -> Value {
    let values: Vec<f64> = table(desk, "cases.csv").iter().map(|row| number(row, parameter)).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    serde_json::json!([least, most])
}

/// What the documents say works, with what our example is called there.
#[test]
#[ignore = "needs Python 3.12, and installs EMA Workbench"]
fn the_example_in_the_documents_runs() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/studies.md")).unwrap();
    let example = page.split("```python\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert!(example.contains("load_results") && example.contains("feature_scoring"), "{example}");
    let desk = swept(60, 2, false);
    let said = python(&example.replace("clean_heat", "heat"), &[], &desk.path(""));
    assert!(said.contains("coverage") && said.contains("owners.hassle"), "{said}");
}
