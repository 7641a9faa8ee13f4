//! Delivery: what was ordered is put in as far as suppliers and installers reach; the rest waits.
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::Setting;
use super::lot::LOT;
use super::{Help, Intent, Room, bidding, payment, question};
use crate::chance::Luck;
use crate::numeric::ln_f32;
use crate::units::{Euros, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::links::Links;
use crate::world::missions::Mission;
use crate::world::stock::{Good, Order, OwnerKind, Stock};

pub(super) fn deliver(
    world: &mut World,
    setting: Setting,
    mission: &mut Mission,
    room: &mut Room,
    suppliers: &[Vec<u32>],
) {
    let terms = terms(world, mission, room);
    let counter = Counter { setting, suppliers, terms: &terms };
    let intents = OwnerKind::ALL.map(|kind| std::mem::take(&mut room.desks[kind as usize].intents));
    room.turns.clear();
    for kind in OwnerKind::ALL {
        let mut first = 0;
        for here in intents[kind as usize].chunk_by(|one, next| one.region == next.region) {
            if nothing_binds(kind, here, &terms) {
                serve_all(world, mission, kind, room, here, &terms);
            } else {
                serve_in_turn(world, mission, kind, room, (here, first), counter);
            }
            first += here.len();
        }
    }
    // who counts on public money comes in turn by lot: no region and no kind of owner is first
    let mut turns = std::mem::take(&mut room.turns);
    turns.sort_unstable();
    for (_, kind, place) in &turns {
        serve(world, mission, *kind, room, &intents[*kind as usize][*place as usize], counter);
    }
    room.turns = turns;
    for (kind, intents) in OwnerKind::ALL.into_iter().zip(intents) {
        room.desks[kind as usize].intents = intents;
        book_units(world, mission, room, kind);
        payment::pay_for_goods(world, setting, mission, (room, kind), suppliers);
    }
    keep_what_is_left(world, mission, room);
    for offer in &world.offers.subsidies {
        if offer.reach.iter().any(|reach| *reach > 0.0) {
            world.lines[offer.line.index()].wanted = Some(offer.wanted);
        }
    }
}

/// On what terms a good is put in.
#[derive(Clone, Copy)]
struct Terms {
    /// Share of the orders that can be served.
    share: f64,
    /// Mean lifetime, years.
    lifetime: f64,
}

/// What is the same for all who are served.
#[derive(Clone, Copy)]
struct Counter<'s> {
    setting: Setting<'s>,
    /// By solution: the firms that work on it.
    suppliers: &'s [Vec<u32>],
    terms: &'s Grid<Terms>,
}

/// The terms of each good in each region.
fn terms(world: &mut World, mission: &mut Mission, room: &Room) -> Grid<Terms> {
    let served = served_shares(world, mission, room);
    let incumbent = Terms { share: 1.0, lifetime: mission.traits.incumbent_lifetime };
    let mut terms = Grid::filled(world.regions.len(), mission.goods(), incumbent);
    for region in 0..world.regions.len() {
        for (rank, id) in mission.traits.solutions.iter().enumerate() {
            let lifetime = world.solutions.traits[id.index()].lifetime;
            terms[(region, rank + 1)] = Terms { share: served[(region, rank)], lifetime };
        }
    }
    terms
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
        let able = (capacity + world.solutions.unsold[solution]).max(0.0);
        if ordered > able {
            (0..regions).for_each(|region| served[(region, rank)] = able / ordered);
        }
        let seen = &mut world.solutions.ordered[solution];
        *seen += (ordered - *seen) / QUARTERS_PER_YEAR;
    }
    for region in 0..regions {
        let supplied: f64 = orders.row(region).iter().zip(served.row(region)).map(|(o, s)| o * s).sum();
        let able = (mission.installers[region] + mission.installer_slack[region]).max(0.0);
        if supplied > able {
            let share = able / supplied;
            served.row_mut(region).iter_mut().for_each(|served| *served *= share);
        }
        let demand = &mut mission.installer_demand[region];
        *demand += (supplied - *demand) / QUARTERS_PER_YEAR;
    }
    served
}

