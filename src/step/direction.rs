//! **Direction**: once a year each firm chooses where to search: the status quo or one of the solutions.
//!
//! Reads: offers, turnover and readiness of solutions, knowledge and directions of firms. Writes: directions.
//!
//! Softmax with inertia over prospects
//! `U_s = a ln(1 + R_s / 1 % of the field's sales) + b relatedness + c share that searches there - d missing readiness - switching`
//! (relatedness: Boschma, Balland, Kogler 2015; market pull: Aghion et al. 2016). The weights are assumptions.
//!
//! Told in section 7.6 of docs/odd.md.

use std::ops::Range;

use super::turns::turn;
use super::{Desk, Setting};
use crate::chance::{Luck, Purpose};
use crate::numeric::{Work, exp, ln, sum};
use crate::scenario::parameters::Search;
use crate::world::World;
use crate::world::firms::{Direction, Firms};
use crate::world::solutions::ON_SALE;

/// Sales that count as a prospect of one unit, as a share of the field's sales [A].
pub(super) const PROSPECT: f64 = 0.01;

/// Whether a firm chooses in a quarter where to search.
pub fn chooses_direction(firms: &Firms, firm: usize, step: usize) -> bool {
    turn(&firms.of_region(usize::from(firms.region[firm])), step).contains(&firm)
}

pub(super) fn choose(world: &mut World, setting: Setting, desk: &mut Desk) {
    let search = &setting.scenario.parameters.firms.search;
    let prospects = prospects(world, search);
    // what firms without knowledge of a solution see of it: the same for all
    let outside =
        prospects.iter().map(|prospect| weight(search.sharpness.0 * (prospect - search.switching.0)));
    let scale = Scale {
        status_quo: weight(search.sharpness.0 * search.outside.0),
        stay: weight(search.sharpness.0 * search.switching.0),
        outside: outside.collect(),
        relatedness: search.sharpness.0 * search.relatedness.0,
    };
    let luck = setting.streams.luck(Purpose::Direction, world.step);
    for region in 0..world.regions.len() {
        let firms = turn(&world.firms.of_region(region), world.step);
        desk.width.run(Weighing {
            firms: &world.firms,
            turn: firms.clone(),
            scale: &scale,
            room: &mut desk.direction,
        });
        decide(&mut world.firms, firms, &scale, &mut desk.direction, luck);
    }
}

/// Weights of directions that all firms have in common.
struct Scale {
    status_quo: f64,
    stay: f64,
    outside: Vec<f64>,
    relatedness: f64,
}

/// Room for the weights of all solutions with the firms whose turn it is, one solution after the other, and for those
/// of one firm.
#[derive(Debug, Default)]
pub(super) struct Room {
    weights: Vec<f64>,
    of_firm: Vec<f64>,
}

/// The weight of something that is worth so much. Beyond, one prospect is everything and the other nothing.
#[inline(always)]
pub(super) fn weight(value: f64) -> f64 {
    exp(value.clamp(-100.0, 100.0))
}

/// The place that a chance between 0 and 1 draws by weights; none where rounding leaves a little beyond the last.
#[inline(always)]
pub(super) fn drawn(weights: &[f64], chance: f64) -> Option<usize> {
    let mut left = chance * weights.iter().sum::<f64>();
    weights.iter().position(|weight| {
        left -= weight;
        left < 0.0
    })
}

/// What each solution weighs with each firm whose turn it is.
struct Weighing<'w> {
    firms: &'w Firms,
    turn: Range<usize>,
    scale: &'w Scale,
    room: &'w mut Room,
}

impl Work for Weighing<'_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { firms, turn, scale, room } = self;
        let (count, solutions) = (turn.len(), scale.outside.len());
        room.weights.resize(count * solutions, 0.0);
        let (intensity, sales) = (&firms.intensity[turn.clone()], &firms.sales[turn.clone()]);
        for (solution, outside) in scale.outside.iter().enumerate() {
            let weights = &mut room.weights[solution * count..(solution + 1) * count];
            let known = &firms.knowledge.row(solution)[turn.clone()];
            for ((weight, known), (intensity, sales)) in
                weights.iter_mut().zip(known).zip(intensity.iter().zip(sales))
            {
                let (known, wish) = (f64::from(*known), intensity * sales * 4.0);
                let related = self::weight(scale.relatedness * known / (known + wish));
                *weight = if known > 0.0 { outside * related } else { *outside };
            }
        }
    }
}

/// Each firm whose turn it is draws its direction by the weights.
fn decide(firms: &mut Firms, turn: Range<usize>, scale: &Scale, room: &mut Room, luck: Luck) {
    let count = turn.len();
    let weights = &mut room.of_firm;
    weights.resize(scale.outside.len() + 1, 0.0);
    for (place, firm) in turn.enumerate() {
        if !firms.is_at_work(firm) {
            continue;
        }
        let now = usize::from(firms.direction[firm]);
        weights[0] = scale.status_quo;
        for (solution, weight) in weights[1..].iter_mut().enumerate() {
            *weight = room.weights[solution * count + place];
        }
        if now != 0 {
            // it is the others that cost a change of direction
            weights[now] *= scale.stay;
            weights[0] /= scale.stay;
        }
        let chosen = drawn(weights, luck.uniform(firms.number[firm], 0)).unwrap_or(now);
        if chosen != now {
            firms.direction[firm] = chosen as Direction;
            firms.supply_capacity[firm] = 0.0;
        }
    }
}

/// What every firm sees of each solution: expected revenue, how many search there, how ready it is.
pub(super) fn prospects(world: &World, search: &Search) -> Vec<f64> {
    let firms = &world.firms;
    let field_sales = sum(&firms.sales) * 4.0;
    (0..world.solutions.len())
        .map(|solution| {
            let revenue = world.offers.announced[solution] + world.solutions.turnover[solution];
            let towards = solution as Direction + 1;
            let searching: u32 = firms.direction.iter().map(|to| u32::from(*to == towards)).sum();
            let missing = (ON_SALE - world.solutions.readiness[solution]).max(0.0);
            search.revenue.0 * ln(1.0 + revenue / (PROSPECT * field_sales))
                + search.expectations.0 * f64::from(searching) / firms.at_work().max(1) as f64
                - search.readiness.0 * missing
        })
        .collect()
}
