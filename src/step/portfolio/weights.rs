//! Weights: what share of its support each solution should have, as the agency sees it, and from a date on the one
//! solution to which it has committed itself.
//!
//! Told in section 7.4 of docs/odd.md.

use super::super::{Setting, staff};
use crate::chance::Purpose;
use crate::ids::{AgencyId, SolutionId};
use crate::numeric::normal_quantile;
use crate::policy::governance::Portfolio;
use crate::units::Money;
use crate::world::World;
use crate::world::agencies::Agency;
use crate::world::beliefs::REGION_TYPES;

/// Guesses of an agency that explores, a quarter.
const GUESSES: usize = 32;

pub(super) fn shift(world: &mut World, setting: Setting) {
    for place in 0..world.agencies.len() {
        for mission in 0..world.missions.len() {
            commit(world, setting, AgencyId::new(place), mission);
            let weights = weights(world, setting, place, mission);
            let traits = &world.missions[mission].traits;
            for (id, weight) in traits.solutions.iter().zip(weights.into_iter().flatten()) {
                world.agencies[place].weights[id.index()] = weight;
            }
        }
    }
}

/// How well a solution stands with the portfolio: 1 for the one with the most weight.
pub(crate) fn alignment(agency: &Agency, solution: SolutionId, of: &[SolutionId]) -> f64 {
    let most = of.iter().map(|id| agency.weights[id.index()]).fold(0.0, f64::max);
    if most > 0.0 { agency.weights[solution.index()] / most } else { 1.0 }
}

/// The weights of a mission's solutions, in order; none where they stay as they are.
fn weights(world: &World, setting: Setting, place: usize, mission: usize) -> Option<Vec<f64>> {
    let agency = &world.agencies[place];
    let solutions = &world.missions[mission].traits.solutions;
    let all_on = |chosen: SolutionId| -> Vec<f64> {
        solutions.iter().map(|id| f64::from(u8::from(*id == chosen))).collect()
    };
    if let Some(locked) = agency.locked[mission] {
        return Some(all_on(locked));
    }
    match setting.policy.governance.portfolio {
        Portfolio::Equal => Some(vec![1.0 / solutions.len() as f64; solutions.len()]),
        Portfolio::Fixed if world.step > 0 => None,
        Portfolio::Fixed => {
            let values: Vec<f64> = solutions.iter().map(|id| value(world, setting, agency, *id)).collect();
            let total: f64 = values.iter().sum();
            Some(values.iter().map(|value| value / total).collect())
        }
        Portfolio::Greedy => Some(all_on(best(world, setting, agency, mission))),
        Portfolio::Explore => Some(explore(world, setting, place, mission)),
    }
}

/// What an agency expects of a solution over all places; as far as growth weighs, what it does for growth as well.
fn value(world: &World, setting: Setting, agency: &Agency, solution: SolutionId) -> f64 {
    with_growth(world, setting, agency, solution, expected(world, agency, solution))
}

fn expected(world: &World, agency: &Agency, solution: SolutionId) -> f64 {
    agency.beliefs.value(solution.index(), world.solutions.type_share.row(solution.index()))
}

/// `(1 - w) b + w b* g / g*`: what is expected of a solution for the mission and what it does for growth, each beside the
/// best of the mission.
fn with_growth(world: &World, setting: Setting, agency: &Agency, solution: SolutionId, removes: f64) -> f64 {
    let weight = setting.policy.governance.growth_weight;
    if weight <= 0.0 {
        return removes;
    }
    let traits = &world.solutions.traits;
    let rivals = &world.missions[traits[solution.index()].mission.index()].traits.solutions;
    let most = rivals.iter().map(|id| expected(world, agency, *id)).fold(0.0, f64::max);
    let fastest = rivals.iter().map(|id| traits[id.index()].growth).fold(0.0, f64::max);
    (1.0 - weight) * removes + weight * most * traits[solution.index()].growth / fastest
}

/// The solution of most value to an agency; among equals the one that is nearest to the market.
fn best(world: &World, setting: Setting, agency: &Agency, mission: usize) -> SolutionId {
    let mut best = world.missions[mission].traits.solutions[0];
    let mark = |id: SolutionId| (value(world, setting, agency, id), world.solutions.readiness[id.index()]);
    for id in &world.missions[mission].traits.solutions {
        if mark(*id) > mark(best) {
            best = *id;
        }
    }
    best
}

/// Thompson sampling: how often each solution is the best in guesses at what is true.
fn explore(world: &World, setting: Setting, place: usize, mission: usize) -> Vec<f64> {
    let agency = &world.agencies[place];
    let solutions = &world.missions[mission].traits.solutions;
    let luck = setting.streams.luck(Purpose::Exploration, world.step);
    let mut weights = vec![0.0; solutions.len()];
    for guess in 0..GUESSES {
        let mut best = (0, f64::NEG_INFINITY);
        for (rank, id) in solutions.iter().enumerate() {
            let error = normal_quantile(luck.uniform(place * GUESSES + guess, id.index()));
            let shares = world.solutions.type_share.row(id.index());
            // an error in the potential is one for all types of region
            let guessed: f64 = (0..REGION_TYPES)
                .map(|region_type| {
                    let belief = agency.beliefs.of(id.index(), region_type);
                    shares[region_type] * (belief.mean + error * belief.variance.sqrt())
                })
                .sum();
            let guessed = with_growth(world, setting, agency, *id, guessed);
            if guessed > best.1 {
                best = (rank, guessed);
            }
        }
        weights[best.0] += 1.0 / GUESSES as f64;
    }
    weights
}

/// From its date on an agency is committed to the solution of which it then expects most. It gives that up only where
/// the policy states a price, and where what the money still to come would do more of is worth more than the price.
fn commit(world: &mut World, setting: Setting, id: AgencyId, mission: usize) {
    let governance = &setting.policy.governance;
    let date = setting.scenario.horizon.date_of(world.step);
    if governance.commit.is_none_or(|commit| date < commit) {
        return;
    }
    let agency = &world.agencies[id.index()];
    let best = best(world, setting, agency, mission);
    if let Some(locked) = agency.locked[mission] {
        let Some(price) = governance.release_cost else { return };
        let better = 1.0 - value(world, setting, agency, locked) / value(world, setting, agency, best);
        if best == locked || better * still_to_come(setting, id, mission, world.step) <= price.0 {
            return;
        }
        staff::pay_from_lines(world, id, Money(price.0));
    }
    world.agencies[id.index()].locked[mission] = Some(best);
}

/// Money that an agency's lines for a mission still promise, M EUR.
fn still_to_come(setting: Setting, id: AgencyId, mission: usize, step: usize) -> f64 {
    let date = setting.scenario.horizon.date_of(step);
    setting
        .policy
        .lines
        .iter()
        .filter(|line| line.terms.agency == id && line.terms.mission.index() == mission)
        .map(|line| line.terms.budget.per_quarter().0 * f64::from((line.terms.until.since(date) + 1).max(0)))
        .sum()
}
