use std::path::Path;

use super::*;
use crate::chance::Streams;
use crate::founding::Ground;
use crate::ids::Id;
use crate::run::{Survey, run};

/// A small world in which agencies learn and stop projects.
const GOVERNED: &[&str] = &[
    "years=8",
    "mission.heat.deadline=2033q4",
    "mission.heat.complexity=1",
    "solution.pump.readiness=6.9",
    "solution.loop={mission=\"heat\", readiness=5, unit_cost=4500, lifetime=12}",
    "policy.steered.governance={evaluation=\"formative\", portfolio=\"explore\", stopping_hurdle=0.4, scaling=0.5}",
    "policy.steered.rd_grant.research={mission=\"heat\", from=\"2026q1\", until=\"2032q4\", budget=40, project_cost=1}",
    "policy.steered.demonstration.uses={mission=\"heat\", from=\"2026q1\", until=\"2032q4\", budget=60, project_cost=2}",
    "policy.steered.adoption_subsidy.rebate={mission=\"heat\", from=\"2026q1\", until=\"2032q4\", budget=200}",
];

fn scenario() -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
    let changes: Vec<String> = GOVERNED.iter().map(ToString::to_string).collect();
    Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"))
}

/// Follows subjects through the policy `steered` in a replicate.
fn story(scenario: &Scenario, replicate: u64, texts: &[String]) -> Story {
    let streams = Streams::new(5, replicate);
    let founded = Ground::survey(scenario).found(scenario, streams);
    let subjects: Vec<Subject> = texts.iter().map(|text| find(text, scenario, &founded).unwrap()).collect();
    follow(&founded, setting(scenario, streams), &subjects).unwrap()
}

fn setting(scenario: &Scenario, streams: Streams) -> Setting<'_> {
    let policy = scenario.policies.iter().find(|policy| policy.name == "steered").unwrap();
    Setting { scenario, policy, streams }
}

fn number(row: &Row, head: &str) -> f64 {
    match row.cells.iter().find(|(known, _)| known.split(' ').next() == Some(head)) {
        Some((_, Cell::Number(number))) => *number,
        other => panic!("{head}: {other:?}"),
    }
}

fn text<'r>(row: &'r Row, head: &str) -> &'r str {
    match row.cells.iter().find(|(known, _)| known == head) {
        Some((_, Cell::Text(text))) => text,
        other => panic!("{head}: {other:?}"),
    }
}

#[test]
fn what_is_traced_is_what_is_measured_bit_for_bit() {
    let (scenario, streams) = (scenario(), Streams::new(5, 3));
    let survey = Survey::of(&scenario);
    let founded = Ground::survey(&scenario).found(&scenario, streams);
    let measured = run(&founded, setting(&scenario, streams), &survey, &mut Desk::default()).unwrap().0;
    let kinds = ["agency:national", "firm:3", "household:7", "region:S1R1"].map(str::to_owned);
    let told = story(&scenario, 3, &kinds).told;
    let place = survey.column("agency_capability", None).unwrap();
    let path = survey.paths.iter().position(|column| *column == place).unwrap();
    for ((_, row), measured) in told[0].iter().zip(&measured.paths[path]) {
        assert_eq!(number(row, "capability").to_bits(), measured.to_bits());
    }
    for told in &told {
        assert_eq!(told.len(), scenario.horizon.quarters);
        let heads = |row: &Row| row.cells.iter().map(|(head, _)| head.clone()).collect::<Vec<_>>();
        let shown = |row: &Row| row.page.iter().map(|(head, _)| head.clone()).collect::<Vec<_>>();
        for (_, row) in told {
            assert_eq!((heads(row), shown(row)), (heads(&told[0].1), shown(&told[0].1)));
        }
    }
}

#[test]
fn projects_are_stopped_just_when_their_promise_is_told_to_be_below_the_hurdle() {
    let scenario = scenario();
    let (mut stopped, mut kept) = (0, 0);
    for replicate in 0..6 {
        let count = story(&scenario, replicate, &[]).projects;
        let texts: Vec<String> = (0..count).map(|number| format!("project:{number}")).collect();
        for told in story(&scenario, replicate, &texts).told {
            // in its first quarter a project is younger than the review
            for pair in told.windows(2).filter(|pair| text(&pair[0].1, "fate") == "at work") {
                let row = &pair[1].1;
                let over = number(row, "promise_over_money_left");
                if text(row, "fate") == "stopped" {
                    assert!(over < number(row, "hurdle"), "{row:?}");
                    assert!(row.events.iter().any(|event| event.starts_with("stops project")), "{row:?}");
                    stopped += 1;
                } else {
                    assert!(over.is_nan() || over >= number(row, "hurdle"), "{row:?}");
                    kept += 1;
                }
            }
        }
    }
    assert!(stopped > 10 && kept > 100, "{stopped} stopped, {kept} kept");
}

