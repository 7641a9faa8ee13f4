//! Delivery: what was ordered is put in as far as suppliers and installers reach; the rest waits.

use super::super::Setting;
use super::{Help, Intent, Room, payment, question};
use crate::chance::{further, unit};
use crate::numeric::erlang3_quantile;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::stock::{INCUMBENT, OwnerKind};

pub(super) fn deliver(world: &mut World, setting: Setting, mission: &mut Mission, room: &mut Room) {
    let served = served_shares(world, mission, room);
    let intents = std::mem::take(&mut room.intents);
    for kind in OwnerKind::ALL {
        room.bought = Grid::filled(world.regions.len(), mission.goods(), 0);
        for intent in intents.iter().filter(|intent| intent.kind == kind) {
            serve(world, mission, room, intent, &served);
        }
        payment::pay_for_goods(world, setting, mission, room, kind);
    }
    room.intents = intents;
    for offer in &world.offers.subsidies {
        if offer.reach.iter().any(|reach| *reach > 0.0) {
            world.lines[offer.line.index()].wanted = Some(offer.wanted);
        }
    }
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
        let supplied: f64 = room.orders.row(region).iter().zip(served.row(region)).map(|(o, s)| o * s).sum();
        mission.installer_demand[region] = supplied;
        if supplied > mission.installers[region] {
            let share = mission.installers[region] / supplied;
            served.row_mut(region).iter_mut().for_each(|served| *served *= share);
        }
    }
    served
}

fn serve(world: &mut World, mission: &mut Mission, room: &mut Room, intent: &Intent, served: &Grid<f64>) {
    let region = usize::from(world.owner_regions(intent.kind)[intent.owner as usize]);
    let mut lifetime = mission.traits.incumbent_lifetime;
    if intent.good != INCUMBENT {
        let rank = usize::from(intent.good) - 1;
        let share = served[(region, rank)];
        let in_turn = share >= 1.0 || unit(further(intent.word, question::SERVED)) < share;
        if !in_turn || !payment::help(world, mission, intent, region) {
            wait(world, mission, intent, region);
            return;
        }
        let units = mission.stocks[intent.kind as usize].traits.units[region];
        let solution = mission.traits.solutions[rank].index();
        world.solutions.installed[solution] += units;
        world.solutions.region_units[(region, solution)] += (units / mission.traits.units[region]) as f32;
        lifetime = world.solutions.traits[solution].lifetime;
    }
    if intent.kind == OwnerKind::Body {
        payment::pay_for_one(world, mission, room, intent, region);
    }
    room.bought[(region, usize::from(intent.good))] += 1;
    put_in(world, mission, intent, region, life(lifetime, intent.word));
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
fn wait(world: &mut World, mission: &mut Mission, intent: &Intent, region: usize) {
    let stock = &mut mission.stocks[intent.kind as usize];
    stock.due[intent.owner as usize] = world.step as u16 + 1;
    mission.waiting += stock.traits.units[region];
    if let Help::Tender { offer, cost } = intent.help {
        let line = &mut world.lines[world.offers.tenders[usize::from(offer)].line.index()];
        line.release(cost);
        line.awarded[region] -= cost.0;
    }
}

/// Puts a good in: what the owner uses, the counts, and what its contacts see.
fn put_in(world: &World, mission: &mut Mission, intent: &Intent, region: usize, life: u16) {
    let owner = intent.owner as usize;
    let stock = &mut mission.stocks[intent.kind as usize];
    stock.due[owner] = world.step as u16 + life;
    let before = stock.owned[owner];
    if before == intent.good {
        return;
    }
    stock.owned[owner] = intent.good;
    stock.counts[(region, usize::from(before))] -= 1;
    stock.counts[(region, usize::from(intent.good))] += 1;
    let units = stock.traits.units[region];
    mission.units_by_good[usize::from(before)] -= units;
    mission.units_by_good[usize::from(intent.good)] += units;
    if intent.kind == OwnerKind::Household {
        for &contact in world.households.people.contacts.of(owner) {
            let row = stock.contacts_using.row_mut(contact as usize);
            if before != INCUMBENT {
                row[usize::from(before) - 1] -= 1;
            }
            if intent.good != INCUMBENT {
                row[usize::from(intent.good) - 1] += 1;
            }
        }
    }
}
