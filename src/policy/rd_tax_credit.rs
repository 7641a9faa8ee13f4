//! `rd_tax_credit`: pays firms back a part of their own research, whatever they search for.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::Share;
use crate::world::offers::{Offers, ResearchCredit};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "rd_tax_credit",
    summary: "pays all firms back a part of their own research, whatever its direction, as far as the year's money goes",
    theory: "Research that is cheaper is done more, and firms know best which.",
    limits: "It has no direction: the mission gains only as far as firms search for its solutions; relabelling of other spending as research is not modelled.",
    source: "Hall, Van Reenen 2000 (review); Bloom, Griffith, Van Reenen 2002 (nine countries)",
    spending: Spending::Support,
    taker: Taker::Researcher,
    serves_all: Some("a tax credit does not ask what firms search for"),
    intensity: "budget",
    expectation: Expectation { outcome: "private_research", way: Way::Up },
    read: |form, _| Box::new(RdTaxCredit::read(form)),
};

#[derive(Debug)]
struct RdTaxCredit {
    rate: Share,
}

impl RdTaxCredit {
    fn read(form: &mut Form) -> Self {
        Self {
            rate: form
                .amount("rate", "share of own research that is paid back as far as the money goes")
                .within(0.0, 0.9)
                .assumed()
                .moves("private_research")
                .default(0.2),
        }
    }
}

impl Instrument for RdTaxCredit {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let rate = self.rate.0 * moment.ramp;
        if rate <= 0.0 || moment.money <= 0.0 {
            return;
        }
        let quarters = moment.quarters_left as f64;
        let pots: Vec<f64> = moment.pots().iter().map(|pot| pot / quarters).collect();
        // firms believe what they have seen; before they have seen anything they expect nothing
        let seen = &moment.world.lines[moment.line.index()].paid_back;
        let expected = if seen.is_empty() { vec![0.0; pots.len()] } else { seen.clone() };
        offers.credits.push(ResearchCredit {
            line: moment.line,
            rate,
            conditions: moment.terms.conditions,
            pots,
            expected,
            regions: moment.admitted_regions(),
        });
    }
}
