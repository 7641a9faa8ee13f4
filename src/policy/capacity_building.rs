//! `capacity_building`: money for the organisations of regions to learn how to prepare and run programmes.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Way};
use crate::form::Form;
use crate::world::offers::{CapacityOffer, Offers};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "capacity_building",
    summary: "pays organisations of regions to learn how to prepare, run and absorb a programme",
    source: "Oughton, Landabaso, Morgan 2002 (regional innovation paradox); Rodriguez-Pose, Garcilazo 2015",
    spends: true,
    intensity: "budget",
    expectation: Expectation { outcome: "capacity_mean", way: Way::Up },
    read: |form, terms| Box::new(CapacityBuilding::read(form, terms)),
};

#[derive(Debug)]
struct CapacityBuilding;

impl CapacityBuilding {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        if terms.solutions.is_some() {
            form.complain(
                "solutions",
                "what organisations learn serves every solution",
                "no `solutions` in `capacity_building`",
            );
        }
        Self
    }
}

impl Instrument for CapacityBuilding {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if !moment.year_begins {
            return;
        }
        offers.capacity.push(CapacityOffer {
            line: moment.line,
            money: moment.shares().iter().map(|share| share * moment.money).collect(),
        });
    }
}
