//! Spatial designs: how a line's money is spread over regions. A design is nothing but an envelope.

use crate::form::Choice;
use crate::ids::MissionId;
use crate::world::World;

/// How money is spread over regions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpatialDesign {
    /// Open competition: no envelope.
    Blind,
    /// Envelopes in proportion to population.
    PerHead,
    /// Envelopes in proportion to the problem, as far as the agency sees it.
    Need,
}

impl Choice for SpatialDesign {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Blind, "blind", "open competition: the money goes wherever it is won"),
        (Self::PerHead, "per_head", "every region is entitled to the same money for each inhabitant"),
        (
            Self::Need,
            "need",
            "regions are entitled to money in proportion to their share of the problem, as the agency sees it",
        ),
    ];
}

impl SpatialDesign {
    /// Whether the design asks the agency to learn about places, which costs staff.
    pub fn uses_information(self) -> bool {
        self == Self::Need
    }

    /// What the money of each region is in proportion to; nothing in an open competition.
    pub fn weights(self, world: &World, mission: MissionId) -> Option<&[f64]> {
        match self {
            Self::Blind => None,
            Self::PerHead => Some(&world.regions.geography.population),
            Self::Need => Some(&world.agency.need_seen[mission.index()]),
        }
    }
}
