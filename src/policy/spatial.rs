//! Spatial designs: how a line's money is spread over regions. A design is nothing but an envelope.

use super::terms::Terms;
use crate::form::Choice;
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

    /// Share of the money that each region is entitled to; the shares of the regions in which the line acts sum to 1.
    pub fn envelope(self, world: &World, terms: &Terms) -> Option<Vec<f64>> {
        let weights: &[f64] = match self {
            Self::Blind => return None,
            Self::PerHead => &world.regions.geography.population,
            Self::Need => &world.agency.need_seen[terms.mission.index()],
        };
        let mut shares = match &terms.regions {
            None => weights.to_vec(),
            Some(regions) => {
                let mut shares = vec![0.0; weights.len()];
                for region in regions {
                    shares[region.index()] = weights[region.index()];
                }
                shares
            }
        };
        let total: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= total);
        Some(shares)
    }
}
