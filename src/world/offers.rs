//! Offers: all that the instruments of a policy put on the table in one quarter. Later phases see offers,
//! never instruments: what an instrument is called can't have an effect.

use super::agencies::Map;
use super::grid::Grid;
use super::projects::Stage;
use super::stock::OwnerKind;
use super::support::{Conditions, Shares};
use crate::ids::{AgencyId, LineId, MissionId, RegionId, SolutionId};

/// An invitation to propose projects.
#[derive(Clone, Debug)]
pub struct Call {
    /// The line that pays.
    pub line: LineId,
    /// The agency that selects.
    pub agency: AgencyId,
    /// The question that its applicants ask their luck: calls of other lines have luck of their own.
    pub question: usize,
    /// The mission whose solutions can be proposed.
    pub mission: MissionId,
    /// The solutions that can be proposed.
    pub solutions: Vec<SolutionId>,
    /// What the projects do.
    pub work: Work,
    /// Who can lead.
    pub leads: Leads,
    /// Whether a lead must have done the work of an earlier phase under the same line.
    pub after: Option<u8>,
    /// The phase that its projects are.
    pub phase: u8,
    /// Public money on offer, M EUR.
    pub money: f64,
    /// Whose money the projects are paid from.
    pub shares: Shares,
    /// What is asked of those who get it.
    pub conditions: Conditions,
    /// Share of a project's cost that is paid.
    pub intensity: f64,
    /// The projects that can be proposed, from the largest down: at least one.
    pub menu: Vec<Size>,
    /// Regions in which a project may stand: `None` means all.
    pub regions: Option<Vec<RegionId>>,
    /// Whether regions are entitled to parts of the money; if not it is an open competition.
    pub envelope: bool,
    /// What the agency knows of places when it selects.
    pub information: Information,
    /// The map from which it knows it.
    pub map: Map,
}

/// A size of project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Whole cost, M EUR.
    pub cost: f64,
    /// Quarters that it takes at full speed.
    pub quarters: f64,
}

/// Who can lead the projects of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leads {
    /// Firms, by size class from micro to large.
    pub firms: [bool; 4],
    /// Public bodies.
    pub bodies: bool,
}

impl Leads {
    /// Firms of every size, and no public bodies.
    pub const FIRMS: Self = Self { firms: [true; 4], bodies: false };
    /// Firms of every size and public bodies.
    pub const ALL: Self = Self { firms: [true; 4], bodies: true };
    /// Firms that are not large.
    pub const SMALL_FIRMS: Self = Self { firms: [true, true, true, false], bodies: false };
}

/// What an agency knows of places when it runs a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Information {
    /// Where the problem lies.
    pub need: bool,
    /// What capacity regions have.
    pub capacity: bool,
    /// How solutions fit the places.
    pub context: bool,
}

impl Information {
    /// How many things it is about.
    pub fn count(self) -> usize {
        [self.need, self.capacity, self.context].into_iter().filter(|known| *known).count()
    }
}

/// What the projects of a call do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Research that raises readiness, at the stage at which the solution stands, up to readiness 9.
    Research,
    /// Work in the region, from readiness 6: a demonstration, and scaling up once the solution is on sale.
    Local,
    /// Building the capacity to supply a solution that is on sale.
    Supply,
}

impl Work {
    /// The stage of such a project for a solution of this readiness, if it can be proposed at all.
    pub fn stage(self, readiness: f64) -> Option<Stage> {
        match self {
            Self::Research if readiness < super::solutions::READY => Some(Stage::of_readiness(readiness)),
            Self::Local if readiness >= super::solutions::ON_SALE => Some(Stage::Scale),
            Self::Local if readiness >= 6.0 => Some(Stage::Demonstrate),
            Self::Supply if readiness >= super::solutions::ON_SALE => Some(Stage::Supply),
            _ => None,
        }
    }
}

/// Support for owners who buy a solution.
#[derive(Clone, Debug)]
pub struct Subsidy {
    /// The line that pays.
    pub line: LineId,
    /// The mission.
    pub mission: MissionId,
    /// By rank: whether a solution is supported.
    pub supported: Vec<bool>,
    /// Which owners are supported.
    pub owners: OwnerSet,
    /// Share of the purchase price that is paid.
    pub rate: f64,
    /// Most that is paid for one unit, EUR.
    pub cap: f64,
    /// What is asked of those who take it.
    pub conditions: Conditions,
    /// Money in the pot of each region, M EUR; one entry for all regions together in an open scheme.
    pub pots: Vec<f64>,
    /// Share of buyers in each region (or in all) that the pot is expected to reach.
    pub reach: Vec<f64>,
    /// Most that is paid in this quarter, M EUR.
    pub quota: f64,
    /// What buyers would take in this quarter if everybody were reached, M EUR, as it turns out.
    pub wanted: f64,
    /// Regions in which it is offered: `None` means all.
    pub regions: Option<Vec<bool>>,
}

