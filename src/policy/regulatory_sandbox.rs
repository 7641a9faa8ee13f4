//! `regulatory_sandbox`: rules are waived for a year, so that firms can try in a real place what is not yet on sale.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::{Money, Readiness};
use crate::world::offers::{Offers, TrialOffer};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "regulatory_sandbox",
    summary: "lets firms try a solution in a real place for a year before it is on sale, under rules that are waived and with staff that accompanies them",
    theory: "Where rules forbid what nobody has tried, nobody learns whether it fits: a supervised exception lets firms turn research of their own into first uses that people see.",
    limits: "What regulators learn, and rules that change afterwards, are not modelled, nor is harm to those on whom it is tried; firms pay for their trials out of research that they do anyway; the evidence is from finance.",
    source: "Cornelli, Doerr, Gambacorta, Merrouche 2024 (sandboxes and the funding of firms)",
    spending: Spending::Staff,
    taker: Taker::Nobody,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "adaptation", way: Way::Up },
    read: |form, _| Box::new(RegulatorySandbox::read(form)),
};

#[derive(Debug)]
struct RegulatorySandbox {
    cost: Money,
    ready: Readiness,
}

impl RegulatorySandbox {
    fn read(form: &mut Form) -> Self {
        Self {
            cost: form
                .amount("cost", "what it costs to accompany one firm for a year")
                .within(0.001, 100.0)
                .assumed()
                .moves("trials")
                .default(0.1),
            ready: form
                .amount("ready", "readiness from which a solution can be tried")
                .within(1.0, 9.0)
                .source("European Commission, Horizon 2020 Work Programme, annex G: level 5 is validated in a relevant environment")
                .moves("trials")
                .default(5.0),
        }
    }
}

impl Instrument for RegulatorySandbox {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if !moment.year_begins || moment.money <= 0.0 {
            return;
        }
        offers.trials.push(TrialOffer {
            line: moment.line,
            solutions: moment.supported_solutions(),
            ready: self.ready.0,
            cost: self.cost.0,
            pots: moment.pots(),
            regions: moment.admitted_regions(),
        });
    }
}
