//! An agency: what it heard and sees, what it believes of each solution, where it steers, and what it did.

use super::row::{Row, list, percent, plain};
use super::{Episode, Kind, Names};
use crate::step::promise;
use crate::world::World;
use crate::world::lines::LineAccount;
use crate::world::projects::{Fate, Project};

pub(super) const KIND: Kind = Kind {
    word: "agency",
    names: |scenario, _| Names::Words(scenario.agencies.iter().map(|agency| agency.name.clone()).collect()),
    tell,
};

fn tell(episode: &Episode, place: usize, row: &mut Row) {
    tell_state(episode, place, row);
    tell_sight(episode, place, row);
    tell_beliefs(episode, place, row);
    tell_money(episode, place, row);
    tell_projects(episode, place, row);
}

fn tell_state(episode: &Episode, place: usize, row: &mut Row) {
    let agency = &episode.after.agencies[place];
    for (name, value) in
        [("capability", agency.capability), ("load", agency.load), ("authority", agency.authority)]
    {
        row.number(name, if name == "load" { "ratio" } else { "share" }, value);
        row.show(name, plain(value));
    }
    let names = episode.scenario().agencies.iter().map(|agency| &agency.name);
    for (other, name) in names.enumerate().filter(|(other, _)| *other != place) {
        row.number(format!("link.{name}"), "share", agency.links[other]);
    }
    for (mission, spec) in episode.scenario().missions.iter().enumerate() {
        let locked = |world: &World| world.agencies[place].locked[mission];
        let (was, is) = (locked(episode.before), locked(episode.after));
        let name = is.map_or("", |id| episode.solution(id.index()));
        row.text(format!("committed_to.{}", spec.name), name);
        match was {
            None if is.is_some() => row.happened(format!("commits itself to {name}")),
            Some(old) if was != is => {
                row.happened(format!(
                    "gives up {} and commits itself to {name}",
                    episode.solution(old.index())
                ));
            }
            _ => (),
        }
    }
}

/// What it hears in this quarter, and how far what it sees of places is from what they are.
fn tell_sight(episode: &Episode, place: usize, row: &mut Row) {
    let (agency, world) = (&episode.after.agencies[place], episode.after);
    let (mut own, mut others) = (0.0, 0.0);
    for report in &episode.before.reports {
        match report.agency.index() {
            reporter if reporter == place => own += 1.0,
            reporter => others += f64::from(agency.links[reporter] > 0.0),
        }
    }
    row.number("own_reports", "", own);
    row.number("reports_of_others", "", others);
    for (mission, spec) in episode.scenario().missions.iter().enumerate() {
        let problem = &world.missions[mission].traits.problem;
        let gaps = agency.view.need[mission].iter().zip(problem).map(|(seen, is)| (seen - is).abs());
        row.number(format!("need_misplaced.{}", spec.name), "share", gaps.sum::<f64>() / 2.0);
    }
    let capacity = &world.regions.capacity;
    let squares = agency.view.capacity.iter().zip(capacity).map(|(seen, is)| (seen - is).powi(2));
    row.number("error_of_capacity", "share", (squares.sum::<f64>() / capacity.len() as f64).sqrt());
}

/// What it expects of each solution over all places, how sure it is, and what weight that gives.
fn tell_beliefs(episode: &Episode, place: usize, row: &mut Row) {
    let agency = &episode.after.agencies[place];
    for (solution, spec) in episode.scenario().solutions.iter().enumerate() {
        let shares = episode.after.solutions.type_share.row(solution);
        let expected = agency.beliefs.value(solution, shares);
        // an error in what a solution can do is one for all types of region
        let doubts = shares.iter().enumerate();
        let doubt: f64 =
            doubts.map(|(kind, share)| share * agency.beliefs.of(solution, kind).variance.sqrt()).sum();
        let weight = agency.weights[solution];
        row.number(format!("expected.{}", spec.name), "share", expected);
        row.number(format!("doubt.{}", spec.name), "share", doubt);
        row.number(format!("weight.{}", spec.name), "share", weight);
        row.show(&spec.name, format!("{expected:.2} ±{doubt:.2} {}", percent(weight)));
    }
}

