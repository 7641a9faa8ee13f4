//! Tenders: public bodies that renew soon tender for units; the programme pays the extra cost over the
//! incumbent. What wins follows from the award rule (Edler, Georghiou 2007).
//!
//! Told in section 7.11 of docs/odd.md.

use super::super::Setting;
use super::{Help, Intent, KindRoom, bidding, payment, question};
use crate::chance::Luck;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::missions::Mission;
use crate::world::offers::{Award, Tender};
use crate::world::stock::{Good, INCUMBENT, Order, OwnerKind};

pub(super) fn call(
    (world, setting): (&mut World, Setting),
    (mission, place): (&Mission, usize),
    room: &mut KindRoom,
    luck: Luck,
    suppliers: &[Vec<u32>],
) {
    room.taken.clear();
    room.taken.resize(mission.stocks[OwnerKind::Body as usize].len(), false);
    let mut tenders = std::mem::take(&mut world.offers.tenders);
    for (number, tender) in tenders.iter_mut().enumerate() {
        if tender.mission.index() == place {
            call_one((world, setting), mission, room, luck, (number, tender), suppliers);
        }
    }
    world.offers.tenders = tenders;
}

fn call_one(
    (world, setting): (&mut World, Setting),
    mission: &Mission,
    room: &mut KindRoom,
    luck: Luck,
    (number, tender): (usize, &mut Tender),
    suppliers: &[Vec<u32>],
) {
    let stock = &mission.stocks[OwnerKind::Body as usize];
    let horizon = world.step + tender.early;
    let mut bodies: Vec<usize> = (0..stock.len())
        .filter(|&body| usize::from(stock.due[body]) <= horizon && stock.owned[body] == INCUMBENT)
        .filter(|&body| !room.taken[body] && stock.orders[body] == Order::NONE)
        .collect();
    // who must renew soonest comes first; equals by luck
    bodies.sort_unstable_by_key(|&body| (stock.due[body], luck.bits(body, question::TENDER)));
    let asks = tender.conditions.any();
    let bids = asks.then(|| bidding::gather(world, setting, mission, tender, suppliers));
    // lots for which suppliers of a solution would bid, had nothing been asked
    let mut lots = Grid::filled(world.regions.len(), mission.traits.solutions.len(), 0);
    for body in bodies {
        let region = usize::from(world.bodies.region[body]);
        let pot = if tender.pots.len() == 1 { 0 } else { region };
        let is_outside = tender.regions.as_ref().is_some_and(|regions| !regions[region]);
        if is_outside || tender.pots[pot] <= 0.0 {
            continue;
        }
        let Some(mut rank) = best_offer(world, mission, room, tender, region, |_| true) else { continue };
        let cost_of = |rank: usize| payment::lot_cost(mission, room.prospects.of(region)[rank].price, region);
        if let Some(bids) = &bids {
            lots[(region, rank)] +=
                u32::from(world.lines[tender.line.index()].available() >= cost_of(rank).0);
            let bid = |rank: usize| bids[(region, rank)];
            let Some(among) = best_offer(world, mission, room, tender, region, bid) else { continue };
            rank = among;
        }
        let cost = cost_of(rank);
        let line = &mut world.lines[tender.line.index()];
        if line.available() < cost.0 {
            continue;
        }
        tender.pots[pot] -= cost.0;
        line.commit(cost);
        line.awarded[region] += cost.0;
        room.orders[(region, rank)] += 1;
        room.intents.push(Intent {
            owner: body as u32,
            region: region as u16,
            good: rank as Good + 1,
            help: Help::Tender(number as u16),
        });
        room.taken[body] = true;
    }
    if asks {
        bidding::note(world, setting, mission, (tender, &lots), suppliers);
    }
}

/// The solution that wins in a region among those for which somebody bids; none when the incumbent wins or nothing is on
/// offer.
fn best_offer(
    world: &World,
    mission: &Mission,
    room: &KindRoom,
    tender: &Tender,
    region: usize,
    is_bid: impl Fn(usize) -> bool,
) -> Option<usize> {
    let traits = &mission.traits;
    let beliefs = &world.agencies[world.lines[tender.line.index()].agency.index()].beliefs;
    let mut best: Option<(usize, [f64; 3])> = None;
    for (rank, prospect) in room.prospects.of(region).iter().enumerate() {
        let solution = traits.solutions[rank].index();
        let effect = beliefs.of(solution, world.solutions.type_of(region, solution)).mean;
        let on_offer = room.prospects.on_sale[rank] && tender.admitted[rank] && effect > 0.0 && is_bid(rank);
        let extra = (prospect.price - traits.incumbent_cost).max(0.0);
        // the least mark wins; among equals what does more, then what costs less
        let mark = match tender.award {
            Award::Price => [prospect.price, 0.0, 0.0],
            Award::Outcome => [extra / effect, -effect, prospect.price],
        };
        if on_offer && best.is_none_or(|(_, least)| mark < least) {
            best = Some((rank, mark));
        }
    }
    let (rank, mark) = best?;
    (tender.award == Award::Outcome || mark[0] < traits.incumbent_cost).then_some(rank)
}
