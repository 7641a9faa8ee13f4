//! Partners: where its agency pays for it, a public body of the region joins a project as an owner of the problem. It carries
//! a part of the lead's cost, knows the solution afterwards, and may want another one.
//!
//! Told in section 7.7 of docs/odd.md.

use super::super::staff::administer;
use super::super::{Setting, staff};
use super::{Application, applying};
use crate::ids::{BodyId, SolutionId};
use crate::units::Money;
use crate::world::World;
use crate::world::offers::Call;
use crate::world::projects::{Lead, Stage};

/// A public body that has joined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joined {
    pub partner: BodyId,
    /// Share of the lead's own part that it carries.
    pub carried: f64,
    /// How much longer the project takes, as a factor.
    pub delay: f64,
}

/// Finds a partner that can carry its part of what the lead would pay, M EUR, and pays for bringing it in.
pub(super) fn convene(
    world: &mut World,
    setting: Setting,
    (call, application): (&Call, &Application),
    own_part: f64,
) -> Option<Joined> {
    // public bodies are owners themselves
    let Lead::Firm(_) = application.lead else { return None };
    let (region, solution) = (application.region, application.solution);
    let mission = world.solutions.traits[solution.index()].mission;
    let number = world.offers.convening.iter().position(|offer| {
        offer.mission == mission
            && world.lines[offer.line.index()].agency == call.agency
            && offer.regions.as_ref().is_none_or(|regions| regions[region])
            && offer.pots[offer.pot_of(region)] >= offer.cost
            && world.lines[offer.line.index()].available() >= offer.cost
    })?;
    let offer = &world.offers.convening[number];
    let (line, cost, carried, pot) = (offer.line, Money(offer.cost), offer.carried, offer.pot_of(region));
    let partner = world
        .bodies
        .of_region(region)
        .filter(|body| world.bodies.funds[*body] >= carried * own_part)
        .max_by(|a, b| world.bodies.funds[*a].total_cmp(&world.bodies.funds[*b]).then(b.cmp(a)))?;
    world.offers.convening[number].pots[pot] -= cost.0;
    world.lines[line.index()].awarded[region] += cost.0;
    administer(world, line, cost, Some(region));
    staff::ask(world, line, staff::hours_of(setting, cost), Some(region));
    let quarrel = setting.scenario.parameters.agencies.links.conflict.0;
    let delay = if favourite(world, application) == Some(solution) { 1.0 } else { 1.0 + quarrel };
    Some(Joined { partner: BodyId::new(partner), carried, delay })
}

/// The solution that owners of a region would choose for a project of this stage.
fn favourite(world: &World, application: &Application) -> Option<SolutionId> {
    let mission = world.solutions.traits[application.solution.index()].mission;
    let solutions = &world.missions[mission.index()].traits.solutions;
    let of_stage = |readiness: f64| match application.stage {
        Stage::Explore | Stage::Develop => Some(Stage::of_readiness(readiness)),
        local => (readiness >= 6.0).then_some(local),
    };
    applying::proposal_of_body(world, solutions, application.region, of_stage).map(|(solution, _)| solution)
}
