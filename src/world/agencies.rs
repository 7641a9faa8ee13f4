//! Agencies: who runs the programmes; how able they are, what they see and believe, and where they steer.

use super::beliefs::{Beliefs, Signal};
use super::grid::Grid;
use crate::ids::{AgencyId, ProjectId, RegionId, SolutionId};
use crate::units::Money;

/// Hours that one member of staff works in a quarter: 1,600 a year (OECD: 1,340 to 1,800 in Europe).
pub const HOURS_A_QUARTER: f64 = 400.0;

/// The level of government at which an agency stands, from the widest down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Above nations.
    Supranational,
    /// A nation.
    #[default]
    National,
    /// A region of a nation.
    Regional,
    /// A city.
    City,
}

/// A map of places that an agency can go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Map {
    /// Places as it sees them.
    #[default]
    Own,
    /// Places as they are.
    Exact,
    /// Places as it sees them, exchanged among each other.
    Wrong,
}

/// What an agency is and does not change.
#[derive(Clone, Debug, Default)]
pub struct AgencyTraits {
    /// Its level.
    pub level: Level,
    /// Its field: agencies of one number work in the same.
    pub field: usize,
    /// Where it acts: `None` means everywhere.
    pub regions: Option<Vec<RegionId>>,
    /// The region for which it takes each region on the wrong map: those where it acts are exchanged among each other.
    pub exchanged: Vec<RegionId>,
}

/// What an agency sees of places, with errors that fall with its capability.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Share of each mission's problem that it believes to lie in each region, a row a mission; sums to 1.
    pub need: Vec<Vec<f64>>,
    /// Institutional capacity of each region, 0 to 1.
    pub capacity: Vec<f64>,
    /// Fit of each solution to each region without adaptation, 0 to 1: a row a region.
    pub fit: Grid<f32>,
}

/// The state of an agency.
#[derive(Clone, Debug, Default)]
pub struct Agency {
    /// What does not change.
    pub traits: AgencyTraits,
    /// How well it prepares, reads and runs, 0 to 1.
    pub capability: f64,
    /// Members of staff, in full-time equivalents.
    pub staff: f64,
    /// Hours of work asked of it so far in this quarter.
    pub hours: f64,
    /// Hours of work asked of it so far.
    pub worked: f64,
    /// Hours asked of it over those that its staff has, as seen over a year.
    pub load: f64,
    /// How much slower all its projects go than they would if it had the hands: 1 where it has.
    pub delay: f64,
    /// Projects that ended in this quarter and were reviewed.
    pub reviewed: f64,
    /// What it sees of places.
    pub view: View,
    /// What it would see without errors; nothing where no line goes by that map.
    pub exact_view: View,
    /// What it sees with places exchanged; nothing where no line goes by that map.
    pub wrong_view: View,
    /// What it believes of solutions.
    pub beliefs: Beliefs,
    /// Weight of each solution in its portfolio; those of a mission sum to 1.
    pub weights: Vec<f64>,
    /// By mission: the solution to which it has committed itself.
    pub locked: Vec<Option<SolutionId>>,
    /// How far it can steer what is funded away from ordinary calls, 0 to 1.
    pub authority: f64,
    /// How closely it is linked to each agency, 0 to 1.
    pub links: Vec<f64>,
    /// Money awarded to each solution so far, M EUR.
    pub funded: Vec<f64>,
    /// Money that each solution would have got, had every award followed the weights of its time, M EUR.
    pub intended: Vec<f64>,
}

impl Agency {
    /// What is seen of places on one of the maps.
    pub fn view_on(&self, map: Map) -> &View {
        match map {
            Map::Own => &self.view,
            Map::Exact => &self.exact_view,
            Map::Wrong => &self.wrong_view,
        }
    }

    /// Notes an award to a solution, one of those of its mission.
    pub fn fund(&mut self, solution: SolutionId, of: &[SolutionId], amount: Money) {
        self.funded[solution.index()] += amount.0;
        for id in of {
            self.intended[id.index()] += self.weights[id.index()] * amount.0;
        }
    }

    /// Notes hours of work that are asked of it.
    pub fn work(&mut self, hours: f64) {
        self.hours += hours;
        self.worked += hours;
    }

    /// Whether a lock on another solution shuts this one out of the agency's support.
    pub fn shuts_out(&self, mission: usize, solution: SolutionId) -> bool {
        self.locked.get(mission).copied().flatten().is_some_and(|locked| locked != solution)
    }
}

/// What a project of an agency showed, on its way to whoever hears of it.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// Whose project it was.
    pub agency: AgencyId,
    /// The project.
    pub project: ProjectId,
    /// What was seen.
    pub signal: Signal,
}
