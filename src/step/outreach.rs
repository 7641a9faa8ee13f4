//! Outreach: public money reaches people, to tell them of solutions or to ask them as well.
//!
//! Reads: offers. Writes: who is told and asked, line accounts, hours of staff.
//!
//! Reached share of a region's people `= 1 - exp(-(EUR per head and year) / reach)`; what several lines reach, they
//! reach independently.
//!
//! Told in section 7.5 of docs/odd.md.

use super::Setting;
use super::staff::{self, administer, pay_region};
use crate::numeric::exp;
use crate::units::{Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::Flow;
use crate::world::offers::Outreach;

pub(super) fn reach(world: &mut World, setting: Setting) {
    for mission in &mut world.missions {
        mission.told.fill(0.0);
        mission.asked.fill(0.0);
    }
    let outreach = std::mem::take(&mut world.offers.outreach);
    for offer in &outreach {
        for region in 0..world.regions.len() {
            reach_region(world, setting, offer, region);
        }
    }
    world.offers.outreach = outreach;
}

fn reach_region(world: &mut World, setting: Setting, offer: &Outreach, region: usize) {
    let money = Money(offer.money[region]);
    if money.0 <= 0.0 {
        return;
    }
    if offer.asks {
        administer(world, offer.line, money, Some(region));
        staff::hire(world, offer.line, staff::hours_of(setting, money), region);
    } else {
        // those who print and broadcast in the region
        pay_region(world, offer.line, Flow::Outreach, money, region);
    }
    let people = world.regions.geography.population[region];
    let reached = 1.0 - exp(-money.per_head(people).0 * QUARTERS_PER_YEAR / offer.reach);
    let mission = &mut world.missions[offer.mission.index()];
    add(&mut mission.told[region], reached);
    if offer.asks {
        add(&mut mission.asked[region], reached);
    }
}

/// Adds people who are reached, whoever else was.
fn add(share: &mut f64, reached: f64) {
    *share += (1.0 - *share) * reached;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_reached_twice() {
        let mut share = 0.0;
        add(&mut share, 0.5);
        add(&mut share, 0.5);
        assert_eq!(share, 0.75);
    }
}
