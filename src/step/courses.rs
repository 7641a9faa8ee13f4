//! Courses: public money trains installers. They can work when their course is over; those for whom there is
//! no work go elsewhere, a part of them each year. Where something is asked for the money some of those who would teach do
//! without it, and the others spend a part of it on what is asked.
//!
//! Reads: offers, what was asked of installers. Writes: installers, line accounts, public value.
//!
//! Capacity to put in one unit a year costs `cost`. Idle = installers - 1.2 x demand; of the trained among them
//! `idle_installers_leave` a year goes.
//!
//! Told in section 7.10 of docs/odd.md.

use super::conditions::{self, Crowd};
use super::staff::{administer, pay_region};
use super::{HEADROOM, Setting, donors};
use crate::ids::RegionId;
use crate::units::{Euros, Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::missions::{Cohort, Mission};
use crate::world::offers::Courses;

pub(super) fn hold(world: &mut World, setting: Setting) {
    let leave = setting.scenario.parameters.supply.idle_installers_leave.per_quarter();
    for mission in &mut world.missions {
        finish(mission, world.step);
        lose_idle(mission, leave);
    }
    let courses = std::mem::take(&mut world.offers.courses);
    for offer in &courses {
        let trainers = Crowd::new(setting);
        for region in RegionId::all(world.regions.len()) {
            begin(world, setting, offer, region, &trainers);
        }
    }
    world.offers.courses = courses;
}

/// Those whose course is over begin to work.
fn finish(mission: &mut Mission, step: usize) {
    for cohort in mission.cohorts.extract_if(.., |cohort| cohort.ready <= step) {
        mission.trained[cohort.region.index()] += cohort.units;
        mission.installers[cohort.region.index()] += cohort.units;
    }
}

/// Of the trained for whom there is no work, a part goes.
fn lose_idle(mission: &mut Mission, leave: f64) {
    for (region, installers) in mission.installers.iter_mut().enumerate() {
        let lost = leave * idle(*installers, mission.installer_demand[region], mission.trained[region]);
        mission.trained[region] -= lost;
        *installers -= lost;
    }
}

/// The trained for whom there is no work. What the trade keeps as its own headroom is no idleness, and those who
/// came without a course stay.
fn idle(installers: f64, demand: f64, trained: f64) -> f64 {
    (installers - HEADROOM * demand).clamp(0.0, trained)
}

/// Units a quarter that the trained of one course can put in.
fn units(money: Money, cost: Euros) -> f64 {
    money.over(cost.times(1.0)) / QUARTERS_PER_YEAR
}

/// Begins the year's course in a region, and pays for it: one course is administered like one project.
fn begin(world: &mut World, setting: Setting, offer: &Courses, region: RegionId, trainers: &Crowd) {
    let administration = setting.scenario.parameters.calls.administration;
    let place = region.index();
    let offered = Money(offer.money[place]) - administration;
    // courses are paid in full
    let asked = (offer.conditions, 1.0);
    let uptake = trainers.uptake(asked, world.regions.capacity[place]);
    let money = offered * uptake.share;
    if offered.0 > 0.0 && asked.0.any() {
        world.missions[offer.mission.index()].takeup.note(money, offered - money);
    }
    if money.0 <= 0.0 {
        return;
    }
    administer(world, offer.line, administration, Some(place));
    pay_region(world, offer.line, Flow::Courses, money, place);
    let donated = Money(donors::part_beside(&world.lines[offer.line.index()], money.0));
    donors::pay_at_once(world, offer.line, Sector::Households, donated);
    world.regions.household_account[place] += donated.0;
    let money = money + donated;
    conditions::count(world, setting, offer.conditions, money.0);
    let units = units(money * (1.0 / (1.0 + uptake.cost)), Euros(offer.cost));
    let ready = world.step + offer.quarters;
    world.missions[offer.mission.index()].cohorts.push(Cohort { region, units, ready });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_trains_for_five_hundred_units_a_quarter_at_500_eur() {
        // 1 M EUR / 500 EUR = 2000 units a year
        assert!((units(Money(1.0), Euros(500.0)) - 500.0).abs() < 1e-9);
    }

    #[test]
    fn only_the_trained_without_work_are_idle() {
        // work for 60 with the headroom of a fifth: 40 of 100 are too many, of whom 30 came from courses
        assert!((idle(100.0, 50.0, 30.0) - 30.0).abs() < 1e-9);
        assert!((idle(100.0, 75.0, 30.0) - 10.0).abs() < 1e-9);
        assert_eq!(idle(100.0, 90.0, 30.0), 0.0);
        assert_eq!(idle(100.0, 0.0, 0.0), 0.0);
    }
}
