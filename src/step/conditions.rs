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

use std::cell::OnceCell;

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

/// How many times the usual conditions cost a taker, by its number: firms, and after them public bodies.
pub(super) fn weight_of(setting: Setting, taker: usize) -> f64 {
    weight(setting, setting.streams.luck(Purpose::Burden, 0).uniform(taker, 0))
}

/// What conditions cost a taker for each euro of support.
pub(super) fn cost(setting: Setting, asked: Asked, (taker, is_firm): (usize, bool), capacity: f64) -> f64 {
    weight_of(setting, taker) * usual(setting, asked, is_firm, capacity)
}

/// What conditions take from a taker, as it sees it, for each euro of support: nothing where nothing is asked.
pub(super) fn burden(setting: Setting, asked: Asked, taker: (usize, bool), capacity: f64) -> f64 {
    let heed = setting.scenario.parameters.conditions.heed.0;
    if !asked.0.any() || heed <= 0.0 {
        return 0.0;
    }
    heed * cost(setting, asked, taker, capacity)
}

/// Takers too many to be asked one by one: buyers, who differ by who would install for them, and trainers.
#[derive(Debug)]
pub struct Crowd<'s> {
    setting: Setting<'s>,
    /// How many times the usual conditions cost each, from those to whom they cost little on, and the sum up to each:
    /// found when somebody is asked for something.
    weights: OnceCell<Vec<[f64; 2]>>,
}

/// How many stand for all of a crowd: their shares are known to a 256th.
const CROWD: u32 = 256;

/// What a crowd makes of an offer of support.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Uptake {
    /// The share of it that takes the support: those to whom the conditions cost least.
    pub share: f64,
    /// What the conditions cost these, for each euro of support.
    pub cost: f64,
    /// What they see of that.
    pub heeded: f64,
}

impl<'s> Crowd<'s> {
    /// A crowd that has not been asked for anything yet.
    pub fn new(setting: Setting<'s>) -> Self {
        Self { setting, weights: OnceCell::new() }
    }

    /// Who takes support in a place of this capacity, and at what cost.
    pub(super) fn uptake(&self, asked: Asked, capacity: f64) -> Uptake {
        if !asked.0.any() {
            return Uptake { share: 1.0, cost: 0.0, heeded: 0.0 };
        }
        let weights = self.weights.get_or_init(|| weights(self.setting));
        let usual = usual(self.setting, asked, false, capacity);
        let heed = self.setting.scenario.parameters.conditions.heed.0;
        let takers = weights.partition_point(|[weight, _]| heed * usual * weight < 1.0);
        let cost = takers.checked_sub(1).map_or(0.0, |last| usual * weights[last][1] / takers as f64);
        Uptake { share: takers as f64 / f64::from(CROWD), cost, heeded: heed * cost }
    }
}

/// How many times the usual conditions cost each of a crowd, and the sum up to each.
fn weights(setting: Setting) -> Vec<[f64; 2]> {
    let mut sum = 0.0;
    let one = |number| {
        let weight = weight(setting, (f64::from(number) + 0.5) / f64::from(CROWD));
        sum += weight;
        [weight, sum]
    };
    (0..CROWD).map(one).collect()
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::chance::Streams;
    use crate::scenario::Scenario;

    /// What a test makes of the small scenario, with changes.
    fn with<T>(changes: &[&str], look: impl FnOnce(Setting) -> T) -> T {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/small.toml");
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let scenario = Scenario::load(&path, &changes, false).unwrap_or_else(|error| panic!("{error}"));
        look(Setting { scenario: &scenario, policy: &scenario.policies[0], streams: Streams::new(1, 0) })
    }

    const ALL: Conditions =
        Conditions { reinvest: 0.5, open_knowledge: 0.25, standard: 1.0, local_delivery: 0.5 };

    #[test]
    fn a_euro_of_support_is_worth_less_by_the_sum_of_what_is_asked() {
        with(&["conditions.spread=0"], |setting| {
            // 0.3 x 0.5 + 0.4 x 0.25 + 0.5 x 0.5 x (1 - 0.2) + 0.1 / 0.5
            let burden = |is_firm, intensity| burden(setting, (ALL, intensity), (3, is_firm), 0.2);
            assert!((burden(true, 0.5) - 0.65).abs() < 1e-12);
            // who makes no profits need not put them anywhere
            assert!((burden(false, 0.5) - 0.5).abs() < 1e-12);
            // where nothing is added to the work it does not matter how little the support is beside it
            let asked = (Conditions { reinvest: 1.0, ..Conditions::default() }, 0.0);
            assert!((super::burden(setting, asked, (3, true), 0.2) - 0.3).abs() < 1e-12);
        });
        let half = with(&["conditions.spread=0", "conditions.heed=0.5"], |setting| {
            (burden(setting, (ALL, 0.5), (3, true), 0.2), cost(setting, (ALL, 0.5), (3, true), 0.2))
        });
        assert!((half.0 - 0.325).abs() < 1e-12 && (half.1 - 0.65).abs() < 1e-12);
    }

    #[test]
    fn of_a_crowd_those_take_support_to_whom_it_costs_least() {
        let asked = |standard| (Conditions { standard, ..Conditions::default() }, 0.1);
        with(&[], |setting| {
            let crowd = Crowd::new(setting);
            assert_eq!(crowd.uptake(asked(0.0), 0.5), Uptake { share: 1.0, cost: 0.0, heeded: 0.0 });
            // a usual cost of 1: k < 1 has the chance N(0.7 / 2) = 0.6368; the mean of k among them is
            // N(-0.35) / N(0.35) = 0.3632 / 0.6368 = 0.5703
            let Uptake { share, cost, heeded } = crowd.uptake(asked(1.0), 0.5);
            assert!((share - 0.6368).abs() < 1.0 / 256.0, "{share}");
            assert!((cost - 0.5703).abs() < 0.005 && heeded == cost, "{cost}");
        });
        // all take what costs nobody more than it is worth, and nobody what costs all more
        with(&["conditions.spread=0"], |setting| {
            let crowd = Crowd::new(setting);
            let at_half = crowd.uptake(asked(0.5), 0.5);
            assert!(at_half.share == 1.0 && (at_half.cost - 0.5).abs() < 1e-12);
            assert_eq!(crowd.uptake(asked(1.0), 0.5), Uptake { share: 0.0, cost: 0.0, heeded: 0.0 });
        });
        with(&["conditions.heed=0"], |setting| {
            let Uptake { share, cost, heeded } = Crowd::new(setting).uptake(asked(1.0), 0.5);
            assert!(share == 1.0 && heeded == 0.0 && (cost - 1.0).abs() < 0.01, "{cost}");
        });
    }
}