/// What was not sold or done can be in the next quarter; what was sold or done in advance is missing then.
///
/// One agent stands for many owners, so a quarter serves a little more or less than there is. Goods keep for
/// a quarter's making, installers' time for one agent, either way.
fn keep_what_is_left(world: &mut World, mission: &mut Mission, room: &Room) {
    let units_of = |region: usize, good: usize| -> f64 {
        let by_kind = room.desks.iter().zip(&mission.stocks);
        by_kind.map(|(desk, stock)| f64::from(desk.bought[(region, good)]) * stock.traits.units[region]).sum()
    };
    let regions = world.regions.len();
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        let sold: f64 = (0..regions).map(|region| units_of(region, rank + 1)).sum();
        let solutions = &mut world.solutions;
        let capacity = solutions.home_capacity[id.index()] + solutions.import_capacity[id.index()];
        let unsold = &mut solutions.unsold[id.index()];
        *unsold = (*unsold + capacity - sold).clamp(-capacity, capacity);
    }
    for region in 0..regions {
        let done: f64 = (1..mission.goods()).map(|good| units_of(region, good)).sum();
        let one_agent = mission.stocks.iter().map(|stock| stock.traits.units[region]).fold(0.0, f64::max);
        let slack = mission.installer_slack[region] + mission.installers[region] - done;
        mission.installer_slack[region] = slack.clamp(-one_agent, one_agent);
    }
}

/// Whether all intents of one region can be served and nobody counts on help. Public bodies pay each for itself.
fn nothing_binds(kind: OwnerKind, here: &[Intent], terms: &Grid<Terms>) -> bool {
    kind != OwnerKind::Body
        && terms.row(usize::from(here[0].region)).iter().all(|terms| terms.share >= 1.0)
        && here.iter().all(|intent| intent.help == Help::Nobody)
}

/// Serves all intents of one region where nothing binds.
fn serve_all(
    world: &World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut Room,
    here: &[Intent],
    terms: &Grid<Terms>,
) {
    let region = usize::from(here[0].region);
    let (terms, luck) = (terms.row(region), room.luck[kind as usize]);
    let bought = room.desks[kind as usize].bought.row_mut(region);
    let mut goods = Goods::of(world, mission, kind);
    for lot in here.chunks(LOT) {
        let mut stretches = [1.0; LOT];
        if terms.iter().any(|terms| lasts(terms.lifetime)) {
            let lanes = stretches.iter_mut().enumerate();
            lanes.for_each(|(lane, cell)| *cell = stretch(luck, lot[lane.min(lot.len() - 1)].owner));
        }
        for (intent, stretch) in lot.iter().zip(stretches) {
            let (owner, good) = (intent.owner as usize, usize::from(intent.good));
            bought[good] += 1;
            let due = world.step as u16 + life(terms[good].lifetime, stretch);
            goods.put_in((owner, region), intent.good, due);
        }
    }
}

/// Serves those of one region who pay for themselves, one by one, and lists the others for their turn; `first` is the
/// place of the first intent among those of the kind.
fn serve_in_turn(
    world: &mut World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut Room,
    (here, first): (&[Intent], usize),
    counter: Counter,
) {
    for (place, intent) in (first as u32..).zip(here) {
        if let Help::Subsidy(_) = intent.help {
            let lot = room.luck[kind as usize].bits(intent.owner as usize, question::TURN);
            room.turns.push((lot, kind, place));
        } else {
            serve(world, mission, kind, room, intent, counter);
        }
    }
}

fn serve(
    world: &mut World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut Room,
    intent: &Intent,
    counter: Counter,
) {
    let (owner, region) = (intent.owner as usize, usize::from(intent.region));
    let luck = room.luck[kind as usize];
    let Terms { share, lifetime } = counter.terms[(region, usize::from(intent.good))];
    let in_turn = share >= 1.0 || luck.uniform(owner, question::SERVED) < share;
    let is_served = in_turn
        && (intent.help == Help::Nobody
            || payment::help(world, counter.setting, mission, kind, room, intent));
    if !is_served {
        wait(world, mission, kind, room, intent);
        return;
    }
    if kind == OwnerKind::Body {
        payment::pay_for_one(world, mission, room, intent);
        if let Help::Tender(offer) = intent.help {
            deliver_lot(world, mission, room, (usize::from(offer), intent), counter);
        }
    }
    room.desks[kind as usize].bought[(region, usize::from(intent.good))] += 1;
    let due =
        world.step as u16 + life(lifetime, if lasts(lifetime) { stretch(luck, intent.owner) } else { 1.0 });
    Goods::of(world, mission, kind).put_in((owner, region), intent.good, due);
}

