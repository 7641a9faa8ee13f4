//! Projects: publicly supported work with a lead, a place, a stage and a fate.

use super::support::{Conditions, Tied};
use crate::ids::{AgencyId, BodyId, FirmId, LineId, RegionId, SolutionId};
use crate::units::Money;

/// The stage of a project, by what it does to a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Explore: readiness below 4.
    Explore,
    /// Develop: readiness 4 to 6.
    Develop,
    /// Demonstrate in its place: readiness 6 to 7.
    Demonstrate,
    /// Scale up in its place what is on sale: readiness 7 and above.
    Scale,
    /// Build the capacity of a firm to supply.
    Supply,
    /// Build the capacity of a place; no solution.
    Capacity,
}

impl Stage {
    /// How many stages there are.
    pub const COUNT: usize = 6;
    /// All stages, in the order of a solution's way.
    pub const ALL: [Self; Self::COUNT] =
        [Self::Explore, Self::Develop, Self::Demonstrate, Self::Scale, Self::Supply, Self::Capacity];

    /// The research stage at which a solution of this readiness stands.
    pub fn of_readiness(readiness: f64) -> Self {
        if readiness < 4.0 { Self::Explore } else { Self::Develop }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Explore => "explore",
            Self::Develop => "develop",
            Self::Demonstrate => "demonstrate",
            Self::Scale => "scale",
            Self::Supply => "supply",
            Self::Capacity => "capacity",
        }
    }

    /// Whether such work changes its place: it adapts a solution there, or builds capacity.
    pub fn is_local(self) -> bool {
        matches!(self, Self::Demonstrate | Self::Scale | Self::Capacity)
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
    /// Technically done and offered on the market; not known yet whether anyone buys.
    OnTrial,
    /// Did what it set out to do.
    Succeeded,
    /// The work was done and nobody bought.
    MarketFailure,
    /// The technical work failed.
    TechnicalFailure,
    /// The agency stopped the work on what it had learned.
    Stopped,
    /// Its donor left while it was at work.
    Abandoned,
    /// The firm that led it closed down.
    Orphaned,
}

impl Fate {
    /// How many fates there are.
    pub const COUNT: usize = 8;
    /// All fates, from work to its ends.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Running,
        Self::OnTrial,
        Self::Succeeded,
        Self::MarketFailure,
        Self::TechnicalFailure,
        Self::Stopped,
        Self::Abandoned,
        Self::Orphaned,
    ];

    /// Whether what was not paid is set free.
    pub fn sets_free(self) -> bool {
        matches!(self, Self::TechnicalFailure | Self::Stopped | Self::Abandoned | Self::Orphaned)
    }
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "at_work",
            Self::OnTrial => "on_trial",
            Self::Succeeded => "in_market",
            Self::MarketFailure => "market_failure",
            Self::TechnicalFailure => "technical_failure",
            Self::Stopped => "stopped",
            Self::Abandoned => "abandoned",
            Self::Orphaned => "orphaned",
        }
    }
    /// What it is, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Running => "at work",
            Self::Succeeded => "in the market",
            Self::OnTrial => "done, on trial in the market",
            Self::TechnicalFailure => "failed technically",
            Self::MarketFailure => "failed in the market",
            Self::Stopped => "stopped",
            Self::Abandoned => "abandoned by its donor",
            Self::Orphaned => "left by a firm that closed down",
        }
    }
}

/// One project.
#[derive(Clone, Debug)]
pub struct Project {
    /// The budget line that pays.
    pub line: LineId,
    /// The agency that runs it.
    pub agency: AgencyId,
    /// The solution, unless it builds capacity.
    pub solution: Option<SolutionId>,
    /// Its stage.
    pub stage: Stage,
    /// The question that it asks its luck: that of the call in which it was proposed.
    pub question: usize,
    /// Its phase, where a line lets its projects build on each other: 1 is the first.
    pub phase: u8,
    /// Who leads it.
    pub lead: Lead,
    /// The public body that joined it, as an owner of the problem.
    pub partner: Option<BodyId>,
    /// Where it stands.
    pub region: RegionId,
    /// Public money committed, M EUR.
    pub grant: f64,
    /// Public money paid so far, M EUR.
    pub paid: f64,
    /// Money of a private partner, beside the public money.
    pub from_partners: Tied,
    /// Money of the line's donor.
    pub from_donor: Tied,
    /// What is asked for the support.
    pub conditions: Conditions,
    /// Whole cost, the lead's own part included, M EUR.
    pub cost: f64,
    /// The lead's own part in a quarter, M EUR.
    pub own_part: f64,
    /// What is left of the lead's own part, M EUR.
    pub own_left: f64,
    /// The partner's part in a quarter, M EUR.
    pub partner_part: f64,
    /// What is left of the partner's part, M EUR.
    pub partner_left: f64,
    /// The lead's own research that the project replaces, M EUR a quarter.
    pub displaced: f64,
    /// The step in which it started.
    pub start: usize,
    /// Quarters that it would take at full speed.
    pub planned: f64,
    /// Work done, 0 to 1.
    pub progress: f64,
    /// Whether it was scaled up already.
    pub is_scaled: bool,
    /// Its state.
    pub fate: Fate,
    /// The step in which the state last changed.
    pub since: usize,
}

