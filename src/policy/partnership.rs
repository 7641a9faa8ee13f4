//! `partnership`: a roadmap that tells firms what is to come, and owners who are brought into projects.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::{Money, Share};
use crate::world::offers::{Convening, Offers};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "partnership",
    summary: "tells firms by a roadmap of the money that its agency has for each solution, and brings public bodies into their projects as owners of the problem",
    theory: "Firms hold back where they do not know what will be wanted: a roadmap with money behind it coordinates what they expect, and owners in projects know the solution afterwards.",
    limits: "Firms believe the roadmap as far as there is money; quarrels only delay; who captures a partnership is not modelled.",
    source: "Mazzucato 2018 (missions and those who own the problem); Kivimaa, Boon, Hyysalo, Klerkx 2019 (intermediaries in transitions)",
    spending: Spending::Staff,
    taker: Taker::Nobody,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "searching", way: Way::Up },
    read: |form, _| Box::new(Partnership::read(form)),
};

#[derive(Debug)]
struct Partnership {
    cost: Money,
    carried: Share,
}

impl Partnership {
    fn read(form: &mut Form) -> Self {
        Self {
            cost: form
                .amount("cost", "what it costs to bring one public body into a project")
                .within(0.001, 100.0)
                .assumed()
                .moves("private_research")
                .default(0.1),
            carried: form
                .amount("carried", "share of the lead's own part that the public body carries")
                .within(0.0, 1.0)
                .assumed()
                .moves("private_research")
                .default(0.3),
        }
    }
}

impl Instrument for Partnership {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if moment.money <= 0.0 {
            return;
        }
        moment.announce_roadmap(offers);
        offers.convening.push(Convening {
            line: moment.line,
            mission: moment.terms.mission,
            cost: self.cost.0,
            carried: self.carried.0,
            pots: moment.pots(),
            regions: moment.admitted_regions(),
        });
    }
}
