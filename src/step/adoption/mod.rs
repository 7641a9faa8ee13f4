//! **Adoption**: news of solutions spreads; owners whose time has come choose among the incumbent and what
//! they know, can get and can pay for; what was ordered is put in as far as suppliers and installers reach.
//!
//! Reads: prices, fit, readiness, offers, capacities, contacts. Writes: what owners use and until when,
//! exposure to news, orders and units, purchases, support and tenders in the ledger.
//!
//! `U_s = -theta_j ln(C_s / C_0) + social x share of others + concern_j x effect + fit (f_rs - 1) - hassle_j`,
//! multinomial logit; `C = annuity(price - support) + running cost + levy`. The incumbent has no social term.
//! Mixed logit: McFadden, Train 2000; peers: Bollinger, Gillingham 2012; diffusion: Bass 1969.

mod choice;
mod delivery;
mod payment;
mod prospects;
mod tenders;

use super::{Desk, Setting};
use crate::chance::Purpose;
use crate::units::Money;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::stock::{Good, OwnerKind};
use prospects::Prospects;

/// Room for what owners want in one quarter.
#[derive(Debug, Default)]
pub(super) struct Room {
    prospects: Prospects,
    /// Price of one unit of each solution in each region, EUR.
    prices: Grid<f64>,
    intents: Vec<Intent>,
    /// Units that owners of each region want of each solution of the mission.
    orders: Grid<f64>,
    /// Agents of one kind in each region that bought each good.
    bought: Grid<u32>,
}

/// What one owner wants to buy.
#[derive(Clone, Copy, Debug)]
struct Intent {
    owner: u32,
    kind: OwnerKind,
    good: Good,
    /// Support for this purchase, if any: which offer.
    help: Help,
    /// The owner's word of this quarter.
    word: u32,
}

/// Who helps to pay.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Help {
    Nobody,
    /// The number of the offer, and what it pays for the whole purchase.
    Subsidy {
        offer: u8,
        cost: Money,
    },
    Tender {
        offer: u8,
        cost: Money,
    },
}

/// Rarer questions to an owner's word of the quarter.
mod question {
    pub const REACHED: u32 = 1;
    pub const SERVED: u32 = 2;
    pub const COMPLIES: u32 = 3;
    pub const LIFETIME: u32 = 4;
}

pub(super) fn choose(world: &mut World, setting: Setting, desk: &mut Desk) {
    spread_news(world, setting);
    payment::pay_body_income(world, setting);
    let mut missions = std::mem::take(&mut world.missions);
    world.solutions.ordered.fill(0.0);
    world.solutions.installed.fill(0.0);
    for (place, mission) in missions.iter_mut().enumerate() {
        begin(world, setting, mission, &mut desk.adoption);
        for kind in OwnerKind::ALL {
            let stream = world.step * OwnerKind::ALL.len() * 8 + place * OwnerKind::ALL.len() + kind as usize;
            let stock = &mission.stocks[kind as usize];
            setting.streams.fill(Purpose::Choice, stream, stock.len(), &mut desk.words);
            let room = &mut desk.adoption;
            room.prospects.survey(world, setting, mission, kind, &room.prices);
            if kind == OwnerKind::Body {
                tenders::call(world, mission, place, &mut desk.adoption, &desk.words);
            }
            choice::choose(world, setting, mission, kind, &mut desk.adoption, &desk.words);
        }
        delivery::deliver(world, setting, mission, &mut desk.adoption);
        payment::pay_for_use(world, mission);
    }
    world.missions = missions;
}

/// A clean table: nobody wants anything yet, and every region has its prices.
fn begin(world: &World, setting: Setting, mission: &mut Mission, room: &mut Room) {
    mission.waiting = 0.0;
    mission.stranded = 0.0;
    room.intents.clear();
    let (regions, ranks) = (world.regions.len(), mission.traits.solutions.len());
    room.orders = Grid::filled(regions, ranks, 0.0);
    room.prices = Grid::filled(regions, ranks, 0.0);
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        for region in 0..regions {
            room.prices[(region, rank)] = prospects::local_price(world, setting, region, id.index());
        }
    }
}

/// Exposure to news of each solution grows in each region by the media, by use that people see and by
/// demonstrations; demonstrations are forgotten.
fn spread_news(world: &mut World, setting: Setting) {
    let owners = &setting.scenario.parameters.owners;
    for mission in &world.missions {
        for (rank, id) in mission.traits.solutions.iter().enumerate() {
            let solution = id.index();
            let on_sale = world.solutions.on_sale(solution);
            for region in 0..world.regions.len() {
                let seen = f64::from(world.solutions.visible[(region, solution)]);
                let mut hazard = (owners.news_of_demonstration.0 * seen).min(owners.news_cap.0);
                if on_sale {
                    let used = mission.units_of(region, rank + 1) / mission.traits.units[region];
                    hazard += owners.news.0 + owners.news_of_use.0 * used;
                }
                world.solutions.exposure[(region, solution)] += (hazard / 4.0) as f32;
                world.solutions.visible[(region, solution)] *= (1.0 - owners.visibility_decay.0) as f32;
            }
        }
    }
}
