//! Choice: each owner whose time has come decides what it wants. The incumbent is put in at once; what
//! solutions are wanted is written down, for suppliers and installers may not reach all.

use super::delivery::{life, put_in};
use super::prospects::{Prospect, Prospects};
use super::{Help, Intent, KindRoom, question};
use crate::chance::{further, unit_f32};
use crate::numeric::exp_f32;
use crate::scenario::MOST_SOLUTIONS;
use crate::world::World;
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, OwnerKind, Stock, Taste};

/// Quarters after which an owner that had to comply and found nothing looks again [A].
const LOOK_AGAIN: u16 = 4;
/// Owners that are passed over together when the time of none has come.
const STRIDE: usize = 32;

/// Lets every owner of a kind choose whose time has come.
pub(super) fn choose(world: &World, mission: &mut Mission, kind: OwnerKind, room: &mut KindRoom) {
    // the room for weights on the stack fits the number of solutions: few solutions, little to clear
    match mission.traits.solutions.len() {
        1 => choose_among::<1>(world, mission, kind, room),
        2..=6 => choose_among::<6>(world, mission, kind, room),
        _ => choose_among::<MOST_SOLUTIONS>(world, mission, kind, room),
    }
}

fn choose_among<const MOST: usize>(
    world: &World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut KindRoom,
) {
    let step = world.step as u16;
    for region in 0..world.regions.len() {
        let mut place = world.owners_of(kind, region).start;
        let end = world.owners_of(kind, region).end.min(mission.stocks[kind as usize].len());
        while place < end {
            let stride = place..(place + STRIDE).min(end);
            place = stride.end;
            // a minimum over a few numbers at once: most strides hold nobody whose time has come
            let soonest =
                mission.stocks[kind as usize].due[stride.clone()].iter().fold(u16::MAX, |a, b| a.min(*b));
            if soonest > step {
                continue;
            }
            for owner in stride {
                if mission.stocks[kind as usize].due[owner] <= step {
                    choose_one::<MOST>(world, mission, (kind, region), owner, room);
                }
            }
        }
    }
}

#[inline]
fn choose_one<const MOST: usize>(
    world: &World,
    mission: &mut Mission,
    (kind, region): (OwnerKind, usize),
    owner: usize,
    room: &mut KindRoom,
) {
    let stock = &mission.stocks[kind as usize];
    let word = room.words[owner];
    let ask = |number: u32| unit_f32(further(word, number));
    let mut taste = stock.traits.tastes[owner];
    if kind == OwnerKind::Body {
        taste.purse = (world.bodies.funds[owner].max(0.0) * 1e6 / stock.traits.units[region]) as f32;
    }
    let must_comply = mission.compliance > 0.0 && f64::from(ask(question::COMPLIES)) < mission.compliance;
    let reach = room.prospects.reach[region];
    let helped = reach > 0.0 && f64::from(ask(question::REACHED)) < reach;
    let situation =
        Situation { prospects: &room.prospects, here: room.prospects.of(region), helped, must_comply };
    match decide::<MOST>(&situation, stock, owner, &taste, unit_f32(word)) {
        None => {
            mission.stranded += stock.traits.units[region];
            mission.stocks[kind as usize].due[owner] = world.step as u16 + LOOK_AGAIN;
        }
        // public bodies pay each for itself, at delivery
        Some(INCUMBENT) if kind != OwnerKind::Body => {
            room.bought[(region, usize::from(INCUMBENT))] += 1;
            let life = life(mission.traits.incumbent_lifetime, word);
            put_in(world, mission, kind, (owner, region), INCUMBENT, life);
        }
        Some(good) => {
            let mut help = Help::Nobody;
            if let Some(rank) = usize::from(good).checked_sub(1) {
                room.orders[(region, rank)] += 1;
                if let (Some(offer), true) = (room.prospects.subsidy[region], helped) {
                    if situation.here[rank].support > 0.0 {
                        help = Help::Subsidy(offer);
                    }
                }
            }
            room.intents.push(Intent { owner: owner as u32, region: region as u16, good, help });
        }
    }
}

/// What surrounds a choice.
struct Situation<'p> {
    prospects: &'p Prospects,
    here: &'p [Prospect],
    helped: bool,
    must_comply: bool,
}

/// The multinomial logit over the incumbent and the solutions that the owner knows and can pay for; none
/// when it must comply and finds nothing to comply with.
#[inline]
fn decide<const MOST: usize>(
    situation: &Situation,
    stock: &Stock,
    owner: usize,
    taste: &Taste,
    luck: f32,
) -> Option<Good> {
    let now = usize::from(stock.owned[owner]);
    let helped = usize::from(situation.helped);
    let class = usize::from(taste.class);
    let incumbent = if situation.must_comply { 0.0 } else { 1.0 };
    let mut weights = [0.0_f32; MOST];
    let mut total = incumbent;
    let contacts: &[u8] = if stock.kind == OwnerKind::Household {
        stock.contacts_using.row(owner)
    } else {
        &[0; MOST_SOLUTIONS]
    };
    for (rank, (prospect, &using)) in situation.here.iter().zip(contacts).enumerate().take(MOST) {
        let uses_it = now == rank + 1;
        let knows = uses_it || using > 0 || prospect.exposure >= taste.attention;
        if !situation.prospects.on_sale[rank] || !knows || prospect.upfront[helped] > taste.purse {
            continue;
        }
        let hassle = if uses_it { 0.0 } else { taste.hassle };
        let utility = prospect.common - taste.price_sensitivity * prospect.ln_cost[helped][class]
            + situation.prospects.social * f32::from(using) * taste.per_contact
            + taste.concern * situation.prospects.effect[rank]
            - hassle;
        weights[rank] = exp_f32(utility);
        total += weights[rank];
    }
    if total <= 0.0 {
        return None;
    }
    let mut left = luck * total - incumbent;
    if left < 0.0 {
        return Some(INCUMBENT);
    }
    let mut chosen = now;
    for (rank, weight) in weights.iter().enumerate() {
        if *weight > 0.0 {
            chosen = rank + 1;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
    }
    Some(chosen as Good)
}
