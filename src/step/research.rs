//! **Research**: firms earn on ordinary sales, do their own research, find and imitate techniques, learn
//! about the solution they work on, try it where they may, and grow or shrink.
//!
//! Reads: GDP, wishes, funds, projects' own parts, directions, luck. Writes: funds, productivity, knowledge,
//! effort and readiness, market shares.
//!
//! Spend = min(wish, funds) less what projects replace, and the projects' own parts. Success has probability
//! `1 - exp(-zeta (R&D / sales) / mean)`, its step is Beta(3, 3), kept if better (Dosi, Fagiolo, Roventini
//! 2010). Real research = spending x (spending / initial)^-0.4 in a region (Goolsbee 1998).

use std::f64::consts::FRAC_1_SQRT_2;

use super::pace::pace_at;
use super::readiness::add_effort;
use super::turns::turn;
use super::{Desk, Setting, credits, scouting, trials};
use crate::chance::{Luck, Purpose};
use crate::numeric::{exp, exp_f32, laplace_quantile, ln_f32, pow, sum};
use crate::units::Money;
use crate::world::World;
use crate::world::grid::Grid;
use crate::world::ledger::{Flow, Sector};

/// Room for sums by region and solution.
#[derive(Debug, Default)]
pub(super) struct Room {
    directed: Grid<f64>,
}

/// Share of the gap in productivity that an imitator closes [A].
const IMITATED: f64 = 0.5;

pub(super) fn search(world: &mut World, setting: Setting, desk: &mut Desk) {
    // firms that owe nothing, and solutions that do as much for growth as all, are most: no loop asks each of them
    if world.firms.duty.is_empty() {
        earn_and_spend::<false>(world, setting);
    } else {
        earn_and_spend::<true>(world, setting);
    }
    credits::pay_back(world);
    scouting::pay(world, setting);
    if world.solutions.traits.iter().any(|traits| traits.growth != 1.0) {
        find_techniques::<true>(world, setting);
    } else {
        find_techniques::<false>(world, setting);
    }
    learn(world, setting, desk);
    scouting::bring_home(world, setting);
    trials::go_on(world, setting);
    grow(world, setting);
}

/// Ordinary margins come in, research money goes out, and profits beyond the reserve are paid out.
fn earn_and_spend<const OWES: bool>(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.firms;
    let firms = &mut world.firms;
    let (mut margins, mut wages, mut dividends) = (0.0, 0.0, 0.0);
    let mut reinvested = 0.0;
    let payout = setting.scenario.parameters.conditions.payout.0;
    for region in 0..world.regions.len() {
        let field_sales = world.regions.gdp[region] * parameters.field_share.0 / 4.0;
        let here = firms.of_region(region);
        let region_start = here.start;
        let eager = credits::eagerness(&world.offers, parameters.user_cost_elasticity, region);
        let mean_productivity = sum(&firms.productivity[here.clone()]) / here.len() as f64;
        let margin_rate = parameters.margin.0 / mean_productivity;
        let reserve_rate = parameters.reserve.quarters() * parameters.margin.0;
        let (share, productivity) = (&firms.market_share[here.clone()], &firms.productivity[here.clone()]);
        let (intensity, displaced) = (&firms.intensity[here.clone()], &firms.displaced[here.clone()]);
        let (own_part, sales) = (&firms.own_part[here.clone()], &mut firms.sales[here.clone()]);
        let (funds, spent) = (&mut firms.funds[here.clone()], &mut firms.private_research[here.clone()]);
        let (mut research, mut paid_out) = (0.0, 0.0);
        for firm in 0..here.len() {
            sales[firm] = field_sales * share[firm];
            let margin = margin_rate * sales[firm] * productivity[firm];
            margins += margin;
            let in_hand = funds[firm] + margin;
            let wish = eager * intensity[firm] * sales[firm];
            let own = (wish.min(in_hand.max(0.0)) - displaced[firm]).max(0.0);
            spent[firm] = own + own_part[firm];
            research += own;
            let dividend = (in_hand - own - reserve_rate * sales[firm]).max(0.0);
            funds[firm] = in_hand - own - dividend;
            let owed = if OWES { (payout * dividend).min(firms.duty[region_start + firm]) } else { 0.0 };
            if owed > 0.0 {
                firms.duty[region_start + firm] -= owed;
                spent[firm] += owed;
                research += owed;
                reinvested += owed;
            }
            paid_out += dividend - owed;
        }
        world.regions.research[region] = research;
        world.regions.household_account[region] += research + paid_out;
        wages += research;
        dividends += paid_out;
    }
    world.private_research += sum(&firms.private_research);
    world.public_value.reinvested += reinvested;
    let ledger = &mut world.ledger;
    ledger.world -= margins;
    ledger.enter(Flow::Margin, Sector::World, Sector::Firms, Money(margins));
    ledger.enter(Flow::Research, Sector::Firms, Sector::Households, Money(wages));
    ledger.enter(Flow::Dividend, Sector::Firms, Sector::Households, Money(dividends));
}

