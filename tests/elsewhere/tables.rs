//! pandas and polars read our tables, small ones and parts of big ones, and see the numbers that we wrote.

use std::fs;

use missionmix::report::table::Table;
use serde_json::Value;

use crate::desk::{Desk, assert_code, names, out, table};
use crate::python::python;

/// Rows, columns, and the sum of each column of numbers, by either program; numbers that are missing are left out.
const READ: &str = r#"
import json, sys
import pandas as pd
import polars as pl

source, program = sys.argv[1:]
if program == "pandas":
    table = pd.read_parquet(source) if "." not in source else pd.read_csv(source)
    numbers = table.select_dtypes("number")
    sums = {name: float(numbers[name].sum()) for name in numbers}
else:
    if "." in source:
        table = pl.read_csv(source, infer_schema_length=None)
    else:
        table = pl.read_parquet(source + "/*.parquet")
    numbers = table.select(pl.selectors.numeric())
    sums = {name: float(numbers[name].fill_nan(0).sum() if numbers[name].dtype.is_float() else numbers[name].sum()) for name in numbers.columns}
print(json.dumps({"rows": len(table), "columns": list(table.columns), "sums": sums}))
"#;

fn read(desk: &Desk, source: &str, program: &str) -> Value {
    serde_json::from_str(&python(READ, &[source, program], &desk.path(""))).unwrap()
}

/// Our own sums, from our own reader.
fn agrees(desk: &Desk, folder: &str, name: &str, theirs: &Value) {
    let columns = Table::columns(&desk.path(folder), name).unwrap();
    assert_eq!(theirs["columns"].as_array().unwrap().len(), columns.len(), "{folder} {name}");
    let wanted: Vec<&str> = columns.iter().map(String::as_str).collect();
    let (mut rows, mut sums) = (0_u64, vec![0.0; columns.len()]);
    let each = Table::open(&desk.path(folder), name, &wanted).unwrap().each(|row| {
        rows += 1;
        for (place, sum) in sums.iter_mut().enumerate() {
            *sum += row.number(place).ok().flatten().unwrap_or(0.0);
        }
        Ok(())
    });
    each.unwrap();
    assert_eq!(theirs["rows"], rows);
    let mut compared = 0;
    for (name, ours) in columns.iter().zip(sums) {
        if let Some(theirs) = theirs["sums"][name].as_f64() {
            // sums in another order
            assert!((theirs - ours).abs() <= 1e-9 * ours.abs().max(1.0), "{name}: {theirs} {ours}");
            compared += 1;
        }
    }
    assert!(compared > 0, "{folder} {name}");
}

#[test]
#[ignore = "needs Python 3.12, and installs pandas and polars"]
fn small_tables_are_read() {
    let desk = Desk::new();
    assert_code(&desk.run("compare small.toml -n 20 -q --no-figures -o study"), 0);
    for name in ["runs", "series", "summary", "differences"] {
        for program in ["pandas", "polars"] {
            agrees(&desk, "study", name, &read(&desk, &format!("study/{name}.csv"), program));
        }
    }
}

/// Twelve thousand replicates of three policies are more than five million cells.
#[test]
#[ignore = "needs Python 3.12, and installs pandas and polars; runs for minutes"]
fn parts_of_a_big_table_are_read_and_are_its_csv() {
    let desk = Desk::new();
    assert_code(&desk.run("run small.toml -n 12000 -q --no-figures -o study"), 0);
    assert!(names(&desk.path("study/runs")).len() > 2 && !desk.path("study/runs.csv").exists());
    for program in ["pandas", "polars"] {
        agrees(&desk, "study", "runs", &read(&desk, "study/runs", program));
    }
    let output = desk.run("export study --to csv -o tables");
    assert_code(&output, 0);
    assert!(out(&output).contains("tables in "), "{}", out(&output));
    assert_eq!(table(&desk, "tables/runs.csv").len(), 36_000);
    for program in ["pandas", "polars"] {
        agrees(&desk, "study", "runs", &read(&desk, "tables/runs.csv", program));
    }
    fs::remove_dir_all(desk.path("tables")).unwrap();
}
