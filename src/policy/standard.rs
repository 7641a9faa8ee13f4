//! `standard`: takes goods that do not comply out of new choices, phased in over the ramp; from the date of a ban all.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::calendar::Quarter;
use crate::form::Form;
use crate::numeric::pow;
use crate::units::Share;
use crate::world::offers::Offers;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "standard",
    summary: "takes the incumbent out of a share of new choices, phased in over the ramp, and out of all of them from the date of a ban",
    theory: "Who must do without the incumbent buys what complies, and firms that see the rule coming search for it.",
    limits: "Everybody obeys, and nobody replaces early or late to escape; owners who find nothing that they can get and pay for keep what they have and are counted as stranded; nothing is paid to them.",
    source: "Rozendaal, Vollebergh 2024 (standards and patents)",
    spending: Spending::Nothing,
    taker: Taker::Nobody,
    serves_all: None,
    intensity: "share",
    expectation: Expectation { outcome: "uptake", way: Way::Up },
    read: |form, terms| Box::new(Standard::read(form, terms)),
};

#[derive(Debug)]
struct Standard {
    share: Share,
    ban: Option<Quarter>,
}

/// What a ban a year away counts to firms, as a share of what it counts when it is there [A].
const FORESEEN: f64 = 0.9;

impl Standard {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        let share = form
            .amount("share", "share of new choices that must comply once it is phased in")
            .within(0.0, 1.0)
            .moves("uptake")
            .required();
        let ban = form
            .quarter("ban", "first quarter in which no new choice can be the incumbent; without it never")
            .moves("uptake")
            .optional();
        if ban.is_some_and(|ban| ban < terms.from || ban > terms.until) {
            let allowed = format!("a date from {} to {}", terms.from, terms.until);
            form.complain("ban", "the ban lies outside the time in which the instrument acts", allowed);
        }
        Self { share, ban }
    }

    /// Share of new choices that must comply on a date.
    fn bound(&self, moment: &Moment) -> f64 {
        let is_banned = self.ban.is_some_and(|ban| moment.date >= ban);
        if is_banned { 1.0 } else { self.share.0 * moment.ramp }
    }

    /// The same as firms see it: a ban counts before it is there.
    fn expected(&self, moment: &Moment) -> f64 {
        let years = |ban: Quarter| f64::from(ban.since(moment.date).max(0)) / 4.0;
        let foreseen = self.ban.map_or(0.0, |ban| pow(FORESEEN, years(ban)));
        self.bound(moment).max(foreseen)
    }
}

impl Instrument for Standard {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let mission = moment.terms.mission.index();
        // two standards on one mission bind independently
        offers.compliance[mission] = 1.0 - (1.0 - offers.compliance[mission]) * (1.0 - self.bound(moment));
        let market = &moment.world.missions[mission];
        let yearly_choices = market.traits.total_units() / market.traits.incumbent_lifetime;
        moment.announce(self.expected(moment) * yearly_choices * market.traits.incumbent_cost * 1e-6, offers);
    }
}
