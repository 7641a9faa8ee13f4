//! Commissions: work that public bodies do with public money alone: research, and the building of capacity. Nobody
//! competes for it, it has no part of their own, and it replaces no research of firms; research needs researchers like
//! any other project. Where something is asked for it a body may decline, and the next of its region is asked.
//!
//! Reads: offers, readiness. Writes: projects, commitments, capability of agencies that learn.
//!
//! Told in section 7.7 of docs/odd.md.

use super::staff::{self, administer};
use super::{Setting, conditions, donors};
use crate::ids::{BodyId, RegionId};
use crate::numeric::exp;
use crate::units::Money;
use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::offers::{CapacityOffer, Commission, Work};
use crate::world::projects::{Project, Stage};
use crate::world::support::Conditions;

pub(super) fn start(world: &mut World, setting: Setting) {
    let commissions = std::mem::take(&mut world.offers.commissions);
    for commission in &commissions {
        start_one(world, setting, commission);
    }
    world.offers.commissions = commissions;
    start_capacity_work(world, setting);
}

/// The first public body of a region that takes work on what is asked for it, and what that costs it for each euro. Who
/// declines, since the work is worth less to it, is counted; where nothing is asked nobody does.
fn find_lead(world: &mut World, setting: Setting, asked: Conditions, region: usize) -> Option<(BodyId, f64)> {
    let here = world.bodies.of_region(region);
    if !asked.any() {
        return Some((BodyId::new(here.start), 0.0));
    }
    let worth = setting.scenario.parameters.calls.private_value.0;
    let (firms, capacity) = (world.firms.len(), world.regions.capacity[region]);
    let asks = |body: usize| ((asked, 1.0), (firms + body, false), capacity);
    let accepts = |body: &usize| {
        let (asked, taker, capacity) = asks(*body);
        conditions::burden(setting, asked, taker, capacity) < worth
    };
    let found = here.clone().find(accepts);
    let place = (region, LeadKind::Body as usize);
    world.applications.lost[place] += (found.unwrap_or(here.end) - here.start) as u32;
    world.applications.undeterred[place] += u32::from(found.is_some());
    let (asked, taker, capacity) = asks(found?);
    found.map(|body| (BodyId::new(body), conditions::cost(setting, asked, taker, capacity)))
}

/// Work that is paid in full pays for what is asked out of the same money: less is done for it.
fn under_conditions(asked: Conditions, cost: f64, mut project: Project) -> Project {
    project.conditions = asked;
    project.cost /= 1.0 + cost;
    project
}

/// Starts one project, led by the first public body of its region that takes it on.
fn start_one(world: &mut World, setting: Setting, commission: &Commission) {
    let administration = setting.scenario.parameters.calls.administration;
    let grant = Money(commission.money) - administration;
    let readiness = world.solutions.readiness[commission.solution.index()];
    let Some(stage) = Work::Research.stage(readiness).filter(|_| grant.0 > 0.0) else { return };
    let region = commission.region.index();
    let asked = commission.conditions;
    let Some((lead, dearer)) = find_lead(world, setting, asked, region) else { return };
    let line = &mut world.lines[commission.line.index()];
    line.commit(grant);
    line.awarded[region] += grant.0;
    let agency = line.agency;
    let mission = world.solutions.traits[commission.solution.index()].mission;
    let solutions = &world.missions[mission.index()].traits.solutions;
    world.agencies[agency.index()].fund(commission.solution, solutions, grant);
    administer(world, commission.line, administration, Some(region));
    staff::ask(world, commission.line, staff::hours_of(setting, administration), Some(region));
    world.bodies.awards[lead.index()] += 1;
    let work = (stage, lead, commission.region);
    let from_donor = donors::join(world, commission.line, grant.0);
    let project = Project {
        solution: Some(commission.solution),
        question: commission.question,
        from_donor,
        cost: grant.0 + from_donor.committed,
        ..Project::commissioned((commission.line, agency), work, (grant.0, commission.quarters), world.step)
    };
    world.projects.start(under_conditions(asked, dearer, project));
}

/// An agency learns from what is spent on it, the less the more it can.
fn train_agency(world: &mut World, setting: Setting, offer: &CapacityOffer) {
    if offer.agency <= 0.0 {
        return;
    }
    let id = world.lines[offer.line.index()].agency;
    let money = Money(offer.agency.min(world.lines[offer.line.index()].available()));
    administer(world, offer.line, money, None);
    let agency = &mut world.agencies[id.index()];
    let each = money.over(setting.scenario.parameters.agencies.training) / agency.staff;
    agency.capability += (1.0 - agency.capability) * (1.0 - exp(-each));
}

/// Quarters of one year's work on capacity. What a region learns follows its payments, and those follow what it
/// can absorb, so nothing hangs on this but the date at which the project counts as done.
const CAPACITY_WORK: f64 = 4.0;

/// Starts the work that builds the capacity of regions, led by their first public body that takes it on.
fn start_capacity_work(world: &mut World, setting: Setting) {
    let offers = std::mem::take(&mut world.offers.capacity);
    let administration = setting.scenario.parameters.calls.administration;
    for offer in &offers {
        train_agency(world, setting, offer);
        for (region, &money) in offer.money.iter().enumerate() {
            let grant = money - administration.0;
            if grant <= 0.0 {
                continue;
            }
            let Some((lead, dearer)) = find_lead(world, setting, offer.conditions, region) else { continue };
            let line = &mut world.lines[offer.line.index()];
            let agency = line.agency;
            line.commit(Money(grant));
            line.awarded[region] += grant;
            administer(world, offer.line, administration, Some(region));
            staff::ask(world, offer.line, staff::hours_of(setting, administration), Some(region));
            let work = (Stage::Capacity, lead, RegionId::new(region));
            let from_donor = donors::join(world, offer.line, grant);
            let whole = grant + from_donor.committed;
            let project =
                Project::commissioned((offer.line, agency), work, (grant, CAPACITY_WORK), world.step);
            let project = Project { from_donor, cost: whole, ..project };
            world.projects.start(under_conditions(offer.conditions, dearer, project));
        }
    }
    world.offers.capacity = offers;
}
