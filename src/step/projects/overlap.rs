//! Overlap: agencies that know nothing of each other do the same work twice.
//!
//! Of a project's work the share `duplication x what others do unseen / what all do` is in vain, among projects of the
//! same solution, stage and type of region.
//!
//! Told in section 7.8 of docs/odd.md.

use super::super::Setting;
use crate::world::World;
use crate::world::beliefs::{REGION_TYPES, Source};
use crate::world::projects::{Fate, Project};

/// Who is at work on what: money of the running projects by cell and agency. Empty with a single agency.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    agencies: usize,
    money: Vec<f64>,
}

impl Crowd {
    /// Looks at all running projects.
    pub fn gather<'p>(world: &World, projects: impl Iterator<Item = &'p Project>) -> Self {
        let agencies = world.agencies.len();
        if agencies < 2 {
            return Self::default();
        }
        let cells = world.solutions.len() * Source::COUNT * REGION_TYPES;
        let mut crowd = Self { agencies, money: vec![0.0; cells * agencies] };
        for project in projects.filter(|project| project.fate == Fate::Running) {
            if let Some(cell) = cell(world, project) {
                crowd.money[cell * agencies + project.agency.index()] += project.cost;
            }
        }
        crowd
    }

    /// Share of a project's work that nobody else does unseen.
    pub fn fresh(&self, world: &World, setting: Setting, project: &Project) -> f64 {
        let Some(cell) = cell(world, project).filter(|_| self.agencies > 1) else { return 1.0 };
        let money = &self.money[cell * self.agencies..(cell + 1) * self.agencies];
        let links = &world.agencies[project.agency.index()].links;
        let unseen: f64 = (money.iter().zip(links).enumerate())
            .filter(|(other, _)| *other != project.agency.index())
            .map(|(_, (money, link))| money * (1.0 - link))
            .sum();
        let all: f64 = money.iter().sum();
        if all > 0.0 {
            1.0 - setting.scenario.parameters.agencies.links.duplication.0 * unseen / all
        } else {
            1.0
        }
    }
}

/// The solution, stage and type of region of a project, as one number.
fn cell(world: &World, project: &Project) -> Option<usize> {
    let (solution, source) = (project.solution?.index(), Source::of_stage(project.stage)?);
    let region_type = world.solutions.type_of(project.region.index(), solution);
    Some((solution * Source::COUNT + source as usize) * REGION_TYPES + region_type)
}
