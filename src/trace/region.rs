//! A region: its capacity, the projects and the money that reach it, how solutions are adapted to it and taken up.

use super::row::{Row, percent, plain};
use super::{Episode, Kind, Names};
use crate::world::World;
use crate::world::projects::{Fate, Project};

pub(super) const KIND: Kind =
    Kind { word: "region", names: |scenario, _| Names::Words(scenario.regions.code.clone()), tell };

fn tell(episode: &Episode, region: usize, row: &mut Row) {
    let capacity = episode.after.regions.capacity[region];
    row.number("capacity", "share", capacity);
    row.show("capacity", format!("{capacity:.3}"));
    tell_money(episode, region, row);
    tell_projects(episode, region, row);
    for (solution, spec) in episode.scenario().solutions.iter().enumerate() {
        let solutions = &episode.after.solutions;
        let mission = &episode.after.missions[spec.mission.index()];
        let adaptation = f64::from(solutions.adaptation[(region, solution)]);
        let rank = solutions.traits[solution].rank;
        let share = mission.units_of(region, rank + 1) / mission.traits.units[region];
        let fit = solutions.fit(mission.traits.context_sensitivity, region, solution);
        row.number(format!("adaptation.{}", spec.name), "share", adaptation);
        row.number(format!("fit.{}", spec.name), "share", fit);
        row.number(format!("exposure.{}", spec.name), "", f64::from(solutions.exposure[(region, solution)]));
        row.number(format!("share.{}", spec.name), "share", share);
        row.show(
            format!("{} adapted, used", spec.name),
            format!("{}, {}", percent(adaptation), percent(share)),
        );
    }
    for (mission, spec) in episode.after.missions.iter().zip(&episode.scenario().missions) {
        row.number(format!("uptake.{}", spec.name), "share", mission.uptake[region]);
        row.number(format!("removed.{}", spec.name), "share", mission.removed[region]);
        row.number(format!("installers.{}", spec.name), "units/quarter", mission.installers[region]);
        row.show(format!("uptake of {}", spec.name), percent(mission.uptake[region]));
    }
}

fn tell_money(episode: &Episode, region: usize, row: &mut Row) {
    let change = |of: fn(&World) -> &Vec<f64>| of(episode.after)[region] - of(episode.before)[region];
    let money = change(|world| &world.regions.public_money);
    row.number("public_money", "M EUR", money);
    row.show("public money (M EUR)", plain(money));
    row.number("staff_hours", "h", change(|world| &world.regions.staff_hours));
    let claims = |world: &World| -> (f64, f64) {
        let of_lines = world
            .lines
            .iter()
            .map(|line| (line.entitled.get(region).copied().unwrap_or(0.0), line.awarded[region]));
        of_lines.fold((0.0, 0.0), |sum, line| (sum.0 + line.0, sum.1 + line.1))
    };
    let (entitled, awarded) = claims(episode.after);
    row.number("entitled_so_far", "M EUR", entitled);
    row.number("awarded_so_far", "M EUR", awarded);
    let applications = |world: &World| -> (u32, u32) {
        let all = &world.applications;
        (all.read.row(region).iter().sum(), all.awarded.row(region).iter().sum())
    };
    let (before, after) = (applications(episode.before), applications(episode.after));
    row.number("applications_read", "", f64::from(after.0 - before.0));
    row.number("applications_awarded", "", f64::from(after.1 - before.1));
}

fn tell_projects(episode: &Episode, region: usize, row: &mut Row) {
    let is_here = |project: &Project| project.region.index() == region;
    let started: Vec<_> = episode.started().filter(|(_, project)| is_here(project)).collect();
    row.number("started", "projects", started.len() as f64);
    let active =
        episode.after.projects.active.iter().map(|place| &episode.after.projects.all[*place as usize]);
    let at_work = active.filter(|project| is_here(project) && project.fate == Fate::Running).count();
    row.number("at_work", "projects", at_work as f64);
    row.show("projects at work", at_work.to_string());
    for (number, project) in started {
        let money = plain(project.grant);
        row.happened(format!("project {} starts with {money} M EUR", episode.describe(number, project)));
    }
    for (number, before, after) in episode.active().filter(|(_, before, _)| is_here(before)) {
        row.events.extend(episode.fate(number, before, after));
    }
}
