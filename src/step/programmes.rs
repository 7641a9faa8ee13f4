//! **Programmes**: the policy's lines get their year's money, learn what they need to know, and lay their
//! offers on the table. Once a year each line gives back what nobody could use.
//!
//! Reads: the policy, capacity and need of regions. Writes: offers, line accounts.
//!
//! Told in section 7.5 of docs/odd.md.

use super::donors;
use super::staff::{self, administer, pay_people};
use super::{Setting, maps, outreach};
use crate::ids::LineId;
use crate::policy::Line;
use crate::policy::moment::Moment;
use crate::units::Money;
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::lines::Outlook;

/// Quarters in a line's year.
const YEAR: i32 = 4;

pub(super) fn act(world: &mut World, setting: Setting) {
    let date = setting.scenario.horizon.date_of(world.step);
    let mut offers = std::mem::take(&mut world.offers);
    offers.clear(world.missions.len(), world.solutions.len());
    if world.step.is_multiple_of(YEAR as usize) {
        (0..world.agencies.len()).for_each(|agency| maps::look_around(world, setting, agency));
    }
    for (place, line) in setting.policy.lines.iter().enumerate() {
        let id = LineId::new(place);
        let quarter_of_year = date.since(line.terms.from).rem_euclid(YEAR);
        let year_begins = quarter_of_year == 0 || world.step == 0;
        if year_begins {
            give_back(world, id, line, line.terms.runs_on(date));
        }
        if line.terms.keeps {
            let (money, quarters) = line.terms.outlook_on(date);
            let money = money * mandate(world, line);
            world.lines[place].outlook = Outlook { money, quarters: f64::from(quarters) };
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
            date,
            ramp: line.terms.ramp_on(date),
            money: world.lines[place].available(),
            promise: line.terms.promise_on(date.plus(-quarter_of_year)) * mandate(world, line),
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
    outreach::reach(world, setting);
}

/// Gives the money back that the line could neither spend nor commit. What stopped projects set free stays with a line
/// that goes on, and so does all that a promise waits to be claimed for.
fn give_back(world: &mut World, id: LineId, written: &Line, goes_on: bool) {
    let line = &mut world.lines[id.index()];
    line.help.clear();
    if let Some(donor) = &mut line.donor {
        donor.lapse();
    }
    let freed = std::mem::take(&mut line.freed);
    let kept = match goes_on {
        true if written.terms.keeps => line.available(),
        true => freed.min(line.available()),
        false => 0.0,
    };
    let unused = Money(line.available() - kept);
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

/// Share of what the policy means a line to have that elections let stand.
fn mandate(world: &World, line: &Line) -> f64 {
    world.missions[line.terms.mission.index()].mandate
}

/// Gives a line its year's money, charges what its design needs to know, and raises regions' entitlements.
fn appropriate(world: &mut World, setting: Setting, id: LineId, line: &Line) {
    let date = setting.scenario.horizon.date_of(world.step);
    let promise = Money(line.terms.public_promise_on(date)) * mandate(world, line);
    let account = &mut world.lines[id.index()];
    // donors are not elected
    if let Some(donor) = &mut account.donor {
        donors::promise(donor, line.terms.shares.donor * line.terms.promise_on(date));
    }
    if promise.0 <= 0.0 {
        return;
    }
    account.promised += promise.0;
    account.authority += promise.0 * world.discount;
    let mut exchequer = world.ledger.exchequer;
    world.ledger.transfer(
        Flow::Appropriation,
        (Sector::Exchequer, &mut exchequer),
        (Sector::Agencies, &mut account.balance),
        promise,
    );
    world.ledger.exchequer = exchequer;

    serve_other_goals(world, setting, id, promise);
    let places = line.terms.regions.as_ref().map_or(world.regions.len(), Vec::len);
    let things = (places * line.terms.design.information.count()) as f64;
    if things > 0.0 {
        let cost = setting.scenario.parameters.calls.information_cost * things;
        administer(world, id, cost.min(Money(world.lines[id.index()].available())), None);
        staff::ask(world, id, staff::hours_of(setting, cost), None);
    }
    help(world, id, line, promise);
    if let Some(shares) = line.terms.envelope(world) {
        let account = &mut world.lines[id.index()];
        // claims on what was kept stand already
        let money = if line.terms.keeps { promise.0.min(account.available()) } else { account.available() };
        account.entitled.resize(shares.len(), 0.0);
        for (entitled, share) in account.entitled.iter_mut().zip(shares) {
            *entitled += share * money;
        }
    }
}

/// Without a link to an agency above it, an agency spends a part of its money on goals of its own.
fn serve_other_goals(world: &mut World, setting: Setting, id: LineId, promise: Money) {
    let agency = &world.agencies[world.lines[id.index()].agency.index()];
    let above = world.agencies.iter().enumerate().filter(|(place, other)| {
        other.traits.level < agency.traits.level && staff::is_at_work(world, setting, *place)
    });
    let Some(linked) = above.map(|(place, _)| agency.links[place]).reduce(f64::max) else { return };
    let drift = setting.scenario.parameters.agencies.links.drift.0 * (1.0 - linked);
    pay_people(world, id, Flow::OtherGoals, promise * drift, None);
}

/// Pays for help to apply and to deliver, as much as the line's design gives to it.
fn help(world: &mut World, id: LineId, line: &Line, promise: Money) {
    let design = &line.terms.design;
    let money = (promise * design.help).min(Money(world.lines[id.index()].available()));
    if money.0 <= 0.0 {
        return;
    }
    let shares = line.terms.share_out(
        &design.help_weights(world, world.agencies[line.terms.agency.index()].view_on(design.map)),
    );
    let mut help = Vec::with_capacity(shares.len());
    for (region, share) in shares.into_iter().enumerate() {
        let here = money * share;
        administer(world, id, here, Some(region));
        help.push(here.per_head(world.regions.geography.population[region]).0);
    }
    world.lines[id.index()].help = help;
}
