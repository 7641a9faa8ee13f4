//! `rd_grant`: calls that pay part of the cost of firms' research projects.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Way};
use crate::form::Form;
use crate::units::{Money, Share, Years};
use crate::world::offers::{Call, Offers, Work};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "rd_grant",
    summary: "a yearly competitive call that pays part of the cost of firms' research projects",
    source: "Dimos, Pugh 2016 (meta-analysis of grants); Howell 2017 (SBIR)",
    spends: true,
    intensity: "budget",
    expectation: Expectation { outcome: "readiness", way: Way::Up },
    read: |form, terms| Box::new(RdGrant::read(form, terms)),
};

#[derive(Debug)]
struct RdGrant {
    intensity: Share,
    project_cost: Money,
    project_time: Years,
}

impl RdGrant {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        let instrument = Self {
            intensity: form
                .amount("aid_intensity", "share of a project's cost that the grant pays")
                .within(0.05, 1.0)
                .source("Regulation (EU) 651/2014, article 25: 25 to 80 % by stage and size of firm")
                .default(0.6),
            project_cost: form
                .amount("project_cost", "whole cost of one project, the firm's own part included")
                .within(0.05, 500.0)
                .assumed()
                .default(4.0),
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

impl Instrument for RdGrant {
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
            work: Work::Research,
            firms: true,
            bodies: false,
            money: moment.money,
            intensity: self.intensity.0,
            project_cost: self.project_cost.0,
            project_quarters: self.project_time.quarters(),
            regions: moment.terms.regions.clone(),
            envelope: moment.envelope(),
        });
    }
}
