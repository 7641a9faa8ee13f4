//! `missionmix run --futures`: what is uncertain, what each future holds, and that futures stay what they are.

use std::fs;

use super::desk::{Desk, SCENARIO, assert_code, complaint, names, out};

/// Two numbers that may be others.
pub const UNCERTAIN: &str = r#"
[uncertainty.hassle]
parameter = "owners.hassle"
low = 1
high = 3
distribution = "triangular"

[uncertainty.price]
parameter = "solution.pump.unit_cost"
low = 2500
high = 9000
"#;

fn desk() -> Desk {
    let desk = Desk::new();
    fs::write(desk.path("uncertain.toml"), format!("{SCENARIO}{UNCERTAIN}")).unwrap();
    desk
}

/// The rows of the table of runs: the cells of each.
fn runs(desk: &Desk, folder: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(desk.path(folder).join("runs.csv")).unwrap();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn each_future_has_its_values_and_the_first_is_the_scenario_itself() {
    let desk = desk();
    assert_code(&desk.run("run small.toml -n 2 --no-figures -o plain"), 0);
    let output = desk.run("run uncertain.toml -n 2 --no-figures --futures 4 -j 1 -o four");
    assert_code(&output, 0);
    let text = out(&output);
    assert!(text.contains("4 futures x 3 policies x 2 replicates = 24 runs"), "{text}");
    assert!(text.contains("Over all 4 futures:") && text.contains("P(target) of need from"), "{text}");
    let (plain, four) = (runs(&desk, "plain"), runs(&desk, "four"));
    assert_eq!(four[0][..5], ["policy", "future", "replicate", "owners.hassle", "solution.pump.unit_cost"]);
    assert_eq!(four.len(), 1 + 24);
    // the first future is what the scenario says, bit for bit
    for (without, with) in plain.iter().zip(&four).skip(1) {
        assert_eq!((&without[..3], &without[3..]), (&with[..3], &with[5..]));
    }
    // another future is the scenario with its values
    let third: Vec<&Vec<String>> = four.iter().filter(|row| row[1] == "3").collect();
    let (hassle, price) = (&third[0][3], &third[0][4]);
    assert!((1.0..3.0).contains(&hassle.parse::<f64>().unwrap()) && hassle != "2", "{hassle}");
    let set = format!("--set owners.hassle={hassle} --set solution.pump.unit_cost={price}");
    assert_code(&desk.run(&format!("run uncertain.toml -n 2 --no-figures {set} -o again")), 0);
    for (again, third) in runs(&desk, "again").iter().skip(1).zip(&third) {
        // what the command line fixes is uncertain no longer
        assert_eq!(again[3..], third[5..]);
    }
    // each table tells futures apart
    for name in ["series.csv", "summary.csv"] {
        let table = fs::read_to_string(desk.path("four").join(name)).unwrap();
        assert_eq!(table.lines().next().unwrap().split(',').nth(1), Some("future"));
        for future in ["0", "1", "2", "3"] {
            assert!(table.lines().any(|line| line.split(',').nth(1) == Some(future)), "{future} in {name}");
        }
    }
}

#[test]
fn what_is_uncertain_is_counted_by_check() {
    let desk = desk();
    let said = |arguments: &str| out(&desk.run(arguments)).trim_end().to_owned();
    assert!(said("check uncertain.toml").ends_with(", 2 uncertain numbers"));
    assert!(said("check uncertain.toml --set owners.hassle=2").ends_with(", 1 uncertain number"));
    assert!(!said("check small.toml").contains("uncertain"));
}

#[test]
fn more_futures_and_other_threads_leave_the_first_as_they_are() {
    let desk = desk();
    assert_code(&desk.run("run uncertain.toml -n 2 --no-figures --futures 3 -j 1 -o three"), 0);
    assert_code(&desk.run("run uncertain.toml -n 2 --no-figures --futures 5 -j 3 -o five"), 0);
    let (three, five) = (runs(&desk, "three"), runs(&desk, "five"));
    assert!(five.len() > three.len() && five[..three.len()] == three[..]);
    // another seed, another luck and other futures
    assert_code(&desk.run("run uncertain.toml -n 2 --no-figures --futures 3 -s 9 -o other"), 0);
    assert_ne!(runs(&desk, "other").last().unwrap()[3], three.last().unwrap()[3]);
}

#[test]
fn futures_that_cannot_be_are_told_before_anything_is_run() {
    let desk = Desk::new();
    // each end can be beside what the scenario says of the other, and both together can't
    let apart = "
[uncertainty.ends]
parameter = \"mission.heat.target\"
low = 70
high = 99

[uncertainty.begins]
parameter = \"mission.heat.baseline_value\"
low = 81
high = 110
";
    fs::write(desk.path("apart.toml"), format!("{SCENARIO}{apart}")).unwrap();
    let output = desk.run("run apart.toml -n 2 --futures 40");
    assert_code(&output, 2);
    let text = complaint(&output);
    assert!(
        text.contains("can't be, with mission.heat.target=") && text.contains("narrow the ranges"),
        "{text}"
    );
    assert_eq!(names(&desk.path("outputs")), Vec::<String>::new());
}

#[test]
fn where_nothing_is_uncertain_there_is_one_future() {
    let desk = desk();
    let fixed = "uncertain.toml --set owners.hassle=2 --set solution.pump.unit_cost=5000";
    for scenario in ["small.toml", fixed] {
        let output = desk.run(&format!("run {scenario} --futures 2"));
        assert_code(&output, 2);
        assert!(complaint(&output).contains("there is one future"), "{}", complaint(&output));
    }
    assert_code(&desk.run("run uncertain.toml --futures 0"), 2);
    assert_eq!(names(&desk.path("outputs")), Vec::<String>::new());
}
