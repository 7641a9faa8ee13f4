//! Trials: firms that may try a solution in a real place for a year do a part of their own research there. It adapts
//! the solution to the place and can be seen, like a demonstration.
//!
//! Reads: offers, readiness, directions, knowledge and own research of firms. Writes: trials, line accounts,
//! adaptation, what can be seen.
//!
//! A quarter adds `(1 - adaptation) (1 - exp(-x / adaptation_money))`, x the trial's money per inhabitant.
//!
//! Told in section 7.9 of docs/odd.md.

use super::Setting;
use super::staff::{administer, ask, hours_of};
use crate::numeric::exp;
use crate::units::Money;
use crate::world::World;
use crate::world::offers::TrialOffer;
use crate::world::trials::Trial;

/// Quarters that a trial lasts.
const YEAR: usize = 4;

pub(super) fn go_on(world: &mut World, setting: Setting) {
    let now = world.step;
    world.trials.running.retain(|trial| trial.until > now);
    let offers = std::mem::take(&mut world.offers.trials);
    for offer in &offers {
        admit(world, setting, offer);
    }
    world.offers.trials = offers;
    let trials = std::mem::take(&mut world.trials.running);
    for trial in &trials {
        work(world, setting, trial);
    }
    world.trials.running = trials;
}

/// Admits firms that work on a solution which is ready enough and not yet proven: who knows most of it first, as far as
/// the money goes.
fn admit(world: &mut World, setting: Setting, offer: &TrialOffer) {
    let cost = Money(offer.cost);
    let mut pots = offer.pots.clone();
    for (firm, solution) in candidates(world, offer) {
        let region = usize::from(world.firms.region[firm]);
        let pot = if pots.len() == 1 { 0 } else { region };
        let line = &mut world.lines[offer.line.index()];
        if pots[pot] < cost.0 || line.available() < cost.0 {
            continue;
        }
        pots[pot] -= cost.0;
        line.awarded[region] += cost.0;
        administer(world, offer.line, cost, Some(region));
        ask(world, offer.line, hours_of(setting, cost), Some(region));
        world.trials.running.push(Trial { firm, solution, until: world.step + YEAR });
        world.trials.admitted += 1;
    }
}

/// Firms that can be admitted, with their solution, those who know most of it first.
fn candidates(world: &World, offer: &TrialOffer) -> Vec<(usize, usize)> {
    let firms = &world.firms;
    let admitted = |region: usize| offer.regions.as_ref().is_none_or(|regions| regions[region]);
    let is_open = |solution: usize| {
        offer.solutions.iter().any(|id| id.index() == solution)
            && world.solutions.readiness[solution] >= offer.ready
    };
    let mut candidates: Vec<(usize, usize)> = (0..firms.len())
        .filter(|firm| admitted(usize::from(firms.region[*firm])))
        .filter_map(|firm| Some((firm, firms.solution(firm)?)))
        .filter(|(firm, solution)| {
            is_open(*solution) && !world.trials.running.iter().any(|t| t.firm == *firm)
        })
        .collect();
    let known = |(firm, solution): (usize, usize)| firms.knowledge[(solution, firm)];
    candidates.sort_by(|one, other| known(*other).total_cmp(&known(*one)).then(one.0.cmp(&other.0)));
    candidates
}

/// A quarter of a trial; nothing where the firm has turned to something else.
fn work(world: &mut World, setting: Setting, trial: &Trial) {
    let (firm, solution) = (trial.firm, trial.solution);
    if world.firms.solution(firm) != Some(solution) {
        return;
    }
    let space = &setting.scenario.parameters.space;
    let region = usize::from(world.firms.region[firm]);
    let own = (world.firms.private_research[firm] - world.firms.own_part[firm]).max(0.0);
    let money = Money(own * space.trial_share.0);
    let per_head = money.per_head(world.regions.geography.population[region]).0;
    let adaptation = &mut world.solutions.adaptation[(region, solution)];
    *adaptation += (1.0 - *adaptation) * (1.0 - exp(-per_head / space.adaptation_money.0)) as f32;
    world.solutions.visible[(region, solution)] += per_head as f32;
}