/// Where something is asked for a lot those who bid supply it, and no others.
fn deliver_lot(
    world: &mut World,
    mission: &Mission,
    room: &mut Room,
    (offer, intent): (usize, &Intent),
    counter: Counter,
) {
    let tenders = std::mem::take(&mut world.offers.tenders);
    let tender = &tenders[offer];
    if tender.conditions.any() {
        let (region, rank) = (usize::from(intent.region), usize::from(intent.good) - 1);
        let units = mission.stocks[OwnerKind::Body as usize].traits.units[region];
        let revenue = Euros(room.prices[(region, rank)]).times(units);
        let suppliers = &counter.suppliers[mission.traits.solutions[rank].index()];
        bidding::supply(world, counter.setting, tender, (region, revenue), suppliers);
        room.desks[OwnerKind::Body as usize].lots[rank] += revenue.0;
    }
    world.offers.tenders = tenders;
}

/// Quarters until a good that is put in now wears out: its mean lifetime times what luck makes of it, one at least.
#[inline(always)]
pub(super) fn life(lifetime: f64, stretch: f32) -> u16 {
    ((lifetime * QUARTERS_PER_YEAR) as f32 * stretch + 0.5).clamp(1.0, f32::from(u16::MAX / 2)) as i32 as u16
}

/// What luck makes of a lifetime, 1 in the mean: Erlang-3, minus the logarithm of a product of three uniform draws over 3.
#[inline(always)]
pub(super) fn stretch(luck: Luck, owner: u32) -> f32 {
    let product: f64 = luck.parts::<3>(owner as usize, question::LIFETIME).iter().product();
    ln_f32(product as f32) / -3.0
}

/// Whether goods with this mean lifetime can last more than a quarter, years.
#[inline]
pub(super) fn lasts(lifetime: f64) -> bool {
    lifetime > 1.0 / QUARTERS_PER_YEAR
}

/// An owner that could not be served keeps what it has and waits for its order; a tender is called again.
fn wait(world: &mut World, mission: &mut Mission, kind: OwnerKind, room: &Room, intent: &Intent) {
    let (owner, region) = (intent.owner as usize, usize::from(intent.region));
    let mut order = Order { good: intent.good, helped: matches!(intent.help, Help::Subsidy(_)) };
    if let Help::Tender(offer) = intent.help {
        order = Order::NONE;
        let price = room.prices[(region, usize::from(intent.good) - 1)];
        let cost = payment::lot_cost(mission, price, region);
        let line = &mut world.lines[world.offers.tenders[usize::from(offer)].line.index()];
        line.release(cost);
        line.awarded[region] -= cost.0;
    }
    let stock = &mut mission.stocks[kind as usize];
    let next = world.step as u16 + 1;
    if order != Order::NONE || stock.due[owner] < next {
        // a tender before its time leaves the good in use to its time
        stock.due[owner] = next;
    }
    stock.orders[owner] = order;
    mission.waiting += stock.traits.units[region];
}

/// What changes when an owner of one kind gets a good.
pub(super) struct Goods<'m> {
    pub stock: &'m mut Stock,
    units_by_good: &'m mut [f64],
    /// Where it is households: who knows whom.
    contacts: Option<&'m Links>,
}

impl<'m> Goods<'m> {
    /// The goods of one kind of owners.
    pub fn of(world: &'m World, mission: &'m mut Mission, kind: OwnerKind) -> Self {
        let contacts = (kind == OwnerKind::Household).then(|| &world.households.people.contacts);
        Self {
            stock: &mut mission.stocks[kind as usize],
            units_by_good: &mut mission.units_by_good,
            contacts,
        }
    }

    /// Puts a good in that lasts until its owner is due. Who buys again what it has changes nothing but its time.
    #[inline(always)]
    pub fn put_in(&mut self, (owner, region): (usize, usize), good: Good, due: u16) {
        self.stock.due[owner] = due;
        self.stock.orders[owner] = Order::NONE;
        if self.stock.owned[owner] != good {
            self.exchange((owner, region), good);
        }
    }

    /// Puts another good in: what the owner uses, the counts, and what its contacts see.
    fn exchange(&mut self, (owner, region): (usize, usize), good: Good) {
        let stock = &mut *self.stock;
        let before = std::mem::replace(&mut stock.owned[owner], good);
        stock.counts[(region, usize::from(before))] -= 1;
        stock.counts[(region, usize::from(good))] += 1;
        let units = stock.traits.units[region];
        self.units_by_good[usize::from(before)] -= units;
        self.units_by_good[usize::from(good)] += units;
        let contacts = self.contacts.map_or(&[][..], |contacts| contacts.of(owner));
        if let Some(rank) = usize::from(before).checked_sub(1) {
            contacts.iter().for_each(|&contact| stock.contacts_using[(contact as usize, rank)] -= 1);
        }
        if let Some(rank) = usize::from(good).checked_sub(1) {
            contacts.iter().for_each(|&contact| stock.contacts_using[(contact as usize, rank)] += 1);
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
