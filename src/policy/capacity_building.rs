//! `capacity_building`: money for the organisations of regions to learn how to prepare and run programmes.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::Share;
use crate::world::offers::{CapacityOffer, Offers};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "capacity_building",
    summary: "pays organisations of regions to learn how to prepare, run and absorb a programme",
    theory: "Places that cannot prepare, run and absorb a programme get little out of its money: organisations that learn can.",
    limits: "Capacity grows with money for whatever is done locally; who leads the organisations is not modelled.",
    source: "Oughton, Landabaso, Morgan 2002 (regional innovation paradox); Rodriguez-Pose, Garcilazo 2015",
    spending: Spending::Projects,
    taker: Taker::Commissioned,
    serves_all: Some("what organisations learn serves every solution"),
    intensity: "budget",
    expectation: Expectation { outcome: "capacity_mean", way: Way::Up },
    read: |form, _| Box::new(CapacityBuilding::read(form)),
};

#[derive(Debug)]
struct CapacityBuilding {
    to_agency: Share,
}

impl CapacityBuilding {
    fn read(form: &mut Form) -> Self {
        Self {
            to_agency: form
                .amount("to_agency", "share of the money that builds the capability of the agency itself")
                .within(0.0, 1.0)
                .source("neutral: all of it goes to regions")
                .moves("agency_capability")
                .default(0.0),
        }
    }
}

impl Instrument for CapacityBuilding {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if !moment.year_begins {
            return;
        }
        offers.capacity.push(CapacityOffer {
            line: moment.line,
            money: moment
                .shares()
                .iter()
                .map(|share| share * (1.0 - self.to_agency.0) * moment.money)
                .collect(),
            agency: self.to_agency.0 * moment.money,
            conditions: moment.terms.conditions,
        });
    }
}
