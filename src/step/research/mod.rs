//! **Research**: firms earn on ordinary sales, do their own research, find and imitate techniques, learn
//! about the solution they work on, try it where they may, close down or enter, and grow or shrink.
//!
//! Reads: GDP, wishes, funds, projects' own parts, directions, luck. Writes: funds, productivity, knowledge,
//! effort and readiness, market shares.
//!
//! Spend = min(wish, funds) less what projects replace, and the projects' own parts. Success has probability
//! `1 - exp(-zeta (R&D / sales) / mean)`, its step is Beta(3, 3), kept if better (Dosi, Fagiolo, Roventini
//! 2010). Real research = spending x (spending / initial)^-0.4 in a region (Goolsbee 1998).
//!
//! Told in section 7.9 of docs/odd.md.

mod demography;
mod earning;
mod growth;
mod techniques;

use super::pace::pace_at;
use super::readiness::add_effort;
use super::{Desk, Setting, credits, scouting, trials};
use crate::numeric::{Work, pow};
use crate::world::World;
use crate::world::grid::Grid;
use earning::Earning;
use growth::Growing;
use techniques::Finding;

/// Room for what firms of a region do and for sums by region and solution.
#[derive(Debug, Default)]
pub(super) struct Room {
    accounts: earning::Room,
    directed: Grid<f64>,
}

pub(super) fn search(world: &mut World, setting: Setting, desk: &mut Desk) {
    let width = desk.width;
    width.run(Earning { world, setting, room: &mut desk.research.accounts });
    credits::pay_back(world);
    scouting::pay(world, setting);
    width.run(Finding { world, setting });
    learn(world, setting, desk);
    scouting::bring_home(world, setting);
    trials::go_on(world, setting);
    demography::turn_over(world, setting, &desk.research.accounts.failing);
    width.run(Growing { world, setting });
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
                world.firms.knowledge[(solution, firm)] += own as f32;
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
                let here = world.firms.of_region(region);
                let known = &mut world.firms.knowledge.row_mut(solution)[here.clone()];
                let (intensity, sales) = (&world.firms.intensity[here.clone()], &world.firms.sales[here]);
                desk.width.run(Overhearing { known, intensity, sales, over });
            }
        }
        add_effort(world, setting, solution, effort);
    }
}

/// Firms of a region that know a solution learn from research elsewhere, the more the more they know.
struct Overhearing<'w> {
    known: &'w mut [f32],
    intensity: &'w [f64],
    sales: &'w [f64],
    /// What comes over, M EUR.
    over: f64,
}

impl Work for Overhearing<'_> {
    type Output = ();

    #[inline(always)]
    fn done(self) {
        let Self { known, intensity, sales, over } = self;
        for (known, (intensity, sales)) in known.iter_mut().zip(intensity.iter().zip(sales)) {
            let (before, wish) = (f64::from(*known), intensity * sales * 4.0);
            let learnt = (over * before / (before + wish)) as f32;
            *known = if before > 0.0 { *known + learnt } else { *known };
        }
    }
}
