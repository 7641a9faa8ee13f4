//! Choice: each owner whose time has come decides what it wants.

use super::super::Setting;
use super::prospects::{Prospect, Prospects};
use super::{Help, Intent, Room, question};
use crate::chance::{further, unit_f32};
use crate::numeric::exp_f32;
use crate::units::Euros;
use crate::world::World;
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, OwnerKind, Stock};

/// The most solutions of one mission.
const MOST: usize = crate::scenario::MOST_SOLUTIONS;
/// Quarters after which an owner that had to comply and found nothing looks again [A].
const LOOK_AGAIN: u16 = 4;

/// What an owner wants.
enum Wish {
    Good(Good),
    /// It must comply and finds nothing to comply with.
    Nothing,
}

/// What an owner brings to its choice.
struct Owner<'s> {
    place: usize,
    stock: &'s Stock,
    /// Share of contacts that use one solution, for each contact that does.
    per_contact: f32,
    /// How much the owner can pay over the incumbent's price, EUR.
    purse: f32,
    /// Weight of what contacts do.
    social: f32,
    must_comply: bool,
}

pub(super) fn choose(
    world: &World,
    setting: Setting,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut Room,
    words: &[u32],
) {
    let owners = &setting.scenario.parameters.owners;
    let social = (owners.social.weight.0 * owners.social.by_contacts.0) as f32;
    let affordable = owners.affordable.0 as f32;
    let region_of = world.owner_regions(kind);
    let people = &world.households.people;
    let compliance = mission.compliance as f32;
    let (mut stranded, mut again) = (0.0, Vec::new());
    let stock = &mission.stocks[kind as usize];
    let step = world.step as u16;
    for (place, &due) in stock.due.iter().enumerate() {
        if due > step {
            continue;
        }
        let region = usize::from(region_of[place]);
        let word = words[place];
        let units = stock.traits.units[region];
        let (per_contact, purse) = match kind {
            OwnerKind::Household => (people.per_contact[place], affordable * people.income[place]),
            OwnerKind::Firm => (0.0, f32::INFINITY),
            OwnerKind::Body => (0.0, (world.bodies.funds[place].max(0.0) * 1e6 / units) as f32),
        };
        let must_comply = compliance > 0.0 && unit_f32(further(word, question::COMPLIES)) < compliance;
        let owner = Owner { place, stock, per_contact, purse, social, must_comply };
        let prospects = &room.prospects;
        let helped = prospects.reach[region] > 0.0
            && f64::from(unit_f32(further(word, question::REACHED))) < prospects.reach[region];
        match decide(&owner, prospects, prospects.of(region), helped, unit_f32(word)) {
            Wish::Nothing => {
                stranded += units;
                again.push(place);
            }
            Wish::Good(good) => {
                let mut help = Help::Nobody;
                if good != INCUMBENT {
                    let rank = usize::from(good) - 1;
                    room.orders[(region, rank)] += units;
                    let support = prospects.of(region)[rank].support;
                    if let (Some(offer), true) = (prospects.subsidy[region], helped && support > 0.0) {
                        let cost = Euros(support).times(units);
                        help = Help::Subsidy { offer, cost };
                    }
                }
                room.intents.push(Intent { owner: place as u32, kind, good, help, word });
            }
        }
    }
    mission.stranded += stranded;
    for place in again {
        mission.stocks[kind as usize].due[place] = step + LOOK_AGAIN;
    }
}

/// The multinomial logit over the incumbent and the solutions that the owner knows and can pay for.
#[inline]
fn decide(owner: &Owner, prospects: &Prospects, here: &[Prospect], helped: bool, luck: f32) -> Wish {
    let (place, traits) = (owner.place, &owner.stock.traits);
    let now = owner.stock.owned[place];
    let class = usize::from(traits.class[place]);
    let helped = usize::from(helped);
    let mut weights = [0.0_f32; MOST + 1];
    weights[0] = if owner.must_comply { 0.0 } else { 1.0 };
    let mut total = weights[0];
    let contacts = match owner.stock.kind {
        OwnerKind::Household => owner.stock.contacts_using.row(place),
        OwnerKind::Firm | OwnerKind::Body => &[],
    };
    for (rank, prospect) in here.iter().enumerate() {
        let uses_it = usize::from(now) == rank + 1;
        let using = contacts.get(rank).copied().unwrap_or(0);
        let knows = uses_it || using > 0 || prospect.exposure >= traits.attention[place];
        if !prospects.on_sale[rank] || !knows || prospect.upfront[helped] > owner.purse {
            continue;
        }
        let hassle = if uses_it { 0.0 } else { traits.hassle[place] };
        let utility = prospect.common - traits.price_sensitivity[place] * prospect.ln_cost[helped][class]
            + owner.social * f32::from(using) * owner.per_contact
            + traits.concern[place] * prospects.effect[rank]
            - hassle;
        weights[rank + 1] = exp_f32(utility);
        total += weights[rank + 1];
    }
    if total <= 0.0 {
        return Wish::Nothing;
    }
    let mut left = luck * total;
    for (good, weight) in weights[..=here.len()].iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return Wish::Good(good as Good);
        }
    }
    Wish::Good(now)
}
