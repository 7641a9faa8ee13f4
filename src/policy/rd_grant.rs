//! `rd_grant`: calls that pay part of the cost of firms' research projects.

use super::project_call::ProjectCall;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::world::offers::{Leads, Offers, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "rd_grant",
    summary: "a yearly competitive call that pays part of the cost of firms' research projects",
    theory: "Firms do too little research where others learn from it and failure is dear; paying a part makes ideas worth trying that were not.",
    limits: "Firms do not lie about their ideas; a grant replaces own research only by the ladder of ideas; nothing is asked of what comes after readiness.",
    source: "Dimos, Pugh 2016 (meta-analysis of grants); Howell 2017 (SBIR)",
    spending: Spending::Calls,
    taker: Taker::Lead,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "readiness", way: Way::Up },
    read: |form, terms| Box::new(RdGrant(ProjectCall::read(form, terms, AID, COST))),
};

/// Share of a project that is paid, and the rule that allows it.
const AID: (f64, &str) = (0.6, "Regulation (EU) 651/2014, article 25: 25 to 80 % by stage and size of firm");
/// Cost of one project, M EUR.
const COST: f64 = 4.0;

#[derive(Debug)]
struct RdGrant(ProjectCall);

impl Instrument for RdGrant {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        offers.calls.extend(self.0.open(moment, Work::Research, Leads::FIRMS));
    }
}
