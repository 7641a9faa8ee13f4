//! Projects: publicly supported work with a lead, a place, a stage and a fate.

use crate::ids::{BodyId, FirmId, LineId, RegionId, SolutionId};

/// The stage of a project, by what it does to a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Explore: readiness below 4.
    Explore,
    /// Develop: readiness 4 to 6.
    Develop,
    /// Demonstrate in its place: readiness 6 and above.
    Demonstrate,
    /// Build the capacity of a place; no solution.
    Capacity,
}

impl Stage {
    /// The research stage at which a solution of this readiness stands.
    pub fn of_readiness(readiness: f64) -> Self {
        if readiness < 4.0 { Self::Explore } else { Self::Develop }
    }
}

/// Who leads a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// A firm.
    Firm(FirmId),
    /// A public body.
    Body(BodyId),
}

/// What became of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// At work.
    Running,
    /// Did what it set out to do.
    Succeeded,
    /// Technically done and offered on the market; not known yet whether anyone buys.
    OnTrial,
    /// The technical work failed.
    TechnicalFailure,
    /// The work was done and nobody bought.
    MarketFailure,
}

/// One project.
#[derive(Clone, Debug)]
pub struct Project {
    /// The budget line that pays.
    pub line: LineId,
    /// The solution, unless it builds capacity.
    pub solution: Option<SolutionId>,
    /// Its stage.
    pub stage: Stage,
    /// Who leads it.
    pub lead: Lead,
    /// Where it stands.
    pub region: RegionId,
    /// Public money committed, M EUR.
    pub grant: f64,
    /// Public money paid so far, M EUR.
    pub paid: f64,
    /// Whole cost, the lead's own part included, M EUR.
    pub cost: f64,
    /// The lead's own part in a quarter, M EUR.
    pub own_part: f64,
    /// The lead's own research that the project replaces, M EUR a quarter.
    pub displaced: f64,
    /// The step in which it started.
    pub start: usize,
    /// Quarters that it would take at full speed.
    pub planned: f64,
    /// Work done, 0 to 1.
    pub progress: f64,
    /// Its state.
    pub fate: Fate,
    /// The step in which the state last changed.
    pub since: usize,
}

impl Project {
    /// Whether its results are open to all: research of a public body.
    pub fn has_open_results(&self) -> bool {
        matches!(self.lead, Lead::Body(_)) && matches!(self.stage, Stage::Explore | Stage::Develop)
    }
    /// Public money committed and not yet paid, M EUR.
    pub fn open(&self) -> f64 {
        if self.fate == Fate::TechnicalFailure { 0.0 } else { self.grant - self.paid }
    }
}

/// All projects of a run, in order of birth.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    /// Every project that was ever started.
    pub all: Vec<Project>,
    /// The places in `all` of those still at work or on trial.
    pub active: Vec<u32>,
}

impl Projects {
    /// How many ended or stand in a given way.
    pub fn count(&self, fate: Fate) -> usize {
        self.all.iter().filter(|project| project.fate == fate).count()
    }
}
