//! Staff: what work asks of the people of an agency, and how it is paid for. Work for one project is charged to the
//! line of the project; work for the agency as a whole to all its lines, in proportion to the money that they have.
//!
//! Told in section 7.4 of docs/odd.md.

use super::Setting;
use crate::ids::{AgencyId, LineId};
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};

/// Whether an agency has anything to do under this policy.
pub(super) fn is_at_work(world: &World, setting: Setting, agency: usize) -> bool {
    let date = setting.scenario.horizon.date_of(world.step);
    let mut lines = setting.policy.lines.iter().zip(&world.lines);
    lines.any(|(line, account)| {
        account.agency.index() == agency
            && (account.balance > 0.0 || (line.terms.budget.0 > 0.0 && line.terms.runs_on(date)))
    })
}

/// Asks the staff of a line's agency for hours that its administration has paid for.
pub(super) fn ask(world: &mut World, line: LineId, hours: f64, region: Option<usize>) {
    let agency = world.lines[line.index()].agency;
    world.agencies[agency.index()].work(hours);
    if let Some(region) = region {
        world.regions.staff_hours[region] += hours;
    }
}

/// Hours of people who are hired for nothing else: they are no load for the agency's own.
pub(super) fn hire(world: &mut World, line: LineId, hours: f64, region: usize) {
    let agency = world.lines[line.index()].agency;
    world.agencies[agency.index()].worked += hours;
    world.regions.staff_hours[region] += hours;
}

/// The hours that money for administration pays for; none where hours cost nothing.
pub(super) fn hours_of(setting: Setting, cost: Money) -> f64 {
    let hour = setting.scenario.parameters.agencies.staff.hour.0;
    if hour > 0.0 { cost.0 * 1e6 / hour } else { 0.0 }
}

/// Asks for hours and charges them to the line, as far as it has money.
pub(super) fn charge(world: &mut World, setting: Setting, line: LineId, hours: f64, region: Option<usize>) {
    ask(world, line, hours, region);
    let cost = Money(setting.scenario.parameters.agencies.staff.hour.0 * hours * 1e-6);
    let available = Money(world.lines[line.index()].available());
    administer(world, line, cost.min(available), region);
}

/// Asks for hours of an agency as a whole and charges them to its lines.
pub(super) fn charge_agency(world: &mut World, setting: Setting, agency: AgencyId, hours: f64) {
    world.agencies[agency.index()].work(hours);
    let cost = setting.scenario.parameters.agencies.staff.hour.0 * hours * 1e-6;
    pay_from_lines(world, agency, Money(cost));
}

/// Pays for something out of all lines of an agency, as far as they have money.
pub(super) fn pay_from_lines(world: &mut World, agency: AgencyId, cost: Money) {
    let mine = |world: &World, place: usize| world.lines[place].agency == agency;
    let available: f64 = (0..world.lines.len())
        .filter(|place| mine(world, *place))
        .map(|place| world.lines[place].available())
        .sum();
    let share = if available > 0.0 { (cost.0 / available).min(1.0) } else { 0.0 };
    for place in 0..world.lines.len() {
        if share > 0.0 && mine(world, place) {
            let part = Money(share * world.lines[place].available());
            administer(world, LineId::new(place), part, None);
        }
    }
}

/// Pays wages of administration from a line: in one region, or spread over people.
pub(super) fn administer(world: &mut World, id: LineId, cost: Money, place: Option<usize>) {
    pay_people(world, id, Flow::Administration, cost, place);
}

/// Pays people of a region from a line for what they do there: it counts as the region's money.
pub(super) fn pay_region(world: &mut World, id: LineId, flow: Flow, money: Money, region: usize) {
    pay_people(world, id, flow, money, Some(region));
    world.lines[id.index()].awarded[region] += money.0;
    world.regions.public_money[region] += money.0;
}

/// Pays people from a line: in one region, or all.
pub(super) fn pay_people(world: &mut World, id: LineId, flow: Flow, cost: Money, place: Option<usize>) {
    if cost.0 <= 0.0 {
        return;
    }
    world.lines[id.index()].pay_directly(cost);
    world.ledger.enter(flow, Sector::Agencies, Sector::Households, cost);
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
