//! Delivery: what was ordered is put in as far as suppliers and installers reach; the rest waits.

use super::super::Setting;
use super::{Help, Intent, Room, payment, question, tenders};
use crate::chance::Luck;
use crate::numeric::ln;
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, OwnerKind};

pub(super) fn deliver(world: &mut World, setting: Setting, mission: &mut Mission, room: &mut Room) {
    let served = served_shares(world, mission, room);
    for kind in OwnerKind::ALL {
        let intents = std::mem::take(&mut room.desks[kind as usize].intents);
        for intent in &intents {
            serve(world, mission, kind, room, intent, &served);
        }
        room.desks[kind as usize].intents = intents;
        book_units(world, mission, room, kind);
        payment::pay_for_goods(world, setting, mission, room, kind);
    }
    for offer in &world.offers.subsidies {
        if offer.reach.iter().any(|reach| *reach > 0.0) {
            world.lines[offer.line.index()].wanted = Some(offer.wanted);
        }
    }
}

/// Share of the orders for each solution in each region that can be served.
fn served_shares(world: &mut World, mission: &mut Mission, room: &Room) -> Grid<f64> {
    let (regions, ranks) = (world.regions.len(), mission.traits.solutions.len());
    let mut orders = Grid::filled(regions, ranks, 0.0);
    for (desk, stock) in room.desks.iter().zip(&mission.stocks) {
        for region in 0..regions {
            for rank in 0..ranks {
                orders[(region, rank)] += f64::from(desk.orders[(region, rank)]) * stock.traits.units[region];
            }
        }
    }
    let mut served = Grid::filled(regions, ranks, 1.0);
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        let solution = id.index();
        let ordered: f64 = (0..regions).map(|region| orders[(region, rank)]).sum();
        let capacity = world.solutions.home_capacity[solution] + world.solutions.import_capacity[solution];
        world.solutions.ordered[solution] = ordered;
        if ordered > capacity {
            (0..regions).for_each(|region| served[(region, rank)] = capacity / ordered);
        }
    }
    for region in 0..regions {
        let supplied: f64 = orders.row(region).iter().zip(served.row(region)).map(|(o, s)| o * s).sum();
        let able = mission.installers[region] + mission.installer_slack[region];
        if supplied > able {
            let share = able / supplied;
            served.row_mut(region).iter_mut().for_each(|served| *served *= share);
        }
        let demand = &mut mission.installer_demand[region];
        *demand += (supplied - *demand) / QUARTERS_PER_YEAR;
        // one agent stands for many owners: what its installation takes may be spread over quarters
        let one_agent = mission.stocks.iter().map(|stock| stock.traits.units[region]).fold(0.0, f64::max);
        mission.installer_slack[region] = (able - supplied).clamp(0.0, one_agent);
    }
    served
}

#[inline]
fn serve(
    world: &mut World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut Room,
    intent: &Intent,
    served: &Grid<f64>,
) {
    let (owner, region) = (intent.owner as usize, usize::from(intent.region));
    let luck = room.luck[kind as usize];
    let mut lifetime = mission.traits.incumbent_lifetime;
    if let Some(rank) = usize::from(intent.good).checked_sub(1) {
        let share = served[(region, rank)];
        let in_turn = share >= 1.0 || luck.uniform(owner, question::SERVED) < share;
        if !in_turn || !payment::help(world, mission, kind, room, intent) {
            wait(world, mission, kind, room, intent);
            return;
        }
        lifetime = world.solutions.traits[mission.traits.solutions[rank].index()].lifetime;
    }
    if kind == OwnerKind::Body {
        payment::pay_for_one(world, mission, room, intent);
    }
    room.desks[kind as usize].bought[(region, usize::from(intent.good))] += 1;
    put_in(world, mission, kind, (owner, region), intent.good, life(lifetime, luck, owner));
}

/// Quarters until a good that is put in now wears out: Erlang-3 around the mean, one at least.
#[inline]
pub(super) fn life(lifetime: f64, luck: Luck, owner: usize) -> u16 {
    if lifetime <= 0.25 {
        return 1;
    }
    // three exponential stages: minus the logarithm of a product of three uniform draws
    let product: f64 = question::LIFETIME.iter().map(|stage| luck.uniform(owner, *stage)).product();
    let quarters = lifetime * 4.0 * -ln(product) / 3.0;
    (quarters as usize).clamp(1, usize::from(u16::MAX / 2)) as u16
}

/// An owner that could not be served keeps what it has and comes again in the next quarter.
fn wait(world: &mut World, mission: &mut Mission, kind: OwnerKind, room: &Room, intent: &Intent) {
    let region = usize::from(intent.region);
    if let Help::Tender(offer) = intent.help {
        let price = room.prices[(region, usize::from(intent.good) - 1)];
        let cost = tenders::lot_cost(mission, price, region);
        let line = &mut world.lines[world.offers.tenders[usize::from(offer)].line.index()];
        line.release(cost);
        line.awarded[region] -= cost.0;
    }
    let stock = &mut mission.stocks[kind as usize];
    stock.due[intent.owner as usize] = world.step as u16 + 1;
    mission.waiting += stock.traits.units[region];
}

/// Puts a good in: what the owner uses, the counts, and what its contacts see.
#[inline]
pub(super) fn put_in(
    world: &World,
    mission: &mut Mission,
    kind: OwnerKind,
    (owner, region): (usize, usize),
    good: Good,
    life: u16,
) {
    let stock = &mut mission.stocks[kind as usize];
    stock.due[owner] = world.step as u16 + life;
    let before = stock.owned[owner];
    if before == good {
        return;
    }
    stock.owned[owner] = good;
    stock.counts[(region, usize::from(before))] -= 1;
    stock.counts[(region, usize::from(good))] += 1;
    let units = stock.traits.units[region];
    mission.units_by_good[usize::from(before)] -= units;
    mission.units_by_good[usize::from(good)] += units;
    if kind == OwnerKind::Household {
        for &contact in world.households.people.contacts.of(owner) {
            let row = stock.contacts_using.row_mut(contact as usize);
            if before != INCUMBENT {
                row[usize::from(before) - 1] -= 1;
            }
            if good != INCUMBENT {
                row[usize::from(good) - 1] += 1;
            }
        }
    }
}

/// Enters the units that owners of one kind bought as installed.
fn book_units(world: &mut World, mission: &Mission, room: &Room, kind: OwnerKind) {
    let stock = &mission.stocks[kind as usize];
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        for region in 0..world.regions.len() {
            let agents = room.desks[kind as usize].bought[(region, rank + 1)];
            let units = f64::from(agents) * stock.traits.units[region];
            world.solutions.installed[id.index()] += units;
            world.solutions.region_units[(region, id.index())] +=
                (units / mission.traits.units[region]) as f32;
        }
    }
}
