//! Conditions: what is asked for support costs its leads, so some of them do not apply; what they do for it is counted.
//!
//! Reads: conditions of calls and projects, capacity. Writes: duties of firms, local money, public value.
//!
//! Of a euro of support the conditions take `k (sum over conditions of cost x strictness)` from a lead, k log-normal
//! with mean 1, a trait of the lead (Mazzucato, Rodrik 2023, on kinds of conditions; all numbers are assumptions).
//!
//! Told in section 7.7 of docs/odd.md.

use super::Setting;
use crate::chance::Purpose;
use crate::numeric::{exp, normal_quantile};
use crate::world::World;
use crate::world::projects::{Lead, Project, Stage};
use crate::world::support::Conditions;

/// What a standard adds to the lead's own part, as a share of the cost of the work.
pub(super) fn surcharge(setting: Setting, conditions: Conditions) -> f64 {
    setting.scenario.parameters.conditions.standard.0 * conditions.standard
}

/// What conditions take from a lead, as it sees it, for each euro of support: nothing where nothing is asked.
pub(super) fn burden(
    setting: Setting,
    (conditions, intensity): (Conditions, f64),
    (lead, is_firm): (usize, bool),
    capacity: f64,
) -> f64 {
    let costs = &setting.scenario.parameters.conditions;
    if !conditions.any() || costs.heed.0 <= 0.0 {
        return 0.0;
    }
    // who makes no profits need not put them anywhere
    let reinvest = if is_firm { costs.reinvest.0 * conditions.reinvest } else { 0.0 };
    let usual = reinvest
        + costs.open_knowledge.0 * conditions.open_knowledge
        + costs.local_delivery.0 * conditions.local_delivery * (1.0 - capacity)
        + surcharge(setting, conditions) / intensity;
    let spread = costs.spread.0;
    let luck = setting.streams.luck(Purpose::Burden, 0);
    let own = exp(spread * normal_quantile(luck.uniform(lead, 0)) - spread * spread / 2.0);
    costs.heed.0 * own * usual
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

/// Counts what work of a quarter under conditions is worth, M EUR, and lets the region learn from it.
pub(super) fn count(world: &mut World, setting: Setting, project: &Project, work: f64) {
    let (asked, costs) = (project.conditions, &setting.scenario.parameters.conditions);
    if !asked.any() {
        return;
    }
    world.public_value.standards += costs.standard_value.0 * asked.standard * work;
    let here = asked.local_delivery * work;
    world.public_value.local += costs.local_value.0 * here;
    // local work is local whatever is asked
    if matches!(project.stage, Stage::Explore | Stage::Develop | Stage::Supply) {
        world.regions.local_money[project.region.index()] += here;
    }
}
