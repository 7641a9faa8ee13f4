//! Results folders as Data Packages: what `frictionless` says of them.

use std::fs;

use crate::desk::{Desk, assert_code};
use crate::python::python;

/// Prints whether a package is valid, and how many rows it looked at in each of its tables: at so many at most in each file.
const VALIDATE: &str = "
import sys
from collections import Counter
from frictionless import validate
report = validate(sys.argv[1], limit_rows=int(sys.argv[2]))
print(report.valid)
rows = Counter()
for task in report.tasks:
    rows[task.name.split('-')[0]] += task.stats.get('rows', 0)
for name in rows if report.valid else []:
    print(name, rows[name])
";

#[test]
#[ignore = "needs Python: cargo test --test elsewhere -- --ignored"]
fn frictionless_takes_every_folder_and_no_damaged_one() {
    let desk = Desk::new();
    let validate = |folder: &str, most: &str| {
        let said = python(VALIDATE, &["datapackage.json", most], &desk.path(folder));
        println!("{folder}: {said}");
        said
    };
    for (folder, arguments, rows) in [
        ("run", "run small.toml -n 20 --no-figures", "runs 60\n"),
        ("sweep", "sweep small.toml -n 4 --vary mission.heat.target=0.1,0.2 --size 8", "runs 96\n"),
        ("spatial", "spatial small.toml -n 2 --training 2 --no-figures", "causes "),
        ("assumptions", "assumptions small.toml -n 2 -w 10", "worlds "),
    ] {
        assert_code(&desk.run(&format!("{arguments} -o {folder}")), 0);
        let said = validate(folder, "1000000");
        assert!(said.starts_with("True\n") && said.contains(rows), "{folder}: {said}");
    }
    // a table in 32 parts
    assert_code(&desk.run("run small.toml -n 20000 --no-figures -o big"), 0);
    assert!(desk.path("big/runs").is_dir());
    let said = validate("big", "50");
    assert!(said.starts_with("True\n") && said.contains("runs 1600\n"), "{said}");
    // a word where a number has to be
    let runs = fs::read_to_string(desk.path("run/runs.csv")).unwrap();
    fs::write(desk.path("run/runs.csv"), runs.replace("need,0,0,", "need,zero,0,")).unwrap();
    assert_eq!(validate("run", "1000000"), "False\n");
}
