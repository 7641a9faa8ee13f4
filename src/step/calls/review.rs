//! Review: what reviewers make of the applications that they read, and what applicants and the agency spend on it.
//!
//! Told in section 7.7 of docs/odd.md.

use super::super::portfolio::alignment;
use super::super::{Setting, staff};
use super::{Application, lead_number};
use crate::chance::Purpose;
use crate::numeric::{ln, normal_quantile};
use crate::world::World;
use crate::world::applications::LeadKind;
use crate::world::ledger::{Flow, Sector};
use crate::world::offers::Call;
use crate::world::projects::Lead;

/// Most that a region's need over the mean counts in alignment [A].
const MOST_NEED: f64 = 2.0;

/// Scores what is read, the best first, and charges for it.
pub(super) fn read(world: &mut World, setting: Setting, applications: &mut [Application], call: &Call) {
    let parameters = &setting.scenario.parameters.calls;
    let firms = world.firms.len();
    let luck = setting.streams.luck(Purpose::Review, world.step);
    let spread = (parameters.reviewer_noise.0 / parameters.reviewers as f64).sqrt();
    let hours = setting.scenario.parameters.agencies.staff.reading.0;
    for application in applications.iter_mut() {
        let (number, talent, awards) = match application.lead {
            Lead::Firm(id) => (id.index(), world.firms.talent[id.index()], world.firms.awards[id.index()]),
            Lead::Body(id) => {
                (firms + id.index(), world.bodies.talent[id.index()], world.bodies.awards[id.index()])
            }
        };
        application.score = talent
            + parameters.track_record.0 * ln(1.0 + f64::from(awards))
            + steering(world, setting, application, call)
            + spread * normal_quantile(luck.uniform(number, call.question));
        let (payer, funds) = match application.lead {
            Lead::Firm(id) => (Sector::Firms, &mut world.firms.funds[id.index()]),
            Lead::Body(id) => (Sector::Bodies, &mut world.bodies.funds[id.index()]),
        };
        let wages = &mut world.regions.household_account[application.region];
        world.ledger.transfer(
            Flow::ProjectWork,
            (payer, funds),
            (Sector::Households, wages),
            application.effort,
        );
        staff::charge(world, setting, call.line, hours, Some(application.region));
        if let Lead::Firm(id) = application.lead {
            world.firms.applied[id.index()] += 1;
        }
        let kind = LeadKind::of(application.lead, &world.firms) as usize;
        world.applications.read[(application.region, kind)] += 1;
    }
    applications.sort_unstable_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| lead_number(a.lead).cmp(&lead_number(b.lead)))
    });
}

/// What alignment adds to a score: that of the solution with the portfolio, and of the place as far as the agency
/// looks at it.
fn steering(world: &World, setting: Setting, application: &Application, call: &Call) -> f64 {
    let agency = &world.agencies[call.agency.index()];
    let mission = &world.missions[call.mission.index()].traits;
    let mut aligned = alignment(agency, application.solution, &mission.solutions);
    if call.information.context {
        aligned *= f64::from(agency.view.fit[(application.region, application.solution.index())]);
    }
    if call.information.need {
        let people =
            world.regions.geography.population[application.region] / world.regions.total_population();
        let need = agency.view.need[call.mission.index()][application.region];
        aligned *= (need / people).min(MOST_NEED);
    }
    agency.authority * setting.scenario.parameters.agencies.steering.weight.0 * aligned
}