#[test]
fn an_agency_tells_of_every_start_and_every_stop() {
    let scenario = scenario();
    let told = story(&scenario, 1, &["agency:national".to_owned()]);
    let sum = |head: &str| told.told[0].iter().map(|(_, row)| number(row, head)).sum::<f64>();
    assert_eq!(sum("started"), told.projects as f64);
    let lines = sum("promised") - sum("spent") - sum("returned");
    assert!(lines >= -1e-9, "{lines}");
    let texts: Vec<String> = (0..told.projects).map(|number| format!("project:{number}")).collect();
    let ends = story(&scenario, 1, &texts).told;
    let stopped = ends.iter().filter(|told| told.iter().any(|(_, row)| text(row, "fate") == "stopped"));
    assert_eq!(sum("stopped"), stopped.count() as f64);
}

#[test]
fn households_take_what_they_are_told_to_know_and_to_afford() {
    let scenario = scenario();
    let texts: Vec<String> = (0..60).map(|number| format!("household:{number}")).collect();
    let mut taken = 0;
    for replicate in 0..4 {
        for told in story(&scenario, replicate, &texts).told {
            for pair in told.windows(2) {
                let (before, after) = (&pair[0].1, &pair[1].1);
                let wants = match text(after, "ordered.heat") {
                    "" => text(after, "uses.heat"),
                    ordered => ordered,
                };
                let had = [text(before, "uses.heat"), text(before, "ordered.heat"), "incumbent"];
                if had.contains(&wants) || !had[1].is_empty() {
                    continue;
                }
                taken += 1;
                let is = |what: &str| number(after, &format!("{what}.{wants}")) == 1.0;
                assert!(is("knows") && is("on_sale"), "{after:?}");
                assert!(is("can_pay") || is("can_pay_if_reached"), "{after:?}");
                let said = [format!("wants {wants}"), format!("takes {wants}")];
                let is_said = |event: &String| said.iter().any(|said| event.contains(said));
                assert!(after.events.iter().any(is_said), "{after:?}");
            }
        }
    }
    assert!(taken > 20, "{taken}");
}

#[test]
fn firms_turn_only_when_they_choose() {
    let scenario = scenario();
    let texts: Vec<String> = (0..20).map(|number| format!("firm:{number}")).collect();
    let founded = Ground::survey(&scenario).found(&scenario, Streams::new(5, 0));
    let mut turns = 0;
    for (firm, told) in story(&scenario, 0, &texts).told.iter().enumerate() {
        for (step, (_, row)) in told.iter().enumerate() {
            let directed =
                row.events.iter().filter(|event| event.starts_with("turns") || event.starts_with("stays"));
            assert_eq!(
                directed.count(),
                usize::from(crate::step::chooses_direction(&founded.firms, firm, step))
            );
            turns += usize::from(row.events.iter().any(|event| event.starts_with("turns")));
        }
    }
    assert!(turns > 0);
}

#[test]
fn what_there_is_not_is_said_with_what_there_is() {
    let scenario = scenario();
    let founded = Ground::survey(&scenario).found(&scenario, Streams::new(5, 0));
    for (text, said) in [
        ("national", "KIND:NAME, such as agency:national"),
        ("agnecy:national", "did you mean `agency`?"),
        ("minister:national", "known: agency, firm, household, project, region"),
        ("agency:nationl", "did you mean `national`? known: national"),
        ("region:X", "known: S1R1, S1R2, S1R3, S1R4"),
        ("firm:20", "known: firm:0 to firm:19"),
        ("household:-1", "known: household:0 to household:59"),
        ("project:first", "a number, such as project:0"),
    ] {
        let error = find(text, &scenario, &founded).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains(said), "{text}: {error}");
    }
    let subject = find("project:100000", &scenario, &founded).unwrap();
    let some = Story { told: vec![Vec::new()], projects: 12 };
    let none = Story { told: vec![Vec::new()], projects: 0 };
    let error = must_be_told(&subject, &[("blind", &some), ("no_policy", &none)], 0).unwrap_err();
    assert!(error.to_string().contains("`blind` starts 0 to 11, `no_policy` starts none"), "{error}");
}

#[test]
fn reports_name_their_project() {
    let scenario = scenario();
    let streams = Streams::new(5, 2);
    let mut world = Ground::survey(&scenario).found(&scenario, streams);
    open_accounts(&mut world, &scenario, setting(&scenario, streams).policy);
    let (mut desk, mut reports) = (Desk::default(), 0);
    for _ in 0..scenario.horizon.quarters {
        advance(&mut world, setting(&scenario, streams), &mut desk).unwrap();
        for report in &world.reports {
            let project = &world.projects.all[report.project.index()];
            assert_eq!(project.agency, report.agency);
            assert_eq!(project.solution.map(Id::index), Some(report.signal.solution));
            reports += 1;
        }
    }
    assert!(reports > 0);
}
