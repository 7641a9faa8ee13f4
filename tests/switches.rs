//! Switches: mechanisms that are off by default. `docs/model.md` lists all of them, in a table made from their
//! declarations; off they change no bit, and on they change none where the world gives them no reason to act.
//!
//! `MISSIONMIX_REGENERATE=1 cargo test --test switches` writes the table anew.

mod small_worlds;

use std::fmt::Write;
use std::path::Path;

use missionmix::chance::Streams;
use missionmix::form::{Declaration, Default};
use missionmix::founding::{Ground, open_accounts};
use missionmix::scenario::Scenario;
use missionmix::step::{Desk, Setting, advance};
use small_worlds::{EVERYTHING, SEED, bits, load, run_all};

/// How the meaning of a switch begins, and the source of its default.
const SWITCH: &str = "switch: ";
const OFF: &str = "off: ";
/// Where the table stands.
const MARKS: [&str; 2] = ["<!-- switches -->\n", "<!-- end -->"];

/// All switches, in the order of their declaration.
fn switches() -> Vec<Declaration> {
    let switches: Vec<Declaration> =
        Scenario::declarations().into_iter().filter(|one| one.meaning.starts_with(SWITCH)).collect();
    assert!(switches.len() >= 13, "the switches are found: {}", switches.len());
    switches
}

/// The value at which a switch does nothing.
fn off(switch: &Declaration) -> &str {
    match &switch.default {
        Default::Value(value) => value,
        other => panic!("{} has no value by default, but is {other}", switch.path_text()),
    }
}

#[test]
fn a_switch_is_off_by_default_and_says_so() {
    for declaration in Scenario::declarations() {
        let is_off = declaration.source.to_string().starts_with(OFF);
        let path = declaration.path_text();
        assert_eq!(
            declaration.meaning.starts_with(SWITCH),
            is_off,
            "{path}: `{SWITCH}` and `{OFF}` go together"
        );
    }
    for switch in switches() {
        assert_eq!(off(&switch).parse(), Ok(0.0), "{}: off is nought", switch.path_text());
        assert!(switch.moves.is_some(), "{} names no outcome that it moves", switch.path_text());
    }
}

#[test]
fn the_table_of_switches_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/model.md");
    let text = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    let (before, rest) = text.split_once(MARKS[0]).expect("docs/model.md has a table of switches");
    let (_, after) = rest.split_once(MARKS[1]).expect("the table of switches ends");
    let mut table = String::from("| parameter | off | on it is | moves first |\n|---|---|---|---|\n");
    for switch in switches() {
        let meaning = switch.meaning.trim_start_matches(SWITCH);
        let (path, off, moves) = (switch.path_text(), off(&switch), switch.moves.unwrap_or("nothing"));
        let _ = writeln!(table, "| `{path}` | `{off}` | {meaning} | `{moves}` |");
    }
    let fresh = format!("{before}{}{table}{}{after}", MARKS[0], MARKS[1]);
    if std::env::var_os("MISSIONMIX_REGENERATE").is_some() {
        std::fs::write(&file, &fresh).unwrap();
    }
    let found = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    assert!(
        found == fresh,
        "the table of switches in docs/model.md is stale; `MISSIONMIX_REGENERATE=1 cargo test --test switches` \
         writes it anew"
    );
}

/// What is next to nothing: it changes no number to which it is added, and yet the switch is on.
const NEXT_TO_NOTHING: &str = "1e-300";

#[test]
fn a_switch_that_is_off_changes_no_bit() {
    let places = [("<mission>", "heat"), ("<solution>", "pump"), ("<policy>", "all")];
    let without = bits(&run_all(&load::<&str>(EVERYTHING, &[]), 0..2));
    for switch in switches() {
        let path = places.iter().fold(switch.path_text(), |path, (name, place)| path.replace(name, place));
        assert!(!path.contains('<'), "no place is known for {path}");
        // written out, and so little of it that there is no step between off and on
        for value in [off(&switch), NEXT_TO_NOTHING] {
            let change = format!("{path}={value}");
            let with = bits(&run_all(&load(EVERYTHING, &[&change]), 0..2));
            assert!(with == without, "{change} changes the run");
        }
    }
}

/// What happens in one replicate, where capacity may be full everywhere: what is removed, who applies and is awarded,
/// and what agencies work.
fn what_happens(changes: &[&str], is_able: bool) -> Vec<u64> {
    let scenario = load(EVERYTHING, changes);
    let (streams, policy) = (Streams::new(SEED, 0), &scenario.policies[0]);
    let mut world = Ground::survey(&scenario).found(&scenario, streams);
    open_accounts(&mut world, &scenario, policy);
    if is_able {
        world.regions.capacity.fill(1.0);
        world.regions.capacity_start.fill(1.0);
    }
    let (mut desk, setting) = (Desk::default(), Setting { scenario: &scenario, policy, streams });
    for _ in 0..scenario.horizon.quarters {
        advance(&mut world, setting, &mut desk).unwrap_or_else(|imbalance| panic!("{imbalance}"));
    }
    let paths =
        world.missions.iter().flat_map(|mission| mission.path.iter().map(|removed| removed.to_bits()));
    let calls = [&world.applications.read, &world.applications.awarded];
    let calls = calls.into_iter().flat_map(|counts| counts.cells().iter().map(|count| u64::from(*count)));
    paths.chain(calls).chain(world.agencies.iter().map(|agency| agency.worked.to_bits())).collect()
}

/// A switch that is on, the changes that leave it no reason to act, and whether capacity has to be full for that.
const IDLE: &[(&str, &[&str], bool)] = &[
    // everybody is made to comply, and hears
    ("owners.evasion=1", &[], true),
    ("calls.unheard=1", &[], true),
    // all agencies are as able as can be, and stay so
    (
        "agencies.steering.mimicry=3",
        &["agencies.capability=1", "agency.academy.capability=1", "agencies.turnover=0"],
        true,
    ),
    // nobody negotiates
    ("calls.capture=5", &["policy.all.governance.selection=competitive"], false),
    // all in one field; nobody is linked
    ("agencies.links.distance=3", &["agency.academy.field=heat", "agency.valley.field=heat"], false),
    ("agencies.links.salience=3", &["policy.all.governance.horizontal_links=false"], false),
];

#[test]
fn a_switch_does_nothing_where_it_has_no_reason_to() {
    let mut complaints = Vec::new();
    for (switch, idle, is_able) in IDLE {
        let on: Vec<&str> = idle.iter().copied().chain([*switch]).collect();
        if what_happens(idle, *is_able) != what_happens(&on, *is_able) {
            complaints.push(format!("{switch} acts with {idle:?}"));
        }
        // and it does something where it has
        if what_happens(&[], false) == what_happens(&[switch], false) {
            complaints.push(format!("{switch} does nothing at all"));
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}
