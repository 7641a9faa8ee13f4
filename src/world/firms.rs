//! Firms: who searches, supplies and, where a mission makes them owners, takes up solutions.

use std::ops::Range;

use super::grid::Grid;

/// Size classes by annual turnover: up to 2, 10 and 50 M EUR, and above (Recommendation 2003/361/EC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeClass {
    /// Turnover up to 2 M EUR a year.
    Micro,
    /// Up to 10.
    Small,
    /// Up to 50.
    Medium,
    /// Above 50.
    Large,
}

impl SizeClass {
    /// The class of an annual turnover in M EUR.
    pub fn of_turnover(turnover: f64) -> Self {
        match turnover {
            t if t <= 2.0 => Self::Micro,
            t if t <= 10.0 => Self::Small,
            t if t <= 50.0 => Self::Medium,
            _ => Self::Large,
        }
    }
}

/// The direction in which a firm searches: 0 is the status quo, `s + 1` is solution `s`.
pub type Direction = u8;

/// The status quo as a direction.
pub const STATUS_QUO: Direction = 0;

/// The state of the firms, in columns, sorted by region.
///
/// Each column has a place a firm. A firm that closes down leaves its place vacant, until another takes it.
#[derive(Clone, Debug, Default)]
pub struct Firms {
    /// Region of each firm.
    pub region: Vec<u16>,
    /// The firms of each region: `starts[r] .. starts[r + 1]`.
    pub starts: Vec<u32>,
    /// By what number each asks its luck: its place for those of the start, and never that of another firm.
    pub number: Vec<usize>,
    /// The first step in which each is there: 0 for those of the start.
    pub born: Vec<u32>,
    /// By region: what the place adds to the standing of its firms' proposals, in standard deviations.
    pub standing: Vec<f64>,
    /// By region: places whose firm has closed down and that nobody has taken yet.
    pub vacant: Vec<u32>,
    /// Firms that closed down so far.
    pub closed: u32,
    /// Firms that entered so far.
    pub entered: u32,
    /// Share of the region's ordinary sales.
    pub market_share: Vec<f64>,
    /// Ordinary sales, M EUR a quarter.
    pub sales: Vec<f64>,
    /// Money in hand, M EUR.
    pub funds: Vec<f64>,
    /// Productivity relative to the mean at the start.
    pub productivity: Vec<f64>,
    /// Research the firm wishes to do, as a share of its sales.
    pub intensity: Vec<f64>,
    /// Standing of the firm's proposals before track record and noise, in standard deviations.
    pub talent: Vec<f64>,
    /// Where it searches.
    pub direction: Vec<Direction>,
    /// Knowledge of each solution, a row a solution: accumulated and decaying research money of each firm, M EUR.
    pub knowledge: Grid<f32>,
    /// Applications to calls that were read so far.
    pub applied: Vec<u32>,
    /// Grants won so far.
    pub awards: Vec<u16>,
    /// Own research that running projects replace, M EUR a quarter.
    pub displaced: Vec<f64>,
    /// Own part of running projects, M EUR a quarter.
    pub own_part: Vec<f64>,
    /// Profits that it has to put into research and has not yet, M EUR; empty as long as no firm has to.
    pub duty: Vec<f64>,
    /// Units that it can supply a quarter, of the solution of its direction.
    pub supply_capacity: Vec<f64>,
    /// Research of all firms over their sales at the start: what a usual firm does.
    pub usual_intensity: f64,
    /// Private research money spent in this quarter, M EUR.
    pub private_research: Vec<f64>,
}

impl Firms {
    /// How many firms there are.
    pub fn len(&self) -> usize {
        self.region.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.region.is_empty()
    }
    /// The firms of a region.
    pub fn of_region(&self, region: usize) -> Range<usize> {
        self.starts[region] as usize..self.starts[region + 1] as usize
    }
    /// Whether a place has a firm in it.
    #[inline(always)]
    pub fn is_at_work(&self, firm: usize) -> bool {
        self.market_share[firm] > 0.0
    }
    /// Whether it is the firm at a place now that did something there in a step, and none before it.
    pub fn was_there(&self, firm: usize, step: usize) -> bool {
        self.is_at_work(firm) && self.born[firm] as usize <= step
    }
    /// How many firms are at work in a region.
    pub fn at_work_in(&self, region: usize) -> usize {
        self.of_region(region).len() - self.vacant[region] as usize
    }
    /// How many firms are at work in all regions.
    pub fn at_work(&self) -> usize {
        self.len() - self.vacant.iter().sum::<u32>() as usize
    }
    /// The solution that a firm works on, if any.
    pub fn solution(&self, firm: usize) -> Option<usize> {
        (self.direction[firm] as usize).checked_sub(1)
    }
}
