//! Conditions: what is asked for support costs those who take it, so some of them do without; what they do for it is
//! counted.
//!
//! Reads: conditions of offers and projects, capacity. Writes: duties of firms, local money, public value.
//!
//! Of a euro of support the conditions take `k (sum over conditions of cost x strictness)` from a taker, k log-normal
//! with mean 1, a trait of the taker (Mazzucato, Rodrik 2023, on kinds of conditions; all numbers are assumptions).
//! Who takes it compares that with what the euro is worth to it: a lead with `private_value`, everybody else with 1.
//!
//! Told in sections 7.7, 7.9, 7.10 and 7.11 of docs/odd.md.

use super::Setting;
use crate::chance::{Luck, Purpose};
use crate::numeric::{exp, normal_quantile};
use crate::scenario::MOST_MISSIONS;
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::projects::{Lead, Project, Stage};
use crate::world::stock::OwnerKind;
use crate::world::support::Conditions;

/// What is asked for support, and the share of the cost of the work that the support is.
pub(super) type Asked = (Conditions, f64);

/// What a standard adds to the cost of the work, as a share of it.
pub(super) fn surcharge(setting: Setting, conditions: Conditions) -> f64 {
    setting.scenario.parameters.conditions.standard.0 * conditions.standard
}

/// What work with people and firms of a region costs beyond other work, as a share of the support.
fn cost_of_local_delivery(setting: Setting, conditions: Conditions, capacity: f64) -> f64 {
    setting.scenario.parameters.conditions.local_delivery.0 * conditions.local_delivery * (1.0 - capacity)
}

/// What conditions take from the usual taker for each euro of support.
fn usual(setting: Setting, (conditions, intensity): Asked, is_firm: bool, capacity: f64) -> f64 {
    let costs = &setting.scenario.parameters.conditions;
    // who makes no profits need not put them anywhere
    let reinvest = if is_firm { costs.reinvest.0 * conditions.reinvest } else { 0.0 };
    let standard = surcharge(setting, conditions);
    reinvest
        + costs.open_knowledge.0 * conditions.open_knowledge
        + cost_of_local_delivery(setting, conditions, capacity)
        + if standard > 0.0 { standard / intensity } else { 0.0 }
}

/// How many times the usual conditions cost whoever stands at this place among all, 0 to 1.
fn weight(setting: Setting, place: f64) -> f64 {
    let spread = setting.scenario.parameters.conditions.spread.0;
    exp(spread * normal_quantile(place) - spread * spread / 2.0)
}

/// How many times the usual conditions cost a taker: firms by their number, and after them public bodies.
pub(super) fn weight_of(setting: Setting, taker: usize) -> f64 {
    weight(setting, setting.streams.luck(Purpose::Burden, 0).uniform(taker, 0))
}

/// What conditions take from a taker, as it sees it, for each euro of support: nothing where nothing is asked.
pub(super) fn burden(setting: Setting, asked: Asked, (taker, is_firm): (usize, bool), capacity: f64) -> f64 {
    let heed = setting.scenario.parameters.conditions.heed.0;
    if !asked.0.any() || heed <= 0.0 {
        return 0.0;
    }
    heed * weight_of(setting, taker) * usual(setting, asked, is_firm, capacity)
}

/// Takers too many to be asked one by one, from whom conditions cost little to whom they cost much.
#[derive(Debug)]
pub(super) struct Crowd {
    /// How many times the usual they cost each.
    weights: Vec<f64>,
    /// The sum of the first of them.
    sums: Vec<f64>,
}

/// How many stand for all of a crowd: their shares are known to a 256th.
const CROWD: usize = 256;

/// What a crowd makes of an offer of support.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Uptake {
    /// The share of it that takes the support: those to whom the conditions cost least.
    pub share: f64,
    /// What the conditions cost these, for each euro of support.
    pub cost: f64,
}

impl Crowd {
    pub fn gather(setting: Setting) -> Self {
        let place = |number| (f64::from(number) + 0.5) / CROWD as f64;
        let weights: Vec<f64> = (0..CROWD as u32).map(|number| weight(setting, place(number))).collect();
        let sum = |sum: &mut f64, weight: &f64| {
            *sum += weight;
            Some(*sum)
        };
        let sums = weights.iter().scan(0.0, sum).collect();
        Self { weights, sums }
    }

    /// Who of a crowd of buyers or trainers takes support in a place of this capacity, and at what cost.
    pub fn uptake(&self, setting: Setting, asked: Asked, capacity: f64) -> Uptake {
        if !asked.0.any() {
            return Uptake { share: 1.0, cost: 0.0 };
        }
        let usual = usual(setting, asked, false, capacity);
        let heeded = setting.scenario.parameters.conditions.heed.0 * usual;
        let count = self.weights.partition_point(|weight| heeded * weight < 1.0);
        let cost = count.checked_sub(1).map_or(0.0, |last| usual * self.sums[last] / count as f64);
        Uptake { share: count as f64 / CROWD as f64, cost }
    }
}

/// The luck by which owners of a kind stand among all: their own, or that of whoever would install for them.
pub(super) fn luck_of_owners(setting: Setting, mission: usize, kind: OwnerKind) -> Luck {
    debug_assert!(mission < MOST_MISSIONS);
    setting.streams.luck(Purpose::Burden, 1 + mission * OwnerKind::ALL.len() + kind as usize)
}

/// A firm pays what a standard costs it beyond what the work costs in any case, to people of the region.
pub(super) fn pay_for_standard(world: &mut World, firm: usize, region: usize, cost: Money) {
    if cost.0 > 0.0 {
        world.ledger.transfer(
            Flow::Conditions,
            (Sector::Firms, &mut world.firms.funds[firm]),
            (Sector::Households, &mut world.regions.household_account[region]),
            cost,
        );
    }
}

/// A lead that gets support owes what is asked of its profits.
pub(super) fn owe(world: &mut World, conditions: Conditions, lead: Lead, support: f64) {
    let Lead::Firm(id) = lead else { return };
    if conditions.reinvest > 0.0 {
        let firms = &mut world.firms;
        firms.duty.resize(firms.region.len(), 0.0);
        firms.duty[id.index()] += conditions.reinvest * support;
    }
}

/// Counts what work under conditions is worth to the public, M EUR; gives the part that is done with people and firms of
/// the region.
pub(super) fn count(world: &mut World, setting: Setting, asked: Conditions, work: f64) -> f64 {
    let costs = &setting.scenario.parameters.conditions;
    let here = asked.local_delivery * work;
    world.public_value.standards += costs.standard_value.0 * asked.standard * work;
    world.public_value.local += costs.local_value.0 * here;
    here
}

/// Counts what a project does in a quarter, and lets its region learn from it.
pub(super) fn count_project(world: &mut World, setting: Setting, project: &Project, work: f64) {
    if !project.conditions.any() {
        return;
    }
    let here = count(world, setting, project.conditions, work);
    // local work is local whatever is asked
    if matches!(project.stage, Stage::Explore | Stage::Develop | Stage::Supply) {
        world.regions.local_money[project.region.index()] += here;
    }
}
