//! Choice: each owner whose time has come decides what it wants. The incumbent is put in at once; what
//! solutions are wanted is written down, for suppliers and installers may not reach all.

use super::delivery::{life, put_in};
use super::prospects::Prospect;
use super::{Help, Intent, KindRoom, question};
use crate::chance::Luck;
use crate::ids::SolutionId;
use crate::numeric::exp_f32;
use crate::scenario::MOST_SOLUTIONS;
use crate::world::World;
use crate::world::bodies::Bodies;
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, Order, OwnerKind, Stock, Taste};

/// Quarters after which an owner that had to comply and found nothing looks again [A].
const LOOK_AGAIN: u16 = 4;
/// Owners who are looked at together: first all decide, then what they decided is done. So nothing is
/// written while owners decide, and what they have in common stays in registers.
const STRIDE: usize = 16;

/// What one owner decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// Its time has not come.
    NotNow,
    /// It must comply and finds nothing to comply with.
    Nothing,
    /// It wants a good; `true` when it counts on a subsidy.
    Wants(Good, bool),
}

/// Lets every owner of a kind choose whose time has come.
pub(super) fn choose(world: &World, mission: &mut Mission, kind: OwnerKind, room: &mut KindRoom, luck: Luck) {
    // room for weights on the stack that fits the number of solutions: few solutions, little to clear
    match (mission.traits.solutions.len(), kind) {
        (1, OwnerKind::Household) => choose_among::<1, true>(world, mission, kind, room, luck),
        (2..=6, OwnerKind::Household) => choose_among::<6, true>(world, mission, kind, room, luck),
        (_, OwnerKind::Household) => choose_among::<MOST_SOLUTIONS, true>(world, mission, kind, room, luck),
        (1..=6, _) => choose_among::<6, false>(world, mission, kind, room, luck),
        _ => choose_among::<MOST_SOLUTIONS, false>(world, mission, kind, room, luck),
    }
}

fn choose_among<const MOST: usize, const CONTACTS: bool>(
    world: &World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut KindRoom,
    luck: Luck,
) {
    let mut decisions = [Decision::NotNow; STRIDE];
    for region in 0..world.regions.len() {
        let here = world.owners_of(kind, region);
        let end = here.end.min(mission.stocks[kind as usize].len());
        for first in (here.start..end).step_by(STRIDE) {
            let owners = first..(first + STRIDE).min(end);
            let stock = &mission.stocks[kind as usize];
            // the least of many numbers is found at once: in most strides nobody's time has come
            let soonest = stock.due[owners.clone()].iter().fold(u16::MAX, |least, due| least.min(*due));
            if usize::from(soonest) > world.step {
                continue;
            }
            let scene = Scene::new(world, mission, kind, (room, region), luck);
            let decisions = &mut decisions[..owners.len()];
            for (decision, owner) in decisions.iter_mut().zip(owners) {
                *decision = scene.decide::<MOST, CONTACTS>(owner);
            }
            for (place, decision) in decisions.iter().enumerate() {
                carry_out(world, mission, (kind, region, first + place), *decision, room, luck);
            }
        }
    }
}

/// What the owners of one kind in one region have in common when they choose.
struct Scene<'w> {
    step: u16,
    stock: &'w Stock,
    here: &'w [Prospect],
    on_sale: &'w [bool],
    effect: &'w [f32],
    social: f32,
    supported: bool,
    compliance: f64,
    luck: Luck,
    /// The public bodies, and the units that one of them needs, where it is they who choose.
    bodies: Option<(&'w Bodies, f64)>,
    solutions: &'w [SolutionId],
    /// Public bodies that have tendered in this quarter.
    taken: &'w [bool],
}

