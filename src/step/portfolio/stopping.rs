//! Stopping: running projects are held against what the best would promise in their type of region. What falls below
//! the hurdle is stopped and sets its money free; what promises most is scaled up once.
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::Setting;
use super::super::projects::{end, report};
use super::super::staff::administer;
use crate::ids::ProjectId;
use crate::policy::governance::Governance;
use crate::units::Money;
use crate::world::World;
use crate::world::projects::{Fate, Lead, Project};

pub(super) fn review(world: &mut World, setting: Setting) {
    let governance = &setting.policy.governance;
    if governance.stopping_hurdle.is_none()
        && governance.scaling.is_none()
        && governance.intervention.is_none()
    {
        return;
    }
    let mut all = std::mem::take(&mut world.projects.all);
    let active = std::mem::take(&mut world.projects.active);
    for &place in &active {
        let project = &mut all[place as usize];
        let Some(promise) = promise(world, project) else { continue };
        let left = project.open() / project.grant;
        let hurdle = hurdle(world, governance, project);
        if hurdle.is_some_and(|hurdle| left > 0.0 && promise / left < hurdle) {
            end(world, project, Fate::Stopped);
            report(world, setting, (ProjectId::new(place as usize), project), Money(0.0));
        } else if governance.scaling.is_some_and(|enough| promise >= enough) {
            scale_up(world, setting, project);
        }
    }
    world.projects.all = all;
    world.projects.active = active;
}

/// What a project has to promise to go on: more, where a missed milestone makes agencies intervene.
fn hurdle(world: &World, governance: &Governance, project: &Project) -> Option<f64> {
    let mission = world.lines[project.line.index()].mission;
    let intervention = governance.intervention.filter(|_| world.missions[mission.index()].has_missed);
    [governance.stopping_hurdle, intervention].into_iter().flatten().reduce(f64::max)
}

/// What its agency expects of a running project beyond half of the best, as a share of that half; none where it
/// tries no solution or is not at work.
pub fn promise(world: &World, project: &Project) -> Option<f64> {
    let solution = project.solution.filter(|_| project.fate == Fate::Running)?.index();
    let region = project.region.index();
    let beliefs = &world.agencies[project.agency.index()].beliefs;
    let expected = |solution: usize| beliefs.of(solution, world.solutions.type_of(region, solution)).mean;
    let mission = &world.missions[world.solutions.traits[solution].mission.index()];
    let best = mission.traits.solutions.iter().map(|id| expected(id.index())).fold(0.0, f64::max);
    if best <= 0.0 {
        return Some(1.0);
    }
    Some((expected(solution) - best / 2.0) / (best / 2.0))
}

/// Doubles a local project that has something to show, where the line has the money, and the lead and its partner their
/// parts.
fn scale_up(world: &mut World, setting: Setting, project: &mut Project) {
    let calls = &setting.scenario.parameters.calls;
    let (own, partner) = (project.own_part * project.planned, project.partner_part * project.planned);
    let lead_can = match project.lead {
        Lead::Firm(id) => {
            let (firms, firm) = (&world.firms, id.index());
            let most = calls.largest_project.0 * firms.sales[firm];
            firms.funds[firm] >= 4.0 * project.own_part && firms.own_part[firm] + project.own_part <= most
        }
        Lead::Body(id) => world.bodies.funds[id.index()] >= own,
    };
    let partner_can = project.partner.is_none_or(|id| world.bodies.funds[id.index()] >= partner);
    let line = &mut world.lines[project.line.index()];
    let donor_can = project.from_donor.committed <= 0.0
        || line.donor.as_ref().is_some_and(|donor| donor.in_hand >= project.from_donor.committed);
    let is_paid_for = donor_can && line.available() >= project.grant + calls.administration.0;
    if project.is_scaled || !project.stage.is_local() || !(lead_can && partner_can && is_paid_for) {
        return;
    }
    line.commit(Money(project.grant));
    if let Some(donor) = &mut line.donor {
        donor.in_hand -= project.from_donor.committed;
    }
    line.awarded[project.region.index()] += project.grant;
    administer(world, project.line, calls.administration, Some(project.region.index()));
    if let Some(solution) = project.solution {
        let mission = world.solutions.traits[solution.index()].mission;
        let solutions = &world.missions[mission.index()].traits.solutions;
        world.agencies[project.agency.index()].fund(solution, solutions, Money(project.grant));
    }
    if let Lead::Firm(id) = project.lead {
        world.firms.own_part[id.index()] += project.own_part;
        world.firms.displaced[id.index()] += project.displaced;
    }
    project.own_left += own;
    project.partner_left += partner;
    project.grant *= 2.0;
    // who is in stays in with what promises much
    project.from_partners.committed *= 2.0;
    project.from_donor.committed *= 2.0;
    project.cost *= 2.0;
    project.own_part *= 2.0;
    project.partner_part *= 2.0;
    project.displaced *= 2.0;
    project.is_scaled = true;
}
