//! What the calls of several instruments have in common: how large a project is and how much of it is paid.

use super::Moment;
use super::terms::Terms;
use crate::form::Form;
use crate::units::{Money, Share, Years};
use crate::world::offers::{Call, Leads, Size, Work};

/// The projects that a call pays for.
#[derive(Debug)]
pub(super) struct ProjectCall {
    intensity: Share,
    cost: Money,
    time: Years,
}

impl ProjectCall {
    /// Reads what a project is like, by default paid to this share and of this cost.
    pub fn read(form: &mut Form, terms: &Terms, (share, rule): (f64, &'static str), cost: f64) -> Self {
        let call = Self {
            intensity: form
                .amount("aid_intensity", "share of a project's cost that is paid")
                .within(0.05, 1.0)
                .source(rule)
                .moves("projects")
                .default(share),
            cost: form
                .amount("project_cost", "whole cost of one project, the lead's own part included")
                .within(0.05, 1000.0)
                .assumed()
                .moves("projects")
                .default(cost),
            time: form
                .amount("project_time", "time that a project takes at full speed")
                .within(0.25, 15.0)
                .assumed()
                .moves("projects_at_work")
                .default(3.0),
        };
        terms.afford(form, call.cost * call.intensity.0);
        call
    }

    /// The call that opens when a year of the line begins, with the year's money.
    pub fn open(&self, moment: &Moment, work: Work, leads: Leads) -> Option<Call> {
        let usual = Size { cost: self.cost.0, quarters: self.time.quarters() };
        moment.year_begins.then(|| Call {
            line: moment.line,
            agency: moment.terms.agency,
            question: moment.question,
            mission: moment.terms.mission,
            solutions: moment.supported_solutions(),
            work,
            leads,
            after: None,
            phase: 1,
            money: moment.money,
            shares: moment.world.lines[moment.line.index()].shares,
            conditions: moment.terms.conditions,
            intensity: self.intensity.0,
            menu: moment.terms.design.sizes(usual),
            regions: moment.terms.regions.clone(),
            envelope: moment.envelope().is_some(),
            information: moment.terms.design.information,
            map: moment.terms.design.map,
        })
    }
}
