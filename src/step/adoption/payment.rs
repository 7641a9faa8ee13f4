//! Payment: support and tenders are paid one by one, purchases in bulk by region.
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::{Setting, conditions, donors};
use super::prospects::Prospect;
use super::{Help, Intent, Room, taxes};
use crate::numeric::exp;
use crate::units::{Euros, Money, QUARTERS_PER_YEAR};
use crate::world::World;
use crate::world::ledger::{Flow, Sector};
use crate::world::missions::Mission;
use crate::world::stock::{INCUMBENT, Order, OwnerKind};
use crate::world::support::Conditions;

/// Pays the help that an owner counted on; false when the line has no money left for it.
pub(super) fn help(
    world: &mut World,
    setting: Setting,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &Room,
    intent: &Intent,
) -> bool {
    let (region, rank) = (usize::from(intent.region), usize::from(intent.good) - 1);
    let prospect = &room.desks[kind as usize].prospects.of(region)[rank];
    // what owners get, and the part of it that a donor pays
    let (flow, cost, donated) = match intent.help {
        Help::Nobody => return true,
        Help::Subsidy(offer) => {
            let offer = &mut world.offers.subsidies[usize::from(offer)];
            let stock = &mission.stocks[kind as usize];
            let cost = Euros(prospect.support.amount).times(stock.traits.units[region]);
            let line = &mut world.lines[offer.line.index()];
            let (public, donated) = (cost * line.shares.public, cost * line.shares.donor);
            // who waits already is one claim; a new one stands for all who were not reached
            let waits = stock.orders[intent.owner as usize] != Order::NONE;
            offer.wanted += if waits { public.0 } else { public.0 / prospect.support.reach };
            let pot = offer.pot_of(region);
            if offer.quota <= 0.0 || offer.pots[pot] <= 0.0 || line.available() < public.0 {
                return false;
            }
            offer.quota -= public.0;
            offer.pots[pot] -= public.0;
            line.pay_directly(public);
            line.awarded[region] += public.0;
            let line = offer.line;
            donors::pay_at_once(world, line, payer_of(kind), donated);
            (Flow::Subsidy, cost, donated)
        }
        Help::Tender(offer) => {
            let cost = lot_cost(mission, prospect.price, region);
            let line = world.offers.tenders[usize::from(offer)].line.index();
            world.lines[line].pay_committed(cost);
            (Flow::Tender, cost, Money::ZERO)
        }
    };
    if let Help::Subsidy(offer) = intent.help {
        let asked = world.offers.subsidies[usize::from(offer)].conditions;
        if asked.any() {
            mission.takeup.note(cost, Money::ZERO);
            pay_for_what_is_asked(world, setting, mission, (kind, intent), asked, prospect);
        }
    }
    mission.owners_extra_cost -= cost.0;
    mission.purse.outlays.add(-cost);
    mission.stocks[kind as usize].helped[intent.owner as usize] = true;
    hand_over(world, (kind, intent.owner as usize, region), flow, (cost, donated));
    true
}

/// An owner pays what whoever installs for it asks for what is asked of the work: to people of the region.
fn pay_for_what_is_asked(
    world: &mut World,
    setting: Setting,
    mission: &mut Mission,
    (kind, intent): (OwnerKind, &Intent),
    asked: Conditions,
    prospect: &Prospect,
) {
    let region = usize::from(intent.region);
    let units = mission.stocks[kind as usize].traits.units[region];
    conditions::count(world, setting, asked, Euros(prospect.price).times(units).0);
    let cost = Euros(prospect.support.cost).times(units);
    mission.owners_extra_cost += cost.0;
    mission.purse.outlays.add(cost);
    match kind {
        OwnerKind::Household => world.regions.household_account[region] -= cost.0,
        OwnerKind::Firm => world.ledger.world -= cost.0,
        OwnerKind::Body => world.bodies.funds[intent.owner as usize] -= cost.0,
    }
    world.regions.household_account[region] += cost.0;
    world.ledger.enter(Flow::Conditions, payer_of(kind), Sector::Households, cost);
}

