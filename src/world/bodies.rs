//! Public bodies: municipalities, hospitals, utilities and housing associations that own part of the problem.

use std::ops::Range;

/// The state of the public bodies, in columns, sorted by region.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    /// Region of each body.
    pub region: Vec<u16>,
    /// The bodies of each region: `starts[r] .. starts[r + 1]`.
    pub starts: Vec<u32>,
    /// Money in hand, M EUR.
    pub funds: Vec<f64>,
    /// Standing of the body's proposals, in standard deviations.
    pub talent: Vec<f64>,
    /// Solutions it knows from projects: one bit a solution.
    pub knows: Vec<u32>,
    /// Projects won so far.
    pub awards: Vec<u16>,
}

impl Bodies {
    /// How many bodies there are.
    pub fn len(&self) -> usize {
        self.region.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.region.is_empty()
    }
    /// The bodies of a region.
    pub fn of_region(&self, region: usize) -> Range<usize> {
        self.starts[region] as usize..self.starts[region + 1] as usize
    }
}
