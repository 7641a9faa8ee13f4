//! `demonstration`: calls for first uses of a solution in a place, led by firms or public bodies.

use super::project_call::ProjectCall;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::world::offers::{Leads, Offers, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "demonstration",
    summary: "a yearly call for first uses of a solution in a place, which adapt it to the place and make it known",
    theory: "What works elsewhere may not work here, and nobody buys what nobody has seen: first uses adapt a solution to a place and make it known there.",
    limits: "Being seen counts much, and how much is an assumption; a demonstration that fails leaves nothing, not even bad news for its neighbours.",
    source: "Bollinger, Gillingham 2012 (seen by neighbours); Hendry, Harborne, Brown 2010 (demonstration programmes)",
    spending: Spending::Calls,
    taker: Taker::Lead,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "adaptation", way: Way::Up },
    read: |form, terms| Box::new(Demonstration(ProjectCall::read(form, terms, AID, COST))),
};

/// Share of a project that is paid, and the rule that allows it.
const AID: (f64, &str) = (0.5, "Regulation (EU) 651/2014, article 25: experimental development 25 to 60 %");
/// Cost of one project, M EUR.
const COST: f64 = 15.0;

#[derive(Debug)]
struct Demonstration(ProjectCall);

impl Instrument for Demonstration {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.calls.extend(self.0.open(moment, Work::Local, Leads::ALL));
    }
}