impl Subsidy {
    /// The pot from which a region's buyers are paid.
    pub fn pot_of(&self, region: usize) -> usize {
        if self.pots.len() == 1 { 0 } else { region }
    }
    /// Whether it is offered to owners of this kind in this region.
    pub fn reaches(&self, kind: OwnerKind, region: usize) -> bool {
        self.owners.contains(kind) && self.regions.as_ref().is_none_or(|regions| regions[region])
    }
}

/// A set of kinds of owners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnerSet(pub [bool; 3]);

impl OwnerSet {
    /// Every kind of owner.
    pub const ALL: Self = Self([true; 3]);
    /// Whether it holds a kind.
    pub fn contains(self, kind: OwnerKind) -> bool {
        self.0[kind as usize]
    }
}

/// How a public tender is awarded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Award {
    /// To the lowest price, the incumbent included.
    Price,
    /// To the lowest extra cost for each unit of expected effect in the place.
    Outcome,
}

/// Lots that public bodies tender with the line's money.
#[derive(Clone, Debug)]
pub struct Tender {
    /// The line that pays the extra cost over the incumbent.
    pub line: LineId,
    /// The mission.
    pub mission: MissionId,
    /// By rank: whether a solution can be offered.
    pub admitted: Vec<bool>,
    /// How it is awarded.
    pub award: Award,
    /// What is asked of those who take it.
    pub conditions: Conditions,
    /// Steps before its time that a body may renew.
    pub early: usize,
    /// Money in the pot of each region, M EUR; one entry for all regions together in an open scheme.
    pub pots: Vec<f64>,
    /// Regions in which it is offered: `None` means all.
    pub regions: Option<Vec<bool>>,
}

/// Money that brings owners into projects as partners.
#[derive(Clone, Debug)]
pub struct Convening {
    /// The line that pays.
    pub line: LineId,
    /// The mission.
    pub mission: MissionId,
    /// What it costs to bring one partnership together, M EUR.
    pub cost: f64,
    /// Share of the lead's own part that a partner carries.
    pub carried: f64,
    /// Money in the pot of each region, M EUR; one entry for all regions together in an open scheme.
    pub pots: Vec<f64>,
    /// Regions in which it is offered: `None` means all.
    pub regions: Option<Vec<bool>>,
}

impl Convening {
    /// The pot from which partners in a region are paid for.
    pub fn pot_of(&self, region: usize) -> usize {
        if self.pots.len() == 1 { 0 } else { region }
    }
}

/// Money that builds capacity in regions.
#[derive(Clone, Debug)]
pub struct CapacityOffer {
    /// The line that pays.
    pub line: LineId,
    /// Money for each region in this quarter, M EUR.
    pub money: Vec<f64>,
    /// Money for the agency itself in this quarter, M EUR.
    pub agency: f64,
    /// What is asked of those who take it.
    pub conditions: Conditions,
}

/// Money that firms get back on their own research, whatever they search for.
#[derive(Clone, Debug)]
pub struct ResearchCredit {
    /// The line that pays.
    pub line: LineId,
    /// Share of own research that is paid back as far as the money goes.
    pub rate: f64,
    /// What is asked of those who take it.
    pub conditions: Conditions,
    /// Money of this quarter in the pot of each region, M EUR; one entry for all regions together in an open scheme.
    pub pots: Vec<f64>,
    /// Share of own research that firms expect back, by pot.
    pub expected: Vec<f64>,
    /// Regions in which it is offered: `None` means all.
    pub regions: Option<Vec<bool>>,
}

impl ResearchCredit {
    /// The pot from which a region's firms are paid, if it is offered there.
    pub fn pot_of(&self, region: usize) -> Option<usize> {
        let is_offered = self.regions.as_ref().is_none_or(|regions| regions[region]);
        is_offered.then_some(if self.pots.len() == 1 { 0 } else { region })
    }
}