/// Support reaches an owner's account, a part of it from a donor. The equipment of firms belongs to all firms of the region,
/// whose accounts are those of everybody else.
fn hand_over(
    world: &mut World,
    (kind, owner, region): (OwnerKind, usize, usize),
    flow: Flow,
    (cost, donated): (Money, Money),
) {
    let public = cost - donated;
    world.regions.public_money[region] += public.0;
    world.ledger.enter(flow, Sector::Agencies, payer_of(kind), public);
    match kind {
        OwnerKind::Household => world.regions.household_account[region] += cost.0,
        OwnerKind::Firm => world.ledger.world += cost.0,
        OwnerKind::Body => world.bodies.funds[owner] += cost.0,
    }
}

fn payer_of(kind: OwnerKind) -> Sector {
    match kind {
        OwnerKind::Household => Sector::Households,
        OwnerKind::Firm => Sector::World,
        OwnerKind::Body => Sector::Bodies,
    }
}

/// Owners of one kind pay for all that they bought; suppliers at home get their part, the rest of the
/// world the imports and the incumbents.
pub(super) fn pay_for_goods(
    world: &mut World,
    setting: Setting,
    mission: &mut Mission,
    (room, kind): (&Room, OwnerKind),
    suppliers: &[Vec<u32>],
) {
    for good in 0..mission.goods() {
        let mut revenue = 0.0;
        for region in 0..world.regions.len() {
            let agents = f64::from(room.desks[kind as usize].bought[(region, good)]);
            let units = agents * mission.stocks[kind as usize].traits.units[region];
            mission.bought[usize::from(good > 0)] += units;
            let price = price(mission, room, region, good);
            let cost = Euros(price).times(units).0;
            mission.owners_extra_cost += Euros(price - mission.traits.incumbent_cost).times(units).0;
            match kind {
                OwnerKind::Household => world.regions.household_account[region] -= cost,
                OwnerKind::Firm => world.ledger.world -= cost,
                // each body has paid for itself
                OwnerKind::Body => {}
            }
            revenue += cost;
        }
        if revenue > 0.0 {
            mission.purse.outlays.add(Money(revenue));
            taxes::on_sales(world, setting, mission, Money(revenue));
            // the firms that deliver lots on what is asked have had their money
            let lots = good.checked_sub(1).map_or(0.0, |rank| room.desks[kind as usize].lots[rank]);
            share_out(world, setting, mission, (kind, good), revenue - lots, suppliers);
        }
    }
}

/// A public body pays for one purchase out of its own funds.
pub(super) fn pay_for_one(world: &mut World, mission: &Mission, room: &Room, intent: &Intent) {
    let region = usize::from(intent.region);
    let units = mission.stocks[OwnerKind::Body as usize].traits.units[region];
    let price = price(mission, room, region, usize::from(intent.good));
    world.bodies.funds[intent.owner as usize] -= Euros(price).times(units).0;
}

/// What the programme pays for one body's lot: the extra cost over the incumbent.
pub(super) fn lot_cost(mission: &Mission, price: f64, region: usize) -> Money {
    let extra = (price - mission.traits.incumbent_cost).max(0.0);
    Euros(extra).times(mission.stocks[OwnerKind::Body as usize].traits.units[region])
}

fn price(mission: &Mission, room: &Room, region: usize, good: usize) -> f64 {
    good.checked_sub(1).map_or(mission.traits.incumbent_cost, |rank| room.prices[(region, rank)])
}

fn share_out(
    world: &mut World,
    setting: Setting,
    mission: &Mission,
    (kind, good): (OwnerKind, usize),
    revenue: f64,
    suppliers: &[Vec<u32>],
) {
    let payer = payer_of(kind);
    if good == usize::from(INCUMBENT) {
        world.ledger.world += revenue;
        world.ledger.enter(Flow::Purchase, payer, Sector::World, Money(revenue));
        return;
    }
    let solution = mission.traits.solutions[good - 1].index();
    let (home, imports) =
        (world.solutions.home_capacity[solution], world.solutions.import_capacity[solution]);
    let home_share = if home + imports > 0.0 { home / (home + imports) } else { 0.0 };
    let at_home = revenue * home_share;
    world.ledger.world += revenue - at_home;
    world.ledger.enter(Flow::Purchase, payer, Sector::World, Money(revenue - at_home));
    // where all is imported, firms that work on the solution have no capacity by which to share
    if at_home <= 0.0 {
        return;
    }
    let suppliers = suppliers[solution].iter().map(|firm| *firm as usize);
    pay_suppliers(world, setting, payer, Money(at_home), suppliers);
}

