//! **Adoption**: news of solutions spreads; owners whose time has come choose among the incumbent and what
//! they know, can get and can pay for; what was ordered is put in as far as suppliers and installers reach.
//!
//! Reads: prices, fit, readiness, offers, capacities, contacts. Writes: what owners use and until when,
//! exposure to news, orders and units, purchases, support and tenders in the ledger.
//!
//! `U_s = -theta_j ln(C_s / C_0) + social x share of others + concern_j x effect + fit (f_rs - 1) - handicap_s - hassle_j`,
//! multinomial logit; `C = annuity(price - support) + running cost + levy`. The incumbent has no social term.
//! Mixed logit: McFadden, Train 2000; peers: Bollinger, Gillingham 2012; diffusion: Bass 1969.
//!
//! Told in section 7.11 of docs/odd.md.

mod bidding;
mod choice;
mod compelled;
mod delivery;
mod forgoing;
mod heeding;
mod lot;
mod payment;
mod prospects;
mod taxes;
mod tenders;

use super::{Desk, Setting, conditions};
use crate::chance::{Luck, Purpose};
use crate::scenario::MOST_MISSIONS;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::stock::{Good, OwnerKind};
use prospects::Prospects;
pub use prospects::{Support, best_support, local_price, takes};

/// Room for what owners want in one quarter.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Price of one unit of each solution in each region, EUR.
    prices: Grid<f64>,
    /// Who waits for a turn at the public purse: by lot, kind and place among the intents of the kind.
    turns: Vec<(u64, OwnerKind, u32)>,
    /// By kind of owner, in the order of [`OwnerKind::ALL`].
    desks: [KindRoom; 3],
    /// The luck of the owners of each kind in this quarter.
    luck: [Luck; 3],
}

/// The same for the owners of one kind.
#[derive(Debug, Default)]
struct KindRoom {
    prospects: Prospects,
    /// By it they stand among all to whom conditions of support cost little or much.
    places: Luck,
    /// The owners of one region whose time has come.
    due: Vec<u32>,
    intents: Vec<Intent>,
    /// Public bodies that have tendered in this quarter.
    taken: Vec<bool>,
    /// How many owners of each region want each solution.
    orders: Grid<u32>,
    /// How many owners of each region bought each good; column 0 the incumbent.
    bought: Grid<u32>,
    /// By solution: what was paid for lots whose suppliers were chosen, M EUR.
    lots: Vec<f64>,
}

/// A good that an owner wants to buy.
#[derive(Clone, Copy, Debug)]
struct Intent {
    owner: u32,
    region: u16,
    good: Good,
    help: Help,
}

/// Who helps to pay: the number of the offer, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Help {
    Nobody,
    Subsidy(u16),
    Tender(u16),
}

/// What an owner asks its luck of the quarter.
mod question {
    pub const CHOICE: usize = 0;
    pub const REACHED: usize = 1;
    pub const SERVED: usize = 2;
    pub const COMPLIES: usize = 3;
    pub const LIFETIME: usize = 4;
    pub const TENDER: usize = 7;
    pub const TURN: usize = 8;
}

pub(super) fn choose(world: &mut World, setting: Setting, desk: &mut Desk) {
    spread_news(world, setting);
    payment::pay_body_income(world, setting);
    let (width, suppliers) = (desk.width, &desk.supply.suppliers);
    let mut missions = std::mem::take(&mut world.missions);
    world.solutions.installed.fill(0.0);
    for (place, mission) in missions.iter_mut().enumerate() {
        let room = &mut desk.adoption;
        begin(world, setting, mission, room);
        heeding::of_standards(world, setting, mission, place);
        for kind in OwnerKind::ALL {
            let stream = (world.step * MOST_MISSIONS + place) * OwnerKind::ALL.len() + kind as usize;
            let luck = setting.streams.luck(Purpose::Choice, stream);
            let desk = &mut room.desks[kind as usize];
            desk.prospects.survey(world, setting, mission, kind, &room.prices);
            if desk.prospects.asked {
                desk.places = conditions::luck_of_owners(setting, place, kind);
            }
            if kind == OwnerKind::Body {
                tenders::call((world, setting), (mission, place), desk, luck, suppliers);
            }
            width.run(choice::Choosing { world, mission, kind, room: desk, luck });
            room.luck[kind as usize] = luck;
        }
        delivery::deliver(world, setting, mission, room, suppliers);
        payment::pay_for_use(world, setting, mission);
    }
    world.missions = missions;
}

/// A clean table: nobody wants anything yet, and every region has its prices.
fn begin(world: &World, setting: Setting, mission: &mut Mission, room: &mut Room) {
    mission.bought = [0.0; 2];
    mission.waiting = 0.0;
    mission.stranded = 0.0;
    let (regions, ranks) = (world.regions.len(), mission.traits.solutions.len());
    for desk in &mut room.desks {
        desk.intents.clear();
        desk.orders.reset(regions, ranks, 0);
        desk.bought.reset(regions, mission.goods(), 0);
        desk.lots.clear();
        desk.lots.resize(ranks, 0.0);
    }
    room.prices.reset(regions, ranks, 0.0);
    for (rank, id) in mission.traits.solutions.iter().enumerate() {
        for region in 0..regions {
            room.prices[(region, rank)] = prospects::local_price(world, setting, region, id.index());
        }
    }
}

/// Exposure to news of each solution grows in each region by the media, by use that people see and by
/// demonstrations; demonstrations are forgotten.
fn spread_news(world: &mut World, setting: Setting) {
    let news = &setting.scenario.parameters.owners.news;
    for mission in &world.missions {
        for (rank, id) in mission.traits.solutions.iter().enumerate() {
            let solution = id.index();
            let on_sale = world.solutions.on_sale(solution);
            for region in 0..world.regions.len() {
                let seen = f64::from(world.solutions.visible[(region, solution)]);
                let mut hazard = (news.of_demonstration.0 * seen).min(news.cap.0);
                if on_sale {
                    let used = mission.units_of(region, rank + 1) / mission.traits.units[region];
                    let told = news.of_outreach.0 * mission.told[region];
                    hazard += news.of_media.0 + news.of_use.0 * used + told;
                }
                world.solutions.exposure[(region, solution)] += (hazard / 4.0) as f32;
                world.solutions.visible[(region, solution)] *= (1.0 - news.visibility_decay.0) as f32;
            }
        }
    }
}
