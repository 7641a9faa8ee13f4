//! `demonstration`: calls for first uses of a solution in a place, led by firms or public bodies.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Way};
use crate::form::Form;
use crate::units::{Money, Share, Years};
use crate::world::offers::{Call, Offers, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "demonstration",
    summary: "a yearly call for first uses of a solution in a place: they adapt it, make it known and train installers",
    source: "Bollinger, Gillingham 2012 (seen by neighbours); Hendry, Harborne, Brown 2010 (demonstration programmes)",
    spends: true,
    intensity: "budget",
    expectation: Expectation { outcome: "adaptation", way: Way::Up },
    read: |form, terms| Box::new(Demonstration::read(form, terms)),
};

#[derive(Debug)]
struct Demonstration {
    intensity: Share,
    project_cost: Money,
    project_time: Years,
}

impl Demonstration {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        let instrument = Self {
            intensity: form
                .amount("aid_intensity", "share of a project's cost that the programme pays")
                .within(0.05, 1.0)
                .source("Regulation (EU) 651/2014, article 25: experimental development 25 to 60 %")
                .default(0.5),
            project_cost: form
                .amount("project_cost", "whole cost of one project, the lead's own part included")
                .within(0.05, 1000.0)
                .assumed()
                .default(15.0),
            project_time: form
                .amount("project_time", "time that a project takes at full speed")
                .within(0.25, 15.0)
                .assumed()
                .default(3.0),
        };
        terms.afford(form, instrument.project_cost * instrument.intensity.0);
        instrument
    }
}

impl Instrument for Demonstration {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        // the call opens once a year, with the year's money
        if moment.quarters_left < 4 {
            return;
        }
        offers.calls.push(Call {
            line: moment.line,
            mission: moment.terms.mission,
            solutions: moment.terms.solutions.clone().unwrap_or_else(|| {
                moment.world.missions[moment.terms.mission.index()].traits.solutions.clone()
            }),
            work: Work::Demonstration,
            firms: true,
            bodies: true,
            money: moment.money,
            intensity: self.intensity.0,
            project_cost: self.project_cost.0,
            project_quarters: self.project_time.quarters(),
            regions: moment.terms.regions.clone(),
            envelope: moment.envelope(),
        });
    }
}