/// Firms find techniques by their own research or meet those of others in their region.
fn find_techniques<const DIFFER: bool>(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.firms;
    let firms = &mut world.firms;
    let luck = setting.streams.luck(Purpose::Innovation, world.step);
    let usual = firms.usual_intensity;
    let rate = if usual > 0.0 { parameters.success_rate.0 / usual } else { 0.0 };
    // the status quo and then the solutions, where some of them do more for growth than others
    let traits = world.solutions.traits.iter().map(|traits| rate * traits.growth);
    let rates: Vec<f64> = std::iter::once(rate).chain(traits).collect();
    for region in 0..world.regions.len() {
        let here = firms.of_region(region);
        let (research, sales) = (&firms.private_research[here.clone()], &firms.sales[here.clone()]);
        let productivity = &mut firms.productivity[here.clone()];
        for (place, firm) in here.enumerate() {
            // 1 - exp(-h) < h, so most firms are ruled out without a division and an exponential
            let [chance, meeting] = luck.parts(firm, 0);
            let rate = if DIFFER { rates[usize::from(firms.direction[firm])] } else { rate };
            if chance * sales[place] < rate * research[place]
                && chance < 1.0 - exp(-rate * research[place] / sales[place])
            {
                let step = parameters.step.0 * (2.0 * beta33(luck, firm) - 1.0);
                productivity[place] *= 1.0 + step.max(0.0);
            }
            if meeting < parameters.imitation.0 {
                let met = (luck.uniform(firm, 1) * productivity.len() as f64) as usize;
                let gap = productivity[met] - productivity[place];
                productivity[place] += IMITATED * gap.max(0.0);
            }
        }
    }
}

/// A Beta(3, 3) draw: the median of five uniform ones.
#[inline]
fn beta33(luck: Luck, firm: usize) -> f64 {
    let [one, two, three, four, last]: [f64; 5] =
        std::array::from_fn(|number| luck.uniform(firm, 2 + number));
    // of two pairs the least and the greatest are out; comparisons that cannot be foreseen are no branches
    let low = one.min(two).max(three.min(four));
    let high = one.max(two).min(three.max(four));
    last.min(low).max(last.max(low).min(high))
}

/// Research on a solution builds the firm's knowledge, its neighbours' and, at home, readiness.
fn learn(world: &mut World, setting: Setting, desk: &mut Desk) {
    let parameters = &setting.scenario.parameters;
    let kept = 1.0 - parameters.firms.knowledge_decay.per_quarter();
    world.firms.knowledge.cells_mut().iter_mut().for_each(|known| *known *= kept as f32);
    let directed = &mut desk.research.directed;
    directed.reset(world.regions.len(), world.solutions.len(), 0.0);
    for region in 0..world.regions.len() {
        let start = world.regions.usual_research[region];
        let spending = world.regions.research[region] + world.regions.project_research[region];
        let real = if start > 0.0 && spending > 0.0 {
            pow(spending / start, -parameters.space.wage_elasticity.0)
        } else {
            1.0
        };
        world.regions.real_research[region] = real;
        for firm in world.firms.of_region(region) {
            if let Some(solution) = world.firms.solution(firm) {
                let own = (world.firms.private_research[firm] - world.firms.own_part[firm]) * real;
                world.firms.knowledge[(firm, solution)] += own as f32;
                directed[(region, solution)] += own;
            }
        }
    }
    spill_over(world, setting, desk);
}

/// Own research of a region and what comes over from its neighbours count for readiness as far as the
/// region absorbs it; firms that know the solution learn from the neighbours (Cohen, Levinthal 1990).
fn spill_over(world: &mut World, setting: Setting, desk: &Desk) {
    let directed = &desk.research.directed;
    let human_capital = &world.regions.geography.human_capital;
    let absorbed: Vec<f64> = (human_capital.iter().zip(&world.regions.capacity))
        .map(|(human_capital, capacity)| pace_at(setting, *human_capital, *capacity))
        .collect();
    for solution in 0..world.solutions.len() {
        let mut effort = 0.0;
        for region in 0..world.regions.len() {
            let over: f64 = world
                .regions
                .geography
                .spillovers
                .weighted(region)
                .map(|(neighbour, weight)| f64::from(weight) * directed[(neighbour, solution)])
                .sum();
            effort += (directed[(region, solution)] + over) * absorbed[region];
            if over > 0.0 {
                for firm in world.firms.of_region(region) {
                    let known = &mut world.firms.knowledge[(firm, solution)];
                    if *known > 0.0 {
                        let wish = world.firms.intensity[firm] * world.firms.sales[firm] * 4.0;
                        *known += (over * f64::from(*known) / (f64::from(*known) + wish)) as f32;
                    }
                }
            }
        }
        add_effort(world, setting, solution, effort);
    }
}

/// Firms' shares of their region's sales: growth with a Laplace shock that is smaller in larger firms.
fn grow(world: &mut World, setting: Setting) {
    let parameters = &setting.scenario.parameters.firms;
    // a Laplace draw of scale 1 has the standard deviation sqrt 2
    let spread = (parameters.growth_spread.0 * FRAC_1_SQRT_2) as f32;
    let power = parameters.growth_size_power.0 as f32;
    let firms = &mut world.firms;
    let luck = setting.streams.luck(Purpose::Growth, world.step);
    for region in 0..world.regions.len() {
        let here = firms.of_region(region);
        let growing = turn(&here, world.step);
        let columns = firms.market_share[growing.clone()].iter_mut().zip(&firms.sales[growing.clone()]);
        for ((share, sales), firm) in columns.zip(growing) {
            let spread = spread * exp_f32(-power * ln_f32((sales * 4.0) as f32));
            let shock = laplace_quantile(luck.uniform_f32(firm, 0));
            *share *= f64::from(exp_f32((spread * shock).clamp(-2.0, 2.0)));
        }
        let shares = &mut firms.market_share[here];
        let scale = 1.0 / sum(shares);
        shares.iter_mut().for_each(|share| *share *= scale);
    }
}