/// Research that a public body of a region is asked to do and that is paid in full.
#[derive(Clone, Debug)]
pub struct Commission {
    /// The line that pays.
    pub line: LineId,
    /// The question that its project asks its luck.
    pub question: usize,
    /// Where it is done.
    pub region: RegionId,
    /// The solution.
    pub solution: SolutionId,
    /// Money for it, administration included, M EUR.
    pub money: f64,
    /// Quarters that it takes at full speed.
    pub quarters: f64,
    /// What is asked of those who take it.
    pub conditions: Conditions,
}

/// Money to bring home what the rest of the world knows of solutions.
#[derive(Clone, Debug)]
pub struct Scouting {
    /// The line that pays.
    pub line: LineId,
    /// The solutions.
    pub solutions: Vec<SolutionId>,
    /// Money for each solution (a column) in each region (a row), M EUR: at first what is offered, and once it
    /// is known how much can be brought home, what is paid.
    pub money: Grid<f64>,
}

/// Courses for installers that begin in this quarter.
#[derive(Clone, Debug)]
pub struct Courses {
    /// The line that pays.
    pub line: LineId,
    /// The mission whose solutions they learn to put in.
    pub mission: MissionId,
    /// Money for each region, administration included, M EUR.
    pub money: Vec<f64>,
    /// What it costs to train those who put in one unit a year, EUR.
    pub cost: f64,
    /// What is asked of those who take it.
    pub conditions: Conditions,
    /// Quarters until they can work.
    pub quarters: usize,
}

/// Money to reach people in this quarter.
#[derive(Clone, Debug)]
pub struct Outreach {
    /// The line that pays.
    pub line: LineId,
    /// The mission whose solutions people hear of.
    pub mission: MissionId,
    /// Money for each region, M EUR.
    pub money: Vec<f64>,
    /// Money for each inhabitant and year that reaches 63 % of the people of a region, EUR.
    pub reach: f64,
    /// Whether people are asked as well as told.
    pub asks: bool,
}

/// Exceptions from rules, for firms that try a solution in a real place for a year.
#[derive(Clone, Debug)]
pub struct TrialOffer {
    /// The line that pays for the staff that accompanies them.
    pub line: LineId,
    /// The solutions that can be tried.
    pub solutions: Vec<SolutionId>,
    /// Readiness from which they can be.
    pub ready: f64,
    /// What one trial costs, M EUR.
    pub cost: f64,
    /// Money in the pot of each region, M EUR; one entry for all regions together in an open scheme.
    pub pots: Vec<f64>,
    /// Regions in which it is offered: `None` means all.
    pub regions: Option<Vec<bool>>,
}

/// All offers of one quarter.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// Open calls.
    pub calls: Vec<Call>,
    /// Research that public bodies are asked to do.
    pub commissions: Vec<Commission>,
    /// Money that firms get back on their own research.
    pub credits: Vec<ResearchCredit>,
    /// Knowledge from the rest of the world.
    pub scouting: Vec<Scouting>,
    /// Courses for installers.
    pub courses: Vec<Courses>,
    /// Campaigns and conversations.
    pub outreach: Vec<Outreach>,
    /// Trials in real places.
    pub trials: Vec<TrialOffer>,
    /// Support for buyers.
    pub subsidies: Vec<Subsidy>,
    /// Public tenders.
    pub tenders: Vec<Tender>,
    /// Partners for projects.
    pub convening: Vec<Convening>,
    /// Capacity building.
    pub capacity: Vec<CapacityOffer>,
    /// Levy on one unit of the incumbent, EUR a year, by mission.
    pub levy: Vec<f64>,
    /// Share of new choices that must comply, by mission.
    pub compliance: Vec<f64>,
    /// Demand that policy announces for each solution, M EUR a year.
    pub announced: Vec<f64>,
}

impl Offers {
    /// A clean table.
    pub fn clear(&mut self, missions: usize, solutions: usize) {
        self.calls.clear();
        self.commissions.clear();
        self.credits.clear();
        self.scouting.clear();
        self.courses.clear();
        self.outreach.clear();
        self.trials.clear();
        self.subsidies.clear();
        self.tenders.clear();
        self.convening.clear();
        self.capacity.clear();
        self.levy.clear();
        self.levy.resize(missions, 0.0);
        self.compliance.clear();
        self.compliance.resize(missions, 0.0);
        self.announced.clear();
        self.announced.resize(solutions, 0.0);
    }
}
