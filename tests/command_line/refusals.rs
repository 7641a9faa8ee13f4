//! What the system refuses, or asks for: nothing half-written is left.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::desk::{Desk, PROGRAM, assert_code, complaint, names};

/// A limit on the size of files stands in for a full disk.
#[test]
fn a_file_that_may_not_grow_gives_74_and_the_same_command_goes_on() {
    let desk = Desk::new();
    let study = "run small.toml -n 40 --no-figures -o deep/results";
    assert_code(&desk.run("run small.toml -n 40 --no-figures -q -o whole"), 0);
    // the plan, the same with the signal ignored, a part, and a table after all parts
    for limit in ["ulimit -f 0", "trap '' XFSZ; ulimit -f 0", "ulimit -f 16", "ulimit -f 700"] {
        let output = desk.shell(&format!("{limit}; exec '{PROGRAM}' {study}"));
        assert_code(&output, 74);
        assert!(complaint(&output).contains("could not write"), "{}", complaint(&output));
        assert!(!desk.path("deep/results/manifest.json").exists());
    }
    assert_code(&desk.run(study), 0);
    for table in ["runs.csv", "series.csv", "summary.csv"] {
        let of = |folder: &str| fs::read(desk.path(folder).join(table)).unwrap();
        assert!(of("whole") == of("deep/results"), "{table}");
    }
}

/// The last thing that can fail are the figures: then nothing is lost either.
#[test]
fn who_is_stopped_at_the_figures_goes_on() {
    let desk = Desk::new();
    let study = "run small.toml -n 40 -o results";
    assert_code(&desk.shell(&format!("ulimit -f 16; exec '{PROGRAM}' {study}")), 74);
    fs::write(desk.path("results/figures"), "in the way").unwrap();
    assert_code(&desk.run(study), 74);
    assert!(desk.path("results/manifest.json").exists(), "all but the figures is there");
    for command in ["status", "verify", "compare results"] {
        let output = desk.run(&format!("{command} results"));
        assert_code(&output, 5);
        assert!(complaint(&output).contains("missionmix finish results"), "{}", complaint(&output));
    }
    fs::remove_file(desk.path("results/figures")).unwrap();
    assert_code(&desk.run(study), 0);
    assert!(desk.path("results/figures/fan.heat.svg").exists());
    assert_code(&desk.run("verify results"), 0);
    let left = names(&desk.path("results"));
    assert!(!left.iter().any(|name| ["lock", "runs", "unfinished"].contains(&name.as_str())), "{left:?}");
}

#[test]
fn a_place_that_can_not_be_written_gives_74_and_leaves_nothing() {
    let desk = Desk::new();
    let closed = desk.path("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // nothing is closed to the administrator, under whom tests may run
    if fs::write(closed.join("try"), "").is_err() {
        assert_code(&desk.run("run small.toml -n 1 -o closed/results"), 74);
        assert_eq!(names(&closed), Vec::<String>::new());
    }
    assert_code(&desk.run("run small.toml -n 1 -o small.toml/results"), 74);
    assert_code(&desk.run("run small.toml -n 1 -o /proc/missionmix/results"), 74);
    assert_eq!(desk.left(), ["closed"]);
}

#[test]
fn who_stops_reading_causes_no_panic() {
    let desk = Desk::new();
    for arguments in ["schema", "run small.toml -n 1 --no-figures", "--help"] {
        let script = format!("{{ sleep 0.2; '{PROGRAM}' {arguments}; echo code $? >&2; }} | true");
        let output = desk.shell(&script);
        assert!(complaint(&output).ends_with("code 0\n"), "{arguments}: {}", complaint(&output));
    }
}
