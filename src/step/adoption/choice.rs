//! Choice: each owner whose time has come decides what it wants. The incumbent is put in at once; what
//! solutions are wanted is written down, for suppliers and installers may not reach all.
//!
//! Owners whose time has come are looked at in lots, in three passes: what each solution weighs with each of
//! them, in columns and without a branch, so that the processor takes several owners at a time; what each
//! decides; and then what they decided is done. So nothing is written while owners decide.

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
/// Owners of a lot; also those whose times are looked at together.
const LOT: usize = 16;

/// One number for each owner of a lot.
type Column<T> = [T; LOT];

/// What one owner decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// It has tendered in this quarter.
    Nothing,
    /// It must comply and finds nothing to comply with.
    Stranded,
    /// It wants a good; `true` when it counts on a subsidy.
    Wants(Good, bool),
}

/// Owners of one region whose time has come, in order.
#[derive(Default)]
struct Lot {
    owners: Column<usize>,
    /// How many there are; the places beyond hold anybody.
    count: usize,
}

impl Lot {
    /// What a column says of each of them. Side by side they are read at once.
    #[expect(clippy::inline_always, reason = "a call would hand the column over through memory")]
    #[inline(always)]
    fn read<T: Copy>(&self, column: &[T]) -> Column<T> {
        let first = self.owners[0];
        if self.owners[LOT - 1] == first + LOT - 1
            && let Some(here) = column[first..].first_chunk()
        {
            return *here;
        }
        self.owners.map(|owner| column[owner])
    }
}

/// What a lot of owners see of at most so many solutions.
struct Sight<const MOST: usize> {
    /// Whom support reaches: one lot for all offers, so who is reached by the rarer one is reached by the other.
    call: Column<f64>,
    /// By solution and owner: the weight in the logit; 0 where the owner does not know or can't pay for it.
    weights: [Column<f32>; MOST],
    /// The weight of the incumbent, 1; 0 where the owner must comply.
    incumbent: Column<f32>,
    /// The sum of all weights.
    total: Column<f32>,
    /// What of the sum its luck leaves to an owner beyond the incumbent: below 0 it wants the incumbent.
    left: Column<f32>,
}

/// What the owners of a lot are like, read together.
struct Faces {
    price_sensitivity: Column<f32>,
    hassle: Column<f32>,
    attention: Column<f32>,
    concern: Column<f32>,
    purse: Column<f32>,
    per_contact: Column<f32>,
    class: Column<u8>,
    owned: Column<Good>,
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
    for region in 0..world.regions.len() {
        let here = world.owners_of(kind, region);
        let end = here.end.min(mission.stocks[kind as usize].len());
        let mut lot = Lot::default();
        for first in (here.start..end).step_by(LOT) {
            let mut due = who_is_due(&mission.stocks[kind as usize].due[first..(first + LOT).min(end)], now);
            while due != 0 {
                lot.owners[lot.count] = first + due.trailing_zeros() as usize;
                lot.count += 1;
                due &= due - 1;
                if lot.count == LOT {
                    let decisions = Scene::new(world, mission, kind, (room, region), luck)
                        .decide::<MOST, HOUSEHOLDS>(&lot);
                    carry_out(world, mission, (kind, region), (&lot, &decisions), room, luck);
                    lot.count = 0;
                }
            }
        }
        if lot.count > 0 {
            let decisions =
                Scene::new(world, mission, kind, (room, region), luck).decide::<MOST, HOUSEHOLDS>(&lot);
            carry_out(world, mission, (kind, region), (&lot, &decisions), room, luck);
        }
    }
}

/// Whose time has come among at most `LOT` owners: a bit for each. Where goods last it is seldom anybody.
#[inline]
fn who_is_due(due: &[u16], now: u16) -> u32 {
    let bits = |due: &[u16]| {
        due.iter().enumerate().fold(0, |bits, (place, due)| bits | u32::from(*due <= now) << place)
    };
    // a number of owners that is known beforehand is looked at at once
    <&[u16; LOT]>::try_from(due).map_or_else(|_| bits(due), |due| bits(due))
}

