//! Choice: each owner whose time has come decides what it wants. The incumbent is put in at once; what
//! solutions are wanted is written down, for suppliers and installers may not reach all.
//!
//! Owners are looked at in blocks, in three passes: what each solution weighs with each of them, in columns
//! and without a branch, so that the processor takes several owners at a time; what each decides; and then
//! what they decided is done. So nothing is written while owners decide.

use std::ops::Range;

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
use crate::world::stock::{Good, INCUMBENT, Order, OwnerKind, Stock};

/// Quarters after which an owner that had to comply and found nothing looks again [A].
const LOOK_AGAIN: u16 = 4;
/// Owners of a block: few enough that in most blocks of goods that last nobody's time has come.
const BLOCK: usize = 16;

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

/// What a block of owners see of at most so many solutions.
struct Sight<const MOST: usize> {
    /// The owners, from the first to the last whose time has come.
    owners: Range<usize>,
    /// Whom support reaches: one lot for all offers, so who is reached by the rarer one is reached by the other.
    call: [f64; BLOCK],
    /// By solution and owner: the weight in the logit; 0 where the owner does not know or can't pay for it.
    weights: [[f32; BLOCK]; MOST],
}

/// Lets every owner of a kind choose whose time has come.
pub(super) fn choose(world: &World, mission: &mut Mission, kind: OwnerKind, room: &mut KindRoom, luck: Luck) {
    // room for weights on the stack that fits the number of solutions
    match (mission.traits.solutions.len(), kind) {
        (1, OwnerKind::Household) => choose_among::<1, true>(world, mission, kind, room, luck),
        (2..=6, OwnerKind::Household) => choose_among::<6, true>(world, mission, kind, room, luck),
        (_, OwnerKind::Household) => choose_among::<MOST_SOLUTIONS, true>(world, mission, kind, room, luck),
        (1..=6, _) => choose_among::<6, false>(world, mission, kind, room, luck),
        _ => choose_among::<MOST_SOLUTIONS, false>(world, mission, kind, room, luck),
    }
}

fn choose_among<const MOST: usize, const HOUSEHOLDS: bool>(
    world: &World,
    mission: &mut Mission,
    kind: OwnerKind,
    room: &mut KindRoom,
    luck: Luck,
) {
    let now = world.step as u16;
    let mut sight = Sight { owners: 0..0, call: [1.0; BLOCK], weights: [[0.0; BLOCK]; MOST] };
    let mut decisions = [Decision::NotNow; BLOCK];
    for region in 0..world.regions.len() {
        let here = world.owners_of(kind, region);
        let end = here.end.min(mission.stocks[kind as usize].len());
        for first in (here.start..end).step_by(BLOCK) {
            let due = &mission.stocks[kind as usize].due[first..(first + BLOCK).min(end)];
            if !is_due(due, now) {
                continue;
            }
            sight.owners = first_to_last(due, first, now);
            let scene = Scene::new(world, mission, kind, (room, region), luck);
            scene.look::<MOST, HOUSEHOLDS>(&mut sight);
            let decisions = &mut decisions[..sight.owners.len()];
            for (lane, decision) in decisions.iter_mut().enumerate() {
                *decision = scene.decide::<MOST, HOUSEHOLDS>(&sight, lane);
            }
            let decided = sight.owners.clone().zip(decisions.iter().copied());
            carry_out(world, mission, (kind, region), decided, room, luck);
        }
    }
}

/// Whether the time of any owner of a block has come: a whole block, whose size is known, is seen at once.
#[inline]
fn is_due(due: &[u16], now: u16) -> bool {
    let any = |due: &[u16]| due.iter().fold(false, |any, due| any | (*due <= now));
    <&[u16; BLOCK]>::try_from(due).map_or_else(|_| any(due), |block| any(block))
}

