//! Commissions: research that public bodies do with public money alone. Nobody competes for it, it has no part
//! of their own, and it replaces no research of firms; it needs researchers like any other project.
//!
//! Reads: offers, readiness. Writes: projects, commitments.

use super::calls::open_project;
use super::programmes::administer;
use super::{Setting, staff};
use crate::ids::BodyId;
use crate::units::Money;
use crate::world::World;
use crate::world::offers::{Commission, Work};
use crate::world::projects::{Fate, Lead, Project};

pub(super) fn start(world: &mut World, setting: Setting) {
    let commissions = std::mem::take(&mut world.offers.commissions);
    for commission in &commissions {
        start_one(world, setting, commission);
    }
    world.offers.commissions = commissions;
}

/// Starts one project, led by the first public body of its region.
fn start_one(world: &mut World, setting: Setting, commission: &Commission) {
    let administration = setting.scenario.parameters.calls.administration;
    let grant = Money(commission.money) - administration;
    let readiness = world.solutions.readiness[commission.solution.index()];
    let Some(stage) = Work::Research.stage(readiness).filter(|_| grant.0 > 0.0) else { return };
    let region = commission.region.index();
    let line = &mut world.lines[commission.line.index()];
    line.commit(grant);
    line.awarded[region] += grant.0;
    let agency = line.agency;
    let mission = world.solutions.traits[commission.solution.index()].mission;
    let solutions = &world.missions[mission.index()].traits.solutions;
    world.agencies[agency.index()].fund(commission.solution, solutions, grant);
    administer(world, commission.line, administration, Some(region));
    staff::ask(world, commission.line, staff::hours_of(setting, administration), Some(region));
    let lead = BodyId::new(world.bodies.starts[region] as usize);
    world.bodies.awards[lead.index()] += 1;
    let project = Project {
        line: commission.line,
        agency,
        solution: Some(commission.solution),
        stage,
        question: commission.question,
        phase: 1,
        lead: Lead::Body(lead),
        partner: None,
        region: commission.region,
        grant: grant.0,
        paid: 0.0,
        cost: grant.0,
        own_part: 0.0,
        own_left: 0.0,
        partner_part: 0.0,
        partner_left: 0.0,
        displaced: 0.0,
        start: world.step,
        planned: commission.quarters,
        progress: 0.0,
        is_scaled: false,
        fate: Fate::Running,
        since: world.step,
    };
    open_project(world, project);
}
