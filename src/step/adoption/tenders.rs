//! Tenders: public bodies that renew soon tender for units; the programme pays the extra cost over the
//! incumbent. What wins follows from the award rule (Edler, Georghiou 2007).

use super::{Help, Intent, Room};
use crate::units::Euros;
use crate::world::World;
use crate::world::missions::Mission;
use crate::world::offers::{Award, Tender};
use crate::world::stock::{Good, INCUMBENT, OwnerKind};

pub(super) fn call(world: &mut World, mission: &mut Mission, place: usize, room: &mut Room, words: &[u32]) {
    let mut tenders = std::mem::take(&mut world.offers.tenders);
    for (number, tender) in tenders.iter_mut().enumerate() {
        if tender.mission.index() == place {
            call_one(world, mission, room, words, (number, tender));
        }
    }
    world.offers.tenders = tenders;
}

fn call_one(
    world: &mut World,
    mission: &mut Mission,
    room: &mut Room,
    words: &[u32],
    (number, tender): (usize, &mut Tender),
) {
    let stock = &mission.stocks[OwnerKind::Body as usize];
    let horizon = world.step + tender.early;
    let mut bodies: Vec<usize> = (0..stock.len())
        .filter(|&body| usize::from(stock.due[body]) <= horizon && stock.owned[body] == INCUMBENT)
        .collect();
    // who must renew soonest comes first; equals by luck
    bodies.sort_unstable_by_key(|&body| (stock.due[body], words[body]));
    for body in bodies {
        let region = usize::from(world.bodies.region[body]);
        if tender.regions.as_ref().is_some_and(|regions| !regions[region]) {
            continue;
        }
        let Some((rank, extra)) = best_offer(world, mission, room, tender, region) else { continue };
        let units = mission.stocks[OwnerKind::Body as usize].traits.units[region];
        let cost = Euros(extra).times(units);
        let pot = if tender.pots.len() == 1 { 0 } else { region };
        let line = &mut world.lines[tender.line.index()];
        let open = tender.pots[pot] > 0.0 && line.available() >= cost.0;
        if !open {
            continue;
        }
        tender.pots[pot] -= cost.0;
        line.commit(cost);
        line.awarded[region] += cost.0;
        let intent = Intent {
            owner: body as u32,
            kind: OwnerKind::Body,
            good: rank as Good + 1,
            help: Help::Tender { offer: number as u8, cost },
            word: words[body],
        };
        room.orders[(region, rank)] += units;
        room.intents.push(intent);
        // it does not choose again in this quarter
        mission.stocks[OwnerKind::Body as usize].due[body] = world.step as u16 + 1;
    }
}

/// The solution that wins in a region and its extra cost over the incumbent, EUR a unit; none when the
/// incumbent wins or nothing is on offer.
fn best_offer(
    world: &World,
    mission: &Mission,
    room: &Room,
    tender: &Tender,
    region: usize,
) -> Option<(usize, f64)> {
    let traits = &mission.traits;
    let mut best: Option<(usize, f64, f64)> = None;
    for (rank, prospect) in room.prospects.of(region).iter().enumerate() {
        if !room.prospects.on_sale[rank] || !tender.admitted[rank] {
            continue;
        }
        let extra = (prospect.price - traits.incumbent_cost).max(0.0);
        let solution = traits.solutions[rank].index();
        let fit = world.solutions.fit(traits.context_sensitivity, region, solution);
        let effect = world.solutions.traits[solution].expected_potential * fit;
        let mark = match tender.award {
            Award::Price => prospect.price,
            Award::Outcome => extra / effect,
        };
        if best.is_none_or(|(_, _, least)| mark < least) {
            best = Some((rank, extra, mark));
        }
    }
    let (rank, extra, mark) = best?;
    (tender.award == Award::Outcome || mark < traits.incumbent_cost).then_some((rank, extra))
}
