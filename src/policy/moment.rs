//! Moments: what an instrument can see when it acts.

use super::terms::Terms;
use crate::calendar::Quarter;
use crate::chance::QUESTIONS;
use crate::ids::{LineId, SolutionId};
use crate::units::Euros;
use crate::world::World;
use crate::world::agencies::Agency;
use crate::world::lines::LineAccount;
use crate::world::offers::{Offers, Outreach};

/// What an instrument can see when it acts.
#[derive(Debug)]
pub struct Moment<'w> {
    /// Its line.
    pub line: LineId,
    /// The question that its applicants ask their luck.
    pub question: usize,
    /// When, for which mission and where it acts.
    pub terms: &'w Terms,
    /// The quarter.
    pub date: Quarter,
    /// How far it is phased in, 0 to 1.
    pub ramp: f64,
    /// Money that the line can still commit or spend, M EUR.
    pub money: f64,
    /// What the line promises for the current year, M EUR.
    pub promise: f64,
    /// Whether a year of the line begins: its money has just come.
    pub year_begins: bool,
    /// Quarters left in the line's current year, this one included: 4 in the first.
    pub quarters_left: usize,
    /// The world as it is.
    pub world: &'w World,
}

impl Moment<'_> {
    /// Share of the line's money that each region is entitled to; `None` in an open competition.
    pub fn envelope(&self) -> Option<Vec<f64>> {
        self.terms.envelope(self.world)
    }
    /// Share of the line's money for each region where nobody competes: by envelope, and without one by the
    /// people who live where the line acts.
    pub fn shares(&self) -> Vec<f64> {
        let people = &self.world.regions.geography.population;
        self.envelope().unwrap_or_else(|| self.terms.share_out(people))
    }
    /// The solutions of the mission, in order of rank.
    pub(super) fn solutions(&self) -> &[SolutionId] {
        &self.world.missions[self.terms.mission.index()].traits.solutions
    }
    /// The agency that runs the line.
    pub fn agency(&self) -> &Agency {
        &self.world.agencies[self.terms.agency.index()]
    }
    /// Whether the line supports a solution now: its terms may rule it out, and so may a commitment of its agency.
    pub(super) fn supports(&self, solution: SolutionId) -> bool {
        self.terms.supports(solution) && !self.agency().shuts_out(self.terms.mission.index(), solution)
    }
    /// By solution rank of the mission: whether the line supports it.
    pub fn supported(&self) -> Vec<bool> {
        self.solutions().iter().map(|id| self.supports(*id)).collect()
    }
    /// The solutions that the line supports.
    pub fn supported_solutions(&self) -> Vec<SolutionId> {
        self.solutions().iter().copied().filter(|id| self.supports(*id)).collect()
    }
    /// By region: whether the line acts there; `None` when it acts everywhere.
    pub fn admitted_regions(&self) -> Option<Vec<bool>> {
        let regions = self.terms.regions.as_ref()?;
        let mut admitted = vec![false; self.world.regions.len()];
        for region in regions {
            admitted[region.index()] = true;
        }
        Some(admitted)
    }
    /// The line's money by pot: one pot for all in an open scheme, one a region under envelopes.
    ///
    /// A region's pot is what it was entitled to so far less what it got, so that a purchase too large
    /// for one year's envelope waits for the next instead of being lost; together the pots hold no more
    /// than the line.
    pub fn pots(&self) -> Vec<f64> {
        let account = &self.world.lines[self.line.index()];
        if account.entitled.is_empty() {
            return vec![self.money];
        }
        let mut pots: Vec<f64> =
            account.entitled.iter().zip(&account.awarded).map(|(e, a)| (e - a).max(0.0)).collect();
        let total: f64 = pots.iter().sum();
        if total > self.money {
            pots.iter_mut().for_each(|pot| *pot *= self.money / total);
        }
        pots
    }
    /// A second question for applicants whom the line asks twice.
    pub(super) fn another_question(&self) -> usize {
        (self.question + QUESTIONS / 2) % QUESTIONS
    }
    /// Tells firms how much money the agency has in hand for each solution: that of all its lines for the mission,
    /// by the weights of its portfolio. A roadmap without money moves nobody.
    pub(super) fn announce_roadmap(&self, offers: &mut Offers) {
        let lines = self
            .world
            .lines
            .iter()
            .filter(|line| line.agency == self.terms.agency && line.mission == self.terms.mission);
        let money: f64 = lines.map(LineAccount::available).sum();
        for id in self.supported_solutions() {
            offers.announced[id.index()] += money * self.agency().weights[id.index()];
        }
    }
    /// Money to reach people in this quarter: an even part of what the year has left.
    pub(super) fn outreach(&self, reach: Euros, asks: bool) -> Outreach {
        let now = self.money / self.quarters_left as f64;
        Outreach {
            line: self.line,
            mission: self.terms.mission,
            money: self.shares().iter().map(|share| share * now).collect(),
            reach: reach.0,
            asks,
        }
    }
    /// Tells firms of demand worth so much a year, in equal parts for each solution that the line supports.
    pub fn announce(&self, yearly: f64, offers: &mut Offers) {
        let supported = self.supported_solutions();
        for id in &supported {
            offers.announced[id.index()] += yearly / supported.len() as f64;
        }
    }
}