fn tell_money(episode: &Episode, place: usize, row: &mut Row) {
    let of = |world: &World, what: fn(&LineAccount) -> f64| -> f64 {
        world.lines.iter().filter(|line| line.agency.index() == place).map(what).sum()
    };
    let change = |what| of(episode.after, what) - of(episode.before, what);
    let ended = episode.active().filter(|(_, before, after)| {
        before.agency.index() == place && before.fate == Fate::Running && after.fate.sets_free()
    });
    let set_free: f64 = ended.map(|(_, _, after)| after.grant - after.paid).sum();
    let committed = change(|line| line.committed) + set_free;
    row.number("promised", "M EUR", change(|line| line.promised));
    row.number("committed", "M EUR", committed);
    row.number("set_free", "M EUR", set_free);
    row.number("spent", "M EUR", change(|line| line.spent));
    let returned = change(|line| line.returned);
    row.number("returned", "M EUR", returned);
    for (solution, spec) in episode.scenario().solutions.iter().enumerate() {
        let funded = |world: &World| world.agencies[place].funded[solution];
        let name = format!("awarded.{}", spec.name);
        row.number(name, "M EUR", funded(episode.after) - funded(episode.before));
    }
    row.show("committed (M EUR)", plain(committed));
    if returned > 0.0 {
        row.happened(format!("gives back {} M EUR that nobody could use", plain(returned)));
    }
}

fn tell_projects(episode: &Episode, place: usize, row: &mut Row) {
    tell_starts(episode, place, row);
    let mine = || episode.active().filter(|(_, before, _)| before.agency.index() == place);
    let mut counts = [0.0; 4];
    for (number, before, after) in mine() {
        if before.fate != after.fate {
            match after.fate {
                Fate::Stopped => {
                    counts[0] += 1.0;
                    row.happened(stop(episode, number, before));
                }
                Fate::TechnicalFailure => counts[2] += 1.0,
                // work for a place has no market to be tried on
                Fate::OnTrial | Fate::Succeeded if before.fate == Fate::Running => counts[3] += 1.0,
                _ => (),
            }
        }
        if after.is_scaled && !before.is_scaled {
            counts[1] += 1.0;
            row.happened(format!("scales up project {}", episode.describe(number, before)));
        }
    }
    for (name, count) in ["stopped", "scaled_up", "failed", "done"].into_iter().zip(counts) {
        row.number(name, "projects", count);
    }
    if counts[2] + counts[3] > 0.0 {
        row.happened(format!("projects: {} done, {} failed technically", counts[3], counts[2]));
    }
    let at_work =
        episode.after.projects.active.iter().map(|place| &episode.after.projects.all[*place as usize]);
    let is_mine = |project: &&Project| project.agency.index() == place && project.fate == Fate::Running;
    row.number("at_work", "projects", at_work.filter(is_mine).count() as f64);
}

/// The projects that it starts, those for the same work together.
fn tell_starts(episode: &Episode, place: usize, row: &mut Row) {
    let (mut count, mut money) = (0.0, 0.0);
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (number, project) in episode.started().filter(|(_, project)| project.agency.index() == place) {
        (count, money) = (count + 1.0, money + project.grant);
        let work = episode.work(project);
        match groups.iter_mut().find(|(known, _)| *known == work) {
            Some((_, numbers)) => numbers.push(number.to_string()),
            None => groups.push((work, vec![number.to_string()])),
        }
    }
    row.number("started", "projects", count);
    if count > 0.0 {
        let groups =
            groups.into_iter().map(|(work, all)| format!("{} to {work} ({})", all.len(), list(&all)));
        let groups: Vec<String> = groups.collect();
        row.happened(format!("starts projects with {} M EUR: {}", plain(money), groups.join(", ")));
    }
}

/// Why a project was stopped: what it promised for the money that it still would have cost.
pub(super) fn stop(episode: &Episode, number: usize, before: &Project) -> String {
    let hurdle = episode.setting.policy.governance.stopping_hurdle.unwrap_or(f64::NAN);
    let promise = promise(episode.after, before).unwrap_or(f64::NAN);
    let left = before.open() / before.grant;
    format!(
        "stops project {}: its promise {} over {} of its money left is {}, below {}",
        episode.describe(number, before),
        plain(promise),
        percent(left),
        plain(promise / left),
        plain(hurdle)
    )
}
