//! **Calls**: firms and public bodies apply where the expected gain exceeds the cost, reviewers rank with
//! noise, and awards are made by rank until the money is gone. Under envelopes the region that is furthest
//! below what it is entitled to comes first; under negotiation the solution that the portfolio lacks most.
//!
//! Reads: offers, talent, track records, knowledge, funds, weights of solutions, what agencies see. Writes:
//! projects, commitments, success rates, hours of staff.
//!
//! `score = quality + track record + authority x steering x alignment + noise`, the variance of one reviewer's noise
//! 2.85 times that of quality. Only a sample of fixed size for each award is read, so the number of agents does
//! not decide who wins.

mod applying;
mod award;
mod partners;
mod review;

use super::{Desk, Setting, commissions, staff};
use crate::ids::{BodyId, RegionId, SolutionId};
use crate::numeric::exp;
use crate::units::Money;
use crate::world::World;
use crate::world::offers::{Call, CapacityOffer, Size};
use crate::world::projects::{Fate, Lead, Project, Stage};

/// Room for the applications of one call.
#[derive(Debug, Default)]
pub(super) struct Room {
    applications: Vec<Application>,
}

/// One application to a call.
#[derive(Clone, Copy, Debug)]
struct Application {
    lead: Lead,
    region: usize,
    solution: SolutionId,
    stage: Stage,
    size: Size,
    /// What it costs to write it.
    effort: Money,
    /// Decides whether it belongs to the sample that is read.
    lot: u64,
    score: f64,
}

impl Application {
    /// Public money that it asks for, M EUR.
    fn grant(&self, call: &Call) -> f64 {
        call.intensity * self.size.cost
    }
}

pub(super) fn select(world: &mut World, setting: Setting, desk: &mut Desk) {
    let calls = std::mem::take(&mut world.offers.calls);
    for call in &calls {
        let applications = &mut desk.calls.applications;
        if call.menu.iter().any(|size| call.intensity * size.cost <= call.money) {
            applying::gather(world, setting, applications, call);
            applying::draw_sample(applications, call, setting.scenario.parameters.calls.applicants.0);
            review::read(world, setting, applications, call);
            award::make(world, setting, applications, call);
        }
    }
    world.offers.calls = calls;
    start_capacity_work(world, setting);
    commissions::start(world, setting);
}

/// A lead as a number, for lots and for order: bodies after firms.
fn lead_number(lead: Lead) -> (u8, usize) {
    match lead {
        Lead::Firm(id) => (0, id.index()),
        Lead::Body(id) => (1, id.index()),
    }
}

pub(super) fn open_project(world: &mut World, project: Project) {
    world.projects.active.push(world.projects.all.len() as u32);
    world.projects.all.push(project);
}

/// An agency learns from what is spent on it, the less the more it can.
fn train_agency(world: &mut World, setting: Setting, offer: &CapacityOffer) {
    if offer.agency <= 0.0 {
        return;
    }
    let id = world.lines[offer.line.index()].agency;
    let money = Money(offer.agency.min(world.lines[offer.line.index()].available()));
    super::programmes::administer(world, offer.line, money, None);
    let agency = &mut world.agencies[id.index()];
    let each = money.over(setting.scenario.parameters.agencies.training) / agency.staff;
    agency.capability += (1.0 - agency.capability) * (1.0 - exp(-each));
}

/// Quarters of one year's work on capacity. What a region learns follows its payments, and those follow what it
/// can absorb, so nothing hangs on this but the date at which the project counts as done.
const CAPACITY_WORK: f64 = 4.0;

/// Starts the work that builds the capacity of regions, led by their first public body.
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
            let line = &mut world.lines[offer.line.index()];
            let agency = line.agency;
            line.commit(Money(grant));
            line.awarded[region] += grant;
            super::programmes::administer(world, offer.line, administration, Some(region));
            staff::ask(world, offer.line, staff::hours_of(setting, administration), Some(region));
            let project = Project {
                line: offer.line,
                agency,
                solution: None,
                stage: Stage::Capacity,
                question: 0,
                phase: 1,
                lead: Lead::Body(BodyId::new(world.bodies.starts[region] as usize)),
                partner: None,
                region: RegionId::new(region),
                grant,
                paid: 0.0,
                cost: grant,
                own_part: 0.0,
                own_left: 0.0,
                partner_part: 0.0,
                partner_left: 0.0,
                displaced: 0.0,
                start: world.step,
                planned: CAPACITY_WORK,
                progress: 0.0,
                is_scaled: false,
                fate: Fate::Running,
                since: world.step,
            };
            open_project(world, project);
        }
    }
    world.offers.capacity = offers;
}
