//! Choice: each owner whose time has come decides what it wants. The incumbent is put in at once; what
//! solutions are wanted is written down, for suppliers and installers may not reach all.
//!
//! Owners whose time has come are looked at in lots, in two passes: what each solution weighs with each of
//! them and what each decides, in columns and without a branch, so that the processor takes several owners at a
//! time; and then what they decided is done. So nothing is written while owners decide.
//!
//! Told in section 7.11 of docs/odd.md.

use std::ops::Range;

use super::delivery::{Goods, lasts, life, stretch};
use super::lot::{Column, LOT, Lot, Wishes, column, keep_greatest};
use super::prospects::Prospect;
use super::{Help, Intent, KindRoom, compelled, forgoing, question};
use crate::chance::Luck;
use crate::ids::SolutionId;
use crate::numeric::{Work, exp_f32};
use crate::scenario::MOST_SOLUTIONS;
use crate::world::World;
use crate::world::bodies::Bodies;
use crate::world::missions::Mission;
use crate::world::stock::{Good, INCUMBENT, Order, OwnerKind, Stock};

/// Quarters after which an owner that had to comply and found nothing looks again [A].
const LOOK_AGAIN: u16 = 4;

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

/// Every owner of a kind whose time has come chooses.
pub(super) struct Choosing<'w> {
    pub world: &'w World,
    pub mission: &'w mut Mission,
    pub kind: OwnerKind,
    pub room: &'w mut KindRoom,
    pub luck: Luck,
}

impl Work for Choosing<'_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        // room for weights on the stack that fits the number of solutions
        match (self.mission.traits.solutions.len(), self.kind) {
            (1, OwnerKind::Household) => choose_among::<1, true>(self),
            (2..=6, OwnerKind::Household) => choose_among::<6, true>(self),
            (_, OwnerKind::Household) => choose_among::<MOST_SOLUTIONS, true>(self),
            (1..=6, _) => choose_among::<6, false>(self),
            _ => choose_among::<MOST_SOLUTIONS, false>(self),
        }
    }
}

#[inline(always)]
fn choose_among<const MOST: usize, const HOUSEHOLDS: bool>(choosing: Choosing) {
    let Choosing { world, mission, kind, room, luck } = choosing;
    let mut due = std::mem::take(&mut room.due);
    for region in 0..world.regions.len() {
        let stock = &mission.stocks[kind as usize];
        let here = world.owners_of(kind, region);
        find_due(&stock.due, here, world.step as u16, &mut due);
        for lot in due.chunks(LOT).map(Lot::of) {
            let wishes =
                Scene::new(world, mission, kind, (room, region), luck).decide::<MOST, HOUSEHOLDS>(&lot);
            if HOUSEHOLDS && compelled::is_noted(mission) {
                compelled::note(mission, region, (&lot, &wishes), room);
            }
            if room.prospects.asked {
                forgoing::note(mission, (kind, region), (&lot, &wishes), room);
            }
            carry_out::<HOUSEHOLDS>(world, mission, (kind, region), (&lot, &wishes), room);
        }
    }
    room.due = due;
}

/// Lists the owners from `here` whose time has come. Where goods last it is seldom anybody.
#[inline(always)]
fn find_due(times: &[u16], here: Range<usize>, now: u16, due: &mut Vec<u32>) {
    due.clear();
    let mut first = here.start as u32;
    // where a kind owns no part of the problem there are no goods
    let (lots, rest) = times.get(here).unwrap_or_default().as_chunks::<LOT>();
    for lot in lots {
        let mut bits = who_is_due(lot, now);
        if bits == u16::MAX {
            due.extend(first..first + LOT as u32);
            bits = 0;
        }
        while bits != 0 {
            due.push(first + bits.trailing_zeros());
            bits &= bits - 1;
        }
        first += LOT as u32;
    }
    due.extend((first..).zip(rest).filter(|(_, time)| **time <= now).map(|(owner, _)| owner));
}

/// Whose time has come in a lot: a bit for each.
#[inline(always)]
fn who_is_due(times: &Column<u16>, now: u16) -> u16 {
    times.iter().enumerate().fold(0, |bits, (place, time)| bits | if *time <= now { 1 << place } else { 0 })
}

