//! `adoption_subsidy`: a rebate for owners who buy a solution, until the year's money is gone.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::{Choice, Form};
use crate::units::{Euros, Share};
use crate::world::offers::{Offers, OwnerSet, Subsidy};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "adoption_subsidy",
    summary: "pays owners part of the price of a solution, for as many buyers as the year's money reaches",
    theory: "Buyers compare prices: where what they gain is less than what the public gains, a part of the price closes the gap.",
    limits: "Who would have bought anyway takes it too, and is counted; suppliers do not raise their prices.",
    source: "Olsthoorn et al. 2017 (rebates and free riders)",
    spending: Spending::Support,
    taker: Taker::Buyer,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "uptake", way: Way::Up },
    read: |form, _| Box::new(AdoptionSubsidy::read(form)),
};

impl Choice for OwnerSet {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::ALL, "all", "every owner"),
        (Self([true, false, false]), "households", "households only"),
        (Self([false, true, false]), "firms", "firms only"),
        (Self([false, false, true]), "public_bodies", "public bodies only"),
    ];
}

#[derive(Debug)]
struct AdoptionSubsidy {
    rate: Share,
    cap: Euros,
    owners: OwnerSet,
}

impl AdoptionSubsidy {
    fn read(form: &mut Form) -> Self {
        Self {
            rate: form
                .amount("rate", "share of the price that is paid")
                .within(0.0, 1.0)
                .assumed()
                .moves("uptake")
                .default(0.3),
            cap: form
                .amount("cap", "most that is paid for one unit")
                .within(0.0, 1e9)
                .source("neutral: no cap")
                .moves("uptake")
                .default(1e9),
            owners: form
                .choice("owners", "who can claim it")
                .moves("uptake_household")
                .default(OwnerSet::ALL),
        }
    }
}

impl Instrument for AdoptionSubsidy {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let rate = self.rate.0 * moment.ramp;
        if rate <= 0.0 || moment.money <= 0.0 {
            return;
        }
        // a rebate of a part of the price carries sales of the whole price
        moment.announce(moment.promise / rate.max(0.05), offers);
        let pots = moment.pots();
        offers.subsidies.push(Subsidy {
            line: moment.line,
            mission: moment.terms.mission,
            supported: moment.supported(),
            owners: self.owners,
            rate,
            cap: self.cap.0,
            conditions: moment.terms.conditions,
            reach: reach(moment, &pots, moment.quarters_left),
            quota: QUOTA * moment.money / moment.quarters_left as f64,
            wanted: 0.0,
            pots,
            regions: moment.admitted_regions(),
        });
    }
}

/// How far a quarter may run ahead of an even spending of the year's money [A].
const QUOTA: f64 = 1.5;
/// Share of buyers that are reached in the first quarter, before anybody knows how many there are [A].
const FIRST_REACH: f64 = 0.25;

/// Share of buyers that each pot is expected to reach: its money over what buyers would take in so many quarters, as
/// they did in the last.
pub(super) fn reach(moment: &Moment, pots: &[f64], quarters: usize) -> Vec<f64> {
    let units = &moment.world.missions[moment.terms.mission.index()].traits.units;
    let admitted = moment.admitted_regions();
    let here = |region: usize| admitted.as_ref().is_none_or(|a| a[region]);
    let total: f64 = (0..units.len()).filter(|r| here(*r)).map(|r| units[r]).sum();
    let part = |pot: usize| if pots.len() == 1 { 1.0 } else { units[pot] / total };
    let wanted = moment.world.lines[moment.line.index()].wanted;
    let reached = |(pot, money): (usize, &f64)| match wanted {
        _ if *money <= 0.0 => 0.0,
        None => FIRST_REACH,
        Some(wanted) => {
            let expected = wanted * part(pot) * quarters as f64;
            if *money >= expected { 1.0 } else { money / expected }
        }
    };
    pots.iter().enumerate().map(reached).collect()
}
