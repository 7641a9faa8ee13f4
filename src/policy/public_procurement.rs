//! `public_procurement`: public bodies tender for units, with a programme that pays the extra cost.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::{Choice, Form};
use crate::units::Years;
use crate::world::offers::{Award, Offers, Tender};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "public_procurement",
    summary: "public bodies renew by tender, awarded by price or by outcome, and the programme pays the extra cost",
    theory: "A public buyer can be the first: it pays the extra cost of the new good, and suppliers learn on its orders.",
    limits: "Public bodies tender what they need anyway, a few years early; bids are prices, and nobody bids to win now and charge later.",
    source: "Edler, Georghiou 2007; Slavtchev, Wiederhold 2016",
    spending: Spending::Support,
    taker: Taker::Supplier,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "uptake_public_body", way: Way::Up },
    read: |form, _| Box::new(PublicProcurement::read(form)),
};

impl Choice for Award {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Price, "price", "the lowest price wins, the incumbent included"),
        (Self::Outcome, "outcome", "the lowest extra cost for each unit of expected effect wins"),
    ];
}

#[derive(Debug)]
struct PublicProcurement {
    award: Award,
    early: Years,
}

impl PublicProcurement {
    fn read(form: &mut Form) -> Self {
        Self {
            award: form
                .choice("award", "what a tender is awarded by")
                .moves("uptake_public_body")
                .default(Award::Outcome),
            early: form
                .amount("early", "how long before its time a public body may renew through a tender")
                .within(0.0, 20.0)
                .assumed()
                .moves("uptake_public_body")
                .default(3.0),
        }
    }
}

impl Instrument for PublicProcurement {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        moment.announce(moment.promise, offers);
        offers.tenders.push(Tender {
            line: moment.line,
            mission: moment.terms.mission,
            admitted: moment.supported(),
            award: self.award,
            conditions: moment.terms.conditions,
            early: self.early.quarters() as usize,
            pots: moment.pots(),
            regions: moment.admitted_regions(),
        });
    }
}
