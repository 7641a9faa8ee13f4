//! Households: each agent stands for a stated number of households of its region.

use std::ops::Range;
use std::sync::Arc;

use super::links::Links;

/// What the households are and do not change in a run: shared by all policies of a replicate.
#[derive(Debug, Default)]
pub struct People {
    /// Region of each agent; agents are sorted by region.
    pub region: Vec<u16>,
    /// The agents of each region: `starts[r] .. starts[r + 1]`.
    pub starts: Vec<u32>,
    /// Whether it belongs to the poorest fifth of its region (1) or not (0).
    pub poorest: Vec<u8>,
    /// Annual income, EUR a household.
    pub income: Vec<f32>,
    /// Persons in a household.
    pub persons: f64,
    /// Concern for the problem, 0 to 1.
    pub concern: Vec<f32>,
    /// Mutual contacts.
    pub contacts: Links,
    /// One over the number of contacts, 0 without contacts.
    pub per_contact: Vec<f32>,
}

/// The state of the households, in columns.
#[derive(Clone, Debug, Default)]
pub struct Households {
    /// What does not change.
    pub people: Arc<People>,
    /// Support for each mission, -1 to 1: one column a mission.
    pub support: Vec<Vec<f32>>,
}

impl Households {
    /// How many agents there are.
    pub fn len(&self) -> usize {
        self.people.region.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.people.region.is_empty()
    }
    /// The agents of a region.
    pub fn of_region(&self, region: usize) -> Range<usize> {
        self.people.starts[region] as usize..self.people.starts[region + 1] as usize
    }
}
