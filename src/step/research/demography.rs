//! Which firms close down, and who enters.
//!
//! A firm that makes losses and has no funds left closes down: its creditors lose what it owes, its projects at work end,
//! what it could do is gone, and its place is vacant. In a quarter somebody takes a vacant place with the hazard
//! `1 - exp(-entry / 4 (1 + sum over solutions of w_s / w_0))` and turns to a solution with the odds w_s, to an ordinary
//! business with w_0: the weights with which firms choose where to search, with what the region knows for what a firm knows
//! (spin-offs: Klepper, Sleeper 2005; relatedness: Boschma, Balland, Kogler 2015).
//!
//! Who enters depends on the region, the quarter and the rank among its vacant places alone.
//!
//! Told in section 7.9 of docs/odd.md.

use super::super::direction::{drawn, prospects, weight};
use super::super::projects::{end, is_active};
use super::Setting;
use super::growth::mean_productivity;
use crate::chance::{Luck, Purpose};
use crate::founding::equip;
use crate::numeric::exp;
use crate::units::Money;
use crate::world::World;
use crate::world::firms::{Direction, Firms, STATUS_QUO};
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::{Fate, Lead};

/// Where the numbers of firms that enter begin: beyond those of the start and all that is added to them.
const NEWCOMER: u32 = 32;
/// Productivity of a vacant place: nobody learns from it.
const NONE: f64 = 1e-6;

pub(super) fn turn_over(world: &mut World, setting: Setting, failing: &[u32]) {
    for firm in failing {
        close(world, *firm as usize);
    }
    if world.firms.at_work() < world.firms.len() {
        enter(world, setting);
    }
}

/// A firm closes down.
fn close(world: &mut World, firm: usize) {
    end_projects(world, firm);
    world.trials.running.retain(|trial| trial.firm != firm);
    let firms = &mut world.firms;
    let debt = Money(-std::mem::take(&mut firms.funds[firm]));
    world.ledger.world -= debt.0;
    world.ledger.enter(Flow::WriteOff, Sector::World, Sector::Firms, debt);
    for column in [
        &mut firms.market_share,
        &mut firms.sales,
        &mut firms.intensity,
        &mut firms.supply_capacity,
        &mut firms.private_research,
        &mut firms.own_part,
        &mut firms.displaced,
    ] {
        column[firm] = 0.0;
    }
    if let Some(duty) = firms.duty.get_mut(firm) {
        *duty = 0.0;
    }
    for solution in 0..world.solutions.len() {
        firms.knowledge[(solution, firm)] = 0.0;
    }
    firms.productivity[firm] = NONE;
    firms.direction[firm] = STATUS_QUO;
    (firms.applied[firm], firms.awards[firm]) = (0, 0);
    firms.vacant[usize::from(firms.region[firm])] += 1;
    firms.closed += 1;
}

/// Work that a firm leads ends, and what it has on the market finds nobody.
fn end_projects(world: &mut World, firm: usize) {
    let mut all = std::mem::take(&mut world.projects.all);
    let mut active = std::mem::take(&mut world.projects.active);
    for place in &active {
        let project = &mut all[*place as usize];
        if !matches!(project.lead, Lead::Firm(id) if id.index() == firm) {
            continue;
        }
        match project.fate {
            Fate::Running => end(world, project, Fate::Orphaned),
            Fate::OnTrial => world.projects.turn(project, Fate::MarketFailure, world.step),
            _ => {}
        }
    }
    active.retain(|place| is_active(&all[*place as usize]));
    world.projects.all = all;
    world.projects.active = active;
}

/// Vacant places find firms.
fn enter(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.firms;
    let prospects = prospects(world, &parameters.search);
    let (entry, character) =
        (setting.streams.luck(Purpose::Entry, world.step), setting.streams.luck(Purpose::FoundFirm, 0));
    for region in 0..world.regions.len() {
        let vacant = world.firms.vacant[region] as usize;
        let pull = Pull::of(&world.firms, region, &prospects, setting);
        let hazard = 1.0 - exp(-parameters.demography.entry.0 / 4.0 * pull.total());
        for rank in 0..vacant {
            let candidate = world.firms.of_region(region).start + rank;
            if entry.uniform(candidate, 0) < hazard {
                let direction = pull.direction(entry.uniform(candidate, 1));
                settle(world, setting, (region, candidate, direction), &pull, character);
            }
        }
    }
}

/// What draws those who would enter a region.
struct Pull {
    /// By direction, over an ordinary business.
    weights: Vec<f64>,
    /// By solution: what the firms of the region know, in years of their research.
    known: Vec<f64>,
}

impl Pull {
    fn of(firms: &Firms, region: usize, prospects: &[f64], setting: Setting) -> Self {
        let search = &setting.scenario.parameters.firms.search;
        let here = firms.of_region(region);
        let yearly: f64 = here.clone().map(|firm| firms.intensity[firm] * firms.sales[firm] * 4.0).sum();
        let known = (0..prospects.len()).map(|solution| {
            let known: f64 =
                firms.knowledge.row(solution)[here.clone()].iter().map(|known| f64::from(*known)).sum();
            if yearly > 0.0 { known / yearly } else { 0.0 }
        });
        let known: Vec<f64> = known.collect();
        let weights = known.iter().zip(prospects).map(|(known, prospect)| {
            let related = search.relatedness.0 * known / (1.0 + known);
            weight(search.sharpness.0 * (prospect + related - search.outside.0))
        });
        Self { weights: std::iter::once(1.0).chain(weights).collect(), known }
    }

    fn total(&self) -> f64 {
        self.weights.iter().sum()
    }

    fn direction(&self, chance: f64) -> Direction {
        drawn(&self.weights, chance).unwrap_or(0) as Direction
    }
}

/// A firm takes the first vacant place of a region: as productive as its firms are by their sales, give or take, and with
/// as much knowledge of what it turns to, for its size, as they have.
fn settle(
    world: &mut World,
    setting: Setting,
    (region, candidate, direction): (usize, usize, Direction),
    pull: &Pull,
    character: Luck,
) {
    let parameters = &setting.scenario.parameters.firms;
    let firms = &mut world.firms;
    let here = firms.of_region(region);
    let mut shares: Vec<f64> =
        here.clone().map(|firm| firms.market_share[firm]).filter(|s| *s > 0.0).collect();
    shares.sort_unstable_by(f64::total_cmp);
    let usual = mean_productivity(firms, &here);
    // where nobody is left the region is all its own
    let median = shares.get(shares.len() / 2).copied();
    let share = median.map_or(1.0, |share| parameters.demography.entrant_size.0 * share);
    let Some(firm) = here.clone().find(|firm| !firms.is_at_work(*firm)) else { return };
    firms.number[firm] = (1 + world.step * firms.len() + candidate) << NEWCOMER;
    firms.born[firm] = world.step as u32 + 1;
    firms.market_share[firm] = share;
    firms.sales[firm] = world.regions.gdp[region] * parameters.field_share.0 / 4.0 * share;
    equip(firms, setting.scenario, character, firm);
    firms.productivity[firm] *= usual;
    firms.direction[firm] = direction;
    if let Some(solution) = firms.solution(firm) {
        let yearly = firms.intensity[firm] * firms.sales[firm] * 4.0;
        firms.knowledge[(solution, firm)] = (pull.known[solution] * yearly) as f32;
    }
    firms.vacant[region] -= 1;
    firms.entered += 1;
    let funds = Money(firms.funds[firm]);
    world.regions.household_account[region] -= funds.0;
    world.ledger.enter(Flow::Equity, Sector::Households, Sector::Firms, funds);
}
