//! Applications to calls: how many were read and how many were awarded so far, by where their leads are and by what
//! kind of lead they are.

use super::bodies::Bodies;
use super::firms::{Firms, SizeClass};
use super::grid::Grid;
use super::projects::Lead;
use crate::ids::LineId;
use crate::units::QUARTERS_PER_YEAR;

/// The kind of a lead: a firm by its size, or a public body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeadKind {
    /// A firm with a turnover up to 2 M EUR a year.
    Micro,
    /// Up to 10.
    Small,
    /// Up to 50.
    Medium,
    /// Above 50.
    Large,
    /// A public body.
    Body,
}

impl LeadKind {
    /// All kinds, firms from micro to large.
    pub const ALL: [Self; 5] = [Self::Micro, Self::Small, Self::Medium, Self::Large, Self::Body];

    /// The word for it.
    pub fn word(self) -> &'static str {
        ["micro", "small", "medium", "large", "public_body"][self as usize]
    }

    /// The kind of a lead, firms by their present sales.
    pub fn of(lead: Lead, firms: &Firms) -> Self {
        match lead {
            Lead::Body(_) => Self::Body,
            Lead::Firm(id) => match SizeClass::of_turnover(firms.sales[id.index()] * QUARTERS_PER_YEAR) {
                SizeClass::Micro => Self::Micro,
                SizeClass::Small => Self::Small,
                SizeClass::Medium => Self::Medium,
                SizeClass::Large => Self::Large,
            },
        }
    }
}

/// What speaks for a lead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merit {
    /// The quality of what it proposes, in standard deviations: reviewers see it with errors.
    pub quality: f64,
    /// Awards that it has had.
    pub awards: u16,
}

impl Merit {
    /// What speaks for a lead now.
    pub fn of(lead: Lead, firms: &Firms, bodies: &Bodies) -> Self {
        let (quality, awards) = match lead {
            Lead::Firm(id) => (firms.talent[id.index()], firms.awards[id.index()]),
            Lead::Body(id) => (bodies.talent[id.index()], bodies.awards[id.index()]),
        };
        Self { quality, awards }
    }
}

/// An application that reviewers ranked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The line that pays.
    pub line: LineId,
    /// The phase for which it is: 1 is the first.
    pub phase: u8,
    /// Who made it.
    pub lead: Lead,
    /// What reviewers made of it: quality, track record and steering with their errors, in standard deviations of quality.
    pub score: f64,
    /// Whether it was awarded.
    pub is_awarded: bool,
}

/// Applications so far: a row a region, a column a kind of lead.
#[derive(Clone, Debug, Default)]
pub struct Applications {
    /// Those that were read.
    pub read: Grid<u32>,
    /// Those that were awarded.
    pub awarded: Grid<u32>,
    /// Leads who would have applied to a call, had it asked for nothing, and did not.
    pub lost: Grid<u32>,
    /// Leads who applied to calls that ask for something.
    pub undeterred: Grid<u32>,
    /// Awards to leads that had one before.
    pub repeated: u32,
    /// Quality of what was awarded, summed over awards, in standard deviations.
    pub quality: f64,
    /// What was ranked in this quarter, call by call, the best last: nothing in the model looks at it.
    pub ranked: Vec<Ranked>,
}

impl Applications {
    /// None so far, in a world of so many regions.
    pub fn new(regions: usize) -> Self {
        let none = Grid::filled(regions, LeadKind::ALL.len(), 0);
        Self {
            read: none.clone(),
            awarded: none.clone(),
            lost: none.clone(),
            undeterred: none,
            repeated: 0,
            quality: 0.0,
            ranked: Vec::new(),
        }
    }

    /// Notes an award to a lead from a region, in the call that was ranked last.
    pub fn award(&mut self, lead: Lead, region: usize, kind: LeadKind, merit: Merit) {
        if let Some(ranked) = self.ranked.iter_mut().rev().find(|ranked| ranked.lead == lead) {
            ranked.is_awarded = true;
        }
        self.awarded[(region, kind as usize)] += 1;
        self.repeated += u32::from(merit.awards > 0);
        self.quality += merit.quality;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{BodyId, FirmId};

    #[test]
    fn an_award_is_one_of_the_call_that_was_ranked_last() {
        let ranked = |phase: u8, firm: usize| Ranked {
            line: LineId::new(0),
            phase,
            lead: Lead::Firm(FirmId::new(firm)),
            score: 0.0,
            is_awarded: false,
        };
        let mut applications = Applications::new(1);
        applications.ranked = vec![ranked(1, 0), ranked(1, 1), ranked(2, 1)];
        let merit = Merit { quality: 0.0, awards: 0 };
        applications.award(Lead::Firm(FirmId::new(1)), 0, LeadKind::Micro, merit);
        let awarded: Vec<bool> = applications.ranked.iter().map(|ranked| ranked.is_awarded).collect();
        assert_eq!(awarded, [false, false, true]);
    }

    #[test]
    fn a_lead_is_of_its_size() {
        // M EUR a quarter: 1.6, 8, 40 and 400 a year
        let firms = Firms { sales: vec![0.4, 2.0, 10.0, 100.0], ..Firms::default() };
        for (firm, word) in ["micro", "small", "medium", "large"].into_iter().enumerate() {
            assert_eq!(LeadKind::of(Lead::Firm(FirmId::new(firm)), &firms).word(), word);
        }
        assert_eq!(LeadKind::of(Lead::Body(BodyId::new(0)), &firms).word(), "public_body");
        for (place, kind) in LeadKind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, place);
        }
    }
}