impl Project {
    /// Work that a public body does with public money alone, begun in a step.
    pub fn commissioned(
        (line, agency): (LineId, AgencyId),
        (stage, lead, region): (Stage, BodyId, RegionId),
        (grant, planned): (f64, f64),
        step: usize,
    ) -> Self {
        Self {
            line,
            agency,
            solution: None,
            stage,
            question: 0,
            phase: 1,
            lead: Lead::Body(lead),
            partner: None,
            region,
            grant,
            paid: 0.0,
            from_partners: Tied::default(),
            from_donor: Tied::default(),
            conditions: Conditions::default(),
            cost: grant,
            own_part: 0.0,
            own_left: 0.0,
            partner_part: 0.0,
            partner_left: 0.0,
            displaced: 0.0,
            start: step,
            planned,
            progress: 0.0,
            is_scaled: false,
            fate: Fate::Running,
            since: step,
        }
    }

    /// Whether its results are open to all: research of a public body.
    pub fn has_open_results(&self) -> bool {
        matches!(self.lead, Lead::Body(_)) && matches!(self.stage, Stage::Explore | Stage::Develop)
    }
    /// Share of the money of work that is paid in full that goes into the work itself: the rest pays for what is asked.
    pub fn share_of_work(&self) -> f64 {
        self.cost / (self.grant + self.from_donor.committed)
    }
    /// Whether a public body of its region leads it or has joined it.
    pub fn is_owned(&self) -> bool {
        matches!(self.lead, Lead::Body(_)) || self.partner.is_some()
    }
    /// Money paid so far by the public purse, partners and donors, M EUR.
    pub fn paid_by_all(&self) -> f64 {
        self.paid + self.from_partners.paid + self.from_donor.paid
    }
    /// Public money committed, less what its end set free, M EUR.
    pub fn committed(&self) -> f64 {
        self.paid + self.open()
    }
    /// Public money committed and not yet paid, M EUR.
    pub fn open(&self) -> f64 {
        if self.fate.sets_free() { 0.0 } else { self.grant - self.paid }
    }
}

/// All projects of a run, in order of birth.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    /// Every project that was ever started.
    pub all: Vec<Project>,
    /// The places in `all` of those still at work or on trial.
    pub active: Vec<u32>,
    /// Cost of all work for solutions that was finished so far, M EUR.
    pub finished: f64,
    /// The part of it that was in vain, since another agency had done the same unseen, M EUR.
    pub in_vain: f64,
    /// How many for a solution stand in each way, by [`Fate`].
    fates: [u32; Fate::COUNT],
    /// Public money paid so far by [`Stage`], M EUR.
    paid: [f64; Stage::COUNT],
}

impl Projects {
    /// Starts a project.
    pub fn start(&mut self, project: Project) {
        self.fates[project.fate as usize] += u32::from(project.solution.is_some());
        self.active.push(self.all.len() as u32);
        self.all.push(project);
    }
    /// Turns the fate of one of them, in a step.
    pub fn turn(&mut self, project: &mut Project, fate: Fate, step: usize) {
        let counts = u32::from(project.solution.is_some());
        self.fates[project.fate as usize] -= counts;
        self.fates[fate as usize] += counts;
        (project.fate, project.since) = (fate, step);
    }
    /// Books public money that is paid to one of them.
    pub fn pay(&mut self, project: &mut Project, payment: Money) {
        project.paid += payment.0;
        self.paid[project.stage as usize] += payment.0;
    }
    /// How many for a solution stand in a given way.
    pub fn count(&self, fate: Fate) -> u32 {
        self.fates[fate as usize]
    }
    /// How many there were for a solution.
    pub fn for_solutions(&self) -> u32 {
        self.fates.iter().sum()
    }
    /// Public money paid so far to those of a stage.
    pub fn paid(&self, stage: Stage) -> Money {
        Money(self.paid[stage as usize])
    }
}
