//! `standard`: takes goods that do not comply out of new choices, phased in over the ramp.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Way};
use crate::form::Form;
use crate::units::Share;
use crate::world::offers::Offers;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "standard",
    summary: "takes the incumbent out of a share of new choices, phased in over the ramp; a share of 1 is a ban",
    source: "Rozendaal, Vollebergh 2024 (standards and patents)",
    spending: Spending::Nothing,
    intensity: "share",
    expectation: Expectation { outcome: "uptake", way: Way::Up },
    read: |form, _| Box::new(Standard::read(form)),
};

#[derive(Debug)]
struct Standard {
    share: Share,
}

impl Standard {
    fn read(form: &mut Form) -> Self {
        Self {
            share: form
                .amount("share", "share of new choices that must comply once it is phased in")
                .within(0.0, 1.0)
                .required(),
        }
    }
}

impl Instrument for Standard {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let mission = moment.terms.mission.index();
        let share = self.share.0 * moment.ramp;
        // two standards on one mission bind independently
        offers.compliance[mission] = 1.0 - (1.0 - offers.compliance[mission]) * (1.0 - share);
        let market = &moment.world.missions[mission];
        let yearly_choices = market.traits.total_units() / market.traits.incumbent_lifetime;
        moment.announce(share * yearly_choices * market.traits.incumbent_cost * 1e-6, offers);
    }
}
