//! The examples of docs/reading.md: they run, and come to the numbers of our own tables.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::desk::{Desk, assert_code};
use crate::python::python;

/// The examples in a language, in their order.
fn examples(language: &str) -> Vec<String> {
    let page = include_str!("../../docs/reading.md");
    let blocks = page.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).map(str::to_owned).collect()
}

/// The study that they are about.
fn desk() -> Desk {
    let desk = Desk::new();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first_steps.toml");
    assert_code(&desk.run(&format!("run {} -n 60 -o results --no-figures -q", scenario.display())), 0);
    desk
}

/// P(target) of each policy, as the summary has it, in as many digits as is printed everywhere.
fn shares(desk: &Desk) -> BTreeMap<String, String> {
    let text = fs::read_to_string(desk.path("results/summary.csv")).unwrap();
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let of = |row: Vec<&str>| (row[0].to_owned(), format!("{:.4}", row[7].parse::<f64>().unwrap()));
    rows.filter(|row| row[2] == "target_reached.warm_homes").map(of).collect()
}

/// The lines that begin with a policy, with their last word as a number.
fn read(said: &str) -> BTreeMap<String, String> {
    let words = said.lines().map(|line| line.replace(['│', '┆'], " "));
    let words = words.map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let of = |words: Vec<String>| {
        let policy =
            ["no_policy", "rebate", "by_need"].iter().find(|name| words.iter().any(|word| word == *name))?;
        Some(((*policy).to_owned(), format!("{:.4}", words.last()?.parse::<f64>().ok()?)))
    };
    words.filter_map(of).collect()
}

#[test]
#[ignore = "needs Python: cargo test --test elsewhere -- --ignored"]
fn examples_in_python_come_to_our_numbers() {
    let desk = desk();
    let said: Vec<String> = examples("python").iter().map(|text| python(text, &[], &desk.path(""))).collect();
    said.iter().for_each(|said| println!("{said}"));
    let [pandas, polars, parts, package] = &said[..] else { panic!("four examples, not {}", said.len()) };
    let shares = shares(&desk);
    assert_eq!(shares.len(), 3);
    let (before, after) = pandas.split_once("count").unwrap();
    assert_eq!(read(before), shares);
    assert_eq!(read(polars), shares);
    assert!(after.contains("2040q4") && parts.is_empty());
    assert!(
        package.contains("replicate | integer | - | ")
            && package.contains("problem_removed.warm_homes | number | share")
    );
}

#[test]
#[ignore = "needs R (Rscript): cargo test --test elsewhere -- --ignored"]
fn examples_in_r_come_to_our_numbers() {
    let desk = desk();
    let [text] = &examples("r")[..] else { panic!("one example") };
    let output = Command::new("Rscript").args(["-e", text]).current_dir(desk.path("")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    println!("{said}");
    assert_eq!(read(&said), shares(&desk));
    let differences = fs::read_to_string(desk.path("results/differences.csv")).unwrap();
    let row = differences
        .lines()
        .find(|line| line.starts_with("by_need,rebate,0,problem_removed.warm_homes,"))
        .unwrap();
    let cells: Vec<f64> = row.split(',').skip(9).take(2).map(|cell| cell.parse().unwrap()).collect();
    let last = said.lines().find(|line| line.starts_with("[1]")).unwrap();
    let interval: Vec<f64> = last.split_whitespace().skip(1).map(|word| word.parse().unwrap()).collect();
    for (ours, theirs) in cells.iter().zip(&interval) {
        assert!((ours - theirs).abs() < 1e-6 * ours.abs(), "{cells:?} and {interval:?}");
    }
}