/// What the owners of one kind in one region have in common when they choose.
struct Scene<'w> {
    stock: &'w Stock,
    here: &'w [Prospect],
    on_sale: &'w [bool],
    social: f32,
    is_certain: bool,
    supported: bool,
    /// By it owners stand among all to whom conditions of support cost little or much, where any are asked for.
    places: Option<Luck>,
    compliance: f64,
    lifetime: f64,
    luck: Luck,
    /// The public bodies, and the units that one of them needs, where it is they who choose.
    bodies: Option<(&'w Bodies, f64)>,
    solutions: &'w [SolutionId],
}

impl<'w> Scene<'w> {
    #[inline(always)]
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
            stock,
            here: prospects.of(region),
            on_sale: &prospects.on_sale,
            social: prospects.social,
            is_certain: prospects.is_certain,
            supported: prospects.supported,
            places: prospects.asked.then_some(room.places),
            compliance: mission.compliance * mission.heed[region],
            lifetime: mission.traits.incumbent_lifetime,
            luck,
            bodies: (kind == OwnerKind::Body).then(|| (&world.bodies, stock.traits.units[region])),
            solutions: &mission.traits.solutions,
        }
    }

    /// What each owner of a lot wants: the multinomial logit over the incumbent and the solutions that it knows
    /// and can pay for.
    #[inline(always)]
    fn decide<const MOST: usize, const HOUSEHOLDS: bool>(&self, lot: &Lot) -> Wishes {
        let draw = |question| column(|lane| self.luck.uniform(lot.owners[lane] as usize, question));
        // support is one lot for all offers, so who is reached by the rarer one is reached by the other
        let call = if self.supported { draw(question::REACHED) } else { [1.0; LOT] };
        let places: Column<f64> = match self.places {
            Some(places) => column(|lane| places.uniform(lot.owners[lane] as usize, 0)),
            None => [0.0; LOT],
        };
        let (mut incumbent, bound) = self.bind(lot);
        let faces = self.faces::<HOUSEHOLDS>(lot);
        let mut weights = [[0.0; LOT]; MOST];
        let mut total = incumbent;
        for (rank, weights) in self.on_sale(&mut weights) {
            let (using, told) = self.word_of_mouth::<MOST, HOUSEHOLDS>(lot, rank);
            *weights = if self.here[rank].support.amount > 0.0 {
                self.weigh::<true>(rank, &faces, (&using, &told), (&call, &places))
            } else {
                self.weigh::<false>(rank, &faces, (&using, &told), (&call, &places))
            };
            total.iter_mut().zip(weights).for_each(|(total, weight)| *total += *weight);
        }
        if self.is_certain {
            total = keep_greatest(&mut incumbent, &mut weights);
        }
        let luck = column(|lane| self.luck.uniform_f32(lot.owners[lane] as usize, question::CHOICE));
        let mut wishes = Wishes {
            good: [INCUMBENT; LOT],
            helped: [false; LOT],
            forgoes: [false; LOT],
            bound,
            stranded: column(|lane| total[lane] <= 0.0),
            orders: lot.read(&self.stock.orders),
            lives: [1; LOT],
        };
        if lasts(self.lifetime) {
            wishes.lives = column(|lane| life(self.lifetime, stretch(self.luck, lot.owners[lane])));
        }
        // what of the sum its luck leaves to an owner beyond the goods so far: below 0 it has chosen
        let mut left: Column<f32> = column(|lane| luck[lane] * total[lane] - incumbent[lane]);
        for (rank, weights) in self.on_sale(&mut weights) {
            if self.supported {
                let support = self.here[rank].support;
                for lane in 0..LOT {
                    let (helped, forgoes) = support.answer(call[lane], places[lane]);
                    let is_chosen = comes_to(left[lane], weights[lane]);
                    wishes.helped[lane] = if is_chosen { helped } else { wishes.helped[lane] };
                    wishes.forgoes[lane] = if is_chosen { forgoes } else { wishes.forgoes[lane] };
                }
            }
            for lane in 0..LOT {
                let good = rank as Good + 1;
                wishes.good[lane] =
                    if comes_to(left[lane], weights[lane]) { good } else { wishes.good[lane] };
                left[lane] -= weights[lane];
            }
        }
        wishes
    }

    /// What the incumbent weighs with the owners of a lot, and who of them must comply: with those it weighs nothing.
    #[inline(always)]
    fn bind(&self, lot: &Lot) -> (Column<f32>, Column<bool>) {
        if self.compliance <= 0.0 {
            return ([1.0; LOT], [false; LOT]);
        }
        let draw = |lane: usize| self.luck.uniform(lot.owners[lane] as usize, question::COMPLIES);
        let bound = column(|lane| draw(lane) < self.compliance);
        (column(|lane| if bound[lane] { 0.0 } else { 1.0 }), bound)
    }

    /// The weights of the solutions that are on sale, with their ranks.
    #[inline(always)]
    fn on_sale<'a, const MOST: usize>(
        &self,
        weights: &'a mut [Column<f32>; MOST],
    ) -> impl Iterator<Item = (usize, &'a mut Column<f32>)> {
        weights
            .iter_mut()
            .zip(self.on_sale)
            .enumerate()
            .filter(|(_, (_, on_sale))| **on_sale)
            .map(|(rank, (weights, _))| (rank, weights))
    }

    /// What the owners of a lot are like. Public bodies pay out of their funds.
    #[inline(always)]
    fn faces<const HOUSEHOLDS: bool>(&self, lot: &Lot) -> Faces {
        let tastes = &self.stock.traits.tastes;
        let mut purse = lot.read(&tastes.purse);
        if let (false, Some((bodies, units))) = (HOUSEHOLDS, self.bodies) {
            let funds = lot.read(&bodies.funds);
            purse = column(|lane| (funds[lane].max(0.0) * 1e6 / units) as f32);
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
    #[inline(always)]
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
                column(|lane| cells[lot.owners[lane] as usize * columns + rank])
            };
            return (using, [false; LOT]);
        }
        let solution = self.solutions[rank].index();
        let told = column(|lane| {
            let owner = lot.owners[lane] as usize;
            self.bodies.is_some_and(|(bodies, _)| (bodies.knows[owner] >> solution) & 1 == 1)
        });
        ([0; LOT], told)
    }

    /// The weight `exp(U)` of one solution with each owner, by the utility at the head of the phase.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a lazy operator is a branch, and then nothing vectorises"
    )]
    #[inline(always)]
    fn weigh<const SUPPORTED: bool>(
        &self,
        rank: usize,
        faces: &Faces,
        (using, told): (&Column<u8>, &Column<bool>),
        (call, places): (&Column<f64>, &Column<f64>),
    ) -> Column<f32> {
        let Prospect { ln_cost, upfront, common, effect, exposure, support, .. } = self.here[rank];
        let (social, good) = (self.social, rank as Good + 1);
        let mut weights = [0.0; LOT];
        for (lane, weight) in weights.iter_mut().enumerate() {
            let helped = SUPPORTED && (call[lane] < support.reach) & (places[lane] < support.takers);
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
}

/// Whether an owner comes to a solution: something is left of its luck, and the solution weighs something.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch, and then nothing vectorises")]
#[inline(always)]
fn comes_to(left: f32, weight: f32) -> bool {
    (left >= 0.0) & (weight > 0.0)
}

/// Does what the owners of a lot want, or writes it down for delivery. What was ordered comes first.
#[inline(never)]
fn carry_out<const HOUSEHOLDS: bool>(
    world: &World,
    mission: &mut Mission,
    (kind, region): (OwnerKind, usize),
    (lot, wishes): (&Lot, &Wishes),
    room: &mut KindRoom,
) {
    let now = world.step as u16;
    let mut stranded = mission.stranded;
    let mut goods = Goods::of(world, mission, kind);
    let prospects = room.prospects.of(region);
    let wanted = room.orders.row_mut(region);
    let mut incumbents = 0;
    for lane in 0..lot.count {
        let owner = lot.owners[lane] as usize;
        if !HOUSEHOLDS && room.taken.get(owner) == Some(&true) {
            // a public body that has tendered in this quarter
            continue;
        }
        let Order { mut good, mut helped } = wishes.orders[lane];
        if forgoing::is_free(wishes.orders[lane], prospects) {
            if wishes.stranded[lane] {
                stranded += goods.stock.traits.units[region];
                goods.stock.due[owner] = now + LOOK_AGAIN;
                continue;
            }
            (good, helped) = (wishes.good[lane], wishes.helped[lane]);
        }
        let mut help = Help::Nobody;
        if let Some(rank) = usize::from(good).checked_sub(1) {
            wanted[rank] += 1;
            if helped {
                help = Help::Subsidy(prospects[rank].support.offer);
            }
        } else if kind != OwnerKind::Body {
            incumbents += 1;
            goods.put_in((owner, region), INCUMBENT, now + wishes.lives[lane]);
            continue;
        }
        // public bodies pay each for itself, at delivery
        room.intents.push(Intent { owner: owner as u32, region: region as u16, good, help });
    }
    mission.stranded = stranded;
    room.bought[(region, usize::from(INCUMBENT))] += incumbents;
}
