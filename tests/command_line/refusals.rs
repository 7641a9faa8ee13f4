//! What the system refuses, or asks for: nothing half-written is left.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::desk::{Desk, PROGRAM, assert_code, complaint, names};

#[test]
fn a_file_that_may_not_grow_gives_74_and_leaves_nothing() {
    let desk = Desk::new();
    // the first file of the folder, the first with the signal ignored, and a figure after all tables
    for limit in ["ulimit -f 8", "trap '' XFSZ; ulimit -f 8", "ulimit -f 100"] {
        let output = desk.shell(&format!("{limit}; exec '{PROGRAM}' run small.toml -n 30 -o deep/results"));
        assert_code(&output, 74);
        assert!(complaint(&output).contains("could not write"), "{}", complaint(&output));
        assert_eq!(names(&desk.path("deep")), Vec::<String>::new());
    }
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

#[test]
fn an_interruption_gives_75_and_leaves_nothing() {
    let desk = Desk::new();
    let mut child =
        desk.command("run small.toml -n 1000000 -q -o deep/results").stderr(Stdio::null()).spawn().unwrap();
    while names(&desk.path("deep")).is_empty() {
        sleep(Duration::from_millis(10));
    }
    let asked = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    assert_eq!(child.wait().unwrap().code(), Some(75));
    assert_eq!(names(&desk.path("deep")), Vec::<String>::new());
}
