//! `sme_accelerator`: calls that help small firms to build the capacity to supply a solution.

use super::project_call::ProjectCall;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::world::offers::{Leads, Offers, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "sme_accelerator",
    summary: "a yearly call that pays small firms part of what it costs to learn a solution and to build the capacity to supply it",
    theory: "A solution that is ready reaches nobody while too few firms can supply it; help to small firms adds suppliers sooner than demand alone would.",
    limits: "Mentors, networks and stakes in firms are not modelled; it pays firms that are there, and founds none.",
    source: "Gonzalez-Uribe, Leatherbee 2018 (accelerators and young firms)",
    spending: Spending::Calls,
    taker: Taker::Lead,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "supply_capacity", way: Way::Up },
    read: |form, terms| Box::new(SmeAccelerator(ProjectCall::read(form, terms, AID, COST))),
};

/// Share of a project that is paid, and the rule that allows it.
const AID: (f64, &str) = (0.5, "Regulation (EU) 651/2014, article 22: aid for young small firms");
/// Cost of one project, M EUR.
const COST: f64 = 0.5;

#[derive(Debug)]
struct SmeAccelerator(ProjectCall);

impl Instrument for SmeAccelerator {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.calls.extend(self.0.open(moment, Work::Supply, Leads::SMALL_FIRMS));
    }
}
