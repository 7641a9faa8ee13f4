//! Stock: what the owners of one kind use for one mission, how old it is, and the counts kept beside it.

use std::sync::Arc;

use super::grid::Grid;

/// A purchase that waits to be served: the good, and whether its owner counts on a subsidy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The good; the incumbent never waits, so it stands for no order.
    pub good: Good,
    /// Whether the owner counts on a subsidy.
    pub helped: bool,
}

impl Order {
    /// Nothing is ordered.
    pub const NONE: Self = Self { good: INCUMBENT, helped: false };
}

/// How owners choose among what they weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceForm {
    /// By chance, each good in proportion to `exp(U)`.
    Logit,
    /// What is worth most to them.
    Threshold,
}

/// Who owns a part of a mission's problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnerKind {
    /// Households.
    Household,
    /// Firms, with their equipment.
    Firm,
    /// Public bodies.
    Body,
}

impl OwnerKind {
    /// All kinds, in the order in which they choose.
    pub const ALL: [Self; 3] = [Self::Household, Self::Firm, Self::Body];
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Firm => "firm",
            Self::Body => "public_body",
        }
    }
}

/// What an owner uses: 0 is the incumbent, `k + 1` is the mission's solution of rank `k`.
pub type Good = u8;
/// The incumbent good.
pub const INCUMBENT: Good = 0;

/// What each owner brings to every choice, in columns: a choice looks at many owners at a time.
#[derive(Debug, Default)]
pub struct Tastes {
    /// Weight of the logarithm of relative cost.
    pub price_sensitivity: Vec<f32>,
    /// Trouble of a solution that the owner has not used.
    pub hassle: Vec<f32>,
    /// Exposure at which the owner learns of a solution.
    pub attention: Vec<f32>,
    /// Concern for the problem, 0 to 1.
    pub concern: Vec<f32>,
    /// Most that the owner can pay over the incumbent's price, EUR (public bodies: their funds decide).
    pub purse: Vec<f32>,
    /// Share of its contacts that one contact is; 0 without contacts.
    pub per_contact: Vec<f32>,
    /// Cost class: 1 pays the higher rate of interest.
    pub class: Vec<u8>,
}

/// What owners of one kind are like for one mission and do not change in a run.
#[derive(Debug, Default)]
pub struct OwnerTraits {
    /// What each owner is like.
    pub tastes: Tastes,
    /// Real units that one agent of the region stands for.
    pub units: Vec<f64>,
    /// Share of the mission's whole problem that one agent of the region stands for.
    pub problem: Vec<f64>,
}

/// The state of one mission's goods with the owners of one kind.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Whose goods they are.
    pub kind: OwnerKind,
    /// What does not change.
    pub traits: Arc<OwnerTraits>,
    /// What each owner uses.
    pub owned: Vec<Good>,
    /// The step in which each owner next chooses.
    pub due: Vec<u16>,
    /// What each owner has ordered and waits for.
    pub orders: Vec<Order>,
    /// What a good that each owner had to choose costs it beyond the incumbent, EUR a year; empty as long as nobody had to.
    pub forced: Vec<f32>,
    /// Whether each owner ever got public money for a purchase.
    pub helped: Vec<bool>,
    /// How many contacts of each owner use each solution (households only): a row an owner.
    pub contacts_using: Grid<u8>,
    /// How many owners of each region use each good: a row a region, column 0 the incumbent.
    pub counts: Grid<u32>,
}

impl Stock {
    /// How many owners there are.
    pub fn len(&self) -> usize {
        self.owned.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.owned.is_empty()
    }
    /// Share of a region's owners that use a solution.
    #[inline]
    pub fn share(&self, region: usize, rank: usize) -> f64 {
        let row = self.counts.row(region);
        let owners: u32 = row.iter().sum();
        if owners == 0 { 0.0 } else { f64::from(row[rank + 1]) / f64::from(owners) }
    }
}