/// The owners of a block from the first to the last whose time has come: there is one at least.
fn first_to_last(due: &[u16], first: usize, now: u16) -> Range<usize> {
    let from = due.iter().position(|due| *due <= now).unwrap_or(0);
    let to = due.iter().rposition(|due| *due <= now).unwrap_or(0);
    first + from..first + to + 1
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

    /// What every solution weighs with every owner of the block.
    #[inline]
    fn look<const MOST: usize, const HOUSEHOLDS: bool>(&self, sight: &mut Sight<MOST>) {
        let Sight { owners, call, weights } = sight;
        if self.supported {
            for (call, owner) in call.iter_mut().zip(owners.clone()) {
                *call = self.luck.uniform(owner, question::REACHED);
            }
        }
        for (rank, (weights, on_sale)) in weights.iter_mut().zip(self.on_sale).enumerate() {
            let weights = &mut weights[..owners.len()];
            if !on_sale {
                weights.fill(0.0);
            } else if self.here[rank].support.amount > 0.0 {
                self.weigh::<MOST, HOUSEHOLDS, true>(rank, owners.start, weights, call);
            } else {
                self.weigh::<MOST, HOUSEHOLDS, false>(rank, owners.start, weights, call);
            }
        }
    }

    /// The weight `exp(U)` of one solution with the owners from `first` on, by the utility at the head of the phase.
    #[inline]
    fn weigh<const MOST: usize, const HOUSEHOLDS: bool, const SUPPORTED: bool>(
        &self,
        rank: usize,
        first: usize,
        weights: &mut [f32],
        call: &[f64; BLOCK],
    ) {
        let (prospect, effect) = (&self.here[rank], self.effect[rank]);
        let owners = first..first + weights.len();
        let tastes = &self.stock.traits.tastes;
        let (price_sensitivity, hassle) =
            (&tastes.price_sensitivity[owners.clone()], &tastes.hassle[owners.clone()]);
        let (attention, concern) = (&tastes.attention[owners.clone()], &tastes.concern[owners.clone()]);
        let (purse, per_contact) = (&tastes.purse[owners.clone()], &tastes.per_contact[owners.clone()]);
        let (class, owned) = (&tastes.class[owners.clone()], &self.stock.owned[owners.clone()]);
        let using = &self.contacts_using::<MOST, HOUSEHOLDS>(rank, owners)[..weights.len()];
        let call = &call[..weights.len()];
        let [[usual, poorest], [usual_helped, poorest_helped]] = prospect.ln_cost;
        let (common, exposure, social) = (prospect.common, prospect.exposure, self.social);
        let good = rank as Good + 1;
        for (lane, weight) in weights.iter_mut().enumerate() {
            let helped = SUPPORTED && call[lane] < prospect.support.reach;
            let (usual, poorest, upfront) = if helped {
                (usual_helped, poorest_helped, prospect.upfront[1])
            } else {
                (usual, poorest, prospect.upfront[0])
            };
            let ln_cost = if class[lane] == 0 { usual } else { poorest };
            let uses_it = owned[lane] == good;
            let cost = price_sensitivity[lane] * ln_cost;
            let others = social * using[lane] * per_contact[lane];
            let trouble = hassle[lane];
            let trouble = if uses_it { 0.0 } else { trouble };
            let utility = common - cost + others + concern[lane] * effect - trouble;
            let told = !HOUSEHOLDS && self.knows_from_projects(first + lane, rank);
            let knows = uses_it | (using[lane] > 0.0) | (exposure >= attention[lane]) | told;
            let purse = if HOUSEHOLDS { purse[lane] } else { self.purse(purse[lane], first + lane) };
            let can = knows & (upfront <= purse);
            let would = exp_f32(utility);
            *weight = if can { would } else { 0.0 };
        }
    }

    /// How many contacts of these owners use a solution: nought where it is not households who choose.
    #[inline]
    fn contacts_using<const MOST: usize, const HOUSEHOLDS: bool>(
        &self,
        rank: usize,
        owners: Range<usize>,
    ) -> [f32; BLOCK] {
        let mut using = [0.0; BLOCK];
        if HOUSEHOLDS {
            // the compiler is told where rows are single numbers that lie side by side
            let columns = if MOST == 1 { 1 } else { self.here.len() };
            let rows = &self.stock.contacts_using.cells()[owners.start * columns..owners.end * columns];
            for (using, row) in using.iter_mut().zip(rows.chunks_exact(columns)) {
                *using = f32::from(row[rank]);
            }
        }
        using
    }

    /// What was ordered, else the multinomial logit over the incumbent and the solutions that the owner knows
    /// and can pay for.
    #[inline]
    fn decide<const MOST: usize, const HOUSEHOLDS: bool>(&self, sight: &Sight<MOST>, lane: usize) -> Decision {
        let owner = sight.owners.start + lane;
        if self.stock.due[owner] > self.step || (!HOUSEHOLDS && self.taken.get(owner) == Some(&true)) {
            return Decision::NotNow;
        }
        let order = self.stock.orders[owner];
        if order != Order::NONE
            && (!order.helped || self.here[usize::from(order.good) - 1].support.amount > 0.0)
        {
            return Decision::Wants(order.good, order.helped);
        }
        let bound = self.happens(owner, question::COMPLIES, self.compliance);
        let incumbent = if bound { 0.0 } else { 1.0 };
        let weights = || sight.weights[..self.here.len()].iter().map(|weights| weights[lane]);
        let total = weights().fold(incumbent, |total, weight| total + weight);
        if total <= 0.0 {
            return Decision::Nothing;
        }
        let mut left = self.luck.uniform_f32(owner, question::CHOICE) * total - incumbent;
        if left < 0.0 {
            return Decision::Wants(INCUMBENT, false);
        }
        let mut chosen = usize::from(self.stock.owned[owner]);
        for (rank, weight) in weights().enumerate().filter(|(_, weight)| *weight > 0.0) {
            chosen = rank + 1;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        Decision::Wants(chosen as Good, sight.call[lane] < self.here[chosen - 1].support.reach)
    }

    /// Whether something happens to an owner that has this chance.
    #[inline]
    fn happens(&self, owner: usize, question: usize, chance: f64) -> bool {
        chance > 0.0 && self.luck.uniform(owner, question) < chance
    }

    /// What an owner can pay over the incumbent's price, EUR: public bodies out of their funds.
    #[inline]
    fn purse(&self, purse: f32, owner: usize) -> f32 {
        self.bodies.map_or(purse, |(bodies, units)| (bodies.funds[owner].max(0.0) * 1e6 / units) as f32)
    }

    /// Whether a public body has had a project with a solution.
    fn knows_from_projects(&self, owner: usize, rank: usize) -> bool {
        self.bodies.is_some_and(|(bodies, _)| (bodies.knows[owner] >> self.solutions[rank].index()) & 1 == 1)
    }
}

/// Does what the owners of a block decided, or writes it down for delivery.
#[inline]
fn carry_out(
    world: &World,
    mission: &mut Mission,
    (kind, region): (OwnerKind, usize),
    decided: impl Iterator<Item = (usize, Decision)>,
    room: &mut KindRoom,
    luck: Luck,
) {
    let (now, lifetime) = (world.step as u16, mission.traits.incumbent_lifetime);
    let mut incumbents = 0;
    for (owner, decision) in decided {
        match decision {
            Decision::NotNow => {}
            Decision::Nothing => {
                mission.stranded += mission.stocks[kind as usize].traits.units[region];
                mission.stocks[kind as usize].due[owner] = now + LOOK_AGAIN;
            }
            // public bodies pay each for itself, at delivery
            Decision::Wants(INCUMBENT, _) if kind != OwnerKind::Body => {
                incumbents += 1;
                put_in(world, mission, kind, (owner, region), INCUMBENT, life(lifetime, luck, owner));
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
    room.bought[(region, usize::from(INCUMBENT))] += incumbents;
}
