//! Delivery: what was ordered is put in as far as suppliers and installers reach; the rest waits.

use super::super::Setting;
use super::{Help, Intent, Room, question, tenders};
use crate::chance::{further, unit};
use crate::numeric::erlang3_quantile;
use crate::units::{Euros, Money};
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::ledger::{Flow, Sector};
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, OwnerKind};

pub(super) fn deliver(world: &mut World, setting: Setting, mission: &mut Mission, room: &mut Room) {
    let served = served_shares(world, mission, room);
    for line in &mut world.lines {
        line.wanted = 0.0;
    }
    let intents = std::mem::take(&mut room.intents);
    for kind in OwnerKind::ALL {
        room.bought = Grid::filled(world.regions.len(), mission.goods(), 0);
        for intent in intents.iter().filter(|intent| intent.kind == kind) {
            serve(world, setting, mission, room, intent, &served);
        }
        pay_for_goods(world, mission, room, kind);
    }
    room.intents = intents;
}

/// Share of the orders for each solution in each region that can be served.
fn served_shares(world: &mut World, mission: &mut Mission, room: &Room) -> Grid<f64> {
    let regions = world.regions.len();
    let mut served = Grid::filled(regions, mission.traits.solutions.len(), 1.0);
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        let solution = id.index();
        let ordered: f64 = (0..regions).map(|region| room.orders[(region, rank)]).sum();
        let capacity = world.solutions.home_capacity[solution] + world.solutions.import_capacity[solution];
        world.solutions.ordered[solution] = ordered;
        if ordered > capacity {
            (0..regions).for_each(|region| served[(region, rank)] = capacity / ordered);
        }
    }
    for region in 0..regions {
        let supplied = room.orders.row(region).iter().zip(served.row(region)).map(|(o, s)| o * s);
        let supplied: f64 = supplied.sum();
        mission.installer_demand[region] = supplied;
        if supplied > mission.installers[region] {
            let share = mission.installers[region] / supplied;
            served.row_mut(region).iter_mut().for_each(|served| *served *= share);
        }
    }
    served
}

fn serve(
    world: &mut World,
    setting: Setting,
    mission: &mut Mission,
    room: &mut Room,
    intent: &Intent,
    served: &Grid<f64>,
) {
    let owner = intent.owner as usize;
    let region = usize::from(world.owner_regions(intent.kind)[owner]);
    let units = mission.stocks[intent.kind as usize].traits.units[region];
    if intent.good != INCUMBENT {
        let rank = usize::from(intent.good) - 1;
        let share = served[(region, rank)];
        let in_turn = share >= 1.0 || unit(further(intent.word, question::SERVED)) < share;
        if !in_turn || !help(world, mission, room, intent, region, units) {
            wait(world, mission, intent, units);
            return;
        }
        let solution = mission.traits.solutions[rank].index();
        world.solutions.installed[solution] += units;
        world.solutions.region_units[(region, solution)] += (units / mission.traits.units[region]) as f32;
    }
    let lifetime = match intent.good.checked_sub(1) {
        None => mission.traits.incumbent_lifetime,
        Some(rank) => world.solutions.traits[mission.traits.solutions[usize::from(rank)].index()].lifetime,
    };
    room.bought[(region, usize::from(intent.good))] += 1;
    put_in(world, mission, intent, region, life(lifetime, intent.word));
    let _ = setting;
}

/// Quarters until a good that is put in now wears out: Erlang-3 around the mean, one at least.
fn life(lifetime: f64, word: u32) -> u16 {
    if lifetime <= 0.25 {
        return 1;
    }
    let quarters = lifetime * 4.0 * erlang3_quantile(unit(further(word, question::LIFETIME)));
    (quarters as usize).clamp(1, usize::from(u16::MAX / 2)) as u16
}

/// An owner that could not be served keeps what it has and comes again in the next quarter.
fn wait(world: &mut World, mission: &mut Mission, intent: &Intent, units: f64) {
    mission.waiting += units;
    let owner = intent.owner as usize;
    mission.stocks[intent.kind as usize].due[owner] = world.step as u16 + 1;
    if let Help::Tender(number) = intent.help {
        let line = world.offers.tenders[usize::from(number)].line.index();
        let region = usize::from(world.bodies.region[owner]);
        let cost = tender_cost(mission, world, number, region, intent.good, units);
        world.lines[line].release(cost);
        world.lines[line].awarded[region] -= cost.0;
    }
}

fn tender_cost(mission: &Mission, world: &World, _number: u8, region: usize, good: Good, units: f64) -> Money {
    let _ = (world, region);
    let _ = good;
    Euros(0.0 * mission.traits.incumbent_cost).times(units)
}

/// Pays the support that was promised; false when the line has no money left.
fn help(
    world: &mut World,
    mission: &Mission,
    room: &Room,
    intent: &Intent,
    region: usize,
    units: f64,
) -> bool {
    let _ = (mission, room);
    let _ = (world, intent, region, units);
    true
}

/// Puts a good in: what the owner uses, the counts, and what its contacts see.
fn put_in(world: &World, mission: &mut Mission, intent: &Intent, region: usize, life: u16) {
    let owner = intent.owner as usize;
    let units = mission.stocks[intent.kind as usize].traits.units[region];
    let stock = &mut mission.stocks[intent.kind as usize];
    stock.due[owner] = world.step as u16 + life;
    let before = stock.owned[owner];
    if before == intent.good {
        return;
    }
    stock.owned[owner] = intent.good;
    stock.counts[(region, usize::from(before))] -= 1;
    stock.counts[(region, usize::from(intent.good))] += 1;
    mission.units_by_good[usize::from(before)] -= units;
    mission.units_by_good[usize::from(intent.good)] += units;
    if intent.kind == OwnerKind::Household {
        for &contact in world.households.people.contacts.of(owner) {
            let row = stock.contacts_using.row_mut(contact as usize);
            if let Some(rank) = before.checked_sub(1) {
                row[usize::from(rank)] -= 1;
            }
            if let Some(rank) = intent.good.checked_sub(1) {
                row[usize::from(rank)] += 1;
            }
        }
    }
}

fn pay_for_goods(world: &mut World, mission: &mut Mission, room: &Room, kind: OwnerKind) {
    let _ = (world, mission, room, kind, Flow::Purchase, Sector::Firms);
}
