//! `levy`: a yearly charge on every incumbent unit in use, given back to households per head.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::Euros;
use crate::world::offers::Offers;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "levy",
    summary: "a yearly charge on every incumbent unit in use, phased in over the ramp; its revenue goes back to households per head",
    theory: "What harms others is too cheap: a charge on the incumbent makes owners and firms count it.",
    limits: "Revenue goes back per head unless the scenario lets the exchequer keep it; evasion and trade are not modelled.",
    source: "Aghion, Dechezlepretre, Hemous, Martin, Van Reenen 2016 (prices and the direction of research)",
    spending: Spending::Nothing,
    taker: Taker::Nobody,
    serves_all: None,
    intensity: "rate",
    expectation: Expectation { outcome: "uptake", way: Way::Up },
    read: |form, _| Box::new(Levy::read(form)),
};

#[derive(Debug)]
struct Levy {
    rate: Euros,
}

impl Levy {
    fn read(form: &mut Form) -> Self {
        Self {
            rate: form
                .amount("rate", "charge on one incumbent unit in use, a year")
                .within(0.0, 1e6)
                .moves("uptake")
                .required(),
        }
    }
}

impl Instrument for Levy {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.levy[moment.terms.mission.index()] += self.rate.0 * moment.ramp;
    }
}