/// What the owners of one kind in one region have in common when they choose.
struct Scene<'w> {
    stock: &'w Stock,
    here: &'w [Prospect],
    on_sale: &'w [bool],
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
            stock,
            here: prospects.of(region),
            on_sale: &prospects.on_sale,
            social: prospects.social,
            supported: prospects.supported,
            compliance: mission.compliance,
            luck,
            bodies: (kind == OwnerKind::Body).then(|| (&world.bodies, stock.traits.units[region])),
            solutions: &mission.traits.solutions,
        }
    }

    /// What each owner of a lot wants.
    #[inline]
    fn decide<const MOST: usize, const HOUSEHOLDS: bool>(&self, lot: &Lot) -> Column<Decision> {
        let sight = self.look::<MOST, HOUSEHOLDS>(lot);
        let mut decisions = [Decision::Nothing; LOT];
        for (lane, decision) in decisions[..lot.count].iter_mut().enumerate() {
            *decision = self.decide_one::<MOST, HOUSEHOLDS>(&sight, lot.owners[lane], lane);
        }
        decisions
    }

    /// What every good weighs with every owner of the lot.
    #[inline]
    fn look<const MOST: usize, const HOUSEHOLDS: bool>(&self, lot: &Lot) -> Sight<MOST> {
        let mut sight = Sight {
            call: [1.0; LOT],
            weights: [[0.0; LOT]; MOST],
            incumbent: [1.0; LOT],
            total: [0.0; LOT],
            left: lot.owners.map(|owner| self.luck.uniform_f32(owner, question::CHOICE)),
        };
        if self.supported {
            sight.call = lot.owners.map(|owner| self.luck.uniform(owner, question::REACHED));
        }
        if self.compliance > 0.0 {
            let free = |owner| self.luck.uniform(owner, question::COMPLIES) >= self.compliance;
            sight.incumbent = lot.owners.map(|owner| if free(owner) { 1.0 } else { 0.0 });
        }
        sight.total = sight.incumbent;
        let faces = self.faces::<HOUSEHOLDS>(lot);
        for (rank, (weights, on_sale)) in sight.weights.iter_mut().zip(self.on_sale).enumerate() {
            if *on_sale {
                let (using, told) = self.word_of_mouth::<MOST, HOUSEHOLDS>(lot, rank);
                *weights = if self.here[rank].support.amount > 0.0 {
                    self.weigh::<true>(rank, &faces, &using, &told, &sight.call)
                } else {
                    self.weigh::<false>(rank, &faces, &using, &told, &sight.call)
                };
                sight.total.iter_mut().zip(weights).for_each(|(total, weight)| *total += *weight);
            }
        }
        for lane in 0..LOT {
            sight.left[lane] = sight.left[lane] * sight.total[lane] - sight.incumbent[lane];
        }
        sight
    }

    /// What the owners of a lot are like. Public bodies pay out of their funds.
    #[inline]
    fn faces<const HOUSEHOLDS: bool>(&self, lot: &Lot) -> Faces {
        let tastes = &self.stock.traits.tastes;
        let mut purse = lot.read(&tastes.purse);
        if let (false, Some((bodies, units))) = (HOUSEHOLDS, self.bodies) {
            purse = lot.read(&bodies.funds).map(|funds| (funds.max(0.0) * 1e6 / units) as f32);
        }
        Faces {
            price_sensitivity: lot.read(&tastes.price_sensitivity),
            hassle: lot.read(&tastes.hassle),
            attention: lot.read(&tastes.attention),
            concern: lot.read(&tastes.concern),
            purse,
            per_contact: lot.read(&tastes.per_contact),
            class: lot.read(&tastes.class),
            owned: lot.read(&self.stock.owned),
        }
    }

    /// How many contacts of each owner use a solution, and whether a public body knows it from its projects.
    #[inline]
    fn word_of_mouth<const MOST: usize, const HOUSEHOLDS: bool>(
        &self,
        lot: &Lot,
        rank: usize,
    ) -> (Column<u8>, Column<bool>) {
        if HOUSEHOLDS {
            let cells = self.stock.contacts_using.cells();
            let columns = self.here.len();
            let using = if MOST == 1 {
                lot.read(cells)
            } else {
                lot.owners.map(|owner| cells[owner * columns + rank])
            };
            return (using, [false; LOT]);
        }
        let solution = self.solutions[rank].index();
        let told = lot
            .owners
            .map(|owner| self.bodies.is_some_and(|(bodies, _)| (bodies.knows[owner] >> solution) & 1 == 1));
        ([0; LOT], told)
    }

    /// The weight `exp(U)` of one solution with each owner, by the utility at the head of the phase.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a lazy operator is a branch, and then nothing vectorises"
    )]
    #[inline]
    fn weigh<const SUPPORTED: bool>(
        &self,
        rank: usize,
        faces: &Faces,
        using: &Column<u8>,
        told: &Column<bool>,
        call: &Column<f64>,
    ) -> Column<f32> {
        let Prospect { ln_cost, upfront, common, effect, exposure, support, .. } = self.here[rank];
        let (social, good) = (self.social, rank as Good + 1);
        let mut weights = [0.0; LOT];
        for (lane, weight) in weights.iter_mut().enumerate() {
            let helped = SUPPORTED && call[lane] < support.reach;
            let [usual, poorest] = if helped { ln_cost[1] } else { ln_cost[0] };
            let upfront = if helped { upfront[1] } else { upfront[0] };
            let ln_cost = if faces.class[lane] == 0 { usual } else { poorest };
            let uses_it = faces.owned[lane] == good;
            let cost = faces.price_sensitivity[lane] * ln_cost;
            let others = social * f32::from(using[lane]) * faces.per_contact[lane];
            let hassle = faces.hassle[lane];
            let hassle = if uses_it { 0.0 } else { hassle };
            let utility = common - cost + others + faces.concern[lane] * effect - hassle;
            let knows = uses_it | (using[lane] > 0) | (exposure >= faces.attention[lane]) | told[lane];
            let can = knows & (upfront <= faces.purse[lane]);
            let would = exp_f32(utility);
            *weight = if can { would } else { 0.0 };
        }
        weights
    }

    /// What was ordered, else the multinomial logit over the incumbent and the solutions that the owner knows
    /// and can pay for.
    #[inline]
    fn decide_one<const MOST: usize, const HOUSEHOLDS: bool>(
        &self,
        sight: &Sight<MOST>,
        owner: usize,
        lane: usize,
    ) -> Decision {
        if !HOUSEHOLDS && self.taken.get(owner) == Some(&true) {
            return Decision::Nothing;
        }
        let order = self.stock.orders[owner];
        if order != Order::NONE
            && (!order.helped || self.here[usize::from(order.good) - 1].support.amount > 0.0)
        {
            return Decision::Wants(order.good, order.helped);
        }
        let mut left = sight.left[lane];
        if left < 0.0 {
            return Decision::Wants(INCUMBENT, false);
        }
        if sight.total[lane] <= 0.0 {
            return Decision::Stranded;
        }
        let mut chosen = usize::from(self.stock.owned[owner]);
        let weights = sight.weights.iter().map(|weights| weights[lane]);
        for (rank, weight) in weights.enumerate().filter(|(_, weight)| *weight > 0.0) {
            chosen = rank + 1;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        Decision::Wants(chosen as Good, sight.call[lane] < self.here[chosen - 1].support.reach)
    }
}

/// Does what the owners of a lot decided, or writes it down for delivery.
#[inline]
fn carry_out(
    world: &World,
    mission: &mut Mission,
    (kind, region): (OwnerKind, usize),
    (lot, decisions): (&Lot, &Column<Decision>),
    room: &mut KindRoom,
    luck: Luck,
) {
    let (now, lifetime) = (world.step as u16, mission.traits.incumbent_lifetime);
    let mut incumbents = 0;
    for (&owner, decision) in lot.owners[..lot.count].iter().zip(decisions) {
        match *decision {
            Decision::Nothing => {}
            Decision::Stranded => {
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
