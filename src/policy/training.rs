//! `training`: yearly courses for those who put solutions in.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::units::{Euros, Years};
use crate::world::offers::{Courses, Offers};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "training",
    summary: "pays for yearly courses in which installers learn to put in the mission's solutions",
    theory: "What is ordered must be put in by people who can: courses lift a bottleneck that firms do not lift themselves, since the trained may leave.",
    limits: "Wages of installers and the quality of their work do not change.",
    source: "Acemoglu, Pischke 1999 (why trades train too few); Card, Kluve, Weber 2018 (what courses do, and when)",
    spending: Spending::Courses,
    taker: Taker::Trainer,
    serves_all: Some("installers put in every solution of the mission"),
    intensity: "budget",
    expectation: Expectation { outcome: "installers", way: Way::Up },
    read: |form, _| Box::new(Training::read(form)),
};

#[derive(Debug)]
struct Training {
    cost: Euros,
    time: Years,
}

impl Training {
    fn read(form: &mut Form) -> Self {
        Self {
            cost: form
                .amount("cost", "what it costs to train those who put in one unit a year")
                .within(1.0, 1e6)
                .assumed()
                .moves("installers")
                .default(500.0),
            time: form
                .amount("time", "time from the beginning of a course until the trained can work")
                .within(0.25, 10.0)
                .assumed()
                .moves("installers")
                .default(1.0),
        }
    }
}

impl Instrument for Training {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if !moment.year_begins {
            return;
        }
        offers.courses.push(Courses {
            line: moment.line,
            mission: moment.terms.mission,
            money: moment.shares().iter().map(|share| share * moment.money).collect(),
            cost: self.cost.0,
            conditions: moment.terms.conditions,
            quarters: self.time.quarters().round() as usize,
        });
    }
}
