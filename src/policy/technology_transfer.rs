//! `technology_transfer`: brings home what the rest of the world knows of solutions.

use super::{Expectation, Instrument, InstrumentKind, Moment, Spending, Taker, Way};
use crate::ids::SolutionId;
use crate::world::grid::Grid;
use crate::world::offers::{Offers, Scouting};

pub(super) const KIND: InstrumentKind = InstrumentKind {
    name: "technology_transfer",
    summary: "pays people to bring home what the rest of the world knows of solutions in which it is ahead",
    theory: "What others know already need not be found again: people who go and see bring it home, as far as there is somebody to take it up.",
    limits: "It brings a year of the world's lead at most; licences, secrecy and exports are not modelled.",
    source: "Keller 2004 (diffusion between countries); Mansfield, Schwartz, Wagner 1981 (cost of imitation); \
             Cohen, Levinthal 1990 (absorptive capacity)",
    spending: Spending::Support,
    taker: Taker::Nobody,
    serves_all: None,
    intensity: "budget",
    expectation: Expectation { outcome: "readiness", way: Way::Up },
    // it has nothing but its terms
    read: |_, _| Box::new(TechnologyTransfer),
};

#[derive(Debug)]
struct TechnologyTransfer;

impl Instrument for TechnologyTransfer {
    fn act(&self, moment: &Moment, offers: &mut Offers) {
        let solutions = behind_the_world(moment);
        if solutions.is_empty() || moment.money <= 0.0 {
            return;
        }
        // in equal parts for the solutions
        let part = moment.money / moment.quarters_left as f64 / solutions.len() as f64;
        let shares = moment.shares();
        let mut money = Grid::filled(shares.len(), solutions.len(), 0.0);
        for (region, share) in shares.iter().enumerate() {
            money.row_mut(region).fill(share * part);
        }
        offers.scouting.push(Scouting { line: moment.line, solutions, money });
    }
}

/// The supported solutions in which the rest of the world is ahead.
fn behind_the_world(moment: &Moment) -> Vec<SolutionId> {
    let state = &moment.world.solutions;
    let mut solutions = moment.supported_solutions();
    solutions.retain(|id| state.readiness[id.index()] < state.world_readiness[id.index()]);
    solutions
}