impl<'w> Scene<'w> {
    fn new(
        world: &'w World,
        mission: &'w Mission,
        kind: OwnerKind,
        (room, region): (&'w KindRoom, usize),
        luck: Luck,
    ) -> Self {
        let stock = &mission.stocks[kind as usize];
        let prospects = &room.prospects;
        Self {
            taken: &room.taken,
            step: world.step as u16,
            stock,
            here: prospects.of(region),
            on_sale: &prospects.on_sale,
            effect: &prospects.effect,
            social: prospects.social,
            supported: prospects.supported,
            compliance: mission.compliance,
            luck,
            bodies: (kind == OwnerKind::Body).then(|| (&world.bodies, stock.traits.units[region])),
            solutions: &mission.traits.solutions,
        }
    }

    /// What was ordered, else the multinomial logit over the incumbent and the solutions that the owner knows
    /// and can pay for.
    #[inline]
    fn decide<const MOST: usize, const CONTACTS: bool>(&self, owner: usize) -> Decision {
        if self.stock.due[owner] > self.step || self.taken.get(owner) == Some(&true) {
            return Decision::NotNow;
        }
        let order = self.stock.orders[owner];
        if order != Order::NONE
            && (!order.helped || self.here[usize::from(order.good) - 1].support.amount > 0.0)
        {
            return Decision::Wants(order.good, order.helped);
        }
        let taste = &self.stock.traits.tastes[owner];
        let purse = self.purse(taste, owner);
        let now = usize::from(self.stock.owned[owner]);
        // one lot for all offers: who is reached by the rarer one is reached by the other too
        let call = if self.supported { self.luck.uniform(owner, question::REACHED) } else { 1.0 };
        let bound = self.happens(owner, question::COMPLIES, self.compliance);
        let incumbent = if bound { 0.0 } else { 1.0 };
        let contacts: &[u8] = if CONTACTS { self.stock.contacts_using.row(owner) } else { &[0; MOST] };
        let (mut weights, mut total) = ([0.0_f32; MOST], incumbent);
        let sights = self.here.iter().zip(contacts).zip(self.on_sale.iter().zip(self.effect));
        for (rank, (weight, ((prospect, &using), (&on_sale, effect)))) in
            weights.iter_mut().zip(sights).enumerate()
        {
            let uses_it = now == rank + 1;
            let knows = uses_it
                || using > 0
                || prospect.exposure >= taste.attention
                || (!CONTACTS && self.knows_from_projects(owner, rank));
            let helped = usize::from(call < prospect.support.reach);
            if !on_sale || !knows || prospect.upfront[helped] > purse {
                continue;
            }
            let hassle = if uses_it { 0.0 } else { taste.hassle };
            let cost = taste.price_sensitivity * prospect.ln_cost[helped][usize::from(taste.class)];
            let social = self.social * f32::from(using) * taste.per_contact;
            *weight = exp_f32(prospect.common - cost + social + taste.concern * effect - hassle);
            total += *weight;
        }
        if total <= 0.0 {
            return Decision::Nothing;
        }
        let mut left = self.luck.uniform_f32(owner, question::CHOICE) * total - incumbent;
        if left < 0.0 {
            return Decision::Wants(INCUMBENT, false);
        }
        let mut chosen = now;
        for (rank, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            chosen = rank + 1;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        Decision::Wants(chosen as Good, call < self.here[chosen - 1].support.reach)
    }

    /// Whether something happens to an owner that has this chance.
    #[inline]
    fn happens(&self, owner: usize, question: usize, chance: f64) -> bool {
        chance > 0.0 && self.luck.uniform(owner, question) < chance
    }

    /// What an owner can pay over the incumbent's price, EUR.
    #[inline]
    fn purse(&self, taste: &Taste, owner: usize) -> f32 {
        self.bodies.map_or(taste.purse, |(bodies, units)| (bodies.funds[owner].max(0.0) * 1e6 / units) as f32)
    }

    /// Whether a public body has had a project with a solution.
    fn knows_from_projects(&self, owner: usize, rank: usize) -> bool {
        self.bodies.is_some_and(|(bodies, _)| (bodies.knows[owner] >> self.solutions[rank].index()) & 1 == 1)
    }
}

/// Does what an owner decided, or writes it down for delivery.
#[inline]
fn carry_out(
    world: &World,
    mission: &mut Mission,
    (kind, region, owner): (OwnerKind, usize, usize),
    decision: Decision,
    room: &mut KindRoom,
    luck: Luck,
) {
    match decision {
        Decision::NotNow => {}
        Decision::Nothing => {
            mission.stranded += mission.stocks[kind as usize].traits.units[region];
            mission.stocks[kind as usize].due[owner] = world.step as u16 + LOOK_AGAIN;
        }
        // public bodies pay each for itself, at delivery
        Decision::Wants(INCUMBENT, _) if kind != OwnerKind::Body => {
            room.bought[(region, usize::from(INCUMBENT))] += 1;
            mission.stocks[kind as usize].orders[owner] = Order::NONE;
            let life = life(mission.traits.incumbent_lifetime, luck, owner);
            put_in(world, mission, kind, (owner, region), INCUMBENT, life);
        }
        Decision::Wants(good, helped) => {
            let mut help = Help::Nobody;
            if let Some(rank) = usize::from(good).checked_sub(1) {
                room.orders[(region, rank)] += 1;
                if helped {
                    help = Help::Subsidy(room.prospects.of(region)[rank].support.offer);
                }
            }
            room.intents.push(Intent { owner: owner as u32, region: region as u16, good, help });
        }
    }
}
