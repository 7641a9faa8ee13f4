//! Review: what reviewers make of the applications that they read, and what applicants and the agency spend on it.
//!
//! Told in section 7.7 of docs/odd.md.

use super::super::portfolio::{alignment, authority_in_effect};
use super::super::{Setting, staff};
use super::{Application, lead_number};
use crate::chance::Purpose;
use crate::numeric::{ln, normal_quantile};
use crate::world::World;
use crate::world::applications::{LeadKind, Merit, Ranked};
use crate::world::ledger::{Flow, Sector};
use crate::world::offers::Call;
use crate::world::projects::Lead;

/// Most that a region's need over the mean counts in alignment [A].
const MOST_NEED: f64 = 2.0;

/// Scores what is read, the best last so that it can be taken without moving the others, and charges for it.
pub(super) fn read(world: &mut World, setting: Setting, applications: &mut [Application], call: &Call) {
    let parameters = &setting.scenario.parameters.calls;
    let luck = setting.streams.luck(Purpose::Review, world.step);
    let spread = (parameters.reviewer_noise.0 / parameters.reviewers as f64).sqrt();
    let hours = setting.scenario.parameters.agencies.staff.reading.0;
    let weight = authority_in_effect(world, setting, call.agency)
        * setting.scenario.parameters.agencies.steering.weight.0;
    for application in applications.iter_mut() {
        let number = world.number_of(application.lead);
        let merit = Merit::of(application.lead, &world.firms, &world.bodies);
        application.score = merit.quality
            + parameters.track_record.0 * ln(1.0 + f64::from(merit.awards))
            + weight * aligned(world, application, call)
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
        a.score.total_cmp(&b.score).then_with(|| lead_number(b.lead).cmp(&lead_number(a.lead)))
    });
    let ranked = |application: &Application| Ranked {
        line: call.line,
        phase: call.phase,
        lead: application.lead,
        score: application.score,
        is_awarded: false,
    };
    world.applications.ranked.extend(applications.iter().map(ranked));
}

/// How well an application is aligned: its solution with the portfolio, and its place as far as the agency looks at it.
fn aligned(world: &World, application: &Application, call: &Call) -> f64 {
    let agency = &world.agencies[call.agency.index()];
    let mission = &world.missions[call.mission.index()].traits;
    let view = agency.view_on(call.map);
    let mut aligned = alignment(agency, application.solution, &mission.solutions);
    if call.information.context {
        aligned *= f64::from(view.fit[(application.region, application.solution.index())]);
    }
    if call.information.need {
        let people =
            world.regions.geography.population[application.region] / world.regions.total_population();
        let need = view.need[call.mission.index()][application.region];
        aligned *= (need / people).min(MOST_NEED);
    }
    aligned
}
