//! `phased_prize`: small prizes for many small firms, and large ones for those of them whose work was done.

use super::project_call::ProjectCall;
use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::{Money, Share, Years};
use crate::world::offers::{Call, Leads, Offers, Size, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "phased_prize",
    summary: "two yearly calls for small firms: small first prizes, and larger second ones for firms whose first work was done",
    theory: "Small firms can't show what an idea is worth before they have tried it: a small first award buys the evidence, and a second one goes to those who have it.",
    limits: "First and second awards go by the same kind of score; investors who read an award as a signal are not modelled.",
    source: "Howell 2017 (SBIR: small early prizes work, large late ones do not)",
    spending: Spending::Calls,
    taker: Taker::Lead,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "readiness", way: Way::Up },
    read: |form, terms| Box::new(PhasedPrize::read(form, terms)),
};

/// Share of a project that is paid, and where it comes from.
const AID: (f64, &str) = (1.0, "SBIR: the prize pays for the work (Howell 2017)");
/// Cost of a project of the second phase, M EUR.
const COST: f64 = 0.9;

#[derive(Debug)]
struct PhasedPrize {
    second: ProjectCall,
    first_cost: Money,
    first_time: Years,
    first_share: Share,
}

impl PhasedPrize {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        Self {
            second: ProjectCall::read(form, terms, AID, COST),
            first_cost: form
                .amount("first_cost", "whole cost of one project of the first phase")
                .within(0.01, 1000.0)
                .source("SBIR phase 1: about 150,000 dollars (Howell 2017)")
                .moves("projects")
                .default(0.14),
            first_time: form
                .amount("first_time", "time that a project of the first phase takes at full speed")
                .within(0.25, 15.0)
                .source("SBIR phase 1: six to nine months")
                .moves("staff_hours")
                .default(0.75),
            first_share: form
                .amount("first_share", "share of the money that goes into the first phase")
                .within(0.0, 1.0)
                .assumed()
                .moves("projects")
                .default(0.3),
        }
    }
}

impl Instrument for PhasedPrize {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let Some(call) = self.second.open(moment, Work::Research, Leads::SMALL_FIRMS) else { return };
        let first = Size { cost: self.first_cost.0, quarters: self.first_time.quarters() };
        let money = self.first_share.0 * call.money;
        offers.calls.push(Call { money, menu: moment.terms.design.sizes(first), ..call.clone() });
        let question = moment.another_question();
        offers.calls.push(Call { money: call.money - money, question, after: Some(1), phase: 2, ..call });
    }
}
