//! **Programmes**: the policy's lines get their year's money, learn what they need to know, and lay their
//! offers on the table. Once a year each line gives back what nobody could use.
//!
//! Reads: the policy, capacity and need of regions. Writes: offers, line accounts, what the agency sees.

use super::Setting;
use crate::chance::Purpose;
use crate::ids::LineId;
use crate::numeric::{exp, normal_quantile};
use crate::policy::{Line, Moment};
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};

/// Quarters in a line's year.
const YEAR: i32 = 4;

pub(super) fn act(world: &mut World, setting: Setting) {
    let date = setting.scenario.horizon.date_of(world.step);
    let mut offers = std::mem::take(&mut world.offers);
    offers.clear(world.missions.len(), world.solutions.len());
    if world.step.is_multiple_of(YEAR as usize) {
        look_around(world, setting);
    }
    for (place, line) in setting.policy.lines.iter().enumerate() {
        let id = LineId::new(place);
        let quarter_of_year = date.since(line.terms.from).rem_euclid(YEAR);
        let year_begins = quarter_of_year == 0 || world.step == 0;
        if year_begins {
            give_back(world, id);
        }
        if !line.terms.runs_on(date) {
            continue;
        }
        if year_begins {
            appropriate(world, setting, id, line);
        }
        let moment = Moment {
            line: id,
            question: line.question(),
            terms: &line.terms,
            ramp: line.terms.ramp_on(date),
            money: world.lines[place].available(),
            promise: line.terms.promise_on(date.plus(-quarter_of_year)),
            year_begins,
            quarters_left: (YEAR - quarter_of_year) as usize,
            world,
        };
        line.instrument.act(&moment, &mut offers);
    }
    world.offers = offers;
    for (mission, (levy, compliance)) in
        world.missions.iter_mut().zip(world.offers.levy.iter().zip(&world.offers.compliance))
    {
        mission.levy = *levy;
        mission.compliance = *compliance;
    }
}

/// The agency looks at where the problem lies: with noise that falls with its capability, anew each year.
fn look_around(world: &mut World, setting: Setting) {
    let calls = &setting.scenario.parameters.calls;
    let noise = calls.view_noise.0 * (1.0 - world.agency.capability);
    let regions = world.regions.len();
    let luck = setting.streams.luck(Purpose::AgencyView, world.step);
    for (place, mission) in world.missions.iter().enumerate() {
        let seen = &mut world.agency.need_seen[place];
        for (region, seen) in seen.iter_mut().enumerate() {
            *seen = mission.traits.problem[region]
                * exp(noise * normal_quantile(luck.uniform(place * regions + region, 0)));
        }
        let total: f64 = seen.iter().sum();
        seen.iter_mut().for_each(|share| *share /= total);
    }
}

/// Gives the money back that the line could neither spend nor commit.
fn give_back(world: &mut World, id: LineId) {
    let line = &mut world.lines[id.index()];
    let unused = Money(line.available());
    if unused.0 <= 0.0 {
        return;
    }
    line.returned += unused.0;
    let mut exchequer = world.ledger.exchequer;
    world.ledger.transfer(
        Flow::Return,
        (Sector::Agencies, &mut line.balance),
        (Sector::Exchequer, &mut exchequer),
        unused,
    );
    world.ledger.exchequer = exchequer;
}

/// Gives a line its year's money, charges what its design needs to know, and raises regions' entitlements.
fn appropriate(world: &mut World, setting: Setting, id: LineId, line: &Line) {
    let date = setting.scenario.horizon.date_of(world.step);
    let promise = Money(line.terms.promise_on(date));
    if promise.0 <= 0.0 {
        return;
    }
    let account = &mut world.lines[id.index()];
    account.promised += promise.0;
    let mut exchequer = world.ledger.exchequer;
    world.ledger.transfer(
        Flow::Appropriation,
        (Sector::Exchequer, &mut exchequer),
        (Sector::Agencies, &mut account.balance),
        promise,
    );
    world.ledger.exchequer = exchequer;

    if line.terms.design.uses_information() {
        let places = line.terms.regions.as_ref().map_or(world.regions.len(), Vec::len);
        let cost = setting.scenario.parameters.calls.information_cost * places as f64;
        administer(world, id, cost.min(Money(world.lines[id.index()].available())), None);
    }
    if let Some(shares) = line.terms.envelope(world) {
        let account = &mut world.lines[id.index()];
        let money = account.available();
        account.entitled.resize(shares.len(), 0.0);
        for (entitled, share) in account.entitled.iter_mut().zip(shares) {
            *entitled += share * money;
        }
    }
}

/// Pays wages of administration from a line: in one region, or spread over people.
pub(super) fn administer(world: &mut World, id: LineId, cost: Money, place: Option<usize>) {
    world.lines[id.index()].pay_directly(cost);
    world.ledger.enter(Flow::Administration, Sector::Agencies, Sector::Households, cost);
    let people = world.regions.total_population();
    match place {
        Some(region) => world.regions.household_account[region] += cost.0,
        None => {
            for region in 0..world.regions.len() {
                let share = world.regions.geography.population[region] / people;
                world.regions.household_account[region] += cost.0 * share;
            }
        }
    }
}
