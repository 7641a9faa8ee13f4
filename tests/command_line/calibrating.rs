//! `missionmix calibrate`: what agrees with what was seen, that it is the same on any number of threads, and that others can
//! use it.

use std::fs;

use super::desk::{Desk, SCENARIO, assert_code, complaint, names, number, out, table};
use super::futures::UNCERTAIN;

/// What was seen: what the small world gives where hassle is about 1.5 and the price about 4,000.
const SEEN: &str = r#"
[observed.sales]
outcome = "share_of_purchases"
policy = "blind"
first = 2026
values = [0.2, 0.4, 0.5]
later = [0.6]
error = 0.3
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    fs::write(desk.path("seen.toml"), format!("{SCENARIO}{UNCERTAIN}{SEEN}")).unwrap();
    desk
}

#[test]
fn points_are_held_against_what_was_seen_alike_on_any_number_of_threads() {
    let desk = desk();
    for threads in [1, 2] {
        let output =
            desk.run(&format!("calibrate seen.toml --points 30 -n 3 -j {threads} -o found{threads}"));
        assert_code(&output, 0);
    }
    let tables = ["fit.csv", "forecast.csv", "plausible.csv", "points.csv", "scores.csv"];
    for name in tables {
        let read = |threads| fs::read(desk.path(&format!("found{threads}/{name}"))).unwrap();
        assert_eq!(read(1), read(2), "{name}");
    }
    let left = names(&desk.path("found1"));
    for name in tables.iter().chain(&["calibration.html", "calibration.json", "forecast.png", "forecast.svg"])
    {
        assert!(left.contains(&(*name).to_owned()), "{name}: {left:?}");
    }
    // the first point is what the scenario says, and 30 others
    let points = table(&desk, "found1/points.csv");
    assert_eq!(points.len(), 31);
    assert_eq!(
        (number(&points[0], "owners.hassle"), number(&points[0], "solution.pump.unit_cost")),
        (2.0, 4000.0)
    );
    // what is kept is nearer, or ruled out by less, than what is not
    let distances = |kept: &str| -> Vec<f64> {
        let chosen = points.iter().filter(|point| point["kept"] == kept && point["ruled_out_by"] != "0");
        chosen.map(|point| number(point, "distance")).collect()
    };
    let farthest = distances("1").into_iter().fold(0.0, f64::max);
    assert!(distances("0").into_iter().all(|distance| distance >= farthest));
    let kept = points.iter().filter(|point| point["kept"] == "1").count();
    assert_eq!(table(&desk, "found1/plausible.csv").len(), kept);
    // three years that were seen, one that is only foretold
    assert_eq!(table(&desk, "found1/fit.csv").len(), 3);
    let forecast = table(&desk, "found1/forecast.csv");
    let cells: Vec<(&str, &str)> =
        forecast.iter().map(|row| (row["seen"].as_str(), row["later"].as_str())).collect();
    assert_eq!(cells, [("0.2", ""), ("0.4", ""), ("0.5", ""), ("", "0.6")]);
    for row in &forecast {
        assert!(number(row, "q05") <= number(row, "q50") && number(row, "q50") <= number(row, "q95"));
    }
}

#[test]
fn what_is_plausible_makes_futures_and_the_first_is_the_scenario_itself() {
    let desk = desk();
    assert_code(&desk.run("calibrate seen.toml --points 40 -n 2 -o found"), 0);
    let plausible = table(&desk, "found/plausible.csv");
    let output = desk
        .run("compare small.toml -n 2 --no-figures --plausible found/plausible.csv --futures 3 -o compared");
    assert_code(&output, 0);
    assert!(out(&output).contains("3 futures x 3 policies x 2 replicates = 18 runs"), "{}", out(&output));
    let runs = table(&desk, "compared/runs.csv");
    for row in &runs {
        let future: usize = row["future"].parse().unwrap();
        let hassle = number(row, "owners.hassle");
        assert_eq!(hassle, if future == 0 { 2.0 } else { number(&plausible[future - 1], "owners.hassle") });
    }
    // without a number all of them are taken
    let output = desk.run("run small.toml -n 1 --dry-run --plausible found/plausible.csv");
    let all = format!("{} futures x", plausible.len() + 1);
    assert!(out(&output).contains(&all), "{all}: {}", out(&output));
    let output = desk.run("run small.toml -n 1 --plausible found/plausible.csv --futures 900");
    assert_code(&output, 2);
    assert!(complaint(&output).contains("has too few lines"), "{}", complaint(&output));
    // what the table varies can't be fixed beside it
    let output = desk.run("run small.toml -n 1 --plausible found/plausible.csv --set owners.hassle=1");
    assert_code(&output, 2);
    assert!(complaint(&output).contains("`owners.hassle` is varied, and --set gives it one value"));
}

#[test]
fn what_can_not_be_calibrated_is_said_before_anything_is_run() {
    let desk = desk();
    let with = |name: &str, text: String| fs::write(desk.path(name), text).unwrap();
    with("unseen.toml", format!("{SCENARIO}{UNCERTAIN}"));
    with("certain.toml", format!("{SCENARIO}{SEEN}"));
    with("other.toml", format!("{SCENARIO}{}{SEEN}", UNCERTAIN.replace("high = 3", "high = 4")));
    with(
        "wrong.toml",
        format!("{SCENARIO}{UNCERTAIN}{}", SEEN.replace("share_of_purchases", "share_of_purchase")),
    );
    with("early.toml", format!("{SCENARIO}{UNCERTAIN}{}", SEEN.replace("first = 2026", "first = 2025")));
    with(
        "long.toml",
        format!("{SCENARIO}{UNCERTAIN}{}", SEEN.replace("later = [0.6]", "later = [0.6, 0.7]")),
    );
    for (arguments, said) in [
        ("unseen.toml", "`unseen.toml` does not say what was seen"),
        ("certain.toml", "`certain.toml` calls nothing uncertain"),
        (
            "seen.toml other.toml",
            "`other.toml` calls other things uncertain than `seen.toml`, or in other ranges",
        ),
        ("wrong.toml", "did you mean `share_of_purchases`?"),
        ("early.toml", "2025 to 2028 were seen"),
        ("long.toml", "2026 to 2030 were seen"),
        ("--set owners.hassle=1", "facts are asked of the model as it is"),
    ] {
        let output = desk.run(&format!("calibrate {arguments} --points 4 -n 1 -o found"));
        assert_code(&output, 2);
        assert!(complaint(&output).contains(said), "{said}: {}", complaint(&output));
        assert!(!desk.path("found").exists());
    }
}
