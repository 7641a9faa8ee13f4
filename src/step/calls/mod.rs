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
//!
//! Told in section 7.7 of docs/odd.md.

mod applying;
mod award;
mod cofunding;
mod partners;
mod review;

use super::{Desk, Setting, commissions};
use crate::ids::SolutionId;
use crate::units::Money;
use crate::world::World;
use crate::world::offers::{Call, Size};
use crate::world::projects::{Lead, Stage};

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
    /// Money of all who pay that it asks for, M EUR.
    fn support(&self, call: &Call) -> f64 {
        call.intensity * self.size.cost
    }
    /// Public money that it asks for, M EUR.
    fn grant(&self, call: &Call) -> f64 {
        call.shares.public * self.support(call)
    }
}

pub(super) fn select(world: &mut World, setting: Setting, desk: &mut Desk) {
    world.applications.ranked.clear();
    let calls = std::mem::take(&mut world.offers.calls);
    for call in &calls {
        let applications = &mut desk.calls.applications;
        if call.menu.iter().any(|size| call.shares.public * (call.intensity * size.cost) <= call.money) {
            applying::gather(world, setting, applications, call);
            applying::note_who_stays_away(world, setting, applications, call);
            applying::draw_sample(applications, call, setting.scenario.parameters.calls.applicants.0);
            review::read(world, setting, applications, call);
            award::make(world, setting, applications, call);
        }
    }
    world.offers.calls = calls;
    commissions::start(world, setting);
}

/// A lead as a number, for lots and for order: bodies after firms.
fn lead_number(lead: Lead) -> (u8, usize) {
    match lead {
        Lead::Firm(id) => (0, id.index()),
        Lead::Body(id) => (1, id.index()),
    }
}
