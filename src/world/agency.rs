//! The agency that runs the programme: how able it is and what it sees.

/// The state of the agency.
#[derive(Clone, Debug, Default)]
pub struct Agency {
    /// How well it prepares, reads and runs, 0 to 1.
    pub capability: f64,
    /// Share of each mission's problem that it believes to lie in each region, a row a mission; sums to 1.
    pub need_seen: Vec<Vec<f64>>,
}
