//! `campaign`: media tell people of solutions.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::Euros;
use crate::world::offers::Offers;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "campaign",
    summary: "pays media of regions to tell people of the mission's solutions that are on sale",
    theory: "Nobody chooses what nobody has heard of: media reach more people sooner than neighbours do.",
    limits: "It tells of solutions and persuades nobody; all people of a region are as easy to reach.",
    source: "Snyder et al. 2004 (meta-analysis: campaigns move behaviour by some 8 percentage points); Rogers 2003 (knowledge comes first)",
    spending: Spending::Support,
    taker: Taker::Nobody,
    serves_all: Some("people are told of every solution of the mission"),
    intensity: "budget",
    expectation: Expectation { outcome: "uptake", way: Way::Up },
    read: |form, _| Box::new(Campaign::read(form)),
};

#[derive(Debug)]
struct Campaign {
    reach: Euros,
}

impl Campaign {
    fn read(form: &mut Form) -> Self {
        Self {
            reach: form
                .amount(
                    "reach",
                    "money for each inhabitant and year that reaches 63 % of the people of a region",
                )
                .within(0.001, 1e4)
                .assumed()
                .moves("uptake")
                .default(1.0),
        }
    }
}

impl Instrument for Campaign {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.outreach.push(moment.outreach(self.reach, false));
    }
}