/// Firms share what they sold by what they can supply; most of it goes into its making.
pub(super) fn pay_suppliers(
    world: &mut World,
    setting: Setting,
    payer: Sector,
    revenue: Money,
    suppliers: impl Iterator<Item = usize> + Clone,
) {
    world.ledger.enter(Flow::Purchase, payer, Sector::Firms, revenue);
    let kept = setting.scenario.parameters.supply.profit.0;
    let firms = &mut world.firms;
    let capacity: f64 = suppliers.clone().map(|firm| firms.supply_capacity[firm]).sum();
    for firm in suppliers {
        firms.funds[firm] += revenue.0 * kept * firms.supply_capacity[firm] / capacity;
    }
    world.ledger.world += revenue.0 * (1.0 - kept);
    world.ledger.enter(Flow::SupplyCost, Sector::Firms, Sector::World, revenue * (1.0 - kept));
}

/// Public bodies get a quarter of what they have each year for the goods of missions.
pub(super) fn pay_body_income(world: &mut World, setting: Setting) {
    let yearly = setting.scenario.parameters.owners.body_income;
    let mut income = 0.0;
    for region in 0..world.regions.len() {
        let people = world.regions.geography.population[region];
        let here = yearly.times(people / QUARTERS_PER_YEAR).0;
        let bodies = world.bodies.of_region(region);
        let each = here / bodies.len() as f64;
        world.bodies.funds[bodies].iter_mut().for_each(|funds| *funds += each);
        income += here;
    }
    world.ledger.world -= income;
    world.ledger.enter(Flow::BodyIncome, Sector::World, Sector::Bodies, Money(income));
}

/// Running costs of all goods in use, the levy on incumbents, and what of its revenue is given back per head.
pub(super) fn pay_for_use(world: &mut World, setting: Setting, mission: &mut Mission) {
    let incumbent = mission.traits.incumbent_running_cost * exp(mission.incumbent_luck);
    let mut revenue = 0.0;
    for (kind, stock) in OwnerKind::ALL.into_iter().zip(&mission.stocks) {
        let (mut running, mut levied) = (0.0, 0.0);
        for region in 0..world.regions.len() {
            let row = stock.counts.row(region);
            let units = stock.traits.units[region] / QUARTERS_PER_YEAR;
            let mut cost = f64::from(row[0]) * incumbent;
            for (count, id) in row[1..].iter().zip(&mission.traits.solutions) {
                cost += f64::from(*count) * world.solutions.traits[id.index()].running_cost;
            }
            let cost = Euros(cost).times(units).0;
            let levy = Euros(f64::from(row[0]) * mission.levy).times(units).0;
            running += cost;
            levied += levy;
            charge_for_use(world, kind, region, cost + levy);
        }
        let payer = payer_of(kind);
        world.ledger.world += running;
        world.ledger.enter(Flow::Running, payer, Sector::World, Money(running));
        world.ledger.exchequer += levied;
        world.ledger.enter(Flow::Levy, payer, Sector::Exchequer, Money(levied));
        revenue += levied;
        mission.purse.outlays.add(Money(running + levied));
    }
    taxes::on_use(world, setting, mission);
    share_levy(world, setting, mission, Money(revenue));
}

fn charge_for_use(world: &mut World, kind: OwnerKind, region: usize, cost: f64) {
    match kind {
        OwnerKind::Household => world.regions.household_account[region] -= cost,
        OwnerKind::Firm => world.ledger.world -= cost,
        OwnerKind::Body => {
            let bodies = world.bodies.of_region(region);
            let each = cost / bodies.len() as f64;
            world.bodies.funds[bodies].iter_mut().for_each(|funds| *funds -= each);
        }
    }
}

/// The exchequer keeps a part of the levy revenue, and households get the rest.
fn share_levy(world: &mut World, setting: Setting, mission: &mut Mission, revenue: Money) {
    world.levy_revenue += revenue.0;
    let returned = revenue * setting.scenario.parameters.exchequer.levy_returned.0;
    mission.purse.levies.add(revenue - returned);
    mission.purse.outlays.add(-returned);
    mission.given_back = returned.0;
    give_back_per_head(world, returned);
}

fn give_back_per_head(world: &mut World, revenue: Money) {
    let people = world.regions.total_population();
    world.ledger.exchequer -= revenue.0;
    world.ledger.enter(Flow::Rebate, Sector::Exchequer, Sector::Households, revenue);
    for region in 0..world.regions.len() {
        let share = world.regions.geography.population[region] / people;
        world.regions.household_account[region] += revenue.0 * share;
    }
}
