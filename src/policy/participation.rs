//! `participation`: people are asked what they need and what their place is like, before the first calls open.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::calendar::Quarter;
use crate::form::Form;
use crate::units::{Euros, Years};
use crate::world::offers::Offers;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "participation",
    summary: "asks people what they need and what their place is like; first calls that would open meanwhile wait for it",
    theory: "People stand up for what they had a voice in, and they know their place: a programme that asks is carried through elections and sees better what fits where.",
    limits: "What people say changes no goal; who is asked is like everybody else; whoever is not asked is no worse off for it.",
    source: "Fung 2015 (what participation can do); Bernauer, Gampfer 2013 (involvement and support)",
    spending: Spending::Staff,
    taker: Taker::Nobody,
    serves_all: Some("people are asked about every solution of the mission"),
    intensity: "budget",
    expectation: Expectation { outcome: "support", way: Way::Up },
    read: |form, _| Box::new(Participation::read(form)),
};

#[derive(Debug)]
struct Participation {
    reach: Euros,
    length: Years,
}

impl Participation {
    fn read(form: &mut Form) -> Self {
        Self {
            reach: form
                .amount("reach", "money for each inhabitant and year that reaches 63 % of the people of a region")
                .within(0.001, 1e4)
                .assumed()
                .moves("support")
                .default(5.0),
            length: form
                .amount("length", "time from its beginning in which no first call of the mission opens: those that would are put off to its end, as they are")
                .within(0.0, 10.0)
                .assumed()
                .moves("projects")
                .default(1.0),
        }
    }
}

impl Instrument for Participation {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.outreach.push(moment.outreach(self.reach, true));
    }

    fn holds_calls_until(&self, terms: &Terms) -> Option<Quarter> {
        (terms.budget.0 > 0.0).then(|| terms.from.plus(self.length.quarters().round() as i32))
    }
}
