//! A project: what it is, how it is paid and goes on, what it showed, what it promised against the hurdle, its fate.
//! There is something to tell from its start until its work is done, its trial over and its money paid.

use super::agency::stop;
use super::row::{Row, percent, plain};
use super::{Episode, Kind, Names};
use crate::step::promise;
use crate::world::projects::{Fate, Lead, Project};

pub(super) const KIND: Kind = Kind { word: "project", names: |_, _| Names::Later, tell };

fn tell(episode: &Episode, number: usize, row: &mut Row) {
    let Some(project) = episode.after.projects.all.get(number) else { return };
    let before = episode.before.projects.all.get(number);
    if before.is_some() && !episode.before.projects.active.contains(&(number as u32)) {
        return;
    }
    tell_brief(episode, project, row);
    tell_work(project, row);
    tell_promise(episode, before.unwrap_or(project), row);
    tell_evidence(episode, number, row);
    row.text("fate", project.fate.words());
    row.show("fate", project.fate.words());
    match before {
        None => row.happened(format!(
            "project {} starts: {} M EUR for work of {} M EUR in {} quarters",
            episode.describe(number, project),
            plain(project.grant),
            plain(project.cost),
            plain(project.planned)
        )),
        Some(before) => tell_turn(episode, number, (before, project), row),
    }
}

fn tell_brief(episode: &Episode, project: &Project, row: &mut Row) {
    let scenario = episode.scenario();
    let lead = match project.lead {
        Lead::Firm(id) => format!("firm {}", id.index()),
        Lead::Body(id) => format!("public body {}", id.index()),
    };
    row.text("solution", project.solution.map_or("", |id| episode.solution(id.index())));
    row.text("stage", project.stage.word());
    row.text("region", episode.region(project.region.index()));
    row.text("agency", &scenario.agencies[project.agency.index()].name);
    row.text("line", &episode.setting.policy.lines[project.line.index()].name);
    row.text("lead", lead);
    row.text("partner", project.partner.map_or(String::new(), |id| format!("public body {}", id.index())));
}

fn tell_work(project: &Project, row: &mut Row) {
    row.number("grant", "M EUR", project.grant);
    row.number("paid", "M EUR", project.paid);
    row.number("cost", "M EUR", project.cost);
    row.number("part_of_lead", "M EUR/quarter", project.own_part);
    row.number("planned", "quarters", project.planned);
    row.number("progress", "share", project.progress);
    row.show("paid (M EUR)", format!("{} of {}", plain(project.paid), plain(project.grant)));
    row.show("progress", percent(project.progress));
}

/// What its agency expects of it and of the best for its place, as it stood when projects were reviewed.
fn tell_promise(episode: &Episode, project: &Project, row: &mut Row) {
    let world = episode.after;
    let (mut expected, mut best) = (f64::NAN, f64::NAN);
    if let Some(solution) = project.solution {
        let beliefs = &world.agencies[project.agency.index()].beliefs;
        let expects = |solution: usize| {
            beliefs.of(solution, world.solutions.type_of(project.region.index(), solution)).mean
        };
        let mission = &world.missions[world.solutions.traits[solution.index()].mission.index()];
        expected = expects(solution.index());
        best = mission.traits.solutions.iter().map(|id| expects(id.index())).fold(0.0, f64::max);
    }
    let promise = promise(world, project).unwrap_or(f64::NAN);
    let left = project.open() / project.grant;
    let over = if left > 0.0 { promise / left } else { f64::NAN };
    let hurdle = episode.setting.policy.governance.stopping_hurdle.unwrap_or(f64::NAN);
    for (name, value) in [
        ("expected", expected),
        ("best_expected", best),
        ("promise", promise),
        ("money_left", left),
        ("promise_over_money_left", over),
        ("hurdle", hurdle),
    ] {
        row.number(name, "share", value);
    }
    row.show("expected, best", format!("{}, {}", plain(expected), plain(best)));
    row.show("promise over money left, hurdle", format!("{}, {}", plain(over), plain(hurdle)));
}

/// What it showed in this quarter, which others hear of in the next.
fn tell_evidence(episode: &Episode, number: usize, row: &mut Row) {
    let report = episode.after.reports.iter().find(|report| report.project.index() == number);
    let (seen, error) = report
        .map_or((f64::NAN, f64::NAN), |report| (report.signal.value, 1.0 / report.signal.precision.sqrt()));
    row.number("evidence", "share", seen);
    row.number("error_of_evidence", "share", error);
    row.show("evidence", report.map_or("-".to_owned(), |_| format!("{} ± {}", plain(seen), plain(error))));
}

fn tell_turn(episode: &Episode, number: usize, (before, after): (&Project, &Project), row: &mut Row) {
    if after.is_scaled && !before.is_scaled {
        row.happened("is scaled up: twice the money for twice the work");
    }
    if before.fate != after.fate {
        row.happened(match after.fate {
            Fate::Stopped => stop(episode, number, before),
            fate => fate.words().to_owned(),
        });
    }
}
