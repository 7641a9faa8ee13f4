//! `advance_market_commitment`: a promise to pay a top-up for each unit of a solution that reaches a profile, made
//! years before there is any.

use super::adoption_subsidy::reach;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::ids::SolutionId;
use crate::units::{Euros, Readiness};
use crate::world::offers::{Offers, OwnerSet, Subsidy};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "advance_market_commitment",
    summary: "promises a top-up on each unit of a solution that reaches a profile, from a fund that waits for it, and pays on delivery alone",
    theory: "A promise that binds gives firms a market to search for before there is a good to sell; nothing is paid unless it comes.",
    limits: "The fund is paid in yearly and waits; the top-up reaches suppliers through buyers, so all of it lowers the price; firms believe the promise; there is no supply agreement and no ceiling on the price afterwards.",
    source: "Kremer, Levin, Snyder 2020 (advance market commitments, theory and experience)",
    spending: Spending::Promise,
    taker: Taker::Buyer,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "searching", way: Way::Up },
    read: |form, _| Box::new(AdvanceMarketCommitment::read(form)),
};

#[derive(Debug)]
struct AdvanceMarketCommitment {
    top_up: Euros,
    profile: Readiness,
}

impl AdvanceMarketCommitment {
    fn read(form: &mut Form) -> Self {
        Self {
            top_up: form
                .amount("top_up", "what is paid for each unit that is delivered; no more than its price")
                .within(1.0, 1e9)
                .assumed()
                .moves("public_cost_of")
                .default(3000.0),
            profile: form
                .amount("profile", "readiness from which a solution is what was promised for")
                .within(7.0, 9.0)
                .assumed()
                .moves("public_cost_of")
                .default(7.0),
        }
    }

    /// Sales that the fund carries in a year, M EUR: it tops up the price of each unit by a part.
    fn announce(&self, moment: &Moment, offers: &mut Offers) {
        let account = &moment.world.lines[moment.line.index()];
        let years = (account.outlook.quarters / 4.0).max(1.0);
        let yearly = (moment.money + account.outlook.money) / years;
        let promised = moment.supported_solutions();
        for id in &promised {
            let price = moment.world.solutions.price[id.index()];
            let carried = (price / self.top_up.0.min(price)).min(MOST_CARRIED);
            offers.announced[id.index()] += yearly * carried / promised.len() as f64;
        }
    }

    fn meets_profile(&self, moment: &Moment, solution: SolutionId) -> bool {
        moment.supports(solution) && moment.world.solutions.readiness[solution.index()] >= self.profile.0
    }
}

/// Most sales that firms see behind one euro of a top-up [A].
const MOST_CARRIED: f64 = 20.0;

impl Instrument for AdvanceMarketCommitment {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if moment.money + moment.world.lines[moment.line.index()].outlook.money <= 0.0 {
            return;
        }
        self.announce(moment, offers);
        let supported: Vec<bool> =
            moment.solutions().iter().map(|id| self.meets_profile(moment, *id)).collect();
        if moment.money <= 0.0 || !supported.contains(&true) {
            return;
        }
        let pots = moment.pots();
        offers.subsidies.push(Subsidy {
            line: moment.line,
            mission: moment.terms.mission,
            supported,
            owners: OwnerSet::ALL,
            rate: 1.0,
            cap: self.top_up.0,
            conditions: moment.terms.conditions,
            // who comes first is served while the fund lasts
            reach: reach(moment, &pots, 1),
            quota: moment.money,
            wanted: 0.0,
            pots,
            regions: moment.admitted_regions(),
        });
    }
}
