//! `mission_lab`: public laboratories that do research on the mission's solutions, with results that are open.

use super::terms::Terms;
use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::form::Form;
use crate::ids::{RegionId, RegionKind, SolutionId};
use crate::units::Years;
use crate::world::offers::{Commission, Offers};
use crate::world::solutions::READY;

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "mission_lab",
    summary: "public laboratories whose research on the mission's solutions is paid in full and open to all",
    theory: "Some research pays nobody who could do it: a public laboratory does it, and its results are open.",
    limits: "It competes with firms for researchers, and its people do not found firms.",
    source: "Salter, Martin 2001 (what public research does); Jaffe 1989 (firms nearby learn from it)",
    spending: Spending::Projects,
    taker: Taker::Commissioned,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "readiness", way: Way::Up },
    read: |form, terms| Box::new(MissionLab::read(form, terms)),
};

#[derive(Debug)]
struct MissionLab {
    labs: usize,
    time: Years,
}

impl MissionLab {
    fn read(form: &mut Form, terms: &Terms) -> Self {
        let labs = form
            .count("labs", "number of laboratories, one in a region: in those that are entitled to most, else with most people")
            .within(1, 100)
            .assumed()
            .moves("concentration_by_region")
            .default(1);
        let everywhere = form.names().all::<RegionKind>().len();
        let places = terms.regions.as_ref().map_or(everywhere, Vec::len);
        // where no region is known something else is wrong, and has been said
        if places > 0 && labs > places {
            form.complain(
                "labs",
                "there are more laboratories than regions in which the instrument acts",
                format!("{places} or fewer"),
            );
        }
        let time = form
            .amount("project_time", "time that a project takes at full speed")
            .within(0.25, 15.0)
            .assumed()
            .moves("projects_at_work")
            .default(3.0);
        Self { labs, time }
    }

    /// Where the laboratories stand: they stay where they were founded.
    fn places(&self, moment: &Moment, shares: &[f64]) -> Vec<RegionId> {
        let mut places = founded(moment);
        if places.is_empty() {
            places = moment.world.regions.ids().filter(|id| shares[id.index()] > 0.0).collect();
            places.sort_by(|a, b| shares[b.index()].total_cmp(&shares[a.index()]).then(a.cmp(b)));
            places.truncate(self.labs);
        }
        places
    }
}

impl Instrument for MissionLab {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        if !moment.year_begins {
            return;
        }
        let (shares, is_entitled) = (moment.shares(), moment.envelope().is_some());
        let weight = |region: &RegionId| if is_entitled { shares[region.index()] } else { 1.0 };
        let places = self.places(moment, &shares);
        let all: f64 = places.iter().map(weight).sum();
        for region in places {
            for (solution, part) in portfolio(moment) {
                offers.commissions.push(Commission {
                    line: moment.line,
                    question: moment.question,
                    region,
                    solution,
                    money: moment.money * weight(&region) / all * part,
                    quarters: self.time.quarters(),
                    conditions: moment.terms.conditions,
                });
            }
        }
    }
}

/// The regions in which the line has begun research, in the order in which it did.
fn founded(moment: &Moment) -> Vec<RegionId> {
    let mut places = Vec::new();
    for project in moment.world.projects.all.iter().filter(|project| project.line == moment.line) {
        if !places.contains(&project.region) {
            places.push(project.region);
        }
    }
    places
}

/// Share of a laboratory's money for each solution on which there is research to do: by the weights of the agency's
/// portfolio; in equal shares where it gives none of them any.
fn portfolio(moment: &Moment) -> Vec<(SolutionId, f64)> {
    let mut solutions = moment.supported_solutions();
    solutions.retain(|id| moment.world.solutions.readiness[id.index()] < READY);
    let weight = |id: &SolutionId| moment.agency().weights[id.index()];
    let all: f64 = solutions.iter().map(weight).sum();
    let equal = 1.0 / solutions.len() as f64;
    let part = |id: &SolutionId| if all > 0.0 { weight(id) / all } else { equal };
    let parts: Vec<f64> = solutions.iter().map(part).collect();
    solutions.into_iter().zip(parts).collect()
}
