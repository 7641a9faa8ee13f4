//! Evaluation: what projects show of their solution in their place, as the policy looks at it.
//!
//! `signal = potential x fit + own error + error of all projects of the solution and stage`; the own error shrinks
//! with the money that is evaluated and with the agency's capability.
//!
//! Told in section 7.8 of docs/odd.md.

use super::super::{Setting, staff};
use crate::chance::Purpose;
use crate::ids::ProjectId;
use crate::numeric::normal_quantile;
use crate::policy::governance::Evaluation;
use crate::units::Money;
use crate::world::World;
use crate::world::agencies::Report;
use crate::world::beliefs::{Signal, Source};
use crate::world::projects::{Fate, Project};

/// Capability at which the error of evidence is as stated, plus a half [A].
const CAPABILITY: f64 = 1.5;

/// Reports a quarter of work, or all of it when it has ended, if the policy has it evaluated.
pub(in crate::step) fn report(
    world: &mut World,
    setting: Setting,
    (id, project): (ProjectId, &Project),
    payment: Money,
) {
    let parameters = &setting.scenario.parameters.agencies;
    let (hours, money) = match setting.policy.governance.evaluation {
        Evaluation::None => return,
        Evaluation::Formative => (parameters.staff.formative.0, payment.0),
        Evaluation::Summative if project.fate == Fate::Running => return,
        Evaluation::Summative => (parameters.staff.summative.0, project.paid_by_all()),
    };
    let region = project.region.index();
    staff::charge(world, setting, project.line, hours, Some(region));
    let has_ended = project.fate != Fate::Running;
    let has_something = (world.step - project.start) as f64 >= parameters.evidence.first.quarters();
    if let Some(signal) = signal(world, setting, project, money).filter(|_| has_something) {
        world.reports.push(Report { agency: project.agency, project: id, signal });
    }
    if has_ended {
        world.agencies[project.agency.index()].reviewed += 1.0;
    }
}

fn signal(world: &World, setting: Setting, project: &Project, money: f64) -> Option<Signal> {
    let evidence = &setting.scenario.parameters.agencies.evidence;
    let (solution, source) = (project.solution?.index(), Source::of_stage(project.stage)?);
    if money <= 0.0 {
        return None;
    }
    let region = project.region.index();
    let mission = &world.missions[world.solutions.traits[solution].mission.index()];
    let truth = world.solutions.contribution(mission.traits.context_sensitivity, region, solution);
    let spread = evidence.noise[source as usize];
    let capability = world.agencies[project.agency.index()].capability;
    let own = spread * (CAPABILITY - capability) * (evidence.money.0 / money).sqrt();
    let (lead, question) = super::address(world, project);
    let luck = setting.streams.luck(Purpose::Evidence, world.step);
    let common = setting.streams.luck(Purpose::CommonEvidence, 0);
    let value = truth
        + own * normal_quantile(luck.uniform(lead, question))
        + spread * normal_quantile(common.uniform(solution * Source::COUNT + source as usize, 0));
    let region_type = world.solutions.type_of(region, solution);
    Some(Signal { solution, region_type, source, value, precision: 1.0 / (own * own) })
}
